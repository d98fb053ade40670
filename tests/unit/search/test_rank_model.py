import json
from pathlib import Path

import numpy
import pytest

from app.core.errors import ModelDamaged, ModelMissing
from app.core.paths import models_dir
from app.search.rank.features import NAMES
from app.search.rank.model import FILE, Model


def written(folder: Path, **other: object) -> Path:
    data = {"weights": {name: place for place, name in enumerate(NAMES)}, "slope": 1.0, "offset": 0.0} | other
    (folder / FILE).write_text(json.dumps(data), encoding="utf-8")
    return folder


def test_what_ships_is_read_and_prefers_what_was_found() -> None:
    model = Model.load(models_dir() / "ranking")
    best, none = numpy.zeros((2, len(NAMES)))
    best[:4] = 1.0
    high, low = model.certainties(model.scores(numpy.stack([best, none])))
    assert 0 < low < high < 1


def test_weights_follow_the_names(tmp_path: Path) -> None:
    model = Model.load(written(tmp_path))
    assert model.scores(numpy.eye(len(NAMES))).tolist() == list(range(len(NAMES)))


def test_certainties_stay_within_bounds(tmp_path: Path) -> None:
    model = Model.load(written(tmp_path))
    low, half, high = model.certainties(numpy.array([-1e9, 0.0, 1e9]))
    assert 0 < low < half == 0.5 < high < 1


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Model.load(tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        {"weights": {"morphemes": 1.0}},
        {"weights": []},
        {"slope": "steep"},
        {"weights": dict.fromkeys((*NAMES, "x"), 1)},
    ],
)
def test_a_file_of_another_form_is_damaged(tmp_path: Path, damage: dict[str, object]) -> None:
    with pytest.raises(ModelDamaged):
        Model.load(written(tmp_path, **damage))


def test_no_json_is_damaged(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff{")
    with pytest.raises(ModelDamaged):
        Model.load(tmp_path)
