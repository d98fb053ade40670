"""Marks are spans of the text and show why it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.highlight import Marks, highlights

TEXT = "제3조(불용 결정)\n물품을 빌린 사람은 불용의 결정을 받는다. 휴가를\n 신청하고 월급ㆍ수당을 받는다."


def marked(marks: Marks, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in marks.of(text)]


def test_a_compound_is_marked_by_its_parts() -> None:
    assert marked(Marks("불용결정을", ["불용", "결정", "하"])) == ["불용", "결정", "불용", "결정"]


def test_a_verb_is_marked_by_its_stem_and_a_noun_as_it_is() -> None:
    assert marked(Marks("", ["빌리"], ["빌리"])) == ["빌린"]
    assert marked(Marks("", ["빌리"])) == []
    assert marked(Marks("", ["수달"])) == []


def test_phrases_are_marked_whatever_their_blanks_and_dots() -> None:
    assert marked(Marks("", phrases=["휴가를 신청", "월급·수당"])) == ["휴가를\n 신청", "월급ㆍ수당"]
    assert marked(Marks("", phrases=["(불용", ".*", ""])) == ["(불용"]


def test_without_morphemes_the_longest_beginning_is_marked() -> None:
    assert marked(Marks("휴가를 신청하려면")) == ["휴가를", "신청하"]
    assert highlights("휴가는", TEXT) == Marks("휴가는").of(TEXT)


@pytest.mark.parametrize("question", ["", "휴", "?", "(", "İ"])
def test_nothing_to_mark(question: str) -> None:
    assert highlights(question, TEXT) == ()


@given(question=st.text(max_size=20), words=st.lists(st.text(max_size=4), max_size=5), text=st.text(max_size=200))
def test_marks_are_spans_in_order(question: str, words: list[str], text: str) -> None:
    spans = Marks(question, words, words[:2], words[2:]).of(text)
    places = [place for span in spans for place in span]
    assert places == sorted(places) and all(0 <= start < end <= len(text) for start, end in spans)
    assert len(spans) <= 60
