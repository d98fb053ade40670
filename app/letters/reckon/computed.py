"""Figures that follow from a rule: deadlines, shares of an amount, sums. Each is shown with how it was computed.

A period is counted only from a day that the notes name for what the article counts from (접수, 통지를 받은 날, 개시 …),
or, where the notes ask for the deadline, from the only day that can be meant. Nothing is counted from a guess.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.drafts import Basis, Computation, Note, NoteRole, Notes
from app.core.official import amounts, dates
from app.letters.reckon import reckoning, starting
from app.letters.reckon.reckoning import End, Unit
from app.letters.reckon.starting import Event

_UNIT = r"근무일|영업일|개월|일|주일?|년|달"
_PERIOD = re.compile(
    rf"(?P<before>[^.,;:·「」()]{{0,50}}?)(?<![\d.])(?P<n>\d{{1,4}})\s?(?P<unit>{_UNIT})\s?"
    r"(?P<off>\([^()]{0,40}(?:공휴일|토요일)[^()]{0,30}(?:제외|산입하지|빼)[^()]{0,12}\)\s?)?"
    r"(?P<way>이전까지|이전에|전까지|전에|이내|안에|내에)"
)
_FROM = re.compile(
    r"(?P<what>[가-힣\s]{1,30}?)\s?(?:날|일|때)(?:의\s?다음\s?날)?\s?(?:부터|로부터)\s?(?:기산하여\s?|계산하여\s?)?$"
)
_BACK_FROM = re.compile(r"(?P<what>[가-힣\s]{1,30}?)(?:\s?(?:날|일|일자|예정일|때))?(?:의|부터|로부터)?\s?$")
_TOPIC = re.compile(r"[가-힣](?:은|는|을|를|에|에게|께)\s*$")
"""What ends so is no event: `승인은 20일 전까지`."""
_TERM = re.compile(r"(?:기한|마감|시한|까지)(?:일|일자)?(?:은|는|이|인)?\s*[:：]?\s*$")
_CONNECTED = re.compile(
    r"[가-힣](?:는데|은데|인데|지만|으며|하며|되며|[했됐왔었았겼]고|하고|되고|이고|해서|하여|되어)\s"
)
_ASKS_WHEN = re.compile(r"언제까지|며칠|기한|시한|마감|역산|날짜\s?계산|계산|까지인지|몇\s?일")
_BEHIND = frozenset({starting.GOT, starting.KNOWN, starting.SENT, starting.ARISEN, starting.UNDONE, starting.DONE})
"""What has happened already: nothing is counted back from it."""
_UNITS = {
    "일": Unit.DAYS,
    "주": Unit.WEEKS,
    "주일": Unit.WEEKS,
    "개월": Unit.MONTHS,
    "달": Unit.MONTHS,
    "년": Unit.YEARS,
    "근무일": Unit.WORKING_DAYS,
    "영업일": Unit.WORKING_DAYS,
}
_TELLS = frozenset({NoteRole.FACT, NoteRole.LABELLED, NoteRole.REQUEST})
_ORDERS = frozenset({NoteRole.STYLE, NoteRole.LOOKUP})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day of the notes, and what happens or happened on it. `label` names it."""

    day: date
    event: Event
    label: str


@dataclass(frozen=True, slots=True)
class Period:
    """`30일 이내` of a rule with what it counts from; `said` as it stands there."""

    number: int
    unit: Unit
    back: bool
    start: Event
    said: str


def computed(notes: Notes, bases: Sequence[Basis], today: date) -> tuple[Computation, ...]:
    """What can be computed, in the order of the bases; then what the notes ask for by themselves.

    `today` is not counted from; a deadline in the past is given all the same.
    """
    held = _anchors(notes.notes)
    asked = any(note.role in _ORDERS and _ASKS_WHEN.search(note.text) for note in notes.notes)
    out: dict[tuple[str, str], Computation] = {}
    for basis in bases:
        if not basis.chosen:
            continue
        for period in _certain(basis.quote):
            anchor = _start(period, held, asked)
            if anchor is not None and (one := _deadline(period, anchor, basis)) is not None:
                out.setdefault((one.result, one.formula), one)
    for one in (*_asked_periods(notes.notes, held), *_shares(notes.notes, bases), *_totals(notes.notes)):
        out.setdefault((one.result, one.formula), one)
    return tuple(out.values())


