"""How soon a draft speaks, and how fast, beside the model alone: ratios of one run.

    python -m tests.bench.drafts HOME [ROUNDS]

HOME has an index. Each round asks the model itself with the draft's own prompt and grammar, then the whole verb; both
find the prompt evaluated as far as it never changes. Own notes about an office that does not exist.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.assist.drafting import wording
from app.assist.prompts import Prompt
from app.core.events import Cancel, Drafted, Event, Token
from app.services.context import Workspace
from app.services.drafting.draft import DraftRequest, draft

FORM = "업무협조전"
NOTES = (
    "각 부서에 보냄\n창고 정리하려고 함, 오래된 책상 12개\n부서마다 버릴 물건 목록이 필요함\n2026. 6. 8.까지 제출\n"
    "정리하는 날은 미정\n붙임: 목록 서식 1부"
)


@dataclass
class Timed:
    """Seconds to the first word and tokens a second after it; `ready` seconds to code's own letter."""

    first: float
    speed: float
    ready: float = 0.0


class Overheard:
    """The workspace's generator, remembering what it was asked."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.asked: tuple[Prompt, dict[str, Any]] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def generate(self, prompt: Prompt, **given: Any) -> Iterator[Any]:
        self.asked = (prompt, given)
        yield from self._inner.generate(prompt, **given)


def main() -> None:
    home, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    workspace = Workspace.open(home)
    inner = workspace.generator
    overheard = Overheard(inner)
    workspace.generator = overheard  # type: ignore[assignment]
    try:
        workspace.searcher.warm()
        _timed(workspace)
        assert overheard.asked is not None, "no model was asked"
        prompt, given = overheard.asked
        rows = []
        for _round in range(rounds):
            alone = _alone(inner, prompt, given)
            rows.append((alone, _timed(workspace)))
        _told(inner.model_id, rows)
    finally:
        workspace.generator = inner
        workspace.close()


def _alone(generator: Any, prompt: Prompt, given: dict[str, Any]) -> Timed:
    began = time.monotonic()
    return _watched(began, generator.generate(prompt, **given), generator)


def _timed(workspace: Workspace) -> Timed:
    """From the moment that code's letter stands: what comes before is search."""
    began = time.monotonic()
    events = draft(workspace, DraftRequest(FORM, NOTES, writing="always", year=2026), cancel=Cancel())
    for event in events:
        if isinstance(event, Drafted):
            break
    ready = time.monotonic()
    timed = _watched(ready, events, workspace.generator)
    timed.ready = ready - began
    return timed


def _watched(began: float, events: Iterator[Event], generator: Any) -> Timed:
    first = last = 0.0
    for event in events:
        if isinstance(event, Token):
            last = time.monotonic()
            first = first or last
    tokens = int(generator.finished.get("generated_tokens", 0))
    return Timed(first - began, (tokens - 1) / (last - first) if last > first else 0.0)


def _told(model: str, rows: list[tuple[Timed, Timed]]) -> None:
    def median(values: Iterator[float]) -> float:
        return statistics.median(values)

    later = median(drafted.first - alone.first for alone, drafted in rows)
    ratio = median(drafted.speed / alone.speed for alone, drafted in rows if alone.speed)
    print(f"{model}: {len(rows)} rounds, prompt of {len(wording.head())} fixed turns")
    print(f"letter by code after {median(drafted.ready for _, drafted in rows):.2f} s")
    print(f"first words: model alone {median(one.first for one, _ in rows):.2f} s, draft {later * 1000:+.0f} ms")
    print(f"speed: model alone {median(one.speed for one, _ in rows):.1f} tokens/s, draft {ratio:.3f} of it")


if __name__ == "__main__":
    main()
