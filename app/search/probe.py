"""The self-probe: a document that search takes in must find itself by its own words.

Asked of the lexical index as it stands on disk, so it notices what was lost on the way there: a passage
that was not put in, a text of which no word can be searched.
"""

from collections.abc import Sequence

from app.search.lexical.index import Lexical
from app.search.tokens import words
from app.store.documents import Documents

_LONG = 16  # letters of the stretch
_AT_ONCE = 20  # passages looked into for words at a time


def finds_itself(document: str, documents: Documents, lexical: Lexical) -> bool:
    """False for a document without passages, too: nothing can lead to it."""
    passages = [identity for _, identity in documents.labels(document)]
    if not passages or lexical.passages_of(document) != len(passages):
        return False
    text = _words(passages, documents)
    return bool(text) and lexical.holds(document, text)


def stretch(text: str) -> str:
    """Some 16 letters and digits in whole words from the middle of the text; empty when it has none.

    A word that is longer than that is cut: text that has lost its spaces is one word.
    """
    there = [word[:_LONG] for word in words(text)]
    first = last = len(there) // 2
    size = 0
    while size < _LONG and last < len(there):
        size += len(there[last])
        last += 1
    while size < _LONG and first > 0:
        first -= 1
        size += len(there[first])
    return " ".join(there[first:last])


def _words(passages: Sequence[int], documents: Documents) -> str:
    """A stretch of the passage in the middle, or of the next that has words."""
    middle = len(passages) // 2
    order = sorted(range(len(passages)), key=lambda place: (abs(place - middle), place))
    for start in range(0, len(order), _AT_ONCE):
        batch = [passages[place] for place in order[start : start + _AT_ONCE]]
        found = documents.passages_by_id(batch)
        for identity in batch:
            if identity in found and (some := stretch(found[identity].text)):
                return some
    return ""
