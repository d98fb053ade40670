"""What a line of notes wants to know of the regulations, as questions for search. Pure.

Notes are terse: `허가 신청이랑 변경 신고 기한 확인` is two questions, and neither says what it is about. So each is
asked alone and beside what the notes are about; whichever finds something certain counts most (clause.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assist.words import content_words

MOST_PARTS = 3
_LONGEST = 160
"""Characters of a question; what is longer blurs it."""

_GUESSED = re.compile(
    r"제?\s?\d{1,3}\s?조(?:\s?의\s?\d{1,2})?(?:\s?제?\s?\d{1,2}\s?항)?\s?"
    r"(?:였던\s?듯|인\s?듯|이던가|였던가|였나|이었나|인가|일\s?듯|이라던데|라던데|로\s?알고\s?있음|던가)?[?\s]*(?:\(확인[^()]*\))?"
)
_ORDERS = re.compile(
    r"(?:,\s*|\s*[-–:]\s*|\s+)?(?:(?:관련|근거|해당)\s?)?(?:규정|법령|훈령|조문|근거|조항|(?<!\S)법)?(?:에서|에|을|를|은|상|대로|으로|로)?\s*"
    r"(?:근거로\s*)?(?:(?:직접\s*)?(?:찾아|찾기|찾을|찾아서|확인|검토|조사|명시|인용|기재|참고|넣|안내|적|밝|알려)"
    r"(?:서|해서|하여|해|하고|볼|봐|보고|줄|할|기|은|는|을|고|어|으|라|것|도록|바람|요망|필요|함|하기|하라|주기|달라|주세요|하세요|해주세요)*\s*"
    r"(?:것|기|같이|함께|요망|바람|필요|넣(?:기|을\s?것|어|을|고)?|안내|반영|근거로|명시|비교|보기|적을\s?것|적기|줄\s?것)*\s*)+$"
)
_FROM_HERE = re.compile(
    r"(?:을|를|은|는|이|가)?[\s,]*(?:관련\s?|근거\s?)?(?:규정|법령|훈령|조문|근거|법률)(?:에서|을|를|에|상)?\s*(?:찾|확인|검토|조사|살펴|알아).*$"
)
"""From the order to look into the regulations to the end of the line."""
_TAIL = re.compile(
    r"[\s,]*(?:규정대로|법대로|규정\s?확인|근거\s?(?:규정|같이|조문)?|같이\s?안내|관련\s?규정|규정|근거)\s*$"
)
_WANTS_A_DAY = re.compile(
    r"(?:[\s,]+(?:찾|확인|알아보|살펴보)(?:아서?|고|하고|해서?|하여)\s+|(?<=지)도?\s+)"
    r"(?:(?:마감|기한|날짜|일자|만료|종료|시한|날)\S*\s*)+(?:(?:계산|역산|산출|적|넣|찾|확인|표시|명시|안내|쓰)\S*\s*)*$"
)
"""`찾고 마감일도`: the day is computed, not looked up."""
_IN_RULES = re.compile(r"(?<=지)도?\s+(?:관련\s)?(?:법|법령|규칙|규정|훈령|조문|지침|예규|시행령)(?:에서|을|를|에)?$")
_BRACKETS = re.compile(r"\([^()]*\)|\"[^\"]*\"|“[^”]*”|'[^']*'|‘[^’]*’")
_FIGURES = re.compile(
    r"\d{4}\s?[.년/-]\s?\d{1,2}\s?(?:[.월/-]\s?(?:\d{1,2}\s?[.일]?)?)?(?:중|경|까지|부터)?|\d{1,2}\s?월\s?\d{1,2}\s?일|\d{1,2}:\d{2}"
    r"|금?\s?\d[\d,]*\s?(?:천만|백만|만|천|억)?\s?원(?:\([^()]*\))?|\d[\d,]*\s?(?:건|명|권|대|부|개|점|매|권|종)(?:분)?"
)
_LABEL = re.compile(
    r"^\s*(?:물어본\s?것|질문|문의(?:\s?내용|\s?사항)?|궁금한\s?(?:것|점)|민원\s?(?:요지|내용)|건의|대책|상황|내용)\s*[:：]\s*"
)
_SPLIT = re.compile(r"(?<=지)[,?]\s*|[?]\s+|;\s*|(?<=지)\s+(?:그리고|또)\s+")
_SHARED = re.compile(
    r"^(?P<first>[^,]{2,30}?)(?:이?랑|하고|와|과|\s및|ㆍ|·)\s*(?P<second>[^,]{2,30}?)\s+"
    r"(?P<head>(?:처리\s?)?(?:시한|기한|기간|절차|방법|요건|서류|대상|주기|금액|한도|비율|사유|기준|시기))(?P<rest>.{0,20})$"
)
_POINTS_BACK = re.compile(
    r"^(?:이런|이|그런|그|저런|해당|위)\s?(?:건|것|경우|사람|민원|일|때)?(?:은|는|이|도|을|를|에)?\s+"
)
_SPOKEN = tuple(
    (re.compile(rf"(?<![가-힣0-9]){spoken}"), formal)
    for spoken, formal in (
        (r"불이?\s?(?:났|나|난|날)(?:을|는|면|ㄹ)?(?=\s|$)", "화재 발생한"),
        (r"돈(?=을|이|은|\s|$)", "금액"),
        (r"월급(?=을|이|은|\s|$)", "보수"),
        (r"(?:애|아이|아기)(?=를|가|는|\s|$)", "자녀"),
        (r"쉬는\s?날", "휴일"),
        (r"(?:그만두|관두)(?:는|면|려)", "퇴직하는"),
        (r"(?:도둑|훔쳐)(?=\s|이|을|$)", "도난"),
        (r"(?:물려|갚아)\s?(?:줘야|주어야|내야)", "배상하여야"),
        (r"버리(?:려|는|기|면)", "폐기하는"),
        (r"빌려\s?(?:준|간|줄|줬)", "대여한"),
        (r"차(?=를|가|는|\s)", "차량"),
        (r"밥값", "급식비"),
    )
)
"""What notes say and statutes call otherwise: search looks for both, since the plain question is asked as it stands."""
_CLERK = re.compile(r"\s*(?:들어옴|함|임|됨|예정|추진|요청|필요)\s*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to look up: `question` by itself (its words tell what kind of answer is wanted), and `texts`, the ways
    it is put to search, the plain one first."""

    question: str
    texts: tuple[str, ...]


