"""Figures that a question asks for: `몇 미터`, `며칠`, `얼마`; and whether a text gives one in such a unit.

Pure functions over strings. A unit that is not in the table asks for nothing: what cannot be told is not held against
a text.
"""

import re
from functools import lru_cache

COUNTED = r"(?<![가-힣])(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스물|반)\s?"
FIGURE = rf"(?:\d[\d,.]*\s*(?:여\s*)?(?:십|백|천|만|억)*\s*|{COUNTED})"
"""A number in digits, or counted in Korean (한 번, 세 명), as a pattern; a unit comes behind it."""

_PART = "분의|퍼센트|%|할"
_TIME = "시간|일|주|개월|월|년"
_EACH = r"매\s?(?:년|해|월|달|주|일|회|분기|반기|(?:학|회계)?\s?연도)|해마다|달마다|분기|반기"
_VOTES = "과반수|전원"

ANY = "수치"
"""The unit of a size without one (두께가 얼마): any figure answers."""

_UNITS = {
    "원": f"원|금액|배|{_PART}",
    "퍼센트": _PART,
    "프로": _PART,
    "%": _PART,
    "할": _PART,
    "배": f"배|{_PART}",
    "달러": "달러|불",
    "년": "년|연도|개월|월|세",
    "해": "년",
    "개월": "개월|월|년",
    "게월": "개월|월|년",
    "달": "개월|월|년",
    "월": "월",
    "주": "주|일|개월",
    "주일": "주|일",
    "일": _TIME,
    "시간": "시간|분|시|일",
    "시": r"시|:\d\d",
    "분": r"분|시간|시|:\d\d|명|인",
    "초": "초|분",
    "살": "세|살",
    "세": "세|살",
    "명": "명|인|사람",
    "사람": "명|인|사람",
    "인": "명|인",
    "번": "회|번|차례",
    "회": "회|번|차례",
    "차례": "회|번|차례",
    "미터": "미터|킬로|㎞|km|m",
    "킬로미터": "미터|킬로|㎞|km|m",
    "킬로": "킬로|㎞|㎏|km|kg",
    "킬로그램": "킬로|그램|㎏|kg|톤",
    "그램": "그램|㎏|kg|g",
    "톤": "톤|킬로|㎏|kg|t",
    "센티": "센티|미터|㎝|cm",
    "센티미터": "센티|미터|㎝|cm",
    "밀리": "밀리|미터|㎜|mm",
    "밀리미터": "밀리|미터|㎜|mm",
    "제곱미터": "제곱미터|㎡|평|헥타르",
    "평": "제곱미터|㎡|평",
    "리터": "리터|ℓ|L",
    "데시벨": "데시벨|웨클|㏈|dB",
    "인치": "인치",
    "기가": "기가|GB",
    "도": "도|℃",
    "점": "점",
    "급": "급",
    "등급": "등급|급",
    "자리": "자리|글자|자",
    "글자": "글자|자",
    "자": "자",
    ANY: "",
    "곳": "곳|개소|군데",
    "군데": "곳|개소|군데|인",
    "개": "개|건|가지|종",
    "건": "건|개",
    "대": "대",
    "장": "장|매|쪽",
    "부": "부|통",
    "통": "통|부",
}
"""What is asked for, and the units in which a text may give it. 가지, 종 and 단계 are left out: a list answers 몇 가지
without a figure."""

_WORDS = {
    **dict.fromkeys(("명", "사람", "인"), f"{FIGURE}분의|{_VOTES}"),
    **dict.fromkeys(("년", "해", "개월", "달", "월", "주", "주일", "일", "번", "회", "차례"), _EACH),
    "점": f"{FIGURE}(?:{_PART})",
    "원": r"(?:해당하는|계산한|산정한|산출한|나눈|곱한|더한|뺀|합한|합산한)\s?금액",
    ANY: r"\d",
}
"""What answers without a figure of the unit: 과반수 how many of a board, 매년 how often, a share how many marks, 금액
behind how it is reckoned."""

_SUM = re.compile(rf"{FIGURE}(?:원|금액|달러|불)")
_MONEY_NAMED = re.compile(
    r"[가총차대실잔금]액|보수|봉급|[월급]급|급여|수당|임금|연금|연봉|가격|대[가금]|비용|경비|원가|예산|여비|운임|이자|보상|배상|돈(?:[은이을도]|\s)"
    r"|(?:요|벌|세|과징|부담|부과|보조|지원|장려|보증|출연|계약|상여|기여|적립|차입|가산|위약)금|과태료"
    r"|(?:수수|사용|임대|보험|관리|이용|대부|연체)료"
)
"""Money by name. A share answers 월급은 얼마 only where it is one of money (보수의 100분의 50), 축척은 얼마 always."""

