"""The papers of the program: the bill of materials and the notices, made from what is really in the folder."""

from pathlib import Path

from installer.frozen import notices, sbom, slim
from installer.frozen.inventory import taken, taken_beside
from installer.steps.checkout import Checkout

SBOM, NOTICES = "sbom.cdx.json", "NOTICES.txt"
PART_SBOM = "NVIDIA-sbom.cdx.json"


def add(checkout: Checkout, folder: Path, epoch: int) -> None:
    """Write both into the program's data folder."""
    stock = taken(checkout.root, folder)
    data = folder / slim.DATA
    (data / SBOM).write_text(sbom.written(stock, epoch), encoding="utf-8")
    (data / NOTICES).write_text(notices.written(stock), encoding="utf-8")
    for name in (SBOM, NOTICES):
        (data / name).chmod(0o644)


def add_beside(checkout: Checkout, part: Path, epoch: int) -> None:
    """Write CUDA's component a bill of its own; its notices came with the build."""
    (part / PART_SBOM).write_text(sbom.written(taken_beside(checkout.root, part), epoch), encoding="utf-8")
    (part / PART_SBOM).chmod(0o644)
