"""Search over a large workspace: `python -m tests.bench.scale HOME [QUESTIONS]`.

HOME holds words and vectors. Times of full search (each question encoded before), of typing, with and without
filters; resident memory; index files against text; how long until one more document is found. The document that
is added is taken out again.
"""

import dataclasses
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from app.core.events import Cancel
from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Hit, Passage, Query, Source
from app.search.searcher import Searcher
from app.services.context import Workspace
from app.store.files import FileRecord
from tests.bench.asking import Encoded, memory, questions, sizes, spread, timed
from tests.bench.running import say

_TYPED = 25  # questions that are typed stroke by stroke
_QUOTED = 50
_PATH = b"/munjigi-bench/added.md"


def main(argv: list[str]) -> int:
    home = Path(argv[0])
    count = int(argv[1]) if len(argv) > 1 else 300
    workspace = Workspace.open(home)
    encoder = Encoded(workspace.embedder)
    searcher = Searcher(home, workspace.database, encoder)
    try:
        started = time.monotonic()
        searcher.warm()
        say(bench="loaded", seconds=round(time.monotonic() - started, 2), **memory())
        started = time.monotonic()
        searcher.indexer.index_words(lambda done, total: None)
        say(bench="words brought up", seconds=round(time.monotonic() - started, 2))
        say(bench="sizes", **sizes(home, workspace.database), **_counts(workspace))
        asked = questions(workspace.database, count)
        _search(searcher, encoder, asked)
        _limited(searcher, workspace, asked)
        _typing(searcher, asked)
        say(bench="memory", **memory())
        if searcher.indexer.meaning_behind():
            say(bench="one document added", left_out="passages wait for the encoder")
        else:
            _added(searcher, workspace)
    finally:
        searcher.close()
        workspace.close()
    return 0


def _counts(workspace: Workspace) -> dict[str, int]:
    rows = workspace.database.connection().execute(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages), (SELECT count(*) FROM vectors)"
    )
    return dict(zip(("documents", "passages", "windows"), rows.fetchone(), strict=True))


def _ask(searcher: Searcher, facts: dict[str, Any], text: str) -> Sequence[Hit]:
    return searcher.search(Query(text, **facts), cancel=Cancel()).hits


def _search(searcher: Searcher, encoder: Encoded, asked: list[str]) -> None:
    ask = partial(_ask, searcher, {})
    say(bench="search", what="for the first time, encoding included", **timed(ask, asked))
    say(bench="encoding", **spread(encoder.took))
    say(bench="search", what="encoded before", **timed(ask, asked))
    words = sorted({word for text in asked for word in text.split() if len(word) > 3})
    phrases = [f'"{word}" {words[-place]}' for place, word in enumerate(words[:: max(1, len(words) // _QUOTED)])]
    timed(ask, phrases)
    say(bench="search", what="with a quoted word, encoded before", **timed(ask, phrases))
    dense, known = searcher._dense, [encoder.query(text) for text in asked]
    say(bench="dense", what="search alone", **timed(lambda vector: dense.search(vector, 100), known))
    some = [passage for passage, _ in dense.search(known[0], 300)]
    say(bench="dense", what="scores of 300 passages", **timed(lambda vector: dense.scores(vector, some), known))


def _limited(searcher: Searcher, workspace: Workspace, asked: list[str]) -> None:
    def most(column: str) -> str:
        rows = workspace.database.connection().execute(
            f"SELECT {column} FROM documents WHERE {column} <> '' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        )
        return str((rows.fetchone() or ("",))[0])

    limits: dict[str, dict[str, Any]] = {
        "kind": {"kinds": (most("kind"),)},
        "ministry": {"ministries": (most("ministry"),)},
        "since": {"since": "2024-01-01"},
        "as of": {"as_of": "2020-06-30"},
        "ministry and since": {"ministries": (most("ministry"),), "since": "2024-01-01"},
    }
    ids = sorted(workspace.documents.revisions())
    for name, facts in limits.items():
        figures = timed(partial(_ask, searcher, facts), asked)
        say(bench="search", what=f"limited by {name}", **facts, **figures)
    for number in (1, 10, 1_000):
        few = frozenset(ids[:: max(1, len(ids) // number)][:number])
        known = [searcher._embedder.query(text) for text in asked]
        figures = timed(partial(searcher._dense.search, limit=100, documents=few), known)
        say(bench="dense", what=f"limited to {number} documents", **figures)


def _typing(searcher: Searcher, asked: list[str]) -> None:
    states = [text[:end] for text in asked[:: max(1, len(asked) // _TYPED)] for end in range(1, len(text) + 1)]
    say(bench="typing", **timed(lambda text: searcher.suggest(Query(text)), states))


def _added(searcher: Searcher, workspace: Workspace) -> None:
    """As if it had just been read: from the storing on."""
    words = "뭉게구름관측초소"  # in no law
    texts = [
        f"제{number}조 ({words} {number}) {words}의 운영에 필요한 사항은 소장이 정한다." for number in range(1, 31)
    ]
    document, passages = _document("\n".join(texts), texts)
    document = dataclasses.replace(document, id=workspace.documents.identity("기본", _PATH))
    record = FileRecord("기본", _PATH, b"/munjigi-bench", "added.md", sha256="0", document_id=document.id)
    steps: dict[str, float] = {}

    def step(name: str, work: Any) -> None:
        started = time.perf_counter()
        work()
        steps[name] = round((time.perf_counter() - started) * 1000, 1)

    indexer, dense = searcher.indexer, searcher._dense
    before = dense.search(searcher._embedder.query(words), 1)
    step("stored_ms", lambda: workspace.documents.store(document, passages, record))
    step("words_ms", lambda: indexer.index_words(lambda done, total: None))
    say(bench="one document added", found_by_words=_found(searcher, words, document), **steps)
    step("encoded_and_kept_ms", lambda: indexer.index_meaning(lambda done, total: None, cancel=Cancel()))
    step("nothing_new_ms", lambda: dense.refresh(write=True))
    found = dense.search(searcher._embedder.query(words), 1)
    say(bench="one document added", found_by_meaning=found != before, **steps)
    workspace.files.forget("기본", [_PATH])
    steps.clear()
    step("words_ms", lambda: indexer.index_words(lambda done, total: None))
    step("dense_ms", lambda: dense.refresh(write=True))
    say(bench="taken out", found=_found(searcher, words, document), **steps)


def _found(searcher: Searcher, words: str, document: Document) -> bool:
    hits = _ask(searcher, {}, words)
    return bool(hits) and hits[0].document.id == document.id


def _document(text: str, texts: list[str]) -> tuple[Document, list[Passage]]:
    passages, start = [], 0
    for ordinal, part in enumerate(texts):
        locator = Locator(article=(ordinal + 1, 0))
        passages.append(Passage(0, "", ordinal, locator, part.split(")")[0], "", part, start, start + len(part)))
        start += len(part) + 1
    source = Source(_PATH, "added.md", "0", "md", 0, len(text))
    return Document("", "기본", "측정용 규정", DocumentKind.DIRECTIVE, source, text=text), passages


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
