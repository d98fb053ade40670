"""The llm child in trouble: cancelled, left, killed, asked too much, given files that are not what they should be."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.assist.remote import Generator
from app.core.catalog import Model
from app.core.errors import AppError, Cancelled, ModelDamaged, ModelMissing, ModelUnloadable, PromptTooLong
from app.core.events import Cancel, Progress, Token
from tests.fakes.gguf_models import FAMILIES, make
from tests.fakes.tiny import CONTEXT, about, child, entry, said, written

pytestmark = pytest.mark.e2e

LONG = "".join(f"{n}번째 줄에는 물품의 이름과 개수를 적는다.\n" for n in range(50))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return written(tmp_path_factory.mktemp("models"), "tiny", make(FAMILIES["qwen2"]))


@pytest.fixture
def generator(model: Model) -> Iterator[Generator]:
    made = child(model)
    yield made
    made.close()


def test_cancel_in_prompt_evaluation_leaves_it_usable(generator: Generator) -> None:
    fresh = said(generator, about(LONG, "왜?"), endless=True)
    generator.forget()
    cancel = Cancel()
    done, total = 0, 0
    with pytest.raises(Cancelled):
        for event in generator.generate(about(LONG, "왜?"), cancel=cancel, max_tokens=8):
            assert not isinstance(event, Token)
            if isinstance(event, Progress) and event.stage == "prompt":
                done, total = event.done, event.total
                cancel.set()
    assert done < total
    pid = generator.pid
    assert said(generator, about(LONG, "왜?"), endless=True) == fresh
    assert generator.pid == pid is not None


def test_a_flag_that_is_set_before_it_begins_stops_it(generator: Generator) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        list(generator.generate(about(LONG, "왜?"), cancel=cancel))
    assert said(generator, about(LONG, "왜?"), endless=True)


def test_leaving_the_iterator_early_stops_the_child(generator: Generator) -> None:
    stream = generator.generate(about(LONG, "왜?"), max_tokens=600, endless=True)
    while not isinstance(next(stream), Token):
        pass
    pid = generator.pid
    close = getattr(stream, "close")  # noqa: B009 - an Iterator by its annotation, a generator in truth
    close()
    assert generator.count(["가"]) == [3] and generator.pid == pid is not None


def test_kill_before_the_first_word_is_made_good_unseen(generator: Generator) -> None:
    assert generator.count(["가"])
    victim = generator.pid
    text = ""
    for event in generator.generate(about(LONG, "왜?"), max_tokens=8, endless=True):
        if isinstance(event, Progress) and generator.pid == victim is not None:
            os.kill(victim, signal.SIGKILL)
        if isinstance(event, Token):
            text += event.text
    assert text and generator.pid not in (victim, None)


def test_a_prompt_beyond_the_context_is_refused_with_its_numbers(generator: Generator) -> None:
    with pytest.raises(PromptTooLong) as caught:
        said(generator, about("가나다라 " * CONTEXT, "왜?"), 8)
    assert caught.value.params["tokens"] > caught.value.params["limit"] == CONTEXT - 8
    assert generator.count(["가"]) == [3]


def test_a_damaged_model_is_refused_before_it_is_opened(model: Model, tmp_path: Path) -> None:
    data = bytearray(model.weights.read_bytes())
    data[-1000] ^= 1  # in the weights: the header is read by more than the hash
    for bent in (bytes(data), bytes(data[:-64])):
        path = tmp_path / model.files[0].path
        path.write_bytes(bent)
        generator = child(replace(model, folder=tmp_path))
        with pytest.raises(ModelDamaged) as caught:
            list(generator.prepare())
        assert caught.value.params == {"model": "tiny", "name": model.files[0].path}
        generator.close()


def test_a_file_that_llama_cpp_refuses_or_dies_of_has_a_code(model: Model, tmp_path: Path) -> None:
    data = model.weights.read_bytes()
    for name, bad in (
        ("cut", data[: len(data) // 2]),
        ("words", b"no model at all"),
        ("ones", b"GGUF" + b"\xff" * 64),
        ("blocks", data.replace(b"qwen2.block_count\x04\0\0\0\x02", b"qwen2.block_count\x04\0\0\0\x60")),
    ):
        generator = child(entry(tmp_path, name, bad))
        with pytest.raises(ModelUnloadable):
            list(generator.prepare())
        generator.close()


def test_another_chat_template_than_the_pinned_one_is_damage(model: Model) -> None:
    generator = child(replace(model, chat_template_sha256="0" * 64))
    with pytest.raises(ModelDamaged) as caught:
        list(generator.prepare())
    assert caught.value.params["name"] == "tokenizer.chat_template"
    generator.close()


def test_a_missing_model_has_its_own_code(model: Model, tmp_path: Path) -> None:
    generator = child(replace(model, folder=tmp_path))
    with pytest.raises(ModelMissing):
        list(generator.prepare())
    generator.close()


def test_a_child_that_was_asked_nothing_good_lives_on(generator: Generator) -> None:
    fresh = said(generator, about(LONG, "왜?"), endless=True)
    with pytest.raises(AppError):
        said(generator, about("가" * 20000, "왜?"))
    assert said(generator, about(LONG, "왜?"), endless=True) == fresh
