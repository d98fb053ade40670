"""A law that a question goes by and no document is: 주택임대차보호법상, 「도로교통법」에 따르면.

A false alarm refuses a question that has an answer, so only a name that is said as one counts: in brackets, or of four
letters and more before words that go by a rule (상, 에서, 에 따라, 위반, 과태료).
"""

import re

from app.core.titles import ending, key
from app.search.query.names import Names, pointing

_BRACKETS = re.compile(r"「([^」]{2,60})」")
_GOES_BY = re.compile(
    r"(?<![가-힣])(?P<before>[가-힣ㆍ·]{2,20}\s)?(?P<name>[가-힣ㆍ·]{1,30}(?:법률|법)(?:\s?시행령|\s?시행규칙)?)"
    r"(?:상(?=의?(?![가-힣]))|에서|에\s?따[르라른]|에\s?의[하해한]|에\s?(?:규정|나오|나온|있는|정한|정해|적힌)"
    r"|에(?:는|도|선)?(?=\s[^.?!]{0,40}(?:있[어나는습을]|나와|나오|나온|적혀|적힌|정해|뭐라))"
    r"|[을를]?\s?(?:위반|어[기긴길겨겼])|\s(?:과태료|벌금|벌칙|처벌|형량|조문|전문|몇\s?조))"
)
_LEAST = 4
_COMMON = (
    "방법",
    "기법",
    "문법",
    "용법",
    "수법",
    "요법",
    "어법",
    "해법",
    "공법",
    "농법",
    "비법",
    "편법",
    "불법",
    "위법",
)
_KINDS = ("국내법", "국제법", "현행법", "특별법", "기본법", "관계법", "관련법", "상위법", "실정법", "일반법", "개별법")
"""How words end that end as names do, and what names no law by itself."""
_MODIFIER = tuple("는은을던할될한된")
_PARTICLE = tuple("을를이가은는의에로도와과")


def stranger(question: str, names: Names) -> str:
    """The first law that a question goes by and that `names` does not know in any spelling; empty for none."""
    told = [match[1].strip() for match in _BRACKETS.finditer(question)]
    told += [_said(match) for match in _GOES_BY.finditer(question)]
    return next((name for name in told if name and _is_law(name) and not names.best(key(name))[0]), "")


def _said(match: re.Match[str]) -> str:
    name, before = match["name"], (match["before"] or "").strip()
    if len(key(name)) < _LEAST or name in _KINDS:  # 주택임대차 보호법
        if not before or before.endswith(_PARTICLE) or pointing(before):
            return ""
        name = f"{before} {name}"
    return name


def _is_law(name: str) -> bool:
    alias = key(name)
    last = ending(alias)
    rest = alias.removesuffix(last)
    if last in ("시행령", "시행규칙"):
        rest = rest.removesuffix("법")
    named = bool(last) and len(alias) >= _LEAST and len(rest) > 1
    return named and not alias.endswith(_COMMON) and not rest.endswith(_MODIFIER) and not pointing(name)
