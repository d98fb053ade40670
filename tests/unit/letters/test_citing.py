"""An article's words in a letter: quoted as they stand, but for days that a letter has to write with points."""

from dataclasses import replace
from datetime import date

import pytest

from app.core.drafts import Basis, Form, Marks, Provenance
from app.letters.building.citing import quotations
from app.letters.facts.sources import Sources
from app.letters.facts.tracing import traces

FORM = Form("report", "보고서", 1, Marks.NUMBERED)


def basis(quote: str) -> Basis:
    return Basis("d", "비품 관리 규정", "제4조제2항", quote, text=quote)


def test_words_without_days_are_quoted() -> None:
    (one,) = quotations((basis("부서장은 연 1회 점검하여야 한다."),), FORM, told=False)
    assert one.text == "「비품 관리 규정」 제4조제2항: “부서장은 연 1회 점검하여야 한다.”"


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize(
    ("quote", "day"),
    [
        ("부서장은 매년 10월 31일까지 현황을 제출하여야 한다.", "매년 10. 31.까지"),
        ("점검은 1월 15일부터 2월 20일까지 한다.", "1. 15.부터 2. 20.까지"),
        ("창고는 오전 9시부터 오후 6시까지 연다.", "09:00부터 18:00까지"),
    ],
)
def test_days_in_letters_are_told_with_points_and_not_as_a_quotation(quote: str, day: str, told: bool) -> None:
    (one,) = quotations((basis(quote),), replace(FORM, polite=told), told=told)
    assert day in one.text
    assert "“" not in one.text
    found = traces(one.text, Sources("현황 제출", (basis(quote),), today=date(2026, 3, 1)))
    assert found
    assert all(trace.provenance is not Provenance.MISSING for trace in found)


def test_days_in_a_list_are_dotted_too() -> None:
    (one,) = quotations(
        (basis("다음 각 호와 같다.\n1. 상반기: 6월 30일까지\n2. 하반기: 12월 31일까지"),), FORM, told=False
    )
    assert [item.text for item in one.items] == ["상반기: 6. 30.까지", "하반기: 12. 31.까지"]
