"""The reader's own limits, asked directly: what a medium's measure keeps from it is refused here too."""

import unicodedata

import pytest

from app.bundle.format import canonical, envelope, keys, limits, names
from app.core.bundle_errors import BundleMalformed, BundleTooLarge


@pytest.mark.parametrize("kind", [envelope.ROOT, envelope.RELEASE])
def test_an_envelope_is_measured_before_it_is_parsed(kind: str) -> None:
    """What lies behind the limit is not even JSON."""
    with pytest.raises(BundleTooLarge) as caught:
        envelope.decode(b"[" * (envelope.most(kind) + 1), "x", kind)
    assert caught.value.params["limit"] == envelope.most(kind)
    with pytest.raises(BundleMalformed):
        envelope.decode(b" " * envelope.most(kind), "x", kind)


def test_an_envelope_of_empty_lists_is_not_parsed() -> None:
    """24 MB of them would be a gigabyte of objects, and nobody had to sign anything."""
    for bomb in (b"[" + b"[]," * 8_000_000 + b"[]]", b'{"a":' * 600, b'["a"' + b',"a"' * 600 + b"]"):
        with pytest.raises(BundleTooLarge) as caught:
            envelope.decode(bomb, "x", envelope.RELEASE)
        assert caught.value.params["limit"] == limits.ENVELOPE_MARKS


@pytest.mark.parametrize("value", [{1: 2}, 1.0, -1, 1 << 53, None, b"x", "\0", "\ud800", "e\u0301", {"a": (1,)}])
def test_a_value_without_canonical_form_is_not_written(value: object) -> None:
    with pytest.raises(BundleMalformed):
        canonical.encode(value, "x")


def test_eight_levels_and_not_nine() -> None:
    eight = b"[" * limits.DEPTH + b"]" * limits.DEPTH
    assert canonical.encode(canonical.decode(eight, "x"), "x") == eight
    with pytest.raises(BundleMalformed):
        canonical.decode(b"[" + eight + b"]", "x")


def test_a_signature_longer_than_any_is_none() -> None:
    assert keys.canonical(bytes(limits.SIGNATURE_BYTES + 1)) is None


def test_every_character_that_is_not_seen_is_refused() -> None:
    """All of Unicode: whatever this Python calls a control, a format character, a separator or unassigned."""
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
    taken = [
        code
        for code in range(0x110000)
        if code != 0x20 and unicodedata.category(chr(code)) in hidden and not names.odd(chr(code)) and code > 0x7F
    ]
    assert taken == []
    assert [code for code in range(0x80) if names.odd(chr(code))] == [*range(0x20), 0x7F]


def test_a_thousand_pages_of_law_may_be_named_as_they_are() -> None:
    for name in (
        "개인정보 보호법 시행령(제35000호)(20250101).hwpx",
        "「공공기록물 관리에 관한 법률」 제3조·제4조.pdf",
        "별표 1_수수료(제12조 관련)~별표 3.xlsx",
        "[붙임] 2026년 예산(안) ※ 대외비 아님.hwp",
    ):
        assert names.fault(name) == ""
