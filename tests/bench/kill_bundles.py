"""kill -9 at some 220 random points: `python -m tests.bench.kill_bundles [--seed N] [--share 1.0]`.

Installing, upgrading, going back and removing die at a random change to files, or at a random moment; indexing and
saving (the program from the checkout) at a random moment. After each kill: the old state or the new one, whole and
starting; the workspace opens, and nothing that was acknowledged is lost; the same command then goes on to its end.
A table at the end; exit status 1 where one of this did not hold.
"""

import argparse
import contextlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from app.bundle.installing import looking
from app.core.drafts import Draft, Item, Letter
from app.core.events import Cancel, Warned
from app.core.paths import assets_dir
from app.services.context import Workspace
from app.services.drafting import drafts
from app.store.audit_file import FOLDER, AuditFile
from app.store.database import FILE_NAME, Database
from app.store.documents import Documents
from tests.bench.running import ROOT, environment, munjigi, run
from tests.e2e import test_typing_killed as typing
from tests.fakes import killed
from tests.fakes.forge import BundleForge
from tests.fakes.releases import release, root_file

FIRST, SECOND = "1.0.0-1.1", "1.1.0-1.2"
NUMBERS = {"install": 50, "upgrade": 50, "rollback": 30, "uninstall": 30, "index": 30, "save": 30}
_MODEL = random.Random(7).randbytes(8_000_000)


@dataclass(slots=True)
class Row:
    """What came of the kills of one verb; `broken` says what did not hold."""

    kills: int = 0
    old: int = 0
    new: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Act:
    """One verb of the installer: from a state, by a command, to a state. Empty: nothing starts."""

    before: Path
    verb: str
    words: tuple[str | Path, ...]
    old: str
    new: str


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--only", action="append", choices=NUMBERS, default=None)
    options = parser.parse_args(argv)
    chance = random.Random(options.seed)
    rows: dict[str, Row] = {}
    with tempfile.TemporaryDirectory(prefix="munjigi-bench-") as scratch:
        acts = _scene(Path(scratch))
        kills: dict[str, Callable[[int, Row], None]] = {
            name: _Installing(Path(scratch), act, chance).kills for name, act in acts.items()
        }
        kills["index"] = _Indexing(Path(scratch) / "index", chance).kills
        kills["save"] = _Saving(Path(scratch) / "save", chance).kills
        for name, number in NUMBERS.items():
            if options.only and name not in options.only:
                continue
            rows[name] = Row()
            begun = time.monotonic()
            kills[name](max(1, round(number * options.share)), rows[name])
            seconds = time.monotonic() - begun
            print(f"{name}: {_line(rows[name])}, {seconds:.0f} s", file=sys.stderr, flush=True)
    return _told(rows)


def _line(row: Row) -> str:
    return f"{row.kills} kills, {row.old} old, {row.new} new, {len(row.broken)} broken {row.broken[:3] or ''}"


def _told(rows: dict[str, Row]) -> int:
    print(f"{'verb':<10} {'kills':>5} {'old':>5} {'new':>5} {'broken':>6}")
    for name, row in rows.items():
        print(f"{name:<10} {row.kills:>5} {row.old:>5} {row.new:>5} {len(row.broken):>6}")
    print(f"{'sum':<10} {sum(row.kills for row in rows.values()):>5}")
    broken = [f"{name}: {what}" for name, row in rows.items() for what in row.broken]
    print("\n".join(broken))
    return 1 if broken else 0


def _scene(scratch: Path) -> dict[str, Act]:
    forge = BundleForge(scratch)
    release(forge, "1.0.0", 1)
    forge.release["components"][3]["files"]["big.gguf"] = forge.file(_MODEL, chunk=1 << 20)
    first, handed = forge.medium("first"), root_file(forge)
    release(forge, "1.1.0", 2)
    forge.release["components"][3]["files"]["big.gguf"] = forge.file(_MODEL, chunk=1 << 20)
    forge.release["components"][3]["files"]["new.gguf"] = forge.file(_MODEL[::-1], chunk=1 << 20)
    second = forge.medium("second")
    one, two = scratch / "one", scratch / "two"
    assert killed.run(0, "install", one, first, handed).returncode == 0
    shutil.copytree(one, two)
    assert killed.run(0, "install", two, second).returncode == 0
    return {
        "install": Act(scratch / "nothing", "install", (first, handed), "", FIRST),
        "upgrade": Act(one, "install", (second,), FIRST, SECOND),
        "rollback": Act(two, "rollback", (FIRST,), SECOND, FIRST),
        "uninstall": Act(two, "uninstall", (), SECOND, ""),
    }


