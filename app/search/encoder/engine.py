"""The pack's files at work: texts to unit vectors, pairs to scores."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.search.encoder.batches import batches
from app.search.encoder.graph import Graph
from app.search.encoder.table import WordTable
from app.search.encoder.tokenise import Tokeniser

TOKENIZER = "tokenizer.json"
PROMPTS = "config_sentence_transformers.json"
WORDS = "engine/words.q4"
ENCODER = "engine/encoder.onnx"
FILES = (TOKENIZER, PROMPTS, WORDS, ENCODER)
"""What the engine reads of a pack. The rest is the same model for sentence-transformers."""

Rows = tuple[tuple[int, ...], Any]
"""(places, what the graph gave for them [len(places), ...] float32)."""


class Engine:
    """Of one pack, on at most `lanes` threads. Not safe across threads."""

    def __init__(self, folder: Path, context: int, lanes: int) -> None:
        """Raises OSError, ValueError, KeyError, RuntimeError for files that do not work."""
        self._tokeniser = Tokeniser(folder / TOKENIZER, context)
        self._prompts = json.loads((folder / PROMPTS).read_text(encoding="utf-8"))["prompts"]
        self._encoder = Graph(folder / ENCODER, lanes)
        self._words = WordTable(folder / WORDS, self._encoder.hidden)

    @property
    def dimension(self) -> int:
        return self._encoder.hidden

    @property
    def precision(self) -> str:
        """bf16 or f32: what this processor computes in."""
        return self._encoder.precision

    def vectors(self, texts: Sequence[str], prompt: str, lanes: int) -> Iterator[Rows]:
        """Unit vectors, a batch at a time, in the order in which they come. Raises KeyError for no such prompt."""
        import numpy

        lead = self._prompts[prompt]
        rows = self._tokeniser.texts([lead + text for text in texts])
        for places, matrix in self._run(self._encoder, rows, lanes):
            yield places, matrix / numpy.linalg.norm(matrix, axis=1, keepdims=True)

    def _run(self, graph: Graph, rows: Sequence[Sequence[int]], lanes: int) -> Iterator[Rows]:
        order = list(batches([len(row) for row in rows]))
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
