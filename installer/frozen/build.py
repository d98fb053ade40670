"""From the checkout to build/frozen/munjigi: PyInstaller, slimming, papers, and a look at what came out."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from installer.frozen import modules, papers, slim
from installer.steps import checks
from installer.steps.checkout import Checkout
from installer.steps.say import Stop

PROGRAM, CUDA = "munjigi", "cuda"
LIMIT = 600_000_000
"""Bytes with Kiwi's model (97 MB) and without weights. The target of 500 MB is counted without models."""
KIWI = "_internal/kiwipiepy_model"
FORBIDDEN = re.compile(
    r"(^|/)(torch|transformers|sentence_transformers|scipy|sklearn|pytest|PyInstaller)(/|$)|vnc|Qt6?Network|\.(gguf|safetensors)$",
    re.IGNORECASE,
)
"""No file of the finished program may be called so."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a build gave: sizes in bytes, time in seconds."""

    folder: Path
    size: int
    files: int
    models: int
    seconds: float
    digest: str
    native: bool
    """llama.cpp was compiled for this machine's processor: not for other PCs."""


def frozen(checkout: Checkout, out: Path, work: Path) -> Made:
    """Build the program as `out`/munjigi, working in `work`. Raises Stop."""
    begun = time.monotonic()
    checks.require(checks.binutils())
    folder = out / PROGRAM
    pyinstaller(checkout, "app.spec", out, work, log=checkout.root / "build" / "logs" / "frozen.log")
    if sys.platform != "win32":
        slim.slimmed(folder)
    backends = folder / slim.DATA / "backends"
    if backends.is_dir():
        modules.without_cuda(backends)
        if modules.cuda_part(checkout.root / "build" / "backends", out / CUDA):
            papers.add_beside(checkout, out / CUDA, epoch(checkout))
    papers.add(checkout, folder, epoch(checkout))
    inspect(folder)
    size, files = slim.sizes(folder)
    kiwi, _ = slim.sizes(folder / KIWI)
    return Made(folder, size, files, kiwi, time.monotonic() - begun, digest(folder), not backends.is_dir())


def pyinstaller(checkout: Checkout, spec: str, out: Path, work: Path, *, log: Path) -> None:
    """One folder by PyInstaller, the same bytes each time. Raises Stop with the end of its log."""
    command = [sys.executable, "-P", "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(out), "--workpath", str(work)]
    command += [str(checkout.root / "installer" / "frozen" / spec)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    fixed = {"SOURCE_DATE_EPOCH": str(epoch(checkout)), "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    fixed["PYINSTALLER_CONFIG_DIR"] = str(work / "cache")
    shutil.rmtree(work, ignore_errors=True)
    status = checkout.children.run(command, log, cwd=checkout.root, env=kept | fixed)
    if status:
        told = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:])
        raise Stop("PyInstaller가 실패했습니다.", "PyInstaller failed.", told)


def epoch(checkout: Checkout) -> int:
    """The time that the build bears: of the commit, or a fixed one where there is no git."""
    command = ["git", "log", "-1", "--format=%ct"]
    told = subprocess.run(command, cwd=checkout.root, capture_output=True, text=True, check=False).stdout.strip()
    return int(told) if told.isdigit() else 1_700_000_000


def inspect(folder: Path) -> None:
    """Raises Stop for a file that must not be there, a link, or a program that has grown."""
    wrong = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or FORBIDDEN.search(path.relative_to(folder).as_posix())
    ]
    if wrong:
        raise Stop("있어서는 안 되는 파일이 들어갔습니다.", "Files that must not be there.", "\n".join(wrong[:40]))
    size, _ = slim.sizes(folder)
    if size > LIMIT:
        raise Stop("프로그램이 너무 큽니다.", f"The program is too large: {size / 1e6:.0f} MB.")


def digest(folder: Path) -> str:
    """SHA-256 over every path, mode and content below `folder`: equal for equal trees."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{name}\0{path.stat().st_mode & 0o777:o}\0{content}\n".encode())
    return total.hexdigest()
