"""Signatures that are carried from one signer to the next."""

from functools import partial
from pathlib import Path

import pytest

from app.bundle import signing, verifying
from app.bundle.format import envelope, keys, root
from app.bundle.format.root import Root
from app.core.bundle_errors import PayloadTypeWrong, SignerUnknown, SigningKeyBad
from tests.fakes.forge import BundleForge, Holder, canonical


@pytest.fixture
def forge(tmp_path: Path) -> BundleForge:
    return BundleForge(tmp_path)


def bare(forge: BundleForge) -> bytes:
    return signing.unsigned(envelope.RELEASE, canonical(forge.release))


def first_root(forge: BundleForge) -> Root:
    return root.decode(envelope.decode(forge.root_envelope(0), "root", envelope.ROOT).payload, "root")


def given(signature: bytes, message: bytes) -> bytes:
    return signature


def test_signatures_add_up_until_a_pc_takes_them(forge: BundleForge) -> None:
    data = bare(forge)
    trusted = first_root(forge)
    for count, one in enumerate(forge.release_holders[:2], 1):
        data = signing.signed(data, envelope.RELEASE, one.spki, one.sign)
        found = signing.standing(data, envelope.RELEASE, trusted)
        assert (len(found.signers), found.need, found.complete) == (count, 2, count == 2)
    assert len(verifying.opened([forge.medium(release=data)], forge.trust()).signers) == 2


def test_the_order_of_signers_leaves_no_trace(forge: BundleForge) -> None:
    one, other = forge.release_holders[:2]
    kept = {
        holder.keyid: holder.sign(envelope.decode(bare(forge), "r", envelope.RELEASE).message)
        for holder in (one, other)
    }
    results = set()
    for order in ((one, other), (other, one)):
        data = bare(forge)
        for holder in order:
            data = signing.signed(data, envelope.RELEASE, holder.spki, partial(given, kept[holder.keyid]))
        results.add(data)
    assert len(results) == 1


def test_a_second_signature_of_one_key_takes_the_first_ones_place(forge: BundleForge) -> None:
    one = forge.release_holders[0]
    data = signing.signed(bare(forge), envelope.RELEASE, one.spki, one.sign)
    again = signing.signed(data, envelope.RELEASE, one.spki, one.sign)
    assert len(envelope.decode(again, "release", envelope.RELEASE).signatures) == 1


def test_a_high_s_is_brought_low(forge: BundleForge) -> None:
    """OpenSSL and tokens give either."""
    data = bare(forge)
    for one in forge.release_holders[:2]:
        data = signing.signed(data, envelope.RELEASE, one.spki, partial(one.sign, high=True))
    assert signing.standing(data, envelope.RELEASE, first_root(forge)).complete


@pytest.mark.parametrize("made", [b"", b"\0" * 64, b"\x30\x06\x02\x01\x01\x02\x01\x01"])
def test_what_does_not_hold_is_not_added(forge: BundleForge, made: bytes) -> None:
    one = forge.release_holders[0]
    with pytest.raises(SigningKeyBad):
        signing.signed(bare(forge), envelope.RELEASE, one.spki, lambda message: made)


def test_a_signature_by_another_key_is_not_added(forge: BundleForge) -> None:
    one, other = forge.release_holders[:2]
    with pytest.raises(SigningKeyBad):
        signing.signed(bare(forge), envelope.RELEASE, one.spki, other.sign)


def test_a_key_that_is_none_is_not_asked(forge: BundleForge) -> None:
    def never(message: bytes) -> bytes:
        raise AssertionError("a key of another kind was used")

    with pytest.raises(SigningKeyBad):
        signing.signed(bare(forge), envelope.RELEASE, b"-----BEGIN", never)


def test_a_root_is_not_signed_as_a_release(forge: BundleForge) -> None:
    one = forge.root_holders[0]
    with pytest.raises(PayloadTypeWrong):
        signing.signed(forge.root_envelope(0), envelope.RELEASE, one.spki, one.sign)


def test_who_may_sign_is_known_before_a_key_is_used(forge: BundleForge) -> None:
    trusted = first_root(forge)
    assert signing.holder(envelope.RELEASE, forge.release_holders[0].spki, [trusted]).name == "배포 1"
    assert signing.holder(envelope.ROOT, forge.root_holders[2].spki, [trusted]).name == "뿌리 3"
    for kind, key in ((envelope.RELEASE, forge.root_holders[0]), (envelope.ROOT, Holder("모르는 이"))):
        with pytest.raises(SignerUnknown):
            signing.holder(kind, key.spki, [trusted])


def test_a_signature_has_one_form(forge: BundleForge) -> None:
    one = forge.release_holders[0]
    low, high = one.sign(b"x"), one.sign(b"x", high=True)
    assert keys.verified(one.spki, low, b"x")
    assert not keys.verified(one.spki, low, b"y")
    assert not keys.verified(one.spki, high, b"x")
    assert keys.canonical(low) == low
    made = keys.canonical(high)
    assert made is not None
    assert keys.verified(one.spki, made, b"x")
