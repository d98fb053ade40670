"""Words become searchable while files are still being read: a thread that brings the lexical index up now and then."""

import threading
from types import TracebackType

from app.core.errors import AppError, Cancelled
from app.search.searcher import Searcher

EVERY_SECONDS = 2.0


class WordsAlongside:
    """`with WordsAlongside(searcher):` around the storing of documents; the caller holds the write lock.

    What goes wrong here is met again, and told, by the last update that the caller makes itself.
    """

    def __init__(self, searcher: Searcher, every: float = EVERY_SECONDS) -> None:
        self._searcher = searcher
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="words-alongside", daemon=True)

    def __enter__(self) -> "WordsAlongside":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        def go_on(_done: int, _total: int) -> None:
            if self._over.is_set():
                raise Cancelled

        while not self._over.wait(self._every):
            try:
                self._searcher.indexer.index_words(go_on, terms=False)
            except (AppError, Cancelled, OSError, ValueError):  # tantivy says ValueError for a full disk
                return
