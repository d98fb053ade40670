"""The query adapter: learned on made-up vectors, written and read back; judged by ranks."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from installer.encoder import tensors

pytest.importorskip("torch")
from installer.train import adapter, evaluate, write

Vectors = npt.NDArray[np.float32]


def unit(vectors: npt.NDArray[np.float64]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def turned(seed: int) -> tuple[Vectors, Vectors]:
    """(questions, windows): question i is about window i, seen from a direction that all questions share."""
    random = np.random.default_rng(seed)
    windows = random.normal(size=(300, 24))
    shift = np.random.default_rng(0).normal(size=24) * 2
    return unit(windows + shift + random.normal(size=windows.shape) * 0.4), unit(windows)


def found(questions: Vectors, windows: Vectors) -> float:
    return float(((questions @ windows.T).argmax(1) == np.arange(len(windows))).mean())


PLAN = adapter.Plan(epochs=20, batch=64, others=200, rate=3e-3, margin=0.5, keep=0.0, share=1.0)


def test_learns_what_holds_for_questions_it_has_not_seen() -> None:
    questions, windows = turned(1)
    learned = adapter.train(adapter.Lessons(questions, windows, [[row] for row in range(300)]), PLAN)
    unseen, others = turned(2)
    assert found(learned.of(unseen), others) > found(unseen, others) + 0.05


def test_the_same_seed_learns_the_same() -> None:
    questions, windows = turned(1)
    lessons = adapter.Lessons(questions, windows, [[row] for row in range(300)])
    one, two = adapter.train(lessons, PLAN), adapter.train(lessons, PLAN)
    assert np.array_equal(one.weight, two.weight)
    assert np.array_equal(one.bias, two.bias)


def test_a_stronger_pull_moves_questions_less() -> None:
    questions, windows = turned(1)
    lessons = adapter.Lessons(questions, windows, [[row] for row in range(300)])
    free = adapter.train(lessons, PLAN).of(questions)
    held = adapter.train(lessons, replace(PLAN, keep=20.0)).of(questions)
    assert (held * questions).sum(1).mean() > (free * questions).sum(1).mean()


def test_nothing_of_it_changes_nothing_and_results_are_unit() -> None:
    questions, _ = turned(3)
    learned = adapter.Adapter(np.eye(24, dtype=np.float32)[::-1].copy(), np.ones(24, np.float32))
    assert np.allclose(learned.scaled(0.0).of(questions), questions, atol=1e-6)
    assert np.allclose(np.linalg.norm(learned.of(questions), axis=1), 1, atol=1e-5)


def test_written_and_read_back_to_the_bit(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    made = adapter.Adapter(random.normal(size=(24, 24)).astype(np.float32), random.normal(size=24).astype(np.float32))
    first = write.save(made, "base", tmp_path / "query.delta")
    again = write.load(tmp_path / "query.delta")
    assert np.array_equal(again.weight, made.weight)
    assert np.array_equal(again.bias, made.bias)
    assert write.save(again, "base", tmp_path / "copy") == first
    assert write.sha256(tmp_path / "query.delta") == first


def test_read_back_as_the_search_uses_it(tmp_path: Path) -> None:
    made = adapter.Adapter(np.full((4, 4), 2, np.float32), np.full(4, 4, np.float32))
    write.save(made, "base", tmp_path / "query.delta", mix=0.5)
    again = write.load(tmp_path / "query.delta")
    assert again.weight.tolist() == [[1.0] * 4] * 4
    assert again.bias.tolist() == [2.0] * 4


def test_a_cut_file_is_told(tmp_path: Path) -> None:
    made = adapter.Adapter(np.zeros((4, 4), np.float32), np.zeros(4, np.float32))
    write.save(made, "base", tmp_path / "query.delta")
    (tmp_path / "cut").write_bytes((tmp_path / "query.delta").read_bytes()[:-3])
    with pytest.raises(tensors.BadTensors):
        write.load(tmp_path / "cut")


def test_what_ships_fits_the_encoder() -> None:
    shipped = write.load(Path(__file__).parents[3] / "models" / "multilingual-e5-small" / "query.delta")
    assert shipped.weight.shape == (384, 384)
    assert shipped.bias.shape == (384,)
    assert np.isfinite(shipped.weight).all()
    assert np.isfinite(shipped.bias).all()


def test_an_article_counts_by_its_best_window() -> None:
    windows = unit(np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]]))
    hits = evaluate.dense(unit(np.array([[0.0, 1.0]])), windows, np.array([7, 7, 8]))
    assert [place for place, _ in hits[0]] == [7, 8]
    assert evaluate.ranks([[7, 8], [7, 8]], [8, 9]).tolist() == [2, 10**6]


def test_gain_is_zero_against_itself_and_sure_where_all_gain() -> None:
    old, new = np.array([9, 9, 9, 9]), np.array([1, 1, 1, 1])
    laws = ["a", "a", "b", "c"]
    assert evaluate.gain(old, old, laws, 5, 0) == (0.0, 0.0, 0.0)
    assert evaluate.gain(new, old, laws, 5, 0) == (1.0, 1.0, 1.0)
