"""What the metadata of a GGUF file may say. Figures beyond these make llama.cpp abort, and the whole child with it.

llama.cpp holds at most 512 layers and 512 experts (llama-hparams.h); the other ceilings stand far above any
model that is known, and far below what would overflow its arithmetic.
"""

import math
import re
from collections.abc import Mapping, Sequence

from app.assist.gguf.kinds import Counted, Value

_ARCHITECTURE = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_ALIGNMENT = 32
_ALIGNMENT_MAX = 1 << 16
_WORDS_MAX = 1 << 22
_TOKENS = "tokenizer.ggml.tokens"
_RANGES = {
    "block_count": (1, 512),
    "context_length": (1, 1 << 24),
    "embedding_length": (1, 1 << 17),
    "feed_forward_length": (0, 1 << 20),
    "attention.head_count": (0, 1 << 12),
    "attention.head_count_kv": (0, 1 << 12),
    "attention.key_length": (1, 1 << 13),
    "attention.value_length": (1, 1 << 13),
    "rope.dimension_count": (0, 1 << 13),
    "expert_count": (0, 512),
    "expert_used_count": (0, 512),
    "expert_feed_forward_length": (0, 1 << 20),
    "expert_shared_count": (0, 512),
    "expert_gating_func": (0, 4),
    "leading_dense_block_count": (0, 512),
    "nextn_predict_layers": (0, 512),
    "attention.q_lora_rank": (0, 1 << 16),
    "attention.kv_lora_rank": (0, 1 << 16),
    "vocab_size": (1, _WORDS_MAX),
    "attention.sliding_window": (0, 1 << 24),
}
_FRACTIONS = ("attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon")
_TURNS = {"rope.freq_base": 1.0, "rope.freq_scale": 0.0, "rope.scale_linear": 0.0, "rope.scaling.factor": 0.0}
"""The least that each may be. llama.cpp takes whatever stands there, and the model talks nonsense."""
_TOKEN_IDS = ("bos", "eos", "eot", "eom")
"""Those that a chat stands on. Of others llama.cpp passes over a wrong one, and converters are known to write them."""
_NONE = (-1, 0xFFFFFFFF)  # how converters write "no such token"


class Refused(Exception):
    """A rule of the form is broken; `token` names which one."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


def alignment(metadata: Mapping[str, Value]) -> int:
    """Bytes at whose multiples tensors begin. A power of two, 8 or more (docs/gguf.md)."""
    value = metadata.get("general.alignment", _ALIGNMENT)
    if not _whole(value) or not isinstance(value, int) or not 8 <= value <= _ALIGNMENT_MAX or value & (value - 1):
        raise Refused("alignment")
    return value


def check(metadata: Mapping[str, Value], tensors: Sequence[str]) -> None:
    """Raises Refused for a figure that no model has."""
    architecture = metadata.get("general.architecture")
    if not isinstance(architecture, str) or not _ARCHITECTURE.fullmatch(architecture):
        raise Refused("architecture")  # it begins the names of the figures below: none of them may hide
    for key, (least, most) in _RANGES.items():
        value = metadata.get(f"{architecture}.{key}")
        if value is not None and not _within(value, least, most):
            raise Refused(key.rsplit(".", 1)[-1].replace("_", "-"))
    for key in _FRACTIONS:
        value = metadata.get(f"{architecture}.{key}", 0.0)
        if not isinstance(value, float) or not 0 <= value < 1:
            raise Refused("epsilon")
    for key, turn in _TURNS.items():
        value = metadata.get(f"{architecture}.{key}", turn)
        if not isinstance(value, float) or value < turn:
            raise Refused("rope")
    if any(_endless(value) for value in metadata.values()):
        raise Refused("not-finite")
    _check_layers(metadata, architecture, tensors)
    _check_words(metadata)


def _endless(value: Value) -> bool:
    """NaN or an infinity, alone or in an array."""
    items = value if isinstance(value, tuple) else (value,)
    return any(isinstance(item, float) and not math.isfinite(item) for item in items)


def _whole(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _within(value: Value, least: int, most: int) -> bool:
    """A number, or one number a layer."""
    items = value if isinstance(value, tuple) else (value,)
    return bool(items) and all(
        isinstance(item, int) and not isinstance(item, bool) and least <= item <= most for item in items
    )


def _check_layers(metadata: Mapping[str, Value], architecture: str, tensors: Sequence[str]) -> None:
    """A model's tensors name each of its layers, and an array of one figure a layer is as long as they are many."""
    count = metadata.get(f"{architecture}.block_count")
    if not isinstance(count, int):
        return
    more = metadata.get(f"{architecture}.nextn_predict_layers")  # some count these, some do not
    most = count + (more if isinstance(more, int) else 0)
    named = {name.split(".")[1] for name in tensors if name.startswith("blk.") and name.count(".") > 1}
    if named and any(not layer.isdigit() or int(layer) >= most for layer in named):
        raise Refused("tensor-layer")
    for key in ("feed_forward_length", "attention.head_count", "attention.head_count_kv"):
        value = metadata.get(f"{architecture}.{key}")
        if isinstance(value, tuple) and len(value) != count:
            raise Refused(key.rsplit(".", 1)[-1].replace("_", "-"))


def _check_words(metadata: Mapping[str, Value]) -> None:
    """Ids of special tokens lie in the vocabulary, and scores and kinds are as many as its words. Words that were kept
    are all different: llama.cpp aborts over one that is there twice."""
    count = _items(metadata.get(_TOKENS))
    if count is None:
        return
    if not 1 <= count <= _WORDS_MAX:
        raise Refused("vocabulary")
    words = metadata.get(_TOKENS)
    if isinstance(words, tuple) and len(set(words)) != count:
        raise Refused("word-twice")
    for key in ("scores", "token_type"):
        other = _items(metadata.get(f"tokenizer.ggml.{key}"))
        if other is not None and other != count:
            raise Refused("vocabulary")
    for kind in _TOKEN_IDS:
        value = metadata.get(f"tokenizer.ggml.{kind}_token_id")
        if value is not None and value not in _NONE and not _within(value, 0, count - 1):
            raise Refused("token-id")


def _items(value: Value | None) -> int | None:
    if isinstance(value, Counted):
        return value.count
    return len(value) if isinstance(value, tuple) else None
