"""Whether the corpus holds an answer: evidence from the best passages, weighed by what was learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import ModelDamaged, ModelMissing
from app.core.events import Warned
from app.core.figures import gives_all
from app.search.fuse import Fused
from app.search.gather import MEANING, Gathered
from app.search.lexical.index import Lexical
from app.search.query.passing import passing
from app.search.rank.answerable import Answerable, Evidence, odds, share, telling
from app.store.documents import Documents

_BEST = 3
"""Passages whose text is looked at: where a figure stands in none of them it seldom stands in a later one."""
_COSINE = 10.0


@dataclass(frozen=True, slots=True)
class Judged:
    """As in searcher.Outcome; `learned` is its `judged`."""

    answerable: float = 0.0
    refused: bool = False
    sure: bool = False
    learned: bool = True


NOTHING, NAMED, UNSEEN = Judged(0.0, refused=True), Judged(1.0, sure=True), Judged(1.0)
"""Of a question for which nothing was found, of one whose article is there by its name, and of one nobody judged."""


class Judge:
    """`folder` holds what was learned; without it the certainty of the best passage is all that is said, nothing is
    refused, and `notices` says so."""

    def __init__(self, lexical: Lexical, documents: Documents, folder: Path, *, learned: bool = True) -> None:
        self.notices: tuple[Warned, ...] = ()
        self._lexical = lexical
        self._documents = documents
        self._model: Answerable | None = None
        if learned:
            try:
                self._model = Answerable.load(folder)
            except (ModelMissing, ModelDamaged) as error:
                self.notices = (Warned("", error.code, error.params),)

    def judge(self, question: str, gathered: Gathered, order: Sequence[Fused]) -> Judged:
        """`order` best first, with certainties as scores. Where a channel was missing nothing is refused either."""
        if not order:
            return NOTHING
        evidence = self.evidence(question, gathered, order)
        if self._model is None or evidence is None:
            return Judged(order[0].score, learned=False)
        chance = self._model.chance(evidence)
        return Judged(chance, refused=chance < self._model.refuse, sure=chance >= self._model.sure)

    def evidence(self, question: str, gathered: Gathered, order: Sequence[Fused]) -> Evidence | None:
        """None where the meaning of the best passage was not compared."""
        if not order or (near := gathered.channels.get(MEANING, {}).get(order[0].passage_id)) is None:
            return None
        best = [entry.passage_id for entry in order[:_BEST]]
        found = self._documents.passages_by_id(best)
        texts = [f"{passage.heading} {passage.text}" for key in best if (passage := found.get(key)) is not None]
        joined = "".join("".join(texts).split())
        gives = [gives_all(question, text) for text in texts]
        return Evidence(
            certainty=odds(order[0].score),
            nearness=_COSINE * near,
            wording=share(*self._held("bigrams", gathered, best[0])),
            telling=telling(*self._held("morphemes", gathered, best[0])),
            figure=float(not gives[0]) if gives else 0.0,
            figures=float(not any(gives)) if gives else 0.0,
            passing=float(sum(word not in joined for word in passing(question))),
        )

    def _held(self, field: str, gathered: Gathered, passage: int) -> tuple[list[tuple[float, float]], list[bool]]:
        """The question's terms as (rarity, chance), and which of them the passage has."""
        said = gathered.wanted.said.get(field, ())
        there = self._lexical.standing(field, [one.term for one in said], passage)
        return [(one.rarity, one.chance) for one in said], [one.term in there for one in said]
