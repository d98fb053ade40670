"""A million passages: `python -m tests.bench.million HOME SCRATCH [PASSAGES] [--no-words]`.

HOME holds words and vectors (all statutes, say). SCRATCH becomes a workspace of its documents again and again until
there are PASSAGES passages: in each copy the figures in the text are others, the title has a number, and each vector
is the original's with noise of a tenth of its length. Then: how long the indexes take to build, their size, memory,
full search with the question encoded before, and recall@10 of the dense channel against every vector in the store.
"""

import argparse
import dataclasses
import itertools
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy

from app.core.events import Cancel
from app.core.types import Query
from app.search.searcher import Searcher
from app.services.context import Workspace
from app.store.files import FileRecord
from app.store.vectors import Row, Vectors
from tests.bench.asking import Encoded, memory, questions, sizes, timed
from tests.bench.running import say

_NOISE = 0.1
_ASKED = 200
_BLOCK = 20_000  # vectors of the exact comparison at a time


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("passages", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--no-words", action="store_true")
    chosen = parser.parse_args(argv)
    source, target = Workspace.open(chosen.home), Workspace.open(chosen.scratch)
    encoder = Encoded(source.embedder)
    searcher = Searcher(chosen.scratch, target.database, encoder)
    try:
        started = time.monotonic()
        passages = _copied(source, target, chosen.passages)
        say(bench="copied", passages=passages, seconds=round(time.monotonic() - started, 1))
        _built(searcher, words=not chosen.no_words)
        say(bench="sizes", **sizes(chosen.scratch, target.database))
        asked = questions(target.database, _ASKED)
        searcher.warm()
        _recall(searcher, target, [encoder.query(text) for text in asked])
        if not chosen.no_words:
            ask = partial(_ask, searcher)
            say(bench="search", what="for the first time", **timed(ask, asked))
            say(bench="search", what="encoded before", **timed(ask, asked))
        say(bench="memory", **memory())
    finally:
        searcher.close()
        target.close()
        source.close()
    return 0


def _ask(searcher: Searcher, text: str) -> None:
    searcher.search(Query(text), cancel=Cancel())


def _built(searcher: Searcher, *, words: bool) -> None:
    started, cpu = time.monotonic(), time.process_time()
    searcher._dense.refresh(write=True)
    layers = searcher._dense._layers
    assert layers is not None
    say(
        bench="dense built",
        seconds=round(time.monotonic() - started, 1),
        cpu_seconds=round(time.process_time() - cpu, 1),
        windows=layers.rows,
        segments=[(piece.segment.kind, piece.rows) for piece in layers.pieces],
        **memory(),
    )
    if words:
        started = time.monotonic()
        searcher.indexer.index_words(lambda done, total: None)
        say(bench="words built", seconds=round(time.monotonic() - started, 1), **memory())


# --- the copies ----------------------------------------------------------------------------------


def _copied(source: Workspace, target: Workspace, wanted: int) -> int:
    (made,) = target.database.connection().execute("SELECT count(*) FROM passages").fetchone()
    if made >= wanted:
        return int(made)
    random = numpy.random.default_rng(3)
    for number in itertools.count():
        for identity in source.documents.revisions():
            made += _copy(source, target, identity, number, random)
            if made >= wanted:
                return int(made)
    raise AssertionError


def _copy(source: Workspace, target: Workspace, identity: str, number: int, random: Any) -> int:
    """How many passages came; edits keep every length, so that the spans stay true."""
    edit = str.maketrans("0123456789", "".join(str((digit + number) % 10) for digit in range(10)))
    document = source.documents.document(identity)
    passages = source.documents.passages_of(identity)
    path = document.source.raw_path + str(number).encode()
    copy = dataclasses.replace(
        document,
        id=target.documents.identity(document.collection, path),
        title=f"{document.title} {number}" if number else document.title,
        text=document.text.translate(edit),
        source=dataclasses.replace(document.source, raw_path=path),
    )
    edited = [dataclasses.replace(passage, text=passage.text.translate(edit)) for passage in passages]
    record = FileRecord(copy.collection, path, b"/", str(number), sha256=copy.source.sha256, document_id=copy.id)
    target.documents.store(copy, edited, record)
    numbers = [passage.id for passage in target.documents.passages_of(copy.id)]
    rows = _vectors(source, [passage.id for passage in passages], numbers, number, random)
    Vectors(target.database).add(target.embedder.key, rows)
    return len(edited)


def _vectors(source: Workspace, old: Sequence[int], new: Sequence[int], number: int, random: Any) -> Iterator[Row]:
    places = dict(zip(old, new, strict=True))
    marks = ",".join("?" * len(old))
    rows = source.database.connection().execute(
        f"SELECT passage_id, window, vector FROM vectors WHERE model = ? AND passage_id IN ({marks})",
        (source.embedder.key, *old),
    )
    for passage, window, vector in rows:
        if not number:
            yield places[passage], window, vector
            continue
        floats = numpy.frombuffer(vector, dtype="<f2").astype("float32")
        floats = floats + random.standard_normal(len(floats), dtype="float32") * (_NOISE / len(floats) ** 0.5)
        yield places[passage], window, (floats / numpy.linalg.norm(floats)).astype("<f2").tobytes()


# --- against all that is there -------------------------------------------------------------------


def _recall(searcher: Searcher, target: Workspace, known: Sequence[Any]) -> None:
    dense = searcher._dense
    exact = _exact(target, numpy.stack(known), 100)
    found = [dict(dense.search(vector, 100)) for vector in known]
    for depth in (1, 10, 100):
        shares = [
            len(set(list(few)[:depth]) & set(best[:depth])) / depth for few, best in zip(found, exact, strict=True)
        ]
        say(bench="dense", what=f"recall@{depth} against exact", recall=round(sum(shares) / len(shares), 4))
    say(bench="dense", what="search alone", **timed(partial(dense.search, limit=100), known))
    asked = [passage for best in exact[:3] for passage in best]
    say(bench="dense", what="scores of 300 passages", **timed(lambda vector: dense.scores(vector, asked), known))


def _exact(target: Workspace, queries: Any, limit: int) -> list[list[int]]:
    """By query the best passages, each with its best window, over every vector of the store."""
    best: list[dict[int, float]] = [{} for _ in queries]
    rows = target.database.connection().execute(
        "SELECT passage_id, vector FROM vectors WHERE model = ? ORDER BY id", (target.embedder.key,)
    )
    while block := list(islice(rows, _BLOCK)):
        passages = [row[0] for row in block]
        matrix = numpy.frombuffer(b"".join(row[1] for row in block), dtype="<f2").reshape(len(block), -1)
        scores = matrix.astype("float32") @ queries.T
        for column, mine in enumerate(best):
            top = numpy.argpartition(-scores[:, column], min(3 * limit, len(block) - 1))[: 3 * limit]
            for row in top.tolist():
                score = float(scores[row, column])
                mine[passages[row]] = max(mine.get(passages[row], -2.0), score)
            if len(mine) > 20 * limit:
                best[column] = dict(sorted(mine.items(), key=lambda entry: -entry[1])[: 3 * limit])
    return [[passage for passage, _ in sorted(mine.items(), key=lambda e: (-e[1], e[0]))[:limit]] for mine in best]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
