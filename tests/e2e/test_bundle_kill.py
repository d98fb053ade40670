"""kill -9 spread over everything that an installer does: afterwards the old state or the new one, and the same command
goes on from there. All points, and random moments: `python -m tests.bench.kill_bundles`."""

import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bundle.installing import looking, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.install import trust_at
from app.core.bundle_errors import NotInstalled
from app.core.errors import AppError
from app.core.events import Cancel, Warned
from app.store.audit_file import FOLDER, AuditFile
from tests.fakes import killed
from tests.fakes.forge import BundleForge
from tests.fakes.releases import contents, release, root_file

pytestmark = pytest.mark.e2e

FIRST, SECOND = "1.0.0-1.1", "1.1.0-1.2"


@dataclass(frozen=True)
class Scene:
    """Two media and an installation with nothing, with one version, and with two."""

    first: Path
    second: Path
    handed: Path
    bare: Path
    one: Path
    two: Path


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("kills")
    forge = BundleForge(folder)
    release(forge, "1.0.0", 1)
    first, handed = forge.medium("first"), root_file(forge)
    release(forge, "1.1.0", 2)
    second = forge.medium("second")
    assert killed.run(0, "install", folder / "one", first, handed).returncode == 0
    shutil.copytree(folder / "one", folder / "two")
    assert killed.run(0, "install", folder / "two", second).returncode == 0
    return Scene(first, second, handed, folder / "bare", folder / "one", folder / "two")


def check_state(root: Path, allowed: set[str]) -> str:
    """What starts is one of these (empty: nothing), whole to the last byte, and starts; the records are whole."""
    pointer = root / "current"
    current = pointer.read_text().strip() if pointer.exists() else ""
    assert current in allowed
    if current:
        told = list(looking.proved(root, current, cancel=Cancel()))
        assert not [event for event in told if isinstance(event, Warned)], told
        started = subprocess.run([root / "munjigi"], capture_output=True, text=True, check=True)
        assert started.stdout == f"started {root}/versions/{current}/app/munjigi\n"
    if (root / FOLDER / "key").exists():
        AuditFile(root / FOLDER).verify()
    return current


def points(scene: Scene, before: Path, verb: str, *words: str | Path) -> tuple[int, Path]:
    """How many things a run to its end does to files, and what it leaves."""
    whole = scene.one.parent / f"whole {verb} {before.name}"
    if not whole.exists():
        if before.exists():
            shutil.copytree(before, whole)
        done = killed.run(0, verb, whole, *words)
        assert done.returncode == 0, done.stderr
        (whole / "points").write_text(str(killed.points(done)))
    return int((whole / "points").read_text()), whole


def killed_at(scene: Scene, before: Path, root: Path, share: float, verb: str, *words: str | Path) -> Path:
    """A fresh copy of an installation, after a run that was killed at this share of all that it does to files."""
    count, _ = points(scene, before, verb, *words)
    if before.exists():
        shutil.copytree(before, root)
    assert killed.run(max(1, round(count * share)), verb, root, *words).returncode == -signal.SIGKILL
    return root


def place(root: Path) -> tuple[int, int] | None:
    with Folder.open(root) as folder:
        return trust_at(folder, None).place


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 0.9, 1.0])
def test_a_first_installation(scene: Scene, tmp_path: Path, share: float) -> None:
    words = (scene.first, scene.handed)
    root = killed_at(scene, scene.bare, tmp_path / "root", share, "install", *words)
    check_state(root, {"", FIRST})
    done = killed.run(0, "install", root, *words)
    assert done.returncode == 0, done.stderr
    assert check_state(root, {FIRST})
    _, whole = points(scene, scene.bare, "install", *words)
    assert contents(root / "versions" / FIRST / "app") == contents(whole / "versions" / FIRST / "app")
    assert list((root / "staging").iterdir()) == []


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0])
def test_an_upgrade(scene: Scene, tmp_path: Path, share: float) -> None:
    root = killed_at(scene, scene.one, tmp_path / "root", share, "install", scene.second)
    check_state(root, {FIRST, SECOND})
    assert place(root) in {(1, 1), (1, 2)}
    done = killed.run(0, "install", root, scene.second)
    assert done.returncode == 0, done.stderr
    assert check_state(root, {SECOND})
    assert place(root) == (1, 2)


@pytest.mark.parametrize("share", [0.1, 0.6, 1.0])
def test_a_way_back(scene: Scene, tmp_path: Path, share: float) -> None:
    root = killed_at(scene, scene.two, tmp_path / "root", share, "rollback", FIRST)
    check_state(root, {FIRST, SECOND})
    assert place(root) == (1, 2), "what was accepted stays accepted"
    assert killed.run(0, "rollback", root, FIRST).returncode == 0
    assert check_state(root, {FIRST})


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_removal(scene: Scene, tmp_path: Path, share: float) -> None:
    root = killed_at(scene, scene.two, tmp_path / "root", share, "uninstall")
    check_state(root, {"", SECOND})
    assert place(root) == (1, 2)
    again = killed.run(0, "uninstall", root)
    assert again.returncode == 0 or "BND-027" in again.stderr
    assert sorted(path.name for path in root.iterdir()) == ["audit", "lock", "trust"]


def test_after_a_removal_that_was_killed_one_may_install(scene: Scene, tmp_path: Path) -> None:
    root = killed_at(scene, scene.two, tmp_path / "root", 0.5, "uninstall")
    with Folder.open(root) as folder:
        assert len(versions.kept(folder)) <= 2
    assert killed.run(0, "install", root, scene.second).returncode == 0
    assert check_state(root, {SECOND})


def test_nothing_is_listed_where_nothing_is_whole(scene: Scene, tmp_path: Path) -> None:
    root = killed_at(scene, scene.bare, tmp_path / "root", 0.5, "install", scene.first, scene.handed)
    with pytest.raises(AppError) as caught:
        looking.shelf(root)
    assert caught.value.code == NotInstalled.code
