"""The small program and its Debian package: installed without root, it verifies and installs a real bundle."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from installer.frozen import deb
from installer.steps.checkout import Checkout, cache_folder
from installer.steps.children import Children
from installer.steps.say import Voice
from tests.frozen.carrying import ROOT, Bundle
from tests.frozen.journey import Program

NAME = "munjigi-bundle"
pytestmark = pytest.mark.skipif(
    not (shutil.which("dpkg-deb") and shutil.which("fakeroot")), reason="this machine has no dpkg or fakeroot"
)


@pytest.fixture(scope="module")
def package(built: Path) -> Path:
    (found,) = built.parent.glob(f"{NAME}_*_amd64.deb")
    return found


@pytest.fixture
def system(package: Path, tmp_path: Path) -> Path:
    """A root folder into which dpkg itself has installed the package."""
    place = tmp_path / "system"
    base = place / "var" / "lib" / "dpkg"
    (base / "info").mkdir(parents=True)
    (base / "updates").mkdir()
    (base / "status").touch()
    dpkg(place, "--force-depends", "-i", str(package))
    return place


def dpkg(place: Path, *words: str) -> str:
    command = ["fakeroot", "dpkg", f"--root={place}", "--force-not-root", "--log=/dev/null", *words]
    path = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin", "LC_ALL": "C"}
    done = subprocess.run(command, env=path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_holds_the_installer_alone(package: Path) -> None:
    listed = subprocess.run(["dpkg-deb", "-c", str(package)], capture_output=True, text=True, check=True).stdout
    names = [line.split()[5] for line in listed.splitlines()]
    assert all(name.startswith(("./opt/munjigi-bundle/", "./usr/")) or name in ("./", "./opt/") for name in names)
    assert not [
        name for name in names if any(word in name for word in ("PySide6", "llama", "openvino", "gguf", "numpy"))
    ]
    assert all(line.split()[1] == "root/root" for line in listed.splitlines())
    plain = [line for line in listed.splitlines() if line[0] != "l"]
    assert not [line for line in plain if "w" in (line[5], line[8])], "writable by others"


def test_it_is_the_same_when_packed_again(package: Path, tmp_path: Path) -> None:
    folder = package.parent / NAME
    checkout = Checkout(ROOT, cache_folder(), Voice("en"), Children())
    one, other = (deb.packed(checkout, folder, tmp_path / name, 1_700_000_000) for name in ("one", "an other"))
    assert one.read_bytes() == other.read_bytes()


def test_it_installs_a_bundle_and_goes_without_a_trace(system: Path, first: Bundle, tmp_path: Path) -> None:
    carrier = Program(system / "opt" / NAME / NAME, tmp_path / "carrier")
    root = tmp_path / "root"
    words = [*map(str, first.media), "--trust", str(first.trust), "--into", str(root)]
    for action in ("verify", "install"):
        process = carrier.start(action, *words)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, out + err
    assert (root / "current").is_file()
    dpkg(system, "-r", NAME)
    assert not (system / "opt").exists() or not any((system / "opt").rglob("*"))
    assert (root / "current").is_file(), "what was installed from a bundle stays"
