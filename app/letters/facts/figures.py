"""Amounts of money, shares, counts with their units, and numbers that have none.

Values: ("won", n), ("share", numerator over denominator), ("count", n, unit), ("number", n).
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from app.core.findings import FactKind
from app.letters.facts.numerals import CHINESE, NATIVE, chinese, native, scaled
from app.letters.facts.sources import Fact

_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"[십백천만억조]"
_BEFORE = r"(?<![\d.,])"

_WON = re.compile(
    rf"{_BEFORE}(?:(?:{_NUM})\s?{_SCALE}{{0,3}}여?\s?)*(?:{_NUM})\s?{_SCALE}{{0,3}}여?\s?원(?![칙본인고형화장])"
)
_TERM = re.compile(rf"({_NUM})\s?({_SCALE}{{0,3}})")
_WON_HANGUL = re.compile(rf"(?:(?<=금)|(?<![가-힣]))(?:금\s?)?({CHINESE})\s?원(?:정(?![가-힣]))?(?![칙본인고형화장])")
_OF = re.compile(rf"{_BEFORE}(\d[\d,]*|[천만백십])\s?분의\s?({_NUM})")
_PERCENT = re.compile(rf"{_BEFORE}({_NUM})\s?(?:%|％|퍼센트|프로(?![가-힣]))")

UNITS: dict[str, str] = {
    **dict.fromkeys(("명", "인", "사람"), "명"),
    **dict.fromkeys(("회", "번", "차례"), "회"),
    **dict.fromkeys(("일간", "일"), "일"),
    **dict.fromkeys(("주일", "주간", "주"), "주"),
    **dict.fromkeys(("개월", "달"), "개월"),
    **dict.fromkeys(("년간", "년"), "년"),
    **dict.fromkeys(("개소", "군데", "곳"), "곳"),
    **dict.fromkeys(("개교", "교"), "교"),
    **dict.fromkeys(("도", "℃", "°C"), "도"),
    **dict.fromkeys(("가지", "종류", "종"), "종"),
    **dict.fromkeys(("부", "통"), "부"),
    **dict.fromkeys(("매", "장"), "매"),
    **dict.fromkeys(("쪽", "페이지", "면"), "쪽"),
    **dict.fromkeys(("km", "㎞", "킬로미터"), "km"),
    **dict.fromkeys(("kg", "㎏", "킬로그램"), "kg"),
    **dict.fromkeys(("㎡", "제곱미터"), "㎡"),
    **dict.fromkeys(("m", "미터"), "m"),
    **dict.fromkeys(("세", "살"), "세"),
    **dict.fromkeys(("상자", "박스"), "상자"),
    **{unit: unit for unit in "분초건개대권점톤평배석실층호차급팀박식병포동위쌍벌량척정발본편기끼"},
    **{unit: unit for unit in ("시간", "분기", "호실", "등급", "단계", "과목", "세트", "필지", "가구", "세대")},
    **{unit: unit for unit in ("조각", "문항", "켤레", "학점", "주년", "달러", "품목")},
}
"""What is counted in, those of one meaning under one name."""
OBJECTS = frozenset((*"개건대권부매점곳종식병포정벌기", "상자", "세트", "품목"))
"""Things are counted in 개 where somebody does not care: 25개 carries 25대."""
_NATIVE_UNITS = frozenset((*"명번달주해개건곳대부통장매권점살배쪽팀벌병", "사람", "차례", "개월", "군데"))
_NATIVE_UNITS |= {"시간", "가지", "박스", "상자"}

_BY_LENGTH = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_COUNT = re.compile(
    rf"{_BEFORE}(?P<n>{_NUM})\s?(?P<s>{_SCALE}{{0,3}})\s?여?\s?(?:여\s)?(?P<u>{_BY_LENGTH})(?P<after>[가-힣]?)"
)
_NATIVE = re.compile(
    rf"(?<![가-힣])(?P<n>{NATIVE})\s?(?P<u>{'|'.join(sorted(_NATIVE_UNITS, key=len, reverse=True))})(?P<after>[가-힣]?)"
)
_CHINESE = re.compile(
    rf"(?<![가-힣])(?P<n>(?=[가-힣]?[십백천])[{''.join('일이삼사오육칠팔구')}십백천만]{{2,}})\s?(?P<u>명|건|개월|개|일|회|부|대|권|점)(?![가-힣])"
)
_NUMBER = re.compile(
    rf"{_BEFORE}(?:(?:{_NUM})\s?[십백천]?[만억조]\s?)*(?:{_NUM})(?:\s?[십백천만억]{{1,3}}(?![가-힣])|\s?[만억](?=[은는이가을를의에로]))?"
)
_JOSA = frozenset("을를이가은는의에와과로도만씩당째중까부간마내전후뿐이인여짜임등라나며으보정분")
"""What may follow a unit; another letter makes it another word (3면접, 5일반)."""


def amounts(text: str) -> Iterator[Fact]:
    for match in _WON.finditer(text):
        yield Fact(FactKind.AMOUNT, match.span(), ("won", _won(match[0])))
    for match in _WON_HANGUL.finditer(text):
        value = chinese(match[1])
        if value is not None and (len(match[1]) > 1 or match[0].startswith("금")):
            yield Fact(FactKind.AMOUNT, match.span(1), ("won", value))


def _won(text: str) -> int | float:
    """`1억 2,000만`: the terms of one amount are added."""
    return sum(scaled(number, scale) for number, scale in _TERM.findall(text))


def shares(text: str) -> Iterator[Fact]:
    for match in _OF.finditer(text):
        below = {"십": 10, "백": 100, "천": 1000, "만": 10000}.get(match[1]) or int(match[1].replace(",", ""))
        if below:
            yield Fact(FactKind.COUNT, match.span(), ("share", Fraction(match[2].replace(",", "")) / below))
    for match in _PERCENT.finditer(text):
        yield Fact(FactKind.COUNT, match.span(), ("share", Fraction(match[1].replace(",", "")) / 100))


def counts(text: str) -> Iterator[Fact]:
    """Numbers with a unit that is known."""
    for match in _COUNT.finditer(text):
        if _is_unit(match):
            value = scaled(match["n"], match["s"])
            yield Fact(FactKind.COUNT, (match.start(), match.end("u")), ("count", value, UNITS[match["u"]]))
    for match in _NATIVE.finditer(text):
        number = native(match["n"])
        if (
            number
            and _is_unit(match)
            and not (number == 1 and match["u"] not in ("명", "사람", "건", "대", "달", "시간"))
        ):
            yield Fact(
                FactKind.COUNT, (match.start(), match.end("u")), ("count", number, UNITS.get(match["u"], match["u"]))
            )
    for match in _CHINESE.finditer(text):
        number = chinese(match["n"])
        if number:
            yield Fact(FactKind.COUNT, match.span(), ("count", number, UNITS[match["u"]]))


def _is_unit(match: re.Match[str]) -> bool:
    """한 번, 두 달; not 세대, 네이버."""
    return not match["after"] or match["after"] in _JOSA or len(match["u"]) > 1


def numbers(text: str) -> Iterator[Fact]:
    for match in _NUMBER.finditer(text):
        yield Fact(FactKind.COUNT, match.span(), ("number", _spoken(_TERM.findall(match[0]))))


def _spoken(terms: list[tuple[str, str]]) -> int | float:
    """`1억 8천` is said for 1억 8천만."""
    value: int | float = 0
    for at, (number, scale) in enumerate(terms):
        short = at > 0 and "억" in terms[at - 1][1] and scale in ("천", "백")
        value += scaled(number, scale + "만" if short else scale)
    return value
