"""Faults put into right drafts are caught, and the right drafts raise no alarm (the bench has the figures)."""

import random

import pytest

from app.core.drafts import Provenance
from app.letters.facts.tracing import traces
from tests.bench.facts import caught, faults
from tests.fakes.right_drafts import RightDraft, right_drafts

DRAFTS = right_drafts()


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.name)
def test_no_alarm_in_a_right_draft(draft: RightDraft) -> None:
    found = traces(draft.text, draft.sources)
    assert [one.text for one in found if one.provenance is Provenance.MISSING] == []
    assert len(found) >= 5


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.name)
def test_every_fault_is_caught(draft: RightDraft) -> None:
    made = list(faults(draft, random.Random(20)))
    assert len(made) >= 4
    assert [(one.kind, one.was, one.now) for one in made if not caught(one, draft.sources)] == []
