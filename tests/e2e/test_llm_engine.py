"""The llm child's engine with tiny models made here: guessing, grammars, states, adapters, prefill, foreign libraries.

The models say nothing, but they say it exactly: what must not change a reply can be told by its letters.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import llama_cpp
import numpy as np
import pytest

from app.assist.measuring import measured
from app.assist.place.loading import Loader
from app.assist.remote import Generator
from app.assist.templates import Turn
from app.core.catalog import ChatFormat, Model
from app.core.errors import AdapterMismatch, Cancelled, ModelDamaged, ModelDied, ModelMissing
from app.core.events import Cancel, Progress, Token
from app.core.paths import program_dir
from app.worker.frames import Frame, read_frame, write_frame
from tests.fakes.gguf import Gguf
from tests.fakes.gguf_models import CHATML, EMBED, EXAONE, FAMILIES, GEMMA, LLAMA3, adapter, make
from tests.fakes.tiny import FIXED, ROLES, about, child, said, written

pytestmark = pytest.mark.e2e

RULES = "".join(f"제{n}조 물품 {n}개를 받은 사람은 {n}일 이내에 돌려주어야 한다.\n" for n in range(1, 16))
OTHERS = "".join(f"제{n}조 회의실은 {n}시부터 쓸 수 있다.\n" for n in range(1, 16))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return written(tmp_path_factory.mktemp("models"), "tiny", make(FAMILIES["qwen2"]))


@pytest.fixture
def generator(model: Model) -> Iterator[Generator]:
    made = child(model)
    yield made
    made.close()


QUESTIONS = ("물품은 언제 돌려주는가?", "누가?", "제3조를 옮겨 쓴다.", "왜 그런가? " * 5, "1 2 3 4 5 6")


LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def parrot(close: str = "") -> Gguf:
    """Says the letters one after the other, round and round, whatever it was asked; behind those in `close` another
    one is nearly as likely."""
    made = make(FAMILIES["qwen2"])
    for tensor in made.tensors:
        if str(tensor.name).endswith(("attn_output.weight", "ffn_down.weight")):
            tensor.data = bytes(len(tensor.data))
    weights = {str(tensor.name): tensor for tensor in made.tensors}
    words = np.frombuffer(weights["token_embd.weight"].data, "<f4").reshape(-1, EMBED)
    said = np.zeros_like(words)
    places = [ord(letter) - ord("!") for letter in LETTERS]  # byte-level BPE numbers the letters from "!" on
    for place, follows in zip(places, [*places[1:], places[0]], strict=True):
        said[follows] += words[place] / np.linalg.norm(words[place])
    for other, letter in enumerate(close):
        said[other] = 0.97 * said[ord(letter) + 1 - ord("!")]
    weights["output.weight"].data = said.astype("<f4").tobytes()
    return made


@pytest.mark.parametrize("close", ["", "hR"])
def test_guessing_ahead_changes_no_letter(tmp_path: Path, close: str) -> None:
    generator = child(written(tmp_path, "parrot", parrot(close)))
    for source in (LETTERS * 4, LETTERS + RULES, LETTERS[5:45] + RULES + LETTERS[30:]):
        plain = said(generator, about(source, "aaaaa"), 250, lookup=False, endless=True)
        assert generator.finished["drafted_tokens"] == 0 and LETTERS * 2 in plain
        assert said(generator, about(source, "aaaaa"), 250, endless=True) == plain
        counts = generator.finished
        assert counts["generated_tokens"] == 250
        assert counts["drafted_tokens"] >= counts["accepted_tokens"] > 0, "a quotation was followed"
        assert bool(counts["repeated_tokens"]) == bool(close), "a close choice is made anew, and no other"
    assert counts["drafted_tokens"] > counts["accepted_tokens"], "and a draft that did not come true"
    generator.close()


def test_what_was_guessed_and_taken_back_is_not_left_in_the_context(generator: Generator) -> None:
    first, second = (about(RULES, question) for question in QUESTIONS[:2])
    generator.forget()
    fresh = said(generator, second, lookup=False)
    said(generator, first, 150, endless=True)
    assert said(generator, second) == fresh
    assert generator.finished["reused_tokens"] > generator.finished["prompt_tokens"] * 0.9


@pytest.mark.parametrize("lookup", [False, True])
def test_a_grammar_is_obeyed_to_its_end(generator: Generator, lookup: bool) -> None:
    grammar = 'root ::= ("- [" [1-3] "] " [가-나]+ "." "\\n"){3}\n'
    text = said(generator, about(RULES, "답한다."), 200, grammar=grammar.replace("+", "{4}"), lookup=lookup)
    lines = text.splitlines()
    assert len(lines) == 3 and generator.finished["stop"] == "end"
    for line in lines:
        assert line[:3] == "- [" and line[3] in "123" and line[4:6] == "] " and line.endswith(".")
        assert len(line) == 11 and all("가" <= letter <= "나" for letter in line[6:10])
    assert generator.finished["refused_tokens"] > 0


def test_a_grammar_and_guessing_agree_on_every_letter(generator: Generator) -> None:
    grammar = 'root ::= ("제" [0-9]{1,2} "조 물품 " [0-9] "개" "\\n")+'
    for question in QUESTIONS:
        plain = said(generator, about(RULES, question), 120, grammar=grammar, lookup=False)
        assert said(generator, about(RULES, question), 120, grammar=grammar) == plain
        assert plain.startswith("제")


@pytest.mark.parametrize("grammar", ["root ::= nowhere", "no grammar at all", "other ::= [a]"])
def test_a_bad_grammar_costs_the_request_only(generator: Generator, grammar: str) -> None:
    with pytest.raises(ModelDied):
        said(generator, about(RULES, "왜?"), grammar=grammar)
    assert said(generator, about(RULES, "왜?"), endless=True)


def test_sources_that_were_evaluated_come_back_after_a_restart(model: Model, tmp_path: Path) -> None:
    plain = child(model)
    fresh = said(plain, about(RULES, QUESTIONS[1]))
    plain.close()
    said(first := child(model, tmp_path), about(RULES, QUESTIONS[0]))
    first.close()
    again = child(model, tmp_path)
    assert said(again, about(RULES, QUESTIONS[1])) == fresh
    assert again.finished["restored_tokens"] == again.finished["reused_tokens"] > again.count([RULES])[0]
    pid = again.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert said(again, about(RULES, QUESTIONS[1])) == fresh
    assert again.finished["restored_tokens"] > again.count([RULES])[0]
    again.close()


def test_what_never_changes_comes_back_for_other_sources(model: Model, tmp_path: Path) -> None:
    said(first := child(model, tmp_path), about(RULES, QUESTIONS[0]))
    first.close()
    other = child(model, tmp_path)
    text = said(other, about(OTHERS, QUESTIONS[0]))
    restored = other.finished["restored_tokens"]
    assert other.count(list(FIXED.parts))[0] <= restored < other.finished["prompt_tokens"] / 2
    other.forget(files=True)
    assert said(other, about(OTHERS, QUESTIONS[0])) == text
    assert other.finished["reused_tokens"] == 0
    other.close()


def test_what_never_changes_is_the_last_to_go(model: Model, tmp_path: Path) -> None:
    made = child(model, tmp_path)
    said(made, about(RULES, QUESTIONS[0]))
    fixed = min((tmp_path / "states").iterdir(), key=lambda path: path.stat().st_size)
    os.utime(fixed, (1, 1))
    said(made, about(OTHERS, QUESTIONS[0]))
    assert fixed.stat().st_mtime > 1
    made.close()


def test_a_damaged_state_is_thrown_away_and_costs_time_only(model: Model, tmp_path: Path) -> None:
    first = child(model, tmp_path)
    fresh = said(first, about(RULES, QUESTIONS[0]))
    first.close()
    files = list((tmp_path / "states").iterdir())
    assert len(files) == 2
    for path in files:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 255
        path.write_bytes(data)
    again = child(model, tmp_path)
    assert said(again, about(RULES, QUESTIONS[0])) == fresh
    assert again.finished["restored_tokens"] == 0
    again.close()
    third = child(model, tmp_path)
    said(third, about(RULES, QUESTIONS[0]))
    assert third.finished["restored_tokens"] > 0, "good ones were written in their place"
    third.close()


def test_what_is_prefilled_need_not_be_evaluated(generator: Generator) -> None:
    prompt = about(RULES, QUESTIONS[0])
    fresh = said(generator, prompt)
    generator.forget()
    opening = (FIXED, Turn("user", (RULES,)))
    events = [event for event in generator.prefill(opening) if isinstance(event, Progress)]
    assert events[-1].done == events[-1].total
    again = [event for event in generator.prefill(opening) if isinstance(event, Progress)]
    assert [event.done for event in again] == [events[-1].total], "nothing is evaluated twice"
    assert said(generator, prompt) == fresh
    assert generator.finished["reused_tokens"] == events[-1].total


def test_prefill_stops_when_it_is_told_to(generator: Generator) -> None:
    cancel = Cancel()
    with pytest.raises(Cancelled):
        for _event in generator.prefill((FIXED, Turn("user", (RULES,))), cancel=cancel):
            cancel.set()
    assert said(generator, about(RULES, "왜?"), endless=True)


def header(path: Path, **changes: Any) -> dict[str, Any]:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return {"id": "lora", "path": str(path), "bytes": len(data), "sha256": digest, "scale": 1.0} | changes


@pytest.fixture
def lora(tmp_path: Path) -> Path:
    path = tmp_path / "lora.gguf"
    path.write_bytes(adapter(FAMILIES["qwen2"]).data())
    return path


def test_an_adapter_is_put_on_and_taken_off(generator: Generator, model: Model, lora: Path) -> None:
    prompt = about(RULES, QUESTIONS[0])
    plain = said(generator, prompt, endless=True)
    pid = generator.pid
    generator.adapt(header(lora))
    changed = said(generator, prompt, endless=True)
    assert changed != plain and generator.finished["reused_tokens"] == 0
    generator.adapt(header(lora, scale=0.0))
    assert said(generator, prompt, endless=True) == plain
    generator.adapt(None)
    assert said(generator, prompt, endless=True) == plain and generator.pid == pid
    worn = Generator(Loader(model, 1, 2, 4096, adapter=header(lora)))
    assert said(worn, prompt, endless=True) == changed
    worn.close()


def test_states_of_an_adapter_are_its_own(model: Model, lora: Path, tmp_path: Path) -> None:
    prompt = about(RULES, QUESTIONS[0])
    said(first := child(model, tmp_path), prompt)
    first.close()
    worn = Generator(Loader(model, 1, 2, 4096, cache=tmp_path, adapter=header(lora)))
    said(worn, prompt)
    assert worn.finished["restored_tokens"] == 0
    worn.adapt(None)
    said(worn, prompt)
    assert worn.finished["restored_tokens"] > 0
    worn.close()


def test_an_adapter_that_is_not_what_it_should_be_is_refused(generator: Generator, lora: Path) -> None:
    prompt = about(RULES, QUESTIONS[0])
    plain = said(generator, prompt, endless=True)
    stranger = lora.with_name("stranger.gguf")
    stranger.write_bytes(adapter(FAMILIES["llama"]).data())
    for refused, error in (
        (header(stranger), AdapterMismatch),
        (header(lora, sha256="0" * 64), ModelDamaged),
        (header(lora) | {"path": str(lora.with_name("gone.gguf"))}, ModelMissing),
    ):
        with pytest.raises(error):
            generator.adapt(refused)
        assert said(generator, prompt, endless=True) == plain


@pytest.mark.parametrize(
    ("family", "template"), [("llama", LLAMA3), ("exaone4", EXAONE), ("gemma3", GEMMA), ("qwen3", CHATML)]
)
def test_no_familys_control_strings_are_control_tokens_in_a_document(
    tmp_path: Path, family: str, template: str
) -> None:
    begins = FAMILIES[family].control[0]
    chat = ChatFormat(family, begins, dict.fromkeys(ROLES, ""), dict.fromkeys(ROLES, ""), "")
    made = child(written(tmp_path, family, make(FAMILIES[family]), template, chat))
    strings = [word for each in FAMILIES.values() for word in each.control]
    assert made.count(strings) == [len(word.encode()) for word in strings], "a token for each letter"
    assert said(made, about(" ".join(strings), "왜?"), 4, endless=True) is not None
    made.close()


def test_cancelled_while_it_guesses_the_next_reply_is_right(generator: Generator) -> None:
    prompt = about(RULES, QUESTIONS[0])
    fresh = said(generator, prompt, 100, endless=True)
    for stop_at in (1, 7, 30):
        cancel = Cancel()
        with pytest.raises(Cancelled):
            for number, event in enumerate(generator.generate(prompt, cancel=cancel, max_tokens=1500, endless=True)):
                if isinstance(event, Token) and number >= stop_at:
                    cancel.set()
        assert said(generator, prompt, 100, endless=True) == fresh


def test_it_measures_itself(model: Model, tmp_path: Path) -> None:
    made = child(model, tmp_path)
    steps = measured(made, prompt_tokens=600, tokens=8, rounds=2, cancel=Cancel())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            figures = end.value
            break
    made.close()
    assert figures.prompt_tokens > 300 and figures.generated_tokens == 8 and figures.rounds == 2
    for name in ("prompt_rate", "prompt_ceiling", "generation_rate", "generation_ceiling", "cold_ms", "restored_ms"):
        assert getattr(figures, name) > 0, name


def _libraries(pid: int) -> set[Path]:
    lines = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    return {Path(line.split(maxsplit=5)[5]) for line in lines if ".so" in line and "/" in line}


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="the system does not list a process's libraries")
def test_no_library_comes_from_the_current_folder_or_a_variable(model: Model, tmp_path: Path) -> None:
    own = Path(llama_cpp.__file__).parent / "lib"
    for name in ("libggml-cpu-zen4.so", "libggml-cuda.so", "libggml-blas.so"):
        shutil.copy(own / "libggml-cpu.so", tmp_path / name)
    foreign = tmp_path / "lib"
    shutil.copytree(own, foreign)
    variables = {"LLAMA_CPP_LIB_PATH": str(foreign), "GGML_BACKEND_PATH": str(tmp_path / "libggml-cuda.so")}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "app", "worker", "llm"],
        cwd=tmp_path,
        env={**os.environ, **variables, "PYTHONPATH": str(program_dir())},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        requests, replies = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        write_frame(requests, Frame({"op": "devices", "call": 1}))
        reply = read_frame(replies)
        assert reply is not None and reply.header["devices"][0]["kind"] == "cpu"
        loaded = _libraries(process.pid)
        assert Path(f"/proc/{process.pid}/cwd").resolve() == program_dir()
        process.kill()
    assert any(path.name.startswith("libllama") for path in loaded)
    assert not [path for path in loaded if path.is_relative_to(tmp_path)]
