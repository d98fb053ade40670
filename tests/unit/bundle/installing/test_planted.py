"""What others put where an installation is, or was thought to be: nothing of theirs is changed, taken or believed."""

import json
import os
from pathlib import Path

import pytest

from app.bundle.installing import record, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.install import InstallRequest
from app.bundle.installing.uninstall import Uninstalled, uninstall
from app.core.bundle_errors import InstallUnwritable, MediumNotPlain, NotInstalled, SignaturesTooFew
from app.core.events import Cancel, result_of
from app.services.bundling import bundles
from tests.fakes.forge import BundleForge
from tests.fakes.releases import contents, installed, release, root_file, told

FIRST = "1.0.0-1.1"
posix = pytest.mark.skipif(os.name == "nt", reason="modes and owners of POSIX")


def removed(root: Path) -> Uninstalled:
    return result_of(uninstall(root, told, purge=True, cancel=Cancel()), Uninstalled)


def test_nothing_is_removed_where_nothing_was_installed(root: Path) -> None:
    """Names that others use too: what lies under them is theirs."""
    work = {
        "current": "mine",
        "versions/node-18.2/installed.json": "{}",
        "staging/site-1.2/work.txt": "mine",
        "trust/1.root.json": "mine",
        "audit/entries.jsonl": "mine",
        "munjigi": "mine",
    }
    for name, text in work.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    before = contents(root)
    with pytest.raises(NotInstalled):
        removed(root)
    assert contents(root) == before


@pytest.mark.parametrize("name", ["current", "munjigi", "staging/site-1.2/work.txt", "versions/a", "trust/1.root.json"])
def test_nothing_is_installed_over_what_is_anothers(forge: BundleForge, root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True)
    (root / name).write_text("mine")
    with pytest.raises(MediumNotPlain):
        list(bundles.install(InstallRequest(root, (forge.medium(),), root_file(forge)), cancel=Cancel()))
    assert contents(root) == {name: b"mine"}


def test_an_installation_whose_lock_was_tidied_away_is_one(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    (root / "lock").unlink()
    release(forge, "1.1.0", 2)
    assert installed(forge, root, forge.medium("second")).before == FIRST
    (root / "lock").unlink()
    assert removed(root).left == ()
    assert not root.exists()


@posix
@pytest.mark.parametrize("planted", ["audit", "audit/entries.jsonl"])
def test_a_refusal_is_not_written_through_a_link(forge: BundleForge, tmp_path: Path, root: Path, planted: str) -> None:
    """Somebody prepares a folder and a bad medium, and asks the administrator to install."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "entries.jsonl").write_text("no line end")
    (root / planted).parent.mkdir(parents=True)
    (root / planted).symlink_to(theirs if planted == "audit" else theirs / "entries.jsonl")
    (root / "lock").touch()
    bad = forge.medium(release=forge.sealed("release", forge.release, forge.release_holders[:1]))
    with pytest.raises(SignaturesTooFew):
        list(bundles.install(InstallRequest(root, (bad,), root_file(forge)), cancel=Cancel()))
    assert contents(theirs) == {"entries.jsonl": b"no line end"}


@posix
@pytest.mark.parametrize("name", ["versions", "staging", "trust", "audit"])
def test_a_folder_that_everybody_may_write_to_is_not_relied_on(forge: BundleForge, root: Path, name: str) -> None:
    installed(forge, root, forge.medium())
    (root / name).mkdir(exist_ok=True)
    (root / name).chmod(0o777)
    release(forge, "1.1.0", 2)
    with pytest.raises(InstallUnwritable):
        installed(forge, root, forge.medium("second"))
    assert (root / "current").read_text() == f"{FIRST}\n"


@pytest.mark.parametrize("name", ["lock", "current.new", "trust/state.json.new", "staging/1.1.0-1.2/app/munjigi"])
def test_a_folder_in_the_place_of_a_file_is_told(forge: BundleForge, root: Path, name: str) -> None:
    installed(forge, root, forge.medium())
    (root / name).unlink(missing_ok=True)
    (root / name).mkdir(parents=True)
    release(forge, "1.1.0", 2)
    with pytest.raises(MediumNotPlain):
        installed(forge, root, forge.medium("second"))


@pytest.mark.parametrize("name", [f"versions/{FIRST}/app/munjigi", "trust/state.json", "audit/key"])
def test_a_folder_in_the_place_of_a_file_is_left(forge: BundleForge, root: Path, name: str) -> None:
    installed(forge, root, forge.medium())
    (root / name).unlink(missing_ok=True)
    (root / name / "inner").mkdir(parents=True)
    assert any(name.startswith(path) for path in removed(root).left)
    assert not (root / "current").exists()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_record_of_no_time_is_none(forge: BundleForge, root: Path, moment: str) -> None:
    installed(forge, root, forge.medium())
    path = root / "versions" / FIRST / "installed.json"
    data = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**data, "installed_at": moment}), "utf-8")
    with Folder.open(root) as place:
        assert versions.kept(place)[0].record is None


def test_a_record_of_a_number_beyond_all_is_none(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    raw = (root / "versions" / FIRST / "installed.json").read_text("utf-8")
    assert record.read(raw.encode())
    with pytest.raises(record.RecordBad):
        record.read(raw.replace('"epoch": 1', '"epoch": 1e999').encode())


@posix
@pytest.mark.parametrize("into", ["a" * 300, "/proc/self/munjigi"])
def test_a_place_that_cannot_be_is_told(forge: BundleForge, tmp_path: Path, into: str) -> None:
    """No root, and nothing to ask for it: never a traceback."""
    root = tmp_path / into
    with pytest.raises(InstallUnwritable):
        list(bundles.install(InstallRequest(root, (forge.medium(),), root_file(forge)), cancel=Cancel()))
    with pytest.raises((InstallUnwritable, NotInstalled)):
        list(bundles.listed(root, check=False, now=bundles.now(), cancel=Cancel()))


@posix
def test_the_umask_opens_and_closes_nothing(forge: BundleForge, tmp_path: Path) -> None:
    """An installation for everybody is read by everybody and written by its owner; so are the folders made above it."""
    for mask in (0o000, 0o077):
        top = tmp_path / f"{mask:o}"
        before = os.umask(mask)
        try:
            bundles_root = top / "deep" / "er"
            request = InstallRequest(bundles_root, (forge.medium(),), root_file(forge))
            list(bundles.install(request, cancel=Cancel()))
        finally:
            os.umask(before)
        found = {path.relative_to(top).as_posix(): path.stat().st_mode & 0o7777 for path in top.rglob("*")}
        secret = {"deep/er/audit/key": 0o600, "deep/er/audit/lock": 0o600}
        assert {name: mode for name, mode in found.items() if name in secret} == secret
        assert {oct(mode) for name, mode in found.items() if name not in secret} == {"0o755", "0o644"}
