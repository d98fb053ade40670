"""Other words for a word, and other names of laws: what the site says first, then what was mined and learned."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.search.thesaurus.evidence import Told, term_key
from app.search.thesaurus.site import Site
from app.search.thesaurus.weigh import Entry, Table

MOST = 4
"""Words given for one term."""
SITE, LEARNED = "site", "learned"
"""Beside the values of Told: where an entry comes from."""

_WEAKEST = 0.2
_FURTHER = 0.3
"""What two steps of renaming must score together: 건설교통부 -> 국토해양부 -> 국토교통부."""


class Thesaurus:
    """Made once from its parts and then only read; safe across threads."""

    def __init__(self, table: Table, site: Site | None = None, learned: Iterable[Entry] = ()) -> None:
        rules = site or Site()
        self._names = table.names
        best: dict[tuple[str, str], Entry] = {}
        for entry in (
            *(Entry(term, word, 1.0, SITE, 0) for term, word in rules.pairs),
            *table.entries,
            *_further(table.entries),
            *learned,
        ):
            pair = (term_key(entry.term), term_key(entry.word))
            if not all(pair) or pair[0] == pair[1] or entry.score < _WEAKEST:
                continue
            if pair in rules.forbidden and entry.told != SITE:
                continue
            if pair not in best or (entry.score > best[pair].score and best[pair].told != SITE):
                best[pair] = entry
        groups: dict[str, list[Entry]] = defaultdict(list)
        for (term, _), entry in best.items():
            groups[term].append(entry)
        for group in groups.values():
            group.sort(key=lambda entry: (entry.told != SITE, -entry.score, entry.word))
        self._entries = dict(groups)
        self._words = {term: tuple(entry.word for entry in group[:MOST]) for term, group in groups.items()}

    def synonyms(self, term: str) -> tuple[str, ...]:
        """Words that may stand in a term's place, best first, MOST at most; none for most words.

        Spaces, case and middle dots of the term do not matter.
        """
        return self._words.get(term_key(term), ())

    def names(self) -> Mapping[str, str]:
        """core.titles.key of a short or former name of a law -> the title it stands for."""
        return self._names

    def entries(self, term: str = "") -> Sequence[Entry]:
        """What is known of a term, best first; of all terms in their order for an empty one."""
        if term:
            return tuple(self._entries.get(term_key(term), ()))
        return tuple(entry for name in sorted(self._entries) for entry in self._entries[name])


def _further(entries: Sequence[Entry]) -> list[Entry]:
    """Names that changed twice: what is called C now was B and before that A."""
    renamed = [entry for entry in entries if entry.told == Told.RENAMED]
    onward: dict[str, list[Entry]] = defaultdict(list)
    for entry in renamed:
        onward[term_key(entry.term)].append(entry)
    found = []
    for first in renamed:
        for second in onward[term_key(first.word)]:
            score = first.score * second.score * 0.9
            if score >= _FURTHER:
                documents = min(first.documents, second.documents)
                found.append(Entry(first.term, second.word, score, first.told, documents))
    return found
