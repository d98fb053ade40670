"""A publisher whose first release lies ready, and where it goes."""

from pathlib import Path

import pytest

from tests.fakes.forge import BundleForge
from tests.fakes.releases import release


@pytest.fixture
def forge(tmp_path: Path) -> BundleForge:
    forge = BundleForge(tmp_path / "forge")
    forge.folder.mkdir()
    release(forge, "1.0.0", 1)
    return forge


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"
