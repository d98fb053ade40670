"""What sealed caches cost: `python -m tests.bench.vault_caches HOME [QUESTIONS]`.

Two copies of HOME, which holds words and vectors: the caches of one are plain, those of the other sealed; the database
is plain in both, so that nothing else differs. Each copy's caches are made once; then both are opened in turn, each in
a process of its own: how long until the index of words answers, until the vectors are there, how long a question takes
that was encoded before, and the memory of the process. Then one more document is put in.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.core.events import Cancel
from app.core.types import Query
from app.search.searcher import Searcher
from app.services.context import Workspace
from app.store.vault.providers import DEFAULT, provider
from app.store.vault.sealer import AeadSealer, Plain, Sealer
from tests.bench.asking import Encoded, memory, questions, timed
from tests.bench.running import ROOT, say
from tests.bench.scale import _added

_TURNS = 3


def main(argv: list[str]) -> int:
    if argv[0] in ("plain", "sealed"):
        return _one(argv[0], Path(argv[1]), int(argv[2]), make=argv[3] == "make")
    home, count = Path(argv[0]), argv[1] if len(argv) > 1 else "200"
    with tempfile.TemporaryDirectory(prefix="munjigi-bench-") as scratch:
        homes = {name: Path(scratch) / name for name in ("plain", "sealed")}
        for copy in homes.values():
            shutil.copytree(home, copy)
            shutil.rmtree(copy / "cache", ignore_errors=True)
        for what in ("make", *["open"] * _TURNS):
            for name, copy in homes.items():
                subprocess.run(
                    [sys.executable, "-m", "tests.bench.vault_caches", name, str(copy), count, what],
                    cwd=ROOT,
                    check=True,
                )
    return 0


def _one(name: str, home: Path, count: int, *, make: bool) -> int:
    sealer: Sealer = AeadSealer(provider(DEFAULT), bytes(range(32))) if name == "sealed" else Plain()
    workspace = Workspace.open(home)
    encoder = Encoded(workspace.embedder)
    searcher = Searcher(home, workspace.database, encoder, sealer=sealer)
    try:
        if make:
            indexer, dense = searcher.indexer, searcher._dense
            words = _seconds(lambda: indexer.index_words(lambda _done, _total: None))
            say(caches=name, bench="made", words_s=words, vectors_s=_seconds(lambda: dense.refresh(write=True)))
            return 0
        asked = questions(workspace.database, count)
        typed = _seconds(lambda: searcher.suggest(Query(asked[0])))
        vectors = _seconds(lambda: searcher._dense.refresh(write=False))
        say(caches=name, bench="first start", words_s=typed, vectors_s=vectors, **memory())
        searcher.warm()

        def ask(text: str) -> Any:
            return searcher.search(Query(text), cancel=Cancel())

        timed(ask, asked)
        say(caches=name, bench="search, encoded before", **timed(ask, asked))
        say(caches=name, bench="typing", **timed(lambda text: searcher.suggest(Query(text)), asked))
        say(caches=name, bench="memory", **memory())
        say(caches=name, bench="stale", p50_ms=_milliseconds(searcher.indexer.stale))
        _added(searcher, workspace)
    finally:
        searcher.close()
        workspace.close()
    return 0


def _seconds(call: Callable[[], object]) -> float:
    started = time.monotonic()
    call()
    return round(time.monotonic() - started, 3)


def _milliseconds(call: Callable[[], object]) -> float:
    return round(statistics.median(_seconds(call) for _ in range(9)) * 1000, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
