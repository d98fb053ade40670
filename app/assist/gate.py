"""Questions that are refused before the model is asked, each by a rule that can be told to the user.

A small model answers almost anything once it is asked, so what can be known beforehand is decided here.
"""

import re
from collections.abc import Sequence

from app.assist.cut.extract import Extract
from app.assist.cut.wants import FIGURES
from app.assist.words import bigrams, content_words
from app.core.figures import COUNTED, asked, asks_number, gives_all

FAR, FAR_IN_DOUBT = 0.79, 0.80
"""Cosine of a question and the nearest clause below which they are about different things, where search is sure of an
answer and where it is not. Low on purpose: a false refusal hides an answer that was found."""

DOUBT = 0.23
"""Chance of an answer below which none is shown, where search is not sure. With the rules here that refuses .03 of 61
answerable questions and .04 of 250 of other laws; .93 of 15 that nothing answers and .75 of 144 written to be hard."""

LEAST_SHARED = 0.15
"""Where nothing tells likeness: part of the question's bigrams that the best clause shares at least."""

NO_HITS = "no_hits"
OFF_TOPIC = "off_topic"
NO_FIGURE = "no_figure"
UNLIKELY = "unlikely"

_ANY_FIGURE = re.compile(rf"\d|{COUNTED}(?:달|번|명|개|차례|가지|시간|주|배|살|사람|곳|건|부|장)")
_REFERENCE = re.compile(r"\[\d+\]|제\s*\d+\s*(?:조|항|호)(?:의\s*\d+)?")


def refuse(question: str, cut: Extract, *, chance: float = 1.0, sure: bool = False) -> str:
    """A reason code, or an empty string when the question may be answered from an extract.

    `chance` is how likely the corpus holds an answer, `sure` whether search is.
    """
    words = [line.text for pick in cut.picks for line in pick.lines]
    if cut.likeness < (FAR if sure else FAR_IN_DOUBT) if cut.likeness else shared(question, words) < LEAST_SHARED:
        return OFF_TOPIC
    lacking = bool(cut.wanted & FIGURES) and not cut.gives & FIGURES and not asked(question)
    if (lacking and not sure) or not gives_figure(question, words):
        return NO_FIGURE
    return UNLIKELY if chance < DOUBT and not sure else ""


def shared(question: str, texts: Sequence[str]) -> float:
    """The part of the subject's bigrams in the text that shares most, 0 to 1; 1 without a subject."""
    wanted = bigrams(" ".join(content_words(question)))
    if not wanted:
        return 1.0
    return max(len(wanted & bigrams(text)) / len(wanted) for text in texts)


def gives_figure(question: str, texts: Sequence[str]) -> bool:
    """False when the question asks for a figure and an answer (its text and quotations) gives none such."""
    joined = _REFERENCE.sub("", "\n".join(texts))
    if asked(question):
        return gives_all(question, joined)
    return not asks_number(question) or _ANY_FIGURE.search(joined) is not None
