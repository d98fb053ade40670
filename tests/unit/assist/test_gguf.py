"""The header of a GGUF file: a whole one is read, a malformed one is refused for its own reason, and nothing else."""

import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.assist.gguf import header as gguf
from app.assist.gguf.kinds import Counted
from app.core.errors import ModelFileBad, ModelMissing
from tests.fakes.gguf import ARRAY, BOOL, F32, I32, STRING, U8, U32, U64, Gguf, Tensor, array, scalar, string
from tests.fakes.gguf_models import FAMILIES, adapter, make

Bend = Callable[[Gguf], object]


def small() -> Gguf:
    made = Gguf()
    made.set("general.architecture", STRING, "llama").set("llama.block_count", U32, 2)
    made.set("llama.context_length", U32, 4096).set("llama.embedding_length", U32, 64)
    made.set("llama.attention.head_count", U32, 4).many("llama.attention.head_count_kv", U32, [2, 2])
    made.many("tokenizer.ggml.tokens", STRING, ["가", "나", "<|end|>"]).set("tokenizer.ggml.eos_token_id", U32, 2)
    made.set("tokenizer.ggml.add_bos_token", BOOL, False)
    made.tensors = [Tensor("token_embd.weight", (64, 3)), Tensor("blk.1.attn_q.weight", (64, 64), type=8)]
    return made


def written(folder: Path, data: bytes) -> Path:
    path = folder / "m.gguf"
    path.write_bytes(data)
    return path


def detail(folder: Path, data: bytes) -> str:
    with pytest.raises(ModelFileBad) as caught:
        gguf.read(written(folder, data))
    assert caught.value.params["name"] == "m.gguf"
    return str(caught.value.params["detail"])


def test_what_stands_in_a_header(tmp_path: Path) -> None:
    data = small().data()
    header = gguf.read(written(tmp_path, data))
    assert (header.version, header.architecture, header.file_bytes) == (3, "llama", len(data))
    assert header.number("{arch}.context_length") == 4096
    assert header.number("tokenizer.ggml.add_bos_token", -1) == -1  # a yes or no is no number
    assert header.metadata["llama.attention.head_count_kv"] == (2, 2)
    assert header.metadata["tokenizer.ggml.tokens"] == ("가", "나", "<|end|>")
    first, second = header.tensors
    assert (first.name, first.shape, first.type, first.bytes) == ("token_embd.weight", (64, 3), "f32", 768)
    assert (second.type, second.bytes, second.offset) == ("q8_0", 64 * 64 // 32 * 34, first.offset + 768)
    assert second.offset + second.bytes <= len(data)


def test_long_arrays_are_counted_unless_they_are_wanted(tmp_path: Path) -> None:
    made = small().many("tokenizer.ggml.tokens", STRING, [str(n) for n in range(5000)])
    made.many("tokenizer.ggml.token_type", I32, [1] * 5000)
    path = written(tmp_path, made.data())
    header = gguf.read(path)
    assert header.metadata["tokenizer.ggml.tokens"] == Counted("string", 5000)
    assert header.metadata["tokenizer.ggml.token_type"] == Counted("int32", 5000)
    assert header.items("tokenizer.ggml.tokens") == 5000 and header.items("absent") == 0
    words = gguf.read(path, wanted=("tokenizer.ggml.tokens",)).metadata["tokenizer.ggml.tokens"]
    assert isinstance(words, tuple) and words[4999] == "4999"


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_models_and_adapters_of_every_family_are_read(tmp_path: Path, family: object) -> None:
    from tests.fakes.gguf_models import Family

    assert isinstance(family, Family)
    assert gguf.read(written(tmp_path, make(family).data())).architecture == family.architecture
    assert len(gguf.read(written(tmp_path, adapter(family).data())).tensors) == 8


def test_a_missing_file_a_folder_and_a_pipe(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        gguf.read(tmp_path / "none.gguf")
    os.mkfifo(tmp_path / "pipe.gguf")  # opening it would wait for ever
    for name in ("", "pipe.gguf"):
        with pytest.raises(ModelFileBad) as caught:
            gguf.read(tmp_path / name)
        assert caught.value.params["detail"] == "not-a-file"


def _patched(place: int, data: bytes) -> Callable[[bytes], bytes]:
    return lambda whole: whole[:place] + data + whole[place + len(data) :]


RAW: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _whole: b"", "short"),
    "another magic": (_patched(0, b"GGML"), "magic"),
    "a zip file": (lambda _whole: b"PK\x03\x04" + bytes(100), "magic"),
    "version 1": (_patched(4, struct.pack("<I", 1)), "version"),
    "version 4": (_patched(4, struct.pack("<I", 4)), "version"),
    "big-endian": (_patched(4, struct.pack(">I", 3)), "big-endian"),
    "only the magic": (lambda whole: whole[:20], "short"),
    "cut in the metadata": (lambda whole: whole[:300], "short"),
    "cut in the weights": (lambda whole: whole[:-1024], "tensor-outside"),
}

