"""A question that goes on is looked for in the article that answered the one before."""

import pytest

from app.assist.drafting.further import further, goes_on
from app.assist.drafting.quoted import place
from tests.fakes.hits import hit

ARTICLE = (
    "제11조(결정) ① 대여 여부는 신청을 받은 날부터 10일 이내에 결정한다.\n"
    "② 부득이하면 10일의 범위에서 연장할 수 있다.\n③ 담당자는 대장을 쓴다."
)
FIRST = "대여 여부는 신청을 받은 날부터 10일 이내에 결정한다."


@pytest.mark.parametrize("question", ["늦으면 연장할 수 있는지도", "결과는 언제 나오는지", "연장 절차도 같이"])
def test_what_goes_on_is_known_by_how_it_begins_or_ends(question: str) -> None:
    assert goes_on(question)


def test_a_question_of_its_own_does_not_go_on() -> None:
    assert not goes_on("보증금이 얼마인지")


def test_the_next_clause_that_has_its_word_answers() -> None:
    found = further("늦으면 연장할 수 있는지도", hit(ARTICLE, place="제11조", heading="결정"), FIRST, None)
    assert found is not None and place(found) == "제11조제2항"


@pytest.mark.parametrize("question", ["늦으면 어떻게 되는지도", "과태료가 얼마인지도", "결정하는지도"])
def test_nothing_is_taken_from_it_that_it_does_not_say(question: str) -> None:
    assert further(question, hit(ARTICLE, place="제11조", heading="결정"), FIRST, None) is None
