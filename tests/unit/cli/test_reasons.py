"""Every reason for which an answer abstains has words in both languages."""

import pytest

from app.assist import answer, gate
from app.core.messages import LANGUAGES, Messages
from app.search import route

REASONS = [
    gate.NO_HITS,
    gate.OFF_TOPIC,
    gate.NO_FIGURE,
    answer.MODEL_ABSTAINED,
    gate.UNLIKELY,
    route.NO_LAW,
    route.NO_ARTICLE,
    route.NO_ANNEX,
    route.NO_CLAUSE,
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_has_words(language: str, reason: str) -> None:
    params = {"law": "물품관리법", "article": "제99조", "last": "제45조", "clause": "제7항"}
    text = Messages.load(language).say(f"reason_{reason}", **params)
    assert text
    assert "?" not in text
