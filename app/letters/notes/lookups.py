"""What a note asks to be found in the regulations, as a question for the search."""

import re

_ARTICLE = re.compile(
    r"(?:제\s?)?\d+\s?조(?:의\s?\d+)?(?:\s?(?:제\s?)?\d+\s?항)?(?:\s?(?:제\s?)?\d+\s?호)?"
    r"(?:\s?(?:였던|이었던|였나|이었나|던|인가|인지|인|같은|쯤|로\s?알고|맞나|라던|라고))?(?:\s?(?:듯|것\s?같"
    r"|거\s?같|걸로\s?기억"
    r"|줄\s?알)\S*)?(?:\s?(?:함|있음|데|음))?\??"
)
_NAMED_LAW = re.compile(
    r"([가-힣]{2,}(?:규정|법|조례|지침|훈령|규칙|예규|시행령))(?:을|를|에서|에|도|상)?\s?(?:좀\s?|다시\s?)?(?:찾"
    r"|확인|알아|살펴|검색|조회).*$"
)
_TAILS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[(（][^()]*(?:확인|찾|맞나)[^()]*[)）]",
        r"(?:[\s,]+(?:찾|확인|알아보)(?:아서?|고|하고|해서?|하여)\s+|(?<=지)도?\s+)(?:(?:마감|기한|날짜|일자|만료|종료|시한|날)\S*\s*)+"
        r"(?:(?:계산|역산|산출|적|넣|찾|확인|표시|명시|안내|쓰)\S*\s*)*$",
        r"(?:을|를|은|는|이|가|도)?\s?(?:관련\s?|근거\s?)?(?:규정|법규|법령|조문|조항|법|훈령|예규|지침"
        r"|근거)(?:을|를|에서|에|도|집에서|상)?\s?(?:좀\s?"
        r"|다시\s?|꼭\s?|먼저\s?)?(?:찾|확인|알아|살펴|검색|조회|뒤져).*$",
        r"(?:을|를)?\s?(?:확인|찾아|찾|알아보|알아봐|조사|검토)(?:해서|하여|하고|서|고|해|할|하기)?\s?(?:안내"
        r"|넣기|넣을\s?것|넣어\S*|반영\S*|적기|쓰기|기재\S*"
        r"|답\S*|할\s?것|것|요망|필요|바람|함|기|맞추기)?[.?]?$",
        r"(?:규정|법규|법령|법|조문|지침|훈령)(?:대로|에\s?맞게|에\s?맞춰|에\s?따라|에서)\s?(?:쓰기|적기|작성\S*"
        r"|안내\S*|넣기|넣을\s?것|정리|표시|처리\S*"
        r"|하기)?[.?]?$",
        r"(?:을|를|도)?\s?(?:넣기|넣을\s?것|넣어\s?줘|넣어\s?주세요|인용|인용할\s?것|달기|밝히기|표시)[.?]?$",
        r"(?:이|가)?\s?(?:규정|법|조례|법령|지침|훈령)에\s?(?:있나|있는지|나오나|나오는지|뭐라).*$",
        r"(?:관련|근거)\s?(?:규정|법령|조문|법)$",
        r"\s(?:관련\s)?근거(?:도|를)?\s?(?:같이|함께)?\s?(?:안내|첨부|기재|표시|적기)$",
        r"\s(?:찾아서?|확인해서?|확인하여)\s[가-힣]{1,6}$",
    )
)
_HEARSAY = re.compile(
    r"(?:할|될|을|ㄹ)?\s?수\s?있(?:다던데|다는데|다고\s?(?:들었|하던데)\S*)|(?:다던데|라던데|다는데"
    r"|다고\s?들었\S*|다고\s?하던데)"
)
_PRONOUN = re.compile(
    r"(?<![가-힣])(?:이런|그런|이|그|위|해당)\s?(?:건|것은?|거|경우(?:에는?)?|일은?|때는?|상황(?:에서는?)?"
    r"|사람은?|민원은?)(?:\s?(?:은|는))?(?=\s|$)"
    r"|(?<![가-힣])(?:이거|그거|이럴\s?때|그럴\s?때)(?:는)?(?=\s|$)"
)
_WORDING = (
    (re.compile(r"뭐가\s?들어가야\s?(?:하는지|되는지|함)"), "포함하여야 하는 사항"),
    (re.compile(r"(?:뭘|뭐를|무엇을)\s?(?:넣어야|적어야|써야)\s?(?:하는지|되는지)"), "포함하여야 하는 사항"),
    (
        re.compile(r"며칠\s?(?:안에|내에|이내에|이내)\s?(?:해야\s?하는지|하는지|해야\s?되는지)"),
        "며칠 이내에 하여야 하는지",
    ),
    (re.compile(r"며칠\s?(?:안에|내에)"), "며칠 이내에"),
    (re.compile(r"해야\s?(?:하는지|되는지)"), "하여야 하는지"),
    (re.compile(r"되나\??$"), "되는지"),
    (re.compile(r"하나\??$"), "하는지"),
    (re.compile(r"법에\s?걸리는지|위법인지|법\s?위반인지"), "법 위반 여부"),
    (re.compile(r"해도\s?되는지|해도\s?되나\??"), "허용 여부"),
    (re.compile(r"(?<=[가-힣])랑\s"), "와 "),
    (re.compile(r"할\s?일\s?(\d+)\s?가지"), r"하여야 할 일 \1가지"),
)
_WARNED = re.compile(r"^(?:그냥\s)?[^,]{1,20}?면\s안\s?되(?:고|니까?|므로|는데)\s")
_EDGE = " ,.:;?!()\"'"
_LAW_NAME = re.compile(r"[가-힣]{2,15}법(?=\s?(?:제\s?)?\d+\s?조|\s|$)")


