"""Where a model goes: simulated cards, from none to 80 GiB."""

import pytest

from app.assist.gguf.kinds import Value
from app.assist.place.fit import CARD_MARGIN, MEMORY_MARGIN, Cap, Device, Wishes, beside_card, plan
from app.assist.place.shape import shape
from app.core.answers import Placement
from app.core.errors import ModelTooLarge
from tests.fakes.shapes import LARGE, MIDDLE, SMALL, header, known

MEMORY = 16_000


def card(gib: float, name: str = "CUDA0") -> Device:
    return Device(name, f"card {name}", "gpu", round(gib * 1024), round(gib * 1024))


def placed(model: str, *cards: Device, context: int = 4096, layers: int = -1, memory: int = MEMORY) -> Placement:
    return plan(model, known(model), cards, memory, Wishes(context, layers))


@pytest.mark.parametrize(("model", "kib"), [(SMALL, 12.0), (MIDDLE, 28.0)])
def test_keys_and_values_of_a_token_are_what_was_measured(model: str, kib: float) -> None:
    known_shape = known(model)
    assert known_shape.kv(known_shape.layers, 4096, "f16") / 4096 / 1024 == kib
    assert known_shape.kv(known_shape.layers, 4096, "q8_0") / 4096 / 1024 == kib * 17 / 32


@pytest.mark.parametrize(
    ("model", "gib", "layers", "kv", "batch"),
    [
        (SMALL, 2, 24, "f16", 512),
        (MIDDLE, 4, 28, "f16", 512),
        (MIDDLE, 6, 28, "f16", 512),
        (LARGE, 8, 28, "f16", 512),
        (LARGE, 12, 28, "f16", 512),
        (LARGE, 24, 28, "f16", 512),
        (LARGE, 48, 28, "f16", 512),
        (LARGE, 80, 28, "f16", 512),
    ],
)
def test_a_large_card_takes_all(model: str, gib: float, layers: int, kv: str, batch: int) -> None:
    found = placed(model, card(gib))
    assert (found.device, found.layers, found.kv, found.batch, found.context) == ("CUDA0", layers, kv, batch, 4096)
    assert found.reason == "gpu_all"
    assert found.params == {"layers": layers, "total": layers, "free": f"{gib:.1f}"}


@pytest.mark.parametrize("gib", [4, 5])
def test_a_small_card_takes_the_layers_that_fit(gib: int) -> None:
    found = placed(LARGE, card(gib))
    assert found.reason == "gpu_part"
    assert 0 < found.layers < 28
    assert found.needs_mib <= gib * 1024 - CARD_MARGIN
    one_more = plan(LARGE, known(LARGE), [card(gib + 0.14)], MEMORY, Wishes(4096))
    assert one_more.layers > found.layers, "a layer more of memory brings a layer more"


def test_what_gives_way_first_is_the_batch_then_the_keys_then_the_context() -> None:
    seen: list[tuple[int, str, int, int]] = []
    for free in range(8000, 5000, -2):
        found = plan(LARGE, known(LARGE), [Device("CUDA0", "a", "gpu", free, 8192)], MEMORY, Wishes(16384))
        step = (found.batch, found.kv, found.context, found.layers)
        if not seen or seen[-1] != step:
            seen.append(step)
    assert seen == sorted(seen, key=lambda step: (-step[3], -step[2], step[1], -step[0]))
    whole = [step for step in seen if step[3] == 28]
    assert whole[0] == (512, "f16", 16384, 28)
    assert whole[1] == (256, "f16", 16384, 28)
    assert whole[2] == (256, "q8_0", 16384, 28)
    assert whole[-1] == (256, "q8_0", 4096, 28)
    assert all(step[2] == 4096 for step in seen if step[3] < 28)


@pytest.mark.parametrize("gib", [0, 1, 1.2])
def test_a_card_with_room_for_no_layer_is_left_alone(gib: float) -> None:
    found = placed(MIDDLE, card(gib))
    assert (found.device, found.layers, found.reason) == ("CPU", 0, "cpu_small")
    assert found.params["free"] == f"{gib:.1f}"


def test_without_a_card_it_is_the_processor() -> None:
    for devices in ((), (Device("CPU", "x", "cpu", MEMORY, MEMORY),)):
        found = plan(MIDDLE, known(MIDDLE), devices, MEMORY, Wishes(4096))
        assert (found.device, found.layers, found.batch, found.context) == ("CPU", 0, 128, 4096)
        assert found.reason == "cpu_only"


def test_graphics_within_the_processor_take_no_layers() -> None:
    """Its memory is the main memory, which would be counted twice."""
    found = placed(MIDDLE, Device("Vulkan0", "UHD", "integrated", 8000, 16000))
    assert found.reason == "cpu_only"


