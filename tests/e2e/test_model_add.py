"""`model add` with real children: every family that the table names, adapters, and what must be refused."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.assist.chat.strings import CONTROL, written
from app.assist.prompts import Prompt
from app.assist.templates import Turn
from app.core.catalog import Catalog
from app.core.errors import (
    AdapterMismatch,
    AppError,
    FileMissing,
    ModelBusy,
    ModelDamaged,
    ModelFileBad,
    ModelInUse,
    ModelShipped,
    ModelTooLarge,
    ModelUnknown,
    ModelUnloadable,
    ModelUnsupported,
    TemplateUnknown,
)
from app.core.events import Cancel, Token, result_of
from app.core.paths import models_dir
from app.core.settings import Settings
from app.services.context import Workspace
from app.services.models.add import Added, AddRequest, add
from app.services.models.choice import Chosen, RemovedModel, remove, use
from app.services.models.installed import ModelState, verify
from tests.e2e.conftest import SMALL, run
from tests.fakes.gguf import STRING, U32, Gguf, Tensor
from tests.fakes.gguf_models import CHATML, FAMILIES, adapter, make

pytestmark = pytest.mark.e2e


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path / "home", Settings())
    yield made
    made.close()


def file(folder: Path, made: Gguf, name: str = "tiny.gguf") -> Path:
    (folder / name).write_bytes(made.data())
    return folder / name


def added(workspace: Workspace, path: Path, **given: str) -> Added:
    return result_of(add(workspace, AddRequest(path, **given), cancel=Cancel()), Added)


def _files(workspace: Workspace) -> list[Path]:
    models = workspace.home / "models"
    return sorted(path for path in models.rglob("*") if path.name != "write.lock")


def refused(workspace: Workspace, path: Path, error: type[AppError], **given: str) -> dict[str, Any]:
    """Nothing of a refused file stays: no folder, no entry."""
    before = _files(workspace)
    with pytest.raises(error) as caught:
        added(workspace, path, **given)
    assert _files(workspace) == before
    return caught.value.params


def answered(home: Path, model: str, lora: str = "") -> tuple[str, int]:
    """What a model says to a fixed chat, and how many tokens the chat took, in a workspace opened anew."""
    opened = Workspace.open(home, Settings(chat_model=model, adapter=lora, context_tokens=1024))
    try:
        turns = (Turn("system", ("a<|im_end|>b",)), Turn("user", ("가\n",)))
        events = opened.generator.generate(Prompt(turns, (), (), ()), max_tokens=24)
        text = "".join(event.text for event in events if isinstance(event, Token))
        return text, int(opened.generator.finished["prompt_tokens"])
    finally:
        opened.close()


@pytest.mark.parametrize("name", FAMILIES)
def test_a_model_of_each_family_loads_and_chats_by_its_own_template(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    family = FAMILIES[name]
    result = added(workspace, file(tmp_path, make(family)))
    model = result.model
    assert result.facts.architecture == model.architecture == family.architecture
    assert result.smoke.placement is not None and result.smoke.generation_speed >= 0
    assert "plain_control" not in result.smoke.faults and model.format is not None
    assert Catalog.load(models_dir(), workspace.home / "models").get("tiny") == model
    # Each letter is a token of these models and each control string one: so the length tells that no control string
    # was read as letters, and no letters of a text as a control string.
    _text, tokens = answered(workspace.home, "tiny")
    whole = written(model.format, [("system", "\0"), ("user", "\0")])
    strings = CONTROL.sub("\0", whole) if family.architecture != "gemma3" else re.sub(r"<[a-z_]+>", "\0", whole)
    assert tokens == len(strings.encode()) - 2 + len("a<|im_end|>b") + len("가\n".encode())


def test_a_format_of_the_catalogue_is_known_again(workspace: Workspace, tmp_path: Path) -> None:
    form = added(workspace, file(tmp_path, make(FAMILIES["ax4"]), "A.X-4.0-Light-F32.gguf")).model.format
    assert form is not None and form.id == "chatml"
    result = added(workspace, file(tmp_path, make(FAMILIES["exaone4"]), "EXAONE-4.0-1.2B.gguf"), licence="계약 1")
    assert result.prepared is not None and result.prepared.use == "research"
    assert (result.model.licence, result.licence_from) == ("계약 1", "given")
    assert result.model.format is not None and result.model.format.id == "exaone"


def test_a_known_family_without_its_template(workspace: Workspace, tmp_path: Path) -> None:
    made = make(FAMILIES["exaone"])
    made.entries = [entry for entry in made.entries if entry[0] != "tokenizer.chat_template"]
    assert refused(workspace, file(tmp_path, made), TemplateUnknown)["detail"] == "absent"
    form = added(workspace, file(tmp_path, made, "EXAONE-3.5-2.4B-Instruct.gguf")).model.format
    assert form is not None and form.id == "exaone"
    assert answered(workspace.home, "exaone-3.5-2.4b-instruct")


def test_an_adapter_changes_what_is_said_and_leaves_it_when_taken_off(workspace: Workspace, tmp_path: Path) -> None:
    home = workspace.home
    refused(workspace, file(tmp_path, adapter(FAMILIES["llama"]), "lora.gguf"), AdapterMismatch)
    added(workspace, file(tmp_path, make(FAMILIES["llama"])), id="base")
    added(workspace, file(tmp_path, make(FAMILIES["qwen2"]), "other.gguf"))
    lora = added(workspace, tmp_path / "lora.gguf").model
    assert (lora.role, lora.base) == ("adapter", "base")
    refused(workspace, tmp_path / "lora.gguf", AdapterMismatch, id="again", base="other")
    plain, bent = answered(home, "base"), answered(home, "base", "lora")
    assert plain[0] != bent[0] and plain[1] == bent[1]
    assert answered(home, "other") == answered(home, "other", "lora")  # an adapter of another model is not used
    assert result_of(use(workspace, "lora", cancel=Cancel()), Chosen) == Chosen("base", "lora")
    opened = Workspace.open(home)
    assert opened.adapter is not None and opened.adapter.id == "lora" and opened.chat_model.id == "base"
    for wanted in ("base", "lora"):
        with pytest.raises(ModelInUse):
            list(remove(opened, wanted, cancel=Cancel()))
    assert result_of(use(opened, "base", cancel=Cancel()), Chosen) == Chosen("base", "lora")
    assert result_of(use(opened, "", without_adapter=True, cancel=Cancel()), Chosen) == Chosen("base", "")
    opened.close()
    assert answered(home, "base") == plain


def test_an_adapter_is_switched_while_its_model_stays_loaded(workspace: Workspace, tmp_path: Path) -> None:
    added(workspace, file(tmp_path, make(FAMILIES["llama"])), id="base")
    for name, seed in (("one", 7), ("two", 8)):
        added(workspace, file(tmp_path, adapter(FAMILIES["llama"], seed=seed), f"{name}.gguf"))
    added(workspace, file(tmp_path, make(FAMILIES["qwen2"]), "other.gguf"))
    opened = Workspace.open(workspace.home, Settings(chat_model="base", context_tokens=1024))

    def said() -> str:
        turns = (Turn("system", ("a",)), Turn("user", ("b",)))
        events = opened.generator.generate(Prompt(turns, (), (), ()), max_tokens=24)
        return "".join(event.text for event in events if isinstance(event, Token))

    plain, pid = said(), opened.generator.pid
    heard: dict[str, str] = {}
    for wanted in ("one", "two", "one"):
        list(use(opened, wanted, cancel=Cancel()))
        text = said()
        assert heard.setdefault(wanted, text) == text
    two = opened.catalog.get("two").weights
    whole = two.read_bytes()
    two.write_bytes(whole[:-1] + b"\1")
    with pytest.raises(ModelDamaged):
        list(use(opened, "two", cancel=Cancel()))
    assert said() == heard["one"] and opened.adapter is not None and opened.adapter.id == "one"
    two.unlink()
    list(use(opened, "other", cancel=Cancel()))  # from the next start on: until then the adapter is worn
    with pytest.raises(ModelInUse):
        list(remove(opened, "one", cancel=Cancel()))
    list(use(opened, "", without_adapter=True, cancel=Cancel()))
    assert said() == plain and len({plain, *heard.values()}) == 3
    assert opened.generator.pid == pid is not None
    opened.close()


def test_an_adapter_whose_bytes_changed_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    added(workspace, file(tmp_path, make(FAMILIES["llama"])), id="base")
    lora = added(workspace, file(tmp_path, adapter(FAMILIES["llama"]), "lora.gguf")).model
    data = bytearray(lora.weights.read_bytes())
    data[-1] ^= 1
    lora.weights.write_bytes(bytes(data))
    with pytest.raises(ModelDamaged):
        answered(workspace.home, "base", "lora")


def test_a_model_whose_bytes_changed_is_refused_and_found_by_verify(workspace: Workspace, tmp_path: Path) -> None:
    model = added(workspace, file(tmp_path, make(FAMILIES["qwen2"]))).model
    data = bytearray(model.weights.read_bytes())
    data[-1] ^= 1
    model.weights.write_bytes(bytes(data))
    with pytest.raises(ModelDamaged):
        answered(workspace.home, "tiny")
    (state,) = result_of(verify(workspace, "tiny", cancel=Cancel()), tuple)
    assert isinstance(state, ModelState) and state.state == "damaged"


def _unknown_architecture() -> Gguf:
    made = make(FAMILIES["llama"])
    return made.set("general.architecture", STRING, "axk1")


def _without(name: str, key: str) -> Gguf:
    made = make(FAMILIES[name])
    made.entries = [entry for entry in made.entries if entry[0] != key]
    return made


REFUSED: dict[str, tuple[Gguf, type[AppError], str]] = {
    "an architecture that this build does not know": (_unknown_architecture(), ModelUnsupported, "axk1"),
    "a pre-tokenizer that this build does not know": (
        make(dataclasses.replace(FAMILIES["llama"], pre="a.x-3.1")),
        ModelUnsupported,
        "llama / a.x-3.1",
    ),
    "figures over which llama.cpp aborts": (
        _without("solar-open", "glm4moe.expert_count"),
        ModelUnloadable,
        "crash",
    ),
    "words over which llama.cpp aborts when it speaks": (
        make(FAMILIES["qwen2"]).many("tokenizer.ggml.tokens", STRING, [f"w{place}" for place in range(259)]),
        ModelUnloadable,
        "crash",
    ),
    "60000 layers": (make(FAMILIES["llama"]).set("llama.block_count", U32, 60000), ModelFileBad, "block-count"),
    "a template that will not end": (
        make(dataclasses.replace(FAMILIES["qwen2"], template="{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3)),
        TemplateUnknown,
        "resources",
    ),
    "a template that fills the memory": (
        make(
            dataclasses.replace(
                FAMILIES["qwen2"],
                template="{% set n = namespace(a='x' * 1000) %}{% for i in range(90) %}"
                "{% set n.a = n.a + n.a %}{% endfor %}",
            )
        ),
        TemplateUnknown,
        "resources",
    ),
    "a template that reaches out": (
        make(dataclasses.replace(FAMILIES["qwen2"], template="{{ ''.__class__.__mro__ }}" + CHATML)),
        TemplateUnknown,
        "run",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_nothing(workspace: Workspace, tmp_path: Path, name: str) -> None:
    made, error, told = REFUSED[name]
    assert told in refused(workspace, file(tmp_path, made), error).values()


def test_a_model_too_large_for_this_pc_is_not_copied(workspace: Workspace, tmp_path: Path) -> None:
    made = make(FAMILIES["llama"])
    made.tensors.append(Tensor("blk.0.huge.weight", (1 << 20, 1 << 20), b"x"))
    path = file(tmp_path, made)
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size + (4 << 40))  # a sparse file: 4 TiB that take no room
    params = refused(workspace, path, ModelTooLarge)
    assert params["needs"] > params["free"] > 0


def test_names_that_are_taken_or_no_names(workspace: Workspace, tmp_path: Path) -> None:
    path = file(tmp_path, make(FAMILIES["qwen2"]))
    refused(workspace, path, ModelBusy, id=SMALL)
    refused(workspace, path, ModelFileBad, id="../up")
    refused(workspace, tmp_path / "none.gguf", FileMissing)
    (workspace.home / "models" / "mine").mkdir()
    (workspace.home / "models" / "mine" / "notes.txt").write_text("ours", encoding="utf-8")
    refused(workspace, path, ModelBusy, id="mine")
    added(workspace, path)
    refused(workspace, path, ModelBusy)
    assert result_of(remove(workspace, "tiny", cancel=Cancel()), RemovedModel).id == "tiny"
    assert path.exists() and not (workspace.home / "models" / "tiny").exists()
    added(workspace, path)
    with pytest.raises(ModelShipped):
        list(remove(workspace, SMALL, cancel=Cancel()))
    for verb in (use, remove):
        with pytest.raises(ModelUnknown):
            list(verb(workspace, "none", cancel=Cancel()))
    with pytest.raises(ModelUnknown):  # no chat model
        list(use(workspace, "multilingual-e5-small", cancel=Cancel()))


def test_a_file_whose_name_is_no_text(workspace: Workspace, tmp_path: Path) -> None:
    odd = tmp_path / "\udcff\n\x1b[31m.gguf"
    odd.write_bytes(make(FAMILIES["qwen2"]).data())
    model = added(workspace, odd, id="mine", licence="\udcff\n계약 1").model
    assert (model.weights.name, model.licence) == ("mine.gguf", "계약 1")
    assert Catalog.load(models_dir(), workspace.home / "models").get("mine") == model
    assert answered(workspace.home, "mine")[1]


@pytest.mark.usefixtures("needs_models")
def test_the_real_model_under_another_name_from_the_command_line(tmp_path: Path) -> None:
    home = tmp_path / "home"
    weights = Catalog.load(models_dir()).get(SMALL).weights
    done = run("--home", home, "model", "add", weights, "--id", "mine", "--json")
    assert done.status == 0, done.err
    result = done.result
    assert (result["id"], result["architecture"], result["chat_format"]) == ("mine", "qwen2", "chatml")
    assert result["known_as"] == "qwen2.5-coder" and result["faults"] == [] and "서울" in result["said"]
    assert result["prompt_speed"] > 0 and result["generation_speed"] > 0 and result["placement"]["device"]
    (home / "settings.toml").write_text('# ours\nlanguage = "ko"\n', encoding="utf-8")
    assert run("--home", home, "model", "use", "mine").status == 0
    assert (home / "settings.toml").read_text(encoding="utf-8") == '# ours\nlanguage = "ko"\nchat_model = "mine"\n'
    listed = {row["id"]: row for row in run("--home", home, "model", "list", "--json").result}
    assert listed["mine"]["used"] and listed["mine"]["site"] and not listed[SMALL]["used"]
    again = run("--home", home, "model", "add", weights, "--id", "mine")
    assert again.status == 1 and "LLM-015" in again.err
    text = run("--home", home, "model", "remove", "mine")
    assert text.status == 1 and "LLM-017" in text.err
    assert run("--home", home, "model", "use", SMALL).status == 0
    assert run("--home", home, "model", "remove", "mine").status == 0
    assert weights.exists() and not (home / "models" / "mine").exists()
    assert run("--home", home, "model", "add").status == 2


def test_the_report_in_words(tmp_path: Path) -> None:
    path = file(tmp_path, make(FAMILIES["exaone4"]), "EXAONE-4.0-1.2B.gguf")
    done = run("--home", tmp_path / "home", "model", "add", path)
    assert done.status == 0, done.err
    for words in ("exaone-4.0-1.2b", "연구 목적", "exaone4", "토큰/초", "CPU"):
        assert words in done.out
    english = run("--home", tmp_path / "other", "--lang", "en", "model", "add", path, "--licence", "contract 7")
    assert english.status == 0 and "contract 7 (as given)" in english.out and "must not be used at work" in english.out
