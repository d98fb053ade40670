"""What kind of answer a question wants: a figure of some unit, a penalty, a list, who, whether. Pure.

Rules on the question's own words, not on any subject; a question may want several things, or nothing that is known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.core.figures import FIGURE


class Want(StrEnum):
    PERIOD = "period"
    AMOUNT = "amount"
    RATIO = "ratio"
    COUNT = "count"
    RANK = "rank"
    PENALTY = "penalty"
    LIST = "list"
    WHO = "who"
    WHETHER = "whether"
    MEANING = "meaning"


_MISSPELT = r"(?:몇|몃|멧|몆)"

_ASKED: tuple[tuple[Want, re.Pattern[str]], ...] = tuple(
    (want, re.compile(pattern))
    for want, pattern in (
        (
            Want.PERIOD,
            rf"며칠|{_MISSPELT}\s*(?:일|년|개월|게월|달|주|시간|시(?!\w))|언\s?[제재]"
            r"|기한|기간|마감|얼마\s?(?:동안|전|나\s?(?:오래|걸))|최대\s?며|주기|시한",
        ),
        (Want.AMOUNT, rf"얼마(?!나|\s*(?:전|동안))|{_MISSPELT}\s*(?:원|달러|만\s?원)|금액|취득단가|지급액|한도액"),
        (Want.RATIO, rf"{_MISSPELT}\s*(?:퍼센트|프로|%|배|할)|비율|지급률|요율"),
        (Want.COUNT, rf"{_MISSPELT}\s*(?:명|회|번|차례|가지|개(?!월)|건|단계|곳|부|자리|점|살|세|미터|킬로)"),
        (Want.RANK, r"(?:어느|어떤|무슨|몇)\s?(?:계급|직급|급|등급)|몇\s?급"),
        (Want.PENALTY, r"처벌|형량|벌\s?(?:을|은|이|받|칙)|무슨\s?벌|징역|벌금|과태료|불이익"),
        (
            Want.LIST,
            r"어떤\s?(?:사람|경우|때|서류|것|사유|사항|절차|조건|요건|단계|종류|정보|행위|업무|일|물품|기준)|사유|요건|종류|조건"
            r"|무엇(?:무엇|이\s?있|들)|뭐(?:가|뭐)|뭘\s?해야|무엇을\s?해야|대상(?:은|이|자)|서류|절차|방법|범위|어디까지|구분|항목",
        ),
        (Want.WHO, r"누가|누구|어디(?:에|다|로|서)|어느\s?(?:기관|부서|부처)|(?:책임자|담당자|주체|권한)(?:는|가|은)"),
        (
            Want.WHETHER,
            r"(?:되|돼|있|가능한|맞|하|없|인|는|은|좋)(?:나요|나여|는지|은가요|가요|습니까|ㅂ니까|죠|지요)|됩니까|합니까|입니까|아닌가|되는지|불법",
        ),
        (Want.MEANING, r"뜻|정의|의미|(?:이란|란)\s|무엇(?:인가|을\s?말|이죠|이에요|인지)"),
    )
)

_GIVEN: dict[Want, re.Pattern[str]] = {
    Want.PERIOD: re.compile(
        rf"{FIGURE}(?:일(?!반|정|시|부\s)|주일|주(?!택|민)|개월|년|시간|분(?!의)|월|달)|말일|즉시|지체\s?없이|전날|당일|다음\s?날"
    ),
    Want.AMOUNT: re.compile(rf"{FIGURE}(?:원|달러|분의|퍼센트|%|배)"),
    Want.RATIO: re.compile(rf"{FIGURE}(?:퍼센트|%|배|분의|할|천분|만분)"),
    Want.COUNT: re.compile(
        rf"{FIGURE}(?:명|인(?!\s?가)|회|번|차례|가지|개(?!월)|건|단계|곳|부|자리|점|세|살|미터|킬로|㎞|m\b|글자|배|년)"
    ),
    Want.RANK: re.compile(
        r"(?:[1-9]급|대령|중령|소령|대위|중위|소위|준위|원사|상사|중사|하사|준장|소장|중장|대장|장성|영관|위관|고위공무원|이상\s?(?:공무원|장교))"
    ),
    Want.PENALTY: re.compile(r"징역|벌금|과태료|금고|구류|사형|몰수|처한다|부과한다|징계"),
    Want.WHO: re.compile(
        r"(?:장|장관|총장|사령관|위원회|위원장|지휘관|책임자|청장|처장|기관|소방관서|부대장)(?:은|는|이|가|에게|에|으로|을|과|의)"
    ),
    Want.WHETHER: re.compile(r"수\s?(?:있|없)|아니\s?(?:된|되|하)|못한다|금지|하여야|해야|않는다|아니다|여서는|해서는"),
    Want.MEANING: re.compile(r"말한다|이란|란\s"),
}
_LISTED = re.compile(r"다음\s?각\s?[호목]|다음과\s?같다|다음의|각\s?호의")

_MARKS = re.compile(r"(?m)^\s*(?:[①-⑳㉑-㊿]|\d{1,3}(?:의\d{1,2})?[.)]|[가-허][.)])\s*")
"""What numbers a clause: `1. 주거용` is no week."""

FIGURES = frozenset({Want.PERIOD, Want.AMOUNT, Want.RATIO, Want.COUNT})
"""Wants that only a figure answers."""

DECISIVE = FIGURES | {Want.PENALTY, Want.LIST}
"""Wants of which code can tell that they were met."""


@dataclass(frozen=True, slots=True)
class Wants:
    kinds: frozenset[Want]

    @property
    def figure(self) -> bool:
        return bool(self.kinds & FIGURES)


def wants(question: str) -> Wants:
    """What a question wants; nothing when no rule knows it."""
    return Wants(frozenset(want for want, pattern in _ASKED if pattern.search(question)))


def gives(want: Want, text: str, *, listed: bool = False) -> bool:
    """Whether a text has what is wanted. `listed`: it is, or leads, a list."""
    if want is Want.LIST:
        return listed or _LISTED.search(text) is not None
    return _GIVEN[want].search(_MARKS.sub("", text)) is not None


_PART = re.compile(r"(?<=[?.!])\s+|(?<=[고며데지과와])\s?,\s?")
_ASKS = r"(?:어떤|어느|무슨|며칠|몇|얼마|언제|누가|누구|어디|어떻게|왜|무엇|뭘|뭐)"
_AND = re.compile(rf"(?<=고)\s(?=(?:{_ASKS}|꼭|\S+(?:은|는|을|를|이|가)\s))")
_ASKED_BEFORE = re.compile(rf"{_ASKS}|야\s?하고$")
"""Without a comma 고 joins two questions only where one was asked before it: else it is 하려고, 달라고, 신고, or what
was done before."""
_LEAST_PART = 8
_MOST_PARTS = 3


def parts(question: str) -> tuple[str, ...]:
    """The things asked one after the other (`어떤 사유로, 누가 명할 수 있나요?`), at most three; none for one."""
    pieces = [piece.strip() for part in _PART.split(question) for piece in _joined(part)]
    found = [piece for piece in pieces if len(piece) >= _LEAST_PART]
    return tuple(found[:_MOST_PARTS]) if len(found) > 1 else ()


def _joined(part: str) -> Iterator[str]:
    """A sentence taken apart where 고 joins two questions."""
    start = 0
    for match in _AND.finditer(part):
        if _ASKED_BEFORE.search(part[start : match.start()]):
            yield part[start : match.start()]
            start = match.end()
    yield part[start:]
