"""What search saw becomes a chance that there is an answer; a file that is not what it should be is not believed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import ModelDamaged, ModelMissing
from app.core.paths import models_dir
from app.search.rank.answerable import FILE, NAMES, RISES, Answerable, Evidence, odds, share, telling

FOUND = Evidence(certainty=1.0, nearness=8.9, wording=0.9, telling=0.8, figure=0.0, figures=0.0, passing=0.0)
ASTRAY = Evidence(certainty=-2.0, nearness=8.0, wording=0.2, telling=-1.0, figure=1.0, figures=1.0, passing=1.0)


def written(folder: Path, **other: object) -> Path:
    data = {"weights": dict.fromkeys(NAMES, 0.0), "constant": 0.0, "refuse": 0.2, "sure": 0.5} | other
    (folder / FILE).write_text(json.dumps(data), encoding="utf-8")
    return folder


def test_what_ships_tells_found_from_astray() -> None:
    model = Answerable.load(models_dir() / "ranking")
    assert model.chance(ASTRAY) < model.refuse < model.sure < model.chance(FOUND)


@pytest.mark.parametrize("name", NAMES)
def test_each_feature_speaks_on_its_own_side(name: str) -> None:
    model = Answerable.load(models_dir() / "ranking")
    more = replace(FOUND, **{name: getattr(FOUND, name) + 1.0})
    assert model.weights[NAMES.index(name)] != 0.0
    assert (model.chance(more) > model.chance(FOUND)) is RISES[name]


def test_weights_follow_the_names(tmp_path: Path) -> None:
    weights = {name: 1.0 if name == "passing" else 0.0 for name in reversed(NAMES)}
    model = Answerable.load(written(tmp_path, weights=weights, constant=-1.0))
    assert model.chance(replace(FOUND, passing=1.0)) == pytest.approx(0.5)
    assert model.chance(replace(FOUND, passing=1e9)) < 1.0
    assert model.chance(replace(FOUND, passing=-1e9)) > 0.0


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Answerable.load(tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        {"weights": {"certainty": 1.0}},
        {"weights": []},
        {"weights": dict.fromkeys((*NAMES, "x"), 1.0)},
        {"constant": "high"},
        {"constant": float("nan")},
        {"refuse": 0.6, "sure": 0.5},
        {"refuse": -0.1},
        {"sure": 1.1},
    ],
)
def test_a_file_of_another_form_is_damaged(tmp_path: Path, damage: dict[str, object]) -> None:
    with pytest.raises(ModelDamaged):
        Answerable.load(written(tmp_path, **damage))


def test_no_json_is_damaged(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff{")
    with pytest.raises(ModelDamaged):
        Answerable.load(tmp_path)


def test_rare_words_that_answers_have_weigh_most() -> None:
    terms = [(1.0, 0.8), (0.2, 0.8), (1.0, 0.1)]
    assert share(terms, [True, True, True]) == pytest.approx(1.0)
    assert share(terms, [False, True, True]) < share(terms, [True, False, True])
    assert share(terms, [True, True, False]) > share(terms, [False, True, True])
    assert share([], []) == 1.0


def test_telling_is_nought_where_as_much_is_held_as_expected() -> None:
    assert telling([(1.0, 0.5), (1.0, 0.5)], [True, False]) == pytest.approx(0.0)
    assert telling([(1.0, 0.5)], [True]) == pytest.approx(1.0)
    assert telling([(1.0, 0.9)], [False]) < telling([(1.0, 0.1)], [False]) < 0
    assert telling([], []) == 0.0


def test_odds_are_bounded() -> None:
    assert odds(0.5) == 0.0
    assert odds(1.0) == pytest.approx(-odds(0.0)) == pytest.approx(9.21, abs=0.01)
