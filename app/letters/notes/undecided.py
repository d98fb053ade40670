"""What is not decided yet, by its name."""

import re

_SAID = re.compile(
    r"(?:은|는|이|가|을|를|도)?\s?(?:아직\s?|미처\s?)?(?:미정|미확정|정해지지\s?않\S*|(?:안|못)\s?(?:정\S*"
    r"|확정\S*|받\S*|나\S*|왔\S*|결정\S*"
    r"|모\S*)|(?:정|확정|결정)\s?(?:안|못)\s?\S*|모름|모르겠\S*|몰라\S*"
    r"|추후\s?(?:\S+\s?){0,2}|안\s?(?:적혀|쓰여|나와)\s?\S*|(?:적혀|쓰여|나와)\s?있지\s?않\S*"
    r"|나중에\s?(?:정\S*|결정\S*|확정\S*|확인\S*|알\S*|통보|공지|붙\S*|첨부\S*|별첨\S*)?(?:\s?(?:예정|함"
    r"|하기로\s?함))?|TBD|tbd|(?:확인"
    r"|조율|협의|섭외|검토)\s?중|없음|섭외\s?(?:안|못)\s?\S*|배정\s?(?:안|전)\S*"
    r"|빈칸으로\s?\S*|비워\s?\S*)(?:임|이다|이라고\s?함|인\s?상태|이에요)?\.?"
)
_AND = re.compile(r"\s*(?:,|·|ㆍ|/|\s및\s|(?<=[가-힣])(?:와|과|하고|이랑|랑)\s)\s*")
_EDGE = re.compile(r"^(?:다만|단|그런데|아직|그리고)\s+|\s?(?:은|는|이|가|을|를|도|아직)$")
PLAIN = re.compile(
    r"날짜|일자|일시|시간|시각|장소|강사|담당자|연락처|인원|예산|금액|일정|기간|기한|대상|참석자|업체|방법|차량"
    r"|위원장|위원|주제|안건|전화번호|수량|비용|교관|사회자|발표자|통역|숙소|메뉴|코스|명단|순서|좌석"
)
"""Words that name nothing without a topic, and things that are undecided in a row: `시간, 장소 미정`."""


_GOES_WITH = re.compile(r"붙임|첨부|별첨")
_OF_A_TOPIC = re.compile(rf"(?<=[가-힣]{{2}})(?:은|는)\s(?=(?:[가-힣]+\s){{0,2}}(?:{PLAIN.pattern})$)")
"""`직원교육은 날짜`: the day of the training."""
_ASKED = (
    (re.compile(r"\s몇\s?(?:개월|달|년|일|주|시간)(?:간)?(?:인지|일지|할지)(?:은|는)?"), " 기간"),
    (re.compile(r"\s몇\s?명(?:인지|일지|할지)(?:은|는)?"), " 인원"),
    (re.compile(r"^언제\s(?:부터\s)?([가-힣]{2,6})(?:할지|하는지|될지|되는지)(?:은|는)?"), r"\1 시기"),
    (re.compile(r"^(.{2,12}?)(?:을|를|이|가)?\s언제\s?받았는지(?:은|는)?"), r"\1 받은 날"),
    (re.compile(r"^(.{2,12}?)(?:을|를|이|가)?\s언제\s?([가-힣]{0,4})했는지(?:은|는)?"), r"\1 \2한 날"),
)
"""What is not known, as the thing that is to be filled in."""


def names(text: str, label: str = "", topic: str = "") -> tuple[str, ...]:
    """The things that are undecided, as they go into `[확인 필요: …]`: `교육 날짜`. `topic`: what it is about."""
    rest = _SAID.sub("", text).strip(" ()[].,:")
    label = "" if _GOES_WITH.fullmatch(label) else label
    for pattern, stands in _ASKED:
        rest = pattern.sub(stands, rest)
    rest = re.sub(r"\s?(?:얼마|몇\s?\S+?|언제|누구|어디|어느\s?\S+?)(?:인지|일지|할지)(?:은|는)?$", "", rest)
    while (cut := _EDGE.sub("", rest).strip()) != rest:
        rest = cut
    if not rest:
        rest = label or topic
        return (rest,) if rest else ()
    if label and rest != label and PLAIN.fullmatch(rest) and not PLAIN.fullmatch(label):
        rest = f"{label} {rest}"
    things = [_OF_A_TOPIC.sub(" ", thing) for thing in _AND.split(rest) if thing]
    return tuple(
        f"{topic} {thing}"
        if topic and not PLAIN.fullmatch(topic) and PLAIN.fullmatch(thing) and topic != thing
        else thing
        for thing in things
    )


def left(text: str) -> str:
    """What a piece says besides (`4월 중` of `교육은 4월 중 미정`); empty when nothing that is a fact remains."""
    rest = _SAID.sub("", text).strip(" ,.")
    return rest if re.search(r"\d", rest) else ""


def plain(text: str) -> str:
    """The first of the bare words in a text: `장소` of `장소 후보 두 곳`."""
    return next((word for word in re.findall(r"[가-힣]+", text) if PLAIN.fullmatch(word)), "")


def topic(text: str) -> str:
    """What a piece is about: `교육` of `교육은 4월 중`."""
    found = re.match(r"([가-힣A-Za-z ]{1,20}?)(?:은|는|이|가)\s", text)
    return found[1].strip() if found else ""


def place(name: str) -> str:
    return f"[확인 필요: {name}]"
