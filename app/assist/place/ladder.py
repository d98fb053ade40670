"""What is tried, one after the other, when a graphics card gives out: less and less of it, and the processor last."""

from collections.abc import Callable, Iterator

from app.assist.place.fit import CARD_BATCHES, CPU_BATCH, lowered
from app.assist.place.shape import Shape
from app.core.answers import Placement

_SHARES = ((3, 4), (1, 2), (1, 4))
"""Of the layers that were planned. Each try loads the model again, so there are few."""

_WORTH_HALVING = 8


def rungs(start: Placement, shape: Shape, on_cpu: Callable[[], Placement]) -> Iterator[Placement]:
    """Below `start` on its card: half the batch, then fewer layers; at the end `on_cpu()`, which may raise
    ModelTooLarge. Nothing for a placement on the processor: there is nothing below it.
    """
    if not start.layers:
        return
    batch = max(CPU_BATCH, start.batch // 2)
    if batch < start.batch:
        yield lowered(start, shape, start.layers, batch)
    last = start.layers
    for part, whole in _SHARES:
        layers = start.layers * part // whole
        if 0 < layers < last:
            last = layers
            yield lowered(start, shape, layers, min(batch, start.batch))
    yield on_cpu()


def after_death(placement: Placement, shape: Shape, on_cpu: Callable[[], Placement]) -> Placement:
    """What to ask of a card that ended its child at work: half the batch, then half the layers, then nothing.

    `on_cpu` may raise ModelTooLarge. Larger steps than `rungs`: a person is waiting for an answer.
    """
    if placement.batch > CARD_BATCHES[-1]:
        return lowered(placement, shape, placement.layers, CARD_BATCHES[-1])
    if placement.layers >= _WORTH_HALVING:
        return lowered(placement, shape, placement.layers // 2, placement.batch)
    return on_cpu()
