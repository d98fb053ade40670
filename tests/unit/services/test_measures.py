"""Question files and the measures of `eval`."""

from pathlib import Path
from typing import Any

import pytest

from app.core.errors import BadRequestFile
from app.services.batch import read_questions
from app.services.measure.suites import metrics


def question(gold: list[tuple[str, str]], match: str = "all") -> dict[str, Any]:
    return {"id": "q", "question": "?", "gold": [{"file": f, "article": a} for f, a in gold], "match": match}


def row(*ranked: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"id": "q", "ranked": [list(pair) for pair in ranked], **more}


def test_recall_counts_articles_not_paragraphs_and_copies_as_their_document() -> None:
    found = metrics([question([("statutes/가.md", "제3조제2항")])], [row(("나.pdf", "제1조"), ("가.docx", "제3조"))])
    assert (found["recall@1"], found["recall@3"], found["mrr"]) == (0.0, 1.0, 0.5)


def test_all_gives_a_share_and_any_gives_a_hit() -> None:
    ranked = row(("가.md", "제1조"), ("가.md", "제9조"))
    both = [("가.md", "제1조"), ("가.md", "제2조")]
    assert metrics([question(both)], [ranked])["recall@5"] == 0.5
    assert metrics([question(both, "any")], [ranked])["recall@5"] == 1.0


def test_abstention_is_measured_on_both_sides() -> None:
    questions = [question([("가.md", "제1조")]), question([]), question([])]
    rows = [row(abstain=True), row(abstain=True), row(abstain=False)]
    found = metrics(questions, rows)
    assert (found["abstained_wrongly"], found["abstained_rightly"]) == (1.0, 0.5)
    assert "abstained_rightly" not in metrics([question([])], [row()])


@pytest.mark.parametrize(
    ("text", "line"), [("{", 1), ('{"id": "1", "question": "x"}\n[]', 2), ('\n\n{"id": "1"}', 3), ("\x00", 1)]
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequestFile) as caught:
        read_questions(file)
    assert caught.value.params["line"] == line


def test_a_bom_blank_lines_and_numbers_as_ids_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('\ufeff{"id": 7, "question": "휴가"}\n\n', encoding="utf-8")
    assert [(row["id"], row["question"]) for row in read_questions(file)] == [("7", "휴가")]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadRequestFile):
        read_questions(tmp_path / "none.jsonl")
