"""What encryption costs, and that a kill while a workspace is being encrypted costs nothing.

    python -m tests.bench.vault HOME [--rounds 5] [--kills 20]

HOME is a plain workspace; it is copied. Plain and encrypted are measured in turns, in one run; CPU seconds are of this
process. One line of JSON a figure; `ratio` is encrypted over plain.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.core.events import Cancel
from app.services.vault import LockRequest, VaultChanged, lock
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import FileRecord
from app.store.naming import database_files
from app.store.vault.key_file import FILE_NAME as KEY_FILE
from app.store.vault.passphrases import Cost, key_from
from app.store.vault.unlocking import Unlock
from app.store.vectors import Vectors
from tests.bench.running import ROOT, environment

WORDS = "a passphrase for the bench"
CHEAP = Cost(8_192, 1, 1)
_DOCUMENTS, _READS = 40, 400


def say(**said: object) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kills", type=int, default=0)
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(dir=chosen.home.parent) as made:
        folder = Path(made)
        plain, locked = folder / "plain", folder / "locked"
        for home in (plain, locked):
            _copied(chosen.home, home)
        started, cpu = time.monotonic(), time.process_time()
        for _ in lock(locked, LockRequest(WORDS, cost=CHEAP), Unlock("", folder / "account"), cancel=Cancel()):
            pass
        size = sum(one.path.stat().st_size for one in database_files(locked))
        say(what="locking", mib=size >> 20, seconds=time.monotonic() - started, cpu=time.process_time() - cpu)
        _passphrase()
        _compared(plain, locked, Unlock(WORDS, folder / "account"), chosen.rounds)
        return _kills(chosen.home, folder, chosen.kills)


def _copied(home: Path, target: Path) -> None:
    """Its database alone, taken over by this version."""
    target.mkdir()
    for file in database_files(home, ""):
        shutil.copy(file.path, target)
    Database(target).close()


def _passphrase() -> None:
    started = time.monotonic()
    key_from(WORDS, bytes(16), Cost())
    say(what="passphrase", seconds=time.monotonic() - started, memory_mib=Cost().memory_kib >> 10)


def _compared(plain: Path, locked: Path, unlock: Unlock, rounds: int) -> None:
    works: dict[str, Callable[[Path, Unlock | None], tuple[float, float]]] = {
        "opening": _opening,
        "writing documents": _writing,
        "reading passages": _reading,
        "reading every vector": _vectors,
    }
    for what, work in works.items():
        taken: dict[str, list[tuple[float, float]]] = {"plain": [], "encrypted": []}
        for _ in range(rounds):
            taken["plain"].append(work(plain, None))
            taken["encrypted"].append(work(locked, unlock))
        middle = {
            how: [statistics.median(column) for column in zip(*times, strict=True)] for how, times in taken.items()
        }
        (wall, cpu), (wall_sealed, cpu_sealed) = middle["plain"], middle["encrypted"]
        say(what=what, plain=wall, encrypted=wall_sealed, ratio=wall_sealed / wall, cpu_ratio=cpu_sealed / cpu)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    started, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - cpu


def _opening(home: Path, unlock: Unlock | None) -> tuple[float, float]:
    """With a cheap passphrase: what the real one costs is told by itself."""
    return _timed(lambda: Database(home, unlock).close())


def _writing(home: Path, unlock: Unlock | None) -> tuple[float, float]:
    """Real documents stored anew, one transaction each."""
    with contextlib.closing(Database(home, unlock)) as database:
        documents = Documents(database)
        ids = sorted(documents.documents())[:_DOCUMENTS]
        held = [(documents.document(one), documents.passages_of(one)) for one in ids]

        def write() -> None:
            for document, passages in held:
                other = replace(document, title=f"{document.title} {time.monotonic_ns()}")  # no passage keeps its row
                source = document.source
                record = FileRecord(document.collection, source.raw_path, b"/", source.path, document_id=document.id)
                documents.store(other, passages, record)

        return _timed(write)


def _reading(home: Path, unlock: Unlock | None) -> tuple[float, float]:
    """What a search reads: some passages with their texts, from all over the file; half of it from a cold page cache
    of SQLite's own."""
    with contextlib.closing(Database(home, unlock)) as database:
        documents = Documents(database)
        ids = [one for (one,) in database.connection().execute("SELECT id FROM passages")]
        rng = random.Random(1)

        def read() -> None:
            for _ in range(_READS):
                documents.passages_by_id(rng.sample(ids, 30))

        return _timed(read)


def _vectors(home: Path, unlock: Unlock | None) -> tuple[float, float]:
    with contextlib.closing(Database(home, unlock)) as database:
        (model,) = database.connection().execute("SELECT coalesce(max(model), '') FROM vectors").fetchone()
        return _timed(lambda: Vectors(database).arrivals(model, 0, 1 << 60, 1 << 30))


_LOCKING = (
    "import sys; from pathlib import Path; from tests.bench.vault import locking; locking(*map(Path, sys.argv[1:]))"
)


def locking(home: Path, account: Path) -> None:
    """In a child, which is killed."""
    print("ready", flush=True)
    for event in lock(home, LockRequest(WORDS, cost=CHEAP), Unlock("", account), cancel=Cancel()):
        if isinstance(getattr(event, "result", None), VaultChanged):
            print("done", flush=True)


def _kills(home: Path, folder: Path, count: int) -> int:
    """How many workspaces were not whole after a kill at a random moment."""
    lost, states = 0, {"plain": 0, "encrypted": 0}
    whole = folder / "whole"
    _copied(home, whole)
    before = _content(whole, None)
    files = len(list(whole.glob("munjigi*.db*")))
    longest = 1.0
    for number in range(count):
        victim = folder / f"victim{number}"
        shutil.copytree(whole, victim)
        words = [sys.executable, "-c", _LOCKING, str(victim), str(folder / "account")]
        child = subprocess.Popen(words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        started = time.monotonic()
        if number == 0:
            child.wait()
            longest = time.monotonic() - started
        else:
            time.sleep(random.uniform(0, longest))
            os.kill(child.pid, signal.SIGKILL)
            child.wait()
        locked = (victim / KEY_FILE).exists()
        states["encrypted" if locked else "plain"] += 1
        after = _content(victim, Unlock(WORDS, folder / "account") if locked else None)
        left = len(list(victim.glob("munjigi*.db*")))
        lost += after != before or left != (1 if locked else files)
        child.stdout.close()
        shutil.rmtree(victim)
    if count:
        say(what="kill -9 while locking", kills=count - 1, lost=lost, **states)
    return int(bool(lost))


def _content(home: Path, unlock: Unlock | None) -> tuple[int, ...]:
    """Counts, after everything was read and its digests compared."""
    with contextlib.closing(Database(home, unlock)) as database:
        database.check_integrity()
        tables = ("documents", "passages", "vectors", "links", "files")
        return tuple(database.connection().execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
