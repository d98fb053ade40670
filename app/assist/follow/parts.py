"""A Korean question taken apart, as far as a follow-up needs it: what opens it, what it asks, subject and predicate.

No dictionary: endings, particles, and the closed classes of question_words.
"""

import re
from dataclasses import dataclass

from app.assist.follow.words import ACTS, ASPECTS, BRIEF, FILLER, NO_ACT, ROLES

_CONNECTIVE = re.compile(
    r"^\s*(?:(?:그럼|그러면|그렇다면|그런데|근데|그리고|글고|그래서|그니까|그러니까|그렇구나|아하|또한|또|참|아|네|예|음|저기|혹시|추가로|다음으로|하지만)"
    r"(?:요)?(?=[\s,])[\s,]*)+"
)
"""What may open any question: of itself it carries nothing over."""

_UNIT = r"(?:개월|호봉|시간|가지|차례|군데|단계|자리|미터|퍼센트|[년월주일시분명인개원회번점세살급조항호건부장배달%])"
_COPULA = r"(?:인가요|이에요|예요|에요|이죠|죠|지요|입니까|일까요|인가|인지|인데|데|이야|야|임|이냐|냐|이지|지|요)"
_AFTER = r"(?:까지|부터|에서|서|에게|한테|에|으로|로|마다|동안|이나|이(?=\s|$)|가|을|를|은|는|의|도)"
ASKING = re.compile(
    rf"(?<![가-힣])(?:몇\s?{_UNIT}?|며칠|얼마나|얼마|언제쯤|언제|어디어디|어디다|어디|누구누구|누구|누가|무엇|뭐뭐|뭐라고|뭐|뭘|뭔"
    r"|왜|어떻게"
    rf"|(?:무슨|어떤|어느)\s[가-힣]+?(?=(?:{_COPULA}|{_AFTER}+)?(?:[\s,?.!]|$)))"
    r"(?:\s?(?:전|뒤|후|안|동안|이내|이상|이하)(?=까지|에|[\s?]|$))?"
    rf"{_AFTER}*(?:이고|이며|인지)?"
)
"""What is asked for, with its particles: 며칠 전까지, 누구에게."""
_ASKED = re.compile(rf"{ASKING.pattern}{_COPULA}?(?=[\s,?.!]|$)[,?.!]*")
BARE_ASKING = re.compile(rf"^(?P<asked>{ASKING.pattern})\s?{_COPULA}?[\s?!.]*$")
"""A question word and nothing else: 며칠 전까지예요?, 왜요?"""