def asked(query: str, about: Sequence[str]) -> tuple[Asked, ...]:
    """The questions in `query`; `about` are the other lines of the notes that say what it is about, the first the
    topic, the last the nearest before it. Empty when neither says anything."""
    topics = [text for line in about if (text := topic(line))]
    plain = plainly(query)
    if not content_words(plain):
        whole = _shortened(" ".join(topics[:2]))
        return (Asked(whole, _distinct([whole, *topics[:2]])),) if whole else ()
    return tuple(Asked(part, _beside(part, topics)) for part in _parts(plain)[:MOST_PARTS])


def plainly(query: str) -> str:
    """A line of notes as a question: without the order to look it up, a guessed article and what stands in brackets."""
    text = _BRACKETS.sub(" ", _LABEL.sub("", query))
    text = _IN_RULES.sub("", _WANTS_A_DAY.sub("", _GUESSED.sub(" ", text).strip()))
    if content_words(before := _FROM_HERE.sub("", text)):
        text = before
    for _again in range(2):
        text = _TAIL.sub("", _ORDERS.sub("", text))
    return _shortened(text)


def topic(line: str) -> str:
    """What a line is about: without figures, days, brackets and quotations."""
    text = _FIGURES.sub(" ", _BRACKETS.sub(" ", _LABEL.sub("", line)))
    for spoken, formal in _SPOKEN:
        text = spoken.sub(formal, text)
    return _CLERK.sub("", _shortened(text))


def _parts(plain: str) -> list[str]:
    pieces = [piece.strip(" ,") for piece in _SPLIT.split(plain) if content_words(piece)]
    parts: list[str] = []
    for piece in pieces or [plain]:
        shared = _SHARED.match(piece)
        if shared:
            end = f"{shared['head']}{shared['rest']}".strip()
            parts += [f"{shared['first'].strip()} {end}", f"{shared['second'].strip()} {end}"]
        else:
            parts.append(piece)
    return parts


def _beside(part: str, topics: Sequence[str]) -> tuple[str, ...]:
    texts = [part]
    bare = _POINTS_BACK.sub("", part)
    if topics:
        texts += [f"{topics[0]} {bare}", f"{topics[-1]} {bare}"]
    if len(topics) > 1:
        texts.append(f"{topics[0]} {topics[-1]} {bare}")
    return _distinct(texts)


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shortened for text in texts if (shortened := _shortened(text))))


def _shortened(text: str) -> str:
    return " ".join(text.split())[:_LONGEST].strip(" ,:-·")
