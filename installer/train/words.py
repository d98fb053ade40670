"""BM25 over articles for mining and for the hybrid's lexical half: tantivy in a folder, morphemes and bigrams."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.search.tokens import Morphemes, bigrams
from installer.train.corpus import Article

_HEAP = 200 << 20
_PART = 2000
FIELDS = ("morphemes", "bigrams")


class Words:
    """`folder` is filled on the first use; hits are places in the list of articles."""

    def __init__(self, folder: Path, articles: Sequence[Article]) -> None:
        import tantivy

        self._morphemes = Morphemes()
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("place", stored=True, indexed=False)
        for name in FIELDS:
            builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()
        done = folder / "done"
        if done.exists() and done.read_text() == str(len(articles)):
            self._index: Any = tantivy.Index(self._schema, path=str(folder))
        else:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._fill(articles)
            done.write_text(str(len(articles)))
        self._index.reload()
        self._searcher: Any = self._index.searcher()

    def _fill(self, articles: Sequence[Article]) -> None:
        from tantivy import Document

        writer = self._index.writer(_HEAP, 1)
        for start in range(0, len(articles), _PART):
            texts = [f"{a.title} {a.label} {a.heading} {a.text}" for a in articles[start : start + _PART]]
            for place, (text, split) in enumerate(zip(texts, self._morphemes.of_many(texts), strict=True), start):
                entry = Document()
                entry.add_integer("place", place)
                entry.add_text("morphemes", split)
                entry.add_text("bigrams", " ".join(bigrams(text)))
                writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()

    def search(self, question: str, limit: int) -> dict[str, list[tuple[int, float]]]:
        """By field (place, score), best first."""
        terms = {"morphemes": self._morphemes.of_many([question])[0].split(), "bigrams": bigrams(question)}
        return {name: self._hits(name, terms[name], limit) for name in FIELDS}

    def _hits(self, field: str, terms: Sequence[str], limit: int) -> list[tuple[int, float]]:
        from tantivy import Occur, Query

        wanted = [(Occur.Should, Query.term_query(self._schema, field, term)) for term in dict.fromkeys(terms)]
        if not wanted:
            return []
        found = self._searcher.search(Query.boolean_query(wanted), limit, count=False).hits
        return [(int(self._searcher.doc(address)["place"][0]), float(score)) for score, address in found]
