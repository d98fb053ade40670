"""The chain of the audit under every kind of change: which entry shows it."""

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.audit import AuditKind, Fact
from app.core.chain import Head, Link, after, linked, tail, verified
from app.core.security_errors import AuditBroken, AuditCut

KEY = b"k" * 32
AT = "2026-11-02T09:30:00.000Z"
COUNT = 12


def made() -> list[Link]:
    head, links = Head(), []
    for number in range(COUNT):
        facts: dict[str, Fact] = {"collection": f"모음 {number}"} if number else {"chain": "c" * 32}
        links.append(linked(head, AuditKind.OPENED if number else AuditKind.BEGUN, facts, AT, KEY))
        head = after(head, links[-1])
    return links


CHAIN = made()
HEAD = tail(CHAIN)


def shown(links: list[Link], head: Head = HEAD) -> int:
    """The entry that shows a change; -1 where the end is missing, 0 where nothing shows."""
    renumbered = [dataclasses.replace(link, number=number) for number, link in enumerate(links, 1)]
    try:
        verified(renumbered, head, KEY, "")
    except AuditBroken as broken:
        return int(broken.params["entry"])
    except AuditCut:
        return -1
    return 0


places = st.integers(0, COUNT - 1)


@settings(max_examples=200)
@given(places, st.sampled_from(["body", "digest", "seal"]), st.data())
def test_any_edited_character(place: int, field: str, data: st.DataObject) -> None:
    """Read entry by entry, the one that was edited shows: its digest covers its body, its seal its digest."""
    text = getattr(CHAIN[place], field)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_characters=text[at]))
    bent = dataclasses.replace(CHAIN[place], **{field: text[:at] + other + text[at + 1 :]})
    assert shown([*CHAIN[:place], bent, *CHAIN[place + 1 :]]) == place + 1


@given(places)
def test_any_deletion(place: int) -> None:
    """The entry that came after it stands in its place; the last one leaves an end that is too short."""
    left = [*CHAIN[:place], *CHAIN[place + 1 :]]
    assert shown(left) == (-1 if place == COUNT - 1 else place + 1)


@given(places, places)
def test_any_insertion_of_an_entry_that_was(place: int, source: int) -> None:
    """Sealed by us once, it follows from another entry."""
    expected = place + 2 if source == place else place + 1
    assert shown([*CHAIN[:place], CHAIN[source], *CHAIN[place:]]) == expected


@given(st.permutations(range(COUNT)))
def test_any_order(order: list[int]) -> None:
    first = next((place for place, source in enumerate(order) if place != source), None)
    assert shown([CHAIN[place] for place in order]) == (0 if first is None else first + 1)


@given(st.integers(0, COUNT), st.integers(1, COUNT))
def test_any_cut_behind_a_sealed_head(left: int, sealed: int) -> None:
    assert shown(CHAIN[:left], tail(CHAIN[:sealed])) == (-1 if left < sealed else 0)


@given(places, st.booleans())
def test_a_history_that_was_written_anew(place: int, keyed: bool) -> None:
    """From some entry on, with all digests right: without the key its first entry shows, with it the sealed head."""
    links = CHAIN[:place]
    head = tail(links)
    for number in range(place, COUNT):
        facts: dict[str, Fact] = {"collection": "다른 것"} if number else {"chain": "c" * 32}
        kind = AuditKind.OPENED if number else AuditKind.BEGUN
        link = linked(head, kind, facts, AT, KEY)
        links = [*links, link if keyed else dataclasses.replace(link, seal="0" * 64)]
        head = after(head, link)
    if place or not keyed:
        assert shown(links) == (COUNT if keyed else place + 1)
