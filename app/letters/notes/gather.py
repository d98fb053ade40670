"""The pieces of notes with their roles, as they bear on each other: what a remark or `쓰지 말 것` reaches, which pieces
are one fact, which are one value."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.core.drafts import FieldKind, NoteRole
from app.core.official import amounts, dates
from app.letters.notes import days, kinds, roles, undecided
from app.letters.notes.lines import Line
from app.letters.notes.merging import merged
from app.letters.notes.part import PEOPLE, VERBAL, Part
from app.letters.notes.parts import Piece, pieces

LABEL_WORDS = re.compile(
    r"[가-힣]{1,6}(?:일자|예정일|희망일|기한|기간|일시|시점|시각)|[가-힣]{2,6}일|[가-힣]{0,6}(?:내용|사유|요지"
    r"|목적)|민원인|신청인|청구인|일자|문의|"
    r"대상|장소|일시|시간|날짜|기간|기한|금액|예산|인원|참석자|강사|담당자|방법|목적|사유|이유|원인|주제|안건"
    r"|위치|수량|규격|준비물|비용|복장|납품처|차량|운전자|출발지|도착지|목적지|집결지|제출처|제출기한|제출방법"
    r"|문의처|연락처|신청방법|신청기간|접수처|접수일|시행일|대상자|인계자|인수자|입회자|입회|보도일|발령일|담당|사회"
    r"|사회자|간사|위원장|주관|주최|후원|교관|교재|평가|품명|단가|추정가격|계약방법|납품기한|공사기간|하자기간"
    r"|업체|회사|소요예산|교통편|숙소"
)
"""What notes call the things of a document, with 은 or 는 behind them or a value right after."""
_TOPIC = re.compile(r"([가-힣]{2,10}(?:\s[가-힣]{2,6})?)(?:은|는)\s+(.+)")
_DECLARED = re.compile(r"(?:입니다|이다|임|으로\s?함|로\s?함)\.?$")
_POINTS = re.compile(
    r"^(?:이|그|위|윗|앞|이런)\s?(?:건|것|거|부분|내용|말|얘기|이야기|줄|사항|점)?(?:은|는|을|를|도)?\s?"
)
_LET_US = (
    r"(?:(?:[가-힣]|[로게을를도만고서지]\s)하|두|보|늘리|줄이|올리|내리|돌리|미루|끝내|쓰|말|만들|바꾸|고치|나누|모으"
    r"|넣|빼|찾|받|옮기|맡기|남기|늦추|앞당기|없애|세우|키우|놓)자"
)
"""하자 as `let us`; 벽면 하자 is a defect, and 자영업자 a person."""
_STATED = re.compile(
    r"^(?P<who>[가-힣○O]{2,12}(?:\s측)?(?:\([^()]{1,12}\))?)(?:은|는|이|가|측은|측에서|에서는|에서)\s+(?P<what>.*?"
    rf"(?:자고\s?함|다고\s?함|라고\s?함|자는\s?(?:쪽|의견|입장)|다는\s?(?:의견|입장|쪽)|{_LET_US}|다|의견(?:임"
    rf"|을\s?냄)?"
    r"|입장(?:임)?|주장(?:함)?|지적(?:함)?"
    r"|제안(?:함)?|우려(?:함)?|반대(?:함)?|찬성(?:함)?|건의(?:함)?|요청(?:함)?|설명(?:함)?|보고(?:함)?"
    r"|질의(?:함)?|답변(?:함)?))\.?$"
)


def parts(rows: Iterable[Line], year: int = 0) -> tuple[Part, ...]:
    """In order of the notes."""
    out: list[Part] = []
    for number, row in enumerate(rows):
        found = [_part(number, piece, year) for piece in pieces(row)]
        found = _reached(_remarked(found))
        if found and not found[0].label and found[0].role is NoteRole.WITHHELD and roles.bare_withheld(found[0].text):
            out = [replace(one, role=NoteRole.WITHHELD) if one.row == number - 1 else one for one in out]
        out += _undecided_row(_asked_further(found))
    out = _topics_withheld(_asked_too(out))
    return tuple(merged(out))


_ASKED = re.compile(r"질문|질의|물어|문의|궁금")
_WHETHER = re.compile(r"(?:는지|은지|인지|한지|여부|되나|하나|경우는?|\?)$")
_ALSO = re.compile(
    r"(?:것|여부|절차|방법|기한|기간|사유|이유|기준|조건|요건|서류|대상)도\s?(?:같이|함께)\s?(?:안내|기재|넣|적|알려|찾|확인)"
)


def _asked_too(found: list[Part]) -> list[Part]:
    """`연장하는 것도 같이 안내` behind a question is to be looked up as well."""
    asked = ""
    out: list[Part] = []
    for each in found:
        part = each
        also = bool(asked) and not part.label and part.role in (NoteRole.FACT, NoteRole.REQUEST, NoteRole.STYLE)
        if also and _ALSO.search(part.text):
            known = part.text[:2] in asked  # named in the question already: an order to the writer
            part = replace(part, role=NoteRole.STYLE if known else NoteRole.LOOKUP)
        out.append(part)
        asked += part.text if part.role is NoteRole.LOOKUP else ""
    return out


def _part(row: int, piece: Piece, year: int) -> Part:
    head = piece.head or piece.mark in (";", ".")
    label = piece.label if head or piece.remark else ""
    role = roles.role(piece.line.text, label)
    if not head and role is NoteRole.FACT and _ASKED.search(piece.label) and _WHETHER.search(piece.line.text):
        return Part(row, piece.line, NoteRole.LOOKUP, piece.label, mark=piece.mark)
    if piece.label and not head and not piece.remark and role in (NoteRole.FACT, NoteRole.REQUEST):
        part = Part(row, piece.line, role, mark=piece.mark)
        own = _topical(part) or _placed(row, piece, year) or _listed(part, year)
        return own or Part(row, piece.line, role, piece.label, mark=piece.mark)
    part = Part(row, piece.line, role, piece.label, remark=piece.remark, mark=piece.mark, head=head)
    if piece.remark and role is NoteRole.LABELLED:
        return replace(part, role=NoteRole.FACT)
    if role is NoteRole.LABELLED and _says(piece.label, piece.line.text):
        return replace(part, stated=True)
    if role is NoteRole.REQUEST and _reports(piece.line.text):
        return replace(part, role=NoteRole.FACT, stated=True)
    if role is NoteRole.FACT:
        return _told(part, year)
    if role is NoteRole.UNDECIDED:
        return replace(part, topic=undecided.topic(piece.line.text))
    return part


def _placed(row: int, piece: Piece, year: int) -> Part | None:
    """`일시: …, 본관 대회의실`: a place behind a day is no part of the day."""
    if not _WHENS.search(piece.label):
        return None
    typed = kinds.typed(piece.line.text, year)
    if typed is None or typed.kind is not FieldKind.PLACE:
        return None
    return Part(row, piece.line, NoteRole.FACT, typed=typed, mark=piece.mark)


def _listed(part: Part, year: int) -> Part | None:
    """`입회 총무과장`: people behind the word for what they are."""
    listed = PEOPLE.match(part.text)
    if listed and kinds.typed(part.text[listed.end() :], year):
        return _labelled(part, listed[1], listed.end())
    return None


def _says(label: str, text: str) -> bool:
    """`총무과장: 2인 1조로 하자`: somebody's words, not a value."""
    who = kinds.typed(label)
    unit = kinds.is_unit(label) and re.search(r"(?:과|팀|실|국|부|측|부서)$", label) is not None
    if not unit and (who is None or who.kind is not FieldKind.PERSON) and not re.fullmatch(kinds.RANKS, label):
        return False
    spoken = _ARGUED if _is_word(label) else _SPOKEN
    return spoken.search(text) is not None and kinds.typed(text) is None