def test_of_two_cards_the_roomier_one_takes_all() -> None:
    found = placed(LARGE, card(4), card(8, "CUDA1"))
    assert (found.device, found.layers) == ("CUDA1", 28)
    assert placed(LARGE, card(8), card(4, "CUDA1")).device == "CUDA0"
    assert placed(LARGE, card(8), card(8, "CUDA1")).device == "CUDA0"


def test_a_tiny_context_stays_what_was_wished() -> None:
    assert placed(MIDDLE, card(8), context=256).context == 256
    assert placed(MIDDLE, context=256).context == 256


def test_layers_that_were_asked_for() -> None:
    assert placed(MIDDLE, card(8), layers=0).reason == "cpu_chosen"
    half = placed(MIDDLE, card(8), layers=14)
    assert (half.layers, half.reason) == (14, "gpu_chosen")
    assert placed(MIDDLE, card(8), layers=99).layers == 28
    auto, asked = placed(LARGE, card(4)), placed(LARGE, card(4), layers=28)
    assert asked.layers > auto.layers, "who asks goes without the margin"
    assert asked.needs_mib <= 4096


def test_what_a_card_was_brought_down_to_is_kept() -> None:
    caps = {"CUDA0": Cap(21, 256)}
    found = plan(MIDDLE, known(MIDDLE), [card(8)], MEMORY, Wishes(4096), caps)
    assert (found.layers, found.batch, found.reason) == (21, 256, "gpu_lowered")
    gone = plan(MIDDLE, known(MIDDLE), [card(8)], MEMORY, Wishes(4096), {"CUDA0": Cap(0, 128)})
    assert (gone.device, gone.reason) == ("CPU", "cpu_lowered")
    other = plan(MIDDLE, known(MIDDLE), [card(8), card(6, "CUDA1")], MEMORY, Wishes(4096), {"CUDA0": Cap(0, 128)})
    assert (other.device, other.layers, other.reason) == ("CUDA1", 28, "gpu_all")


def test_short_memory_gives_a_smaller_context_and_says_so() -> None:
    whole = placed(LARGE, context=8192)
    found = placed(LARGE, context=8192, memory=whole.needs_mib + MEMORY_MARGIN - 100)
    assert 2048 <= found.context < 8192
    assert found.reason == "cpu_short"
    assert found.params["asked"] == 8192
    assert found.params["context"] == found.context


def test_a_model_too_large_is_refused_before_anything_is_loaded() -> None:
    with pytest.raises(ModelTooLarge) as caught:
        placed(LARGE, memory=3000)
    assert caught.value.params["free"] == 3000
    assert caught.value.params["needs"] > 4000
    enough = placed(LARGE, memory=caught.value.params["needs"])
    assert enough.context == 2048


def test_what_stays_beside_the_card_must_fit_too() -> None:
    part = placed(LARGE, card(4))
    beside = beside_card(known(LARGE), part)
    assert beside + part.needs_mib > known(LARGE).all_weights() >> 20
    with pytest.raises(ModelTooLarge):
        placed(LARGE, card(4), memory=beside + MEMORY_MARGIN - 1)
    assert placed(LARGE, card(4), memory=beside + MEMORY_MARGIN).layers == part.layers


def test_odd_headers() -> None:
    words = (64, 1000, 64_000)
    base: dict[str, Value] = {"embedding_length": 512, "attention.head_count": 8, "block_count": 4}
    plain = shape(header("llama", base, [1 << 20] * 4, 0, words))
    assert plain.keys == plain.values == (512,) * 4, "no groups: as many as it has heads"
    assert plain.output == 64_000 + 64 * 4, "one table for both: a second copy on the card"
    assert plain.all_weights() == (4 << 20) + 64_000 + 64 * 4
    by_layer = base | {
        "attention.head_count_kv": (0, 2, 2, 2),
        "attention.key_length": 192,
        "attention.value_length": 128,
        "attention.shared_kv_layers": 1,
    }
    mixed = shape(header("llama", by_layer, [1 << 20] * 4, 5, words))
    assert mixed.keys == (0, 384, 384, 0), "a recurrent layer, two of attention, and one that shares"
    assert mixed.values == (0, 256, 256, 0)
    assert not mixed.takes_q8()
    experts = base | {"expert_feed_forward_length": 700, "expert_used_count": 8, "feed_forward_length": 2048}
    assert shape(header("moe", experts, [1] * 4, 5, words)).inner == 5600
    silent = shape(header("none", {}, [7, 7], 5, words))
    assert silent.layers == 2
    assert silent.kv(2, 4096, "f16") == 0
