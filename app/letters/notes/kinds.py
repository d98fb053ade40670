"""What a piece of notes is by its make: a day, a place, people, an amount, a telephone number; and whether a value is
of a field's kind."""

import re
from dataclasses import dataclass

from app.core import personal
from app.core.drafts import FieldKind
from app.core.official import amounts, dates
from app.core.official.dates import Found, When
from app.letters.notes import days

RANKS = (
    "장관|차관|실장|국장|본부장|단장|부장|과장|팀장|계장|대장|중대장|소대장|처장|청장|원장|관장|소장|센터장"
    "|이사장|이사|사장|위원장|부위원장|간사|위원|의장|"
    "서기관|부이사관|사무관|주무관|주사|주사보|서기|서기보|군무원|대령|중령|소령|대위|중위|소위|준위|원사|상사"
    "|중사|하사|병장|상병|일병|이병|대장|중장|소장|준장|"
    "교수|박사|변호사|회계사|강사|반장|조장|총무|감사관|담당관|담당자|연구관|연구사|지도관|조사관|감독관|대표"
    "|의원|사령관"
    "|사단장|여단장|연대장|대대장|참모장|참모|행정관|민원인|님|씨"
)
_NAME = r"(?:[가-힣]{2,4}|[O○〇ㅇX]{2,3}|[가-힣][O○〇ㅇX*]{1,2})"
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석"
    "선설마길연위표명기반왕금옥육인맹제모탁국은편용봉사"
)
_PERSON = re.compile(
    rf"(?:(?:{RANKS})\s(?:[{_SURNAMES}][가-힣]{{2}}|[가-힣]?[O○〇X*]{{1,3}})|[가-힣][O○〇]{{1,2}}"
    rf"|(?:[가-힣]{{2,10}}\s)?{_NAME}\s?(?:{RANKS})"
    rf"|[가-힣]{{1,8}}(?:{RANKS})|[O○〇]{{2,3}})(?:\s?(?:외"
    rf"|등)\s?\d+\s?명)?(?:\s?\([^()]{{1,30}}\))?"
)
_PEOPLE_BETWEEN = re.compile(r"\s*(?:[,·ㆍ、]|\s및\s|\s?와\s|\s?과\s|\s)\s*")
_COUNT = re.compile(
    r"(?:총|약|각|매|연|전)?\s?\d[\d,.]*\s?(?:여\s?)?(?:명|인|건|개|대|부|권|회|차례|곳|개소|팀|매|장|통|세트"
    r"|박스|상자|병|종|가지|쪽|벌|켤레|자루|포|동|호"
    r"|세대|kg|㎏|톤|리터|L|m|㎡|평|점|번|식|조|필지|학급|과목|시간|일|개월|년|%|퍼센트)"
    r"(?:\s?\([^()]{1,40}\))?"
)
_SITE = (
    r"회의실|강의실|교육실|교육장|상담실|접견실|자료실|휴게실|전산실|통제실|지휘소|서버실|기계실|상황실|민원실|민원실|세미나실"
    r"|대기실|집무실|시청각실|단련실|보일러실|당직실|사무실|실습실|브리핑실|전시실|열람실|"
    r"문서고|강당|대강당|소강당|식당|로비|주차장|운동장|체육관|연병장|창고|현관|정문|후문|복도|옥상|회관|도서관"
    r"|복지관|체력장|사격장|훈련장|경기장|공원|광장|청사|본관|별관|신관|구관|"
    r"센터|홀|캠퍼스|공연장|수영장|놀이터|터미널|역|안내데스크|정비고|차고|무기고|탄약고|관사|숙소|생활관|병원"
    r"|학교|초등학교|중학교|고등학교|대학교|층|호실|호|영상회의"
)
_PLACE = re.compile(
    rf"(?:[가-힣A-Za-z0-9○()]{{1,12}}\s){{0,4}}(?:제?\d+\s?)?[가-힣A-Za-z0-9○-]{{0,12}}(?:{_SITE})(?:\s?(?:앞|옆"
    rf"|내|안|일대"
    rf"|입구|\d+호|\d+층|[가-힣]{{1,6}}실))?(?:\s?\([^()]{{1,30}}\))?"
)
_NO_PLACE = re.compile(r"(?:은|는|을|를|이|가|해|함|임|됨|고|서|며|면|의)\s|[.,?!]|\d+\s?(?:명|건|개|부|원)")
_NUMBER = re.compile(
    r"[가-힣A-Za-z·]{1,20}(?:과|실|국|팀|단|부|처|청|소|담당관|대|대대|사령부|센터"
    r"|위원회)\s?-\s?\d{1,6}(?:호)?(?:\s?\([^()]{1,25}\))?(?:호)?"
)
_UNIT = re.compile(
    r"[가-힣A-Za-z0-9○·ㆍ]{0,16}(?:과|실|국|팀|부|처|청|원|단|대|소|계|반|센터|본부|사령부|위원회|부대|대대|중대"
    r"|사단|여단|연대|학교|시|군|구|도|동|면|읍|공사|공단"
    r"|협회|은행|경찰서|소방서|우체국|의회|법원|병원|\(주\)|주식회사)"
)
_FIRM = re.compile(
    r"(?:\(주\)|㈜|주식회사\s?|\(유\)|\(사\)|\(재\)|사단법인\s?|재단법인\s?)\s?[가-힣A-Za-z0-9○]{1,20}"
    r"|[가-힣A-Za-z0-9○]{2,20}\s?(?:\(주\)|㈜)(?![가-힣A-Za-z0-9])"
)