_ARGUED = re.compile(rf"(?:{_LET_US}|의견|반대|찬성|요청|제안|주장|우려)(?:함|임)?\.?$")
_SPOKEN = re.compile(
    rf"(?:{_LET_US}|다|음|함|임|됨|것|반대|찬성|필요|의견|입장|우려|동의|요청|제안|건의|바람|곤란|어려움|부족)\.?$"
)


def _reports(text: str) -> bool:
    """`군수과장은 연 2회로 하자고 함`: what a person or a unit said, no request of the writer's."""
    stated = _STATED.fullmatch(text)
    if stated is None or not re.search(r"(?:자고|다고|라고)\s?함\.?$", text):
        return False
    return bool(kinds.typed(stated["who"]) or kinds.is_unit(stated["who"]) or _PARTY.fullmatch(stated["who"]))


_PARTY = re.compile(r"(?:외부|내부|민간|당연직|위촉)?\s?위원")


def _told(part: Part, year: int) -> Part:
    """A fact with the label that its words or its make give it."""
    if listed := _listed(part, year):
        return listed
    typed = kinds.typed(part.text, year)
    if typed is None and (whole := days.rewritten(part.text, year)) != part.text:
        typed = kinds.typed(whole, year)  # `4. 13. 접수`
    if typed is not None:
        return replace(part, typed=typed)
    if named := _named(part, year):
        return named
    stated = _STATED.fullmatch(part.text)
    if stated and stated["who"].endswith("측"):
        return replace(part, stated=True)
    if stated and (kinds.typed(stated["who"]) or kinds.is_unit(stated["who"])):
        return replace(part, stated=True)
    return part


