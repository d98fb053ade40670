"""One question with everything that is known before any channel is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.core.types import Document, Query, Understood
from app.search import lookup
from app.search.lexical.within import Within
from app.search.query.lexicon import Lexicon
from app.search.query.plain import plain
from app.search.query.read import understand
from app.search.query.strangers import stranger
from app.search.scope import scope
from app.search.snapshot import Snapshot


@dataclass(frozen=True)
class Asked:
    """`query` has the day that the question itself names; `chosen` are the ids its filters leave, None: all."""

    query: Query
    today: str
    understood: Understood
    snapshot: Snapshot
    chosen: frozenset[str] | None
    reference: lookup.Reference | None
    stranger: str = ""
    """The name of a law that it goes by and that no document is."""

    @property
    def day(self) -> str:
        """The ISO day on which hits stand as they are shown."""
        return self.query.as_of or self.today

    @cached_property
    def within(self) -> Within:
        """Where the engines look."""
        return Within(self.chosen, self.understood.phrases, self.understood.excluded)

    @property
    def documents(self) -> Mapping[str, Document]:
        """Those that may be looked in."""
        if self.chosen is None:
            return self.snapshot.documents
        return {identity: self.snapshot.documents[identity] for identity in self.chosen}


def ask(query: Query, snapshot: Snapshot, lexicon: Lexicon, today: date, *, read: bool = True) -> Asked:
    """A `verbatim` question is looked for as it was typed; so is every one without `read`."""
    literal = query.verbatim or not read
    understood = Understood(plain(query.text)) if literal else understand(query.text, lexicon, today)
    dated = replace(query, as_of=query.as_of or understood.as_of)
    chosen = scope(dated, snapshot.documents, snapshot.versions() if dated.as_of else None)
    reference = lookup.find(understood.text, lexicon.names)
    return Asked(
        query=dated,
        today=today.isoformat(),
        understood=understood,
        snapshot=snapshot,
        chosen=None if chosen is None else frozenset(chosen),
        reference=reference,
        stranger="" if reference or understood.laws else stranger(understood.text, lexicon.names),
    )
