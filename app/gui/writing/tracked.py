"""Tracked changes: how they read in the text, and what is left when one is taken or refused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.findings import Change
from app.gui.writing.state import Address, State, Tracked


class Ink(StrEnum):
    PLAIN = "plain"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """`change` is the number of the change that it belongs to, -1: of none."""

    text: str
    ink: Ink
    change: int = -1


def pieces(tracked: Tracked) -> Iterator[Piece]:
    """The text with what goes and what comes, in the order in which it is read."""
    at = 0
    for number, change in enumerate(tracked.changes):
        start, end = change.span
        if at < start:
            yield Piece(tracked.text[at:start], Ink.PLAIN)
        if start < end:
            yield Piece(tracked.text[start:end], Ink.OLD, number)
        if change.after:
            yield Piece(change.after, Ink.NEW, number)
        at = end
    if at < len(tracked.text):
        yield Piece(tracked.text[at:], Ink.PLAIN)


def decided(state: State, address: Address, number: int, *, take: bool) -> State:
    """With one change taken or refused; the others stay open."""
    held = state.tracked_at(address)
    if held is None or not 0 <= number < len(held.changes):
        return state
    left = held.changes[:number] + held.changes[number + 1 :]
    text = held.text
    if take:
        text, left = _with(text, held.changes[number], left)
    after = replace(held, text=text, changes=left)
    tracked = tuple(after if each is held else each for each in state.tracked if each is not held or left)
    return replace(state, tracked=tracked).with_text(address, text)


def all_decided(state: State, *, take: bool) -> State:
    for held in state.tracked:
        for number in reversed(range(len(held.changes))):
            state = decided(state, held.address, number, take=take)
    return state


def proposed(state: State, address: Address, changes: tuple[Change, ...]) -> State:
    """With changes to decide on; nothing is proposed that changes nothing."""
    text = state.text(address)
    real = tuple(
        change for change in sorted(changes, key=lambda each: each.span) if text[slice(*change.span)] != change.after
    )
    others = tuple(each for each in state.tracked if each.address != address)
    return replace(state, tracked=(*others, Tracked(address, text, real))) if real else state


def added(state: State, address: Address, whole: str, changes: tuple[Change, ...]) -> State:
    """With more changes to decide on beside those that wait. Their spans are of `whole`, what stood there when they
    were asked for; where it was edited since, and where another change waits, none is put."""
    text, held = state.text(address), state.tracked_at(address)
    waiting = held.changes if held is not None else ()
    head, tail = _kept(whole, text)
    more: list[Change] = []
    for change in changes:
        start, end = change.span
        by = 0 if end <= head else len(text) - len(whole)
        if end > head and start < len(whole) - tail:
            continue
        moved = replace(change, span=(start + by, end + by))
        if not any(_touch(moved, other) for other in (*waiting, *more)):
            more.append(moved)
    return proposed(state, address, (*waiting, *more)) if more else state


def _kept(before: str, after: str) -> tuple[int, int]:
    """How many letters at the head and at the tail are the same."""
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    most -= head
    tail = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return head, tail


def _touch(one: Change, other: Change) -> bool:
    return one.span[0] <= other.span[1] and other.span[0] <= one.span[1]


def _with(text: str, change: Change, others: tuple[Change, ...]) -> tuple[str, tuple[Change, ...]]:
    start, end = change.span
    by = len(change.after) - (end - start)

    def moved(other: Change) -> Change:
        left, right = other.span
        return replace(other, span=(left + by, right + by)) if left >= end else other

    return text[:start] + change.after + text[end:], tuple(moved(each) for each in others)


def change_at(tracked: Tracked, offset: int) -> int:
    """The change that is read at an offset of the shown text, or the next one behind it; -1: none is."""
    at = 0
    for piece in pieces(tracked):
        at += len(piece.text)
        if piece.change >= 0 and at >= offset:
            return piece.change
    return -1


def offset_of(tracked: Tracked, number: int) -> int:
    """Where a change begins in the shown text."""
    at = 0
    for piece in pieces(tracked):
        if piece.change == number:
            return at
        at += len(piece.text)
    return at
