"""The index of words in this process's own memory and nowhere else: made anew at each start.

For an encrypted workspace on a system without a place for files in memory (Windows). Every process has its own: the
first search after a start waits until the words of all documents are put in, under the write lock as ever.
"""

from app.search.lexical.engine import Engine
from app.search.lexical.keeping import Pair
from app.search.lexical.schema import LAWS, PASSAGES, schema


class RamShelf:
    """A lexical.keeping.Keeping."""

    def __init__(self) -> None:
        self._pair: Pair | None = None
        self._stamp: dict[str, int] = {}

    def answering(self) -> Pair | None:
        return self._pair

    def stands_in(self) -> bool:
        return False

    def for_writing(self) -> Pair:
        if self._pair is None:
            self._pair = Engine.in_ram(schema(PASSAGES)), Engine.in_ram(schema(LAWS))
        return self._pair

    def stamp(self) -> dict[str, int]:
        return dict(self._stamp)

    def write_stamp(self, documents: dict[str, int]) -> None:
        self._stamp = dict(documents)

    def settle(self) -> None:
        pass

    def finish(self) -> None:
        pass

    def overflowed(self) -> bool:
        return False

    def close(self) -> None:
        self._pair, self._stamp = None, {}