_IF = re.compile(
    r"([가-힣]{2,}?)(?:을|를|이|가)?\s?(?:하면|되면|받으면|끝나면|마치면|나면|하고\s나서|끝나고|받고|부터)(?:\s|$)"
)
"""`청구하면 며칠 안에`: the question names itself what is counted from."""


def runs_from_a_day(notes: Notes, question: str, rule: str) -> bool:
    """Whether a rule names a period that counts from what the notes say of one day, by act and by thing, and from
    nothing else than the question does."""
    held = _anchors(notes.notes)
    whole = [one for one in _certain(rule) if one.start.act and one.start.things]
    named = [starting.event(found[1]).things for found in _IF.finditer(question)]
    return any(
        _start(one, held, asked=False) is not None
        and all(not things or starting.alike(one.start.things[-1], things[-1]) for things in named)
        for one in whole
    )


def _certain(rule: str) -> tuple[Period, ...]:
    """The periods of a rule; none where a 단서 counts from another event: which of them holds the notes do not say."""
    main, *others = re.split(r"\s(?:다만|단),\s", rule)
    found = periods(main)
    starts = {one.start for one in found}
    if any(one.start and one.start not in starts for other in others for one in periods(other)):
        return ()
    return found


# --- deadlines -------------------------------------------------------------------------------
def periods(text: str) -> tuple[Period, ...]:
    """The periods that a rule names, with what they count from."""
    return tuple(_period(found) for found in _PERIOD.finditer(text) if int(found["n"]))


def _period(found: re.Match[str]) -> Period:
    before = found["before"]
    back = found["way"] in ("이전까지", "이전에", "전까지", "전에")
    start = (_FROM if not back else _BACK_FROM).search(before)
    what = start["what"] if start else ""
    named = starting.event("" if back and _TOPIC.search(before) else what)
    between = before[start.end("what") :] if start else ""
    said = re.sub(r"\s+", " ", f"{_last_clause(what)}{between}{found[0][len(before) :]}").strip()
    unit = _UNITS[found["unit"]]
    if found["off"] and unit is Unit.DAYS:
        unit = Unit.WORKING_DAYS
    return Period(int(found["n"]), unit, back, named, said)


def _last_clause(text: str) -> str:
    """`그 사실을 통지받은 제3자는 통지를 받은 날부터` without its topic."""
    parts = re.split(
        r"(?<=[가-힣])(?:은|는|(?:이|가)(?!\s(?:있|발생|시작|개시|종료|완료|끝|열리|도달|송달))|에는|에게|하고|하여|하되"
        r"|하며|경우|려면|면)\s|\s(?:거쳐|받아|따라)\s|^의\s",
        text,
    )
    return parts[-1].strip()


def _anchors(notes: Sequence[Note]) -> tuple[Anchor, ...]:
    """Every day that the notes name fully, but for ends of periods and deadlines."""
    out: list[Anchor] = []
    for note in notes:
        if note.role not in _TELLS:
            continue
        found = dates.parse(note.text)
        for one in found:
            if one.day is None or one.day.date is None:
                continue
            until = note.text[one.span[1] : one.span[1] + 3].strip().startswith("까지")
            before = f"{note.label} {note.text[: one.span[0]]}"
            if until or _TERM.search(before) or re.search(r"기한|마감|시한", note.label):
                continue
            words = _beside(note.text, one.span, len(found) > 1)
            whole = starting.event(f"{note.label} {words}")
            out.append(Anchor(one.day.date, whole, dates.written(one.day.date)))
    return tuple(out)


def _beside(text: str, span: tuple[int, int], several: bool) -> str:
    """The words of one day: its clause; where there are several days, no further than the commas about it."""
    start = max((found.end() for found in _CONNECTED.finditer(text, 0, span[0])), default=0)
    found = _CONNECTED.search(text, span[1])
    end = found.end() if found else len(text)
    if several:
        start = max(start, text.rfind(",", 0, span[0]) + 1, text.rfind("(", 0, span[0]) + 1)
        comma = text.find(",", span[1])
        end = min(end, comma) if comma >= 0 else end
    return f"{text[start : span[0]]} {text[span[1] : end]}"


