"""Particles after a final consonant and after none (한글 맞춤법): `서류을` is 서류를.

What is looked for is only what cannot be anything else: an ending of a verb and a name look the same at times.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from hangulpy import get_jongsung_string

from app.core.findings import Finding
from app.letters.rules.told import SPELLING, warning

_PAIRS = {
    "을": "를",
    "이": "가",
    "은": "는",
    "과": "와",
    "으로": "로",
    "으로서": "로서",
    "으로써": "로써",
    "이라는": "라는",
    "이나": "나",
}
"""After a final consonant: after none."""
_AFTER = r"(?![가-힣])"
_OPEN = (
    "자료|서류|문서|부서|보고서|계획서|신청서|확인서|의견서|동의서|계약서|통지서|명세서|담당자|관계자|참석자|신청자|대상자|관리자|책임자|"
    "회의|업무|제도|절차|조사|검토|협조|평가|결과|조치|허가|인가|경비|사무|제출처|장소|사유|분야|과제|주소|번호|체계|처리|복무|"
    "총무과|인사과|기획과|회계과|정보화과|시설과|운영과|지원과|군수과|작전과|민원과|법무과|감사과|홍보과|관리과|"
    "부대|교사|의사|검사|판사|회사|정보|정부|국가|총리|지휘부|민원서|범위|단계|기준표|일지|이의"
)
_SHUT = (
    "계획|방안|사항|기간|기한|인원|예산|기관|내용|신청|현황|일정|장관|과장|국장|팀장|실장|부장|사령관|위원|위원장|직원|공무원|주민|국민|"
    "시민|시간|물품|차량|규정|법률|지침|훈령|권한|대상|훈련|교육|명단|서식|양식|문건|공문|승인|결정|변경|민원|요청|의견|기준|방법|목적|"
    "사업|시설|장비|점검|보안|군인|장병|병력|정책|행정|법령|조항|협약|계약|금액|비용|수당|지급"
)
_NOT_EUL = re.compile(
    r"(?:가을|마을|노을|고을|지을|이을|나을|부을|저을|그을|지을|하을|너을|다을|퍼부을|쏟아부을|자리매김을|까불|뉘을)$"
)
_FINAL_EUL = re.compile(rf"(?<![가-힣])[가-힣]{{1,10}}을{_AFTER}")
_FINAL_REUL = re.compile(rf"[가-힣]를{_AFTER}")
_FINAL_WA = re.compile(rf"(?<=[가-힣])[가-힣]와{_AFTER}")
_EURO = re.compile(rf"(?<![가-힣])[가-힣]{{1,12}}(?P<particle>으로(?:서|써)?){_AFTER}")
_RO = re.compile(rf"(?:{_SHUT})(?P<particle>로(?:서|써)?){_AFTER}")


@lru_cache(maxsize=2048)
def final(word: str) -> str:
    """The final consonant of a word's last syllable, empty without one."""
    last = word[-1:]
    return str(get_jongsung_string(last)) if "가" <= last <= "힣" else ""


def suited(word: str, tail: str) -> str | None:
    """The tail of another word as it must be after this one; None where nobody can tell."""
    consonant = final(word)
    for shut, open_ in _PAIRS.items():
        if tail in (shut, open_):
            if shut.startswith("으로"):
                return open_ if consonant in ("", "ㄹ") else shut
            return shut if consonant else open_
    if not tail or tail[0] in "의에도만까부보마께처별들등":
        return tail
    return None


def check(view: str) -> Iterator[Finding]:
    """`view` is a page's view with quotations and amounts masked."""
    yield from _final(view)
    for match in _EURO.finditer(view):
        word = match[0][: -len(match["particle"])]
        if final(word) in ("", "ㄹ"):
            yield _told(match.start("particle"), match["particle"], match["particle"][1:], word)
    for match in _RO.finditer(view):
        if final(match[0][: -len(match["particle"])]) not in ("", "ㄹ"):
            yield _told(match.start("particle"), match["particle"], "으" + match["particle"], match[0])
    for pattern, wrong, right in _listed():
        for match in pattern.finditer(view):
            yield _told(match.end() - len(wrong), wrong, right, match[0])


def _final(view: str) -> Iterator[Finding]:
    """Particles that are nothing else at the end of a word, or hardly ever."""
    for match in _FINAL_EUL.finditer(view):
        if not final(match[0][:-1]) and not _NOT_EUL.search(match[0]):
            yield _told(match.end() - 1, "을", "를", match[0][:-1])
    for match in _FINAL_REUL.finditer(view):
        if final(match[0][:-1]):
            yield _told(match.end() - 1, "를", "을", match[0][:-1])
    for match in _FINAL_WA.finditer(view):
        if final(match[0][:-1]) and match[0][0] not in "청":
            yield _told(match.end() - 1, "와", "과", match[0][:-1])


@lru_cache(maxsize=1)
def _listed() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Particles that could be endings, after words that take none."""
    head = r"(?<![가-힣])[가-힣]{0,6}?"
    return (
        (re.compile(rf"{head}(?:{_OPEN})은{_AFTER}"), "은", "는"),
        (re.compile(rf"{head}(?:{_OPEN})이{_AFTER}"), "이", "가"),
        (
            re.compile(
                rf"{head}(?:보고서|계획서|신청서|확인서|서류|담당자|관계자|참석자|신청자|대상자|책임자|절차)과{_AFTER}"
            ),
            "과",
            "와",
        ),
        (re.compile(rf"{head}(?:{_SHUT})는{_AFTER}"), "는", "은"),
        (re.compile(rf"{head}(?:{_SHUT})가{_AFTER}"), "가", "이"),
    )


def _told(at: int, wrong: str, right: str, word: str) -> Finding:
    span = (at, at + len(wrong))
    bare = word.removesuffix(wrong)
    return warning("R16", SPELLING, "particle", span, right, found=bare + wrong, expected=bare + right)
