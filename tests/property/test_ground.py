"""Whatever a model says: each quotation is a span of its passage, each marker names a source."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.assist.fold import fold, folded
from app.assist.pieces import Pieces
from app.assist.sentences import quoted, sentences
from app.assist.settle import settle
from tests.fakes.hits import hit

PASSAGES = (
    "① 사무용품을 받은 사람은 30일 이내에 반납하여야 한다. 다만, 승인을 받으면 아니하다.\n1. 전역\n2. 전출ㆍ휴직",
    "「물품 규칙」 제3조에 따라 연 1,200개까지 살 수 있다. <개정 2020. 1. 1.>\n\n  가. 새 물품\n  나. 헌 물품",
    "| 구분 | 금액 |\n| 1급 | 5만원 |",
)
HITS = tuple(hit(text) for text in PASSAGES)

cuts = st.sampled_from(PASSAGES).flatmap(
    lambda text: st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda ends: text[min(ends) : max(ends)]
    )
)
noise = st.text(alphabet=st.sampled_from(list("가나다 .\n[]0123456789\"'「」ㆍ-,①<>")), max_size=12)
marker = st.integers(0, 9).map(lambda n: f" [{n}]")
replies = st.lists(st.one_of(cuts, noise, marker, st.text(max_size=8)), max_size=12).map("".join)


@given(replies)
def test_every_quotation_is_a_span_and_every_marker_names_a_cited_source(reply: str) -> None:
    grounded = settle(reply, HITS)
    for citation in grounded.citations:
        start, end = citation.span
        assert 0 <= start < end <= len(citation.hit.passage.text)
        assert citation.quote == citation.hit.passage.text[start:end] and citation.quote.strip()
        assert citation.hit is HITS[citation.number - 1]
    cited = {citation.number for citation in grounded.citations}
    assert {int(n) for n in re.findall(r"\[(\d+)\]", grounded.text)} <= cited


@given(replies)
def test_no_quotation_marks_stay_around_words_of_no_source(reply: str) -> None:
    whole = [folded(f"물품 관리 지침 제4조(반납)\n{text}") for text in PASSAGES]
    shown = settle(reply, HITS)
    for sentence in sentences(shown.text):
        if sentence.shown(()) not in shown.unsupported:
            for _marked, words in quoted(sentence.text):
                assert any(folded(words) in text for text in whole)


@given(replies)
def test_unsupported_sentences_stand_in_the_text(reply: str) -> None:
    grounded = settle(reply, HITS)
    assert all(sentence in grounded.text for sentence in grounded.unsupported)


@given(st.text())
def test_folding_keeps_the_way_back(text: str) -> None:
    result = fold(text)
    assert "".join(text[place] for place in result.origin) == result.text
    assert list(result.origin) == sorted(set(result.origin))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(1, 7))
def test_pieces_rejoin_to_the_text(text: str, size: int) -> None:
    data = text.encode()
    pieces = Pieces(("질문:",))
    joined = "".join(pieces.feed(data[i : i + size]) for i in range(0, len(data), size)) + pieces.end()
    assert joined == text.split("질문:", maxsplit=1)[0]
