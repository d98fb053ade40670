"""From a medium to the version that starts: what is written, what is shared, what is refused."""

import contextlib
import os
import stat
import subprocess
from pathlib import Path

import pytest

from app.bundle.installing.around import around
from app.bundle.installing.folders import Folder
from app.bundle.installing.install import Installed, InstallRequest, install
from app.bundle.installing.locking import InstallLock
from app.core.audit import AuditKind, Facts
from app.core.bundle_errors import (
    HealthCheckFailed,
    InstallerBusy,
    InstallUnwritable,
    MediumNotPlain,
    PartDamaged,
    PartMissing,
    RollbackRefused,
    RootChainBroken,
    SignaturesTooFew,
    TrustMissing,
)
from app.core.errors import AppError, Cancelled
from app.core.events import Cancel, Progress, result_of
from tests.fakes.forge import BundleForge
from tests.fakes.releases import HEALTHY, ILL, MODEL, contents, installed, release, root_file, told

FIRST, SECOND = "1.0.0-1.1", "1.1.0-1.2"


def upgrade(forge: BundleForge, program: str = HEALTHY) -> Path:
    release(forge, "1.1.0", 2, program=program)
    return forge.medium("second")


def current(root: Path) -> str:
    return (root / "current").read_text()


def test_a_medium_becomes_the_version_that_starts(forge: BundleForge, root: Path) -> None:
    done = installed(forge, root, forge.medium())
    assert done.release.version == "1.0.0"
    assert done.before == ""
    assert current(root) == f"{FIRST}\n"
    folder = root / "versions" / FIRST
    assert (folder / "models" / "tiny" / "weights.gguf").read_bytes() == MODEL
    assert not (folder / "app" / "cuda").exists(), "optional parts are asked for"
    assert not (folder / "app" / "munjigi.exe").exists()
    started = subprocess.run([root / "munjigi", "--version"], capture_output=True, text=True, check=True)
    assert started.stdout == f"started {folder / 'app' / 'munjigi'}\n"
    found = around(folder / "app" / "munjigi")
    assert found is not None
    assert [signer.name for signer in found.signers] == [signer.name for signer in done.signers]
    assert len(done.signers) == 2


def test_everybody_may_read_and_nobody_else_write(forge: BundleForge, root: Path) -> None:
    before = os.umask(0o077)
    try:
        installed(forge, root, forge.medium())
    finally:
        os.umask(before)
    for path in [root, *root.rglob("*")]:
        if "audit" in path.parts:
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        programs = path.is_dir() or path.name == "munjigi"
        assert mode == (0o755 if programs else 0o644), path


