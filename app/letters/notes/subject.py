"""What notes are about, as a noun phrase, and the title that a document of a form has from it."""

import re

from app.core.drafts import Form, Note, NoteRole
from app.core.official import amounts, dates
from app.letters.notes import kinds, lookups, wording

TITLE_LABELS = re.compile(
    r"제목|건명|민원제목|문서제목|공문제목|보고제목|회의명|회의명칭|회의|사업명|행사명|교육명|훈련명|과정명"
    r"|업무명|업무"
    r"|용역명|공사명|계약건명|민원제목|사건|주제|명칭"
)
_TASK = re.compile(
    r"내용|민원요지|물어본것|질의|질의요지|질의내용|질문|문의내용|민원내용|신청요지|신청내용|업무|담당업무|업무분장"
    r"|단위업무|인계업무"
)
_ASKS = re.compile(r"언제|무엇|며칠|어떻게|얼마|누가|누구|어디|몇\s|뭐|뭘|왜")
_EMPTY = re.compile(r"(?:법|위반|여부|가능|불법|위법|되는지|인지|\s)*")
_NAMED_BY = re.compile(
    r"안건|상정안건|민원요지|신청요지|목적|대상업무|담당업무|단위업무|민원내용|신청내용|보도내용|내용|요지"
)
_COUNT = re.compile(
    r"(?:총|약|각|매)?\s?\d[\d,.]*\s?(?:여\s?)?(?:명분?|인분?|건|개|대|부|권|회|곳|개소|팀|매|장|통|세트|박스"
    r"|상자|병|종|벌|켤레|자루|포|동|kg|㎏|톤|리터"
    r"|㎡|평|점|식|조|필지|학급|세대|호|%|년|개월|일)(?![가-힣])"
)
_BREAK = re.compile(
    r"(?<=[가-힣\s])(?:하자고|달라고|하여야\s?하므로|해야\s?해서|해야\s?하는데|해야\s?하니|해야\s?하므로"
    r"|하려고\s?하는데"
    r"|하려는데|하려면|하려고"
    r"|하기\s?위해\S*|해서|하여|하였는데|했는데|하는데|하고자|하고"
    r"|하니|하므로|되어\s있어서?|되어|돼서|되었는데|됐는데|들어\s?있어|있어서?|없어서?|갔는데|왔는데|는데|으니"
    r"|므로|면서)\s+"
)
_END = re.compile(
    r"\s?(?:을|를|이|가|은|는)?\s?(?:해야\s?함|하려고\s?함|하고자\s?함|하기로\s?함|할\s?예정(?:임)?"
    r"|할\s?계획(?:임)?|하려\s?함|하려고|예정(?:임)?|추진(?:함|하려고\s?함"
    r"|하고자\s?함)?|실시(?:함|하려고\s?함|예정|했음|하였음)?"
    r"|들어옴|들어왔음|받음|왔음|접수(?:됨|함)?|필요(?:함|하다고\s?함)?|바람|요망|부탁(?:함|드림)?|요청(?:함"
    r"|드림)?|완료(?:함|됨)?|(?<![포결명물표지])함|됨|했음|하였음|됐음|되었음|있음"
    r"|없음|하기|할\s?것|건|관련|관하여|대하여|다녀옴|마침|끝남|끝냄|진행(?:함|중)?|중|심함|많음|적음|기안"
    r"|(?<=[가-힣]{2})(?:으로|로))$"
)
_LEADS = re.compile(r"^(?:이번|다음|우리(?!\s소관)|저희|금번|올해|내년|작년|\d+월|\d+분기|상반기|하반기)\s(?=\S+\s)")
_HEADS = re.compile(r"^(?:현재|이미|최근|지난번|그중|그|저|위)\s")
_EDGE = " ,.:;()[]'\"“”"


