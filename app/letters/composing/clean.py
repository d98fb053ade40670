"""What may stand in one line of a sheet: no line breaks, no invisible signs, no mark of the form itself.

Whatever a field or an item holds, the form stays right: 끝 is written by the form alone (규칙 제4조제5항), and a line
that would read like a mark, a label or a row of a table is told from those by a mark or a label of its own.
"""

import re
import unicodedata

from app.core.official import levels

MISSING = "[확인 필요: {label}]"
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_END = re.compile(r"(?:^|(?<=[\s.)\]」]))끝\s?\.$")
_BULLET = re.compile(r"[□■○●◦◯ㅇㆍ·•]\s+")
_LOOKS_MARKED = re.compile(
    rf"\(?(?:\d{{1,3}}|[가-힣]{{1,2}})[.)]|(?:\d{{1,3}}|[가-힣]{{1,2}})\u20dd|[{levels.CIRCLED}{levels.CIRCLED_LETTERS}]"
    r"|\||붙\s*임|수\s*신|제\s*목|\(경유\)|끝"
    r"|기관명|발신명의|기안자|검토자|결재권자|협조자|시행\s|접수\s|우[\s(\d]|주소|전화|전송|팩스|/"
)


def clean(text: str) -> str:
    """One line of text: composed (NFC), runs of white space as one space, no control signs, no colon that belongs to a
    label before it, no 끝. at its end."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    shown = "".join(sign for sign in composed if unicodedata.category(sign) not in _DROPPED)
    shown = unicodedata.normalize("NFC", " ".join(shown.split()).lstrip(":： "))
    while (match := _END.search(shown)) is not None:
        shown = shown[: match.start()].rstrip()
    return shown


def without_bullet(text: str) -> str:
    """A cleaned text without symbols that people type before an item."""
    while (match := _BULLET.match(text)) is not None:
        text = text[match.end() :]
    return text


def looks_marked(text: str) -> bool:
    """Alone at the head of a line it would read as an item, a label or a row of a table."""
    return _LOOKS_MARKED.match(text) is not None or levels.parse(text) is not None


def missing(label: str) -> str:
    """`[확인 필요: 회의 장소]`."""
    return MISSING.format(label=label)


def lines(text: str) -> tuple[str, ...]:
    """The lines of a value that has several, cleaned; empty ones are left out."""
    return tuple(one for one in map(clean, text.splitlines()) if one)
