"""Going back, sweeping and taking away: only to what is proved, only what was made."""

import subprocess
from pathlib import Path

import pytest

from app.bundle.installing.install import Installed, InstallRequest, install
from app.bundle.installing.returning import RolledBack, rollback
from app.bundle.installing.uninstall import Uninstalled, uninstall
from app.core.bundle_errors import (
    HealthCheckFailed,
    InstalledDamaged,
    NotInstalled,
    ReleaseRevoked,
    RollbackRefused,
    RootChainBroken,
    VersionNotKept,
)
from app.core.events import Cancel, result_of
from tests.fakes.forge import BundleForge
from tests.fakes.releases import HEALTHY, installed, release, told

FIRST, SECOND, THIRD = "1.0.0-1.1", "1.1.0-1.2", "1.2.0-1.3"


@pytest.fixture
def root(upgraded: Path) -> Path:
    return upgraded


def returned(root: Path, wanted: str = "") -> RolledBack:
    return result_of(rollback(root, wanted, told, cancel=Cancel()), RolledBack)


def removed(root: Path, *, purge: bool = False) -> Uninstalled:
    return result_of(uninstall(root, told, purge=purge, cancel=Cancel()), Uninstalled)


def current(root: Path) -> str:
    return (root / "current").read_text()


def test_the_version_before_starts_again(root: Path) -> None:
    done = returned(root)
    assert (done.release.version, done.before) == ("1.0.0", SECOND)
    assert current(root) == f"{FIRST}\n"


def test_one_may_return_to_the_newer_one(root: Path) -> None:
    returned(root)
    assert returned(root, "1.1.0").release.version == "1.1.0"
    assert returned(root, FIRST).release.version == "1.0.0"


def test_what_was_accepted_stays_accepted(root: Path, forge: BundleForge) -> None:
    returned(root)
    release(forge, "1.0.1", 1)
    with pytest.raises(RollbackRefused):
        installed(forge, root, forge.medium("old"))


def test_there_is_nothing_below_the_first(root: Path) -> None:
    returned(root)
    with pytest.raises(VersionNotKept):
        returned(root)
    with pytest.raises(VersionNotKept):
        returned(root, "0.9")


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("models/tiny/weights.gguf", b"bent"),
        ("app/_internal/lib/a.so", None),
        ("app/planted.so", b"planted"),
        ("app/cuda/cuda.so", b"not chosen, and there"),
    ],
)
def test_a_version_that_is_not_whole_is_not_returned_to(root: Path, path: str, data: bytes | None) -> None:
    target = root / "versions" / FIRST / path
    target.unlink(missing_ok=True)
    if data is not None:
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
    with pytest.raises(InstalledDamaged) as caught:
        returned(root)
    assert caught.value.params["version"] == FIRST
    assert current(root) == f"{SECOND}\n"


def test_a_release_that_was_exchanged_is_noticed(root: Path, forge: BundleForge) -> None:
    release(forge, "1.0.0", 1, program="#!/bin/sh\nevil\n")
    (root / "versions" / FIRST / "release.json").write_bytes(
        forge.sealed("release", forge.release, forge.release_holders[:2])
    )
    with pytest.raises(InstalledDamaged) as caught:
        returned(root)
    assert caught.value.params == {"version": FIRST, "name": "release.json"}


def test_a_version_that_became_ill_is_not_returned_to(root: Path, forge: BundleForge) -> None:
    """It passes when it is installed, and not when one comes back to it: as after a change of the system."""
    once = '#!/bin/sh\nls "$(dirname "$0")/../../../trust/state.json.ill" >/dev/null 2>&1 && exit 9\n'
    once += HEALTHY.removeprefix("#!/bin/sh\n")
    release(forge, "1.2.0", 3, program=once)
    installed(forge, root, forge.medium("third"))
    returned(root)
    (root / "trust" / "state.json.ill").touch()
    with pytest.raises(HealthCheckFailed) as caught:
        returned(root, THIRD)
    assert caught.value.params["detail"] == "exit 9"
    assert current(root) == f"{SECOND}\n"


def test_a_revoked_version_is_kept_and_not_returned_to(root: Path, forge: BundleForge) -> None:
    forge.next_root(floor=[1, 2])
    release(forge, "1.2.0", 3)
    installed(forge, root, forge.medium("third"))
    assert returned(root).release.version == "1.1.0"
    with pytest.raises(ReleaseRevoked):
        returned(root, FIRST)


