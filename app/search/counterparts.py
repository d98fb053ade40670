"""What belongs to the best comes along: an article of the law brings that of its decree, and the other way."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.errors import ModelDamaged, ModelMissing
from app.core.events import Warned
from app.core.types import Because
from app.search.asked import Asked
from app.search.fuse import Fused
from app.search.lexical.index import Lexical
from app.search.neighbours.around import Neighbours
from app.search.neighbours.bring import SEEDS, bring
from app.search.neighbours.worth import Worth
from app.store.database import Database


class Counterparts:
    """`folder` holds what was learned of their worth; without it nothing is brought, and `notices` says so."""

    def __init__(self, database: Database, lexical: Lexical, folder: Path, *, wanted: bool = True) -> None:
        self.notices: tuple[Warned, ...] = ()
        self._neighbours = Neighbours(database)
        self._lexical = lexical
        self._worth: Worth | None = None
        if wanted:
            try:
                self._worth = Worth.load(folder)
            except (ModelMissing, ModelDamaged) as error:
                self.notices = (Warned("", error.code, error.params),)

    def along(self, asked: Asked, order: Sequence[Fused]) -> tuple[Sequence[Fused], Mapping[int, Because]]:
        """The order with those that came along, and why they did. Only what the question's filters leave is brought."""
        if self._worth is None or not order:
            return order, {}
        found = self._neighbours.counterparts([entry.passage_id for entry in order[:SEEDS]])
        known = {entry.passage_id for entry in order}
        fresh = sorted({one.passage for one in found} - known)
        if fresh and (asked.chosen is not None or asked.within.marks):
            known |= self._lexical.obeying(fresh, asked.within)
            found = tuple(one for one in found if one.passage in known)
        brought = bring(order, found, self._worth)
        return brought.order, self._neighbours.reasons(brought.because)