def query(text: str, label: str = "", subject: str = "", context: str = "") -> str:
    """A question for the search: without the order to look it up, without a guessed article, with the subject of the
    notes where the words alone do not say it. `context`: what was told before it, for `이런 건` and `물어본 것: …`."""
    asked = f"{label} {text}" if label and not re.search(r"규정|근거|확인|찾|물어|질문|질의", label) else text
    asked = _ARTICLE.sub(" ", asked)
    asked = _PRONOUN.sub(lambda _: f" {context or subject} ", asked, count=1)  # no template: notes may hold a backslash
    if label and re.search(r"물어|질문|질의|문의", label):
        asked = f"{context} {asked}"
    asked = re.sub(r"(?<![가-힣])(?:규정|법|법령|조례)(?:에|에는)\s(?=몇|며칠|얼마|어떤|무슨|무엇|뭐)", "", asked)
    asked = _WARNED.sub("", asked)
    asked = re.sub(r"\s?몇\s?조(?:였는지|인지|더라|였더라)?", " ", asked)
    asked = _NAMED_LAW.sub(r" \1", asked)
    asked = _HEARSAY.sub(lambda found: "할 수 있는지" if "수" in found[0] else "는지", asked, count=1)
    asked = re.sub(r"할\s?할\s?수", "할 수", asked)
    for tail in _TAILS:
        asked = tail.sub(" ", asked.strip(_EDGE))
    for pattern, stands in _WORDING:
        asked = pattern.sub(stands, asked)
    asked = re.sub(r"\s{2,}", " ", asked).strip(_EDGE)
    asked = re.sub(r"(?<=[가-힣]{2})(?:을|를|은|는|의)$", "", asked)
    if re.fullmatch(r"(?:관련\s?|근거\s?)?(?:규정|법령|법|조문|근거|조항|지침)?", asked):
        return subject
    if re.fullmatch(r"(?:조례|규칙|훈령|[가-힣]{1,12}(?<!방)법|[가-힣]{1,12}규정)", asked):
        return f"{subject or context} {asked}".strip()
    return asked if not subject or _says(asked, subject) else f"{subject} {asked}"


_GENERIC = (
    "기간|기한|시한|기준|절차|방법|결정|답변|제출|신고|신청|처리|의견|보고|회신|승인|심의|심사|지급|조사|주기|요건"
)


def _says(asked: str, subject: str) -> bool:
    """Whether the question names most of the subject by itself."""
    topic = re.match(r"([가-힣]{2,}(?:\s[가-힣]+)?)(?<![하되있없])(?:은|는)\s", asked)
    if topic and len(topic[1]) >= 4 and re.sub(rf"\s|{_GENERIC}", "", topic[1]):
        return True
    words = re.findall(r"[가-힣A-Za-z]{2,}", subject)
    held = sum(1 for word in words if word[:2] in asked)
    return bool(words) and held * 2 > len(words)
