"""kill -9 at ten random points of an indexing run: `python -m tests.bench.kills FOLDER [SEED]`.

After each kill the workspace must be whole and hold every document that was committed before; the last run goes to
its end and must hold the same passages as a run that nobody killed.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from app.store.database import FILE_NAME, Database
from tests.bench.running import ROOT, environment, munjigi, run, say

KILLS = 10


def main(argv: list[str]) -> int:
    folder, seed = Path(argv[0]), int(argv[1]) if len(argv) > 1 else 1
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="munjigi-bench-") as scratch:
        whole = run(Path(scratch) / "whole", "index", folder, "--words")
        say(bench="undisturbed", seconds=round(whole.seconds, 1), passages=whole.result["passages"])
        home = Path(scratch) / "home"
        lost = 0
        for number in range(KILLS):
            lost += _killed(home, folder, chance.uniform(1.0, max(2.0, whole.seconds / 3)), number)
        end = run(home, "index", folder, "--words")
        same = _texts(home) == _texts(Path(scratch) / "whole")
        say(bench="after kills", lost=lost, same=same, passages=end.result["passages"], added=end.result["added"])
    return 0 if same and not lost else 1


def _killed(home: Path, folder: Path, after: float, number: int) -> int:
    """How many committed documents a kill lost."""
    process = subprocess.Popen(
        munjigi(home, ["index", folder, "--words"]),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    before = _count(home)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    psutil.wait_procs(children, timeout=10)  # a child whose parent has gone ends by itself
    left = [child.pid for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    Database(home).check_integrity()
    after_kill = _count(home)
    say(bench="kill", number=number, seconds=round(after, 1), before=before, after=after_kill, children_left=len(left))
    return max(0, before - after_kill)


def _count(home: Path) -> int:
    path = home / FILE_NAME
    if not path.exists():
        return 0
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:  # the tables are not made yet
            return 0


def _texts(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(f"file:{home / FILE_NAME}?mode=ro", uri=True) as connection:
        return connection.execute(
            "SELECT d.path, p.text FROM passages p JOIN documents d ON d.id = p.document_id ORDER BY d.path, p.ordinal"
        ).fetchall()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
