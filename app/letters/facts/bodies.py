"""Companies, units and places: who a letter goes to, who acts, where. Value: ("body", the name without white space)."""

import re
from collections.abc import Iterator

from app.core.findings import FactKind
from app.letters.facts.sources import Fact

_FORM = r"(?:\(주\)|㈜|주식회사|\(유\)|유한회사|\(사\)|사단법인|\(재\)|재단법인)"
_COMPANY = re.compile(
    rf"{_FORM}\s?(?P<a>[가-힣A-Za-z0-9&][가-힣A-Za-z0-9&·]*)"
    r"|(?P<b>[가-힣A-Za-z0-9&]{2,20})(?:\(주\)|㈜|\s?주식회사)(?![가-힣A-Za-z0-9]|\s?[가-힣](?!표))"
)
_STRONG = (
    "사령부|본부|사단|여단|연대|대대|중대|위원회|심의회|협의회|센터|학교|공단|공사|협회|조합|은행|병원|담당관실|감찰실"
    "|법무실|비서실|사령관|담당관|청장|장관|처장|국장|실장|과장|팀장|단장|교장|법원|검찰청|경찰서|시청|구청|군청|재단"
    "|연구원|연구소|건설|산업|상사|전자"
)
_UNIT = re.compile(
    rf"(?<![가-힣A-Za-z0-9○])(?P<u>[가-힣A-Za-z0-9○]{{2,20}}(?:{_STRONG}))"
    r"(?=$|[^가-힣]|[은는이가을를의에와과로도]|에서|에게|부터|까지|으로)"
)
_LABEL = r"(?m)(?:^|[\s.)(○□ㆍ-])"
_VALUE = r"(?P<value>[^\n]+?)(?=[ ]{2}|\n|$)"
_WHO = re.compile(
    rf"{_LABEL}(?:(?:협조|담당|대상|작성|주관|참여) ?(?:부서|기관)|참가|참여|참석자?|주관|소속|부서|배부처?"
    r"|통보처?|문의처?|업체명?"
    r"|(?:계약 ?)?상대자|제출처|공급자|시공사|발주처|수행 ?업체|기관|담당자?|주최|후원)\s?[:：]\s?"
    rf"{_VALUE}"
)
_WHERE = re.compile(
    rf"{_LABEL}(?:(?:납품|제출|회의|행사|교육)? ?장소|곳|위치|집결지|교육장|훈련장|개최지)\s?[:：]\s?{_VALUE}"
)
_TO = re.compile(
    r"(?m)^[ \t\u3000]*(?:수[ \t]*신(?:자)?|\(?경[ \t]*유\)?|받는[ \t]*곳)[ \t\u3000]*[:：]?[ \t\u3000]+"
    r"(?P<value>[^\n]+)"
)
_WORD = re.compile(r"[가-힣A-Za-z○][가-힣A-Za-z0-9○]*")
_BODY = re.compile(r"[가-힣○A-Za-z0-9]{1,20}(?:과|팀|실|국|처|단|부|대|청|원|소|반|관|장|사|회|센터)$")
_POSTPOSITION = re.compile(r"(?:에서|에게|으로|부터|까지|와|은|는|이|가|을|를|의|에|로|도|측|등)$")
_FRAME = frozenset(
    re.findall(
        r"\S+",
        """내부결재 수신자 참조 귀하 귀중 대표 각 등 해당 관계 부서 기관 참여 전체 전 부서장 소속 담당 담당자 미정 없음
        업무담당과장 추후 통보 별도 안내 예정 및 또는 외 이상 명 이내 기관장 부대 대표이사 님 붙임 문의 전화 담당부서
        부서별 확인 필요 끝 층 호 대표자 업체 주식회사 자체 당 본 우리 참석자 참석 대상 인원 직원 전원 관련 희망
        희망자 협조 주관 위원 위원장 간사 위원회 현장 온라인 비대면 화상 민원인 신청인 청구인 질의자 첨부 과장 국장
        실장 팀장 부대장""",
    )
)
_GENERIC = frozenset(
    re.findall(
        r"\S+",
        """담당과장 업무담당과장 소속기관장 각과장 주무과장 관계기관 행정기관 소관부서 주관부서 해당부서 행정기관장
        소속부서장 심의위원회 소관과장 담당국장 처리과장 관계부서장 기관장 초등학교 중학교 고등학교 대학교 종합병원
        지방법원 행정법원 우체국 경찰서 소방서 보건소 어린이집 유치원 주민센터 관계행정기관 공공기관""",
    )
)


def bodies(text: str) -> Iterator[Fact]:
    for match in _COMPANY.finditer(text):
        group = "a" if match["a"] else "b"
        yield Fact(FactKind.NAME, match.span(group), ("body", match[group]))
    for match in _UNIT.finditer(text):
        if match["u"] not in _GENERIC:
            yield Fact(FactKind.NAME, match.span("u"), ("body", match["u"]))
    for pattern, every in ((_TO, True), (_WHERE, True), (_WHO, False)):
        for line in pattern.finditer(text):
            yield from _words(text, line.span("value"), every)


def _words(text: str, span: tuple[int, int], every: bool) -> Iterator[Fact]:
    """Each word of a value that names somebody or something; `every`: whatever it ends with."""
    for match in _WORD.finditer(text, *span):
        if text[match.end() : match.end() + 2].lstrip()[:1] in (":", "："):
            return  # the next label
        bare = stripped(match[0])
        if bare in _FRAME or match[0] in _FRAME or len(bare) < 2:
            continue
        if every or _BODY.match(bare):
            yield Fact(FactKind.NAME, (match.start(), match.start() + len(bare)), ("body", bare))


def likenesses(text: str, names: set[str], said: str) -> Iterator[Fact]:
    """Words of the text that are as long as a known name and like it, and stand nowhere in `said`, the sources."""
    by_length: dict[int, list[str]] = {}
    for name in names:
        if len(name) >= 3:
            by_length.setdefault(len(name), []).append(name)
    for match in _WORD.finditer(text):
        bare = stripped(match[0])
        if len(bare) not in by_length or bare in said or match[0] in said:
            continue
        if any(_alike(bare, name) for name in by_length[len(bare)]):
            yield Fact(FactKind.NAME, (match.start(), match.start() + len(bare)), ("body", bare))


def _alike(word: str, name: str) -> bool:
    """One letter apart, or two of five or more, with the same last letter; one of four or more, with the same first."""
    apart = sum(one != other for one, other in zip(word, name, strict=True))
    if word[-1] == name[-1]:
        return apart <= (2 if len(name) >= 5 else 1)
    return apart == 1 and len(name) >= 4


def stripped(word: str) -> str:
    """The word without a postposition, if two letters are left."""
    bare = _POSTPOSITION.sub("", word)
    return bare if len(bare) >= 2 else word
