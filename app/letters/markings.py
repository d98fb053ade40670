"""What a draft must not carry out unseen: personal data, and the words by which a secret is marked.

Sources: 개인정보 보호법 제2조제1호, 제24조 (core.personal has the kinds with a number of their own); 군사기밀 보호법
제3조 with 시행령 제3조 (grades Ⅰ, Ⅱ, Ⅲ), 보안업무규정 제4조; 시행규칙 제13조제4항: the grade stands in quotation marks
after the title, or after 끝. A word that is only spoken of (비밀엄수, 비밀번호, Ⅱ급비밀 취급 인가) marks nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.core import personal
from app.core.personal import PersonalKind
from app.core.types import Span


class MarkingKind(StrEnum):
    """The kinds of core.personal by their names, and what only a letter has."""

    RESIDENT = "resident"
    FOREIGNER = "foreigner"
    PASSPORT = "passport"
    LICENCE = "licence"
    SERVICE = "service"
    CARD = "card"
    ACCOUNT = "account"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    BIRTH = "birth"
    VEHICLE = "vehicle"
    GRADE = "grade"
    """A word of classification, standing as a mark."""


@dataclass(frozen=True, slots=True)
class Marking:
    """`word` is what stands at `span`, as written."""

    kind: MarkingKind
    span: Span
    word: str

    @property
    def key(self) -> str:
        """The message key of its kind: `personal_resident`, `marking_grade`."""
        return f"{'marking' if self.kind in _OURS else 'personal'}_{self.kind}"


_OURS = frozenset({MarkingKind.ADDRESS, MarkingKind.BIRTH, MarkingKind.VEHICLE, MarkingKind.GRADE})


_S = r"[ \t\u3000]{0,4}"
_GRADE = (
    rf"(?:군{_S}사{_S})?(?:[ⅠⅡⅢ]|I{{1,3}}|[123]){_S}급{_S}(?:비{_S}밀|군{_S}사{_S}기{_S}밀)|대{_S}외{_S}비"
    rf"|군{_S}사{_S}기{_S}밀|극{_S}비|비{_S}밀|암{_S}호{_S}자{_S}재|암{_S}호"
)
_OPEN, _CLOSE = r"[\"“”‘'「『\[(【<〈〔{]", r"[\"“”’'」』\])】>〉〕}]"
_ALONE = re.compile(rf"(?m)^{_S}[-–—*※]*{_S}{_OPEN}?{_S}(?P<w>{_GRADE}){_S}{_CLOSE}?{_S}[-–—*]*{_S}$")
_AT_END = re.compile(rf"(?m){_OPEN}{_S}(?P<w>{_GRADE}){_S}{_CLOSE}(?={_S}\.?{_S}$)")
_AFTER = re.compile(
    rf"(?:끝{_S}\.?|이하{_S}빈{_S}칸){_S}{_OPEN}?{_S}(?P<w>{_GRADE}){_S}{_CLOSE}?(?={_S}\.?{_S}(?:$|\n))"
)
_LABELLED = re.compile(rf"(?:보안|비밀|기밀){_S}등급{_S}[:：]?{_S}(?P<w>{_GRADE})(?![가-힣])")
_TITLE_END = re.compile(rf"(?m)^{_S}제{_S}목{_S}[:：]?[^\n]*?[ \t\u3000]{_OPEN}(?P<w>{_GRADE}){_CLOSE}")

_PLACE = (
    r"[가-힣0-9·.\-() ]{2,40}?(?:시|도|군|구|읍|면|동|리|로|길)[가-힣0-9·.\-(), ]{0,30}?"
    r"\d+(?:-\d+)?(?:[^\S\n]?(?:번지|호|동|층))*"
)
_ADDRESS = re.compile(rf"(?:주소지?|거주지|주거지|자택|본적|현{_S}거주)(?:는|은|가)?{_S}[:：]?{_S}(?P<w>{_PLACE})")
_BIRTH = re.compile(
    rf"(?:생년월일|출생일|출생|생일)(?:은|는|이)?{_S}[:：]?{_S}"
    r"(?P<w>(?:19|20)?\d{2}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?|\d{6}(?!\d)|(?:19|20)\d{6}(?!\d))"
)
_PLATE = re.compile(
    r"(?<![\d제가-힣])(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\s?)?"
    r"(?<!\d)(?P<w>\d{2,3}\s?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자하허호배육해공국합]\s?\d{4})"
    r"(?![\d.년\-/])"
)
_TELLS_PLATE = re.compile(r"차량|차번|번호판|자동차|승용|승합|화물|관용차|등록번호")
_SURE_PLATE = re.compile(r"\d{2,3}[가나다라마거너더러머버서어저고하허]\d{4}")
_OFFICE = re.compile(r"문의|담당|전화|팩스|연락처|내선|사무실|☎|TEL|Tel|FAX")
_OFFICIAL_MAIL = re.compile(r"(?:\.go\.kr|\.mil\.kr|@mil\.kr|@korea\.kr)$", re.IGNORECASE)
_ROMAN = str.maketrans({"Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3"})


def markings(text: str, official: Iterable[str] = ()) -> tuple[Marking, ...]:
    """In the order of the text; none overlaps another. `official` are the unit's own contacts: no marking.

    Neither is a telephone of an office beside 문의 or 담당, nor mail of an agency: 공공기관의 정보공개에 관한 법률
    제9조제1항제6호라목 lets the official in charge be known.
    """
    own = {_bare(value) for value in official if value.strip()}
    found = [*grades(text), *_people(text, own), *_told(text, own)]
    kept: list[Marking] = []
    for one in sorted(found, key=lambda one: one.span):
        if not kept or kept[-1].span[1] <= one.span[0]:
            kept.append(one)
    return tuple(kept)


def grades(text: str) -> Iterator[Marking]:
    """Words of classification where they mark the text."""
    spans = {
        match.span("w") for one in (_ALONE, _AT_END, _AFTER, _LABELLED, _TITLE_END) for match in one.finditer(text)
    }
    yield from (Marking(MarkingKind.GRADE, span, text[slice(*span)]) for span in sorted(spans))


def grade_key(word: str) -> str:
    """`Ⅱ 급 비밀`, `II급비밀` and `2급비밀` are one."""
    bare = re.sub(r"\s", "", word)
    return re.sub(r"^(군사)?(I{1,3})(?=급)", lambda match: (match[1] or "") + str(len(match[2])), bare).translate(
        _ROMAN
    )


def _people(text: str, own: set[str]) -> Iterator[Marking]:
    for one in personal.find(text):
        word = text[slice(*one.span)]
        if _is_own(word, own):
            continue
        line = text[text.rfind("\n", 0, one.span[0]) + 1 : one.span[0]]
        if one.kind is PersonalKind.PHONE and _OFFICE.search(line):
            continue
        if one.kind is PersonalKind.EMAIL and _OFFICIAL_MAIL.search(word):
            continue
        yield Marking(MarkingKind(one.kind.value), one.span, word)


def _told(text: str, own: set[str]) -> Iterator[Marking]:
    """What only a word before it tells to be personal."""
    for kind, pattern in ((MarkingKind.ADDRESS, _ADDRESS), (MarkingKind.BIRTH, _BIRTH), (MarkingKind.VEHICLE, _PLATE)):
        for match in pattern.finditer(text):
            word = match["w"].strip()
            if _is_own(word, own):
                continue
            near = text[max(0, match.start() - 16) : match.start()]
            if kind is MarkingKind.VEHICLE and not (_SURE_PLATE.fullmatch(word) or _TELLS_PLATE.search(near)):
                continue
            yield Marking(kind, (match.start("w"), match.start("w") + len(match["w"].rstrip())), word)


def _is_own(word: str, own: set[str]) -> bool:
    bare = _bare(word)
    return any(bare in value or value in bare for value in own if len(value) > 5)


def _bare(text: str) -> str:
    return re.sub(r"[\s\-()–—.]", "", text).lower()
