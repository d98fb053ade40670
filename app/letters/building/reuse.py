"""A letter of the past as a frame for a new one: its items, labels and sentences stay, its facts become
`[확인 필요: …]`. What might be a fact is emptied too: an old one that stays unnoticed is worse than an empty place.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.core import personal
from app.core.drafts import Attachment, Item, Letter, Table
from app.core.figures import COUNTED
from app.core.official import amounts, dates
from app.core.official.dates import When
from app.core.personal import PersonalKind
from app.core.types import Span
from app.letters import particles

KEPT_FIELDS = frozenset({"title", "recipient", "recipients", "via", "summary", "keywords"})
"""Fields of a letter that are kept without their facts."""
UNIT_FIELDS = frozenset(
    {"agency", "sender", "department", "postcode", "address", "homepage", "phone", "fax", "email"}
    | {"disclosure", "retention"}
)
"""Fields that are the unit's own: kept as they are, where the letter was the unit's."""

_OPEN = re.compile(r"\[확인 필요(?::[^\]\n]*)?\]")
_LABELLED = re.compile(r"^(?P<label>[가-힣A-Za-z][가-힣A-Za-z ·ㆍ/()]{0,14}?)\s?[:：]\s*(?P<value>\S.*)$", re.DOTALL)
_SENTENCE = re.compile(r"(?:니다|시오|세요|한다|된다|이다|음|함|것|바람)\.?\s*$")
_CITING = re.compile(r"^(?:관련|근거|관계|관련 ?근거|관련 ?문서|법적 ?근거|추진 ?근거)$")
_LAW = re.compile(r"「[^」\n]*」")
_ARTICLE = re.compile(
    r"제?\d+조(?:의\d+)?(?:\s?제\d+항)?(?:\s?제\d+호)?(?:\s?[가-하]목)?|(?:별표|별지)\s?(?:제\s?)?\d+(?:호)?"
)
_NUMBER = re.compile(
    r"[가-힣]{2,}(?:과|실|팀|국|부|관|처|청|원|소|단|대|반|계)?\s?-\s?\d+(?:\s?호)?(?:\s?\(\d{4}[^)\n]{0,16}\))?"
)
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\(0\d{1,2}\)|0\d{1,2})[-\s.]?)?\d{3,4}-\d{4}(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+"
)
_YEAR = re.compile(r"(?:\d{4}|['’`]\d{2})\s?(?:년도|년|학년도)(?!\s?\d)")
_TURN = re.compile(r"제\s?\d+\s?(?:회|차|기)|\d+(?:회차|차)(?!원)")
_PEOPLE = re.compile(r"(?:총\s?)?\d[\d,]*\s?여?\s?명")
_DIGITS = re.compile(
    r"[A-Za-z]{0,4}\d[\d,.:/~∼\-]*(?:%|퍼센트|\s?(?:건|개|회|부|권|대|곳|개소|시간|분|일|개월|주|층|호|매|쪽|종|점))?"
)
_WORDED = re.compile(rf"{COUNTED}(?:명|사람|건|개|회|차례|번|곳|부|권|대|달|시간|주)(?![가-힣]*법)")

_SURNAME = (
    "[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민"
    "진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용]"
)
_RANK = (
    "귀하|님|씨|(?:부)?(?:과장|팀장|국장|실장|부장|처장|청장|원장|소장|단장|계장|반장|대장|시장|군수|구청장|위원장|의장)"
    "|[대중소]위|[대중소]령|[준소중대]장|[상중하원]사|준위|병장|[상일이]병|소대장|중대장|대대장|연대장|여단장|사단장"
    "|주무관|사무관|서기관|이사관|연구관|연구사|전문관|군무원|담당관|담당자|담당|교수|박사|강사|선생|기자|대표|의원|위원|주사|서기|간사"
)
_NAME = rf"{_SURNAME}[가-힣]{{2}}"
_NAMED = re.compile(
    rf"(?<![가-힣])(?P<a>{_NAME}(?<![과실팀국부처청단계반]))\s?(?:{_RANK})(?!회의)"
    rf"|(?:{_RANK})\s(?P<b>{_NAME})(?=\s*(?:[,.)ㆍ·/]|$|\s|[은는이가을를과와의도]|에게|께서))"
    rf"|(?<![가-힣])(?P<d>{_NAME})(?=\s?(?:[(☎,]\s?)?(?:전화\s?)?(?:\(?0?\d{{1,3}}\)?-)?\d{{3,4}}-\d{{4}})"
    rf"|(?<![가-힣])(?P<c>{_NAME}(?:\s?[,·ㆍ]\s?{_NAME})+)(?=$|[^가-힣]|[은는이가을를과와의도](?![가-힣])|에게|께서)"
)

_DATE_WORDS = {
    When.DAY: "날짜",
    When.MONTH: "날짜",
    When.TIME: "시각",
    When.MOMENT: "일시",
    When.PERIOD: "기간",
}
_PERSONAL = {
    PersonalKind.MOBILE: "연락처",
    PersonalKind.PHONE: "연락처",
    PersonalKind.EMAIL: "연락처",
}
_TOGETHER = frozenset({*_DATE_WORDS.values(), "연도"})


@dataclass(frozen=True, slots=True)
class _Fact:
    span: Span
    label: str


def emptied(letter: Letter, values: Mapping[str, str], *, ours: bool) -> Letter:
    """The frame of a letter. `values`: what its notes said, as value -> label; each is emptied wherever it stands.

    `ours` False: the fields of the unit that wrote it go as well. No digit is left in a title, an item, a table or the
    name of an attachment, but those in the name of a law between 「 and 」.
    """
    kept = {key: empty(value, values) for key, value in letter.fields.items() if key in KEPT_FIELDS}
    unit = {key: value for key, value in letter.fields.items() if ours and key in UNIT_FIELDS and value not in values}
    return Letter(
        form=letter.form,
        fields={**unit, **kept},
        items=tuple(_item(item, values) for item in letter.items),
        attachments=tuple(Attachment(empty(one.name, values)) for one in letter.attachments),
    )


def empty(text: str, values: Mapping[str, str]) -> str:
    """A text without its facts; what stands behind the label of a short line goes whole."""
    labelled = _LABELLED.match(text)
    if labelled is None or _OPEN.fullmatch(labelled["value"].strip()):
        return _without_facts(text, values)
    label, value = labelled["label"].strip(), labelled["value"]
    if _CITING.match(label) or _SENTENCE.search(value) or _LAW.search(value):
        return text[: labelled.start("value")] + _without_facts(value, values)
    return f"{text[: labelled.start('value')]}{_open(label)}"


def _open(label: str) -> str:
    return f"[확인 필요: {label}]"


def _item(item: Item, values: Mapping[str, str]) -> Item:
    return replace(
        item,
        text=empty(item.text, values),
        items=tuple(_item(one, values) for one in item.items),
        table=_table(item.table, values) if item.table is not None else None,
    )


def _table(table: Table, values: Mapping[str, str]) -> Table:
    """The heads, and one row that asks for what stands under each."""
    heads = tuple(tuple(_without_facts(cell, values) for cell in row) for row in table.rows[: table.heads])
    if not heads:
        return replace(table, rows=tuple(tuple(_open("내용") for _ in row) for row in table.rows[:1]))
    return replace(table, rows=(*heads, tuple(_open(_OPEN.sub("", cell).strip() or "내용") for cell in heads[-1])))


def _without_facts(text: str, values: Mapping[str, str]) -> str:
    out, done = [], 0
    for fact in _merged(text, _facts(text, values)):
        start, end = fact.span
        particle = particles.at(text, end)
        out += [text[done:start], _open(fact.label), particles.fitting(fact.label, particle)]
        done = end + len(particle)
    return "".join([*out, text[done:]])


def _facts(text: str, values: Mapping[str, str]) -> list[_Fact]:
    """In order, none overlapping; who comes first in the list of finders has the first word."""
    taken: list[_Fact | None] = []
    spans: list[Span] = []
    for find in _FINDERS:
        for span, label in find(text, values):
            if all(span[1] <= start or end <= span[0] for start, end in spans):
                spans.append(span)
                taken.append(_Fact(span, label) if label else None)
    return sorted((fact for fact in taken if fact is not None), key=lambda fact: fact.span)


def _merged(text: str, facts: list[_Fact]) -> Iterator[_Fact]:
    """Days and times side by side are asked for once."""
    held: _Fact | None = None
    for fact in facts:
        between = text[held.span[1] : fact.span[0]].strip(" ~∼,()") if held is not None else "-"
        if held is not None and not between and {held.label, fact.label} <= _TOGETHER:
            held = _Fact((held.span[0], fact.span[1]), held.label if held.label == fact.label else "일시")
            continue
        if held is not None:
            yield held
        held = fact
    if held is not None:
        yield held


_Found = Iterator[tuple[Span, str]]


def _pattern(pattern: re.Pattern[str], label: str) -> Callable[[str, Mapping[str, str]], _Found]:
    """Finds what matches; with an empty label it is protected from those that come after."""

    def find(text: str, _values: Mapping[str, str]) -> _Found:
        return ((match.span(), label) for match in pattern.finditer(text))

    return find


def _values(text: str, values: Mapping[str, str]) -> _Found:
    for value in sorted(values, key=len, reverse=True):
        if len(value) > 1:
            yield from ((match.span(), values[value]) for match in re.finditer(re.escape(value), text))


def _personal(text: str, _values: Mapping[str, str]) -> _Found:
    for found in personal.find(text):
        start, end = found.span
        start += text[start] == "(" and ")" not in text[start:end]
        yield (start, end), _PERSONAL.get(found.kind, "번호")


def _days(text: str, _values: Mapping[str, str]) -> _Found:
    return ((found.span, _DATE_WORDS[found.kind]) for found in dates.parse(text))


def _amounts(text: str, _values: Mapping[str, str]) -> _Found:
    return ((found.span, "금액") for found in amounts.parse(text))


def _names(text: str, _values: Mapping[str, str]) -> _Found:
    for match in _NAMED.finditer(text):
        group = next(name for name in "abcd" if match[name])
        yield match.span(group), "성명"


_FINDERS: tuple[Callable[[str, Mapping[str, str]], _Found], ...] = (
    _pattern(_OPEN, ""),
    _pattern(_LAW, ""),
    _values,
    _personal,
    _pattern(_PHONE, "연락처"),
    _pattern(_NUMBER, "문서번호"),
    _pattern(_ARTICLE, "조문"),
    _amounts,
    _days,
    _pattern(_YEAR, "연도"),
    _pattern(_TURN, "회차"),
    _pattern(_PEOPLE, "인원"),
    _names,
    _pattern(_WORDED, "수량"),
    _pattern(_DIGITS, "수량"),
)
