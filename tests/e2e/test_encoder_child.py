"""The real embedder child: sentence-transformers' vectors without its libraries; cancelled, damaged, killed."""

import hashlib
import json
import os
import shutil
import signal
import warnings
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from safetensors import safe_open

from app.core.catalog import Catalog, Model, ModelFile
from app.core.errors import Cancelled, ModelDamaged, ModelMissing
from app.core.events import Cancel
from app.core.paths import models_dir
from app.search import pack
from app.search.remote import DIMENSION, Embedder
from installer.encoder import bert, tensors
from installer.encoder.delta import Delta, Header, merge

MODEL = Catalog.load(models_dir()).get("multilingual-e5-small")

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(MODEL.missing(), reason="multilingual-e5-small is not made: installer/fetch_models.py"),
]

_RULE = "① 회의실을 빌린 사람은 사용이 끝난 날부터 3일 이내에 열쇠를 총무 담당에게 돌려주어야 한다.\n"
TEXTS = (
    "",
    " ",
    ".",
    "가",
    "ㄱ",
    "휴가",
    "열쇠를 언제까지 돌려줘야 하나요?",
    _RULE,
    _RULE * 3 + "② 열쇠를 잃어버리면 즉시 알려야 한다.",
    _RULE * 40,  # far over 512 tokens: cut
    "The visitor returns the badge to the front desk within three days.",
    "🙂🙃 열쇠 🔑 badge ✅",
    "제12조의3제2항제4호 및 별표 1, 2026. 11. 22.까지 (50%·1,000원)",
    "會議室 鍵 返納",
    "\x00\x07 열쇠\t\u200b\ufeff",
    "a" * 3000,
    "다." * 700,
)


@pytest.fixture(scope="module")
def embedder() -> Iterator[Embedder]:
    """One child for all tests here: each must leave it usable."""
    made = Embedder(MODEL, 2)
    yield made
    made.close()


@pytest.fixture(scope="module")
def reference() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the libraries themselves, at import
        from sentence_transformers import SentenceTransformer
    return SentenceTransformer(str(MODEL.folder), device="cpu", local_files_only=True)


def mapped(questions: Any) -> Any:
    """What was learned of questions, applied as the pack's README says, by the format's own library."""
    with safe_open(MODEL.folder / pack.QUESTIONS, "np") as file:
        mix = json.loads(file.metadata()["munjigi"])["mix"]
        moved = questions + mix * (questions @ file.get_tensor("query.weight").T + file.get_tensor("query.bias"))
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


@pytest.mark.parametrize("prompt", ["passage", "query"])
def test_vectors_are_those_of_sentence_transformers(embedder: Embedder, reference: Any, prompt: str) -> None:
    wanted = reference.encode(list(TEXTS), prompt_name=prompt, normalize_embeddings=True)
    wanted = mapped(wanted) if prompt == "query" else wanted
    got = embedder.passages(TEXTS) if prompt == "passage" else np.stack([embedder.query(text) for text in TEXTS])
    assert got.shape == (len(TEXTS), DIMENSION)
    np.testing.assert_allclose((got**2).sum(1), 1, atol=1e-5)
    cosines = (wanted * got).sum(1)
    assert cosines.min() >= 0.999, dict(zip(TEXTS, cosines.tolist(), strict=True))


def without(model: Model, name: str) -> Model:
    return replace(model, files=tuple(file for file in model.files if file.path != name))


def test_the_map_moves_questions_and_no_passage(embedder: Embedder, reference: Any) -> None:
    texts = list(TEXTS[5:9])
    base = Embedder(without(MODEL, pack.QUESTIONS), 2)
    assert base.key == embedder.key  # the vectors in the store are good with the map and without
    assert np.array_equal(base.passages(texts, threads=1), embedder.passages(texts, threads=1))
    plain = np.stack([base.query(text) for text in texts])
    moved = np.stack([embedder.query(text) for text in texts])
    base.close()
    assert (plain * moved).sum(1).max() < 0.9995
    np.testing.assert_allclose(moved, mapped(plain), atol=1e-6)
    wanted = reference.encode(texts, prompt_name="query", normalize_embeddings=True)
    assert (wanted * plain).sum(1).min() >= 0.999


