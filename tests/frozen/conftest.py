"""The frozen program, end to end. Run by `python3 installer/dev.py frozen`, which names the build in MUNJIGI_FROZEN."""

import os
from pathlib import Path

import pytest

from tests.frozen import carrying
from tests.frozen.carrying import Bundle
from tests.frozen.journey import Program

collect_ignore_glob = [] if os.environ.get("MUNJIGI_FROZEN") else ["test_*.py"]


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder that PyInstaller made."""
    return Path(os.environ["MUNJIGI_FROZEN"]).resolve()


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ground")
    place.parent.chmod(0o755)  # another user comes by later
    place.chmod(0o755)
    carrying.ceremony(place / "keys")
    return place / "keys"


@pytest.fixture(scope="session")
def first(built: Path, ground: Path) -> Bundle:
    """The first release, on media of 1 GB at most."""
    return carrying.bundle(ground, "1.0.0", 1, built, "주차장은 직원만 이용한다.", "--medium-size", "1G")


@pytest.fixture(scope="session")
def second(built: Path, ground: Path, first: Bundle) -> Bundle:
    """The next release: other documents, the same program and models; only what is new is carried."""
    old = first.media[0]
    return carrying.bundle(ground, "1.1.0", 2, built, "주차장은 방문자도 이용한다.", "--against", old)


@pytest.fixture(scope="session")
def root(built: Path, ground: Path, first: Bundle) -> Path:
    """An installation by the frozen program itself, into an empty folder."""
    place = ground / "installed"
    carrier = Program(built / "munjigi", ground / "carrier")
    carrier.run("bundle", "install", *first.media, "--trust", first.trust, "--into", place)
    return place
