"""Ends of sentences: 합니다, 한다 and 함 made of one another. Only conjugations that are certain are made.

Sources: 한글 맞춤법 제18항 (irregular stems), 제19항 (어간에 -음, -ㅁ이 붙는 명사형).
"""

import re
from collections.abc import Callable, Iterator

from app.core.types import Span

_LAST = 0xD7A3
_FIRST = 0xAC00
_NONE, _N, _L, _LM, _M, _B, _SS = 0, 4, 8, 10, 16, 17, 20
"""Numbers of final consonants in Unicode's Hangul syllables: none, ㄴ, ㄹ, ㄻ, ㅁ, ㅂ, ㅆ."""

_STEMS = frozenset(
    "하되이라리키치지나오가주내쓰루우추두보서크시기이르뜨타차너느뛰띠비미니디피히끼찌러져여세매배재대태채개캐"
)
"""Last syllables of stems without a final consonant for which nobody takes a stem in ㄹ."""
_L_STEMS = {"듭": "듦", "든": "듦"}
_REGULAR_B = frozenset("좁잡뽑접입집씹업꼽굽")
_IRREGULAR_B = frozenset("렵럽롭답깝쉽눕맵덥무볍")
_LIKELY_H = frozenset("좋않많놓넣쌓낳끊잃옳싫닿")
_UNSURE = frozenset("걷묻듣깨닫싣짓잇낫붓긋굽")
_MORE = {"듣": "들음", "닫": "", "싣": "실음", "짓": "지음", "잇": "이음"}

_STOP = r"(?P<stop>\.(?=\s|$)|(?=[ \t]*(?:\n|$)))"
_STATED = re.compile(rf"(?P<said>[가-힣]{{1,8}}다){_STOP}")
_NOUN = re.compile(rf"(?P<said>[가-힣]{{0,7}}(?:함|됨|음|임|드림|바람|예정|계획)){_STOP}")

_VESSELS = re.compile(r"(?:포|결|명|군|보관|투표|우편|사물|건의|수거|음수|소화전|잠수|구축|호위|공|순양|수상|현|성)함$")
_COPULA = re.compile(
    r"(?:예정|계획|것|상황|사항|대상|중|필요|때문|방침|실정|바|수준|경우|결과|내용|원칙|기간|목적|방법)임$"
)
_STATES = re.compile(r"[있없같많높낮좋받않]음$|[하되었았였겠했됐왔갔났셨렸]음$|겠음$")

Edit = tuple[Span, str]


def outlined(text: str) -> Iterator[Edit]:
    """합니다., 한다. and their like become 함; the full stop goes at the end of a line."""
    for match in _STATED.finditer(text):
        noun = _nominal(match["said"])
        if noun:
            at_end = not text[match.end() :].split("\n", 1)[0].strip()
            yield match.span(), noun + ("" if at_end else match["stop"])


def polite(text: str) -> Iterator[Edit]:
    """한다. and 함. become 합니다."""
    for pattern, form in ((_STATED, _formal), (_NOUN, _from_noun)):
        yield from _edits(text, pattern, form)


def _edits(text: str, pattern: re.Pattern[str], form: Callable[[str, str], str]) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        said = form(match["said"], text[: match.start("said")])
        if said and said != match["said"]:
            yield match.span(), said + (match["stop"] or ".")


def _final(syllable: str) -> int:
    return (ord(syllable) - _FIRST) % 28 if _FIRST <= ord(syllable) <= _LAST else -1


def with_final(syllable: str, final: int) -> str:
    """A Hangul syllable with another final consonant, by its number in Unicode."""
    return chr(ord(syllable) - (ord(syllable) - _FIRST) % 28 + final)


def _nominal(said: str) -> str:
    """`실시합니다` -> `실시함`; empty where it is not certain."""
    if said.endswith("습니다") and len(said) > 3:
        return _with_eum(said[:-3])
    if said.endswith("니다") and len(said) > 2 and _final(said[-3]) == _B:
        return _vowel_noun(said[:-2])
    if said.endswith("는다") and len(said) > 2 and _final(said[-3]) > 0:
        return _with_eum(said[:-2])
    if said.endswith(("이다", "하다", "니다")) and len(said) > 2:
        return said[:-2] + with_final(said[-2], _M)
    stem = said[:-1]
    if stem and _final(stem[-1]) == _N:
        return _vowel_noun(stem)
    if stem and (_final(stem[-1]) == _SS or stem[-1] in "없같많높낮좋않"):
        return stem + "음"
    return ""


def _vowel_noun(stem: str) -> str:
    """`합`, `한` -> `함`."""
    if stem[-1] in _L_STEMS:
        return stem[:-1] + _L_STEMS[stem[-1]]
    open_syllable = with_final(stem[-1], _NONE)
    if open_syllable not in _STEMS or (len(stem) == 1 and open_syllable in "기이가타"):
        return ""
    return stem[:-1] + with_final(stem[-1], _M)


def _with_eum(stem: str) -> str:
    """`받` -> `받음`, `어렵` -> `어려움`."""
    last = stem[-1]
    if last in _IRREGULAR_B:
        return stem[:-1] + with_final(last, _NONE) + "움"
    if last in _UNSURE or (_final(last) == _B and last not in _REGULAR_B):
        return stem[:-1] + _MORE[last] if _MORE.get(last) else ""
    if _final(last) == 27 and last not in _LIKELY_H:
        return ""
    return stem + "음" if _final(last) > 0 else ""


def _formal(said: str, _before: str) -> str:
    """`실시한다` -> `실시합니다`; what is formal stays."""
    if said.endswith("니다") and said != "아니다" and not said.endswith(" 아니다"):
        return said[:-2] + "닙니다" if said.endswith("아니다") else ""
    if said == "아니다":
        return "아닙니다"
    if said.endswith("는다") and len(said) > 2 and _final(said[-3]) > 0:
        return said[:-2] + "습니다"
    if said.endswith(("이다", "하다")) and len(said) > 2:
        return said[:-2] + with_final(said[-2], _B) + "니다"
    stem = said[:-1]
    if stem and _final(stem[-1]) == _N:
        return stem[:-1] + with_final(stem[-1], _B) + "니다"
    if stem and (_final(stem[-1]) == _SS or stem[-1] in "없같많높낮좋않"):
        return stem + "습니다"
    return ""


def _from_noun(said: str, before: str) -> str:
    """`실시함` -> `실시합니다`; nouns that only end alike stay."""
    if said.endswith("드림"):
        return said[:-1] + "립니다"
    if said == "바람":
        return "바랍니다" if before.rstrip().endswith("기") and before.endswith(" ") else ""
    if said.endswith("함") and not _VESSELS.search(said) and (len(said) > 1 or before.endswith(" ")):
        return said[:-1] + "합니다"
    if said.endswith("됨") and len(said) > 1:
        return said[:-1] + "됩니다"
    if said.endswith("음") and _STATES.search(said):
        return said[:-1] + "습니다"
    if said.endswith("임") and _COPULA.search(said):
        return said[:-1] + "입니다"
    if said in ("예정", "계획") and before.endswith(" ") and _final((before.rstrip() or " ")[-1]) == _L:
        return said + "입니다"
    return ""