def _named(part: Part, year: int) -> Part | None:
    """`대상은 …`, `준비물 …`: a label without a colon."""
    if topical := _dated(part, year) or _topical(part):
        return topical
    first, _, rest = part.text.partition(" ")
    if rest and _is_word(first) and _stands(first, rest, year):
        return _labelled(part, first, len(first))
    return None


_DAY_OF = re.compile(
    r"([가-힣]{1,8}(?:\s[가-힣]{1,6}){0,2}\s?(?:날|일|일자))(?:은|는|이|가)\s+(.+?)(?:인데|이고|이며|임)?"
)


def _dated(part: Part, year: int) -> Part | None:
    """`신청서 받은 날이 2026. 3. 31.인데`: the day under its name."""
    found = _DAY_OF.fullmatch(part.text)
    if found is None or not (days := dates.parse(found[2], year)) or days[0].span != (0, len(found[2])):
        return None
    line = part.line.cut(found.start(2), found.end(2))
    return replace(part, role=NoteRole.LABELLED, label=found[1], line=line, head=True)


def _topical(part: Part) -> Part | None:
    topic = _TOPIC.fullmatch(part.text)
    if topic and _is_word(topic[1]) and _declares(topic[2]):
        return _labelled(part, topic[1], topic.start(2))
    return None


def _labelled(part: Part, label: str, start: int) -> Part:
    line = part.line.cut(start, len(part.text))
    return replace(part, role=NoteRole.LABELLED, label=label, line=line, head=True)


def _declares(said: str) -> bool:
    return bool(_DECLARED.search(said)) or not VERBAL.search(said)


_NOTHING = re.compile(r"(?:없음|해당\s?없음|무료|비예산|전액\s?무료)\.?")


_COSTS = re.compile(r"예산|금액|비용|단가|가격|사업비")
_WHENS = re.compile(r"(?:일|일자|일시|날짜|기간|기한|시간|시점|시각)$")
_SINCE = re.compile(r"\d{4}\. ?\d|\d+\s?(?:시간|분|일간|주|개월|년|월)")


def _is_word(label: str) -> bool:
    return LABEL_WORDS.fullmatch(label.replace(" ", "")) is not None


