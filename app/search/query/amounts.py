"""Spans of time and sums of money in words and in figures: 이틀 is 2일, 보름 15일, 만원 10,000원.

A person writes one way and a statute another, so each way is a synonym of the other.
"""

import re
from collections.abc import Iterator

from app.search.query.figures import LETTERS, number

_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "일주일": 7, "여드레": 8, "아흐레": 9,
    "열흘": 10, "보름": 15, "스무날": 20,
}  # fmt: skip
_MONTHS = {"반년": 6, "한 해": 12, "한해": 12}
_NATIVE = {
    "한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "열": 10, "열두": 12, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60,
}  # fmt: skip
_PEOPLE = {
    "시간": "시간", "달": "개월", "살": "세", "해": "년", "주": "주", "번": "회", "차례": "회", "사람": "명",
    "명": "명", "배": "배",
}  # fmt: skip
"""What native numbers count, and what figures say for it."""
_UNITS = "일|개월|월|년|주일|주|시간|분|회|명|인|세|배|건|퍼센트|프로|킬로|미터"
_END = r"(?![가-힣]*[조항호목])"
_NAMED = re.compile(rf"(?<![가-힣])({'|'.join(sorted([*_DAYS, *_MONTHS], key=len, reverse=True))})")
_COUNTED = re.compile(
    rf"(?<![가-힣])({'|'.join(sorted(_NATIVE, key=len, reverse=True))})\s?"
    rf"({'|'.join(sorted(_PEOPLE, key=len, reverse=True))})(?![가-힣]{{3}})"
)
_WITHIN = re.compile(r"\s?(?:이내|안|전|후|간|동안|까지|내|이상|이하|초과|미만)")
"""What follows a span of time, so that 칠일 is no name and 삼일 no holiday."""
_SPELT = re.compile(rf"(?<![가-힣\d])([{LETTERS}]{{1,9}})\s?({_UNITS}){_END}")
_WRITTEN = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,4})\s?(일|개월|년|주일|주|회|세|명|퍼센트|프로|%)(?![\d조항호목])"
)
_MONEY = re.compile(
    rf"(?<![\d.,가-힣])((?=[\d{LETTERS}억])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)?[\s{LETTERS}억\d]{{0,12}}?)\s?원(?![가-힣]*[칙인본장서])"
)
_CLEAR = ("개월", "년", "주일", "퍼센트")
_SINO = "영일이삼사오육칠팔구"


def amounts(text: str) -> dict[str, tuple[str, ...]]:
    """What is said in the text, and the other ways to say it."""
    found: dict[str, list[str]] = {}
    for said, others in _found(text):
        different = [other for other in others if other != said]
        if different:
            found.setdefault(said, []).extend(different)
    return {said: tuple(dict.fromkeys(others)) for said, others in found.items()}


def _found(text: str) -> Iterator[tuple[str, list[str]]]:
    for match in _NAMED.finditer(text):
        if days := _DAYS.get(match[1]):
            yield match[0], _time(days, "일")
        else:
            yield match[0], _time(_MONTHS[match[1]], "개월")
    for match in _COUNTED.finditer(text):
        if match[0] == "한번":
            continue  # "once" in the sense of "just"
        yield match[0], _time(_NATIVE[match[1]], _PEOPLE[match[2]])
    for match in _SPELT.finditer(text):
        value = number(match[1])
        if value and (len(match[1]) > 1 or match[2] in _CLEAR or _WITHIN.match(text, match.end())):
            yield match[0], _time(value, match[2])
    for match in _WRITTEN.finditer(text):
        yield match[0], _time(int(match[1].replace(",", "")), match[2])
    for match in _MONEY.finditer(text):
        value = number("".join(match[1].split()))
        if value and value >= 1000:
            yield match[0], _money(value)


def _time(value: int, unit: str) -> list[str]:
    """`2일`, `이틀`; `6개월`, `반년`; with the number in figures first, as statutes have it."""
    unit = {"프로": "퍼센트", "%": "퍼센트", "주일": "주"}.get(unit, unit)
    others = [f"{value}{unit}"]
    if unit == "일":
        others += [name for name, days in _DAYS.items() if days == value]
    if unit == "주" and value <= 4:
        others += [f"{value * 7}일"]
    if unit == "개월":
        others += [name for name, months in _MONTHS.items() if months == value and " " not in name]
        if value % 12 == 0:
            others.append(f"{value // 12}년")
        if value <= 12:
            others += [f"{name} 달" for name, count in _NATIVE.items() if count == value][:1]
    if unit == "년" and value == 1:
        others.append("12개월")
    if unit == "퍼센트":
        others += [f"{value}%", f"100분의 {value}"]
    return others


def _money(value: int) -> list[str]:
    """`1,000,000원`, `1000000원`, `100만원`, `백만원`."""
    others = [f"{value:,}원", f"{value}원"]
    for power, name in ((10**8, "억"), (10**4, "만"), (10**3, "천")):
        if value % power == 0 and value < power * (10**4 if power > 10**3 else 10):
            others.append(f"{value // power}{name}원")
            break
    return [*others, f"{spelt(value)}원"]


def spelt(value: int) -> str:
    """A number below 10¹² in words: 1,000,000 is 백만."""
    words = ""
    for power, name in ((10**8, "억"), (10**4, "만"), (1, "")):
        share = value // power % 10**4
        if share:
            words += ("" if share == 1 and name == "만" else _below(share)) + name
    return words


def _below(value: int) -> str:
    """A number below 10,000 in words."""
    words = ""
    for power, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = value // power % 10
        if digit:
            words += ("" if digit == 1 and name else _SINO[digit]) + name
    return words