def subject(notes: tuple[Note, ...]) -> str:
    """The key noun phrase: `사무용 의자 구매`, `개인정보 다루는 직원 교육`; empty when there is none."""
    for note in notes:
        if (
            note.role in (NoteRole.LABELLED, NoteRole.FACT)
            and TITLE_LABELS.fullmatch(note.label.replace(" ", ""))
            and note.value
        ):
            return _reduced(note.value)
    for note in notes:
        if note.role is NoteRole.LABELLED and _TASK.fullmatch(note.label.replace(" ", "")) and note.value:
            phrase = _reduced(note.value)
            if phrase and not _EMPTY.fullmatch(phrase) and not _ASKS.search(phrase) and not _CLAUSAL.search(phrase):
                return phrase
    for note in notes:
        phrase = _told(note)
        if len(phrase.replace(" ", "")) >= 3:
            return phrase
    return _left(notes)


def is_matter(note: Note) -> bool:
    """False for who asks, who is responsible and whom it is about: `민원인 OOO`."""
    return _NO_SUBJECT.fullmatch(note.text) is None


def _told(note: Note) -> str:
    """What a fact or a request is about; empty for a value alone, and for somebody's words."""
    named = bool(note.label) and note.text.startswith(f"{note.label}:")
    if note.role is NoteRole.LABELLED and _NAMED_BY.fullmatch(note.label.replace(" ", "")):
        return _reduced(note.value)
    if note.role is NoteRole.LABELLED and _ACTED.search(note.label) and note.value:
        return f"{_reduced(note.value)} {note.label.removesuffix('추진').strip()}"
    if note.role is NoteRole.LABELLED:
        return note.label if _MATTER.search(note.label) and re.search(r"\d{4}\. \d", note.value) else ""
    if note.role not in (NoteRole.FACT, NoteRole.REQUEST) or note.label == "발언":
        return ""
    if note.role is NoteRole.FACT and note.label and not named:
        return ""
    if _NO_SUBJECT.fullmatch(note.text):
        return ""
    first, _, rest = note.text.partition(", ")
    if _AGENCY.search(first) and all(map(kinds.is_unit, first.split())):  # whose it is, not what it is
        return _reduced(rest) if rest else ""
    text = note.label if named and note.role is NoteRole.FACT else note.value if named else note.text
    return _reduced(_WONDERS.sub("", text))


_CLAUSAL = re.compile(r"(?:[면고되]|[할될] 수 있|경우)$")
_WONDERS = re.compile(r"(?<=[가-힣]{2})\s(?:언제|어떻게|얼마나?|며칠|누가|무엇을?|어디서?)\s.*(?:지|나|까)\??$")


_AGENCY = re.compile(r"[가-힣○](?:부|청|처|사령부|부대|사단|여단|공사|공단|본부)$")
_ACTED = re.compile(r"(?:계약|구매|매각|폐기|임차|교체|설치|보수|공사|발주)(?:\s?추진)?$")
"""`수의계약 추진: CCTV 교체`: what is done, and to what."""
_NO_SUBJECT = re.compile(
    r"(?:민원인|신청인|청구인|업체|담당자?|대상)\s\S+(?:\s\S*(?:받음|접수|함))?|.*(?:소관\s?아님|소관이라고\s?\S+)"
)
_MATTER = re.compile(r"(?:청구|신청|민원|신고|계약|사업|공사|행사|교육|훈련|회의|점검|일정|계획)$")


def _left(notes: tuple[Note, ...]) -> str:
    """The subject of notes that tell nothing but values."""
    for note in notes:
        if note.role is NoteRole.LABELLED and _NAMED_BY.fullmatch(note.label.replace(" ", "")) and note.value:
            return _reduced(note.value)
    for note in notes:
        if note.role in (NoteRole.LABELLED, NoteRole.LOOKUP):
            phrase = _reduced(_WONDERS.sub("", note.value or lookups.query(note.text)))
            if phrase and not re.search(r"\d", phrase):
                return phrase
    return ""


