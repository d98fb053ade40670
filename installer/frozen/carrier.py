"""munjigi-bundle: the installer and verifier alone, for PCs that have nothing of the program yet."""

import sys
from pathlib import Path

from installer.frozen import papers, slim
from installer.frozen.build import epoch, pyinstaller
from installer.steps.checkout import Checkout

NAME = "munjigi-bundle"
NEVER = (
    *("PySide6", "shiboken6", "numpy", "faiss", "tantivy", "kiwipiepy", "kiwipiepy_model", "openvino", "tokenizers"),
    *(
        "llama_cpp",
        "tesserocr",
        "lxml",
        "PIL",
        "pypdf",
        "pypdfium2",
        "pypdfium2_raw",
        "openpyxl",
        "docx",
        "pptx",
        "hwpx",
    ),
    *("dochan", "syhwp", "olefile", "msoffcrypto", "matchum", "holidays", "jinja2", "watchdog", "yaml"),
    *("xlsxwriter", "tqdm", "diskcache", "dateutil", "defusedxml", "_sqlite3", "sqlite3"),
)
"""What verifying and installing never touch."""


def datas(root: Path) -> list[tuple[str, str]]:
    """The words of its messages."""
    return [(str(path), "assets/messages") for path in sorted((root / "assets" / "messages").glob("*.toml"))]


def carried(checkout: Checkout, out: Path, work: Path) -> Path:
    """Build `out`/munjigi-bundle; the folder. Raises Stop."""
    pyinstaller(checkout, "carrier.spec", out, work, log=checkout.root / "build" / "logs" / "carrier.log")
    if sys.platform != "win32":
        slim.slimmed(out / NAME)
    papers.add(checkout, out / NAME, epoch(checkout))
    return out / NAME
