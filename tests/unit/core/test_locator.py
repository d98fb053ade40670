"""Locators print what clerks write, parse what they print, and sort in document order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.locator import SUBITEMS, Locator

_NUMBER = st.one_of(
    st.just((0, 0)), st.tuples(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=30))
)
_BODY = st.builds(
    Locator,
    supplement=st.integers(min_value=0, max_value=40),
    part=_NUMBER,
    chapter=_NUMBER,
    section=_NUMBER,
    article=_NUMBER,
    paragraph=st.integers(min_value=0, max_value=50),
    item=_NUMBER,
    subitem=st.sampled_from(["", *SUBITEMS[:14]]),
    page=st.integers(min_value=0, max_value=3000),
    offset=st.integers(min_value=0, max_value=5000),
)
_ANNEX = st.builds(Locator, annex_kind=st.sampled_from(["별표", "별지"]), annex=_NUMBER, page=st.integers(0, 300))


@given(locator=st.one_of(_BODY, _ANNEX))
def test_what_is_printed_is_parsed(locator: Locator) -> None:
    assert Locator.parse(str(locator)) == locator


@pytest.mark.parametrize(
    ("locator", "printed", "label"),
    [
        (Locator(article=(3, 0), paragraph=2), "제3조제2항", "제3조"),
        (Locator(chapter=(2, 0), article=(24, 2)), "제2장 제24조의2", "제24조의2"),
        (Locator(article=(5, 0), paragraph=1, item=(3, 0), subitem="가"), "제5조제1항제3호가목", "제5조"),
        (Locator(supplement=1, article=(2, 0)), "부칙 제2조", "부칙"),
        (Locator(supplement=3), "부칙(3)", "부칙"),
        (Locator(annex_kind="별표", annex=(1, 0)), "별표 1", "별표 1"),
        (Locator(annex_kind="별표"), "별표", "별표"),
        (Locator(annex_kind="별지", annex=(2, 3)), "별지 제2호의3서식", "별지 제2호의3서식"),
        (Locator(page=7), "p.7", "p.7"),
        (Locator(page=7, offset=2), "p.7 §2", "p.7"),
        (Locator(offset=4), "§4", "§4"),
    ],
)
def test_print_and_label(locator: Locator, printed: str, label: str) -> None:
    assert (str(locator), locator.label) == (printed, label)


def test_document_order() -> None:
    order = [
        Locator(article=(3, 0)),
        Locator(article=(3, 2)),
        Locator(article=(3, 2), paragraph=1),
        Locator(article=(10, 0)),
        Locator(supplement=1, article=(1, 0)),
        Locator(supplement=2, article=(1, 0)),
        Locator(annex_kind="별표", annex=(1, 0)),
        Locator(annex_kind="별표", annex=(2, 0)),
        Locator(annex_kind="별지", annex=(1, 0)),
    ]
    shuffled = order.copy()
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled) == order


@pytest.mark.parametrize("text", ["제3", "3조", "제3조 끝", "부칙(x)", "별첨 1"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Locator.parse(text)


def test_at_article_keeps_what_stands_above() -> None:
    whole = Locator(chapter=(1, 0), article=(3, 0), paragraph=2, item=(1, 0), subitem="나")
    assert whole.at_article() == Locator(chapter=(1, 0), article=(3, 0))
