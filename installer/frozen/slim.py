"""The frozen folder made smaller, and of plain files only: what nothing needs goes, debug symbols go.

PyInstaller puts a link into the top folder for every library of a package. They are not needed: each package finds its
own libraries, as it does where pip installs it. And a bundle carries no links.
"""

import os
import re
import subprocess
from pathlib import Path

from installer.steps.say import Stop

DATA = "_internal"
_LIBRARY = re.compile(r".*\.so(\.[0-9.]+)?$")
_NEEDED = re.compile(r"\s+NEEDED\s+(\S+)")
_STRIPPED = re.compile(r"(.*\.(cpython-[^.]+|abi3)\.so|libpython3.*|lib(tesseract|leptonica|pdfium|crypto)[-.].*)")
"""Modules, and a few libraries that gain by it. Others that patchelf has moved may break, and are left alone."""


def slimmed(folder: Path) -> None:
    """`folder` as PyInstaller made it, on Linux; on Windows there is nothing to do. Raises Stop when a tool fails."""
    unlink(folder)
    while orphans := unneeded(folder):
        for path in orphans:
            path.unlink()
    for path in libraries(folder):
        if _STRIPPED.fullmatch(path.name):
            _run("strip", "--strip-unneeded", str(path))
    twins(folder)
    plain_modes(folder)


def twins(folder: Path) -> None:
    """Files of one folder with the same bytes become one file of two names (ggml's libraries: the loader then sees that
    it has them already)."""
    for place in sorted({path.parent for path in libraries(folder)}):
        seen: dict[bytes, Path] = {}
        for path in sorted(path for path in libraries(folder) if path.parent == place):
            first = seen.setdefault(path.read_bytes(), path)
            if first is not path:
                path.unlink()
                path.hardlink_to(first)


def unlink(folder: Path) -> None:
    """Links to a file of a package go."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            if not path.resolve().is_relative_to(folder.resolve()):
                raise Stop("밖을 가리키는 링크입니다.", "A link points outside.", str(path))
            path.unlink()


def libraries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and _LIBRARY.fullmatch(path.name))


def unneeded(folder: Path) -> list[Path]:
    """Libraries of the system, in the top data folder, that no file asks for: what asked for them was left out."""
    asked = set()
    for path in [*libraries(folder), *(path for path in folder.iterdir() if path.is_file())]:
        asked.update(_NEEDED.findall(_run("objdump", "-p", str(path))))
    top = [path for path in libraries(folder) if path.parent == folder / DATA and path.name.startswith("lib")]
    return [path for path in top if path.name not in asked and not path.name.startswith("libpython")]


def plain_modes(folder: Path) -> None:
    """Read and execute for everybody, write for the owner; nothing depends on the builder's umask."""
    for path in [folder, *sorted(folder.rglob("*"))]:
        executable = path.is_dir() or path.parent == folder or _LIBRARY.fullmatch(path.name)
        path.chmod(0o755 if executable else 0o644)


def sizes(folder: Path) -> tuple[int, int]:
    """(bytes, files)."""
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(files), len(files)


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
    if done.returncode:
        raise Stop(f"{command[0]}이(가) 실패했습니다.", f"{command[0]} failed.", done.stderr)
    return done.stdout
