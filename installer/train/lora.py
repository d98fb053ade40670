"""Low-rank adapters on every linear layer of a BertModel's encoder (Hu et al. 2021, arXiv:2106.09685)."""

import math
from collections.abc import Iterator

import torch
from torch import nn

MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""Of each layer, by their names below `encoder.layer.<i>.`."""


class Adapted(nn.Module):
    """A frozen linear layer with a learned difference: y = x Wᵀ + b + scale · x Aᵀ Bᵀ; A [rank, in], B [out, rank]."""

    def __init__(self, base: nn.Linear, rank: int, scale: float) -> None:
        super().__init__()
        self.base = base
        self.scale = scale
        self.a = nn.Parameter(torch.empty(rank, base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.a, a=math.sqrt(5))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        low = nn.functional.linear(x, self.a)
        whole: torch.Tensor = self.base(x) + nn.functional.linear(low, self.b) * self.scale
        return whole


def adapt(model: nn.Module, rank: int, scale: float, layers: int) -> dict[str, Adapted]:
    """Freeze the model, put adapters on the matrices of its first `layers` layers; by matrix name."""
    model.requires_grad_(False)
    placed: dict[str, Adapted] = {}
    for name in names(layers):
        parent, _, last = name.rpartition(".")
        holder = model.get_submodule(parent)
        linear = getattr(holder, last)
        placed[name] = Adapted(linear, rank, scale)
        setattr(holder, last, placed[name])
    return placed


def names(layers: int) -> Iterator[str]:
    for layer in range(layers):
        for matrix in MATRICES:
            yield f"encoder.layer.{layer}.{matrix}"
