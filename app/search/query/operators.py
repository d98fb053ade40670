"""What a person marks in a question: `"these words exactly"`, `-without` this one, `-"without these"`.

Nothing else is an operator: the syntax of databases, patterns and other engines is text. Single quotes and 「」 are
text too; people write them around names, and a name that must match to the letter finds less than they want.
"""

import re
from dataclasses import dataclass

_OPEN, _CLOSE = '"“„‟', '"”“‟'
_MARKED = re.compile(
    rf"(?P<minus>(?<!\S)-)?[{_OPEN}](?P<phrase>[^{_OPEN}{_CLOSE}]{{1,200}})[{_CLOSE}]"
    rf"|(?<!\S)-(?P<word>[^\W\d_][^\s{_OPEN}{_CLOSE}]{{0,60}})(?!\S)"
)
_LETTER = re.compile(r"[^\W_]")
_STOPS = ",.;:!?)]}…"


@dataclass(frozen=True, slots=True)
class Operators:
    """`text` is the question without its marks: exact phrases stay in it, what is left out does not."""

    text: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]


def operators(text: str) -> Operators:
    """A hyphen inside a word, before a number or before a space is text, and so is a quote without its other half.

    A question that would be nothing but exclusions is text.
    """
    phrases: list[str] = []
    excluded: list[str] = []

    def taken(match: re.Match[str]) -> str:
        said = " ".join((match["phrase"] or (match["word"] or "").rstrip(_STOPS)).split())
        if not _LETTER.search(said):
            return match[0]
        if match["minus"] or match["word"]:
            excluded.append(said)
            return " "
        phrases.append(said)
        return f" {said} " if _splits(match) else said

    rest = " ".join(_MARKED.sub(taken, text).split())
    if excluded and not _LETTER.search(rest):
        return Operators(text, (), ())
    return Operators(rest, tuple(dict.fromkeys(phrases)), tuple(dict.fromkeys(excluded)))


def _splits(match: re.Match[str]) -> bool:
    """A quote is glued to the word before it: `규정"휴가 신청"을`. What follows is its particle."""
    before = match.string[match.start() - 1 : match.start()]
    return bool(before) and not before.isspace()