class _Installing:
    """One verb of the installer, killed in fresh copies of the state before it."""

    def __init__(self, scratch: Path, act: Act, chance: random.Random) -> None:
        self._root = scratch / "root"
        self._act = act
        self._chance = chance

    def kills(self, number: int, row: Row) -> None:
        self._fresh()
        points = killed.points(killed.run(0, self._act.verb, self._root, *self._act.words))
        self._fresh()
        seconds = self._undisturbed()
        while row.kills < number:  # one that comes too late is none
            self._fresh()
            if row.kills % 2:
                point = self._chance.randint(1, points)
                ended = killed.run(point, self._act.verb, self._root, *self._act.words).returncode
                what = f"point {point}/{points}"
            else:
                after = self._chance.uniform(0, seconds)
                ended = self._killed_after(after)
                what = f"{after:.3f} s"
            row.kills += ended == -signal.SIGKILL
            self._check(row, what)

    def _fresh(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)
        if self._act.before.exists():
            shutil.copytree(self._act.before, self._root)

    def _undisturbed(self) -> float:
        """Seconds of the verb itself, without the start of Python."""
        process, stdout = self._ready()
        begun = time.monotonic()
        stdout.read()
        stdout.close()
        process.wait()
        return time.monotonic() - begun

    def _ready(self) -> tuple["subprocess.Popen[bytes]", IO[bytes]]:
        process = subprocess.Popen(
            killed.command(0, self._act.verb, self._root, *self._act.words),
            cwd=ROOT,
            env=killed.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        process.stdout.readline()
        return process, process.stdout

    def _killed_after(self, seconds: float) -> int:
        process, stdout = self._ready()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=seconds)
        process.kill()
        stdout.close()
        return process.wait()

    def _check(self, row: Row, what: str) -> None:
        found = _starting(self._root)
        row.old += found == self._act.old
        row.new += found == self._act.new
        if found not in (self._act.old, self._act.new):
            row.broken.append(f"{what}: {found} starts")
        again = killed.run(0, self._act.verb, self._root, *self._act.words)
        fine = again.returncode == 0 or (self._act.verb == "uninstall" and "BND-027" in again.stderr)
        if not fine or _starting(self._root) != self._act.new:
            row.broken.append(f"{what}: {again.stderr.strip().splitlines()[-1:]}")


def _starting(root: Path) -> str:
    """Which version starts, if it is whole and does; empty where nothing is there to start."""
    pointer = root / "current"
    name = pointer.read_text().strip() if pointer.exists() else ""
    if (root / FOLDER / "key").exists():
        AuditFile(root / FOLDER).verify()
    if not name:
        return ""
    if any(isinstance(event, Warned) for event in looking.proved(root, name, cancel=Cancel())):
        return f"{name}, damaged,"
    done = subprocess.run([root / "munjigi"], capture_output=True, text=True, check=False)
    return name if done.stdout.startswith("started") else f"{name}, which does not start,"


class _Indexing:
    """The program takes the sample documents in, and dies; what was committed before is there afterwards."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self._home = home
        self._chance = chance

    def kills(self, number: int, row: Row) -> None:
        whole = run(self._home / "whole", "index", assets_dir() / "sample", "--words")
        home = self._home / "killed"
        while row.kills < number:
            if row.kills % 3 == 0:
                shutil.rmtree(home, ignore_errors=True)
            before = _documents(home)
            killed_now, during = self._killed(home, self._chance.uniform(0.3, 0.9) * whole.seconds)
            _sound(home)
            after = _documents(home)
            row.kills += killed_now
            row.old += after == before
            row.new += after != before
            if not during <= after:
                row.broken.append(f"index: {len(during - after)} documents lost")
        end = run(home, "index", assets_dir() / "sample", "--words")
        if end.status or _documents(home) != _documents(self._home / "whole"):
            row.broken.append("index: the last run does not come to the same documents")

    def _killed(self, home: Path, after: float) -> tuple[bool, set[str]]:
        """Whether it still ran, and the documents that were committed a moment before."""
        process = subprocess.Popen(
            munjigi(home, ["index", assets_dir() / "sample", "--words"]),
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=after)
        seen = _documents(home)
        process.kill()
        return process.wait() == -signal.SIGKILL, seen


def _sound(home: Path) -> None:
    """Raises what Database raises; a home without a database was killed before it had one."""
    if (home / FILE_NAME).exists():
        database = Database(home)
        database.check_integrity()
        database.close()


def _documents(home: Path) -> set[str]:
    if not (home / FILE_NAME).exists():
        return set()
    database = Database(home)
    try:
        return {f"{one.collection} {one.source.path}" for one in Documents(database).documents().values()}
    finally:
        database.close()


class _Saving:
    """Somebody types, each letter is saved and acknowledged, and the program dies."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self._home = home
        self._chance = chance

    def kills(self, number: int, row: Row) -> None:
        workspace = Workspace.open(self._home)
        draft = drafts.keep(workspace, Draft(0, Letter("external", {"title": "교육 알림"}, (Item(""),))))
        before = 0
        for _ in range(number):
            typed = typing.start(typing._TYPE, self._home, draft.id)
            last = typing.killed_after(typed, self._chance.randint(1, 30))
            workspace.database.check_integrity()
            text = drafts.opened(workspace, draft.id).letter.items[0].text
            row.kills += 1
            row.old += len(text) == before
            row.new += len(text) > before
            if not typing.TYPED.startswith(text) or len(text) < last:
                row.broken.append(f"save: {last} letters acknowledged, {len(text)} there")
            before = len(text)
        workspace.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
