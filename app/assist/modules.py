"""llama.cpp's modules in the program's folder, held against what was signed, or in a checkout against the manifest that
was written when they were built. The llm child looks before it loads any of them, and `doctor` when it is asked.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"
_LIBRARY = (".so", ".dll", ".dylib")


@dataclass(frozen=True, slots=True)
class Modules:
    """`count` files are listed; `strange` is the first that differs, is missing, or is there without being listed."""

    count: int
    strange: str = ""


def modules(folder: Path, signed: Mapping[str, str] | None = None) -> Modules | None:
    """Hash every listed file of the build in `folder`; None where there is no such folder: the package's own libraries
    are used. `signed`: what the installed release says of that folder; None: a checkout, where its
    manifest does."""
    if not folder.is_dir():
        return None
    try:
        listed = dict(signed) if signed is not None else _manifest(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return Modules(0, MANIFEST)
    there = {path.name for path in folder.iterdir() if set(path.suffixes) & set(_LIBRARY)}
    for name in sorted(there | listed.keys()):
        if listed.get(name) != _sha256(folder / name):
            return Modules(len(listed), name)
    return Modules(len(listed))


def _manifest(folder: Path) -> dict[str, str]:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return {str(entry["name"]): str(entry["sha256"]) for entry in manifest["files"]}


def _sha256(path: Path) -> str:
    """Empty for a file that cannot be read or that leads elsewhere."""
    try:
        if path.is_symlink():
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
