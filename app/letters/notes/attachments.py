"""What goes with a document: names and quantities as notes list them (규칙 제4조제4항)."""

import re
from collections.abc import Iterable

from app.core.drafts import Attachment, Note, NoteRole

_UNITS = "부|매|장|식|권|통|점|개|건|쪽|세트|파일"
_QUANTITY = re.compile(rf"\s*[(（]?\s?((?:각|총)?\s?\d+\s?(?:{_UNITS}))(?:씩)?\s?[)）]?\s*\.?(?=\s|,|$|\.|및|와|과)")
_SAID = re.compile(
    r"^(?:붙임|첨부|별첨)(?:물|자료|파일|서류)?(?:은|는|으로|:)?\s+|(?:을|를)?\s?(?:붙임|첨부|별첨|붙인다"
    r"|붙일\s?것|붙이기)(?:함|하기|할\s?것|해서\s?보냄"
    r"|하여\s?보냄|하고|예정)?\.?$"
)
_NUMBERED = re.compile(r"(?:^|(?<=[\s,.]))\d{1,2}[.)]\s+(?=[가-힣\"「『(])")
_END = re.compile(r"\s*(?:끝\.?)?\s*$")
_JOINT = re.compile(r"\s*(?:,|;|·(?=\s)|\s및\s|/)\s*")
_NONE = re.compile(r"(?:없음|해당\s?없음|생략)\.?")
DEFAULT = "1부"
"""The quantity of what is named without one (편람)."""


def attachments(notes: Iterable[Note]) -> tuple[Attachment, ...]:
    """Of all notes, in order, each name once."""
    found = [one for note in notes if note.role is NoteRole.ATTACHMENT for one in listed(note.value or note.text)]
    return tuple({one.name: one for one in found}.values())


def listed(text: str) -> tuple[Attachment, ...]:
    """The things of one text: `명단 1부, 서식 각 2부`."""
    text = _SAID.sub("", _END.sub("", text)).strip()
    if _NONE.fullmatch(text):
        return ()
    text = _NUMBERED.sub("\n", text)
    pieces = [piece for row in text.split("\n") for piece in _divided(row)]
    out: list[Attachment] = []
    for piece in pieces:
        name, quantity = _named(piece)
        if name:
            out.append(Attachment(name, quantity))
    shared = out[-1].quantity if out and out[-1].quantity.startswith("각") else ""
    return tuple(
        Attachment(
            one.name,
            (one.quantity or shared or DEFAULT).removeprefix("각").strip() if shared else one.quantity or DEFAULT,
        )
        for one in out
    )


def _divided(row: str) -> list[str]:
    """At commas outside brackets, and behind each quantity."""
    pieces, depth, last = [], 0, 0
    quoted = False
    for place, char in enumerate(row):
        depth = max(0, depth + (char in "(「『") - (char in ")」』"))
        quoted ^= char == '"'
        if not depth and not quoted and (joint := _JOINT.match(row, place)) and (char in " ,;/·"):
            if char == " " and not re.match(r"\s및\s|\s*[,;/]", row[place:]):
                continue
            pieces.append(row[last:place])
            last = joint.end()
    pieces.append(row[last:])
    out: list[str] = []
    for piece in pieces:
        last = 0
        for found in _QUANTITY.finditer(piece):
            if piece[last : found.start()].strip():
                out.append(piece[last : found.end()])
                last = found.end()
        if piece[last:].strip(" .,와과"):
            out.append(piece[last:])
    return [piece.strip(" ,.") for piece in out if piece.strip(" ,.")]


def _named(piece: str) -> tuple[str, str]:
    found = list(_QUANTITY.finditer(piece))
    if not found or piece[found[-1].end() :].strip(" ."):
        return piece.strip(" ."), ""
    last = found[-1]
    name = re.sub(r"(?<=[가-힣]{2})(?:은|는|을|를)$", "", piece[: last.start()].strip(" .,"))
    return name, re.sub(r"\s", "", last[1])
