"""Whatever the PC: a plan fits, more memory never gives less, and the way down ends on the processor."""

from hypothesis import given
from hypothesis import strategies as st

from app.assist.place.fit import CARD_MARGIN, MEMORY_MARGIN, Cap, Device, Wishes, on_cpu, plan
from app.assist.place.ladder import rungs
from app.core.errors import ModelTooLarge
from tests.fakes.shapes import LARGE, MIDDLE, SMALL, known

models = st.sampled_from([SMALL, MIDDLE, LARGE])
free = st.integers(0, 96 * 1024)
contexts = st.integers(1, 40_000)
caps = st.none() | st.builds(Cap, st.integers(0, 40), st.sampled_from([128, 256, 512]))


def cards(*sizes: int) -> list[Device]:
    return [Device(f"CUDA{number}", "card", "gpu", size, 96 * 1024) for number, size in enumerate(sizes)]


@given(models, st.lists(free, max_size=3), free, contexts, caps)
def test_a_plan_fits(model: str, sizes: list[int], memory: int, context: int, cap: Cap | None) -> None:
    shape = known(model)
    try:
        found = plan(model, shape, cards(*sizes), memory, Wishes(context), {"CUDA0": cap} if cap else None)
    except ModelTooLarge as error:
        assert error.params["needs"] > error.params["free"] == memory > 0
        return
    assert 0 <= found.layers <= shape.layers == found.layers_total
    assert 0 < found.context <= context
    margin = CARD_MARGIN if found.layers else MEMORY_MARGIN
    assert found.layers == 0 or found.device != "CPU"
    if found.layers or memory:
        assert found.needs_mib <= found.free_mib - margin
    if cap is not None and found.device == "CUDA0":
        assert found.layers <= cap.layers
        assert found.batch <= cap.batch


@given(models, free, free, contexts)
def test_more_memory_never_gives_less(model: str, one: int, other: int, context: int) -> None:
    low, high = sorted((one, other))
    small, large = (plan(model, known(model), cards(size), 0, Wishes(context)) for size in (low, high))
    assert small.layers <= large.layers
    if small.layers:
        assert (small.layers, small.context) <= (large.layers, large.context)


@given(models, free, st.integers(1, 96 * 1024), contexts)
def test_more_main_memory_never_gives_less_context(model: str, one: int, other: int, context: int) -> None:
    low, high = sorted((max(1, one), other))
    try:
        small = on_cpu(model, known(model), low, Wishes(context), "cpu_only")
    except ModelTooLarge:
        return
    assert small.context <= on_cpu(model, known(model), high, Wishes(context), "cpu_only").context


@given(models, free, contexts, st.integers(-1, 40))
def test_the_way_down_ends_on_the_processor(model: str, size: int, context: int, layers: int) -> None:
    shape = known(model)
    start = plan(model, shape, cards(size), 0, Wishes(context, layers))
    below = list(rungs(start, shape, lambda: on_cpu(model, shape, 0, Wishes(context), "cpu_lowered")))
    if not start.layers:
        assert below == []
        return
    assert below[-1].device == "CPU"
    assert len(below) <= 5
    for above, lower in zip([start, *below[:-1]], below[:-1], strict=False):
        assert (lower.layers, lower.batch) < (above.layers, above.batch)
        assert lower.needs_mib <= above.needs_mib
        assert lower.device == start.device
