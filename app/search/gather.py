"""Asks every channel for its best passages, then for its score of those that the others brought."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from app.core.errors import ChildUnstartable, EmbedderFailed, ModelDamaged, ModelMissing, ModelUnloadable
from app.core.events import Cancel, Warned
from app.core.types import Understood
from app.search.dense import Dense
from app.search.lexical.index import Lexical
from app.search.lexical.wanted import CHANNELS, Wanted
from app.search.lexical.within import Within
from app.search.remote import Embedder
from app.search.steps import Steps

DEPTH = 100
"""How many passages each channel brings."""

_AT_ONCE = 2
"""Questions whose meaning is looked for at once; one more waits for its turn."""

_HOLDING = 300
"""Of the passages that hold a phrase how many are compared by meaning: each is read to see that it really does."""

MEANING = "dense"
"""The channel of vectors; those of the words are named by the lexical index."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """`channels`: by channel the score of each candidate that has one; `ranks` the place of those it brought itself,
    from 1. `blind` are candidates that have no vector yet."""

    channels: Mapping[str, Mapping[int, float]]
    ranks: Mapping[str, Mapping[int, int]]
    wanted: Wanted = field(default_factory=Wanted)
    notices: tuple[Warned, ...] = ()
    blind: frozenset[int] = field(default_factory=frozenset)

    @property
    def candidates(self) -> list[int]:
        return sorted({passage for scored in self.channels.values() for passage in scored})


class Gatherer:
    """Over the indexes of one workspace. Safe across threads."""

    def __init__(self, lexical: Lexical, dense: Dense, embedder: Embedder, steps: Steps) -> None:
        self._lexical = lexical
        self._dense = dense
        self._embedder = embedder
        self._steps = steps
        self._pool = ThreadPoolExecutor(_AT_ONCE, "meaning")  # kept: the store opens a connection for each thread

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def words(self, understood: Understood, within: Within, depth: int) -> Gathered:
        """The channels of words alone: no model is waited for."""
        wanted = self._lexical.wanted(understood.text, understood.synonyms)
        ranked = self._ranked(wanted, within, depth)
        return _gathered(ranked, wanted, lambda name, missing: self._worth(name, wanted, missing))

    def everything(self, understood: Understood, within: Within, depth: int, cancel: Cancel) -> Gathered:
        """Words and meaning. Where the encoder fails its channel is left out, and `notices` says so."""
        if not any(letter.isalnum() for letter in understood.text):
            return Gathered({}, {})  # the vectors would find something for !?, too
        if MEANING not in self._steps.channels:
            return self.words(understood, within, depth)
        meant = self._pool.submit(self._meaning, understood.text, within, depth, cancel)  # while the words are asked
        wanted = self._lexical.wanted(understood.text, understood.synonyms)
        ranked = self._ranked(wanted, within, depth)
        try:
            vector, found = meant.result()
        except (EmbedderFailed, ModelMissing, ModelDamaged, ModelUnloadable, ChildUnstartable) as error:
            notices = (Warned("", error.code, error.params),)
            return _gathered(ranked, wanted, lambda name, missing: self._worth(name, wanted, missing), notices)

        def worth(name: str, missing: Sequence[int]) -> Mapping[int, float]:
            if name == MEANING:
                return self._dense.scores(vector, missing)
            return self._worth(name, wanted, missing)

        return _gathered({**ranked, MEANING: found}, wanted, worth)

    def _meaning(self, text: str, within: Within, depth: int, cancel: Cancel) -> tuple[Any, list[tuple[int, float]]]:
        """The question's vector and the passages nearest to it."""
        vector = self._embedder.query(text, cancel=cancel)
        self._dense.refresh(write=False)
        only = None
        if within.marks:  # the text decides, and the vectors know none
            only = self._lexical.passages_with(within, _HOLDING)
        return vector, list(self._dense.search(vector, depth, within.documents, only))

    def _ranked(self, wanted: Wanted, within: Within, depth: int) -> dict[str, list[tuple[int, float]]]:
        return {
            name: list(self._lexical.ranked(name, wanted, depth, within))
            for name in CHANNELS
            if name in self._steps.channels
        }

    def _worth(self, name: str, wanted: Wanted, missing: Sequence[int]) -> Mapping[int, float]:
        return {passage: score for passage, score in self._lexical.scores(name, wanted, missing).items() if score > 0}


def _gathered(
    ranked: Mapping[str, Sequence[tuple[int, float]]],
    wanted: Wanted,
    worth: Callable[[str, Sequence[int]], Mapping[int, float]],
    notices: tuple[Warned, ...] = (),
) -> Gathered:
    candidates = {passage for scored in ranked.values() for passage, _ in scored}
    channels = {}
    for name, scored in ranked.items():
        own = dict(scored)
        missing = sorted(candidates - own.keys())
        channels[name] = {**own, **worth(name, missing)} if missing and own else own
    ranks = {name: {passage: place for place, (passage, _) in enumerate(scored, 1)} for name, scored in ranked.items()}
    held = channels.get(MEANING)
    return Gathered(channels, ranks, wanted, notices, frozenset(candidates - held.keys()) if held else frozenset())
