"""The lexical index: tantivy with one field of morphemes and one of character bigrams.

A cache of the store. `stamp.json` says which revision of each document is in it; it is written after
tantivy's own commit, so that a kill between the two only makes us put some documents in again.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from app.core.types import Document, Passage
from app.search.fuse import Scored
from app.search.tokens import Splitter, bigrams

VERSION = 1
"""Of the fields and their terms: another version is built anew."""

_HEAP = 64 << 20
_COMMIT_EVERY = 200  # documents


class Lexical:
    """`folder` holds the index; it is made when missing and remade when damaged."""

    def __init__(self, folder: Path, morphemes: Splitter) -> None:
        self._folder = folder
        self._morphemes = morphemes
        self._index: Any = None

    def stale(self, revisions: dict[str, int]) -> tuple[list[str], list[str]]:
        """(document ids to put in, document ids to take out) against the store's revisions."""
        self._open()  # a damaged index is thrown away here, and its stamp with it
        have = self._stamp()
        wanted = [identity for identity, revision in revisions.items() if have.get(identity) != revision]
        gone = [identity for identity in have if identity not in revisions]
        return wanted, gone

    def update(
        self,
        revisions: dict[str, int],
        fetch: Callable[[str], tuple[Document, Sequence[Passage]]],
        progress: Callable[[int, int], None],
    ) -> None:
        """Bring the index to the store's state; interruptible between documents.

        `fetch` gives a document and its passages; `progress(done, total)` may raise to stop.
        """
        wanted, gone = self.stale(revisions)
        if not wanted and not gone:
            return
        index = self._open()
        stamp = self._stamp()
        writer = index.writer(_HEAP, 1)
        for identity in gone:
            writer.delete_documents_by_term("document", identity)
            stamp.pop(identity, None)
        for count, identity in enumerate(wanted):
            progress(count, len(wanted))
            document, passages = fetch(identity)
            writer.delete_documents_by_term("document", identity)
            texts = [f"{document.title} {passage.breadcrumb} {passage.text}" for passage in passages]
            for passage, text, split in zip(passages, texts, self._morphemes.of_many(texts), strict=True):
                writer.add_document(_entry(document, passage, text, split))
            stamp[identity] = revisions[identity]
            if count % _COMMIT_EVERY == _COMMIT_EVERY - 1:
                writer.commit()
                self._write_stamp(stamp)
        writer.commit()
        writer.wait_merging_threads()
        self._write_stamp(stamp)
        index.reload()
        progress(len(wanted), len(wanted))

    def reload(self) -> None:
        """See what another process or thread has committed."""
        if self._index is not None:
            self._index.reload()

    def by_morphemes(self, text: str, limit: int, collection: str, documents: Sequence[str] | None) -> Scored:
        return self._search("morphemes", self._morphemes.of_many([text])[0], limit, collection, documents)

    def by_bigrams(self, text: str, limit: int, collection: str, documents: Sequence[str] | None) -> Scored:
        return self._search("bigrams", bigrams(text), limit, collection, documents)

    def _search(
        self, field: str, terms: Iterable[str], limit: int, collection: str, documents: Sequence[str] | None
    ) -> Scored:
        from tantivy import Occur, Query

        index = self._open()
        schema = index.schema
        wanted = [(Occur.Should, Query.term_query(schema, field, term)) for term in dict.fromkeys(terms)]
        if not wanted or (documents is not None and not documents):
            return []
        query = Query.boolean_query(wanted)
        filters = []
        if collection:
            filters.append((Occur.Must, Query.term_query(schema, "collection", collection)))
        if documents is not None:
            filters.append((Occur.Must, Query.term_set_query(schema, "document", list(documents))))
        if filters:
            # a filter must not add to the score
            query = Query.boolean_query(
                [(Occur.Must, query), *((occur, Query.const_score_query(part, 0.0)) for occur, part in filters)]
            )
        searcher = index.searcher()
        found = searcher.search(query, limit, count=False).hits
        return [(int(searcher.doc(address)["passage"][0]), float(score)) for score, address in found]

    def _open(self) -> Any:
        if self._index is not None:
            return self._index
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
            self._index = tantivy.Index(schema, path=str(self._folder), reuse=True)
        except ValueError:  # damaged, or of another schema: it is a cache, so make it anew
            shutil.rmtree(self._folder)
            self._folder.mkdir(parents=True)
            self._index = tantivy.Index(schema, path=str(self._folder), reuse=False)
        return self._index

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
            json.dump({"version": VERSION, "documents": documents}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(self._folder / "stamp.json")


def _entry(document: Document, passage: Passage, text: str, split: Sequence[str]) -> Any:
    from tantivy import Document as Entry

    entry = Entry()
    entry.add_text("document", document.id)
    entry.add_text("collection", document.collection)
    entry.add_integer("passage", passage.id)
    entry.add_text("morphemes", " ".join(split))
    entry.add_text("bigrams", " ".join(bigrams(text)))
    return entry
