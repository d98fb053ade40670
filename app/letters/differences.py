"""What two texts differ in, as few and small changes: by lines and sentences first, then by words within them."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from app.core.findings import Change

_SENTENCE = re.compile(r"[^\n]*?(?:[.?!](?=\s)[^\S\n]*|\n|$)")
_WORD = re.compile(r"\s+|[0-9]+|[^\W0-9]+|.", re.DOTALL)
_LONGEST = 4_000
"""Words of a passage that are compared one by one; a longer one is a single change: comparing takes its square."""


def differences(before: str, after: str) -> tuple[Change, ...]:
    """The changes, in order and not overlapping, that make `after` of `before`; none has a reason."""
    changes: list[Change] = []
    old, new = _cut(_SENTENCE, before), _cut(_SENTENCE, after)
    for start, end, texts in _blocks(old, new, 0):
        changes += _by_words(before[start:end], texts, start)
    return tuple(_joined(changes, before))


def applied(text: str, changes: Sequence[Change]) -> str:
    """The text with these changes made; they are in order and do not overlap."""
    parts, done = [], 0
    for change in changes:
        parts += [text[done : change.span[0]], change.after]
        done = change.span[1]
    return "".join([*parts, text[done:]])


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match[0] for match in pattern.finditer(text) if match[0]]


def _blocks(old: Sequence[str], new: Sequence[str], offset: int) -> Iterator[tuple[int, int, str]]:
    """(start, end, what comes there) of each stretch that differs."""
    places = [offset]
    for piece in old:
        places.append(places[-1] + len(piece))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield places[i1], places[i2], "".join(new[j1:j2])


def _by_words(old: str, new: str, offset: int) -> list[Change]:
    was, becomes = _cut(_WORD, old), _cut(_WORD, new)
    if len(was) > _LONGEST or len(becomes) > _LONGEST:
        return [Change((offset, offset + len(old)), new)]
    return [Change((start, end), text) for start, end, text in _blocks(was, becomes, offset)]


def _joined(changes: Sequence[Change], text: str) -> Iterator[Change]:
    """Changes with nothing but white space between them are one."""
    held: Change | None = None
    for change in changes:
        if held is not None and not text[held.span[1] : change.span[0]].strip():
            between = text[held.span[1] : change.span[0]]
            held = Change((held.span[0], change.span[1]), held.after + between + change.after)
            continue
        if held is not None:
            yield held
        held = change
    if held is not None:
        yield held