BENT: dict[str, tuple[Bend, str]] = {
    "more tensors than bytes": (lambda g: setattr(g, "tensor_count", 1 << 40), "tensor-count"),
    "all the tensors of a counter": (lambda g: setattr(g, "tensor_count", (1 << 64) - 1), "tensor-count"),
    "more entries than bytes": (lambda g: setattr(g, "entry_count", 9_999), "metadata-count"),
    "an endless count of entries": (lambda g: setattr(g, "entry_count", 1 << 63), "metadata-count"),
    "a key without a letter": (lambda g: g.set("", U32, 1), "key-letters"),
    "a key of control letters": (lambda g: g.set("a\nb", U32, 1), "key-letters"),
    "a key that is no text": (lambda g: g.set(b"\xff\xfe", U32, 1), "key-letters"),
    "a long key": (lambda g: g.set("k" * 300, U32, 1), "key-length"),
    "a key twice": (lambda g: g.entries.append(g.entries[0]), "key-twice"),
    "an unknown type": (lambda g: g.raw("x", 99, b""), "value-type"),
    "an array of an unknown type": (lambda g: g.raw("x", ARRAY, struct.pack("<IQ", 44, 1)), "value-type"),
    "an array in an array": (
        lambda g: g.raw("x", ARRAY, struct.pack("<IQ", ARRAY, 1) + array(U8, [1])),
        "nested-array",
    ),
    "an array longer than the file": (lambda g: g.raw("x", ARRAY, struct.pack("<IQ", U32, 1 << 60)), "array-length"),
    "strings longer than the file": (lambda g: g.raw("x", ARRAY, struct.pack("<IQ", STRING, 1 << 40)), "array-length"),
    "a string longer than the file": (lambda g: g.raw("x", STRING, struct.pack("<Q", 1 << 20)), "short"),
    "an endless string": (lambda g: g.raw("x", STRING, struct.pack("<Q", (1 << 64) - 1)), "string-length"),
    "an endless string in an array": (
        lambda g: g.raw("x", ARRAY, struct.pack("<IQQ", STRING, 1, 1 << 62)),
        "string-length",
    ),
    "a string that is no text": (lambda g: g.raw("x", STRING, string(b"\xea\xb0")), "string-letters"),
    "neither yes nor no": (lambda g: g.raw("x", BOOL, b"\x02"), "bool"),
    "alignment 0": (lambda g: g.set("general.alignment", U32, 0), "alignment"),
    "alignment 48": (lambda g: g.set("general.alignment", U32, 48), "alignment"),
    "an alignment of letters": (lambda g: g.set("general.alignment", STRING, "32"), "alignment"),
    "alignment beyond reason": (lambda g: g.set("general.alignment", U32, 1 << 31), "alignment"),
    "no architecture": (lambda g: setattr(g, "entries", g.entries[1:]), "architecture"),
    "an architecture that is a number": (lambda g: g.set("general.architecture", U32, 7), "architecture"),
    "60000 layers": (lambda g: g.set("llama.block_count", U32, 60000), "block-count"),
    "no layer": (lambda g: g.set("llama.block_count", U32, 0), "block-count"),
    "layers in letters": (lambda g: g.set("llama.block_count", STRING, "2"), "block-count"),
    "an absurd context": (lambda g: g.set("llama.context_length", U64, 1 << 50), "context-length"),
    "no context": (lambda g: g.set("llama.context_length", U32, 0), "context-length"),
    "absurd heads": (lambda g: g.set("llama.attention.head_count", U32, 1 << 31), "head-count"),
    "heads of too few layers": (lambda g: g.many("llama.attention.head_count_kv", U32, [2]), "head-count-kv"),
    "a negative number of heads": (lambda g: g.many("llama.attention.head_count_kv", I32, [2, -2]), "head-count-kv"),
    "an absurd width": (lambda g: g.set("llama.embedding_length", U32, 1 << 30), "embedding-length"),
    "a broken width": (lambda g: g.set("llama.embedding_length", F32, 64.0), "embedding-length"),
    "absurd experts": (lambda g: g.set("llama.expert_count", U32, 100_000), "expert-count"),
    "an absurd eos id": (lambda g: g.set("tokenizer.ggml.eos_token_id", U32, 4_000_000), "token-id"),
    "a bos id one beyond": (lambda g: g.set("tokenizer.ggml.bos_token_id", U32, 3), "token-id"),
    "scores of other words": (lambda g: g.many("tokenizer.ggml.scores", F32, [0.0]), "vocabulary"),
    "a word twice": (lambda g: g.many("tokenizer.ggml.tokens", STRING, ["가", "나", "가"]), "word-twice"),
    "a name of the architecture that hides its figures": (
        lambda g: g.set("general.architecture", STRING, "llama\0x"),
        "string-letters",
    ),
    "an architecture that is no name": (lambda g: g.set("general.architecture", STRING, "../x"), "architecture"),
    "an architecture without an end": (lambda g: g.set("general.architecture", STRING, "x" * 100), "architecture"),
    "a template that ends before its end": (
        lambda g: g.set("tokenizer.chat_template", STRING, "a\0b"),
        "string-letters",
    ),
    "rotations that are no number": (lambda g: g.set("llama.rope.freq_base", F32, float("nan")), "not-finite"),
    "endless rotations": (lambda g: g.set("llama.rope.scaling.factor", F32, float("inf")), "not-finite"),
    "rotations that stand still": (lambda g: g.set("llama.rope.freq_base", F32, 0.0), "rope"),
    "rotations that turn back": (lambda g: g.set("llama.rope.scaling.factor", F32, -4.0), "rope"),
    "rotations in words": (lambda g: g.set("llama.rope.freq_base", STRING, "x"), "rope"),
    "an endless figure of any key": (lambda g: g.many("x.list", F32, [1.0, float("inf")]), "not-finite"),
    "a negative epsilon": (lambda g: g.set("llama.attention.layer_norm_rms_epsilon", F32, -1.0), "epsilon"),
    "an epsilon that is no number": (
        lambda g: g.set("llama.attention.layer_norm_rms_epsilon", F32, float("nan")),
        "epsilon",
    ),
    "an unknown way to choose experts": (
        lambda g: g.set("llama.expert_gating_func", U32, 1 << 30),
        "expert-gating-func",
    ),
    "no words": (lambda g: g.many("tokenizer.ggml.tokens", STRING, []), "vocabulary"),
    "a tensor without a name": (lambda g: g.tensors.append(Tensor("", (1,))), "tensor-name"),
    "a tensor with a long name": (lambda g: g.tensors.append(Tensor("t" * 64, (1,))), "tensor-name"),
    "a tensor's name of control letters": (lambda g: g.tensors.append(Tensor("a\0b", (1,))), "tensor-name"),
    "a tensor twice": (lambda g: g.tensors.append(g.tensors[0]), "tensor-twice"),
    "a tensor without dimensions": (lambda g: g.tensors.append(Tensor("t", ())), "tensor-dimensions"),
    "five dimensions": (lambda g: g.tensors.append(Tensor("t", (1, 1, 1, 1, 1))), "tensor-dimensions"),
    "an empty dimension": (lambda g: g.tensors.append(Tensor("t", (32, 0), b"x")), "tensor-shape"),
    "more elements than a number holds": (
        lambda g: g.tensors.append(Tensor("t", (1 << 32, 1 << 31, 4), b"x")),
        "tensor-shape",
    ),
    "an overflow back to a small size": (
        lambda g: g.tensors.append(Tensor("t", (1 << 32, 1 << 32), b"x")),
        "tensor-shape",
    ),
    "more bytes than the file": (lambda g: g.tensors.append(Tensor("t", (1 << 20, 1 << 10), b"x")), "tensor-outside"),
    "an unknown tensor type": (lambda g: g.tensors.append(Tensor("t", (32,), type=200)), "tensor-type"),
    "a tensor type that was taken out": (lambda g: g.tensors.append(Tensor("t", (32,), type=31)), "tensor-type"),
    "half a block": (lambda g: g.tensors.append(Tensor("t", (33,), b"x", type=8)), "tensor-block"),
    "an offset off the alignment": (lambda g: setattr(g.tensors[1], "offset", 769), "tensor-alignment"),
    "tensors over each other": (lambda g: setattr(g.tensors[1], "offset", 0), "tensor-offset"),
    "an offset outside": (lambda g: setattr(g.tensors[1], "offset", 1 << 62), "tensor-offset"),
    "a layer that is not counted": (lambda g: g.tensors.append(Tensor("blk.7.x", (8,))), "tensor-layer"),
}


