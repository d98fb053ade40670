"""Tiny releases whose program is a small script, so that an installation can be made, checked and started."""

from pathlib import Path

from app.bundle.installing.install import Installed, InstallRequest, install
from app.core.audit import AuditKind, Facts
from app.core.events import Cancel, result_of
from tests.fakes.forge import BundleForge, Fields

HEALTHY = """#!/bin/sh
[ "$1" = doctor ] && [ "$2" = --program ] || { echo "started $0"; exit 0; }
echo '{"event": "done", "result": {"sound": true, "checks": []}}'
"""
ILL = """#!/bin/sh
echo '{"event": "progress"}'
echo '{"event": "done", "result": {"checks": [{"ok": false, "code": "SYS-008", "detail": "faiss"}]}}'
exit 1
"""
MODEL = b"GGUF" + bytes(range(256)) * 200
"""13 chunks of 4096 bytes, the last one shorter."""


def told(kind: AuditKind, facts: Facts) -> None:
    """An audit that nobody reads."""


def release(forge: BundleForge, version: str, sequence: int, *, epoch: int = 1, program: str = HEALTHY) -> Fields:
    """The forge's release from now on: a program of this version, a model that does not change, an optional part."""
    parts = [
        forge.part("app", "cuda", {"cuda.so": b"cuda" * 3000}, folder="app/cuda", optional=True, os="linux"),
        forge.part("app", "munjigi", {"_internal/lib/a.so": b"a" * 9000, "_internal/a.txt": b"twin"}, os="linux"),
        forge.part("app", "munjigi", {"munjigi.exe": b"MZ", "_internal/a.txt": b"twin"}, os="windows"),
        forge.part("model", "tiny", {"weights.gguf": MODEL, "card.md": b"twin"}),
    ]
    files = parts[1]["files"]
    files["munjigi"] = forge.file(f"{program}# {version}\n".encode(), executable=True)
    files["_internal/version"] = forge.file(f"{version}\n".encode() * 1000)
    forge.release = forge.made(
        version=version, sequence=sequence, epoch=epoch, components=parts, signed_at="2026-03-01T00:00:00Z"
    )
    return forge.release


def root_file(forge: BundleForge) -> Path:
    """The root as it is handed over apart from the medium."""
    path = forge.folder / "handed.root.json"
    path.write_bytes(forge.root_envelope(0))
    return path


def installed(forge: BundleForge, root: Path, medium: Path, *, extras: tuple[str, ...] = ()) -> Installed:
    """Install to the end; the trust is handed over the first time."""
    trust = None if (root / "trust").is_dir() else root_file(forge)
    request = InstallRequest(root, (medium,), trust, extras)
    return result_of(install(request, told, cancel=Cancel()), Installed)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below, links not followed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
