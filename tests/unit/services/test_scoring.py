"""What one answered question is worth, against cases worked out by hand."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.services.measure.scoring import bare, numbers_found, pair, stands, stem, tallies

ARTICLE = "제7조(연가) ① 연가는 3일 전까지 신청한다. <개정 2020. 1. 1.>\n② “긴급한” 때에는 그렇지 않다."


def shelf(file: str, article: str) -> Sequence[str]:
    held = {("복무", "제7조"): [ARTICLE], ("복무", "부칙"): ["이 훈령은 공포한 날부터 시행한다.", "제2조는 삭제한다."]}
    return held.get((stem(file), article), [])


def question(*gold: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"id": "q", "gold": [{"file": f, "article": a} for f, a in gold], **more}


def row(*cited: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    citations = [{"file": f, "article": a, "quote": q} for f, a, q in cited]
    return {"id": "q", "ranked": [], "abstain": False, "answer": "", "citations": citations, **more}


def test_citations_are_counted_against_the_article_that_is_stored() -> None:
    worth = tallies(
        question(("규정/복무.md", "제7조제1항")),
        row(
            ("복무.docx", "제7조", "연가는 3일 전까지 신청한다."),
            ("복무.docx", "제7조", "연가는 5일 전까지 신청한다."),
            ("복무.docx", "제8조", "연가는 3일 전까지 신청한다."),
            ("복무.docx", "부칙", "제2조는 삭제한다."),
        ),
        shelf,
    )
    expected = {"quote_precision": (2, 4), "article_exists": (3, 4), "gold_precision": (2, 4), "gold_recall": (1, 1)}
    assert {name: worth[name] for name in expected} == expected
    assert worth["uncited"] == (0, 1)


def test_all_gives_a_share_and_any_a_hit() -> None:
    both = [("복무.md", "제7조"), ("복무.md", "제9조")]
    answer = row(("복무.md", "제7조", "연가는 3일 전까지"))
    assert tallies(question(*both), answer, shelf)["gold_recall"] == (0.5, 1)
    assert tallies(question(*both, match="any"), answer, shelf)["gold_recall"] == (1, 1)
    assert tallies(question(*both), row(), shelf)["uncited"] == (1, 1)
    assert tallies(question(*both), row(abstain=True), shelf)["uncited"] == (0, 1)


@pytest.mark.parametrize(
    ("hopeless", "abstain", "precision", "f1"),
    [(True, True, (1, 1), (2, 2)), (True, False, (0, 0), (0, 1)), (False, True, (0, 1), (0, 1))],
)
def test_abstention(hopeless: bool, abstain: bool, precision: tuple[int, int], f1: tuple[int, int]) -> None:
    gold = [] if hopeless else [("복무.md", "제7조")]
    worth = tallies(question(*gold, answerable=not hopeless), row(abstain=abstain), shelf)
    assert (worth["abstain_precision"], worth["abstain_f1"]) == (precision, f1)
    assert worth["abstain_recall" if hopeless else "wrong_refusal"] == (float(abstain), 1)
    assert ("wrong_refusal" in worth) is not hopeless


def test_verdicts_are_shares_of_the_statements() -> None:
    worth = tallies(question(), row(statements={"quoted": 2, "unchecked": 1}), shelf)
    assert [worth[name] for name in ("quoted", "grounded", "unchecked")] == [(2, 3), (0, 3), (1, 3)]
    assert tallies(question(), row(), shelf)["quoted"] == (0, 0)


def test_a_run_of_searches_has_no_citation_measures() -> None:
    worth = tallies(question(("복무.md", "제7조")), {"id": "q", "ranked": [["복무.md", "제7조"]]}, shelf)
    assert "quote_precision" not in worth
    assert worth["recall@1"] == (1, 1)


@pytest.mark.parametrize(
    ("quote", "held"),
    [
        ("연가는  3일\n전까지 신청한다.", True),
        ('"긴급한" 때에는 그렇지', True),
        ("연가는 3일 … 그렇지 않다.", True),
        ("그렇지 않다. … 연가는 3일", False),
        ("신청한다. ② ‘긴급한", False),
        ("신청한다. ② “긴급한", True),
        ("연가는", False),
        ("", False),
        ("연가는 3일 전까지 신청하지 않는다.", False),
    ],
)
def test_a_quote_stands_or_does_not(quote: str, held: bool) -> None:
    assert stands(quote, [ARTICLE]) is held
    assert stands(quote, []) is False


def test_numbers_of_the_points() -> None:
    assert numbers_found(["14일 이내", "서면으로"], "14 일 이내에 냅니다") == 1
    assert numbers_found(["14일 이내", "1,000원"], "4일 안에 1000원") == 0.5
    assert numbers_found(["50퍼센트"], "50% 이상") == 1
    assert numbers_found(["14일"], "114일") == 0
    assert numbers_found(["서면으로"], "14일") is None


def test_the_same_document_by_any_of_its_copies() -> None:
    assert pair("규정\\복무 내규.md", "제7조제2항제1호") == pair("다른 곳/복무내규.hwpx", "제7조")
    assert pair("a.md", "p.7") == ("a", "p.7")
    assert stem("묶음.zip/안/\u1100\u1161.HWPX") == "가"


def test_bare_text_keeps_every_letter_and_digit() -> None:
    assert bare("| 가 · 나 | 1. 2 |\\*") == "가ㆍ나1.2*"
