"""A line of notes cut where one thing ends and another begins: commas, semicolons, remarks in brackets, a new label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.drafts import NoteRole
from app.core.official import dates
from app.core.types import Span
from app.letters.notes import kinds, roles
from app.letters.notes.lines import Line

_OPEN, _CLOSE = "([{「『<《“‘", ")]}」』>》”’"
_LABEL = re.compile(
    r"(?!https?\b)((?:\d{1,3}(?=[가-힣]))?[가-힣A-Za-z][가-힣A-Za-z0-9 ·ㆍ/&(),]{0,23}?)(?<!\d)\s?[:：](?!//)\s*"
)
_INNER_LABEL = re.compile(
    r"(?:^|(?<=[\s,/|;]))((?:[가-힣]{2,8})(?: (?:사항|요지|일시|장소|시간|기간|기한|방법|대상|인원|번호|내용"
    r"|결과|가격|일자|방식|계획|이유|목적|담당자|서류))?)"
    r"\s?[:：](?!//)\s*(?=\S)"
)
_SENTENCE = re.compile(r"(?<=[가-힣][)다함음임됨됐요죠지])[.!?]\s+(?=\S)|(?<=[가-힣])[.!?]\s+(?=[가-힣\"'“(])")
_WITHHELD_BUT = re.compile(
    r"(?:쓰지|적지|넣지|밝히지|언급하지|알리지|말하지|드러내지|단정하지)\s?말고\s+"
    r"|(?:은|는|을|를|건|얘기|내용|이름|부분)\s?빼고\s+(?=[^.]*(?:쓰|쓸|적|작성|안내|정리|보고|만\s))"
)
_REMARK = re.compile(r"\s?\(([^()]{1,80})\)\s*$")
_REMARK_SAYS = re.compile(
    r"미정|아직|추후|쓰지\s?말|적지\s?말|넣지\s?말|빼고|내부\s?참고|비공개|대외비|확인할|확인\s?(?:필요|요망"
    r"|바람|중)|찾아|찾을|"
    r"호수|몇\s?호|맞나|던 듯|인 듯|같음|였나|인가|수신자\s?참조|단정|참고만|참고용|밖에|모름|몰라"
)


_NEXT_PERSON = re.compile(r"(?<=[가-힣O○])\s(?=(?:인수자|입회자|배석자)\s)")
_SEPARATORS = "-–,;/|、.!?→⇒➔"
_THE_END = re.compile(r"끝\.?")
_ORDER = re.compile(r"찾|확인|적기|넣기|하기|할\s?것|[함됨음]$")
"""An arrow before an order or a clause says `and so`, not whom a letter goes to."""
_BRACKET_LABEL = re.compile(r"(논의|토의|안건|결정|참석|배석|발언|건의|협조|요청|일시|장소|대상|결론|의결|조치)\)\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """`label` is what stands before the colon. `remark`: it stood in brackets and says how to treat what it follows."""

    line: Line
    label: str = ""
    head: bool = False
    """It opens the value of a label; those after it may belong to it."""
    remark: bool = False
    mark: str = ""
    """What parts it from the piece before: a comma, a full stop, a slash; empty for the first."""


def pieces(line: Line) -> tuple[Piece, ...]:
    """In the order of the line. Nothing but separators and colons is dropped."""
    return tuple(piece for segment, label in _segments(line) for piece in _chunks(segment, label))


_ATTACHED = re.compile(r"(붙임|첨부|별첨)\s+(?=[^:：]*\d\s?(?:부|매|장|통|권|식)\s*(?:,|\.|및|끝|$))")
"""A list of what is attached, told without a colon."""


def _segments(line: Line) -> Iterator[tuple[Line, str]]:
    """The line cut at its labels: (value, label)."""
    text = line.text
    starts: list[tuple[int, int, str]] = []
    first = _LABEL.match(text) or _BRACKET_LABEL.match(text)
    if first and _is_label(first[1]) and not _inside(text, first.end() - 1):
        starts.append((0, first.end(), first[1].strip()))
    elif attached := _ATTACHED.match(text):
        starts.append((0, attached.end(), attached[1]))
    for found in _INNER_LABEL.finditer(text, starts[0][1] if starts else 0):
        start, label = found.start(), found[1].strip()
        if starts and start == starts[-1][1] and " " in label:  # `장소: 의무실 대상: …`: the first word is a value
            start, label = start + label.index(" ") + 1, label.split(" ", 1)[1]
        if start and not _inside(text, start) and _is_label(label):
            starts.append((start, found.end(), label))
    if not starts or starts[0][0]:
        end = starts[0][0] if starts else len(text)
        if (lead := line.cut(0, end)).text.strip(" ,;/|"):
            yield lead, ""
    for index, (_, begin, label) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        yield line.cut(begin, end), label


def _is_label(text: str) -> bool:
    return bool(re.search(r"[가-힣]", text)) and text.count("(") == text.count(")") and not text.endswith((",", "/"))


def _inside(text: str, place: int) -> bool:
    """Whether a place stands in brackets or in quotes."""
    depth = 0
    for char in text[:place]:
        depth += (char in _OPEN) - (char in _CLOSE)
    return depth > 0 or text[:place].count('"') % 2 == 1


def _chunks(segment: Line, label: str) -> Iterator[Piece]:
    head, mark = True, ""
    for start, end in _bounds(segment.text):
        chunk = segment.cut(start, end)
        while start and chunk.text and chunk.text[0] in _SEPARATORS:
            mark = chunk.text[0]
            chunk = chunk.cut(1, len(chunk.text))
        while chunk.text and chunk.text[-1] in ",;/|→⇒➔":
            chunk = chunk.cut(0, len(chunk.text) - 1)
        if not chunk.text or _THE_END.fullmatch(chunk.text):
            continue
        remarks: list[Line] = []
        while (found := _REMARK.search(chunk.text)) and _REMARK_SAYS.search(found[1]) and found.start():
            remarks.insert(0, chunk.cut(found.start(1), found.end(1)))
            chunk = chunk.cut(0, found.start())
        yield Piece(chunk, label, head, mark="" if head else mark or " ")
        head, mark = False, ""
        for remark in remarks:
            yield Piece(remark, label, remark=True)


def _bounds(text: str) -> Iterator[Span]:
    cuts: set[int] = set()
    whole = [found.span for found in dates.parse(text)]
    depth, quoted = 0, False
    for place, char in enumerate(text):
        quoted ^= char == '"'
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        if depth or quoted or any(start < place < end for start, end in whole):
            continue
        then = char in "→⇒➔" and place and _ORDER.search(text[place:])
        if (
            then
            or (char in ",、" and not _between_digits(text, place))
            or char in ";|"
            or (char in "/-–" and _spaced(text, place) and not _between_figures(text, place))
        ):
            cuts.add(place)
    cuts.update(found.start() for found in _SENTENCE.finditer(text) if not _inside(text, found.start()))
    cuts.update(found.end() for found in _WITHHELD_BUT.finditer(text) if not _inside(text, found.start()))
    if behind := kinds.day_before_place(text):
        cuts.add(behind)
    cuts.update(kinds.meeting_day_place(text))
    cuts.update(found.start() for found in _NEXT_PERSON.finditer(text))
    cuts.update(place for place in _asides(text, whole) if not _inside(text, place))
    last = 0
    for place in sorted(cuts):
        yield last, place
        last = place
    yield last, len(text)


_AND_THEN = re.compile(r"(?:인데|이고|이며|[가-힣]는데)(?=,?\s)")


def _asides(text: str, days: list[Span]) -> Iterator[int]:
    """`신청 받은 날이 2026.3.31.인데 며칠 안에 알려야 하는지`: a fact with its day, and the question behind it."""
    for found in _AND_THEN.finditer(text):
        told = any(end <= found.start() + 1 for _, end in days)
        if told and roles.role(text[: found.end()]) is not NoteRole.WITHHELD and _asks(text[found.end() :]):
            yield found.end()


def _asks(text: str) -> bool:
    return roles.role(text.strip(" ,")) is NoteRole.LOOKUP


def _between_digits(text: str, place: int) -> bool:
    return bool(re.fullmatch(r"\d,\d{3}", text[place - 1 : place + 4])) if place else False


def _between_figures(text: str, place: int) -> bool:
    return text[place - 2 : place - 1].isdigit() or text[place + 2 : place + 3].isdigit()


def _spaced(text: str, place: int) -> bool:
    return text[place - 1 : place] == " " and text[place + 1 : place + 2] == " "
