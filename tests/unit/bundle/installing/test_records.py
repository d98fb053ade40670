"""Records that are damaged, lost, or somebody else's: told by their code, never believed, never in the way."""

import json
import os
from pathlib import Path

import pytest

from app.bundle.installing import looking, removing, returning, state, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.install import Installed, InstallRequest, install, trust_at
from app.core.bundle_errors import InstalledDamaged, TrustDamaged, VersionNotKept
from app.core.events import Cancel, Warned, result_of
from tests.fakes.forge import BundleForge
from tests.fakes.releases import release, root_file, told

FIRST, SECOND = "1.0.0-1.1", "1.1.0-1.2"


@pytest.fixture
def root(upgraded: Path) -> Path:
    return upgraded


def again(forge: BundleForge, root: Path, medium: Path) -> Installed:
    request = InstallRequest(root, (medium,), root_file(forge))
    return result_of(install(request, told, cancel=Cancel()), Installed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"type": "munjigi-trust", "place": [1], "digest": "", "floor": [0, 0], "channel": ""}',
        '{"type": "munjigi-trust", "place": [1, -1], "digest": "", "floor": [0, 0], "channel": ""}',
        '{"type": "munjigi-trust", "place": [1, true], "digest": "", "floor": [0, 0], "channel": ""}',
        '{"type": "munjigi-trust", "place": [1, 2], "digest": "x", "floor": [0, 0], "channel": ""}',
        '{"type": "other", "place": [1, 2], "digest": "", "floor": [0, 0], "channel": ""}',
        "[" * 100_000,
    ],
)
def test_a_state_that_is_no_state(root: Path, text: str) -> None:
    (root / "trust" / "state.json").write_text(text)
    with Folder.open(root) as folder, pytest.raises(TrustDamaged):
        trust_at(folder, None)


def test_a_given_root_that_cannot_be_read(root: Path, tmp_path: Path) -> None:
    with Folder.open(root) as folder, pytest.raises(TrustDamaged):
        trust_at(folder, tmp_path / "nowhere")


def test_trust_begun_anew_holds_only_its_own_chain(forge: BundleForge, root: Path) -> None:
    (root / "trust" / "7.root.json").write_bytes(b"left by somebody")
    (root / "trust" / "state.json").write_text("{}")
    release(forge, "1.2.0", 3)
    again(forge, root, forge.medium("m3"))
    assert sorted(path.name for path in (root / "trust").iterdir()) == ["1.root.json", "state.json"]
    assert json.loads((root / "trust" / "state.json").read_text())["place"] == [1, 3]


def test_the_place_never_goes_back(forge: BundleForge, root: Path) -> None:
    """Whatever is verified: a state ahead of it stays."""
    with Folder.open(root) as folder:
        trust = trust_at(folder, None)
        first = versions.signed(folder, FIRST, trust)
        state.keep(folder, trust, first)
        assert trust_at(folder, None).place == (1, 2)


@pytest.mark.parametrize("name", ["installed.json", "release.json"])
@pytest.mark.parametrize("what", ["gone", "broken"])
def test_a_version_without_a_whole_record(forge: BundleForge, root: Path, name: str, what: str) -> None:
    """It is not listed or not returned to, shares nothing, and the same medium mends it."""
    path = root / "versions" / SECOND / name
    path.unlink() if what == "gone" else path.write_bytes(b"{}")
    with Folder.open(root) as folder:
        trust = trust_at(folder, None)
        with (
            pytest.raises((InstalledDamaged, VersionNotKept))
            if name == "installed.json" or what == "gone"
            else (pytest.raises(Exception, match="BND-002"))
        ):
            versions.signed(folder, SECOND, trust)
        held = versions.held(folder)
    assert all(version == FIRST for places in held.values() for version, _ in places)
    assert any(isinstance(event, Warned) for event in looking.proved(root, SECOND, cancel=Cancel()))
    done = again(forge, root, forge.folder / "m2")
    assert done.copied == 0
    assert not any(isinstance(event, Warned) for event in looking.proved(root, SECOND, cancel=Cancel()))


