"""The lexical index: tantivy with one field of morphemes and one of character bigrams.

A cache of the store. `stamp.json` says which revision of each document is in it; it is written after
tantivy's own commit, so that a kill between the two only makes us put some documents in again.
"""

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.core.types import Document, Passage
from app.search.fuse import Scored
from app.search.tokens import Splitter, bigrams

VERSION = 2
"""Of the fields and their terms: another version is built anew."""

_HEAP = 64 << 20
_COMMIT_EVERY = 3_000_000  # characters of text; what is committed can be found
_CALL = 500_000  # characters of text sent to the morphemes child at once

Fetch = Callable[[str], tuple[Document, Sequence[Passage]] | None]
"""A document and its passages; None when it has gone meanwhile."""


class Lexical:
    """`folder` holds the index; it is made when missing and remade when damaged."""

    def __init__(self, folder: Path, morphemes: Splitter) -> None:
        self._folder = folder
        self._morphemes = morphemes
        self._index: Any = None
        self._seen = (0, 0, 0)
        self._opening = threading.Lock()

    def stale(self, revisions: dict[str, int]) -> tuple[list[str], list[str]]:
        """(document ids to put in, document ids to take out) against the store's revisions."""
        self._open()  # a damaged index is thrown away here, and its stamp with it
        have = self._stamp()
        wanted = [identity for identity, revision in revisions.items() if have.get(identity) != revision]
        gone = [identity for identity in have if identity not in revisions]
        return wanted, gone

    def update(self, revisions: dict[str, int], fetch: Fetch, progress: Callable[[int, int], None]) -> None:
        """Bring the index to the store's state, a commit every few million characters and at the end.

        `progress(done, total)` is called before each document and may raise to stop: what was put in until
        then stays. Documents are fetched one at a time. A call that finds nothing to do costs milliseconds.
        """
        wanted, gone = self.stale(revisions)
        if not wanted and not gone:
            return
        stamp = self._stamp()
        writer = self._open().writer(_HEAP, 1)
        try:
            if not stamp:
                writer.delete_all_documents()  # nobody knows what these were
            for identity in gone:
                writer.delete_documents_by_term("document", identity)
                stamp.pop(identity, None)
            fresh = 0
            for count, identity in enumerate(wanted):
                progress(count, len(wanted))
                found = fetch(identity)
                if found is None:
                    continue
                fresh += self._put(writer, *found)
                stamp[identity] = revisions[identity]
                if fresh > _COMMIT_EVERY:
                    self._commit(writer, stamp)
                    fresh = 0
        finally:
            try:
                self._commit(writer, stamp)
            finally:
                writer.wait_merging_threads()  # gives up the lock, which an exception's frames would hold on to
        progress(len(wanted), len(wanted))

    def _put(self, writer: Any, document: Document, passages: Sequence[Passage]) -> int:
        """Put a document in place of its former self; how many characters it has."""
        writer.delete_documents_by_term("document", document.id)
        size = 0
        try:
            for texts in _calls(document, passages):
                size += sum(len(text) for _, text in texts)
                split = self._morphemes.of_many([text for _, text in texts])
                for (passage, text), morphemes in zip(texts, split, strict=True):
                    writer.add_document(_entry(document, passage, text, morphemes))
        except BaseException:
            writer.delete_documents_by_term("document", document.id)  # never half of one
            raise
        return size

    def _commit(self, writer: Any, stamp: dict[str, int]) -> None:
        writer.commit()
        self._write_stamp(stamp)

    def holds(self, document: str, text: str) -> bool:
        """Some passage of the document has every bigram of the text."""
        from tantivy import Occur, Query

        terms = list(dict.fromkeys(bigrams(text)))
        searcher, schema = self._searcher()
        parts = [Query.term_query(schema, "document", document)]
        parts += [Query.term_query(schema, "bigrams", term) for term in terms]
        query = Query.boolean_query([(Occur.Must, part) for part in parts])
        return bool(terms and searcher.search(query, 1, count=False).hits)

    def passages_of(self, document: str) -> int:
        """How many passages of a document are in the index."""
        from tantivy import Query

        searcher, schema = self._searcher()
        return int(searcher.search(Query.term_query(schema, "document", document), 1).count)

    def by_morphemes(self, text: str, limit: int, documents: Sequence[str] | None) -> Scored:
        return self._search("morphemes", self._morphemes.of_many([text])[0].split(), limit, documents)

    def by_bigrams(self, text: str, limit: int, documents: Sequence[str] | None) -> Scored:
        return self._search("bigrams", bigrams(text), limit, documents)

    def _search(self, field: str, terms: Iterable[str], limit: int, documents: Sequence[str] | None) -> Scored:
        from tantivy import Occur, Query

        searcher, schema = self._searcher()
        wanted = [(Occur.Should, Query.term_query(schema, field, term)) for term in dict.fromkeys(terms)]
        if not wanted or (documents is not None and not documents):
            return []
        query = Query.boolean_query(wanted)
        if documents is not None:
            inside = Query.term_set_query(schema, "document", list(documents))
            # a filter must not add to the score
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(inside, 0.0))])
        found = searcher.search(query, limit, count=False).hits
        return [(int(searcher.doc(address)["passage"][0]), float(score)) for score, address in found]

    def _searcher(self) -> tuple[Any, Any]:
        """(a searcher over what was last committed, by whomever; the schema)."""
        index = self._open()
        try:
            entry = (self._folder / "meta.json").stat()
        except OSError:
            return index.searcher(), index.schema
        if self._seen != (entry.st_mtime_ns, entry.st_ino, entry.st_size):
            index.reload()
            self._seen = (entry.st_mtime_ns, entry.st_ino, entry.st_size)
        return index.searcher(), index.schema

    def _open(self) -> Any:
        with self._opening:
            if self._index is None:
                self._index = self._opened()
            return self._index

    def _opened(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("document", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("collection", stored=False, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("passage", stored=True, indexed=False)
        for name in ("morphemes", "bigrams"):
            builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
        schema = builder.build()
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            return tantivy.Index(schema, path=str(self._folder), reuse=True)
        except ValueError:  # damaged, or of another schema: it is a cache, so make it anew
            shutil.rmtree(self._folder)
            self._folder.mkdir(parents=True)
            return tantivy.Index(schema, path=str(self._folder), reuse=False)

    def _stamp(self) -> dict[str, int]:
        """What is in the index; nothing when the stamp is missing, damaged or of another version."""
        try:
            data = json.loads((self._folder / "stamp.json").read_text(encoding="utf-8"))
            if data["version"] != VERSION or not (self._folder / "meta.json").is_file():
                return {}
            return dict(data["documents"])
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def _write_stamp(self, documents: dict[str, int]) -> None:
        beside = self._folder / "stamp.json.new"
        with beside.open("w", encoding="utf-8") as stream:
            stream.write(json.dumps({"version": VERSION, "documents": documents}))  # dump() is ten times slower
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(self._folder / "stamp.json")


def _calls(document: Document, passages: Sequence[Passage]) -> Iterator[list[tuple[Passage, str]]]:
    """The passages with the words they are found by, in portions for the morphemes child."""
    portion: list[tuple[Passage, str]] = []
    size = 0
    for passage in passages:
        portion.append((passage, f"{document.title} {passage.breadcrumb} {passage.text}"))
        size += len(portion[-1][1])
        if size > _CALL:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _entry(document: Document, passage: Passage, text: str, morphemes: str) -> Any:
    from tantivy import Document as Entry

    entry = Entry()
    entry.add_text("document", document.id)
    entry.add_text("collection", document.collection)
    entry.add_integer("passage", passage.id)
    entry.add_text("morphemes", morphemes)
    entry.add_text("bigrams", " ".join(bigrams(text)))
    return entry
