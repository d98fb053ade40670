"""Reading ahead: only with a model that is in memory already, only what is there, and never anybody's news."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.assist import prompts
from app.assist.answer import MAX_TOKENS
from app.assist.templates import Turn
from app.core.answers import Placement
from app.core.errors import Cancelled, ModelDied
from app.core.events import Cancel, Done, Event, Progress
from app.core.settings import Settings
from app.core.types import Hit
from app.services.context import Workspace
from app.services.prefill import prefill
from tests.unit.store.test_documents import numbers, put

PLACED = Placement("CPU", "CPU", 0, 24, "f16", 4096, 128, 600, 8000, "cpu_only")


class Loaded:
    """A generator with a model in memory; remembers what it was given to read. A word counts a token."""

    context_tokens = 4096

    def __init__(self, *, pid: int | None = 1, placement: Placement | None = PLACED, dies: bool = False) -> None:
        self.pid, self.placement, self._dies = pid, placement, dies
        self.read: list[Sequence[Turn]] = []

    def count(self, texts: Sequence[str], *, cancel: Cancel | None = None) -> list[int]:
        return [len(text.split()) for text in texts]

    def prefill(self, turns: Sequence[Turn], *, cancel: Cancel | None = None) -> Iterator[Progress]:
        self.read.append(turns)
        yield Progress("prompt", 1, 2)
        if cancel is not None:
            cancel.check()
        if self._dies:
            raise ModelDied(model="작은 모델")
        yield Progress("prompt", 2, 2)

    def close(self) -> None:
        pass


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path, Settings())
    yield made
    made.close()


@pytest.fixture
def ids(workspace: Workspace) -> list[int]:
    return numbers(
        workspace.documents, put(workspace.documents, "물품.md", ["대여 기간은 14일이다.", "검수는 3일이다."])
    )


def read(workspace: Workspace, generator: Loaded, ids: Sequence[int], cancel: Cancel | None = None) -> list[Event]:
    workspace.generator = generator  # type: ignore[assignment]
    return list(prefill(workspace, ids, cancel=cancel or Cancel()))


def test_what_is_open_is_read_as_a_prompt_would_begin(workspace: Workspace, ids: list[int]) -> None:
    generator = Loaded()
    events = read(workspace, generator, [ids[1], 999, ids[0], ids[1]])
    assert events == [Progress("prompt", 1, 2), Progress("prompt", 2, 2), Done(None)]
    (turns,) = generator.read
    text = "".join(turns[-1].parts)
    assert text.index("검수는 3일이다.") < text.index("대여 기간은 14일이다.")
    assert "[질문]" not in text
    passages = workspace.documents.passages_by_id(ids)
    documents = workspace.documents.documents()
    hits = [Hit(passages[n], documents[passages[n].document_id], 1.0) for n in (ids[1], ids[0])]
    whole = prompts.build("며칠인가요?", hits, 4096 - MAX_TOKENS, generator.count)
    assert "".join(whole.turns[-1].parts).startswith(text)
    assert whole.turns[:-1] == tuple(turns[:-1])


@pytest.mark.parametrize("generator", [Loaded(pid=None), Loaded(placement=None)])
def test_nothing_is_loaded_for_it(workspace: Workspace, ids: list[int], generator: Loaded) -> None:
    assert read(workspace, generator, ids) == [Done(None)]
    assert generator.read == []


@pytest.mark.parametrize("ids", [[], [999]])
def test_nothing_to_read(workspace: Workspace, ids: list[int]) -> None:
    generator = Loaded()
    assert read(workspace, generator, ids) == [Done(None)]
    assert generator.read == []


def test_a_model_that_dies_of_it_is_no_news(workspace: Workspace, ids: list[int]) -> None:
    assert read(workspace, Loaded(dies=True), ids)[-1] == Done(None)


def test_a_question_comes_first(workspace: Workspace, ids: list[int]) -> None:
    cancel = Cancel()
    workspace.generator = Loaded()  # type: ignore[assignment]
    events = prefill(workspace, ids, cancel=cancel)
    assert isinstance(next(events), Progress)
    cancel.set()
    with pytest.raises(Cancelled):
        next(events)
