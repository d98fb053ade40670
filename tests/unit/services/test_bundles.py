"""The verbs of bundles at the counter: what is recorded, how old a release is, which place is meant."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bundle.installing.install import Installed, InstallRequest
from app.bundle.installing.layout import default_root
from app.bundle.installing.looking import Checked
from app.bundle.installing.uninstall import Uninstalled
from app.cli import bundling
from app.core.bundle_errors import InstalledDamaged, NotInstalled, PartMissing, RollbackRefused, SignaturesTooFew
from app.core.events import Cancel, Done, Progress, Warned, result_of
from app.core.messages import LANGUAGES, Messages
from app.core.security_errors import AuditUnwritable
from app.services.bundling import bundles
from app.services.bundling.bundles import BundleList, VerifyRequest
from app.store.audit_file import FOLDER, AuditFile
from tests.fakes.forge import BundleForge
from tests.fakes.releases import release, root_file

SIGNED = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def forge(tmp_path: Path) -> BundleForge:
    forge = BundleForge(tmp_path / "forge")
    forge.folder.mkdir()
    release(forge, "1.0.0", 1)
    return forge


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"


def install(forge: BundleForge, root: Path, medium: Path) -> Installed:
    request = InstallRequest(root, (medium,), None if root.exists() else root_file(forge))
    return result_of(bundles.install(request, cancel=Cancel()), Installed)


def listed(root: Path, now: datetime, *, check: bool = False) -> tuple[BundleList, list[Warned]]:
    events = list(bundles.listed(root, check=check, now=now, cancel=Cancel()))
    assert isinstance(events[-1], Done)
    return events[-1].result, [event for event in events if isinstance(event, Warned)]


def kinds(root: Path) -> list[str]:
    AuditFile(root / FOLDER).verify()
    return [entry.kind for entry in AuditFile(root / FOLDER).entries()]


def test_everything_is_recorded(forge: BundleForge, root: Path) -> None:
    first = forge.medium("first")
    install(forge, root, first)
    release(forge, "1.1.0", 2)
    install(forge, root, forge.medium("second"))
    with pytest.raises(RollbackRefused):
        install(forge, root, first)
    for _ in bundles.rollback(root, "", cancel=Cancel()):
        pass
    result_of(bundles.uninstall(root, purge=False, cancel=Cancel()), Uninstalled)
    assert kinds(root) == ["begun", "installed", "upgraded", "refused", "rolled_back", "removed"]
    refused = AuditFile(root / FOLDER).entries()[3]
    assert refused.facts == {"code": "BND-006"}


def test_a_refusal_on_a_pc_without_an_installation_leaves_nothing(forge: BundleForge, root: Path) -> None:
    medium = forge.medium(release=forge.sealed("release", forge.release, ()))
    with pytest.raises(SignaturesTooFew):
        result_of(bundles.install(InstallRequest(root, (medium,), root_file(forge)), cancel=Cancel()), Installed)
    assert not root.exists()


def test_an_audit_that_cannot_be_written_stops_the_switch(forge: BundleForge, root: Path) -> None:
    install(forge, root, forge.medium())
    release(forge, "1.1.0", 2)
    (root / FOLDER / "lock").unlink()
    (root / FOLDER / "lock").mkdir()
    with pytest.raises(AuditUnwritable):
        install(forge, root, forge.medium("second"))
    assert (root / "current").read_text() == "1.0.0-1.1\n"


def test_the_age_is_shown_and_a_wrong_clock_is_no_age(forge: BundleForge, root: Path) -> None:
    install(forge, root, forge.medium())
    assert listed(root, SIGNED + timedelta(days=40))[0].releases[0].days == 40
    assert listed(root, datetime(1970, 1, 1, tzinfo=UTC))[0].releases[0].days is None


def test_an_old_release_is_told_where_the_policy_wants_it(forge: BundleForge, root: Path) -> None:
    policy = 'title = "기관"\nwarning_days = 30\n'.encode()
    forge.release["components"].append(forge.part("policy", "site", {"policy.toml": policy}))
    install(forge, root, forge.medium())
    found, warned = listed(root, SIGNED + timedelta(days=31))
    assert found.warning_days == 30
    assert [(one.code, one.params) for one in warned] == [("BND-026", {"days": 31, "limit": 30})]
    assert listed(root, SIGNED + timedelta(days=30))[1] == []


def test_what_rotted_is_named_on_demand(forge: BundleForge, root: Path) -> None:
    install(forge, root, forge.medium())
    (root / "versions" / "1.0.0-1.1" / "app" / "munjigi").write_text("#!/bin/sh\n")
    found, warned = listed(root, SIGNED, check=True)
    assert (found.sound, found.releases[0].whole) == (False, False)
    assert warned[0].code == InstalledDamaged.code
    assert warned[0].params == {"version": "1.0.0-1.1", "name": "app/munjigi"}
    assert listed(root, SIGNED)[0].sound, "unless it is asked for, nothing is read"


def test_media_are_verified_without_a_trace(forge: BundleForge, root: Path) -> None:
    request = VerifyRequest((forge.medium(),), root, root_file(forge))
    done = result_of(bundles.verify(request, cancel=Cancel()), Checked)
    assert (done.files, done.held) == (7, 0)
    assert done.bytes == sum(len(data) for data in set(forge.data.values()) if data in _described(forge))
    assert not root.exists()


def _described(forge: BundleForge) -> set[bytes]:
    parts = forge.release["components"]
    return {forge.data[file["sha256"]] for part in parts for file in part["files"].values()}


def test_what_the_pc_has_need_not_be_on_the_medium(forge: BundleForge, root: Path, tmp_path: Path) -> None:
    install(forge, root, forge.medium())
    known = dict(forge.data)
    release(forge, "1.1.0", 2)
    new = {digest: data for digest, data in forge.data.items() if digest not in known}
    delta = forge.medium("delta", data=new)
    done = result_of(bundles.verify(VerifyRequest((delta,), root), cancel=Cancel()), Checked)
    assert done.held > done.bytes > 0
    with pytest.raises(PartMissing):
        empty = VerifyRequest((delta,), tmp_path / "empty", root_file(forge))
        result_of(bundles.verify(empty, cancel=Cancel()), Checked)


def test_where_nothing_is_installed_there_is_no_list(root: Path) -> None:
    with pytest.raises(NotInstalled):
        listed(root, SIGNED)


def test_the_place_that_is_meant(forge: BundleForge, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bundles.where(None, own=False) == default_root(machine_wide=True)
    assert bundles.where(None, own=True) == default_root(machine_wide=False)
    assert bundles.where(root, own=False) == root
    install(forge, root, forge.medium())
    monkeypatch.setattr(sys, "executable", str(root / "versions" / "1.0.0-1.1" / "app" / "munjigi"))
    assert bundles.where(None, own=False) == root, "an installed program means its own place"


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_are_told_in_words_and_in_json(forge: BundleForge, root: Path, language: str) -> None:
    messages = Messages.load(language)
    medium = forge.medium("first")
    checked = result_of(bundles.verify(VerifyRequest((medium,), root, root_file(forge)), cancel=Cancel()), Checked)
    results: list[object] = [checked, install(forge, root, medium)]
    release(forge, "1.1.0", 2)
    results.append(install(forge, root, forge.medium("second")))
    results += [event.result for event in bundles.rollback(root, "", cancel=Cancel()) if isinstance(event, Done)]
    results.append(listed(root, SIGNED, check=True)[0])
    results.append(listed(root, datetime(1970, 1, 1, tzinfo=UTC))[0])
    (root / "munjigi").write_text("theirs")
    results += [
        event.result for event in bundles.uninstall(root, purge=False, cancel=Cancel()) if isinstance(event, Done)
    ]
    for result in results:
        assert isinstance(result, bundling.RESULTS)
        assert "?" not in bundling.shown(result, messages)
        assert bundling.as_json(result)["root" if not isinstance(result, Checked) else "version"]
    told = bundling.progress(Progress("bundle_copy", 120_000_000, 1_117_000_000, "models/a", 9), messages)
    assert "120" in told and "1117" in told and "9" in told
