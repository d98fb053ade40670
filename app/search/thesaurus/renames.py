"""Words that an amendment puts in place of others: `"장애자"를 "장애인"으로 한다`. People keep the old ones."""

import re
from collections.abc import Iterator

from app.core.locator import SUBITEMS
from app.search.thesaurus.evidence import Pair, Told

_RENAMED = re.compile(
    r"[\"“](?P<old>[^\"“”\n]{2,50})[\"”] ?(?:을|를|은|는) ?(?:각각 ?)?"
    r"[\"“](?P<new>[^\"“”\n]{2,50})[\"”] ?(?:으로|로)(?= ?(?:하|한|각각|개정|고치|변경|,))"
)
_TITLE = re.compile(r"「(?P<title>[^「」]{3,50})」")
_NOUN = re.compile(r"[가-힣A-Za-z]{2,14}(?: [가-힣A-Za-z]{2,12})?")
_SAFE = ("으로부터", "로부터", "에게", "에서", "으로", "부터", "까지", "이나", "은", "는", "를", "에", "나")
"""Particles that end hardly any noun."""
_ALLOMORPHS = (("과", "와"), ("이", "가"), ("을", "를"), ("로", "으로"), ("이", "으로"), ("이", "은"))
"""Of one pair of particles one each: neither is a part of its noun."""
_NO_NOUN = re.compile(
    r"(?:[은는을를]|[하되]는|정하는?|[따다]른|의한|관한|대한|위한|있는|없는|하여|하여야|하고|된|정하|한다|된다|[하되]거나|하며|이하|이상"
    r"|미만|이내|전단|후단|본문|단서|으로|까지|부터|규정|조항|부분|경우|및|또는|내지|동법|동령|이법|각호|하고자|하려는|바에|의하여|따라|등"
    r"|대통령령|총리령|부령|부령이|(?:위원회|장관|청장|처장|부)[가이]|법률|위원회|위원장|장관이|다음|기타|그밖|(?<![회동협결합심발건유고정주명임])의)$"
    r"|^(?:제|각|이|그|동|같은|다음|법|영|별표|별지|다른|당해|해당)(?:$| )|^(?:제[가-힣]?조|각 ?호)"
    r"|(?:[의과와은는을를나에로한된인이가]|에서|부터|또는|및) "
)
_GENERAL = frozenset(
    re.findall(
        r"\S+",
        """법 영 규칙 규정 훈령 시행령 시행규칙 조례 위원회 위원장 위원 원장 청장 장관 대통령령 총리령 부령 법률
        법령 기관 사업 계획 신청 신고 허가 인가 승인 등록 지정 인증 변경 취소 제출 통보 보고 설치 설립 생산 수입""",
    )
)
"""Words of every rule: one put in place of another changes what is ruled, not what it is called."""


def renames(text: str) -> Iterator[Pair]:
    """Pairs (old, new) of words, and of titles of laws."""
    for match in _RENAMED.finditer(text):
        old, new = _TITLE.fullmatch(match["old"]), _TITLE.fullmatch(match["new"])
        if old is not None and new is not None:
            yield Pair(Told.TITLE, old["title"].strip(), new["title"].strip())
            continue
        one, other = _without_particles(match["old"].strip(), match["new"].strip())
        if _is_noun(one) and _is_noun(other) and not _is_part(one, other):
            yield Pair(Told.RENAMED, one, other)


def _without_particles(old: str, new: str) -> tuple[str, str]:
    """Both without the particle that both end with; a lone letter is no word and stays as it is."""
    if old.endswith(_SAFE) and new.endswith(_SAFE):
        one, other = (next(tail for tail in _SAFE if word.endswith(tail)) for word in (old, new))
    else:
        both = (*_ALLOMORPHS, *((other, one) for one, other in _ALLOMORPHS))
        one, other = next((p for p in both if old.endswith(p[0]) and new.endswith(p[1])), ("", ""))
    if one and min(len(old) - len(one), len(new) - len(other)) > 1:
        return old[: -len(one)], new[: -len(other)]
    return old, new


def _is_noun(words: str) -> bool:
    return _NOUN.fullmatch(words) is not None and _NO_NOUN.search(words) is None and words not in _GENERAL


def _is_part(one: str, other: str) -> bool:
    """Of `특별채용` and `채용` one finds the other anyway, and they are not the same; nor are `나등급` and `다등급`."""
    first, second = one.replace(" ", ""), other.replace(" ", "")
    counted = first[1:] == second[1:] and first[0] in SUBITEMS and second[0] in SUBITEMS
    return counted or first in second or second in first
