"""The article itself as an answer: every character from the source, the right 항, or nothing."""

import pytest

from app.assist.verbatim import clause, verbatim
from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Hit, Passage, Source

TEXT = (
    "제3조(신청)\n① 신청은 서면으로 한다.\n1. 이름\n2. 기간\n"
    "② 제1항에 따른 ①번 서식은 따로 정한다. <개정 2020. 1. 1.>\n③ 급하면 말로 한다."
)


def hit(text: str = TEXT) -> Hit:
    document = Document("d", "c", "대여 규칙", DocumentKind.DIRECTIVE, Source(b"/a", "a.md", "", "md", 0, 0))
    return Hit(Passage(1, "d", 0, Locator(article=(3, 0)), "신청", "", text, 0, len(text)), document, 2.0)


@pytest.mark.parametrize(
    ("paragraph", "start", "end"),
    [(1, "① 신청은", "2. 기간"), (2, "② 제1항에", "2020. 1. 1.>"), (3, "③ 급하면", "말로 한다.")],
)
def test_the_named_paragraph_and_nothing_else(paragraph: int, start: str, end: str) -> None:
    span = clause(TEXT, paragraph)
    assert span is not None
    cut = TEXT[span[0] : span[1]]
    assert cut.startswith(start)
    assert cut.endswith(end)


def test_a_paragraph_that_is_not_there() -> None:
    assert clause(TEXT, 4) is None
    assert clause("제5조(목적) 하나뿐이다.", 2) is None
    assert clause(TEXT, 99) is None
    assert verbatim((hit(),), (hit(),), 7) is None


def test_an_undivided_article_is_its_own_first_paragraph() -> None:
    text = "제5조(목적)\n하나뿐이다."
    span = clause(text, 1)
    assert span is not None
    assert text[span[0] : span[1]] == "하나뿐이다."


def test_the_answer_is_the_article_with_its_citation() -> None:
    found = verbatim((hit(), hit("다른 글")), (hit(),), 0)
    assert found is not None
    (citation,) = found.citations
    assert citation.quote == TEXT.removeprefix("제3조(신청)\n")
    assert TEXT[citation.span[0] : citation.span[1]] == citation.quote
    assert found.text.endswith("[1]")
    assert "<개정" not in found.text
    assert (found.abstained, len(found.hits)) == (False, 2)
