"""A linear map on the query's vector, learned against passages that stay where the base encoder puts them.

q' = q + W q + b, then to unit length. Passages need no new vectors, and since (W q)·p = q·(Wᵀ p) a linear map on the
passages' side would add nothing. Loss: cross-entropy of the answer's best window among thousands of windows of other
articles, plus a pull of q' towards q.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """`others`: windows of other articles in a step; `margin`: what the base puts this far above the answer is left
    out, as it likely answers too; `keep`: weight of the pull; `share`: how much of what was learned is taken."""

    epochs: int = 8
    batch: int = 128
    others: int = 4096
    rate: float = 1e-3
    temperature: float = 0.02
    margin: float = 0.03
    keep: float = 3.0
    share: float = 0.5
    bias: bool = True
    seed: int = 4


@dataclass(frozen=True, slots=True)
class Adapter:
    """`weight` [n, n] and `bias` [n] of q + W q + b."""

    weight: Vectors
    bias: Vectors

    def of(self, queries: Vectors) -> Vectors:
        """Unit vectors [m, n] to unit vectors."""
        moved = queries + queries @ self.weight.T + self.bias
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)

    def scaled(self, share: float) -> "Adapter":
        return Adapter(self.weight * np.float32(share), self.bias * np.float32(share))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Vectors of questions and of windows; `answers[i]` are the rows of the windows of question i's article."""

    questions: Vectors
    windows: Vectors
    answers: Sequence[Sequence[int]]


def train(lessons: Lessons, plan: Plan) -> Adapter:
    """The adapter with the plan's share in it. The same on every run of one machine."""
    torch.manual_seed(plan.seed)
    windows, questions = torch.from_numpy(lessons.windows), torch.from_numpy(lessons.questions)
    count, size = questions.shape
    own = _padded(lessons.answers)
    limit = _best(questions, windows, own) + plan.margin
    layer = nn.Linear(size, size, bias=plan.bias)
    for weight in layer.parameters():
        nn.init.zeros_(weight)
    optimizer = torch.optim.Adam(layer.parameters(), lr=plan.rate)
    steps = plan.epochs * count // plan.batch
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * (1 - step / steps)
        chosen = torch.randint(count, (plan.batch,))
        drawn = torch.randperm(len(windows))[: plan.others]
        asked = questions[chosen]
        moved = nn.functional.normalize(asked + layer(asked), dim=-1)
        others = windows[drawn]
        out = (asked @ others.T > limit[chosen].unsqueeze(1)) | (own[chosen].unsqueeze(2) == drawn).any(1)
        scores = torch.cat(
            (_best(moved, windows, own[chosen]).unsqueeze(1), (moved @ others.T).masked_fill(out, -9.0)), 1
        )
        loss = nn.functional.cross_entropy(scores / plan.temperature, torch.zeros(plan.batch, dtype=torch.long))
        drift = 1 - (moved * asked).sum(1).mean()
        optimizer.zero_grad()
        (loss + plan.keep * drift).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    learned = layer.weight.detach().numpy(), np.zeros(size, np.float32)
    if plan.bias:
        learned = learned[0], layer.bias.detach().numpy()
    return Adapter(*learned).scaled(plan.share)


def _padded(answers: Sequence[Sequence[int]]) -> torch.Tensor:
    """[n, most windows], -1 where an article has fewer."""
    return nn.utils.rnn.pad_sequence([torch.tensor(list(rows)) for rows in answers], batch_first=True, padding_value=-1)


def _best(queries: torch.Tensor, windows: torch.Tensor, own: torch.Tensor) -> torch.Tensor:
    """Of each query the score of its answer's best window."""
    scores = torch.einsum("nd,nwd->nw", queries, windows[own.clamp(min=0)])
    return scores.masked_fill(own < 0, -9.0).max(1).values
