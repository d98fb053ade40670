"""The real encoder, where it has been fetched: its vocabulary, its prompts, and whether it tells sentences apart."""

import json
import warnings
from typing import Any

import pytest

from app.core.catalog import Catalog
from app.core.paths import models_dir

MODEL = Catalog.load(models_dir()).get("multilingual-e5-small")

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(MODEL.missing(), reason="multilingual-e5-small is not fetched: installer/fetch_models.py"),
]

PAIRS = (
    ("휴가 신청은 언제까지 해야 하나요?", "연가를 쓰려는 사람은 3일 전까지 신청서를 내야 한다."),
    ("무기고 열쇠는 누가 보관합니까?", "탄약고와 무기고의 열쇠는 당직 사령이 보관한다."),
    ("출장비는 얼마나 받을 수 있나요?", "관내 출장에는 여비를 2만 원의 범위에서 지급한다."),
    ("비밀번호는 얼마나 자주 바꾸나요?", "업무용 컴퓨터의 암호는 90일마다 변경하여야 한다."),
)


@pytest.fixture(scope="module")
def encoder() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the libraries themselves, at import
        from sentence_transformers import SentenceTransformer
    return SentenceTransformer(str(MODEL.folder), device="cpu", local_files_only=True)


def test_the_files_are_the_catalogue_s() -> None:
    MODEL.verify()


def test_every_piece_of_the_vocabulary_is_the_tokenizer_s_own(encoder: Any) -> None:
    vocabulary = json.loads((MODEL.folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    assert len(vocabulary) == len(encoder.tokenizer) == 250_002
    assert encoder.tokenizer.convert_ids_to_tokens(range(len(vocabulary))) == [piece for piece, _ in vocabulary]
    assert encoder.tokenizer("휴가")["input_ids"][0] == 0
    assert encoder.tokenizer("휴가")["input_ids"][-1] == 2


def test_prompts_are_set_and_vectors_have_unit_length(encoder: Any) -> None:
    assert encoder.prompts["query"] == "query: "
    assert encoder.prompts["passage"] == "passage: "
    plain, prompted = encoder.encode(["query: 휴가"]), encoder.encode(["휴가"], prompt_name="query")
    assert plain == pytest.approx(prompted, abs=1e-6)
    assert prompted.shape == (1, 384)
    assert float((prompted**2).sum()) == pytest.approx(1, abs=1e-5)
    assert encoder.max_seq_length == 512


def test_each_question_is_nearest_to_its_own_passage(encoder: Any) -> None:
    questions = encoder.encode([question for question, _ in PAIRS], prompt_name="query")
    passages = encoder.encode([passage for _, passage in PAIRS], prompt_name="passage")
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1, 2, 3]