_LONGEST_FIRST = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_SOME = r"(?:(?<!번)째|에\s?(?:걸쳐|나눠|나누))"
_HOW_MANY = re.compile(rf"[몇몃멧]\s*({_LONGEST_FIRST})(?!{_SOME})")
_DAYS = re.compile(r"며칠|며칟|몇칠")
_HOW_MUCH = re.compile(r"얼마(?!나|\s*(?:전|동안|간|만\b))|얼만")
_NUMBER = re.compile(rf"[몇몃멧](?!\s*(?:호|조|항(?!목)|(?:{_LONGEST_FIRST}){_SOME}))|며칠|얼마(?!나|\s*(?:전|동안))")
_TIMED = re.compile(r"\s*(?:만에|안에|안으로|이내|뒤|후에|지나|마다|에\s?한\s?번)")
_LASTS = re.compile(r"(?:기간|기한|주기)[은는이가]?\s*(?:최대|최소|최장|보통)?\s*$")
_SIZED = re.compile(
    r"(?:두께|굵기|크기|폭|너비|높이|깊이|길이|거리|간격|넓이|면적|둘레|지름|무게|중량|용량|부피|압력|온도|습도|속도|농도|소음|나이|연령|인구"
    r"|각도|밝기)[은는이가]?\s*(?:최대|최소)?\s*$"
)
_WHETHER = re.compile(r"[^?.!]*?([가-힣])지(?:[는를도]\s*|\s+|,\s*)(?=\S)")
_ENDS_INDIRECT = (4, 8)  # ㄴ and ㄹ below the syllable before 지: 인지, 할지
_GIVEN_THAT = re.compile(r"[^?.!,]*?[는은인]데\s+\S")
_TELL = re.compile(r"알려|알고|알\s?수|궁금|묻|물어|여쭤|여쭙|문의|말해|말씀|가르|설명|확인|보여|찾아|지[?.!\s]*$")


def asked(question: str) -> tuple[str, ...]:
    """The units that a question asks for, in order: `("일", "원")`; empty when it asks for no figure.

    몇 년째, 몇 명인지 누가 정하나 and 몇 명이 모이려는데 무엇을 내나 ask for none.
    """
    found = [(match.start(), match[1]) for match in _HOW_MANY.finditer(question)]
    found += [(match.start(), "일") for match in _DAYS.finditer(question)]
    found += [(match.start(), _of_what(question, match)) for match in _HOW_MUCH.finditer(question)]
    return tuple(dict.fromkeys(unit for place, unit in sorted(found) if not _beside(question, place)))


def asks_number(question: str) -> bool:
    """Whether a question asks for a number of anything, in a unit that is known or not (몇 가지)."""
    return any(not _beside(question, match.start()) for match in _NUMBER.finditer(question))


def _of_what(question: str, much: re.Match[str]) -> str:
    """The unit of 얼마: time before 안에 and 마다, any figure behind 두께, else money."""
    if _TIMED.match(question, much.end()) or _LASTS.search(question, 0, much.start()):
        return "일"
    return ANY if _SIZED.search(question, 0, much.start()) else "원"


def _beside(question: str, place: int) -> bool:
    """Whether a number is not what is asked: 몇 명인지 누가 정하나요, 몇 명이 모이려는데 무엇을 내나요."""
    if _GIVEN_THAT.match(question, place):
        return True
    found = _WHETHER.match(question, place)
    if found is None or (ord(found[1]) - 0xAC00) % 28 not in _ENDS_INDIRECT:
        return False
    return _TELL.search(question, found.end()) is None


def given(unit: str, text: str) -> bool:
    """Whether a text gives a figure that answers a question for this unit (one of `asked`)."""
    return _given(unit).search(text) is not None


def gives_all(question: str, text: str) -> bool:
    """True when a text gives a figure for every unit that a question asks for, or the question asks for none."""
    for unit in asked(question):
        if not given(unit, text):
            return False
        if unit == "원" and _MONEY_NAMED.search(question) and not (_SUM.search(text) or _MONEY_NAMED.search(text)):
            return False
    return True


@lru_cache(maxsize=len(_UNITS))
def _given(unit: str) -> re.Pattern[str]:
    words = f"|{_WORDS[unit]}" if unit in _WORDS else ""
    return re.compile(f"{FIGURE}(?:{_UNITS[unit]}){words}" if _UNITS[unit] else _WORDS[unit])
