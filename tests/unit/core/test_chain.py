"""The chain of the audit: what is noticed and what is not, by the entry that shows it."""

import dataclasses
import json

import pytest

from app.core.audit import FACTS, AuditKind, checked
from app.core.chain import Head, Link, Verdict, after, canonical, entry, head_holds, head_seal, linked, tail, verified
from app.core.security_errors import AuditBroken, AuditCut

KEY, OTHER = b"k" * 32, b"o" * 32
AT = "2026-11-02T09:30:00.000Z"


def chain(count: int, key: bytes = KEY) -> list[Link]:
    head, links = Head(), []
    for number in range(count):
        kind = AuditKind.OPENED if number else AuditKind.BEGUN
        facts = {"collection": f"모음 {number}"} if number else {"chain": "c" * 32}
        links.append(linked(head, kind, facts, AT, key))
        head = after(head, links[-1])
    return links


def check(links: list[Link], head: Head | None = None, key: bytes | None = KEY) -> Verdict:
    return verified(links, head, key, "여기")


def test_a_chain_as_it_was_written_is_whole() -> None:
    links = chain(5)
    head = tail(links)
    assert check(links, head) == Verdict(head, sealed=5)
    assert (head.count, head.chain) == (5, "c" * 32)
    assert json.loads(links[1].body)["previous"] == links[0].digest
    assert entry(links[1]).facts == {"collection": "모음 1"}
    assert check([], None) == Verdict(Head(), 0)


def test_entries_after_the_sealed_head_are_no_fault() -> None:
    links = chain(5)
    assert check(links, tail(links[:3])) == Verdict(tail(links), sealed=3)


def test_a_cut_end_shows_by_the_head_alone() -> None:
    links = chain(5)
    assert check(links[:3], tail(links[:3])).sealed == 3
    with pytest.raises(AuditCut) as cut:
        check(links[:3], tail(links))
    assert cut.value.params == {"place": "여기", "count": 3, "sealed": 5}


def test_another_chain_in_its_place_shows() -> None:
    links = chain(5)
    others = [linked(Head(), AuditKind.BEGUN, {"chain": "d" * 32}, AT, KEY)]
    with pytest.raises(AuditBroken) as broken:
        check(others, tail(links[:1]))
    assert broken.value.params["entry"] == 1


def test_an_entry_without_our_key_cannot_be_added() -> None:
    """Whoever lacks the key can compute digests, and not the seal."""
    links = chain(3)
    forged = linked(tail(links), AuditKind.OPENED, {}, AT, KEY)
    forged = dataclasses.replace(forged, seal="0" * 64)
    with pytest.raises(AuditBroken) as broken:
        check([*links, forged], tail(links))
    assert broken.value.params["entry"] == 4
    assert check([*links, forged], tail(links), key=None).keyed is False, "without a key only digests are checked"


def test_entries_of_another_key_are_counted() -> None:
    links = chain(2, OTHER)
    ours = linked(tail(links), AuditKind.ADOPTED, {}, AT, KEY)
    found = check([*links, ours], tail([*links, ours]))
    assert (found.foreign, found.resealed) == (2, (3,))


def test_a_lost_head_shows() -> None:
    with pytest.raises(AuditBroken) as broken:
        check(chain(5), None)
    assert broken.value.params["entry"] == 0
    assert check(chain(2), None).sealed == 0, "a process that was killed before the first head was sealed"


@pytest.mark.parametrize(
    "bend",
    [
        lambda data: {**data, "at": "2020-01-01T00:00:00.000Z"},
        lambda data: {**data, "kind": "exported"},
        lambda data: {**data, "number": 4},
        lambda data: {**data, "facts": {}},
        lambda data: {**data, "key": "0" * 16},
        lambda data: {**data, "more": 1},
        lambda data: {name: value for name, value in data.items() if name != "facts"},
    ],
)
def test_a_bent_field_shows_where_it_is(bend: object) -> None:
    """With its digest made to fit: then the entry after it does not."""
    links = chain(4)
    body = canonical(bend(json.loads(links[2].body)))  # type: ignore[operator]
    for digest in (links[2].digest, "a" * 64):
        bent = dataclasses.replace(links[2], body=body, digest=digest)
        with pytest.raises(AuditBroken) as broken:
            check([*links[:2], bent, links[3]], tail(links))
        assert broken.value.params["entry"] == 3


def test_the_same_words_in_another_form_show() -> None:
    links = chain(3)
    spaced = dataclasses.replace(links[1], body=links[1].body.replace(",", ", ", 1))
    with pytest.raises(AuditBroken):
        check([links[0], spaced, links[2]], tail(links))


def test_what_is_no_entry_shows() -> None:
    for body in ("", "[]", "null", "{", '{"facts":' + "[" * 5000, "x" * 5000):
        with pytest.raises(AuditBroken) as broken:
            check([Link(1, body, "0" * 64, "")], None)
        assert broken.value.params["entry"] == 1


def test_the_seal_of_a_head() -> None:
    head = Head("c", 3, "d" * 64)
    seal = head_seal(head, KEY)
    assert head_holds(head, seal, KEY)
    assert not head_holds(Head("c", 2, "d" * 64), seal, KEY)
    assert not head_holds(head, seal, OTHER)


def test_only_what_may_be_recorded_is() -> None:
    assert set(FACTS) == set(AuditKind)
    assert checked(AuditKind.OPENED, {"collection": "인사 기록"}) == {"collection": "인사 기록"}
    assert len(str(checked(AuditKind.OPENED, {"collection": "가" * 500})["collection"])) == 200
    assert checked(AuditKind.OPENED, {"collection": "\ud800"}) == {"collection": "?"}
    for kind, facts in (
        (AuditKind.EXPORTED, {"format": "보고서.hwpx"}),
        (AuditKind.EXPORTED, {"format": "a b"}),
        (AuditKind.EXPORTED, {"title": "hwpx"}),
        (AuditKind.PRINTED, {"sha256": "출장 보고"}),
        (AuditKind.MODEL_USED, {"model": "x" * 129}),
    ):
        with pytest.raises(ValueError, match=kind.value):
            checked(kind, facts)