def _start(period: Period, held: Sequence[Anchor], asked: bool) -> Anchor | None:
    """The one day of the notes that the period counts from; None: there is none, or more than one."""
    if period.start:
        fitting = [one for one in held if starting.same(period.start, one.event, back=period.back)]
    elif asked and period.back:
        fitting = [one for one in held if not one.event.acts & _BEHIND]
    else:
        return None
    days = {anchor.day for anchor in fitting}
    return fitting[0] if len(days) == 1 else None


def _deadline(period: Period, anchor: Anchor, basis: Basis | None) -> Computation | None:
    label = period.said or "기한"
    place = basis.place if basis is not None else ""
    name = f"{period.number}{period.unit.value}"
    if basis is not None and (special := _special(period, basis.title, basis.article)) is not None:
        if not special:
            return None  # counted in hours
        end = reckoning.working_from(anchor.day, period.number)
        formula = f"{anchor.label}을 첫날로 하여 {name}, 토요일과 공휴일은 세지 않음"
        return Computation(label, dates.written(end.last), formula, (anchor.label, period.said), place)
    end = (reckoning.backward if period.back else reckoning.forward)(anchor.day, period.number, period.unit)
    formula = f"{anchor.label}의 {name} 전" if period.back else f"{anchor.label}의 다음 날부터 {name}"
    return Computation(label, dates.written(end.last), formula + _off(end), (anchor.label, period.said), place)


def _off(end: End) -> str:
    if end.moved:
        return f", 마지막 날 {dates.written(end.planned)}이 {end.off}이므로 그다음 근무일"
    return f", {end.off}이므로 접수되는지 확인 필요" if end.off else ""


def _special(period: Period, title: str, article: str) -> bool | None:
    """Laws that count working days and the first day too: True; in hours: False; None: the civil code's way."""
    if period.back or period.unit is not Unit.DAYS or period.start.act != starting.GOT:
        return None
    if title.startswith("민원 처리에 관한 법률") and "접수" in period.said:
        return period.number >= 6
    if title == "공공기관의 정보공개에 관한 법률":
        number = re.match(r"제(\d+)조(?:제(\d+)항)?$", article)
        if (
            number
            and number[1] == "11"
            and period.number == 10
            and any(thing.endswith("청구") for thing in period.start.things)
        ):
            return True
    return None


def _asked_periods(notes: Sequence[Note], held: Sequence[Anchor]) -> Iterator[Computation]:
    """`90일 전 날짜 계산`: the notes name the period themselves."""
    for note in notes:
        if note.role not in _ORDERS or not re.search(r"계산|역산", note.text):
            continue
        for found in re.finditer(rf"(?<![\d.])(\d{{1,4}})\s?({_UNIT})\s?(전|이내|안|후|뒤)", note.text):
            back = found[3] == "전"
            fitting = [anchor for anchor in held if not (back and anchor.event.acts & _BEHIND)]
            if len({anchor.day for anchor in fitting}) == 1 and int(found[1]):
                period = Period(int(found[1]), _UNITS[found[2]], back, starting.event(""), found[0])
                if (one := _deadline(period, fitting[0], None)) is not None:
                    yield one


# --- shares and totals -----------------------------------------------------------------------
_SHARE = re.compile(r"(?P<whole>100|1[,]?000)분의\s?(?P<part>\d[\d,.]*)|(?P<percent>\d+(?:\.\d+)?)\s?(?:%|퍼센트|프로)")
_ASKS_SHARE = re.compile(r"계산|얼마|산출|금액")
_COUNTED = re.compile(
    r"(?<![\d.,])(\d[\d,]*)\s?(명|건|개|대|부|권|회|장|매|통|점|세트|박스|상자|톤|kg|시간|곳|팀)(?!\s?(?:중|당))"
)
_ASKS_SUM = re.compile(
    r"(?:합계|총계|총\s?인원|총\s?수량|총액|모두\s?몇|전부\s?몇|합쳐|더해|합산)\S*\s?(?:\S+\s)?(?:계산|넣|구|적"
    r"|표시|내)|합계\s?계산|합산할\s?것"
)
_EACH = re.compile(r"단가|(?:개|대|명|부|권|장|세트|인)당|1인당|1대당|1개당")
_PARTLY = re.compile(r"그\s?중|이\s?중|총\s?\d|합계|가운데")
_ASKS_DIFFERENCE = re.compile(
    r"(?:차이|증감|잔액|남은\s?\S+|부족분|증가분|감소분)\S*\s?(?:\S+\s)?(?:계산|넣|구|적|표시)"
)


