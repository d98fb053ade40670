"""A publisher whose first release lies ready, and where it goes."""

from pathlib import Path

import pytest

from tests.fakes.forge import BundleForge
from tests.fakes.releases import installed, release


@pytest.fixture
def forge(tmp_path: Path) -> BundleForge:
    forge = BundleForge(tmp_path / "forge")
    forge.folder.mkdir()
    release(forge, "1.0.0", 1)
    return forge


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"


@pytest.fixture
def upgraded(forge: BundleForge, tmp_path: Path) -> Path:
    """An installation of two versions; the second one starts."""
    for number, version in enumerate(("1.0.0", "1.1.0"), 1):
        release(forge, version, number)
        installed(forge, tmp_path / "root", forge.medium(f"m{number}"))
    return tmp_path / "root"
