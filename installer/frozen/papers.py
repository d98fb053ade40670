"""The papers of the program: the bill of materials and the notices, made from what is really in the folder."""

from pathlib import Path

from installer.frozen import notices, sbom, slim
from installer.frozen.inventory import taken
from installer.steps.checkout import Checkout

SBOM, NOTICES = "sbom.cdx.json", "NOTICES.txt"


def add(checkout: Checkout, folder: Path, epoch: int) -> None:
    """Write both into the program's data folder."""
    stock = taken(checkout.root, folder)
    data = folder / slim.DATA
    (data / SBOM).write_text(sbom.written(stock, epoch), encoding="utf-8")
    (data / NOTICES).write_text(notices.written(stock), encoding="utf-8")
    for name in (SBOM, NOTICES):
        (data / name).chmod(0o644)
