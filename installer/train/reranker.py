"""A small cross-encoder: the base's first layers with adapters and one linear head on the mean of the pair's tokens.

Listwise: the answer's pair against the pairs of its hard negatives, softmax over one list (Cao et al. 2007).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from installer.train import backbone, lora
from installer.train.corpus import Article
from installer.train.mine import Lesson


@dataclass(frozen=True, slots=True)
class Plan:
    layers: int = 4
    rank: int = 16
    scale: float = 2.0
    epochs: float = 1.0
    questions: int = 8
    negatives: int = 5
    rate: float = 5e-4
    tokens: int = 128
    seed: int = 4


class Reranker:
    """The net and its tokenizer; `scores` of pairs are comparable for one question only."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.model: Any = backbone.load(folder, plan.layers)
        self.placed = lora.adapt(self.model, plan.rank, plan.scale, plan.layers)
        self.head = nn.Linear(self.model.config.hidden_size, 1).to(backbone.device())
        self._tokens = backbone.Tokens(folder, plan.tokens)

    def weights(self) -> list[nn.Parameter]:
        return [*(p for p in self.model.parameters() if p.requires_grad), *self.head.parameters()]

    def scores(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        """[n] of (question, window), computed in groups of like length."""
        ids = self._tokens.of_pairs([(backbone.QUERY + q, backbone.PASSAGE + p) for q, p in pairs])
        groups = list(backbone.alike(ids, 4096))
        found = torch.cat([self.head(backbone.pooled(self.model, [ids[i] for i in group]))[:, 0] for group in groups])
        back = torch.empty(len(ids), dtype=torch.long)
        back[torch.tensor([i for group in groups for i in group])] = torch.arange(len(ids))
        return found[back.to(found.device)]

    @torch.no_grad()
    def rated(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        return np.asarray(self.scores(pairs).float().cpu().numpy(), np.float32)


def train(folder: Path, lessons: Sequence[Lesson], articles: Mapping[int, Article], plan: Plan, kept: Path) -> Reranker:
    """Train, or go on from the checkpoint `kept`. A step depends on the seed and its number only. Raises OSError."""
    net = Reranker(folder, plan)
    weights = net.weights()
    optimizer = torch.optim.AdamW(weights, lr=plan.rate, weight_decay=0.01)
    items = [(lesson, text) for lesson in lessons for text in lesson.questions if lesson.negatives]
    random.Random(plan.seed).shuffle(items)
    steps = int(plan.epochs * len(items) / plan.questions)
    for step in range(resume(kept, weights, optimizer), steps):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * backbone.warmed(step, steps, steps // 10)
        loss = _loss(net, _lists(items, articles, plan, step))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        if step % 10 == 0:
            print(f"{step}/{steps} loss {loss.item():.3f}", flush=True)
        if step % 25 == 24 or step == steps - 1:
            keep(kept, step + 1, weights, optimizer)
    return net


def _lists(
    items: Sequence[tuple[Lesson, str]], articles: Mapping[int, Article], plan: Plan, step: int
) -> list[list[tuple[str, str]]]:
    """Of each question of a step its pairs, the answer's first."""
    rng = random.Random(f"{plan.seed}:{step}")
    lists = []
    for number in range(step * plan.questions, (step + 1) * plan.questions):
        lesson, text = items[number % len(items)]
        rivals = rng.sample(lesson.negatives, min(plan.negatives, len(lesson.negatives)))
        windows = [articles[lesson.place].windows[lesson.window], *(articles[i].windows[0] for i in rivals)]
        lists.append([(text, window) for window in windows])
    return lists


def _loss(net: Reranker, lists: Sequence[Sequence[tuple[str, str]]]) -> torch.Tensor:
    scores = net.scores([pair for one in lists for pair in one])
    parts = torch.split(scores, [len(one) for one in lists])
    return torch.stack([-torch.log_softmax(part.float(), 0)[0] for part in parts]).mean()


def keep(kept: Path, step: int, weights: Sequence[torch.Tensor], optimizer: torch.optim.Optimizer) -> None:
    """Write a checkpoint, beside and renamed."""
    beside = kept.with_suffix(".new")
    torch.save({"step": step, "weights": [w.detach() for w in weights], "optimizer": optimizer.state_dict()}, beside)
    beside.replace(kept)


def resume(kept: Path, weights: Sequence[torch.Tensor], optimizer: torch.optim.Optimizer) -> int:
    """Bring weights and optimizer to the checkpoint's state; the step to go on with."""
    if not kept.exists():
        return 0
    state = torch.load(kept, weights_only=True, map_location=backbone.device())
    with torch.no_grad():
        for weight, old in zip(weights, state["weights"], strict=True):
            weight.copy_(old)
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])
