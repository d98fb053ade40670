"""The pack's files at work: texts to unit vectors, pairs to scores."""

import json
from collections.abc import Collection, Generator, Sequence
from pathlib import Path
from typing import Any

from app.search.encoder.batches import STEP, TOKENS, batches
from app.search.encoder.graph import Graph
from app.search.encoder.question_map import QuestionMap
from app.search.encoder.table import WordTable
from app.search.encoder.tokenise import Tokeniser
from app.search.pack import ENCODER, PROMPTS, QUESTIONS, RERANKER, TOKENIZER, WORDS

Rows = tuple[tuple[int, ...], Any]
"""(places, what the graph gave for them [len(places), ...] float32)."""

_ASKED = "query"
"""The prompt of what people ask."""


class Engine:
    """Of one pack, on at most `lanes` threads. Not safe across threads."""

    def __init__(self, folder: Path, context: int, lanes: int, files: Collection[str]) -> None:
        """`context`: tokens at most; `files`: those of the pack, see pack.read_files; no other is opened.

        Raises OSError, ValueError, KeyError, RuntimeError for files that do not work.
        """
        self._tokeniser = Tokeniser(folder / TOKENIZER, context)
        self._prompts = json.loads((folder / PROMPTS).read_text(encoding="utf-8"))["prompts"]
        self._encoder = Graph(folder / ENCODER, lanes)
        self._words = WordTable(folder / WORDS, self._encoder.hidden)
        self._reranker = Graph(folder / RERANKER, lanes) if RERANKER in files else None
        self._questions = QuestionMap(folder / QUESTIONS, self.dimension) if QUESTIONS in files else None

    @property
    def dimension(self) -> int:
        return self._encoder.hidden

    @property
    def precision(self) -> str:
        """bf16 or f32: what this processor computes in."""
        return self._encoder.precision

    @property
    def runtime(self) -> str:
        """Its name and version."""
        return self._encoder.runtime

    def vectors(self, texts: Sequence[str], prompt: str, lanes: int) -> Generator[Rows]:
        """Unit vectors, a batch at a time, in the order in which they come. Raises KeyError for no such prompt."""
        import numpy

        lead = self._prompts[prompt]
        rows = self._tokeniser.texts([lead + text for text in texts])
        for places, matrix in self._run(self._encoder, rows, lanes):
            unit = matrix / numpy.linalg.norm(matrix, axis=1, keepdims=True)
            yield places, self._questions.of(unit) if self._questions and prompt == _ASKED else unit

    def scores(self, pairs: Sequence[tuple[str, str]], lanes: int) -> Generator[Rows]:
        """For each (query, passage) how well it answers, [places, 1]: higher is better, of any scale.

        Raises LookupError when the pack has no reranker.
        """
        if self._reranker is None:
            raise LookupError(RERANKER)
        ask, tell = json.loads(self._reranker.notes["prefixes"])
        rows = self._tokeniser.pairs([(ask + query, tell + passage) for query, passage in pairs])
        yield from self._run(self._reranker, rows, lanes)

    def _run(self, graph: Graph, rows: Sequence[Sequence[int]], lanes: int) -> Generator[Rows]:
        lengths = [len(row) for row in rows]
        share = max(sum(lengths) // lanes, STEP * STEP)  # a few texts: something for every lane
        order = list(batches(lengths, min(TOKENS, share)))
        jobs = (self._job([rows[place] for place in batch.places], batch.length) for batch in order)
        for batch, matrix in zip(order, graph.run(jobs, lanes), strict=True):
            yield batch.places, matrix

    def _job(self, rows: Sequence[Sequence[int]], length: int) -> tuple[Any, Any]:
        """The rows of the word table side by side, nothing where a text is shorter."""
        import numpy

        sizes = numpy.array([len(row) for row in rows])
        mask = numpy.arange(length) < sizes[:, numpy.newaxis]
        words = numpy.zeros((len(rows), length, self._words.hidden), numpy.float32)
        words[mask] = self._words.rows([piece for row in rows for piece in row])
        return words, mask.astype(numpy.float32)