def test_a_version_of_another_name_is_none(root: Path) -> None:
    (root / "versions" / SECOND).rename(root / "versions" / "9.9.9-9.9")
    (root / "versions" / "a file").touch()
    (root / "versions" / "8.8.8-8.8").symlink_to(root / "versions" / FIRST)
    with Folder.open(root) as folder:
        whole = [one.name for one in versions.kept(folder) if one.record is not None]
    assert whole == [FIRST]


def test_a_first_installation_that_was_killed_accepted_nothing(forge: BundleForge, root: Path, tmp_path: Path) -> None:
    """Its folder is there and never started: an older release may still be the first."""
    other = tmp_path / "other"
    (other / "versions").mkdir(parents=True)
    (root / "versions" / SECOND).rename(other / "versions" / SECOND)
    assert again(forge, other, forge.folder / "m1").release.version == "1.0.0"


def test_a_kill_while_a_record_is_written_again_is_no_damage(root: Path) -> None:
    (root / "versions" / SECOND / "installed.json.new").write_bytes(b"half")
    assert not any(isinstance(event, Warned) for event in looking.proved(root, SECOND, cancel=Cancel()))


def test_what_is_not_there_is_removed_already(tmp_path: Path) -> None:
    with Folder.open(tmp_path / "root", make=True) as root:
        assert removing.version(root, FIRST) == []
        removing.staged(root)
        assert removing.emptied(root, "trust", ()) == []
        assert state.names(root) == []
        assert versions.kept(root) == ()


def test_a_version_without_its_release_is_left_and_told(root: Path) -> None:
    """What it brought cannot be told from what others put there."""
    (root / "versions" / FIRST / "release.json").write_bytes(b"{}")
    with Folder.open(root) as folder:
        left = removing.version(folder, FIRST)
    assert f"versions/{FIRST}/app" in left
    assert (root / "versions" / FIRST / "app" / "munjigi").exists()


def test_a_file_that_must_not_be_shared_is_copied(forge: BundleForge, root: Path) -> None:
    """The same bytes with another mode: a link would share the mode."""
    digest = forge.release["components"][3]["files"]["weights.gguf"]["sha256"]
    release(forge, "1.2.0", 3)
    forge.release["components"][3]["files"]["weights.gguf"]["executable"] = True
    known = {forge.release["components"][1]["files"][name]["sha256"] for name in ("munjigi", "_internal/version")}
    medium = forge.medium("delta", data={digest: data for digest, data in forge.data.items() if digest in known})
    done = again(forge, root, medium)
    new, old = (root / "versions" / name / "models" / "tiny" / "weights.gguf" for name in ("1.2.0-1.3", SECOND))
    assert not new.samefile(old)
    assert os.access(new, os.X_OK)
    assert not os.access(old, os.X_OK)
    assert done.copied >= len(forge.data[digest])


def test_rot_in_a_copy_that_is_needed_is_told(forge: BundleForge, root: Path) -> None:
    """The medium lacks what the kept versions had: nothing is installed, the damage and what is missing are told."""
    release(forge, "1.2.0", 3)
    known = {forge.release["components"][1]["files"][name]["sha256"] for name in ("munjigi", "_internal/version")}
    medium = forge.medium("delta", data={digest: data for digest, data in forge.data.items() if digest in known})
    rotten = root / "versions" / SECOND / "models" / "tiny" / "weights.gguf"
    rotten.write_bytes(b"GGUF")
    said = []
    with pytest.raises(Exception, match="BND-010"):
        for event in install(InstallRequest(root, (medium,)), told, cancel=Cancel()):
            said.append(event)
    warned = {(event.subject, event.code) for event in said if isinstance(event, Warned)}
    assert warned == {(SECOND, "BND-018"), (FIRST, "BND-018")}, "they share one file"
    assert (root / "current").read_text() == f"{SECOND}\n"


def test_the_lowest_place_is_the_highest_floor_ever_seen(forge: BundleForge, root: Path) -> None:
    forge.next_root(floor=[1, 2])
    release(forge, "1.2.0", 3)
    again(forge, root, forge.medium("m3"))
    with Folder.open(root) as folder:
        trust = trust_at(folder, None)
    assert returning.lowest(trust) == (1, 2)
    assert trust.floor == (1, 2)