_PAST = "았었했렸졌됐냈갔왔썼났봤겼쳤꼈셨"
_PREDICATE = re.compile(r"(?:요|까|죠|니|냐|[인한은는던][가지]|나|다|줘|라|하기)$")
_CASUAL = re.compile(
    rf"^[해돼됨함내와봐가써냄옴줌]$|(?:있|없|같|않)(?:어|음|지|는데|나|냐)$|[{_PAST}](?:어|음|지|는데)$|[해돼와줘춰져켜써내]야$"
    r"|^(?:안|못)?(?:[돼됨]|나와|나옴|걸려|받아|받음|되지|하지|들어가|되는데|하는데|드는데|내는데|주는데|받는데|나오는데)$"
    r"|[가-힣][려겨켜춰줘쳐져눠봐써]$|[받않많같맞높낮좋싶먹읽늦넣놓찾잡][아어]$|[가-힣][아어]가$"
    r"|야(?:[돼됨해함]|되나|하나|되는데|하는데)$|^(?:필요|가능)[해함]$"
    r"|^(?:어떡해|어때|그래|그런데|그런가|그럼|맞아|맞지|몰라|달라|아냐|아님|해줘|알려줘)$"
)
"""A predicate as one says or types it: 없어, 돼, 됨, 나와, 하는데."""
_AUXILIARY = re.compile(
    r"^(?:있|없|되|돼|하나|하는|해요|합|한가|할까|하죠|하지|됩|될|않|못|아니|주세|줘|주시|싶|좋|가능|필요|말해|인가|건가|거예|것인)"
)
_LEANING = re.compile(r"(?:[야도면지고게해돼아어]|려고|수|줄|[켜춰눠려])$")
_CAN = re.compile(r"^(?:수(?:도|가|는)?|줄)$")
_PARTICLE = re.compile(
    r"(?:에서는|에게는|한테는|으로는|에서|에게|한테|에는|에도|으로|로는|까지|부터|에|로|은|는|이|가|을|를|의|도|과|와|만)$"
)
_VERBAL = re.compile(
    rf"(?:[아어해여워춰눠려켜져]서|^[가-힣]고$|(?:하|되|않|받|쓰|있|없|가|오|주|빌리|마치|싶|타)고|(?:하|되|않|쓰|가|오)지|(?:하|되|늦|빠르|크|작|많|적)게"
    rf"|[해돼써와줘봐둬여져워아어]도|[{_PAST}]어도|려고|려면|하려|도록|다가|니까|면서|[가-힣]면|[하되쓰있없받않내주오]는"
    rf"|[한된할될쓸낼갈올]|[{_PAST}][을던]|[하쓰되가]던|[해여아어내가써와돼]야|하여|되어|[가-힣][켜춰눠려])$"
)
_NOUNS_LIKE_VERBS = tuple(
    """
    보고 신고 사고 창고 재고 참고 광고 공고 권고 경고 원고 피고 상고 항고 기고 예고 통고 최고
    서면 대면 화면 측면 도면 표면 전면 후면 정면 국면 장면 양면 방면 우려 염려 배려 고려 독려 격려
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""Nouns that end as verbs do."""
_NOUNS_LIKE_PARTICLES = ("휴가", "허가", "추가")
"""Nouns whose last letter could be a particle: 정기휴가."""
_ADVERB = re.compile(r"^[가-힣]+(?:히|씩|쯤|이나)$")
_NO_NAME = re.compile(r"^(?:\d|이상|이하|이내|미만|초과|때|경우|동안|것|수|등)")
_SLIGHT = re.compile(r"^[가-힣](?:으로|에서|까지|부터)$")
"""돈으로, 집에서: too little to be a subject of its own."""
_ACT_OF_VERB = re.compile(r"^([가-힣]{2,4}?)(?:하|되|할|될|해|돼|했|됐|한|된|합|됩|받|시켜|시킬)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A question word by word: `text` without what opens and ends it, `subject` its words without what is asked for
    and without the predicate, `predicate` the rest."""

    text: str
    subject: tuple[str, ...]
    predicate: str

    @property
    def topic(self) -> str:
        """What it is about, ending in a noun where it can: 연가를 쓰려면 신청서."""
        words = list(dict.fromkeys(self.subject))
        if words and (act := act_in(self.predicate)) and act not in map(stem, words):
            words = [*words[:-1], stem(words[-1]), act]
        return " ".join([*words[:-1], stem(words[-1])]) if words else act_in(self.predicate) or self.text

    @property
    def doing(self) -> str:
        """The verb of 빌릴 수 있나요, as it may stand before a noun; empty for none such."""
        first = self.predicate.split(" ")[0]
        return first if _adnominal(first) and not act_in(first) else ""


def opened(question: str) -> str:
    """On one line, without connectives before it."""
    return _CONNECTIVE.sub("", " ".join(question.split())).strip()


def apart(question: str) -> Parts:
    """Cut a question. The predicate is the last word with those that lean on it; a heading has none."""
    text = opened(question).rstrip("?!. ")
    words = re.sub(r"(?<=[은는도면])요$", "", _ASKED.sub(" ", text).strip()).split()
    cut = len(words)
    if words and _ends(words[-1]):
        cut -= 1
        while cut and (_CAN.match(words[cut]) or (_AUXILIARY.search(words[cut]) and _leans(words[cut - 1]))):
            cut -= 1
    return Parts(text, tuple(words[:cut]), " ".join(words[cut:]))


def stem(word: str) -> str:
    """A word without its particle, if that leaves a noun; a verb as it is."""
    bare = word.strip("?!.,·… ")
    if is_verb(bare) or bare.endswith(_NOUNS_LIKE_PARTICLES):
        return bare
    short = _PARTICLE.sub("", bare)
    return short if (len(short) >= 2 or short in ROLES) and joined(short, bare.removeprefix(short)) == bare else bare


def particle(word: str) -> str:
    """What `stem` takes off, punctuation aside."""
    return word.strip("?!.,·… ").removeprefix(stem(word))


def act_in(predicate: str) -> str:
    """The noun in a verb: 신청 of 신청하나요. Empty: there is none."""
    match = _ACT_OF_VERB.match(predicate)
    return match[1] if match and match[1] not in NO_ACT else ""


def nouns(words: tuple[str, ...]) -> tuple[str, ...]:
    """What these words name of their own, without particles: no aspects, acts, verbs, adverbs, amounts or filler."""
    return tuple(short for word in words if _names(word.strip("?!.,·… "), short := stem(word)))


def alike(one: str, other: str) -> bool:
    """Whether one noun may take the other's place: both ranks or roles, both acts, or made alike (연가 and 병가)."""
    if one == other or not one or not other:
        return False
    for group in (ROLES, ACTS, ASPECTS):
        if one in group or other in group:
            return one in group and other in group
    return len(one) >= 2 <= len(other) and (one[-1] == other[-1] or (one[0] == other[0] and len(one) == len(other)))


def joined(noun: str, after: str) -> str:
    """A noun with a particle in the form that its last letter asks for: 하사는, 병장은."""
    code = ord(noun[-1]) - 0xAC00
    if not 0 <= code < 11172:
        return noun + after
    tail = code % 28
    for closed, open_ in (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와")):
        if after in (closed, open_):
            return noun + (closed if tail else open_)
    if after in ("으로", "로", "으로는", "로는"):
        return noun + ("로" if tail in (0, 8) else "으로") + after.removeprefix("으").removeprefix("로")
    return noun + after


def is_verb(word: str) -> bool:
    """Whether a word is a verb as it stands inside a sentence."""
    bare = word.strip("?!.,·… ")
    return _VERBAL.search(bare) is not None and not bare.endswith(_NOUNS_LIKE_VERBS)


def _names(word: str, short: str) -> bool:
    if short in ASPECTS or short in ACTS or short in FILLER or word in FILLER:
        return False
    if is_verb(word) or _ADVERB.match(word) or _NO_NAME.match(word) or _SLIGHT.match(word):
        return False
    return len(short) >= 2 or short in ROLES or short in BRIEF


def _ends(word: str) -> bool:
    """Whether a last word is a predicate, in writing or as it is said: 승인하나요, 없어, 승인해."""
    if word.endswith(_NOUNS_LIKE_VERBS):
        return False
    if _CASUAL.search(word) or (word.endswith(("해", "돼", "됨", "함")) and act_in(word) in ACTS):
        return True
    return _PREDICATE.search(word) is not None and not _copula(word)


def _leans(word: str) -> bool:
    return _LEANING.search(word) is not None and not word.endswith(_NOUNS_LIKE_VERBS)


def _copula(word: str) -> bool:
    """A word that ends as predicates do and is none: 소나, 휴가지, 무단이탈에다."""
    return (len(word) < 2 and word != "줘") or particle(word) in ("은", "는", "을", "를", "에", "의", "이")


def _adnominal(word: str) -> bool:
    """빌릴, 쓸: a verb that goes with a noun behind it."""
    code = ord(word[-1]) - 0xAC00 if word else -1
    return 0 <= code < 11172 and code % 28 == 8
