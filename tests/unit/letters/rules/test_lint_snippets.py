"""Snippets written by hand from the decree and the manual, not by the author of the rules: how many slips are named by
their rule, and how often the rules speak where nothing is wrong."""

import json
from dataclasses import dataclass
from pathlib import Path

from app.letters.rules.lint import lint

SNIPPETS = Path(__file__).parents[3] / "data" / "lint" / "snippets.jsonl"
PRECISION, RECALL = 0.98, 0.95
WITHOUT_SLIPS = {"R24"}
"""문서관리카드 may leave 끝 out: nothing can break that."""


@dataclass(frozen=True, slots=True)
class Snippet:
    rule: str
    broken: bool
    kind: str
    text: str


def snippets() -> list[Snippet]:
    return [Snippet(**json.loads(line)) for line in SNIPPETS.read_text(encoding="utf-8").splitlines()]


def test_every_rule_has_a_snippet_that_breaks_it_and_one_that_keeps_it() -> None:
    every = snippets()
    broken = {one.rule for one in every if one.broken}
    kept = {one.rule for one in every if not one.broken}
    assert len(every) >= 120
    assert {f"R{number}" for number in range(1, 28)} <= broken | kept
    assert kept - broken <= WITHOUT_SLIPS


def test_precision_and_recall() -> None:
    named = missed = false = 0
    for one in snippets():
        found = {finding.rule for finding in lint(one.text, kind=one.kind)}
        if one.broken:
            named += one.rule in found
            missed += one.rule not in found
        else:
            false += bool(found)
    assert named / (named + missed) >= RECALL
    assert named / (named + false) >= PRECISION
