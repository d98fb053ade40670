"""Counterparts come along, as far as was learned, and never at random."""

import json
import math
from pathlib import Path

import pytest

from app.core.errors import ModelDamaged, ModelMissing
from app.core.paths import models_dir
from app.core.types import Tie
from app.search.fuse import Fused
from app.search.neighbours.bring import bring
from app.search.neighbours.kin import Neighbour
from app.search.neighbours.worth import FILE, NAMES, Worth, features

LAW, DECREE, OTHER, FAR = 1, 2, 3, 4
WORTH = Worth((-2.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0), 1.0)
SURE = Neighbour(LAW, DECREE, Tie.IMPLEMENTS, sure=True, orders=True, likeness=1.0, early=True)


def order(**scores: float) -> tuple[Fused, ...]:
    made = [Fused(int(name[1:]), score, {"dense": 1}) for name, score in scores.items()]
    return tuple(sorted(made, key=lambda entry: -entry.score))


def ids(entries: tuple[Fused, ...]) -> list[int]:
    return [entry.passage_id for entry in entries]


def test_a_counterpart_that_no_channel_brought_stands_below_its_seed() -> None:
    brought = bring(order(_1=0.6, _3=0.1), [SURE], WORTH)
    assert ids(brought.order) == [LAW, DECREE, OTHER]
    assert brought.because == {DECREE: SURE}
    assert brought.order[1].ranks == {}


def test_a_weak_one_comes_further_down() -> None:
    weak = Neighbour(LAW, DECREE, Tie.IMPLEMENTS)
    brought = bring(order(_1=0.6, _3=0.4), [weak], WORTH)
    assert ids(brought.order) == [LAW, OTHER, DECREE]


def test_what_is_no_counterpart_keeps_its_score() -> None:
    before = order(_1=0.6, _3=0.4, _4=0.01)
    after = bring(before, [SURE], WORTH).order
    kept = {entry.passage_id: entry for entry in after if entry.passage_id != DECREE}
    assert kept == {entry.passage_id: entry for entry in before}


def test_one_that_does_well_by_itself_is_not_said_to_be_brought() -> None:
    brought = bring(order(_2=0.9, _1=0.1), [SURE], WORTH)
    assert ids(brought.order) == [DECREE, LAW]
    assert brought.because == {}


def test_only_delegations_count_and_only_of_what_was_found() -> None:
    before = order(_1=0.6, _3=0.4)
    strangers = [
        Neighbour(LAW, FAR, Tie.NEXT, likeness=1.0),
        Neighbour(LAW, FAR, Tie.CITES, orders=True, early=True),
        Neighbour(99, DECREE, Tie.IMPLEMENTS, orders=True, early=True, likeness=1.0),
    ]
    assert bring(before, strangers, WORTH).order == before


def test_the_better_seed_is_the_reason() -> None:
    other = Neighbour(OTHER, DECREE, Tie.DELEGATES, orders=True, likeness=1.0, early=True)
    brought = bring(order(_1=0.3, _3=0.7), [SURE, other], WORTH)
    assert brought.because[DECREE] == other


@pytest.mark.parametrize("score", [0.0, 1.0, 1e-300])
def test_certainties_at_the_ends_are_borne(score: float) -> None:
    brought = bring(order(_1=score, _3=0.0), [SURE], WORTH)
    assert all(0 <= entry.score <= 1 and math.isfinite(entry.score) for entry in brought.order)
    assert bring((), [SURE], WORTH).order == ()


def test_features_stand_in_the_order_of_their_names() -> None:
    told = dict(zip(NAMES, features(SURE, 4.0), strict=True))
    assert told == {"bias": 1, "delegates": 0, "implements": 1, "likeness": 1, "orders": 1, "early": 1, "own": -1}
    assert features(SURE, None)[-1] == features(SURE, 1e9)[-1] == -2.0


def written(folder: Path, **changes: object) -> Path:
    whole = {"weights": dict.fromkeys(NAMES, 0.5), "temper": 1.0}
    (folder / FILE).write_text(json.dumps(whole | changes), encoding="utf-8")
    return folder


def test_what_was_learned_is_read(tmp_path: Path) -> None:
    assert Worth.load(written(tmp_path)) == Worth((0.5,) * len(NAMES), 1.0)
    with pytest.raises(ModelMissing):
        Worth.load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "changes",
    [
        {"temper": 0},
        {"temper": "viel"},
        {"weights": {}},
        {"weights": [1, 2]},
        {"weights": dict.fromkeys((*NAMES, "more"), 0.5)},
        {"weights": dict.fromkeys(NAMES, math.inf)},
    ],
)
def test_what_is_damaged_is_told(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(ModelDamaged):
        Worth.load(written(tmp_path, **changes))


def test_the_weights_that_ship_are_whole() -> None:
    worth = Worth.load(models_dir() / "ranking")
    assert worth.of(SURE, None) > worth.of(Neighbour(LAW, DECREE, Tie.IMPLEMENTS), None)
    assert worth.of(SURE, 0.0) > worth.of(SURE, None)
