"""What a period counts from, and what the notes say happened on a day: whether both name the same event. Pure.

An event is what is done (받다, 알다, 마치다, …) and what it is done to (신청, 검사, …). Both have to agree; what a rule
leaves unsaid (`안 날부터`) agrees with any.
"""

import re
from dataclasses import dataclass

KNOWN, GOT, SENT, DONE, BEGUN, ARISEN, UNDONE = "알다", "받다", "보내다", "마치다", "시작하다", "생기다", "거두다"
_ACTS = (
    (KNOWN, r"(?<![가-힣])안(?=\s?(?:날|때|$))|알게|알았|알아낸|인지(?=한|일|함|했|됨|하여)|발견|파악"),
    (GOT, r"받(?=은|음|았|고|아|$)|수령|도달|송달|접수|들어옴|들어왔|들어온"),
    (SENT, r"발송|보낸|보냄|(?<=통지)한|(?<=통보)한|알린|(?<=통지)함|(?<=통보)함"),
    (
        DONE,
        r"마친|마침|마치|마쳤|완료|종료|끝난|끝남|끝났|끝낸|준공|돌아온|돌아옴|돌아왔|귀국|귀대|복귀|합격|수료|만료|만기",
    ),
    (BEGUN, r"시작|개시|개최|착수|착공|출발|출국|열리|열린|열림|희망"),
    (ARISEN, r"발생|(?<![가-힣])난(?=\s?(?:날|때|$))|(?<![가-힣])났|(?<![가-힣])남$|생긴|생겼|일어난|일어남"),
    (UNDONE, r"해지|해제|취소|철회|반려|연기|연장|변경"),
)
_MEANS = (
    ("여행", r"여행|출장|귀국|귀대|돌아온|돌아옴|돌아왔|출국|해외|국외"),
    ("검사", r"검사|검수|(?<!시험)(?<!시험에)(?<!시험 )(?<!채용)(?<!면접)(?<!불)합격"),
    ("공사", r"공사|준공|착공"),
    ("강의", r"강의|강연|특강|출강"),
    ("사고", r"사고|사건"),
    ("임용", r"임용|임명|발령|부임"),
    ("퇴직", r"퇴직|전역|제대|면직"),
    ("공고", r"공고|공시|게시"),
    ("통지", r"통지|통보"),
)
"""Words that mean the same thing; some name the act with it."""
_SAYS_NOTHING = re.compile(
    r"(?:것|건|수|바)(?:을|를|은|는|이|가|도|에)|그|이|저|해당|당해|위|것|사유|사실|있음|있은|있는|경우|결과|내용|정본|등본|부본|체결|다음|이후|기준|당시|예정|실제|최초|아직|다시|따른|따라|의한|대한|관한|거쳐|각|매"
)
_PARTICLE = re.compile(
    r"(?:에서|에게|부터|까지|으로|이나|에는|에도|은|는|이|가|을|를|에|도|로|와|과|(?<![강회심이합협건질동문결토논])의)$"
)
_ENDING = re.compile(r"(?:하는|되는|하였던|하였음|했음|했던|받은|등|한|된|함|됨|인|임)$")
_KIND = re.compile(r"(?:예정일자?|희망일자?|일자|일시|예정|날짜|일|날|서류|서)$")
_KEPT = re.compile(r"(?:허가|인가|평가|휴가|결과|성과|제도|회의|강의)$")
_OTHER_KIND = re.compile(r"^(?:이의|재심사?|재|취소|철회|변경|연장)$")
"""Before a word that names an act of its own: 이의신청 is no 신청."""


@dataclass(frozen=True, slots=True)
class Event:
    """`act`: the last that is named, empty for none; `acts`: all; `things` in their order."""

    act: str
    acts: frozenset[str]
    things: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.act or self.things)


def event(words: str) -> Event:
    places = [(found.end(), act) for act, pattern in _ACTS for found in re.finditer(pattern, words)]
    last = max(places)[1] if places else ""
    return Event(last, frozenset(act for _, act in places), _things(words))


def same(start: Event, told: Event, *, back: bool = False) -> bool:
    """Whether a day on which `told` happened is what a rule counts from by `start`; `back`: counted back from it."""
    return bool(start) and _acts_agree(start, told, back) and _things_agree(start, told)


def _acts_agree(start: Event, told: Event, back: bool) -> bool:
    if start.act:
        if start.act in told.acts:
            return start.act == KNOWN or KNOWN not in told.acts
        return back and start.act == BEGUN and not told.acts
    return told.acts <= {BEGUN}


def _things_agree(start: Event, told: Event) -> bool:
    if not start.things:
        return True
    if not told.things:
        return start.act in (KNOWN, BEGUN)  # 시작 희망일: of what the notes are about
    return any(alike(start.things[-1], thing) for thing in told.things)


def alike(one: str, other: str) -> bool:
    """Whether two things are one, or one a kind of the other: 지급청구, 청구; not 이의신청, 신청."""
    long, short = sorted((one, other), key=len, reverse=True)
    return long.endswith(short) and not _OTHER_KIND.match(long[: len(long) - len(short)])


def _things(words: str) -> tuple[str, ...]:
    out: list[str] = []
    for word in re.findall(r"[가-힣]+", words):
        means = [name for name, pattern in _MEANS if re.search(pattern, word)]
        if means:
            out += means
            continue
        bare = _bare(word)
        if len(bare) > 1 and not _SAYS_NOTHING.fullmatch(bare):
            out.append(bare)
    return tuple(out)


def _bare(word: str) -> str:
    for _, pattern in _ACTS:
        if found := re.search(pattern, word):
            return _cut(word[: found.start()])
    return _cut(word)


def _cut(word: str) -> str:
    for pattern in (_PARTICLE, _ENDING, _KIND):
        cut = pattern.sub("", word)
        if len(cut) > 1 and not _KEPT.search(word):
            word = cut
    return word