def _shares(notes: Sequence[Note], bases: Sequence[Basis]) -> Iterator[Computation]:
    """`100분의 120` of the only amount, where the notes ask for it."""
    orders = [note for note in notes if note.role in _ORDERS and _ASKS_SHARE.search(note.text)]
    if not orders:
        return
    held = {one.won for note in notes if note.role in _TELLS for one in amounts.parse(note.text)}
    if len(held) != 1:
        return
    won = held.pop()
    for text, place in [(note.text, "") for note in orders] + [(one.quote, one.place) for one in bases if one.chosen]:
        if not place and not _SHARE.search(text):
            continue
        shares = list(_SHARE.finditer(text))
        if len(shares) != 1 or (place and not any(re.search(r"얼마|계산|산출", note.text) for note in orders)):
            continue
        if (one := _share(won, shares[0], place)) is not None:
            yield one


def _share(won: int, found: re.Match[str], place: str) -> Computation | None:
    part = (found["part"] or found["percent"]).replace(",", "").rstrip(".")
    whole = int((found["whole"] or "100").replace(",", ""))
    number, _, fraction = part.partition(".")
    product, by = won * int(number + fraction), whole * 10 ** len(fraction)
    if product % by or product // by > amounts.LARGEST:
        return None
    share = f"{whole}분의 {part}"
    result = amounts.written(product // by)
    return Computation(f"금액의 {share}", result, f"{won:,}원 × {part} ÷ {whole}", (f"{won:,}원", found[0]), place)


def _totals(notes: Sequence[Note]) -> Iterator[Computation]:
    """The sum or the difference of counts, or a price times a count, where the notes ask for it."""
    for at, note in enumerate(notes):
        if note.role not in _ORDERS:
            continue
        if _ASKS_SUM.search(note.text) and (product := _product(notes)) is not None:
            yield product
            continue
        told = _row_above(notes, at)
        counts = _counts(told)
        if len(counts) < 2 or len({unit for _, unit in counts}) != 1 or _PARTLY.search(told):
            continue
        unit, values = counts[0][1], [value for value, _ in counts]
        if _ASKS_SUM.search(note.text):
            formula = " + ".join(f"{value:,}" for value in values)
            yield Computation("합계", f"{sum(values):,}{unit}", formula, (told,))
        elif _ASKS_DIFFERENCE.search(note.text) and len(values) == 2:
            large, small = max(values), min(values)
            yield Computation("차이", f"{large - small:,}{unit}", f"{large:,} - {small:,}", (told,))


def _row_above(notes: Sequence[Note], at: int) -> str:
    """What the line of the order, or else the last one before it that counts anything, tells."""
    for line in sorted({one.line for one in notes if one.line <= notes[at].line}, reverse=True):
        told = ", ".join(one.text for one in notes if one.line == line and one.role in _TELLS)
        if _counts(told):
            return told
    return ""


def _product(notes: Sequence[Note]) -> Computation | None:
    """The only price of one thing times the only count of things: `단가 28,000원`, `64대`."""
    prices = {
        one.won for note in notes if note.role in _TELLS and _EACH.search(note.text) for one in amounts.parse(note.text)
    }
    others = {one.won for note in notes if note.role in _TELLS for one in amounts.parse(note.text)}
    counts = [one for note in notes if note.role in _TELLS for one in _counts(note.text)]
    if len(prices) != 1 or others != prices or len(set(counts)) != 1:
        return None
    won, (number, unit) = prices.pop(), counts[0]
    if won * number > amounts.LARGEST:
        return None
    formula = f"{won:,}원 × {number:,}{unit}"
    return Computation("총액", amounts.written(won * number), formula, (f"{won:,}원", f"{number:,}{unit}"))


def _counts(text: str) -> list[tuple[int, str]]:
    return [(int(found[1].replace(",", "")), found[2]) for found in _COUNTED.finditer(text)]