@pytest.mark.parametrize("name", RAW)
def test_malformed_bytes(tmp_path: Path, name: str) -> None:
    bend, token = RAW[name]
    assert detail(tmp_path, bend(small().data())) == token


@pytest.mark.parametrize("name", BENT)
def test_malformed_headers(tmp_path: Path, name: str) -> None:
    bend, token = BENT[name]
    made = small()
    bend(made)
    assert detail(tmp_path, made.data()) == token


def test_words_that_are_halves_of_letters_are_told_apart(tmp_path: Path) -> None:
    made = small().many("tokenizer.ggml.tokens", STRING, [b"\xea", b"\xeb", b"\xec"])
    words = gguf.read(written(tmp_path, made.data())).metadata["tokenizer.ggml.tokens"]
    assert isinstance(words, tuple) and len(set(words)) == 3


def test_a_header_without_end_is_not_kept(tmp_path: Path) -> None:
    """A sparse file whose one array fills it: refused at the ceiling, in a moment and without its memory."""
    made = small().raw("x", ARRAY, struct.pack("<IQ", U8, 1 << 30))
    path = written(tmp_path, made.header())
    with path.open("r+b") as stream:
        stream.truncate(2 << 30)
    with pytest.raises(ModelFileBad) as caught:
        gguf.read(path)
    assert caught.value.params["detail"] in ("array-length", "header-too-long")


