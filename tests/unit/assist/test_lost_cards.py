"""A card that gives out while the model writes: the answer comes all the same, and it is told."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

from app.assist import remote
from app.assist.gguf.header import Header
from app.assist.place import loading
from app.assist.place.loading import Loader
from app.assist.prompts import Prompt
from app.assist.remote import Generator
from app.assist.templates import Turn
from app.core.catalog import ChatFormat, Model, ModelFile
from app.core.errors import ModelDied
from app.core.events import Token, Warned
from app.worker.client import ChildDied
from app.worker.frames import Frame
from tests.fakes.shapes import qwen2

PROMPT = Prompt((Turn("user", ("언제까지?",)),), (), (), ())
CARD = {"name": "CUDA0", "title": "A card", "kind": "gpu", "free_mib": 8192, "total_mib": 8192}


class Dying:
    """A child whose card ends it when it generates with more than `most` layers; on the processor it never ends."""

    most = 0
    speaks_first = False
    tried: ClassVar[list[tuple[int, int]]] = []

    def __init__(self, _role: str, **_more: object) -> None:
        self.pid: int | None = None
        self.environment: dict[str, str] = {}
        self._placed: Mapping[str, Any] = {}
        self._started = 0

    def call(self, op: str, header: Mapping[str, Any] | None = None, **_more: object) -> Iterator[Frame]:
        if self.pid is None:
            self._started += 1
            self.pid = self._started
        if op == "devices":
            yield Frame({"devices": [CARD], "build": "b"})
        elif op == "load":
            assert header is not None
            self._placed = header["placement"]
            yield Frame({"context_tokens": self._placed["context"]})
        else:
            Dying.tried.append((self._placed["layers"], self._placed["batch"]))
            if self.speaks_first:
                yield Frame({"token": "사흘 "})
            if self._placed["layers"] > self.most:
                self.pid = None
                raise ChildDied("llm: CUDA error: an illegal memory access was encountered")
            yield Frame({"token": "안에"})
            yield Frame({"finished": {"stop": "end"}})

    def kill(self) -> None:
        self.pid = None


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Generator:
    def known(_path: Path) -> Header:
        return qwen2(24, 896, 4864, 14, 10059 << 10, 144_643_072, 93_592_576)

    monkeypatch.setattr(loading, "read", known)
    monkeypatch.setattr(remote, "Child", Dying)
    monkeypatch.setattr(Dying, "tried", [])
    file = ModelFile("small.gguf", 1, "5" * 64)
    format_ = ChatFormat("chatml", "", {}, {}, "")
    model = Model("small", "chat", True, tmp_path, (file,), "", "", 32768, "", 0, "", format_)
    return Generator(Loader(model, 1, 2, 4096, cache=tmp_path))


def test_an_answer_comes_after_the_card_was_asked_for_less(
    generator: Generator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dying, "most", 18)
    events = list(generator.generate(PROMPT))
    assert "".join(event.text for event in events if isinstance(event, Token)) == "안에"
    assert Dying.tried == [(24, 512), (24, 512), (24, 256), (12, 256)]
    assert [event.code for event in events if isinstance(event, Warned)] == ["LLM-013"], "told once"
    assert generator.placement is not None
    assert generator.placement.reason == "gpu_lowered"


def test_a_card_that_cannot_work_at_all_ends_on_the_processor(generator: Generator) -> None:
    events = list(generator.generate(PROMPT))
    assert isinstance(events[-1], Token)
    assert Dying.tried == [(24, 512), (24, 512), (24, 256), (12, 256), (6, 256), (0, 128)]
    assert list(generator.generate(PROMPT)) == [Token("안에")], "nothing more is told"


def test_an_answer_that_was_begun_is_not_begun_again(generator: Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Dying, "speaks_first", True)
    with pytest.raises(ModelDied):
        list(generator.generate(PROMPT))
    assert Dying.tried == [(24, 512)]