def test_an_upgrade_copies_no_byte_that_is_there(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    done = installed(forge, root, upgrade(forge))
    changed = sum(
        (root / "versions" / SECOND / "app" / name).stat().st_size for name in ("munjigi", "_internal/version")
    )
    assert done.copied == changed
    assert done.before == FIRST
    assert current(root) == f"{SECOND}\n"
    assert (root / "versions" / FIRST / "models/tiny/weights.gguf").samefile(
        root / "versions" / SECOND / "models/tiny/weights.gguf"
    )


def test_a_delta_medium_needs_only_what_is_new(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    known = dict(forge.data)
    release(forge, "1.1.0", 2)
    new = {digest: data for digest, data in forge.data.items() if digest not in known}
    assert installed(forge, root, forge.medium("delta", data=new)).release.version == "1.1.0"


def test_a_kept_version_that_rotted_is_not_shared(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    rotten = root / "versions" / FIRST / "models" / "tiny" / "weights.gguf"
    data = bytearray(rotten.read_bytes())
    data[5000] ^= 1
    rotten.write_bytes(data)
    done = installed(forge, root, upgrade(forge))
    fresh = root / "versions" / SECOND / "models" / "tiny" / "weights.gguf"
    assert fresh.read_bytes() == MODEL
    assert not fresh.samefile(rotten)
    assert done.copied >= len(MODEL)


def test_equal_files_of_one_release_are_one_file(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    folder = root / "versions" / FIRST
    assert (folder / "app/_internal/a.txt").samefile(folder / "models/tiny/card.md")


def test_several_media_in_any_order(forge: BundleForge, root: Path) -> None:
    parts = sorted(forge.data.items())
    signed, roots = forge.release_envelope(), [forge.root_envelope(0)]
    one = forge.medium("one", release=signed, roots=roots, data=dict(parts[::2]))
    two = forge.medium("two", release=signed, roots=roots, data=dict(parts[1::2]))
    with pytest.raises(PartMissing) as caught:
        installed(forge, root, two)
    assert "models/tiny" in caught.value.params["name"] or "app/" in caught.value.params["name"]
    assert not (root / "current").exists()
    staged = sum(len(data) for data in contents(root / "staging").values())
    assert staged, "what was there is kept"
    request = InstallRequest(root, (two, one), root_file(forge))
    done = result_of(install(request, told, cancel=Cancel()), Installed)
    assert done.resumed, "and not copied again"
    files = [path for path in (root / "versions" / FIRST).rglob("*") if path.is_file() and path.suffix != ".json"]
    assert done.copied + done.resumed + done.linked == sum(path.stat().st_size for path in files)


def test_a_read_only_medium_is_enough(forge: BundleForge, root: Path) -> None:
    medium = forge.medium()
    before = contents(medium)
    for path in [*medium.rglob("*"), medium]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        installed(forge, root, medium)
    finally:
        for path in [medium, *medium.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert contents(medium) == before


def test_an_optional_part_is_added_and_stays(forge: BundleForge, root: Path) -> None:
    medium = forge.medium()
    installed(forge, root, medium)
    done = installed(forge, root, medium, extras=("app/cuda",))
    assert "app/cuda" in done.components
    assert (root / "versions" / FIRST / "app" / "cuda" / "cuda.so").exists()
    assert done.copied == len(b"cuda" * 3000), "the rest was there and was proved"
    assert "app/cuda" in installed(forge, root, upgrade(forge)).components


def test_the_same_release_again_copies_nothing(forge: BundleForge, root: Path) -> None:
    medium = forge.medium()
    installed(forge, root, medium)
    done = installed(forge, root, medium)
    assert (done.copied, done.linked) == (0, 0)
    assert done.kept > len(MODEL)


def test_an_existing_folder_is_not_believed(forge: BundleForge, root: Path) -> None:
    """A first version of such an installer took the folder that was there for what was signed."""
    medium = forge.medium()
    installed(forge, root, medium)
    folder = root / "versions" / FIRST
    (folder / "models/tiny/weights.gguf").write_bytes(b"GGUF" + bytes(len(MODEL) - 4))
    (folder / "app" / "munjigi").chmod(0o644)
    (folder / "app" / "planted.so").write_bytes(b"planted")
    done = installed(forge, root, medium)
    assert (folder / "models/tiny/weights.gguf").read_bytes() == MODEL
    assert not (folder / "app" / "planted.so").exists()
    assert os.access(folder / "app" / "munjigi", os.X_OK)
    assert 0 < done.copied < done.kept + len(MODEL) + 1000


def test_after_a_kill_before_the_switch_nothing_is_copied_again(forge: BundleForge, root: Path) -> None:
    """A first version of such an installer copied everything once more."""
    medium = forge.medium()
    installed(forge, root, medium)
    (root / "current").unlink()  # as a kill between the rename and the switch leaves it
    done = installed(forge, root, medium)
    assert done.copied == 0
    assert current(root) == f"{FIRST}\n"


@pytest.mark.parametrize("keep", [0, 1, 4095, 4096, 20_000, len(MODEL) - 1])
def test_what_a_kill_left_is_gone_on_from(forge: BundleForge, root: Path, keep: int) -> None:
    staged = root / "staging" / FIRST / "models" / "tiny" / "weights.gguf"
    staged.parent.mkdir(parents=True)
    (root / "lock").touch()
    staged.write_bytes(MODEL[:keep])
    staged.chmod(0o644)
    done = installed(forge, root, forge.medium())
    assert done.resumed == keep // 4096 * 4096
    assert (root / "versions" / FIRST / "models/tiny/weights.gguf").read_bytes() == MODEL


def test_what_lay_in_staging_is_proved_not_trusted(forge: BundleForge, root: Path) -> None:
    staged = root / "staging" / FIRST / "models" / "tiny" / "weights.gguf"
    staged.parent.mkdir(parents=True)
    (root / "lock").touch()
    bent = bytearray(MODEL)
    bent[9000] ^= 1
    staged.write_bytes(bent + b"more")
    staged.chmod(0o644)
    (staged.parent / "stranger").write_bytes(b"x")
    installed(forge, root, forge.medium())
    folder = root / "versions" / FIRST / "models" / "tiny"
    assert (folder / "weights.gguf").read_bytes() == MODEL
    assert not (folder / "stranger").exists()


@pytest.mark.parametrize("place", ["models/tiny/weights.gguf", "models/tiny", "app", "", "app/_internal/new"])
def test_a_link_planted_in_staging_is_refused(forge: BundleForge, root: Path, tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "weights.gguf").write_bytes(b"mine")
    target = root / "staging" / FIRST / place if place else root / "staging" / FIRST
    target.parent.mkdir(parents=True)
    (root / "lock").touch()
    target.symlink_to(outside / "weights.gguf" if "." in place else outside)
    before = contents(outside)
    with pytest.raises(MediumNotPlain):
        installed(forge, root, forge.medium())
    assert contents(outside) == before
    assert not (root / "current").exists()


def test_a_file_that_others_share_is_not_written_to(forge: BundleForge, root: Path, tmp_path: Path) -> None:
    """A second name of somebody's file, planted in staging: it is dropped, and its bytes stay."""
    theirs = tmp_path / "theirs"
    theirs.write_bytes(MODEL[:8192] + b"theirs")
    theirs.chmod(0o644)
    staged = root / "staging" / FIRST / "models" / "tiny" / "weights.gguf"
    staged.parent.mkdir(parents=True)
    (root / "lock").touch()
    os.link(theirs, staged)
    installed(forge, root, forge.medium())
    assert theirs.read_bytes() == MODEL[:8192] + b"theirs"


def test_a_damaged_part_leaves_the_old_version(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    medium = upgrade(forge)
    digest = forge.release["components"][1]["files"]["_internal/version"]["sha256"]
    part = medium / "data" / f"{digest}.000"
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    with pytest.raises(PartDamaged):
        installed(forge, root, medium)
    assert current(root) == f"{FIRST}\n"


def test_a_version_that_is_ill_is_not_switched_to(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    with pytest.raises(HealthCheckFailed) as caught:
        installed(forge, root, upgrade(forge, ILL))
    assert caught.value.params == {"version": SECOND, "detail": "SYS-008 faiss"}
    assert current(root) == f"{FIRST}\n"
    assert [path.name for path in (root / "versions").iterdir()] == [FIRST]
    assert b'"place": [\n  1,\n  1\n ]' in (root / "trust" / "state.json").read_bytes(), "it was not accepted"


def test_nothing_is_touched_before_the_signatures_hold(forge: BundleForge, root: Path) -> None:
    medium = forge.medium(release=forge.sealed("release", forge.release, forge.release_holders[:1]))
    with pytest.raises(SignaturesTooFew):
        installed(forge, root, medium)
    assert not root.exists()


def test_without_a_root_that_was_handed_over_nothing_is_believed(forge: BundleForge, root: Path) -> None:
    with pytest.raises(TrustMissing):
        result_of(install(InstallRequest(root, (forge.medium(),)), told, cancel=Cancel()), Installed)


def test_an_older_medium_is_refused(forge: BundleForge, root: Path) -> None:
    old = forge.medium()
    installed(forge, root, upgrade(forge))
    with pytest.raises(RollbackRefused):
        installed(forge, root, old)


def test_a_lost_record_of_what_was_accepted_does_not_open_the_way_back(forge: BundleForge, root: Path) -> None:
    old = forge.medium()
    installed(forge, root, upgrade(forge))
    (root / "trust" / "state.json").unlink()
    with pytest.raises(RollbackRefused):
        installed(forge, root, old)


def test_another_root_cannot_take_an_installation_over(forge: BundleForge, root: Path, tmp_path: Path) -> None:
    installed(forge, root, forge.medium())
    (tmp_path / "other").mkdir()
    other = BundleForge(tmp_path / "other")
    release(other, "2.0.0", 9)
    request = InstallRequest(root, (other.medium(),), root_file(other))
    with pytest.raises(RootChainBroken) as caught:
        result_of(install(request, told, cancel=Cancel()), Installed)
    assert caught.value.params["detail"] == "--trust"


def test_a_root_given_again_is_only_compared(forge: BundleForge, root: Path) -> None:
    installed(forge, root, forge.medium())
    request = InstallRequest(root, (upgrade(forge),), root_file(forge))
    assert result_of(install(request, told, cancel=Cancel()), Installed).release.version == "1.1.0"


def test_a_damaged_record_of_trust_is_begun_anew_from_a_given_root(forge: BundleForge, root: Path) -> None:
    old = forge.medium()
    second = upgrade(forge)
    installed(forge, root, second)
    (root / "trust" / "1.root.json").write_bytes(b"{}")
    with pytest.raises(AppError) as caught:
        installed(forge, root, second)
    assert caught.value.code == "BND-020"
    with pytest.raises(RollbackRefused):
        result_of(install(InstallRequest(root, (old,), root_file(forge)), told, cancel=Cancel()), Installed)
    done = result_of(install(InstallRequest(root, (second,), root_file(forge)), told, cancel=Cancel()), Installed)
    assert done.copied == 0


def test_only_one_installer_at_a_time(forge: BundleForge, root: Path) -> None:
    medium = forge.medium()
    with contextlib.ExitStack() as stack:
        holder = stack.enter_context(Folder.open(root, make=True))
        stack.enter_context(InstallLock(holder))
        with pytest.raises(InstallerBusy):
            installed(forge, root, medium)
    installed(forge, root, medium)


def test_a_place_that_is_somebody_elses_is_refused(forge: BundleForge, root: Path) -> None:
    root.mkdir()
    root.chmod(0o777)
    with pytest.raises(InstallUnwritable):
        installed(forge, root, forge.medium())
    assert [path.name for path in root.iterdir()] == []


def test_what_cannot_be_recorded_is_not_done(forge: BundleForge, root: Path) -> None:
    def full(kind: AuditKind, facts: Facts) -> None:
        raise AppError()

    with pytest.raises(AppError):
        result_of(install(InstallRequest(root, (forge.medium(),), root_file(forge)), full, cancel=Cancel()), Installed)
    assert not (root / "current").exists()


def test_it_is_recorded_before_it_is_switched_to(forge: BundleForge, root: Path) -> None:
    said = []

    def note(kind: AuditKind, facts: Facts) -> None:
        said.append((kind, facts["version"], facts["before"], (root / "current").exists()))

    result_of(install(InstallRequest(root, (forge.medium(),), root_file(forge)), note, cancel=Cancel()), Installed)
    result_of(install(InstallRequest(root, (upgrade(forge),)), note, cancel=Cancel()), Installed)
    assert said == [(AuditKind.INSTALLED, "1.0.0", "", False), (AuditKind.UPGRADED, "1.1.0", FIRST, True)]


def test_three_versions_are_kept(forge: BundleForge, root: Path) -> None:
    for number in range(1, 6):
        release(forge, f"1.{number}.0", number)
        done = installed(forge, root, forge.medium(f"m{number}"))
    assert sorted(path.name for path in (root / "versions").iterdir()) == ["1.3.0-1.3", "1.4.0-1.4", "1.5.0-1.5"]
    assert done.swept == ("1.2.0-1.2",)
    assert list((root / "staging").iterdir()) == []


def test_the_user_may_stop_it_and_go_on(forge: BundleForge, root: Path) -> None:
    cancel = Cancel()
    medium = forge.medium()
    with pytest.raises(Cancelled):
        for event in install(InstallRequest(root, (medium,), root_file(forge)), told, cancel=cancel):
            if isinstance(event, Progress) and event.stage == "bundle_copy":
                cancel.set()
    assert not (root / "current").exists()
    assert installed(forge, root, medium).resumed