_DAY_TAIL = (
    r"(?:\s?(?:까지|부터|중|경|쯤|께|이내|내|예정|임|에|기준|현재|자|오전|오후|종일|동안|매주|당일|이후|이전"
    r"|불시|수시|매일|하루|\d+시간씩?|\d+주간|\d+일간|[,(]?\s?\d+박\s?\d+일\)?))*"
)
_DAY_NOUN = (
    r"접수|시행|개최|신청|제출|발생|완료|착공|준공|점검|회신|도착|발송|납품|계약|시작|종료|마감|실시|공고|개시"
    r"|통지|통보|청구|방문|작성|발령|취임|퇴직|입고|출고|설치|배부|출발|복귀"
    r"|조사|만료|개강|"
    r"선정|발표|심의|의결|등록|지급|입금|배포|게시|검수|반납|훈련|교육|회의|행사|면담|출장|휴가|인계|인수|이사"
    r"|이전|개소|수령|보도|결재|승인|신고|적발|사고"
)
_BEFORE_NOUN = re.compile(rf"(?:({_DAY_NOUN})(?:일|일자|날짜|기한|기간|예정일|희망일|시한)?(?:은|는|:)?\s)$")
_AFTER_NOUN = re.compile(
    rf"^\s?(?:자로\s|에\s)?(?:[가-힣]{{2,10}}(?:으로|로|에서|에)\s)?({_DAY_NOUN})(?:됨|함|했음|하였음|받음|완료"
    rf"|예정|임|하기로 함)?\.?$"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A piece that is one value: `label` is what it would be called, `value` how it stands in the notes."""

    kind: FieldKind
    label: str
    value: str


def typed(text: str, year: int = 0) -> Typed | None:
    """None: it is more than one value, or none that can be told by its make."""
    text = days.pointed(text)
    text = text.strip().rstrip(".") if not re.search(r"\d\.$", text.strip()) else text.strip()
    return (
        _when(text, year)
        or _money(text)
        or _contact(text)
        or _number(text)
        or _people(text)
        or _place(text)
        or _meeting(text)
    )


def _when(text: str, year: int) -> Typed | None:
    found = dates.parse(text, year)
    if len(found) == 2 and found[0].kind is When.DAY and found[1].kind in (When.TIME, When.PERIOD):
        between = text[found[0].span[1] : found[1].span[0]]
        if found[1].day is None and re.fullmatch(r"[\s,]*", between):
            return _labelled_when(text, found[0].span[0], found[1].span[1], When.MOMENT)
    if len(found) != 1:
        return None
    return _labelled_when(text, *found[0].span, found[0].kind if found[0].day or found[0].time else When.DAY, found[0])


def _labelled_when(text: str, start: int, end: int, kind: When, found: Found | None = None) -> Typed | None:
    before, after = text[:start], text[end:]
    noun = _BEFORE_NOUN.search(before)
    rest = before[: noun.start()] if noun else before
    behind = _AFTER_NOUN.fullmatch(after)
    named = _NAMED_DAY.fullmatch(rest) if not noun else None
    if (rest.strip() and not named) or not (re.fullmatch(_DAY_TAIL + r"\.?", after) or (behind and not noun)):
        return None
    if named:
        return Typed(_called(kind, found, "까지" in after)[0], named[1].strip(), value_of(text, start, end, behind))
    name = noun[1] if noun else behind[1] if behind else ""
    value = value_of(text, start, end, behind)
    what, label = _called(kind, found, "까지" in after)
    if noun and (own := _SAYS_KIND.search(noun[0])):
        return Typed(what, own[1], value)
    if not name or (label in ("일시", "시간") and name in ("회의", "행사", "교육", "훈련")):
        return Typed(what, "일자" if label == "일" else label, value)
    return Typed(what, f"{name} {label}" if label == "시기" else name + label, value)


_NAMED_DAY = re.compile(
    r"((?:[가-힣]{1,8}\s)?[가-힣]{1,6}(?:일|일자|일시|기한|기간|시간|시각|시점)|[가-힣]{1,8}\s(?:일자|일시|기한|기간|시간))"
    r"(?:은|는|:)?\s+"
)
_SAYS_KIND = re.compile(r"(\S+(?:기한|기간|예정일|희망일|시한))(?:은|는|:)?\s$")
"""A noun that says itself whether it is a deadline or a period: 제출기한 is no 제출일시."""


def value_of(text: str, start: int, end: int, behind: re.Match[str] | None) -> str:
    """What counts as the value: with its 까지, without the noun behind it."""
    return text[start:end] if behind else text[start:].strip()


def _called(kind: When, found: Found | None, until: bool) -> tuple[FieldKind, str]:
    if until and kind in (When.DAY, When.MOMENT, When.MONTH, When.TIME):
        return FieldKind.MOMENT if kind is When.MOMENT else FieldKind.DATE, "기한"
    if kind is When.PERIOD and found is not None:
        if found.day is not None and found.until_day is not None and found.day != found.until_day:
            return FieldKind.PERIOD, "기간"
        return (FieldKind.MOMENT, "일시") if found.day is not None else (FieldKind.MOMENT, "시간")
    if kind is When.MOMENT:
        return FieldKind.MOMENT, "일시"
    if kind is When.TIME:
        return FieldKind.MOMENT, "시간"
    return FieldKind.DATE, "시기" if kind is When.MONTH else "일"


_MONEY = re.compile(
    r"(?:(?P<name>(?:[가-힣]{1,6}\s?)?(?:추정가격|추정 가격|예정가격|예산|사업비|금액|소요액|가격|단가|비용"
    r"|계약금액|총액|합계|소요예산|견적|대금|보조금|수수료|요금"
    r"|임차료|임대료|(?:1인당\s)?[가-힣]{1,5}(?:여비|강사료|참가비|급식비|식비|숙박비|교통비|운영비|인건비|재료비|공사비|용역비)"
    r"|여비|강사료|참가비|급식비|식비|숙박비|교통비|운영비|인건비|재료비|공사비|용역비))(?:은|는|이|:)?\s?)?"
    r"(?P<lead>(?:약|총|각|최대|대략|1인당|1대당|1개당)\s?)?$"
)


def _money(text: str) -> Typed | None:
    found = amounts.parse(text)
    if len(found) != 1:
        return None
    start, end = found[0].span
    named = _MONEY.fullmatch(text[:start])
    if named is None or not re.fullmatch(
        r"\s?(?:정도|이내|이하|범위(?:\s?내)?|내외|가량|미만|이상|\([^()]{1,30}\)|정|임|예상|예정|소요|씩)*\.?",
        text[end:],
    ):
        return None
    return Typed(
        FieldKind.AMOUNT, (named["name"] or "금액").strip(), text[named.start("lead") if named["lead"] else start :]
    )


_CONTACT = re.compile(
    r"(?:(?:전화(?:번호)?|연락처|문의(?:처)?|담당자?|내선|팩스|FAX|Fax|전자우편|이메일|메일)\s?[:：]?\s?)*"
)


def contact(text: str) -> str:
    """The telephone number or mail address in a text; empty: there is none."""
    kinds = (personal.PersonalKind.PHONE, personal.PersonalKind.MOBILE, personal.PersonalKind.EMAIL)
    found = [one for one in personal.find(text) if one.kind in kinds]
    if found:
        return text[found[0].span[0] : found[0].span[1]].strip("()")
    inside = re.search(r"(?:내선|구내|교환)\s?(?:번호)?\s?\d{3,5}", text)
    return inside[0] if inside else ""


def _contact(text: str) -> Typed | None:
    kinds = (personal.PersonalKind.PHONE, personal.PersonalKind.MOBILE, personal.PersonalKind.EMAIL)
    found = [one for one in personal.find(text) if one.kind in kinds]
    if not found:
        inside = re.fullmatch(r"(?:내선|구내|교환)\s?(?:번호)?\s?\d{3,5}|\d{3,4}-\d{4}", text)
        return Typed(FieldKind.CONTACT, "연락처", text) if inside else None
    start, end = found[0].span[0], found[-1].span[1]
    if not _CONTACT.fullmatch(text[:start]) or text[end:].strip(" .)"):
        return None
    fax = re.search(r"팩스|fax", text[:start], re.IGNORECASE)
    mail = found[0].kind is personal.PersonalKind.EMAIL
    return Typed(FieldKind.CONTACT, "팩스" if fax else "전자우편" if mail else "연락처", text[start:end])


def _number(text: str) -> Typed | None:
    return Typed(FieldKind.NUMBER, "관련", text) if _NUMBER.fullmatch(text) else None


def _people(text: str) -> Typed | None:
    """Posts and names with a rank alone; `기획과장` by itself may be a unit's head as well: people all the same."""
    parts = [part for part in _PEOPLE_BETWEEN.split(text) if part]
    whole = _PERSON.fullmatch(text)
    if not whole and not (len(parts) > 1 and all(_PERSON.fullmatch(part) for part in parts)):
        return None
    return Typed(FieldKind.PERSON, "", text)


def _place(text: str) -> Typed | None:
    if len(text) > 40 or _NO_PLACE.search(text) or not _PLACE.fullmatch(text) or dates.parse(text):
        return None
    return Typed(FieldKind.PLACE, "장소", re.sub(r"^장소\s+", "", text))


_MEETING = re.compile(
    r"[가-힣A-Za-z0-9·ㆍ() ]{2,40}(?:회의|협의회|간담회|심의회|토론회|설명회|공청회|워크숍"
    r"|세미나)(?:\s?\(?제?\d+차\)?)?"
)


def _meeting(text: str) -> Typed | None:
    if not _MEETING.fullmatch(text) or _NO_PLACE.search(text):
        return None
    return Typed(FieldKind.TEXT, "회의명", text)


def day_before_place(text: str) -> int:
    """Where a place begins right behind a day (`4월 7일 오후 3시 별관 회의실`); 0: there is none."""
    found = dates.parse(text)
    if len(found) != 1 or found[0].span[0] != 0:
        return 0
    end = found[0].span[1]
    return end if text[end : end + 1] == " " and _place(text[end:].split(", ", 1)[0].strip()) else 0


def meeting_day_place(text: str) -> tuple[int, ...]:
    """Where day and place begin in `예산 협의회 3월 4일 10시 2층 회의실`; empty: it is not of that make."""
    found = dates.parse(text)
    if not found or not 1 <= len(found) <= 2:
        return ()
    start, end = found[0].span[0], found[-1].span[1]
    head, tail = text[:start].strip(" ,"), text[end:].strip(" ,")
    if len(found) == 2 and text[found[0].span[1] : found[1].span[0]].strip(" ,"):
        return ()
    if (
        not head
        or re.match(r"다음|차기|지난|저번|이번", head)
        or _meeting(head) is None
        or (tail and _place(tail) is None)
    ):
        return ()
    return (start, end) if tail else (start,)


def firms(text: str) -> tuple[str, ...]:
    """Firms and corporations that are named with what they are: `(주)○○`."""
    return tuple(dict.fromkeys(_without_particle(found[0].strip()) for found in _FIRM.finditer(text)))


def _without_particle(name: str) -> str:
    """`(주)가람테크가` is 가람테크 with a particle that fits its last syllable."""
    name = re.sub(r"(?<=[가-힣]{3})(?:에게|에서|에|측에)$", "", name)
    last, particle = name[-2:-1], name[-1]
    if len(name) < 6 or not "가" <= last <= "힣":
        return name
    closed = bool((ord(last) - 0xAC00) % 28)
    return name[:-1] if particle in ("은이을과" if closed else "는가를와") else name


def is_unit(text: str) -> bool:
    return bool(_UNIT.fullmatch(text.strip()) or _FIRM.fullmatch(text.strip()))


def fits(kind: FieldKind, value: str, choices: tuple[str, ...] = (), year: int = 0) -> bool:
    """Whether a value may stand in a field of this kind."""
    value = value.strip()
    if not value:
        return False
    whens = {found.kind for found in dates.parse(value, year)}
    if kind is FieldKind.CHOICE:
        return any(choice == value or value.startswith(f"{choice}(") for choice in choices)
    if kind in (FieldKind.DATE, FieldKind.MOMENT, FieldKind.PERIOD):
        return bool(whens) or bool(
            re.search(r"\d+\s?월|수시|매(?:일|주|월|년)|상시|분기|상반기|하반기|주말|평일", value)
        )
    if kind is FieldKind.AMOUNT:
        return bool(amounts.parse(value)) or bool(re.search(r"비예산|없음|해당\s?없음|예산\s?범위", value))
    if kind is FieldKind.COUNT:
        return bool(re.search(r"\d", value)) and (bool(_COUNT.search(value)) or value.replace(",", "").isdigit())
    if kind is FieldKind.CONTACT:
        return bool(re.search(r"\d{3,4}-\d{4}|\d{3,}|@", value))
    if kind is FieldKind.NUMBER:
        return bool(re.search(r"\d", value))
    if kind in (FieldKind.PERSON, FieldKind.UNIT, FieldKind.PLACE):
        return bool(re.search(r"[가-힣A-Za-z○]|[O○〇]{2}", value)) and len(value) <= 200 and not amounts.parse(value)
    return True
