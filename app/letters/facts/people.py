"""Names of people: with a rank or a post before or behind, in a list of who was there, or hidden in part (김○○).

Value: ("name", name, rank or empty); hidden letters are ○.
"""

import re
from collections.abc import Iterator

from app.core.findings import FactKind
from app.letters.facts.sources import Fact

_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소"
    "석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부"
)
_RARE = frozenset("사부위표명기반라왕금옥육인맹제모탁국어은편용예경봉연길마설선석소도추여")
"""Surnames that more words begin with than people."""
_DOUBLE = "남궁|황보|제갈|사공|선우|서문|독고|동방"
_HIDDEN = "○〇◯OoXx*＊"
_RANKS = (
    "이사관|부이사관|서기관|사무관|주무관|주사보|주사|서기보|서기|군무원|대장|중장|소장|준장|대령|중령|소령|대위|중위|소위"
    "|준위|원사|상사|중사|하사|병장|상병|일병|이병|경정|경감|경위|교수|박사|변호사|조사관|연구관|연구사|감사관|감독관|선임"
)
_POSTS = (
    "장관|차관|실장|국장|과장|팀장|부장|처장|단장|계장|반장|소장|원장|대표이사|대표|사장|이사장|이사|위원장|위원|간사|담당관"
    "|담당자|담당|사령관|참모장|참모|대대장|중대장|소대장|여단장|사단장|주임|대리|차장|의장|총장|교장|강사|통역관|시장|군수"
    "|구청장|의원|회장|총무|감사|고문|사무장|상무|전무|연구원|보좌관|비서관|행정관|심의관|수석|장교|교관|군의관|법무관|기사"
)
_POLITE = "님|씨|귀하|선생"
_NO_RANK = frozenset({"님", "씨", "귀하", "선생", "담당", "담당자", "대표", "위원", "간사"})
"""What anybody may be called besides his rank."""
_NAME = rf"(?:(?:{_DOUBLE})[가-힣]{{1,2}}|[{_SURNAMES}][가-힣]{{2}})"
_MASKED = (
    rf"(?:[{_SURNAMES}][{_HIDDEN}]{{1,3}}|[{_SURNAMES}][{_HIDDEN}][가-힣]|[{_SURNAMES}][가-힣][{_HIDDEN}]"
    r"|(?<![A-Za-z○*])(?:OOO|○○○|＊＊＊|\*\*\*)(?![A-Za-z○*]))"
)
_JOSA = r"(?=$|[^가-힣]|[은는이가을를의에께와과로도]|에게|께서|으로|부터|까지)"
_BEHIND = re.compile(rf"(?<![가-힣])(?P<n>{_NAME}|{_MASKED})(?:\s?(?P<r>{_RANKS}|{_POLITE})|\s(?P<p>{_POSTS})){_JOSA}")
_BEFORE = re.compile(
    rf"(?P<r>{_RANKS}|{_POSTS})(?:자)?\s{{0,2}}[:：(]?\s{{0,2}}(?P<n>(?<=[\s:：(]){_NAME}|{_MASKED}){_JOSA}"
)
_TITLED = re.compile(rf"(?<=[가-힣][관장원사자수위감무임령])[ ](?P<n>{_NAME})(?=[,().\n]|[ ](?:{_RANKS}|{_POSTS})|$)")
"""Behind any word that ends like a title, where nothing else follows."""
_ROLES = (
    "참석|배석|참석 ?대상|참석 ?인원|성명|이름|담당|작성|기안|검토|결재권자|발표|강사|위원|간사|사회|진행|문의처?"
    "|연락처|신청인|청구인|민원인|[가-힣]{1,3}자"
)
_LABEL = re.compile(rf"(?m)(?:^|[\s.)(○□ㆍ-])(?:{_ROLES})\s?[:：]\s?(?P<value>[^\n]+?)(?=[ ]{{2}}|\n|$)")
_LABEL_LOOSE = re.compile(rf"(?m)(?:^|[\s.)(○□ㆍ-])(?:{_ROLES})\s?[:：\s]\s?(?P<value>[^\n]+?)(?=[ ]{{2}}|\n|$)")
_TOKEN = re.compile(rf"(?<![가-힣])(?:{_NAME}|{_MASKED})(?=$|[^가-힣○OX*:：])(?!\s?[:：])")

_COMMON = frozenset(
    re.findall(
        r"\S+",
        """공무원 주무관 전문가 이용자 정보화 민원인 신청인 전체회 이해관 주관사 구성원 조합원 심사원 기관장 지원자
        참석자 담당자 대상자 제출자 신고자 조치자 위원장 사무관 서기관 연구관 조사관 감사관 부서장 전임자 후임자
        인계자 인수자 민간인 군무원 공익성 전산직 행정직 기술직 정규직 임기제 계약직 현역병 지휘관 참모부 주임관
        부사관 사용자 이사회 위촉장 안전관 정책관 기획관 인사관 민원실 정훈실 감찰실 전산실 공보실 정보과 정훈과
        인사과 공병대""",
    )
)
"""Words of three letters that begin like a surname and stand where a name may."""
_TAILS = ("시기", "부터", "까지", "에서", "급일", "용일", "기한", "기간", "예정")
"""What words in a sentence end with, and no given name does."""
_BODY = frozenset("과팀실국처단부대반청원관장회소")
"""What a unit ends with; a name ends so too, and is then one only with a rank."""


def people(text: str, *, loose: bool = False) -> Iterator[Fact]:
    """`loose`: of rough notes, in which a label needs no colon."""
    for pattern in (_BEHIND, _BEFORE, _TITLED):
        for match in pattern.finditer(text):
            group = match.groupdict()
            if _is_word(match["n"]) or match["n"][-1] in (
                "과팀실국처" if pattern is _BEFORE else _BODY if group.get("p") else ""
            ):
                continue
            rank = group.get("r") or group.get("p") or ""
            yield Fact(FactKind.NAME, match.span("n"), ("name", hidden(match["n"]), "" if rank in _NO_RANK else rank))
    for label in (_LABEL_LOOSE if loose else _LABEL).finditer(text):
        for match in _TOKEN.finditer(text, label.start("value"), label.end("value")):
            doubtful = "과팀실국처은이가고며상화사" if loose else "과팀실국처"
            if not _is_word(match[0]) and match[0][-1] not in doubtful:
                yield Fact(FactKind.NAME, match.span(), ("name", hidden(match[0]), ""))


def likenesses(text: str, names: set[str], said: str) -> Iterator[Fact]:
    """Names of the text that differ from a known one by one letter, and stand nowhere in `said`, the sources."""
    for name in names:
        if len(name) not in (3, 4) or "○" in name:
            continue
        given = "|".join(name[:at] + "[가-힣]" + name[at + 1 :] for at in range(1, len(name)))
        pattern = rf"(?<![가-힣])(?:[{_SURNAMES}]{name[1:]}|{given}){_JOSA}"
        for match in re.finditer(pattern, text):
            if match[0] != name and match[0] not in said and not _is_word(match[0]):
                yield Fact(FactKind.NAME, match.span(), ("name", match[0], ""))


def _is_word(name: str) -> bool:
    """추천을 is a word with its postposition; no given name ends so."""
    return (
        name in _COMMON
        or name.endswith(_TAILS)
        or name[-1] in "을를는의에"
        or (name[0] in _RARE and name[-1] in "은이가도로만과와고")
    )


def hidden(name: str) -> str:
    """김OO, 김** and 김○○ are one."""
    return re.sub(rf"[{re.escape(_HIDDEN)}]", "○", name)
