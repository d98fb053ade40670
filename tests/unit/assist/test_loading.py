"""The way down, and what is remembered of it: a scripted child stands for a card that gives out."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from app.assist.gguf.header import Header
from app.assist.place import loading
from app.assist.place.fit import Cap, Device
from app.assist.place.loading import Loader
from app.assist.place.lowered import NAME, Lowered
from app.core.catalog import ChatFormat, Model, ModelFile
from app.core.errors import ModelMissing, ModelTooLarge, ModelUnloadable
from app.core.events import Progress, Warned
from app.worker.client import Child, ChildDied
from app.worker.frames import Frame
from tests.fakes.shapes import qwen2

CARD = Device("CUDA0", "A card", "gpu", 8192, 8192)
MAIN = Device("CPU", "A processor", "cpu", 16_000, 16_000)
FORMAT = ChatFormat("chatml", "", {}, {}, "")


def model(folder: Path) -> Model:
    return Model(
        "small", "chat", True, folder, (ModelFile("small.gguf", 1, "5" * 64),), "", "", 32768, "", 0, "", FORMAT
    )


class ScriptedChild:
    """Answers `devices`, and `load` as `loads` says: an exception, or None for a load that goes well."""

    def __init__(self, loads: Callable[[Mapping[str, Any]], Exception | None], *devices: Device) -> None:
        self.loads, self.devices = loads, devices or (CARD, MAIN)
        self.pid: int | None = None
        self.environment: dict[str, str] = {}
        self.sent: list[Mapping[str, Any]] = []
        self._next = 100

    def call(self, op: str, header: Mapping[str, Any] | None = None, **_more: object) -> Iterator[Frame]:
        if self.pid is None:
            self._next += 1
            self.pid = self._next
        if op == "devices":
            listed = [
                {"name": d.name, "title": d.title, "kind": d.kind, "free_mib": d.free_mib, "total_mib": d.total_mib}
                for d in self.devices
            ]
            yield Frame({"devices": listed, "build": "llama.cpp 1"})
            return
        assert header is not None
        self.sent.append(header["placement"])
        error = self.loads(header["placement"])
        if isinstance(error, ChildDied):
            self.pid = None
        if error is not None:
            raise error
        yield Frame({"context_tokens": header["placement"]["context"]})

    def kill(self) -> None:
        self.pid = None

    @property
    def tried(self) -> list[tuple[int, int]]:
        return [(one["layers"], one["batch"]) for one in self.sent]


@pytest.fixture(autouse=True)
def header(monkeypatch: pytest.MonkeyPatch) -> None:
    def known(_path: Path) -> Header:
        return qwen2(24, 896, 4864, 14, 10059 << 10, 144_643_072, 93_592_576)

    monkeypatch.setattr(loading, "read", known)


def run(loader: Loader, child: ScriptedChild) -> list[Progress | Warned]:
    return list(loader.load(cast(Child, child), None))


def died() -> ChildDied:
    return ChildDied("llm: CUDA error")


def refused() -> ModelUnloadable:
    return ModelUnloadable(model="small", detail="memory")


def test_a_load_that_goes_well_is_asked_for_once(tmp_path: Path) -> None:
    loader, child = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path), ScriptedChild(lambda _: None)
    assert run(loader, child) == []
    assert run(loader, child) == []
    assert child.tried == [(24, 512)]
    assert loader.placement is not None
    assert loader.placement.reason == "gpu_all"
    assert loader.build == "llama.cpp 1"
    assert not (tmp_path / NAME).exists()


def test_too_little_memory_goes_one_rung_down_and_tells_it_once(tmp_path: Path) -> None:
    loader = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path)
    child = ScriptedChild(lambda asked: refused() if asked["layers"] > 12 else None)
    told = run(loader, child)
    assert child.tried == [(24, 512), (24, 256), (18, 256), (12, 256)]
    assert [event.params for event in told if isinstance(event, Warned)] == [{"device": "A card", "model": "small"}]
    assert loader.placement is not None
    assert (loader.placement.layers, loader.placement.reason) == (12, "gpu_lowered")


def test_a_child_that_dies_gets_one_more_chance_and_then_less(tmp_path: Path) -> None:
    deaths = iter([died(), died(), None])
    child = ScriptedChild(lambda _: next(deaths))
    loader = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path)
    told = run(loader, child)
    assert child.tried == [(24, 512), (24, 512), (24, 256)]
    assert len(told) == 1


def test_a_card_that_fails_at_all_ends_on_the_processor_and_is_remembered(tmp_path: Path) -> None:
    first = ScriptedChild(lambda asked: died() if asked["layers"] else None)
    run(Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path), first)
    assert first.sent[-1]["device"] == "CPU"
    assert first.sent[-1]["batch"] == 128
    again = ScriptedChild(lambda asked: died() if asked["layers"] else None)
    loader = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path)
    assert run(loader, again) == [], "nothing fails the second time, so there is nothing to tell"
    assert again.tried == [(0, 128)]
    assert loader.placement is not None
    assert loader.placement.reason == "cpu_lowered"


def test_what_is_remembered_is_of_this_card_model_and_build(tmp_path: Path) -> None:
    kept = Lowered(tmp_path, "5" * 64, "llama.cpp 1")
    kept.remember(CARD, Cap(6, 256))
    assert kept.caps([CARD, MAIN]) == {"CUDA0": Cap(6, 256)}
    for other, device in (
        (Lowered(tmp_path, "6" * 64, "llama.cpp 1"), CARD),
        (Lowered(tmp_path, "5" * 64, "llama.cpp 2"), CARD),
        (kept, Device("CUDA0", "Another card", "gpu", 8192, 8192)),
        (kept, Device("CUDA0", "A card", "gpu", 8192, 16384)),
    ):
        assert other.caps([device]) == {}
    kept.remember(CARD, Cap(3, 256))
    assert kept.caps([CARD]) == {"CUDA0": Cap(3, 256)}
    kept.forget(CARD)
    assert kept.caps([CARD]) == {}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"form": 2, "lowered": []}',
        b'{"form": 1, "lowered": {"a": 1}}',
        b'{"form": 1, "lowered": [1, {"device": 3}]}',
        b"[" * 100_000,
        b"9" * 10_000,
    ],
)
def test_a_damaged_memory_is_ignored_and_written_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / NAME).write_bytes(damage)
    kept = Lowered(tmp_path, "5" * 64, "b")
    assert kept.caps([CARD]) == {}
    kept.remember(CARD, Cap(6, 256))
    assert kept.caps([CARD]) == {"CUDA0": Cap(6, 256)}
    assert not list(tmp_path.glob("*.part"))


def test_a_bent_entry_is_left_out_and_its_neighbour_counts(tmp_path: Path) -> None:
    kept = Lowered(tmp_path, "5" * 64, "b")
    kept.remember(CARD, Cap(6, 256))
    data = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))
    data["lowered"].append(data["lowered"][0] | {"layers": "many"})
    data["lowered"].append(data["lowered"][0] | {"layers": -1})
    (tmp_path / NAME).write_text(json.dumps(data), encoding="utf-8")
    assert kept.caps([CARD]) == {"CUDA0": Cap(6, 256)}


def test_a_folder_that_cannot_be_written_loses_the_memory_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    loader = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path / "cache")
    child = ScriptedChild(lambda asked: refused() if asked["batch"] > 256 else None)
    run(loader, child)
    assert child.tried[-1] == (24, 256)


def test_layers_that_the_user_asked_for_are_tried_again_and_clear_the_memory(tmp_path: Path) -> None:
    kept = Lowered(tmp_path, "5" * 64, "llama.cpp 1")
    kept.remember(CARD, Cap(6, 256))
    asked = ScriptedChild(lambda _: None)
    run(Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path, gpu_layers=20), asked)
    assert asked.tried == [(20, 512)]
    assert kept.caps([CARD]) == {}


def test_a_model_that_runs_nowhere_leaves_no_blame_on_the_card(tmp_path: Path) -> None:
    child = ScriptedChild(lambda _: ModelUnloadable(model="small", detail="file"))
    loader = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path)
    with pytest.raises(ModelUnloadable):
        run(loader, child)
    assert Lowered(tmp_path, "5" * 64, "llama.cpp 1").caps([CARD]) == {}


def test_a_processor_that_fails_is_not_asked_for_less(tmp_path: Path) -> None:
    child = ScriptedChild(lambda _: died(), MAIN)
    loader = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path)
    with pytest.raises(ChildDied):
        run(loader, child)
    assert child.tried == [(0, 128)]
    assert not loader.lost()


def test_a_card_that_dies_at_work_twice_is_asked_for_less(tmp_path: Path) -> None:
    child = ScriptedChild(lambda _: None)
    loader = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path)
    run(loader, child)
    child.kill()
    assert not loader.lost(), "the first time may be bad luck"
    assert run(loader, child) == []
    child.kill()
    assert loader.lost()
    told = run(loader, child)
    assert child.tried == [(24, 512), (24, 512), (24, 256)]
    assert [type(event) for event in told] == [Warned]
    run(loader, child)
    child.kill()
    assert not loader.lost(), "work that went well in between counts"


def test_a_memory_that_is_too_small_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    child = ScriptedChild(lambda _: None, Device("CPU", "x", "cpu", 600, 2000))
    with pytest.raises(ModelTooLarge):
        run(Loader(model(tmp_path), 1, 2, 4096), child)
    assert child.sent == []


def test_a_plan_loads_nothing(tmp_path: Path) -> None:
    child = ScriptedChild(lambda _: None)
    loader = Loader(model(tmp_path), 1, 2, 4096, cache=tmp_path)
    assert loader.planned(cast(Child, child), None).layers == 24
    assert child.sent == []
    assert loader.placement is None


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> Header:
        raise ModelMissing(model=path.stem, name=path.name)

    monkeypatch.setattr(loading, "read", gone)
    with pytest.raises(ModelMissing) as caught:
        run(Loader(model(tmp_path), 1, 2, 4096), ScriptedChild(lambda _: None))
    assert caught.value.params == {"model": "small", "name": "small.gguf"}


@pytest.mark.parametrize("deaths", [1, 2, 3])
def test_a_driver_that_ends_the_child_is_not_asked_a_third_time(tmp_path: Path, deaths: int) -> None:
    child = ScriptedChild(lambda _: None)
    asked: list[bool] = []
    answer = child.call

    def dying(op: str, header: Mapping[str, Any] | None = None, **more: object) -> Iterator[Frame]:
        if op == "devices":
            asked.append("CUDA_VISIBLE_DEVICES" in child.environment)
            if len(asked) <= deaths:
                raise died()
            if asked[-1]:
                child.devices = (MAIN,)
        yield from answer(op, header, **more)

    child.call = dying  # type: ignore[method-assign]
    loader = Loader(model(tmp_path), 1, 2, 4096)
    if deaths == 3:
        with pytest.raises(ChildDied):
            run(loader, child)
    else:
        told = run(loader, child)
        assert [event.params["device"] for event in told if isinstance(event, Warned)] == ["GPU"] * (deaths - 1)
        assert loader.placement is not None
        assert loader.placement.reason == "cpu_lowered" if deaths == 2 else "gpu_all"
    assert asked == [False, False, True][: deaths + 1]
