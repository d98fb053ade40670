"""The base encoder as a plain BertModel with its tokenizer; texts to unit vectors in batches of like length."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

QUERY = "query: "
PASSAGE = "passage: "
_PAD = 1
_TOKENS = 8192
"""Padded tokens a batch when encoding."""


def device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def load(folder: Path) -> Any:
    """A BertModel in f32, in eval mode. Raises OSError."""
    from transformers import BertModel

    model = BertModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32, attn_implementation="sdpa")
    return model.eval().to(device())


class Tokens:
    """Texts to token ids, cut at `limit` tokens."""

    def __init__(self, folder: Path, limit: int) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(limit)

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        return [list(found.ids) for found in self._tokenizer.encode_batch(list(texts))]


def batch(ids: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """(ids, mask) padded to the longest, on the device."""
    length = max(map(len, ids))
    padded = torch.tensor([[*row, *[_PAD] * (length - len(row))] for row in ids])
    mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in ids])
    return padded.to(device()), mask.to(device())


def pooled(model: Any, ids: Sequence[Sequence[int]]) -> torch.Tensor:
    """Mean of the last layer over real tokens, [n, hidden] f32. Matrix products in bf16."""
    padded, mask = batch(ids)
    with torch.autocast(padded.device.type, torch.bfloat16):
        states = model(input_ids=padded, attention_mask=mask).last_hidden_state
    weights = mask.unsqueeze(-1).float()
    mean: torch.Tensor = (states.float() * weights).sum(1) / weights.sum(1)
    return mean


def units(model: Any, ids: Sequence[Sequence[int]]) -> torch.Tensor:
    return torch.nn.functional.normalize(pooled(model, ids), dim=-1)


def alike(ids: Sequence[Sequence[int]], tokens: int) -> Iterator[list[int]]:
    """Places of `ids` in batches of like length, at most `tokens` padded tokens each."""
    group: list[int] = []
    for place in sorted(range(len(ids)), key=lambda i: len(ids[i])):
        if group and len(ids[place]) * (len(group) + 1) > tokens:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


@torch.no_grad()
def encode(model: Any, ids: Sequence[Sequence[int]]) -> npt.NDArray[np.float32]:
    """Unit vectors [n, hidden] in the order given."""
    found = np.zeros((len(ids), model.config.hidden_size), np.float32)
    for group in alike(ids, _TOKENS):
        found[group] = units(model, [ids[place] for place in group]).cpu().numpy()
    return found
