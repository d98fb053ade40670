"""How long installing takes beside copying: `python -m tests.bench.installing [--rounds N] [--under DIR] [MODEL_DIR…]`.

A bundle with the given models (without one: those of the catalogue that are there, the largest first, up to 1.5 GB) is
installed, and the same files are copied and synced, each first by turns, so that both meet the same disk and the same
neighbours; the cache is asked to forget the source each time. Then: what is installed is proved again, and upgraded to
a release with the same models.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.bundle import signing, writing
from app.bundle.format import envelope
from app.bundle.installing import looking
from app.bundle.installing.install import Installed, InstallRequest, install
from app.bundle.writing import BuildSpec, ComponentSpec
from app.core.audit import AuditKind, Facts
from app.core.components import ComponentKind
from app.core.events import Cancel, Warned, result_of
from app.core.paths import models_dir
from tests.bench.running import say
from tests.fakes.forge import BundleForge
from tests.fakes.releases import HEALTHY

_LIMIT = 1_500_000_000


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--under", type=Path, default=None)
    parser.add_argument("models", nargs="*", type=Path)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="munjigi-bench-", dir=options.under) as scratch:
        return _measured(Path(scratch), options.models or _models(), options.rounds)


def _measured(scratch: Path, models: list[Path], rounds: int) -> int:
    forge = BundleForge(scratch)
    handed = scratch / "handed.root.json"
    handed.write_bytes(forge.root_envelope(0))
    media = [_medium(forge, scratch, models, number) for number in (1, 2)]
    source = scratch / "medium 1" / "data"
    sizes = sum(path.stat().st_size for path in source.iterdir())
    say(bench="bundle", megabytes=round(sizes / 1e6), parts=len(list(source.iterdir())), load=os.getloadavg()[0])
    root, spent = scratch / "root", {"copy": 0.0, "install": 0.0}
    works: dict[str, Callable[[], object]] = {
        "copy": lambda: _copied(source, scratch / "copy"),
        "install": lambda: _installed(root, media[0], handed),
    }
    for number in range(1, rounds + 1):
        told: dict[str, float] = {}
        for name in sorted(works, reverse=number % 2 == 0):
            for made in (root, scratch / "copy"):  # both begin with the same memory and room free
                shutil.rmtree(made, ignore_errors=True)
            told[f"{name}_s"], told[f"{name}_cpu_s"] = _timed(works[name], source)
            spent[name] += told[f"{name}_s"]
        ratio = told["install_s"] / told["copy_s"]
        say(bench="round", number=number, ratio=round(ratio, 2), **{name: round(v, 2) for name, v in told.items()})
    ratio = spent["install"] / spent["copy"]
    if not root.exists():
        _installed(root, media[0], handed)
    proved = sorted(_timed(lambda: _proved(root), None) for _ in range(rounds))[rounds // 2]
    rate = sizes / proved[1] / 1e9
    say(bench="proved", seconds=round(proved[0], 2), cpu_s=round(proved[1], 2), gb_per_cpu_s=round(rate, 2))
    before = time.monotonic()
    upgraded = _installed(root, media[1], None)
    seconds = time.monotonic() - before
    own = [path.stat() for path in (root / "versions" / "2.0.0-1.2" / "models").rglob("*") if path.is_file()]
    new = sum(state.st_size for state in own if state.st_nlink == 1)
    say(bench="upgrade", seconds=round(seconds, 2), copied=upgraded.copied, linked=upgraded.linked, model_bytes=new)
    say(bench="sum", ratio=round(ratio, 2), gb_per_cpu_s=round(rate, 2), copied_by_the_upgrade=upgraded.copied)
    return 0 if ratio <= 1.5 and rate >= 1.0 and not new else 1


def _medium(forge: BundleForge, scratch: Path, models: list[Path], number: int) -> Path:
    """A release with a program of a few bytes, built and signed as on the build side."""
    program = scratch / f"program {number}"
    program.mkdir()
    (program / "munjigi").write_text(HEALTHY)
    (program / "munjigi").chmod(0o755)
    (program / "version").write_text(f"{number}.0.0\n")
    parts = [ComponentSpec(ComponentKind.APP, "munjigi", "1", "문지기", program, os="linux")]
    parts += [ComponentSpec(ComponentKind.MODEL, path.name, "1", path.name, path) for path in models]
    signed_at = datetime(2026, 3, number, tzinfo=UTC)
    spec = BuildSpec("munjigi", "stable", f"{number}.0.0", 1, number, signed_at, tuple(parts))
    medium = scratch / f"medium {number}"
    (medium / "data").mkdir(parents=True)
    for part in (
        (scratch / "medium 1" / "data").iterdir() if number > 1 else ()
    ):  # the same contents need not lie on the disk twice
        os.link(part, medium / "data" / part.name)
    target = writing.build(spec, medium)
    data = target.read_bytes()
    for holder in forge.release_holders[:2]:
        data = signing.signed(data, envelope.RELEASE, holder.spki, holder.sign)
    target.write_bytes(data)
    (medium / "meta" / "1.root.json").write_bytes((scratch / "handed.root.json").read_bytes())
    return medium


def _installed(root: Path, medium: Path, handed: Path | None) -> Installed:
    return result_of(install(InstallRequest(root, (medium,), handed), _told, cancel=Cancel()), Installed)


def _proved(root: Path) -> None:
    name = (root / "current").read_text().strip()
    if any(isinstance(event, Warned) for event in looking.proved(root, name, cancel=Cancel())):
        raise SystemExit("what is installed is not what was signed")


def _told(kind: AuditKind, facts: Facts) -> None:
    del kind, facts


def _copied(source: Path, target: Path) -> None:
    """Copied and synced: files, then their folder."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        shutil.copyfile(path, target / path.name)  # by sendfile(2): the kernel's own way
        _synced(target / path.name)
    _synced(target)


def _synced(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _timed(work: Callable[[], object], cold: Path | None) -> tuple[float, float]:
    """Wall and CPU seconds (of this process and its children)."""
    os.sync()  # what is not written yet is not forgotten either
    for path in cold.iterdir() if cold is not None else ():
        with path.open("rb") as stream:
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    begun, cpu = time.monotonic(), _cpu()
    work()
    return time.monotonic() - begun, _cpu() - cpu


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _models() -> list[Path]:
    folders = [path for path in models_dir().iterdir() if path.is_dir()]
    sized = sorted(((_size(path), path) for path in folders), reverse=True)
    taken, total = [], 0
    for size, path in sized:
        if size and total + size <= _LIMIT:
            taken.append(path)
            total += size
    return taken


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
