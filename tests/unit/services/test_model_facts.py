"""What a header says of a model, what is known of it, and which model an adapter fits."""

import dataclasses
from pathlib import Path

import pytest

from app.assist.chat.strings import Specials
from app.assist.gguf import header as gguf
from app.core.catalog import Catalog, Model, ModelFile
from app.core.errors import AdapterMismatch, CatalogDamaged, ModelFileBad
from app.core.paths import models_dir
from app.services.models import prepared
from app.services.models.adapters import base_for
from app.services.models.facts import TOKEN_TYPES, TOKENS, Facts, control_words, facts, model_id, one_line, specials
from tests.fakes.gguf import BOOL, STRING, U16, Gguf, Tensor
from tests.fakes.gguf_models import FAMILIES, adapter, make


def header(folder: Path, made: Gguf, name: str = "m.gguf") -> gguf.Header:
    (folder / name).write_bytes(made.data())
    return gguf.read(folder / name, wanted=(TOKENS, TOKEN_TYPES))


def test_the_facts_of_a_model(tmp_path: Path) -> None:
    read = header(tmp_path, make(FAMILIES["ax4"], name="A.X 4.0\nLight"))
    found = facts(read, "m.gguf")
    assert (found.kind, found.architecture, found.pre_tokenizer, found.tokenizer) == (
        "model",
        "qwen2",
        "a.x-4.0",
        "gpt2",
    )
    assert (found.name, found.context, found.licence, found.quantisation) == ("A.X 4.0Light", 4096, "apache-2.0", "F32")
    assert found.parameters == sum(
        tensor.shape[0] * (tensor.shape[1] if len(tensor.shape) > 1 else 1) for tensor in read.tensors
    )
    assert specials(read) == Specials("<|im_start|>", "<|im_end|>", False)
    assert control_words(read) == {"<|im_start|>", "<|im_end|>", "<|endoftext|>"}


def test_a_first_token_that_is_asked_for(tmp_path: Path) -> None:
    read = header(tmp_path, make(FAMILIES["llama"]).set("tokenizer.ggml.add_bos_token", BOOL, True))
    assert specials(read).add_bos


def test_the_quantisation_is_that_of_most_bytes_where_the_file_does_not_say(tmp_path: Path) -> None:
    made = make(FAMILIES["llama"])
    made.entries = [entry for entry in made.entries if entry[0] != "general.file_type"]
    made.tensors.append(Tensor("x", (4096, 32), bytes(4096 * 34), type=8))
    made.tensors.append(Tensor("y", (4096, 128), bytes(4096 * 4 * 34), type=8))
    assert facts(header(tmp_path, made), "m").quantisation == "Q8_0"


@pytest.mark.parametrize(
    ("made", "token"),
    [
        (lambda: make(FAMILIES["llama"]).set("split.count", U16, 3), "split"),
        (lambda: make(FAMILIES["llama"]).set("general.type", STRING, "imatrix"), "type-imatrix"),
        (lambda: adapter(FAMILIES["llama"]).set("adapter.type", STRING, "dora"), "adapter-type"),
        (lambda: dataclasses.replace(make(FAMILIES["llama"]), tensors=[]), "no-weights"),
    ],
)
def test_what_is_no_whole_model(tmp_path: Path, made: object, token: str) -> None:
    assert callable(made)
    with pytest.raises(ModelFileBad) as caught:
        facts(header(tmp_path, made()), "m.gguf")
    assert caught.value.params == {"name": "m.gguf", "detail": token}


@pytest.mark.parametrize(
    ("stem", "made"),
    [
        ("A.X-4.0-Light-Q4_K_M", "a.x-4.0-light-q4_k_m"),
        ("EXAONE 4 (사본)", "exaone-4"),
        ("../../x", "x"),
        ("모델", ""),
        ("-.", ""),
        ("a" * 100, "a" * 80),
    ],
)
def test_a_name_becomes_an_id(stem: str, made: str) -> None:
    assert model_id(stem) == made == model_id(made)


def known(file: str, architecture: str = "qwen2", name: str = "") -> str:
    found = Facts("model", architecture, name, "", 0, "", 0, "", "", "", "", "")
    entry = prepared.recognise(prepared.load(models_dir()), found, file)
    return entry.id if entry else ""