def _reduced(text: str) -> str:
    if quoted := re.fullmatch(r"[\"“'‘「](.+)[\"”'’」]", text.strip()):
        return quoted[1]
    text = text.split(", ", maxsplit=1)[0] if len(text.split(", ", maxsplit=1)[0].replace(" ", "")) >= 4 else text
    text = re.sub(r"\([^()]*\)", " ", text)
    for found in reversed(amounts.parse(text)):
        text = text[: found.span[0]] + " " + text[found.span[1] :]
    for when in reversed(dates.parse(text)):
        text = text[: when.span[0]] + " " + re.sub(r"^(?:로|에|까지|부터|자)(?=\s|$)", "", text[when.span[1] :])
    text = re.sub(
        r"\s\S+?\s?달라(?:고)?(?:\s?(?:함|하기|해야\s?함))?$|(?:이|가)\s?되는지\S*$|(?:인지|는지"
        r"|할지)\S*$",
        "",
        text.strip(),
    )
    text = re.sub(r"\s\S+(?:다고|라고)\s?함$", "", text)
    text = re.sub(r"^(\S.{3,}?)(?:이|가)\s(?:[가-힣]+\s)*[가-힣]+(?:짐|림|남|김)$", r"\1", text)
    text = re.sub(r"(?:을|를)\s([가-힣]+?)(?:할\s?수\s?있|해도\s?되|하여도\s?되|해야\s?하)$", r" \1", text)
    text = re.sub(r"([가-힣])(?:할\s?수\s?있|해도\s?되)$", r"\1", text)
    text = re.sub(r"^(\S.{3,}?)(?:이|가)\s\S+(?:져서?|어서|아서|워서?)\s.*$", r"\1", text)
    text = re.sub(r"(?:\s(?:다시|새로|또))?\s\S+(?:으)?려고\s?함$", "", text)
    text = re.sub(r"\s(?:에|부터|까지|로)$", "", text.rstrip())
    text = re.sub(r"(?<=\s)(?:까지|부터|에|자)\s", " ", text).split(": ")[0]
    cut = _BREAK.search(text)
    if cut and len(text[: cut.start()].replace(" ", "")) >= 4:
        text = text[: cut.start()]
    text = _COUNT.sub(" ", text)
    text = re.sub(r"\s{2,}", " ", text).strip(_EDGE)
    text = re.sub(r"(?<=[가-힣])(?:은|는)\s.*$", "", text) if len(text) > 30 else text
    while (shorter := _END.sub("", text).strip(_EDGE)) != text and len(shorter) >= 2:
        text = shorter
    text = _LEADS.sub("", _HEADS.sub("", text))
    return re.sub(r"(?<=[가-힣]{2})(?:을|를|은|는|이|가|에)$", "", text).strip(_EDGE)


_FORMS = (
    ("민원", "민원 회신"),
    ("petition", "민원 회신"),
    ("회의", "결과 보고"),
    ("minutes", "결과 보고"),
    ("협조", "협조 요청"),
    ("cooperation", "협조 요청"),
    ("인계", "업무 인계·인수서"),
    ("handover", "업무 인계·인수서"),
    ("보도", ""),
    ("press", ""),
    ("계획", "계획 보고"),
    ("plan", "계획 보고"),
    ("보고", "보고"),
    ("report", "보고"),
    ("memo", "보고"),
    ("내부결재", "계획"),
    ("internal", "계획"),
)


def title(notes: tuple[Note, ...], form: Form) -> str:
    """A title for the form, of words of the notes; empty when they have no subject."""
    for note in notes:
        if note.role is NoteRole.LABELLED and note.label.replace(" ", "") in ("제목", "건명", "문서제목", "공문제목"):
            return note.value
    about = wording.tidy(subject(notes))
    if not about:
        return ""
    if form.polite and not form.internal and (held := _held(about, notes)):
        return held
    if form.polite and (whole := wording.tidy(_whole(about, notes))):
        return whole
    kind = next((ends for word, ends in _FORMS if word in form.name or word in form.id), _asked(notes))
    if kind == "보고" and form.id != "memo" and _counts(about, notes):
        kind = "현황 보고"
    if form.internal and kind != "민원 회신":
        kind = _internal(about, notes)
    return wording.tidy(_joined(about, kind))


