"""Rewriting changes no fact, whatever the text, and never twice."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.findings import RewriteStyle
from app.letters.differences import applied
from app.letters.rewriting.guarded import counted, guarded
from app.letters.rewriting.rewrite import Rules, rewritten

RULES = Rules.load()
_SAID = [
    re.sub(r"\(\?[^)]*\)|[\\\[\]()?:|^$+*{}]", "", rule.pattern.pattern)
    for rules in RULES.by_style.values()
    for rule in rules
]
_FACTS = [
    *("2026. 3. 3.", "12명", "약 12명 정도가", "1,500,000원", "「물품관리법」", "제5조제2항", "02-123-4567"),
    *("않는다.", "없음.", "못한다.", "아니다."),
]
_PLAIN = [
    *(
        "교육을",
        "실시합니다.",
        "제출",
        "바랍니다.",
        "회의",
        "하여",
        "함.",
        "\n",
        "의",
        "를",
        "“금번”",
        "끝.",
        "있다.",
        "한다",
    ),
]
_TEXT = st.lists(st.sampled_from([*_SAID, *_FACTS, *_PLAIN]), min_size=1, max_size=12).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)
_STYLES = st.sampled_from(RewriteStyle)
_LAWS = re.compile(r"「[^」]*」|“[^”]*”|제\d+조(?:제\d+항)?")


@settings(max_examples=300)
@given(_TEXT, _STYLES)
def test_facts_negations_and_quotations_stay(text: str, style: RewriteStyle) -> None:
    changes = rewritten(text, style, RULES)
    after = applied(text, changes)
    assert counted(after) == counted(text)
    assert _LAWS.findall(after) == _LAWS.findall(text)
    assert all(one.span[1] <= two.span[0] for one, two in pairwise(changes))
    places = guarded(text)
    assert not [one for one in changes for start, end in places if one.span[0] < end and start < one.span[1]]
    assert all(text[slice(*one.span)] != one.after and one.reason for one in changes)


@settings(max_examples=300)
@given(_TEXT, _STYLES)
def test_once_is_enough(text: str, style: RewriteStyle) -> None:
    after = applied(text, rewritten(text, style, RULES))
    assert rewritten(after, style, RULES) == ()
