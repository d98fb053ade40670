"""The program as a user starts it, watched from outside: time, and the memory of it and of all its children."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
_EVERY = 0.25  # seconds between two looks at the memory


@dataclass(slots=True)
class Measured:
    """`peak_mib` is the largest sum of resident memory, `parent_mib` of the first process alone."""

    seconds: float = 0.0
    peak_mib: int = 0
    parent_mib: int = 0
    status: int = 0
    result: Any = None
    events: list[dict[str, Any]] = field(default_factory=list)


def munjigi(home: Path, words: Iterable[str | Path]) -> list[str]:
    return [sys.executable, "-m", "app", "--home", str(home), "--json", *map(str, words)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def run(home: Path, *words: str | Path, keep_events: bool = False) -> Measured:
    """One command to its end."""
    made = Measured()
    started = time.monotonic()
    process = subprocess.Popen(munjigi(home, words), cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, made, over))
    watcher.start()
    assert process.stdout is not None
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "done":
            made.result = event["result"]
        elif keep_events or event["event"] == "error":
            made.events.append(event)
    made.status = process.wait()
    made.seconds = time.monotonic() - started
    over.set()
    watcher.join()
    return made


def _watch(pid: int, made: Measured, over: threading.Event) -> None:
    while not over.wait(_EVERY):
        try:
            process = psutil.Process(pid)
            sizes = [process.memory_info().rss]
            for child in process.children(recursive=True):
                sizes.append(child.memory_info().rss)
        except psutil.Error:
            continue
        made.parent_mib = max(made.parent_mib, sizes[0] >> 20)
        made.peak_mib = max(made.peak_mib, sum(sizes) >> 20)


def say(**figures: Any) -> None:
    print(json.dumps(figures, ensure_ascii=False), flush=True)
