"""Morphemes word by word: punctuation and numbers do not matter, and what is remembered is what was found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.search import tokens
from app.search.tokens import Morphemes


@pytest.fixture(scope="module")
def morphemes() -> Morphemes:
    return Morphemes()


def of(morphemes: Morphemes, text: str) -> list[str]:
    (split,) = morphemes.of_many([text])
    return split.split()


def test_brackets_and_stops_do_not_make_another_word(morphemes: Morphemes) -> None:
    plain = of(morphemes, "법률 위반")
    assert plain == ["법률", "위반"]
    assert of(morphemes, "「법률」(위반).") == plain
    assert of(morphemes, "①법률 ㉠위반") == plain


def test_every_number_keeps_its_place(morphemes: Morphemes) -> None:
    assert of(morphemes, "제26조의2제13항") == ["제", "26", "조", "2", "제", "13", "항"]
    assert of(morphemes, "제3조 제4조") == ["제", "3", "조", "제", "4", "조"]
    assert of(morphemes, "1,234,567원, 3.5퍼센트") == ["1234567", "원", "3.5", "퍼센트"]


def test_a_date_in_one_word_is_a_mark(morphemes: Morphemes) -> None:
    assert of(morphemes, "개정 2016.12.3 시행") == ["개정", "시행"]


def test_inflected_forms_share_a_stem(morphemes: Morphemes) -> None:
    assert "빌리" in of(morphemes, "빌려") and "빌리" in of(morphemes, "빌리려면")


def test_text_without_spaces_is_cut(morphemes: Morphemes) -> None:
    assert of(morphemes, "계약" * 40_000) == ["계약"] * 40_000


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_KEPT", 2)
    small = Morphemes()
    text = "휴가 신청 계약 물품 휴가 신청"
    assert small.of_many([text]) == ["휴가 신청 계약 물품 휴가 신청"]
    assert small._known.cache_info().currsize == 2


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="가제조항1203. ,·①(」aZ\0\n한다은행", max_size=60))
def test_numbers_never_get_lost_or_swapped(morphemes: Morphemes, text: str) -> None:
    """The same text with every digit another: the same morphemes with those digits."""
    other = text.translate(str.maketrans("0123", "7889"))
    there = " ".join(of(morphemes, other))
    here = " ".join(of(morphemes, text))
    assert here.translate(str.maketrans("0123", "7889")) == there
    assert "\0" not in here


def test_a_question_is_told_what_its_terms_are(morphemes: Morphemes) -> None:
    ((terms, pairs),) = morphemes.parts_of(["군인이 휴가를 제3조 돈"])
    assert dict(terms) == {"군인": "NNG", "휴가": "NNG", "제": "XPN", "3": "SN", "조": "NNB", "돈": "NNG"}
    assert pairs[:4] == [("군인", "NNG+NNG="), ("인이", "NNG+J"), ("휴가", "NNG+NNG="), ("가를", "NNG+J")]
    assert pairs[-1] == ("돈", "NNG1")


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="가제조항1203. ,·①(」aZ\0\n한다은행", max_size=60))
def test_the_terms_of_a_question_are_those_of_the_index(morphemes: Morphemes, text: str) -> None:
    ((terms, pairs),) = morphemes.parts_of([text])
    assert [term for term, _ in terms] == of(morphemes, text)
    assert [pair for pair, _ in pairs] == tokens.bigrams(text)
