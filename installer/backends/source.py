"""The source that is pinned in locks/source.txt, and the tools that build it, each by hash."""

import hashlib
import re
import sys
import tarfile
from pathlib import Path

from installer.steps.checkout import Checkout, venv_python
from installer.steps.pip import pip
from installer.steps.say import Stop
from installer.steps.wheels import COMPILED, pinned


def tools(checkout: Checkout, folder: Path) -> Path:
    """The Python of an environment with cmake and ninja as locked; made in `folder` unless it is there."""
    venv = folder / "tools"
    python = venv_python(venv)
    if not python.exists():
        log = checkout.log("backends-tools")
        if checkout.children.run([sys.executable, "-m", "venv", str(venv)], log, cwd=checkout.root) != 0:
            raise Stop(
                "빌드용 가상 환경을 만들지 못했습니다.", "The build environment could not be made.", log.read_text()
            )
        lock = str(checkout.locks / "build.txt")
        pip(checkout, ["install", "--no-deps", "--require-hashes", "-r", lock], "backends-tools", python=python)
    return python


def unpacked(checkout: Checkout, folder: Path, python: Path, given: Path | None) -> Path:
    """llama.cpp's folder in the unpacked sdist. Raises Stop for a file with another hash than the lock's."""
    archive = given if given is not None else _downloaded(checkout, folder, python)
    known = set(re.findall(r"sha256:([0-9a-f]{64})", pinned(checkout.locks / "source.txt")[COMPILED]))
    with archive.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() not in known:
            raise Stop("잠금 파일의 해시와 다릅니다.", "The hash is not the lock's.", archive.name)
    target = folder / "source"
    if not target.is_dir():
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
    return next(target.iterdir()) / "vendor" / "llama.cpp"


def pinned_version(checkout: Checkout) -> str:
    return pinned(checkout.locks / "source.txt")[COMPILED].split()[0]


def _downloaded(checkout: Checkout, folder: Path, python: Path) -> Path:
    wish, out = folder / "wish.txt", folder / "sdist"
    wish.write_text(pinned(checkout.locks / "source.txt")[COMPILED] + "\n", encoding="utf-8")
    options = ["--no-deps", "--no-binary", COMPILED, "--no-build-isolation", "--require-hashes"]
    pip(checkout, ["download", *options, "-d", str(out), "-r", str(wish)], "backends-source", python=python)
    return next(out.glob("*.tar.gz"))
