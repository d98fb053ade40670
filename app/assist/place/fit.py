"""Where a chat model runs on this PC: how many of its layers on which card, with what room. Pure arithmetic.

On a card gives way, in this order: the batch (512, then 256), the type of keys and values (8 bits), the context down
to LEAST_ON_CARD, then layers. On the processor only the context does. Decision 0026.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.assist.place.shape import MIB, Shape
from app.core.answers import Placement
from app.core.errors import ModelTooLarge

CARD_MARGIN = 1024
"""MiB of a card that stay free: the screen, what CUDA takes beside the buffers, another program that starts."""

MEMORY_MARGIN = 512
"""MiB of main memory that stay free: a PC that swaps is of no use."""

PROCESS = 96
"""MiB of the child itself, beside the model."""

CARD_BATCHES = (512, 256)
CPU_BATCH = 128
"""A batch of 128 evaluates a prompt at 0.985 of the speed of 512 and can be stopped every second."""

LEAST_ON_CARD = 4096
LEAST_ON_CPU = 2048
"""Tokens below which the context does not go for want of memory, unless less was wished for."""

_STEP = 256

CPU = "CPU"


@dataclass(frozen=True, slots=True)
class Device:
    """What the llm child says of one device. `name` is ggml's; only the kind `gpu` takes layers: a card of its own
    memory. Sizes are MiB."""

    name: str
    title: str
    kind: str
    free_mib: int
    total_mib: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """`context` in tokens; `gpu_layers` -1: as many as fit, 0: none, n: at most n, and then without the margin."""

    context: int
    gpu_layers: int = -1


@dataclass(frozen=True, slots=True)
class Cap:
    """What a card was brought down to when it gave out: at most so many layers, 0: none, and such a batch."""

    layers: int
    batch: int


@dataclass(frozen=True, slots=True)
class _Room:
    """One way to lay out a model: `last` layers on the card."""

    last: int
    batch: int
    kv: str
    context: int


def plan(
    model: str,
    shape: Shape,
    devices: Sequence[Device],
    memory_mib: int,
    wishes: Wishes,
    caps: Mapping[str, Cap] | None = None,
) -> Placement:
    """The best placement: most layers, then most context. `caps` by the device's name; `memory_mib` is the free main
    memory, 0 where it is not known.

    One card takes the layers; a second one stays idle. Raises ModelTooLarge.
    """
    cards = [device for device in devices if device.kind == "gpu"]
    if wishes.gpu_layers == 0 or not cards:
        return on_cpu(model, shape, memory_mib, wishes, "cpu_chosen" if cards else "cpu_only")
    placed = [
        _placement(shape, card, room, wishes, (caps or {}).get(card.name))
        for card in cards
        if (room := _on_card(shape, card, wishes, (caps or {}).get(card.name))) is not None
    ]
    if not placed:
        lowered = any(cap.layers == 0 for cap in (caps or {}).values())
        most = max(cards, key=lambda card: card.free_mib)
        params: dict[str, str | int] = {"free": gib(most.free_mib), "device": most.title}
        return on_cpu(model, shape, memory_mib, wishes, "cpu_lowered" if lowered else "cpu_small", params)
    best = max(placed, key=lambda one: (one.layers, one.context, one.kv == "f16", one.batch, one.free_mib))
    beside = beside_card(shape, best)
    if memory_mib and beside > memory_mib - MEMORY_MARGIN:
        raise ModelTooLarge(model=model, needs=beside + MEMORY_MARGIN, free=memory_mib)
    return best


def on_cpu(
    model: str,
    shape: Shape,
    memory_mib: int,
    wishes: Wishes,
    reason: str,
    params: Mapping[str, str | int] | None = None,
) -> Placement:
    """The model on the processor alone, with a smaller context where the memory is short. Raises ModelTooLarge."""
    for context in _contexts(wishes.context, LEAST_ON_CPU):
        needs = _mib(shape.all_weights() + shape.kv(shape.layers, context, "f16") + shape.compute(CPU_BATCH, context))
        needs += PROCESS
        if not memory_mib or needs <= memory_mib - MEMORY_MARGIN:
            break
    else:
        raise ModelTooLarge(model=model, needs=needs + MEMORY_MARGIN, free=memory_mib)
    told = dict(params or {})
    if context < wishes.context:
        reason, told = "cpu_short", {"free": gib(memory_mib), "asked": wishes.context, "context": context}
    return Placement(
        CPU, CPU, 0, shape.layers, "f16", context, CPU_BATCH, needs_mib=needs, free_mib=memory_mib, reason=reason,
        params=told,
    )  # fmt: skip


def lowered(placement: Placement, shape: Shape, layers: int, batch: int) -> Placement:
    """A placement on the same card with less: after it gave out."""
    room = _Room(layers, batch, placement.kv, placement.context)
    return replace(
        placement,
        layers=layers,
        batch=batch,
        needs_mib=_needs(shape, room),
        reason="gpu_lowered",
        params={"layers": layers, "total": shape.layers},
    )


def beside_card(shape: Shape, placement: Placement) -> int:
    """MiB of main memory that a placement on a card takes beside it."""
    rest = shape.layers - placement.layers
    kv = shape.kv(shape.layers, placement.context, placement.kv) - shape.kv(
        placement.layers, placement.context, placement.kv
    )
    compute = shape.compute(placement.batch, placement.context) if rest else 0
    return _mib(sum(shape.weights[:rest]) + shape.embeddings + kv + compute) + PROCESS


def gib(mib: int) -> str:
    """Memory as people read it: `3.1`."""
    return f"{mib / 1024:.1f}"


def _on_card(shape: Shape, card: Device, wishes: Wishes, cap: Cap | None) -> _Room | None:
    """The layers, batch and keys that fit this card; None when not one layer does."""
    chosen = wishes.gpu_layers > 0
    most = min(shape.layers, wishes.gpu_layers) if chosen else shape.layers
    batches: tuple[int, ...] = CARD_BATCHES
    if cap is not None:
        most = min(most, cap.layers)
        batches = (min(batches[0], cap.batch), min(batches[1], cap.batch))
    if most < 1:
        return None
    free = card.free_mib - (0 if chosen else CARD_MARGIN)
    for room in _whole(shape, wishes.context, most, batches):
        if _needs(shape, room) <= free:
            return room
    least = min(wishes.context, LEAST_ON_CARD)
    partly = [
        replace(room, last=last)
        for room in (_Room(most, batches[-1], kind, least) for kind in _kinds(shape))
        if (last := _most_layers(shape, room, free))
    ]
    return max(partly, key=lambda room: (room.last, room.kv == "f16"), default=None)


def _whole(shape: Shape, context: int, last: int, batches: Sequence[int]) -> Iterator[_Room]:
    """Ways to have all wished-for layers on the card, the best first."""
    kinds = _kinds(shape)
    yield from (_Room(last, batch, "f16", context) for batch in batches)
    yield from (_Room(last, batches[-1], kinds[-1], less) for less in _contexts(context, LEAST_ON_CARD))


def _kinds(shape: Shape) -> tuple[str, ...]:
    return ("f16", "q8_0") if shape.takes_q8() else ("f16",)


def _contexts(wished: int, least: int) -> Iterator[int]:
    """The wish, then less and less of it, down to `least`; the wish alone where that is less already."""
    yield wished
    for steps in range((wished - 1) // _STEP, 0, -1):
        if steps * _STEP >= least:
            yield steps * _STEP


def _most_layers(shape: Shape, room: _Room, free: int) -> int:
    """How many of the last layers fit, 0 to `room.last`."""
    return max((n for n in range(1, room.last + 1) if _needs(shape, replace(room, last=n)) <= free), default=0)


def _needs(shape: Shape, room: _Room) -> int:
    """MiB of the card for the last layers with what makes words of them, their keys and values, and a batch.

    llama.cpp puts the output there first and then the layers from the last one back.
    """
    weights = sum(shape.weights[shape.layers - room.last :]) + shape.output
    return _mib(weights + shape.kv(room.last, room.context, room.kv) + shape.compute(room.batch, room.context))


def _placement(shape: Shape, card: Device, room: _Room, wishes: Wishes, cap: Cap | None) -> Placement:
    if cap is not None and (room.last == cap.layers or room.batch == cap.batch):
        reason = "gpu_lowered"
    elif wishes.gpu_layers > 0:
        reason = "gpu_chosen"
    else:
        reason = "gpu_all" if room.last == shape.layers else "gpu_part"
    params: dict[str, str | int] = {"layers": room.last, "total": shape.layers}
    if reason in ("gpu_all", "gpu_part"):
        params["free"] = gib(card.free_mib)
    return Placement(
        device=card.name,
        title=card.title,
        layers=room.last,
        layers_total=shape.layers,
        kv=room.kv,
        context=room.context,
        batch=room.batch,
        needs_mib=_needs(shape, room),
        free_mib=card.free_mib,
        reason=reason,
        params=params,
    )


def _mib(size: int) -> int:
    return -(-size // MIB)