@pytest.mark.parametrize(
    ("file", "architecture", "entry"),
    [
        ("A.X-4.0-Light-Q4_K_M.gguf", "qwen2", "a.x-4.0-light"),
        ("ax-4.0-q8_0.gguf", "qwen2", "a.x-4.0"),
        ("A.X-3.1-Light.gguf", "llama", "a.x-3.1"),
        ("A.X-K1.gguf", "axk1", "a.x-k"),
        ("EXAONE-4.0-1.2B-Q4_K_M.gguf", "exaone4", "exaone-4"),
        ("EXAONE-4.0.1-32B.gguf", "exaone4", "exaone-4"),
        ("EXAONE-3.5-7.8B-Instruct.gguf", "exaone", "exaone-3"),
        ("EXAONE-Deep-2.4B.gguf", "exaone", "exaone-3"),
        ("EXAONE-4.5-33B.gguf", "exaone4", "exaone"),
        ("Solar-Open-100B.gguf", "glm4moe", "solar-open"),
        ("SOLAR-10.7B-Instruct-v1.0.gguf", "llama", "solar-10.7b-instruct"),
        ("Midm-2.0-Base-Instruct.gguf", "llama", "midm-2.0"),
        ("kanana-2-30b-a3b-instruct.gguf", "deepseek2", "kanana-2"),
        ("kanana-1.5-8b-instruct-2505.gguf", "llama", "kanana"),
        ("HyperCLOVAX-SEED-Text-Instruct-1.5B.gguf", "llama", "hyperclova-x-seed"),
        ("Motif-2.6B.gguf", "motif", "motif"),
        ("qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", "qwen2", "qwen2.5-coder"),
        ("qwen2.5-coder-3b-instruct.gguf", "qwen2", ""),
        ("Llama-3.2-3B.gguf", "llama", ""),
        ("A.X-4.0-Light.gguf", "llama", ""),  # a name that its figures do not bear out
    ],
)
def test_models_are_recognised_by_name_and_figures(file: str, architecture: str, entry: str) -> None:
    assert known(file, architecture) == entry
    assert known("model.gguf", architecture, file) == entry


def test_a_model_that_may_not_be_used_at_work_is_known_as_such() -> None:
    uses = {entry.id: entry.use for entry in prepared.load(models_dir())}
    assert uses["exaone-4"] == uses["exaone-3"] == "research" and uses["a.x-3.1"] == "free"
    formats = Catalog.load(models_dir()).formats
    assert all(not entry.format or entry.format in formats for entry in prepared.load(models_dir()))


@pytest.mark.parametrize("text", ["", "[[prepared]]\nid='a'", "prepared = 1", "[[prepared]]\nid='a'\ntitle='a'\n"])
def test_a_damaged_list_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "prepared.toml").write_text(text)
    with pytest.raises(CatalogDamaged):
        prepared.load(tmp_path)


def base(folder: Path, name: str, family: str = "llama") -> Model:
    made = make(FAMILIES[family])
    (folder / name).mkdir()
    (folder / name / "w.gguf").write_bytes(made.data())
    file = ModelFile("w.gguf", 1, "")
    return Model(name, "chat", False, folder / name, (file,), "", "", 4096, "", 0, "")


def test_an_adapter_finds_the_model_that_it_fits(tmp_path: Path) -> None:
    models = [base(tmp_path, "q", "qwen2"), base(tmp_path, "one"), base(tmp_path, "two")]
    read = header(tmp_path, adapter(FAMILIES["llama"]))
    assert base_for(read, models, "", "l").id == "one"
    assert base_for(read, models, "two", "l").id == "two"
    for wanted in ("q", "none"):
        with pytest.raises(AdapterMismatch) as caught:
            base_for(read, models, wanted, "l")
        assert caught.value.params == {"adapter": "l", "model": wanted}


def test_an_adapter_of_other_measures_fits_nothing(tmp_path: Path) -> None:
    made = adapter(FAMILIES["llama"])
    made.tensors[0] = Tensor(made.tensors[0].name, (32, 4), bytes(32 * 4 * 4))
    with pytest.raises(AdapterMismatch):
        base_for(header(tmp_path, made), [base(tmp_path, "one")], "", "l")


def test_an_adapter_of_a_layer_that_the_model_lacks(tmp_path: Path) -> None:
    made = adapter(FAMILIES["llama"])
    for tensor in made.tensors[:2]:
        tensor.name = str(tensor.name).replace("blk.0", "blk.9")
    with pytest.raises(AdapterMismatch):
        base_for(header(tmp_path, made), [base(tmp_path, "one")], "", "l")


@pytest.mark.parametrize("bent", ["half", "rank", "other"])
def test_an_adapter_without_whole_pairs_is_no_adapter(tmp_path: Path, bent: str) -> None:
    made = adapter(FAMILIES["llama"])
    if bent == "half":
        made.tensors.pop()
    elif bent == "rank":
        made.tensors[1] = Tensor(made.tensors[1].name, (8, 64), bytes(8 * 64 * 4))
    else:
        made.tensors.append(Tensor("stranger", (4,), bytes(16)))
    with pytest.raises(ModelFileBad) as caught:
        base_for(header(tmp_path, made), [base(tmp_path, "one")], "", "l")
    assert caught.value.params["detail"] == "adapter-pair"


def test_a_model_that_is_not_there_is_nobodys_base(tmp_path: Path) -> None:
    gone = base(tmp_path, "one")
    gone.weights.unlink()
    with pytest.raises(AdapterMismatch):
        base_for(header(tmp_path, adapter(FAMILIES["llama"])), [gone], "", "l")


@pytest.mark.parametrize("stem", ["con", "NUL", "com1", "aux.v2", "lpt9"])
def test_no_id_is_the_name_of_a_device(stem: str) -> None:
    made = model_id(stem)
    assert made == f"model-{stem.lower()}" == model_id(made)


def test_a_line_of_a_file_is_printable() -> None:
    assert one_line("\x1b[31m A\n\udcffB\u202e ") == "[31m AB"
