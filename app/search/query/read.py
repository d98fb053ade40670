"""A question read in full: marks, day, slips, numbers, other words and the laws it names, each step told."""

import re
from datetime import date

from app.core.titles import key
from app.core.types import Change, Understood
from app.search.query.amounts import amounts
from app.search.query.dates import as_of
from app.search.query.lexicon import Lexicon
from app.search.query.names import Named, named_anywhere
from app.search.query.operators import operators
from app.search.query.others import other_words
from app.search.query.plain import LONGEST, plain
from app.search.query.slips import put_right

_PARTICLE = re.compile(r"^[가-힣]+|^[」』》)]+[가-힣]*")


def understand(text: str, lexicon: Lexicon, day: date) -> Understood:
    """What a person means by a question, on a day. Any text gives an answer; the same text always the same."""
    line = plain(text)
    length = len(" ".join(text.split()))
    changes = [Change("cut", f"{length:,}자", f"{len(line):,}자")] if length > LONGEST else []
    marked = operators(line)
    dated = as_of(marked.text, day)
    if dated.day:
        changes.append(Change("date", dated.said, dated.day))
    slips = put_right(dated.text, marked.phrases, lexicon)
    right = slips.text
    changes += slips.changes
    numbers = amounts(right)
    changes += [Change("number", said, others[0]) for said, others in numbers.items() if not said[0].isdigit()]
    synonyms = other_words(right, lexicon.thesaurus)
    changes += [Change("synonym", said, ", ".join(others)) for said, others in synonyms.items()]
    named = list(named_anywhere(right, lexicon.names, lexicon.done))
    changes += [
        Change("law", right[one.start : one.end], one.title)
        for one in named
        if key(one.title) != key(right[one.start : one.end])
    ]
    return Understood(
        text=right,
        phrases=marked.phrases,
        excluded=marked.excluded,
        as_of=dated.day,
        synonyms={**slips.others, **synonyms, **numbers},
        laws=tuple(dict.fromkeys(identity for one in named for identity in one.documents)),
        topic=_without(right, named),
        changes=tuple(changes),
    )


def _without(text: str, named: list[Named]) -> str:
    """The text without the names and the particles that they carry."""
    for one in reversed(named):
        text = f"{text[: one.start]} {_PARTICLE.sub('', text[one.end :])}"
    return " ".join(text.split())