@pytest.mark.parametrize(
    ("key", "kind", "value"),
    [("bos", U32, 0xFFFFFFFF), ("bos", I32, -1), ("padding", U32, 3), ("unknown", U32, 1 << 20)],
)
def test_an_id_that_means_none_or_does_not_count_is_no_fault(tmp_path: Path, key: str, kind: int, value: int) -> None:
    made = small().raw(f"tokenizer.ggml.{key}_token_id", kind, scalar(kind, value))
    assert gguf.read(written(tmp_path, made.data())).architecture == "llama"


def test_layers_for_guessing_ahead_may_come_after_the_counted_ones(tmp_path: Path) -> None:
    made = small().set("llama.nextn_predict_layers", U32, 1)
    made.tensors.append(Tensor("blk.2.attn_q.weight", (64, 64)))
    assert len(gguf.read(written(tmp_path, made.data())).tensors) == 3
    made.tensors.append(Tensor("blk.3.attn_q.weight", (64, 64)))
    assert detail(tmp_path, made.data()) == "tensor-layer"


HEADER = small().header()
WHOLE = small().data()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(HEADER) - 1), byte=st.integers(0, 255))
def test_one_bent_byte_is_read_or_refused(tmp_path: Path, place: int, byte: int) -> None:
    data = bytearray(WHOLE)
    data[place] = byte
    try:
        header = gguf.read(written(tmp_path, bytes(data)))
    except ModelFileBad:
        return
    assert all(tensor.offset + tensor.bytes <= len(data) for tensor in header.tensors)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_bytes_after_a_good_beginning(tmp_path: Path, data: bytes) -> None:
    try:
        gguf.read(written(tmp_path, b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + data))
    except ModelFileBad:
        return
