"""The questions of tests/bench/unseen.py: each in its form, and no law in both halves."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.services.measure.scoring import answerable, gold_pairs

FOLDER = Path(__file__).resolve().parents[2] / "bench" / "questions"
FILES = [FOLDER / "office.jsonl", FOLDER / "field.jsonl"]
REASONS = {"not_in_corpus", "table_missing", "live_fact", "nonexistent_article", "law_not_in_corpus"}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def families(row: dict[str, Any]) -> set[str]:
    """An act, its decree and its rule are one."""
    titles = [*(row.get("laws") or ()), *(Path(gold["file"]).stem for gold in row["gold"])]
    return {"".join(re.sub(r" 시행(?:령|규칙)$", "", title).split()) for title in titles}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_question_is_in_the_form(path: Path) -> None:
    held = rows(path)
    assert max(Counter(row["id"] for row in held).values()) == 1
    assert max(Counter(row["question"] for row in held).values()) == 1
    for row in held:
        assert row["half"] in ("mend", "unread")
        assert answerable(row) == bool(gold_pairs(row)) == row["answerable"]
        assert row["answerable"] or row["reason"] in REASONS
        assert all(gold["file"].endswith(".md") and gold["article"] for gold in row["gold"])
        assert "quote" not in json.dumps(row["gold"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_law_is_in_both_halves(path: Path) -> None:
    halves: dict[str, set[str]] = {"mend": set(), "unread": set()}
    for row in rows(path):
        halves[row["half"]] |= families(row)
    assert halves["mend"] and halves["unread"] and not halves["mend"] & halves["unread"]
