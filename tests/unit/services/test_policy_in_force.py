"""The policy of the installed release: proved against signatures and trust at every start."""

import json
import shutil
from pathlib import Path

import pytest

from app.bundle.installing.around import Installation, read
from app.core.audit import AuditKind
from app.core.policy import Policy
from app.core.security_errors import PolicyDamaged, PolicyMalformed
from app.core.settings import Settings
from app.services.context import Workspace
from app.services.guarding import policy as site_policy
from app.store.audit_file import AuditFile
from tests.fakes.installations import Parts, Site

STRICT, LAX = 'title = "엄격"\nclipboard = false\n'.encode(), 'title = "느슨"\n'.encode()


def parts(policy: bytes) -> Parts:
    return {("policy", "site"): {"policy.toml": policy, "note.txt": b"why"}}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def refused(installation: Installation) -> str:
    with pytest.raises(PolicyDamaged) as fault:
        site_policy.in_force(installation)
    return str(fault.value.params["detail"])


def test_no_installation_no_policy() -> None:
    assert site_policy.in_force(None) == Policy()


def test_a_release_without_a_policy(site: Site) -> None:
    report = site_policy.shown(site.version({}))
    assert (report.policy.present, report.release) == (False, "1.1.0-1.1")


def test_the_signed_policy_is_in_force(site: Site) -> None:
    report = site_policy.shown(site.version(parts(STRICT)))
    assert (report.policy.title, report.policy.clipboard) == ("엄격", False)
    assert (report.release, len(report.signers)) == ("1.1.0-1.1", 2)


def test_a_changed_policy_starts_nothing(site: Site, tmp_path: Path) -> None:
    installation = site.version(parts(STRICT))
    place = installation.folder / "policy" / "policy.toml"
    place.write_bytes(STRICT.replace(b"false", b"true "))
    assert refused(installation) == "policy.toml"
    place.write_bytes(STRICT + b"\n")
    assert refused(installation) == "policy.toml"
    place.unlink()
    assert refused(installation) == "policy.toml"
    with pytest.raises(PolicyDamaged):
        Workspace.open(tmp_path / "home", Settings(), installation=installation)
    assert not (tmp_path / "home").exists(), "nothing was opened"


def test_a_file_beside_it_counts_too(site: Site) -> None:
    installation = site.version(parts(STRICT))
    (installation.folder / "policy" / "note.txt").write_bytes(b"WHY")
    assert refused(installation) == "note.txt"


def test_a_bent_release_starts_nothing(site: Site) -> None:
    installation = site.version(parts(STRICT))
    signed = json.loads(installation.signed_release.read_bytes())
    signed["signatures"] = signed["signatures"][:1]
    installation.signed_release.write_text(json.dumps(signed, separators=(",", ":"), sort_keys=True))
    assert refused(installation) == "BND-003"
    installation.signed_release.unlink()
    assert refused(installation) == "release.json"


def test_a_release_of_somebody_else_starts_nothing(site: Site, tmp_path: Path) -> None:
    """All of it whole, and signed by keys that this PC does not believe."""
    installation = site.version(parts(STRICT))
    stranger = Site(tmp_path / "stranger").version(parts(LAX))
    shutil.rmtree(installation.folder)
    shutil.copytree(stranger.folder, installation.folder)
    assert refused(read(installation.folder)) == "BND-003"


def test_without_trust_nothing_starts(site: Site) -> None:
    installation = site.version(parts(STRICT))
    shutil.rmtree(installation.layout.trust)
    assert refused(installation) == "BND-019"


def test_striking_it_from_the_record_does_not_help(site: Site) -> None:
    installation = site.version(parts(STRICT))
    record = installation.folder / "installed.json"
    data = json.loads(record.read_bytes())
    data["components"] = ["app/munjigi"]
    record.write_text(json.dumps(data))
    assert site_policy.in_force(read(installation.folder)).title == "엄격"


def test_an_older_version_that_is_started_by_hand_has_the_policy_of_the_current_one(site: Site) -> None:
    lax = site.version(parts(LAX), sequence=1)
    strict = site.version(parts(STRICT), sequence=2)
    assert site_policy.in_force(lax).title == site_policy.in_force(strict).title == "엄격"
    lax.layout.current.unlink()
    assert site_policy.in_force(lax).title == "느슨", "nothing is current yet: a first installation is checked"


def test_a_signed_policy_that_is_none_starts_nothing(site: Site) -> None:
    with pytest.raises(PolicyMalformed):
        site_policy.in_force(site.version(parts(b"clipboard = 1\n")))
    with pytest.raises(PolicyMalformed):
        site_policy.in_force(site.version({("policy", "site"): {"other.toml": LAX}}, sequence=2))


def test_a_file_is_checked_as_strictly(tmp_path: Path) -> None:
    path = tmp_path / "next.toml"
    path.write_bytes(STRICT)
    assert site_policy.checked_file(path).policy.title == "엄격"
    path.write_bytes(b"x")
    with pytest.raises(PolicyMalformed) as fault:
        site_policy.checked_file(path)
    assert fault.value.params["name"] == "next.toml"


def test_what_changed_since_the_last_start_is_recorded(site: Site, tmp_path: Path) -> None:
    """Once each: the release with how far the installation's own audit was, and the policy by its digests."""
    first = site.version(parts(LAX), sequence=1)
    own = AuditFile(first.layout.audit)
    own.append(AuditKind.INSTALLED, {"version": "1.1.0", "epoch": 1, "sequence": 1})
    recorded = []
    for _ in range(2):
        workspace = Workspace.open(tmp_path / "home", Settings(), installation=first)
        recorded.append([one.kind for one in reversed(workspace.audit.entries())])
        workspace.close()
    assert recorded == [["begun", "release_seen", "policy_changed"]] * 2
    second = site.version(parts(STRICT), sequence=2)
    workspace = Workspace.open(tmp_path / "home", Settings(), installation=second)
    policy, release = workspace.audit.entries(2)
    assert release.facts["before"] == first.release.digest
    assert (release.facts["audit_count"], release.facts["audit_head"]) == (2, own.head().digest)
    assert policy.facts["after"] == workspace.policy.digest
    assert policy.facts["before"] not in ("", policy.facts["after"])
    workspace.close()
