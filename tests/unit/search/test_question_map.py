"""The map of questions: what it computes, which files it takes, and that the one that ships is the catalogue's."""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from app.core.catalog import Catalog
from app.core.paths import models_dir
from app.search.encoder.question_map import QuestionMap
from app.search.pack import QUESTIONS, WORDS, read_files
from installer.encoder import tensors

Floats = npt.NDArray[np.float32]
WEIGHT, BIAS = "query.weight", "query.bias"


def parts(size: int = 3) -> dict[str, Floats]:
    random = np.random.default_rng(1)
    return {WEIGHT: random.normal(size=(size, size)).astype("<f4"), BIAS: random.normal(size=size).astype("<f4")}


def written(folder: Path, made: dict[str, Floats], **told: object) -> Path:
    tensors.write(folder / QUESTIONS, made, {"munjigi": json.dumps({"role": "query", **told})})
    return folder / QUESTIONS


def test_a_vector_goes_the_mix_s_part_of_the_way(tmp_path: Path) -> None:
    learned = {WEIGHT: np.array([[0, 0], [2, 0]], "<f4"), BIAS: np.array([0, -0.5], "<f4")}
    east, half = np.array([[1, 0]], "<f4"), QuestionMap(written(tmp_path, learned, mix=0.5), 2)
    np.testing.assert_allclose(half.of(east), [[0.8, 0.6]], atol=1e-6)  # (1, 0) + .5 * (0, 2 - .5)
    whole = QuestionMap(written(tmp_path, learned), 2)
    assert (half.mix, whole.mix) == (0.5, 1.0), "all of it where the file says nothing"
    np.testing.assert_allclose(whole.of(east), np.array([[1, 1.5]]) / np.hypot(1, 1.5), atol=1e-6)


def test_results_are_unit_vectors_of_float32(tmp_path: Path) -> None:
    found = QuestionMap(written(tmp_path, parts(), mix=0.7), 3).of(np.eye(3, dtype="<f4"))
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("cut", [0, 4, 12, 60, -1])
def test_a_cut_file_is_refused(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path, parts())
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ValueError):
        QuestionMap(path, 3)


@pytest.mark.parametrize("mix", [0, -1, 1.5, "much", None, float("nan")])
def test_a_mix_that_is_none_is_refused(tmp_path: Path, mix: object) -> None:
    path = written(tmp_path, parts(), mix=mix)
    with pytest.raises(ValueError):
        QuestionMap(path, 3)


def test_of_another_size_or_kind_or_not_finite_is_refused(tmp_path: Path) -> None:
    whole = parts()
    broken = whole[BIAS].copy()
    broken[1] = np.nan
    with pytest.raises(ValueError):
        QuestionMap(written(tmp_path, whole), 4)
    for other in ({WEIGHT: whole[WEIGHT].astype("<f8")}, {BIAS: broken}):
        with pytest.raises(ValueError):
            QuestionMap(written(tmp_path, {**whole, **other}), 3)
    with pytest.raises(KeyError):
        QuestionMap(written(tmp_path, {WEIGHT: whole[WEIGHT]}), 3)


def test_the_one_that_ships_is_the_catalogue_s_and_of_its_weights() -> None:
    model = Catalog.load(models_dir()).get("multilingual-e5-small")
    assert {QUESTIONS, WORDS} <= set(read_files(model))
    model.verify(only=(QUESTIONS,))
    _, meta = tensors.read((model.folder / QUESTIONS).read_bytes())
    told = json.loads(meta["munjigi"])
    assert (told["base"], told["role"]) == (model.files[0].sha256, "query")
    assert QuestionMap(model.folder / QUESTIONS, 384).mix == told["mix"]