def test_keys_may_change_between_two_versions(root: Path, forge: BundleForge) -> None:
    """A kept version is proved with the root of its time, which is in the chain."""
    from tests.fakes.forge import Holder

    old = forge.release_holders
    forge.release_holders = [Holder(f"새 배포 {number}") for number in (1, 2, 3)]
    held = {one.keyid: one.fields for one in [*forge.root_holders, *forge.release_holders]}
    roles = {"root": forge.role(forge.root_holders), "release": forge.role(forge.release_holders)}
    forge.next_root(keys=held, roles=roles, epoch=2)
    release(forge, "2.0.0", 1, epoch=2)
    installed(forge, root, forge.medium("second keys"))
    assert current(root) == "2.0.0-2.1\n"
    assert returned(root).release.version == "1.1.0"
    forge.release_holders = old
    release(forge, "3.0.0", 2, epoch=2)
    with pytest.raises(Exception, match="BND-003"):
        installed(forge, root, forge.medium("old keys"))


def test_an_installation_without_its_roots_returns_nowhere(root: Path) -> None:
    for path in (root / "trust").glob("*.root.json"):
        path.unlink()
    with pytest.raises(Exception, match="BND-019"):
        returned(root)


def test_a_kept_version_of_a_root_that_is_gone_is_refused(root: Path, forge: BundleForge) -> None:
    forge.next_root()
    release(forge, "1.2.0", 3)
    installed(forge, root, forge.medium("third"))
    (root / "trust" / "1.root.json").unlink()
    with pytest.raises(RootChainBroken):
        returned(root)


def test_all_that_was_made_goes_and_nothing_else(root: Path) -> None:
    (root / "notes.txt").write_text("theirs")
    (root / "home").mkdir()
    (root / "home" / "munjigi.db").write_text("a workspace")
    (root / "versions" / FIRST / "app" / "mine.txt").write_text("theirs")
    done = removed(root, purge=True)
    assert done.removed == (SECOND, FIRST)
    assert done.left == (f"versions/{FIRST}/app/mine.txt",)
    left = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    assert left == ["home/munjigi.db", "notes.txt", f"versions/{FIRST}/app/mine.txt", f"versions/{FIRST}/release.json"]


def test_it_leaves_no_trace_where_all_is_to_go(root: Path) -> None:
    assert removed(root, purge=True).left == ()
    assert not root.exists()


def test_what_was_accepted_is_remembered_unless_all_is_to_go(root: Path, forge: BundleForge) -> None:
    done = removed(root)
    assert done.kept == ("trust",)
    assert sorted(path.name for path in root.iterdir()) == ["lock", "trust"]
    with pytest.raises(NotInstalled):
        removed(root)
    release(forge, "1.0.1", 1)
    with pytest.raises(RollbackRefused):
        installed(forge, root, forge.medium("old"))
    with pytest.raises(NotInstalled):
        returned(root)


def test_a_launcher_that_is_somebody_elses_stays(root: Path) -> None:
    (root / "munjigi").write_text("#!/bin/sh\ntheirs\n")
    assert removed(root).left == ("munjigi",)


def test_where_nothing_is_there_is_nothing_to_remove(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for place in ("empty", "nowhere"):
        with pytest.raises(NotInstalled):
            removed(tmp_path / place)
        with pytest.raises(NotInstalled):
            returned(tmp_path / place)


@pytest.mark.parametrize(
    "line", ["", "\n", "..", "../../there/x-1.1", "1.0.0-1.1/../../../x", "$(touch x)-1.1", "-rf-1.1", "1.0.0 -1.1"]
)
def test_the_launcher_refuses_odd_names(root: Path, line: str) -> None:
    (root / "current").write_text(line)
    done = subprocess.run([root / "munjigi"], capture_output=True, text=True, cwd=root, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "BND-027" in done.stderr
    assert not (root / "x").exists()


def test_the_launcher_is_found_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root / "munjigi")
    done = subprocess.run([tmp_path / "link", "a b", "c"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("started ")


def test_no_version_is_swept_that_one_comes_from(root: Path, forge: BundleForge) -> None:
    """The version before the switch stays, however old it is."""
    for number in (3, 4):
        release(forge, f"1.{number}.0", number)
        installed(forge, root, forge.medium(f"m{number}"))
    returned(root, "1.1.0")
    release(forge, "1.5.0", 5)
    medium = forge.medium("m5")
    result_of(install(InstallRequest(root, (medium,)), told, cancel=Cancel()), Installed)
    assert sorted(path.name for path in (root / "versions").iterdir()) == [SECOND, "1.4.0-1.4", "1.5.0-1.5"]
    assert returned(root, SECOND).release.version == "1.1.0"