def _stands(word: str, rest: str, year: int) -> bool:
    """Whether what stands behind a label's word is its value."""
    if _NOTHING.fullmatch(rest):
        return True
    if word in ("위치", "장소", "주소", "출발지", "도착지", "목적지", "집결지"):
        return not VERBAL.search(rest)
    if word in ("담당", "담당자", "문의", "문의처", "연락처"):
        return bool(kinds.contact(rest) or kinds.typed(rest, year))
    if VERBAL.search(rest):
        return False
    if word in ("대상", "대상자") and re.match(r"(?:전|각|모든|소속|관내|예하|총)\s", rest):
        return True
    if _COSTS.search(word):
        return bool(amounts.parse(rest))
    if _WHENS.search(word):
        return bool(dates.parse(rest, year)) or _SINCE.match(rest) is not None
    return rest[0].isdigit() or kinds.typed(rest, year) is not None


def _remarked(found: list[Part]) -> list[Part]:
    """`(쓰지 말 것)`, `(확인할 것)` speak of what they follow."""
    out: list[Part] = []
    for each in found:
        part = each
        if part.remark and out and part.role is NoteRole.WITHHELD:
            out[-1] = replace(out[-1], role=NoteRole.WITHHELD)
            back = len(out) - 1
            while back and out[back].label and not out[back].head:  # all of a labelled value
                back -= 1
                out[back] = replace(out[back], role=NoteRole.WITHHELD)
        elif part.remark and out and out[-1].role is NoteRole.LOOKUP and roles.doubted_article(part.text):
            continue
        elif part.remark and out and _ASKS_ITEM.search(part.text):
            out[-1] = replace(out[-1], role=NoteRole.FACT if _KEPT.search(out[-1].text) else out[-1].role)
            part = _asking(out[-1], part)
        elif part.remark and out and _doubts(part, out[-1]):
            out[-1] = replace(out[-1], role=NoteRole.LOOKUP)
            continue
        elif part.remark and part.role is NoteRole.ADDRESSEE and out and out[-1].role is part.role:
            out[-1] = replace(out[-1], several=True)
            continue
        elif part.remark and part.role is NoteRole.ADDRESSEE and out and out[-1].role is NoteRole.FACT:
            out[-1] = replace(out[-1], role=part.role, typed=None, several=True)
            continue
        elif part.remark and part.role is NoteRole.UNDECIDED and out:
            part = replace(part, topic=undecided.topic(out[-1].text) or out[-1].label)
        out.append(part)
    return out


_ASKS_ITEM = re.compile(r"(?:호수|몇\s?호|해당\s?호|어느\s?호).*(?:찾|확인|명시|적|밝|\?)")
_KEPT = re.compile(r"(?:이라|라서|이므로|므로|하여|해서|때문에)\s.*비공개|비공개\s?(?:대상|처리)")
"""A decision not to disclose, with its reason: told, and not to be kept out of the letter."""


def _asking(said: Part, remark: Part) -> Part:
    """`영업비밀이라 비공개(해당 호수까지 찾아서)`: what is said is told, and with the remark it is a question."""
    between = " "
    line = replace(
        remark.line,
        text=said.line.text + between + remark.line.text,
        places=said.line.places + (said.line.places[-1],) * len(between) + remark.line.places,
    )
    return replace(remark, line=line, role=NoteRole.LOOKUP, remark=False, label="", head=True)


def _doubts(remark: Part, said: Part) -> bool:
    """A remark that asks to check: a regulation that is named, or a question."""
    if not re.search(r"확인|찾|맞나|모름|같음|\?", remark.text):
        return False
    law = re.search(r"\d+\s?조|규정|법(?:에|상|령|률)?\s|훈령|조문|[가-힣]법\s", f"{said.text} ")
    return said.role is NoteRole.LOOKUP or (law is not None and remark.role in (NoteRole.LOOKUP, NoteRole.FACT))


