"""How fast a bundle is proved: `python -m tests.bench.bundle_verify FILE [FILE …]`.

The files are described as one model of a signed bundle and laid on a medium as links of the file system (no byte is
copied), read once so that the disk is out of the measurement, and then proved as an installer does, chunk by chunk, on
one core: as `bundle verify` does (`verify`), and as an installation does, which keeps them (`handed`). Beside it in the
same minute: hashlib alone over as many bytes that are in memory. MB are 10^6 bytes, a second is one of the processor's.
"""

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.bundle import verifying
from app.bundle.format import limits
from app.bundle.medium import Media, part_sizes
from tests.bench.running import say
from tests.fakes.forge import BundleForge, Fields

_BLOCK = 16 << 20
_CHUNK = limits.MIB
"""What writing.build writes."""
ROUNDS = 3


def described(path: Path) -> Fields:
    whole, chunks = hashlib.sha256(), []
    with path.open("rb") as stream:
        while block := stream.read(_CHUNK):
            whole.update(block)
            chunks.append(hashlib.sha256(block).hexdigest())
    return {
        "size": path.stat().st_size,
        "sha256": whole.hexdigest(),
        "executable": False,
        "chunk": _CHUNK,
        "chunks": chunks,
    }


def laid(forge: BundleForge, files: list[Path]) -> Path:
    """A medium with the files as its parts. Raises SystemExit for one that would have to be cut."""
    model = forge.part("model", "bench", {})
    model["files"] = {f"{number}.bin": described(path) for number, path in enumerate(files)}
    forge.release["components"].append(model)
    forge.release["components"].sort(key=lambda one: (one["kind"], one["id"], one["os"]))
    medium = forge.medium()
    for path, fields in zip(files, model["files"].values(), strict=True):
        if len(part_sizes(fields["size"])) != 1:
            raise SystemExit(f"{path.name}: a file of 1 byte to 4 GiB - 1 MiB is asked for")
        part = medium / "data" / f"{fields['sha256']}.000"
        if not part.exists():
            try:
                os.link(path.resolve(), part)
            except OSError:  # another file system
                part.write_bytes(path.read_bytes())
    return medium


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the processor and of the clock."""
    processor, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - processor, time.perf_counter() - wall


def main(argv: list[str]) -> int:
    files = [Path(word) for word in argv]
    with tempfile.TemporaryDirectory(prefix="munjigi-bench-") as scratch:
        forge = BundleForge(Path(scratch))
        medium = laid(forge, files)
        found = verifying.opened([medium], forge.trust())
        entries = [one for one in found.selected("linux") if "/bench/" in one.path]
        size = sum(one.size for one in entries)

        def proved() -> None:
            media = Media([medium])
            for entry in entries:
                for _ in media.proved(entry):
                    pass

        def handed() -> None:
            media = Media([medium])
            for entry in entries:
                for _ in media.chunks(entry):
                    pass

        def plain() -> None:
            """What SHA-256 itself takes, of memory that is at hand."""
            for _ in range(0, size, _BLOCK):
                hashlib.sha256(block).hexdigest()

        block = os.urandom(_BLOCK)
        proved()
        metadata = min(timed(lambda: verifying.opened([medium], forge.trust())) for _ in range(ROUNDS))
        ours = min(timed(proved) for _ in range(ROUNDS))
        kept = min(timed(handed) for _ in range(ROUNDS))
        bare = min(timed(plain) for _ in range(ROUNDS))
        hashed = -(-size // _BLOCK) * _BLOCK
        say(
            bytes=size,
            verify_mb_per_cpu_s=round(size / ours[0] / 1e6),
            verify_mb_per_s=round(size / ours[1] / 1e6),
            handed_mb_per_cpu_s=round(size / kept[0] / 1e6),
            hashlib_mb_per_cpu_s=round(hashed / bare[0] / 1e6),
            ratio=round((size / ours[0]) / (hashed / bare[0]), 2),
            metadata_ms=round(metadata[0] * 1000, 1),
            load=round(os.getloadavg()[0], 1),
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
