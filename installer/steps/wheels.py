"""Wheels of packages that publish only sources: built once for this kind of machine, kept in the user's cache."""

import hashlib
import os
import platform
import re
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

from installer.steps.checkout import Checkout, held, venv_python
from installer.steps.pip import pip
from installer.steps.say import Stop

COMPILED = "llama-cpp-python"
# Neither llama.cpp's picture reader nor its HTTPS client is used: less to compile, less code that nobody calls.
_CMAKE_ARGS = "-DLLAVA_BUILD=OFF -DLLAMA_OPENSSL=OFF"
# GCC 12 (Debian 12) miscompiles ggml's AMX kernels: the first matrix ends in a fault. AVX-512 is used instead.
_NO_AMX = "-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"


def pinned(lock: Path) -> dict[str, str]:
    """name -> the requirement with its hashes, of locks/source.txt."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.split("==")[0]: line for line in lines}


def missing(checkout: Checkout) -> dict[str, str]:
    """Those of locks/source.txt whose wheel is not in the cache."""
    wanted = pinned(checkout.locks / "source.txt")
    return {name: line for name, line in wanted.items() if not list(shelf(checkout, line).glob("*.whl"))}


def cached(checkout: Checkout) -> list[Path]:
    """The wheel of every source package; call after `build`."""
    lines = pinned(checkout.locks / "source.txt").values()
    return [next(iter(sorted(shelf(checkout, line).glob("*.whl")))) for line in lines]


def shelf(checkout: Checkout, requirement: str) -> Path:
    """The cache folder of one package's wheel: name, version, Python, platform, CPU, and how it is built.

    llama.cpp is compiled for the very CPU (GGML_NATIVE): on another one it may end with an illegal instruction.
    """
    name, version = re.split(r"==|\s", requirement)[:2]
    tag = f"cp{sys.version_info[0]}{sys.version_info[1]}-{sysconfig.get_platform()}"
    digest = hashlib.sha256("\n".join((cpu_abilities(), *build_settings().values(), requirement)).encode()).hexdigest()[
        :16
    ]
    return checkout.cache / "wheels" / f"{name}-{version}-{tag}-{digest}"


def build_settings() -> dict[str, str]:
    """Compiler settings for the environment; the builder's own (a GPU back-end, for instance) come last and win."""
    ours = {"CMAKE_ARGS": _CMAKE_ARGS}
    if sys.platform == "linux" and "amx_tile" in cpu_abilities().split():
        ours |= {"CFLAGS": _NO_AMX, "CXXFLAGS": _NO_AMX}
    return {name: f"{value} {os.environ.get(name, '')}".strip() for name, value in ours.items()}


def cpu_abilities() -> str:
    """What the compiler would tune for; differs between machines that must not share a wheel."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.processor() or platform.machine()
    flags = re.search(r"^(?:flags|Features)\s*:\s*(.*)$", text, re.MULTILINE)
    return " ".join(sorted(flags[1].split())) if flags else platform.machine()


def build(checkout: Checkout) -> None:
    """Build what is missing, in a throw-away environment with pinned build tools. Raises Stop, Interrupted, OSError."""
    with held(checkout.cache / "locks" / "wheels"):
        wanted = missing(checkout)
        if not wanted:
            return
        with tempfile.TemporaryDirectory(dir=_scratch(checkout), prefix="build-") as folder:
            tools = _tools(checkout, Path(folder))
            for name, line in sorted(wanted.items(), key=lambda item: item[0] != COMPILED):  # the slow one first
                _build_one(checkout, Path(folder), tools, name, line)


def _scratch(checkout: Checkout) -> Path:
    """Where builds happen; what a killed build left is cleared. The caller holds the lock."""
    scratch = checkout.cache / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    return scratch


def _tools(checkout: Checkout, folder: Path) -> Path:
    venv = folder / "venv"
    log = checkout.log("build-tools")
    if checkout.children.run([sys.executable, "-m", "venv", str(venv)], log, cwd=checkout.root) != 0:
        raise Stop("빌드용 가상 환경을 만들지 못했습니다.", "The build environment could not be made.", log.read_text())
    python = venv_python(venv)
    lock = str(checkout.locks / "build.txt")
    pip(checkout, ["install", "--no-deps", "--require-hashes", "-r", lock], "build-tools", python=python)
    return python


def _build_one(checkout: Checkout, folder: Path, python: Path, name: str, line: str) -> None:
    compiled = name == COMPILED
    ko = f"· {name}: 이 컴퓨터에 맞게 컴파일합니다(몇 분)." if compiled else f"· {name}: 휠을 만듭니다."
    en = f"· {name}: compiling for this machine (some minutes)." if compiled else f"· {name}: making its wheel."
    checkout.voice.say(ko, en)
    out, wish = folder / f"out-{name}", folder / f"{name}.txt"
    wish.write_text(line + "\n", encoding="utf-8")
    options = [
        "--no-deps",
        "--no-build-isolation",
        "--no-cache-dir",
        "--require-hashes",
        "-w",
        str(out),
        "-r",
        str(wish),
    ]
    settings = build_settings() | {"CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 1)}
    settings["TMPDIR"] = settings["TEMP"] = str(folder)  # what a killed build leaves is cleared with the scratch
    settings["PATH"] = str(python.parent) + os.pathsep + os.environ.get("PATH", "")
    pip(checkout, ["wheel", *options], f"build-{name}", python=python, env=settings)
    target = shelf(checkout, line)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    out.replace(target)
    checkout.voice.say(f"· {name}: 휠을 캐시에 두었습니다.", f"· {name}: its wheel is in the cache.")