_FURTHER = re.compile(r"(?:는지|은지|인지|한지|할지)도?(?:\s?(?:같이|함께|포함))?$")


def _asked_further(found: list[Part]) -> list[Part]:
    """`며칠 안에 하는지, 늦으면 연장할 수 있는지도`: what goes on from a question is one."""
    for at, part in enumerate(found[1:], 1):
        if part.role is NoteRole.FACT and found[at - 1].role is NoteRole.LOOKUP and _FURTHER.search(part.text):
            found[at] = replace(part, role=NoteRole.LOOKUP)
    return found


_BUT = re.compile(r"(?:말고|빼고)$")
_OWN_THING = re.compile(r"\d|[은는을를만]\s|게\s|정리$|작성$|안내$|쓸\s?것|적을\s?것|쓰기$|적기$")
"""What follows `쓰지 말고` and speaks of something else."""


def _reached(found: list[Part]) -> list[Part]:
    """`…, 쓰지 말 것` with no thing of its own means the clauses of its line before it."""
    for at, part in enumerate(found):
        if part.role is not NoteRole.WITHHELD or part.remark:
            continue
        if _BUT.search(part.text) and at + 1 < len(found) and not _OWN_THING.search(found[at + 1].text):
            found[at + 1] = replace(found[at + 1], role=NoteRole.WITHHELD)
        if roles.bare_withheld(part.text) or _POINTS.match(part.text):
            found = [replace(one, role=NoteRole.WITHHELD) for one in found[:at]] + found[at:]
        if part.head and part.label and (roles.withheld("", part.label) or roles.bare_withheld(part.text)):
            end = at + 1
            while end < len(found) and found[end].label == part.label and not found[end].head:
                end += 1
            found = found[:at] + [replace(one, role=NoteRole.WITHHELD) for one in found[at:end]] + found[end:]
    return found


def _undecided_row(found: list[Part]) -> list[Part]:
    """`시간, 장소 미정`: the bare words before it are undecided as well."""
    for at in range(len(found) - 2, -1, -1):
        part, behind = found[at], found[at + 1]
        if behind.role is NoteRole.UNDECIDED and not behind.topic and not undecided.names(behind.text):
            found[at + 1] = behind = replace(behind, topic=undecided.topic(part.text) or part.label)
        if behind.role is NoteRole.UNDECIDED and part.role is NoteRole.FACT and undecided.PLAIN.fullmatch(part.text):
            found[at] = replace(part, role=NoteRole.UNDECIDED, label="")
    return found


_WHO = re.compile(
    r"(?P<what>[가-힣 ]{2,12}?)(?:이|가)?\s?(?:누군지|누구인지|이름|성명|신원|실명|명단|정보|내용|얘기|이야기"
    r"|관련\s?내용)?(?:은|는|을|를|도|이|가)\s"
)


def _topics_withheld(found: list[Part]) -> list[Part]:
    """`청구인은 쓰지 말 것` reaches `청구인: 홍○○` on another line."""
    names = set()
    for part in found:
        if part.role is NoteRole.WITHHELD and not part.label and not roles.bare_withheld(part.text):
            topic = _WHO.match(part.text)
            if topic and not _POINTS.match(part.text):
                names.add(topic["what"].replace(" ", ""))
    names.discard("")
    return [replace(part, role=NoteRole.WITHHELD) if _is_of(part, names) else part for part in found]


def _is_of(part: Part, names: set[str]) -> bool:
    if part.role not in (NoteRole.FACT, NoteRole.LABELLED, NoteRole.UNDECIDED):
        return False
    label = part.label.replace(" ", "")
    if label and any(label in (name, f"{name}이름", f"{name}명", f"{name}성명") for name in names):
        return part.role is not NoteRole.UNDECIDED
    who = re.match(r"([가-힣]{2,8})\s(?:[가-힣]{2,4}|[가-힣]?[O○]{2})(?:\s?(?:씨|님))?$", part.text)
    return bool(who and not part.label and who[1] in names)
