"""The cases of tuf-conformance (rollback, root rotation, key rotation, thresholds, expiry, fast-forward), by idea.

They are told in the words of this format: one release in place of timestamp, snapshot and targets; (epoch, sequence)
in place of versions; age in place of expiry.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bundle import verifying
from app.bundle.trust import age, chain, place
from app.bundle.trust.trusted import Trust
from app.bundle.verifying import Verified
from app.core.bundle_errors import ReleaseRevoked, RollbackRefused, RootChainBroken, SignaturesTooFew
from app.core.components import Signer
from tests.fakes.forge import BundleForge, Holder


class Client:
    """A PC that keeps what it accepts, as an installer does."""

    def __init__(self, trust: Trust) -> None:
        self.trust = trust

    def refresh(self, medium: Path) -> Verified:
        found = verifying.opened([medium], self.trust)
        self.trust = replace(
            self.trust,
            roots=found.roots,
            place=found.release.place,
            floor=found.floor,
            digest=found.release.digest,
            channel=found.release.channel,
        )
        return found


@pytest.fixture
def forge(tmp_path: Path) -> BundleForge:
    return BundleForge(tmp_path)


def published(forge: BundleForge, sequence: int, epoch: int = 1, holders: list[Holder] | None = None) -> Path:
    release = {**forge.release, "sequence": sequence, "epoch": epoch}
    envelope = forge.sealed("release", release, (holders or forge.release_holders)[:2])
    return forge.medium(f"{epoch}.{sequence}-{len(forge.roots)}", release=envelope)


def rotated(forge: BundleForge, root: list[Holder], release: list[Holder], **bent: object) -> None:
    """A root with other holders, signed by those before and these."""
    before = forge.root_holders
    number = len(forge.roots)
    forge.root_signers.setdefault(number - 1, before)
    forge.root_holders, forge.release_holders = root, release
    forge.roots.append(forge.root(number + 1, **{"epoch": forge.roots[-1]["epoch"], **bent}))
    forge.root_signers[number] = list({one.keyid: one for one in [*before, *root]}.values())


def holders(*names: str) -> list[Holder]:
    return [Holder(name) for name in names]


# --- rollback --------------------------------------------------------------------------------------------------------
def test_new_release_then_the_old_one(forge: BundleForge) -> None:
    client = Client(forge.trust())
    client.refresh(published(forge, 1))
    client.refresh(published(forge, 2))
    with pytest.raises(RollbackRefused) as caught:
        client.refresh(published(forge, 1))
    assert caught.value.params == {"offered": "1.1", "accepted": "1.2"}


def test_the_same_release_again(forge: BundleForge) -> None:
    client = Client(forge.trust())
    assert client.refresh(published(forge, 2)).release == client.refresh(published(forge, 2)).release


def test_another_release_under_the_same_number(forge: BundleForge) -> None:
    client = Client(forge.trust())
    client.refresh(published(forge, 2))
    forge.release["version"] = "1.0.1"
    with pytest.raises(RollbackRefused):
        client.refresh(published(forge, 2))


def test_numbers_may_be_skipped(forge: BundleForge) -> None:
    client = Client(forge.trust())
    client.refresh(published(forge, 2))
    assert client.refresh(published(forge, 70)).release.place == (1, 70)


def test_a_refused_release_leaves_nothing_behind(forge: BundleForge) -> None:
    client = Client(forge.trust())
    client.refresh(published(forge, 2))
    before = client.trust
    with pytest.raises(RollbackRefused):
        client.refresh(published(forge, 1))
    assert client.trust == before


def test_an_older_medium_with_fewer_roots_is_refused_by_its_place_alone(forge: BundleForge) -> None:
    old = published(forge, 1)
    forge.next_root()
    forge.next_root()
    client = Client(forge.trust())
    client.refresh(published(forge, 2))
    with pytest.raises(RollbackRefused):
        client.refresh(old)
    assert len(client.trust.roots) == 3


# --- root rotation ---------------------------------------------------------------------------------------------------
def test_a_chain_of_many_roots_is_walked_at_once(forge: BundleForge) -> None:
    for _ in range(9):
        forge.next_root()
    client = Client(forge.trust())
    assert client.refresh(published(forge, 1)).release.root_version == 10
    assert len(client.trust.roots) == 10


def test_every_root_holder_is_replaced_step_by_step(forge: BundleForge) -> None:
    client = Client(forge.trust())
    client.refresh(published(forge, 1))
    for step in range(1, 4):
        rotated(forge, holders(*(f"{step}-{number}" for number in "abc")), forge.release_holders)
    assert client.refresh(published(forge, 2)).release.root_version == 4


def test_a_pc_that_missed_roots_catches_up_from_any_of_them(forge: BundleForge) -> None:
    anchors = [forge.trust()]
    for step in range(1, 3):
        rotated(forge, holders(*(f"{step}-{number}" for number in "abc")), forge.release_holders)
        anchors.append(forge.trust(roots=(forge.root_envelope(step),)))
    medium = published(forge, 1)
    found = [verifying.opened([medium], trust) for trust in anchors]
    assert {one.release for one in found} == {found[0].release}
    assert [len(one.roots) for one in found] == [3, 2, 1]


def test_a_root_newer_than_the_medium_is_enough(forge: BundleForge) -> None:
    medium = published(forge, 1)
    forge.next_root()
    trust = forge.trust(roots=(forge.root_envelope(1),))
    assert verifying.opened([medium], trust).release.root_version == 2


def test_a_threshold_is_raised_and_lowered(forge: BundleForge) -> None:
    forge.next_root()["roles"]["root"]["threshold"] = 3
    forge.next_root()["roles"]["root"]["threshold"] = 1
    forge.root_signers[2] = forge.root_holders
    forge.next_root()
    forge.root_signers[3] = forge.root_holders[:1]
    assert len(Client(forge.trust()).refresh(published(forge, 1)).roots) == 4


def test_a_raised_threshold_counts_from_the_root_that_raises_it(forge: BundleForge) -> None:
    forge.next_root()["roles"]["root"]["threshold"] = 3
    forge.root_signers[1] = forge.root_holders[:2]
    with pytest.raises(SignaturesTooFew) as caught:
        Client(forge.trust()).refresh(published(forge, 1))
    assert caught.value.params == {"role": "root", "have": 2, "need": 3}


def test_the_old_threshold_holds_for_the_root_that_lowers_it(forge: BundleForge) -> None:
    forge.next_root()["roles"]["root"]["threshold"] = 1
    forge.root_signers[1] = forge.root_holders[:1]
    with pytest.raises(SignaturesTooFew) as caught:
        Client(forge.trust()).refresh(published(forge, 1))
    assert caught.value.params == {"role": "root", "have": 1, "need": 2}


# --- key rotation ----------------------------------------------------------------------------------------------------
def test_release_keys_are_replaced(forge: BundleForge) -> None:
    client = Client(forge.trust())
    client.refresh(published(forge, 1))
    old = forge.release_holders
    rotated(forge, forge.root_holders, holders("가", "나", "다"))
    signers = client.refresh(published(forge, 2)).signers
    assert {one.name for one in signers} == {"가", "나"}
    with pytest.raises(SignaturesTooFew) as caught:
        client.refresh(published(forge, 3, holders=old))
    assert caught.value.params == {"role": "release", "have": 0, "need": 2}


def test_old_and_new_holders_do_not_add_up(forge: BundleForge) -> None:
    old = forge.release_holders
    rotated(forge, forge.root_holders, holders("가", "나", "다"))
    with pytest.raises(SignaturesTooFew) as caught:
        Client(forge.trust()).refresh(published(forge, 1, holders=[old[0], forge.release_holders[0]]))
    assert caught.value.params["have"] == 1


def test_a_withdrawn_key_returns_with_a_later_root(forge: BundleForge) -> None:
    old = forge.release_holders
    rotated(forge, forge.root_holders, holders("가", "나", "다"))
    rotated(forge, forge.root_holders, old)
    assert len(Client(forge.trust()).refresh(published(forge, 1)).signers) == 2


def test_spare_signatures_do_no_harm(forge: BundleForge) -> None:
    """Those of strangers, and one of a holder that does not hold, beside enough that do."""
    others = [*forge.release_holders, Holder("모르는 이")]
    envelope = forge.sealed("release", forge.release, others)
    third = forge.release_holders[2]
    bad = forge.sealed("release", {**forge.release, "version": "2"}, [third])
    sig = bad.split(b'"sig":"')[1].split(b'"')[0]
    before, _, rest = envelope.partition(b'"keyid":"%b","sig":"' % third.keyid.encode())
    bent = before + b'"keyid":"%b","sig":"' % third.keyid.encode() + sig + rest[rest.index(b'"') :]
    found = verifying.opened([forge.medium(release=bent)], forge.trust())
    assert {one.key for one in found.signers} == {one.keyid for one in forge.release_holders[:2]}


def test_a_key_in_both_roles_signs_for_each(forge: BundleForge) -> None:
    forge.release_holders = forge.root_holders
    forge.roots = [forge.root()]
    found = verifying.opened([published(forge, 1)], forge.trust())
    assert found.signers == tuple(
        Signer(one.keyid, one.name) for one in sorted(forge.root_holders[:2], key=lambda one: one.keyid)
    )


# --- revocation and fast-forward -------------------------------------------------------------------------------------
def test_fast_forward_recovery(forge: BundleForge) -> None:
    """Stolen release keys sign the highest number there is. New keys and a new epoch begin at 1 again."""
    client = Client(forge.trust())
    thieves = published(forge, (1 << 31) - 1)
    client.refresh(thieves)
    with pytest.raises(RollbackRefused):
        client.refresh(published(forge, 2))
    rotated(forge, forge.root_holders, holders("가", "나", "다"), epoch=2, floor=[2, 0])
    assert client.refresh(published(forge, 1, epoch=2)).release.place == (2, 1)
    with pytest.raises((SignaturesTooFew, ReleaseRevoked)):
        client.refresh(thieves)


def test_stolen_release_keys_cannot_open_an_epoch(forge: BundleForge) -> None:
    with pytest.raises(RootChainBroken):
        Client(forge.trust()).refresh(published(forge, 1, epoch=2))


def test_a_change_of_keys_without_a_new_epoch_goes_on_counting(forge: BundleForge) -> None:
    client = Client(forge.trust())
    client.refresh(published(forge, 5))
    rotated(forge, forge.root_holders, holders("가", "나", "다"))
    with pytest.raises(RollbackRefused):
        client.refresh(published(forge, 4))
    assert client.refresh(published(forge, 6)).release.place == (1, 6)


def test_a_floor_once_seen_stays(forge: BundleForge) -> None:
    """Even for a PC whose place is below it, and from a medium that has forgotten it."""
    bare = published(forge, 3)
    forge.next_root(floor=[1, 4])
    client = Client(forge.trust())
    client.refresh(published(forge, 4))
    client.trust = replace(client.trust, roots=client.trust.roots[:1], place=(1, 1))
    with pytest.raises(ReleaseRevoked) as caught:
        client.refresh(bare)
    assert caught.value.params == {"offered": "1.3", "floor": "1.4"}


# --- expiry is age ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), None),
        (datetime(2026, 11, 2, 9, 29, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 2, 9, 30, tzinfo=UTC), 0),
        (datetime(2026, 11, 3, 9, 29, tzinfo=UTC), 0),
        (datetime(2027, 11, 2, 9, 30, tzinfo=UTC), 365),
        (datetime(2126, 11, 2, 9, 30, tzinfo=UTC), 36524),
    ],
)
def test_age_is_told_and_blocks_nothing(forge: BundleForge, now: datetime, days: int | None) -> None:
    """A frozen PC sees its release grow old, and that is all it can see offline."""
    assert age.days(verifying.opened([forge.medium()], forge.trust()).release, now) == days


def test_a_release_signed_before_the_last_one_is_judged_by_its_place(forge: BundleForge) -> None:
    client = Client(forge.trust())
    client.refresh(published(forge, 1))
    earlier = client.refresh(published(forge, 2)).release.signed_at - timedelta(days=400)
    forge.release["signed_at"] = earlier.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert client.refresh(published(forge, 3)).release.signed_at == earlier


# --- what was accepted before ----------------------------------------------------------------------------------------
def test_a_kept_release_is_proved_under_the_root_of_its_time(forge: BundleForge) -> None:
    client = Client(forge.trust())
    first = client.refresh(published(forge, 1))
    rotated(forge, forge.root_holders, holders("가", "나", "다"))
    client.refresh(published(forge, 2))
    again = verifying.kept(first.raw, client.trust, 1)
    assert (again.release, again.signers, again.files) == (first.release, first.signers, first.files)
    with pytest.raises(SignaturesTooFew):
        verifying.kept(first.raw, client.trust, 2)
    with pytest.raises(RootChainBroken):
        verifying.kept(first.raw, client.trust, 3)


def test_places_are_shown_as_people_write_them() -> None:
    assert place.shown((2, 17)) == "2.17"


def test_a_chain_of_1024_roots_and_not_one_more(forge: BundleForge) -> None:
    first = chain.walked([forge.root_envelope(0)])
    full = chain.Chain(first.roots * 1024, first.raw * 1024)
    with pytest.raises(Exception, match="BND-028"):
        chain.longer(full, b"", "1025.root.json")
