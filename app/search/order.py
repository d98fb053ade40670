"""From what the channels brought to one order of candidates: by what was learned, or by a plain mean without it."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from app.core.errors import ModelDamaged, ModelMissing
from app.core.events import Warned
from app.core.types import Brief
from app.search.fuse import Fused, fuse
from app.search.gather import MEANING, Gathered
from app.search.rank.features import NAMES, features
from app.search.rank.model import Model

_PLAIN = ("morphemes", "bigrams", MEANING)
_NAMED = 2.0
"""Added for a passage of a law that the question names: who names a law looks there. A rule, not learned: of the
questions to learn from one in nine hundred names its law."""
_SUPPLEMENT = 0.8  # any weight from 0.9 to 0.5 gave the same gain


class Orderer:
    """`folder` holds the learned weights. They are read once; where they are missing or damaged `notices` says so."""

    def __init__(self, folder: Path, *, learned: bool = True) -> None:
        self.notices: tuple[Warned, ...] = ()
        self._model: Model | None = None
        if learned:
            try:
                self._model = Model.load(folder)
            except (ModelMissing, ModelDamaged) as error:
                self.notices = (Warned("", error.code, error.params),)

    def order(self, gathered: Gathered, briefs: Mapping[int, Brief], named: Collection[str]) -> list[Fused]:
        """Best first. `named` are the documents whose law the question names. A score is how likely, 0 to 1, the
        passage answers."""
        import numpy

        candidates = [briefs[identity] for identity in gathered.candidates if identity in briefs]
        if not candidates:
            return []
        if self._model is None or MEANING not in gathered.channels:
            return _plain(gathered, candidates)
        matrix = features(candidates, gathered.channels, gathered.blind)
        if gathered.wanted.supplements:
            matrix[:, NAMES.index("supplement")] = 0.0
        scores = self._model.scores(matrix)
        scores += _NAMED * numpy.array([one.document_id in named for one in candidates])
        found = [
            Fused(one.id, float(certainty), _ranks(gathered, one.id))
            for one, certainty in zip(candidates, self._model.certainties(scores), strict=True)
        ]
        return _sorted(found)


def _plain(gathered: Gathered, candidates: Sequence[Brief]) -> list[Fused]:
    """부칙 repeat the words of the articles that they change, and come after them."""
    channels = {
        name: sorted(gathered.channels[name].items(), key=lambda pair: (-pair[1], pair[0]))
        for name in _PLAIN
        if name in gathered.channels
    }
    old = not gathered.wanted.supplements
    supplements = {one.id for one in candidates if old and one.label.startswith("부칙")}
    return _sorted(
        [
            Fused(
                entry.passage_id,
                entry.score * (_SUPPLEMENT if entry.passage_id in supplements else 1.0),
                _ranks(gathered, entry.passage_id),
            )
            for entry in fuse(channels, blind={MEANING: gathered.blind})
        ]
    )


def _ranks(gathered: Gathered, passage: int) -> dict[str, int]:
    return {name: places[passage] for name, places in gathered.ranks.items() if passage in places}


def _sorted(found: list[Fused]) -> list[Fused]:
    return sorted(found, key=lambda entry: (-entry.score, entry.passage_id))
