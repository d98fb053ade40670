"""Questions made from a workspace's own texts, and how long search takes for them."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

from app.core.events import Cancel
from app.search.remote import Embedder
from app.store.database import Database

Figures = dict[str, Any]


def questions(database: Database, count: int) -> list[str]:
    """Titles with headings, headings alone, and beginnings of sentences, a third each, from passages chosen evenly.

    Without quotation marks, which ask for a phrase.
    """
    rows = database.connection().execute(
        "SELECT d.title, p.heading, p.text FROM passages p JOIN documents d ON d.id = p.document_id "
        "WHERE p.heading <> '' AND p.id % (SELECT 1 + count(*) / ? FROM passages) = 0 ORDER BY p.id",
        (4 * count,),
    )
    made: list[str] = []
    for place, (title, heading, text) in enumerate(rows):
        sentence = " ".join(str(text).split("\n", 1)[-1].split())[:60]
        made.append((f"{title} {heading}", heading, sentence)[place % 3])
    plain = (text.replace('"', "").replace("“", "").replace("”", "").strip() for text in made)
    return list(islice(dict.fromkeys(text for text in plain if len(text) > 3), count))


class Encoded(Embedder):
    """An embedder that asks for each question once, so that what follows can be timed without the encoder."""

    def __init__(self, embedder: Embedder) -> None:
        self._real = embedder
        self.model = embedder.model
        self._known: dict[str, Any] = {}
        self.took: list[float] = []
        """ms for each question that was encoded."""

    @property
    def key(self) -> str:
        return self._real.key

    def query(self, text: str, *, cancel: Cancel | None = None) -> Any:
        if text not in self._known:
            started = time.perf_counter()
            self._known[text] = self._real.query(text, cancel=cancel)
            self.took.append((time.perf_counter() - started) * 1000)
        return self._known[text]

    def passages(self, texts: Sequence[str], *, cancel: Cancel | None = None, threads: int = 0) -> Any:
        return self._real.passages(texts, cancel=cancel, threads=threads)

    def load(self, cancel: Cancel | None = None) -> None:
        self._real.load(cancel)


def timed(call: Callable[[Any], object], arguments: Iterable[Any]) -> Figures:
    """Wall ms a call; and the CPU ms of this process, which tells what else the machine was doing."""
    taken = []
    before = time.process_time()
    for argument in arguments:
        started = time.perf_counter()
        call(argument)
        taken.append((time.perf_counter() - started) * 1000)
    cpu = (time.process_time() - before) * 1000
    return {**spread(taken), "cpu_ms": round(cpu / max(1, len(taken)), 1)}


def spread(taken: Sequence[float]) -> Figures:
    ordered = sorted(taken)
    if not ordered:
        return {"questions": 0}
    return {
        "questions": len(ordered),
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[len(ordered) * 95 // 100], 1),
        "worst_ms": round(ordered[-1], 1),
    }


def memory() -> Figures:
    """MiB: of this process what is resident, what of that is mapped from files (which the system may drop), and
    the resident memory of each child."""
    me = psutil.Process()
    info = me.memory_info()
    children = {child.cmdline()[-1]: child.memory_info().rss >> 20 for child in me.children(recursive=True)}
    return {
        "resident_mib": info.rss >> 20,
        "of_that_files_mib": getattr(info, "shared", 0) >> 20,
        "children_mib": children,
    }


def sizes(home: Path, database: Database) -> Figures:
    """Bytes in MB (10^6) of the text and of each index, and their ratio."""
    (text,) = database.connection().execute("SELECT sum(length(CAST(text AS BLOB))) FROM passages").fetchone()
    indexes = {
        folder.name: sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        for folder in sorted((home / "cache").iterdir())
        if folder.is_dir()
    }
    return {
        "text_mb": round(text / 1e6, 1),
        **{f"{name}_mb": round(size / 1e6, 1) for name, size in indexes.items()},
        "indexes_to_text": round(sum(indexes.values()) / text, 3),
        "store_mb": round(database.path.stat().st_size / 1e6, 1),
    }
