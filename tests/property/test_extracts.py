"""Whatever is asked of whatever text: what is cut from it is shown as it stands, and every sentence is labelled."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.assist.cut.extract import extract
from app.assist.cut.units import blocks
from app.assist.fold import folded
from app.assist.settle import settle
from app.assist.sheet import Grounded, written
from app.core.answers import Verdict
from tests.fakes.hits import hit

LINES = (
    "제4조 (반납)",
    "① 물품을 빌린 사람은 3일 이내에 돌려준다. 다만, 급하면 아니하다. <개정 2020. 1. 1.>",
    "② 다음 각 호의 사람은 빌릴 수 없다.",
    "1. 반납이 늦은 사람",
    "2. 삭제 <2019. 5. 1.>",
    "가. 열쇠를 잃은 사람(2회 이상인 사람을 말한다. 이하 같다)",
    "③ 요금은 다음과 같다.",
    "| 구분 | 요금 |",
    "| 하루 | 5만원 |",
    "┌──┬──┐",
    "│종류│기간│",
    "├──┼──┤",
    "│의자│3년 │",
    "",
    "늦으면 10만원 이하의 과태료를 낸다.",
)
texts = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=20)), max_size=10).map("\n".join)
questions = st.one_of(
    st.sampled_from(["물품은 며칠 안에 돌려주나요?", "누가 못 빌리나요?", "요금이 얼마고, 늦으면 처벌은?", "의자"]),
    st.text(max_size=30),
)


@given(texts)
def test_every_unit_lies_within_its_block_and_the_blocks_in_order(text: str) -> None:
    end = 0
    for block in blocks(text):
        assert end <= block.span[0] < block.span[1] <= len(text)
        end = block.span[1]
        for unit in block.units:
            for span in (unit.span, *unit.leads):
                assert block.span[0] <= span[0] < span[1] <= block.span[1]


def checked(grounded: Grounded) -> None:
    end = 0
    for one in grounded.statements:
        assert end <= one.span[0] < one.span[1] <= len(grounded.text)
        assert not grounded.text[end : one.span[0]].strip()
        end = one.span[1]
    assert not grounded.text[end:].strip()
    cited = {citation.number for citation in grounded.citations}
    for one in grounded.statements:
        assert set(one.citations) <= cited
        assert (one.verdict is Verdict.UNCHECKED) == (one.citations == ())
    for citation in grounded.citations:
        assert citation.quote == citation.hit.passage.text[slice(*citation.span)] and citation.quote.strip()


@given(questions, st.lists(texts, min_size=1, max_size=3))
def test_what_is_cut_is_quoted_and_labelled(question: str, passages: list[str]) -> None:
    hits = tuple(hit(text) for text in passages)
    cut = extract(question, hits)
    if cut is None:
        return
    grounded = written(cut, hits).finished()
    checked(grounded)
    for one in grounded.statements:
        if one.verdict is Verdict.QUOTED:
            words = re.sub(r" \[\d+\]$", "", grounded.text[slice(*one.span)])
            assert any(folded(words) in folded(hits[number - 1].passage.text) for number in one.citations)


@given(questions, texts, st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=12)), max_size=6).map("\n".join))
def test_what_a_model_adds_is_labelled_too(question: str, passage: str, reply: str) -> None:
    hits = (hit(passage),)
    cut = extract(question, hits)
    if cut is not None:
        checked(settle(reply, hits, onto=written(cut, hits)))
