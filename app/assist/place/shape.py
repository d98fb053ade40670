"""What the parts of a chat model weigh, told by the header of its file: weights by layer, keys and values by token.

Source: llama.cpp of llama-cpp-python 0.3.36, src/llama-model.cpp and src/llama-kv-cache.cpp. What is not looked at
makes the numbers too large, never too small: a sliding window keeps fewer keys, an absorbed latent has no values.
"""

import re
from dataclasses import dataclass

from app.assist.gguf.header import Header

MIB = 1 << 20

KV_BYTES = {"f16": 2.0, "q8_0": 34 / 32}
"""Bytes an element of the keys and values takes, by the type that holds it."""

ROWS = 32
"""Rows of words that one evaluation gives at most; the child asks llama.cpp for fewer (llama/model.py)."""

_LAYER = re.compile(r"blk\.(\d+)\.")
_STAYS = ("token_embd", "per_layer_token_embd", "position_embd", "token_types")
"""Looked up by row, not multiplied: llama.cpp keeps them in main memory wherever the layers are."""
_PADDING = 256  # cells of a context, rounded up


@dataclass(frozen=True, slots=True)
class Shape:
    """`weights[i]` are the bytes of layer i, `keys[i]` and `values[i]` the elements that one token leaves there.

    `output` are the bytes that turn the last layer into words, `embeddings` those that never leave main memory and
    `tied` those counted in both because one tensor serves for both. `vocabulary`, `width` and `inner` are the lengths
    of a token's row of words, between the layers and within one; `heads` the lengths of a key or value of one head.
    """

    weights: tuple[int, ...]
    keys: tuple[int, ...]
    values: tuple[int, ...]
    output: int
    embeddings: int
    tied: int
    vocabulary: int
    width: int
    inner: int
    heads: frozenset[int]
    trained: int
    """The context that the model was made for, in tokens; 0 where it does not say."""

    @property
    def layers(self) -> int:
        return len(self.weights)

    def all_weights(self) -> int:
        """Bytes of the tensors in the file."""
        return sum(self.weights) + self.output + self.embeddings - self.tied

    def kv(self, last: int, context: int, kind: str) -> int:
        """Bytes of the keys and values of the `last` layers for `context` tokens held as `kind`."""
        first = self.layers - last
        elements = sum(self.keys[first:]) + sum(self.values[first:])
        return round(elements * -(-context // _PADDING) * _PADDING * KV_BYTES[kind])

    def compute(self, batch: int, context: int) -> int:
        """Bytes that evaluating a batch takes: the rows of words that are read, what is within a layer, and the mask.

        More than llama.cpp's own figure, which a card's kernels need room beside: a batch of 512 and 4,096 tokens take
        39.5 MiB with 0.5B (70 here) and 68.5 with 1.5B (101 here); with a row of words for each token, 300 and 303.
        """
        rows = 4 * min(batch, ROWS) * self.vocabulary
        return rows + batch * (4 * (3 * self.inner + 6 * self.width) + 6 * context)

    def takes_q8(self) -> bool:
        """Whether keys and values may be held in eight bits: the lengths that the CUDA kernels are built for."""
        return self.heads <= {64, 128, 256}


def shape(header: Header) -> Shape:
    """The weights and lengths of a model. Pure; a key that is missing is taken as llama.cpp takes it."""
    weights: dict[int, int] = {}
    output = embeddings = words = word_table = 0
    tied = True
    for tensor in header.tensors:
        if match := _LAYER.match(tensor.name):
            weights[int(match[1])] = weights.get(int(match[1]), 0) + tensor.bytes
        elif tensor.name.startswith(_STAYS):
            embeddings += tensor.bytes
            if tensor.name == "token_embd.weight":
                words, word_table = tensor.shape[-1], tensor.bytes
        else:
            output += tensor.bytes
            tied = tied and tensor.name != "output.weight"
    count = max(header.number("{arch}.block_count"), max(weights, default=-1) + 1)
    keys, values, heads = _attention(header, count)
    return Shape(
        weights=tuple(weights.get(layer, 0) for layer in range(count)),
        keys=keys,
        values=values,
        output=output + (word_table if tied else 0),
        embeddings=embeddings,
        tied=word_table if tied else 0,
        vocabulary=words or header.items("tokenizer.ggml.tokens"),
        width=header.number("{arch}.embedding_length"),
        inner=_inner(header, count),
        heads=heads,
        trained=header.number("{arch}.context_length"),
    )


def _attention(header: Header, count: int) -> tuple[tuple[int, ...], tuple[int, ...], frozenset[int]]:
    """Elements of keys and of values a token leaves in each layer, and the lengths of one head's.

    A layer without heads (a recurrent one) keeps none; the last `shared_kv_layers` use those of layers before them.
    """
    own = _by_layer(header, "{arch}.attention.head_count", count, 0)
    groups = [group if group is not None else one for group, one in zip(_groups(header, count), own, strict=True)]
    head = header.number("{arch}.embedding_length") // max(1, *own) if own else 0
    length_k = header.number("{arch}.attention.key_length", head)
    length_v = header.number("{arch}.attention.value_length", head)
    shared = header.number("{arch}.attention.shared_kv_layers")
    kept = [group if layer < count - shared else 0 for layer, group in enumerate(groups)]
    return (
        tuple(group * length_k for group in kept),
        tuple(group * length_v for group in kept),
        frozenset((length_k, length_v)),
    )


def _groups(header: Header, count: int) -> list[int | None]:
    """Heads of keys and values in each layer; None where the model does not say: as many as it has heads."""
    key = "{arch}.attention.head_count_kv".replace("{arch}", header.architecture)
    if key not in header.metadata:
        return [None] * count
    return list(_by_layer(header, key, count, 0))


def _inner(header: Header, count: int) -> int:
    """The widest row within a layer: the feed-forward one, or those of the experts that are used at once."""
    dense = max(_by_layer(header, "{arch}.feed_forward_length", count, 0), default=0)
    experts = header.number("{arch}.expert_feed_forward_length", dense) * header.number("{arch}.expert_used_count")
    return max(dense, experts)


def _by_layer(header: Header, key: str, count: int, default: int) -> tuple[int, ...]:
    """A value that is one number for all layers, or an array with one for each."""
    value = header.metadata.get(key.replace("{arch}", header.architecture))
    if isinstance(value, tuple):
        numbers = [int(item) for item in value if isinstance(item, int)][:count]
        return (*numbers, *[default] * (count - len(numbers)))
    return (header.number(key, default),) * count
