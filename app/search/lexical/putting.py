"""Putting documents into the index: a document is never half in it, and what is committed can be found."""

from collections.abc import Callable, Iterator, Sequence

from app.core.types import Document, Passage
from app.search.lexical.keeping import Keeping
from app.search.lexical.schema import law_entry, owner, passage_entry, wording
from app.search.tokens import Splitter

_COMMIT_EVERY = 3_000_000  # characters of text
_CALL = 500_000  # characters of text sent to the morphemes child at once

Fetch = Callable[[str], tuple[Document, Sequence[Passage]] | None]
"""A document and its passages; None when it has gone meanwhile."""


class Putting:
    """One run of the holder of the write lock. Used with `with`, which commits also what was put in before a stop."""

    def __init__(self, shelf: Keeping, morphemes: Splitter) -> None:
        self._shelf = shelf
        self._morphemes = morphemes
        engines = shelf.for_writing()
        self._stamp = shelf.stamp()
        self._passages = engines[0].writer()
        try:
            self._laws = engines[1].writer()
        except BaseException:
            self._passages.wait_merging_threads()
            raise
        self._fresh = 0
        if not self._stamp:  # nobody knows what these were
            self._passages.delete_all_documents()
            self._laws.delete_all_documents()

    def __enter__(self) -> "Putting":
        return self

    def __exit__(self, *raised: object) -> None:
        try:
            self._commit()
        finally:
            for writer in (self._passages, self._laws):
                writer.wait_merging_threads()  # gives up the lock, which an exception's frames would hold on to
        self._shelf.settle()

    def take_out(self, identity: str) -> None:
        self._forget(identity)
        self._stamp.pop(identity, None)

    def put(self, document: Document, passages: Sequence[Passage], revision: int) -> None:
        """In place of its former self."""
        self._forget(document.id)
        try:
            for texts in _calls(document, passages):
                split = self._morphemes.of_many([text for _, text in texts])
                for (passage, text), morphemes in zip(texts, split, strict=True):
                    self._passages.add_document(passage_entry(document, passage, text, morphemes))
                    self._fresh += len(text)
            self._laws.add_document(law_entry(document, passages))
        except BaseException:
            self._forget(document.id)  # never half of one
            raise
        self._stamp[document.id] = revision
        if self._fresh > _COMMIT_EVERY:
            self._commit()
            self._fresh = 0

    def _forget(self, identity: str) -> None:
        for writer in (self._passages, self._laws):
            writer.delete_documents_by_term("owner", owner(identity))

    def _commit(self) -> None:
        """The stamp last: a kill in between only makes us put some documents in again."""
        self._passages.commit()
        self._laws.commit()
        self._shelf.write_stamp(self._stamp)


def _calls(document: Document, passages: Sequence[Passage]) -> Iterator[list[tuple[Passage, str]]]:
    """The passages with the words they are found by, in portions for the morphemes child."""
    portion: list[tuple[Passage, str]] = []
    size = 0
    for passage in passages:
        portion.append((passage, wording(document, passage)))
        size += len(portion[-1][1])
        if size > _CALL:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
