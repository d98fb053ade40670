"""Whatever stands in a text: findings point into it, and all fixes together bring no new ones and no new facts."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.letters.rules.fixing import applied, fixed
from app.letters.rules.lines import open_page
from app.letters.rules.lint import lint

_HEAD = [
    ["국방부 한빛사령부", ""],
    ["수신  내부 결재", "수신  내부결재", "수신 : 수신처 참조", "**수신**  다온시장, 가람시장", ""],
    ["(경유)", "경유", ""],
    ["제목  점검 결과.", "제목  점검 결과", ""],
]
_BODY = [
    "1. 관련: 안전과-415",
    "1.관련 : 안전과-415(2026. 3. 2.)",
    "2. 금일 2026년 4월 13일 오후 2시에 점검함.",
    "  가. 일시: 2026-04-13 ~ 4. 15",
    "  다. 서류을 제출하여 주시기바랍니다.",
    "    1) 금 113560원정(금십일만삼천오백육십원)",
    "① 예산 3천만원, 약 1,850만원",
    "- 몇일 동안 할수 있는것을 검토후 처리",
    "□ 현황(’26. 2. 3.)",
    "담당자은 규정에 의거하여 처리하며 역활을 합니다.",
    "오십 명이 2:30 PM에 모입니다.끝",
    "",
]
_TABLE = ["| 번호 | 물품 |", "| 1 | 소화기 12개 |", "| 1 | 소화기 12개 끝. |", "|  |  |", "이하여백"]
_ATTACHED = [
    "붙임 : 계획서 1부",
    "붙임  1. 계획서 1부.  끝.",
    "첨부  계획서 1부",
    "      2. 명단",
    "끝",
    "  끝.",
    "이상 끝.",
]
_FOOT = [
    "국방부 한빛사령관 직인생략",
    "수신자  다온시장",
    "☆담당 김○○ 과장 전결 이○○",
    "시행  안전과-520(2026. 3. 5.)",
    "전화 000-000-0000  /  일부공개(5)",
]


@st.composite
def _letters(draw: st.DrawFn) -> str:
    """A document in its order, with slips, and with parts of it left out."""
    lines = [draw(st.sampled_from(choice)) for choice in _HEAD] if draw(st.booleans()) else []
    lines += draw(st.lists(st.sampled_from(_BODY), max_size=7))
    lines += draw(st.lists(st.sampled_from(_TABLE), max_size=4))
    lines += draw(st.lists(st.sampled_from(_ATTACHED), max_size=3))
    if draw(st.booleans()):
        lines += ["", *(one for one in _FOOT if draw(st.booleans()))]
    return "\n".join(lines)


_TEXTS = _letters()
_WILD = st.text(alphabet='가나다1. 2)(~-:|끝붙임수신제목년월일시원금,「」"\n 0', max_size=80)


@given(_TEXTS)
@example("가람사령부\n수신  내부결재\n(경유)\n제목  점검 결과\n끝\n붙임  1. 계획서 1부.  끝.\n      2. 명단")
@settings(max_examples=400, deadline=None)
def test_fixing_ends_and_brings_nothing_new(text: str) -> None:
    kind = open_page(text).kind
    after = fixed(text, kind=kind)
    assert applied(after, lint(after, kind=kind)) == after
    before = {one.message for one in lint(text, kind=kind)}
    assert {one.message for one in lint(after, kind=kind)} <= before | _FOLLOW


_FOLLOW = {
    "approval_day",
    "end_missing",
    "order_gap",
    "order_back",
    "order_start",
    "level_skipped",
    "single_item",
    "recipient_missing",
    "recipients_missing",
    "sender_missing",
    "agency_missing",
    "attachment_missing",
}
"""A mark made readable brings to light what stands behind it; an end, what the letter lacks."""


@given(_TEXTS)
@settings(max_examples=200, deadline=None)
def test_fixes_leave_facts_alone(text: str) -> None:
    """The digits of a text in order, without leading noughts, commas and what a time of day and Hangul add."""
    for one in lint(text):
        if one.fix is None or one.rule in ("R14", "R15") or one.message in ("date_letters", "date_year"):
            continue
        old, new = text[slice(*one.span)], one.fix
        assert [int(each) for each in re.findall(r"\d+", old)] == [int(each) for each in re.findall(r"\d+", new)] or (
            one.message in ("attachment_single", "single_item", "date_hyphen", "date_point", "date_spacing")
        )


@given(st.one_of(_TEXTS, _WILD))
@settings(max_examples=400, deadline=None)
def test_findings_point_into_the_text(text: str) -> None:
    for kind in ("", "letter", "report", "press"):
        for one in lint(text, kind=kind):
            assert 0 <= one.span[0] <= one.span[1] <= len(text)
            assert one.fix is None or one.fix != text[slice(*one.span)]
