"""The virtual environment: made, filled from the locks, stamped; the launcher and the translations beside it."""

import hashlib
import shutil
import sys
from pathlib import Path

from installer.steps import wheels
from installer.steps.checkout import Checkout, venv_scripts
from installer.steps.pip import pip
from installer.steps.say import Stop
from installer.steps.stamps import write_beside

LOCKS = ("run.txt", "dev.txt", "source.txt")


def digest(checkout: Checkout) -> str:
    """Changes when the environment must be filled anew: locks, interpreter, or where the checkout lies."""
    whole = hashlib.sha256(f"{sys.version}\n{checkout.root}\n".encode())
    for name in LOCKS:
        whole.update((checkout.locks / name).read_bytes())
    for wheel in wheels.pinned(checkout.locks / "source.txt").values():
        whole.update(wheels.shelf(checkout, wheel).name.encode())
    return whole.hexdigest()


def ready(checkout: Checkout) -> bool:
    stamp = checkout.venv / "munjigi.stamp"
    return checkout.python.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == digest(checkout)


def create(checkout: Checkout) -> None:
    """Make .venv where there is none that works. Raises Stop, Interrupted."""
    log = checkout.log("venv")
    if checkout.python.is_file():
        probe = [str(checkout.python), "-c", "import pip, sys; print(sys.version)"]
        if checkout.children.run(probe, log, cwd=checkout.root) == 0 and sys.version in log.read_text(encoding="utf-8"):
            return
        shutil.rmtree(checkout.venv)
    if checkout.children.run([sys.executable, "-m", "venv", str(checkout.venv)], log, cwd=checkout.root) != 0:
        tail = log.read_text(encoding="utf-8", errors="replace")
        raise Stop("가상 환경(.venv)을 만들지 못했습니다.", "The virtual environment .venv could not be made.", tail)


def install(checkout: Checkout) -> None:
    """The locked wheels, and nothing besides. Raises Stop, Interrupted.

    Byte code is compiled here: the sandboxed children could not keep theirs and would compile at every start.
    """
    checkout.voice.say("· 잠금 파일의 꾸러미를 설치합니다.", "· Installing the locked packages.")
    locks = [word for name in ("run.txt", "dev.txt") for word in ("-r", str(checkout.locks / name))]
    options = ["--no-deps", "--require-hashes", "--only-binary=:all:"]
    pip(checkout, ["install", *options, *locks], "install")
    checkout.voice.say("· 꾸러미를 설치했습니다.", "· The locked packages are installed.")


def install_built(checkout: Checkout) -> None:
    """The wheels built here, from the cache. Raises Stop, Interrupted."""
    files = [str(path) for path in wheels.cached(checkout)]
    pip(checkout, ["install", "--no-deps", "--no-index", "--force-reinstall", *files], "install-built")


def stamp(checkout: Checkout) -> None:
    write_launcher(checkout)
    write_beside(checkout.venv / "munjigi.stamp", digest(checkout))


def write_launcher(checkout: Checkout) -> Path:
    """`munjigi` in the environment's bin: `python -m app` of this checkout, from any folder."""
    if sys.platform == "win32":
        path = venv_scripts(checkout.venv) / "munjigi.cmd"
        path.write_text(
            f'@echo off\r\nset "PYTHONPATH={checkout.root}"\r\n"{checkout.python}" -P -m app %*\r\n', newline=""
        )
        return path
    path = venv_scripts(checkout.venv) / "munjigi"
    quoted = {name: str(value).replace("'", "'\\''") for name, value in _places(checkout).items()}
    path.write_text(
        f"#!/bin/sh\nPYTHONPATH='{quoted['root']}' exec '{quoted['python']}' -P -m app \"$@\"\n", encoding="utf-8"
    )
    path.chmod(0o755)
    return path


def _places(checkout: Checkout) -> dict[str, Path]:
    return {"root": checkout.root, "python": checkout.python}


def translations(checkout: Checkout) -> None:
    """Compile assets/i18n/*.ts with the environment's lrelease where the .qm is older. Raises Stop, Interrupted."""
    for source in sorted((checkout.root / "assets" / "i18n").glob("*.ts")):
        target = source.with_suffix(".qm")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        tool = venv_scripts(checkout.venv) / ("pyside6-lrelease.exe" if sys.platform == "win32" else "pyside6-lrelease")
        log = checkout.log("lrelease")
        command = [str(tool), "-silent", str(source), "-qm", str(target)]
        if checkout.children.run(command, log, cwd=checkout.root) != 0:
            tail = log.read_text(encoding="utf-8", errors="replace")
            raise Stop(f"{source.name}: 번역을 만들지 못했습니다.", f"{source.name} could not be compiled.", tail)