def test_it_says_what_computes(embedder: Embedder) -> None:
    running = embedder.running()
    assert (running.runtime, running.threads) == (f"OpenVINO {version('openvino')}", 2)
    assert running.precision in ("bf16", "f32")


def test_a_text_s_vector_does_not_depend_on_its_company(embedder: Embedder) -> None:
    texts = [f"{number}. " + _RULE * (number % 7) for number in range(150)]
    together, some = embedder.passages(texts), embedder.passages(texts[::29], threads=1)
    assert (together[::29] * some).sum(1).min() >= 0.9995
    assert (together @ some.T).argmax(0).tolist() == list(range(0, 150, 29))


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, DIMENSION)


def test_the_child_loads_neither_torch_nor_its_kin(embedder: Embedder) -> None:
    embedder.query("휴가")
    assert embedder.pid is not None
    mapped = {Path(entry.path).parts for entry in psutil.Process(embedder.pid).memory_maps()}
    libraries = {part for parts in mapped for part in parts}
    assert "openvino" in libraries  # the maps are those of the child at work
    assert not libraries & {"torch", "transformers", "sentence_transformers", "scipy", "sklearn"}


def test_a_cancelled_call_ends_and_the_child_works_on(embedder: Embedder) -> None:
    embedder.load()
    before, cancel = embedder.pid, Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        embedder.passages([_RULE * 20] * 64, cancel=cancel)
    assert embedder.query("휴가").shape == (DIMENSION,)
    assert embedder.pid == before


def test_a_killed_child_is_started_again(embedder: Embedder) -> None:
    embedder.load()
    assert embedder.pid is not None
    os.kill(embedder.pid, signal.SIGKILL)
    assert embedder.query("휴가").shape == (DIMENSION,)


def copied(folder: Path) -> Model:
    """The pack with what the child reads, elsewhere."""
    for name in pack.read_files(MODEL):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODEL.folder / name, folder / name)
    return replace(MODEL, folder=folder)


@pytest.mark.parametrize("name", pack.read_files(MODEL))
def test_a_damaged_file_is_refused(tmp_path: Path, name: str) -> None:
    model = copied(tmp_path)
    raw = bytearray((tmp_path / name).read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / name).write_bytes(raw)
    damaged = Embedder(model, 1)
    with pytest.raises(ModelDamaged):
        damaged.query("휴가")
    damaged.close()


def test_a_pack_from_before_the_engine_is_missing_a_file(tmp_path: Path) -> None:
    model = copied(tmp_path)
    embedder = Embedder(without(model, pack.WORDS), 1)
    with pytest.raises(ModelMissing):
        embedder.query("휴가")
    embedder.close()


def test_scores_are_the_graph_s_and_a_pack_without_one_says_so(embedder: Embedder, tmp_path: Path) -> None:
    """An untrained reranker, whose head reads one number of the mean state."""
    if not pack.reranks(MODEL):
        with pytest.raises(ModelMissing):
            embedder.scores("열쇠", ["열쇠를 돌려준다."])
    weights, _ = tensors.read((MODEL.folder / "model.safetensors").read_bytes())
    header = Header("", "reranker", layers=2, pool="mean", prefixes=("", ""))
    parts = {"head.out.weight": np.eye(1, 384, 7, dtype="<f4"), "head.out.bias": np.array([2.0], "<f4")}

    graph = bert.reranker(merge(weights, Delta(header, parts)), header, 12)
    model = copied(tmp_path)
    (tmp_path / pack.RERANKER).write_bytes(graph)
    file = ModelFile(pack.RERANKER, len(graph), hashlib.sha256(graph).hexdigest())
    ours = Embedder(replace(model, files=(*without(model, pack.RERANKER).files, file)), 2)
    assert ours.reranks
    passages = [_RULE, "짧다", "열쇠를 돌려준다.", _RULE * 30]
    together = ours.scores("열쇠", passages)
    assert together.shape == (4,)
    assert np.ptp(together) > 0.05
    np.testing.assert_allclose([ours.scores("열쇠", [one])[0] for one in passages], together, atol=0.03)
    assert ours.query("휴가").shape == (DIMENSION,)  # both graphs on one table
    ours.close()
