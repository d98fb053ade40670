"""The encoder as an ONNX graph, built from the weights themselves.

Inputs: `words` [batch, length, hidden], rows of the word table; `mask` [batch, length], 1 for a token and 0 for
padding. The word table is not in the graph: it is most of the model, a text touches little of it, and the graphs of
a pack share it (table.py).

Architecture: BERT (Devlin et al. 2019, arXiv:1810.04805) as in transformers' BertModel: post-norm, exact gelu.
Weights are float16, widened by the runtime; scores of padding get -10,000, which float16 and bfloat16 can hold.
"""

import json
from collections.abc import Mapping

import numpy as np

from installer.encoder.delta import Header
from installer.encoder.onnx_file import Graph
from installer.encoder.tensors import Array

_EPSILON = 1e-12
_PADDING = -1e4


class Bert:
    """Lays layers into a graph. `weights`: float32, named as in a BertModel."""

    def __init__(self, name: str, weights: Mapping[str, Array], heads: int) -> None:
        self.graph = Graph(name)
        self._weights = weights
        self._heads = heads
        self.hidden = weights["embeddings.LayerNorm.weight"].size

    def encoder(self, layers: int) -> tuple[str, str]:
        """(hidden states after so many layers, mask)."""
        graph = self.graph
        words = graph.input("words", ("batch", "length", self.hidden))
        mask = graph.input("mask", ("batch", "length"))
        state = self._norm("embeddings.LayerNorm", graph.node("Add", words, self._positions(mask)))
        padding = graph.node("Sub", mask, self._scalar("one", 1.0))
        padding = graph.node("Mul", padding, self._scalar("padding", -_PADDING))
        padding = graph.node("Unsqueeze", padding, self._whole("between", [1, 2]))
        for layer in range(layers):
            state = self._layer(f"encoder.layer.{layer}", state, padding)
        return state, mask

    def mean(self, state: str, mask: str) -> str:
        """[batch, hidden]: the mean over the tokens that are not padding."""
        graph = self.graph
        column = graph.node("Unsqueeze", mask, self._whole("last", [-1]))
        total = graph.node("ReduceSum", graph.node("Mul", state, column), self._whole("tokens", [1]), keepdims=0)
        return graph.node("Div", total, graph.node("ReduceSum", mask, self._whole("tokens", [1]), keepdims=1))

    def first(self, state: str) -> str:
        """[batch, hidden]: the first token."""
        index = self.graph.constant("zero", np.array(0, np.int64))
        return self.graph.node("Gather", state, index, axis=1)

    def dense(self, name: str, state: str) -> str:
        """state @ weight.T + bias."""
        graph = self.graph
        weight = self._weights[f"{name}.weight"].T.astype("<f2")
        wide = graph.node("Cast", graph.constant(f"{name}.weight", weight), to=1)
        return graph.node("Add", graph.node("MatMul", state, wide), self._floats(f"{name}.bias"))

    def _positions(self, mask: str) -> str:
        """[length, hidden]: the positions' rows, with the row of type 0 added: every token is of that type."""
        rows = self._weights["embeddings.position_embeddings.weight"]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        table = self.graph.constant("positions", (rows + kind).astype("<f4"))
        length = self.graph.node("Gather", self.graph.node("Shape", mask), self._whole("length_axis", [1]), axis=0)
        return self.graph.node("Slice", table, self._whole("start", [0]), length, self._whole("rows", [0]))

    def _layer(self, name: str, state: str, padding: str) -> str:
        graph = self.graph
        mixed = self._attention(f"{name}.attention", state, padding)
        state = self._norm(f"{name}.attention.output.LayerNorm", graph.node("Add", mixed, state))
        wide = self._gelu(self.dense(f"{name}.intermediate.dense", state))
        wide = self.dense(f"{name}.output.dense", wide)
        return self._norm(f"{name}.output.LayerNorm", graph.node("Add", wide, state))

    def _attention(self, name: str, state: str, padding: str) -> str:
        graph, size = self.graph, self.hidden // self._heads
        split = self._whole("split", [0, 0, self._heads, size])
        parts = [
            graph.node("Transpose", graph.node("Reshape", self.dense(f"{name}.self.{part}", state), split), perm=order)
            for part, order in (("query", (0, 2, 1, 3)), ("key", (0, 2, 3, 1)), ("value", (0, 2, 1, 3)))
        ]
        scores = graph.node("MatMul", parts[0], parts[1])
        scores = graph.node("Add", graph.node("Mul", scores, self._scalar("scale", size**-0.5)), padding)
        mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), parts[2])
        joined = graph.node("Transpose", mixed, perm=(0, 2, 1, 3))
        joined = graph.node("Reshape", joined, self._whole("join", [0, 0, self.hidden]))
        return self.dense(f"{name}.output.dense", joined)

    def _gelu(self, state: str) -> str:
        graph = self.graph
        error = graph.node("Erf", graph.node("Div", state, self._scalar("root", 2**0.5)))
        kept = graph.node("Mul", state, graph.node("Add", error, self._scalar("one", 1.0)))
        return graph.node("Mul", kept, self._scalar("half", 0.5))

    def _norm(self, name: str, state: str) -> str:
        scale, shift = self._floats(f"{name}.weight"), self._floats(f"{name}.bias")
        return self.graph.node("LayerNormalization", state, scale, shift, axis=-1, epsilon=_EPSILON)

    def _floats(self, name: str) -> str:
        return self.graph.constant(name, self._weights[name].astype("<f4"))

    def _scalar(self, name: str, value: float) -> str:
        return self.graph.constant(name, np.array(value, "<f4"))

    def _whole(self, name: str, values: list[int]) -> str:
        return self.graph.constant(name, np.array(values, "<i8"))


def encoder(weights: Mapping[str, Array], layers: int, heads: int) -> bytes:
    """`vector` [batch, hidden]: the mean of the last states, not yet of length one."""
    bert = Bert("encoder", weights, heads)
    state, mask = bert.encoder(layers)
    bert.graph.output(bert.mean(state, mask), "vector", ("batch", bert.hidden))
    return bert.graph.model({})


def reranker(weights: Mapping[str, Array], header: Header, heads: int) -> bytes:
    """`score` [batch, 1], from a pair's states. The prefixes stand in the file's metadata, for whoever makes pairs."""
    bert = Bert("reranker", weights, heads)
    state, mask = bert.encoder(header.layers)
    pooled = bert.mean(state, mask) if header.pool == "mean" else bert.first(state)
    if "head.dense.weight" in weights:
        pooled = bert.graph.node("Tanh", bert.dense("head.dense", pooled))
    bert.graph.output(bert.dense("head.out", pooled), "score", ("batch", 1))
    return bert.graph.model({"prefixes": json.dumps(header.prefixes)})