_EVENT = re.compile(
    r"(청문|공청회|설명회|점검|감사|검사|실사|현장조사|조사|심의회|간담회|교육|훈련)\s(?:예정|실시|개최)(?:\s?예정|함)?"
)


def _held(about: str, notes: tuple[Note, ...]) -> str:
    """`청문 예정`: the letter tells that there will be one."""
    for note in notes:
        if note.role is NoteRole.FACT and not note.label and (event := _EVENT.fullmatch(note.text)):
            if event[1] in about.split():
                return ""
            act = "개최" if event[1].endswith("회") else "실시"
            whole = f"{about} 관련 {event[1]} {act} 통지"
            return whole if len(whole) <= _LONGEST else f"{event[1]} {act} 통지"
    return ""


_LONGEST = 30


def _counts(about: str, notes: tuple[Note, ...]) -> bool:
    """A report that gives figures of its subject."""
    if re.search(r"(?:결과|현황|조사|점검|실적|계획|보고|교육)$", about):
        return False
    first = next((note.text for note in notes if about.split(" ", 1)[0] in note.text), "")
    return re.search(r"\d\s?(?:건|명|개|대|회|곳)", first) is not None


_DOES = r"요청|안내|통보|알림|통지|조회|촉구|의뢰|신청|제출|승인|회신|건의|공고|명령|위촉|보고"


def _whole(about: str, notes: tuple[Note, ...]) -> str:
    """A note that says itself what the letter does: `조례 개정안 의견 조회`."""
    for note in notes[:4]:
        if note.role in (NoteRole.FACT, NoteRole.REQUEST) and not note.label and len(note.text) <= 30:
            if not re.search(rf"[가-힣](?:\s(?:{_DOES})|안내|알림)$", note.text) or re.search(
                r"\d|자고|달라고", note.text
            ):
                continue
            said = wording.tidy(note.text)
            if about in said or said.split(" ")[0] in about or len(about) + len(said) >= _LONGEST:
                return said
            return f"{about} {said}"
    return ""


def _asked(notes: tuple[Note, ...]) -> str:
    """What an outgoing letter does: it asks, or it tells."""
    said = " ".join(
        f"{note.label} {note.text}"
        for note in notes
        if note.role in (NoteRole.REQUEST, NoteRole.FACT, NoteRole.LABELLED)
    )
    for word, ends in (
        (r"의견\S*\s(?:받|내|제출|청취|조회)", "의견 제출 안내"),
        (r"제출|명단|자료", "자료 제출 요청"),
        (r"참석", "참석 요청"),
        (r"승인|허가", "승인 요청"),
        (r"회신", "회신 요청"),
        (r"협조|부탁|요청|바람|요망", "협조 요청"),
        (r"알리|통지|통보", "통지"),
    ):
        if re.search(word, said):
            return ends
    return "안내"


def _internal(about: str, notes: tuple[Note, ...]) -> str:
    return (
        "결과 보고" if any(re.search(r"(?:완료|했음|하였음|끝남|마침)$", note.text) for note in notes[:2]) else "계획"
    )


def _joined(about: str, ends: str) -> str:
    if not ends or about.endswith(ends) or about.replace(" ", "").endswith(ends.replace(" ", "")):
        return about
    last = about.rsplit(" ", 1)[-1]
    for word in ("계획", "보고", "안내", "요청", "통지", "회신", "협조"):
        if last.endswith(word) and ends.startswith(word):
            return f"{about.removesuffix(word).strip()} {ends}".strip()
        if last == word and ends.endswith(word):
            return about
    if ends == "민원 회신":
        return f"{about.removesuffix('민원').strip()} 관련 민원 회신"
    return f"{about} {ends}"
