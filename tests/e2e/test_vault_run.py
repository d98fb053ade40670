"""An encrypted workspace through the command line; and kill -9 at every step of encrypting one."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.core.types import Query
from app.store.database import Database
from app.store.schema import STEPS
from app.store.searches import Searches
from tests.e2e.conftest import ROOT, environment, run

pytestmark = pytest.mark.e2e

WORDS = "긴 암호 한 문장입니다"
MARKER = "비밀표식연가규정"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    (tmp_path / "right").write_text(f"{WORDS}\n", encoding="utf-8")
    (tmp_path / "wrong").write_text("다른 암호 한 문장입니다\n", encoding="utf-8")
    return tmp_path


def traces(home: Path) -> list[str]:
    return [path.name for path in home.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()]


def test_a_workspace_is_locked_searched_and_opened_again(given: Path) -> None:
    home, folder = given / "home", given / "docs"
    folder.mkdir()
    (folder / "규정.txt").write_text(f"제1조(목적) 이 규정은 {MARKER} 을 정한다.\n제2조(연가) 연가는 15일로 한다.\n")

    def munjigi(*words: str | Path) -> tuple[int, str]:
        done = run("--home", home, "--json", *words)
        return done.status, done.out

    assert munjigi("index", "--words", folder)[0] == 0
    assert traces(home)
    assert munjigi("vault", "lock", "--passphrase-file", given / "right")[0] == 0
    assert not traces(home)
    status, said = munjigi("vault", "status")
    assert (status, json.loads(said)["result"]["ways"]) == (0, ["passphrase"])
    status, said = munjigi("search", MARKER, "--passphrase-file", given / "right")
    assert status == 0
    assert json.loads(said.splitlines()[-1])["result"]["hits"]
    assert not traces(home)
    for words, code in (((), "KEY-001"), (("--passphrase-file", given / "wrong"), "KEY-002")):
        status, said = munjigi("collection", "list", *words)
        assert status == 1
        assert json.loads(said.splitlines()[-1])["code"] == code
        assert MARKER not in said
    assert munjigi("collection", "remove", "기본", "--erase", "--passphrase-file", given / "right")[0] == 0
    status, said = munjigi("vault", "open-forever", "--passphrase-file", given / "right")
    assert status == 0
    assert munjigi("vault", "lock")[0] == 1  # no passphrase, and no terminal to ask at
    assert not traces(home)  # the collection was erased before


KILLED = """
import os, shutil, signal, sys
from app.store.database import Database
from pathlib import Path
from app.core.events import Cancel
from app.services.vault import LockRequest, lock
from app.store.vault.passphrases import Cost
from app.store.vault.unlocking import Unlock

made, out, words, work = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
unlock = Unlock(words, out / "account")
EVENTS = {"open", "os.rename", "os.remove", "os.link", "shutil.rmtree", "os.rmdir"}
for number in range(400):
    home = out / str(number)
    shutil.copytree(made, home)
    child = os.fork()
    if not child:
        left = [number]
        def die(event, values):
            if event in EVENTS and any(str(home) in str(value) for value in values):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(die)
        if work == "migrate":
            Database(home).close()
            os._exit(0)
        for _ in lock(home, LockRequest(words, account=True, cost=Cost(8192, 1, 1)), unlock, cancel=Cancel()):
            pass
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        print(number, os.WEXITSTATUS(status))
        break
"""
"""Each child dies at its own file operation: the first, the second, … until one lives to the end."""


def killed_at_every_step(made: Path, out: Path, work: str) -> int:
    """`out`/0, `out`/1, … are copies of `made` whose process died; the number is the one that lived."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, made, out, WORDS, work],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    steps, status = map(int, done.stdout.split())
    assert status == 0
    return steps


@pytest.mark.skipif(sys.platform == "win32", reason="fork")
def test_kill_9_at_every_step_of_locking_leaves_one_whole_workspace(tmp_path: Path) -> None:
    from app.store.vault.unlocking import Unlock

    made, out = tmp_path / "made", tmp_path / "out"
    with closing(Database(made)) as database:
        for number in range(5):
            Searches(database).save(f"{number} {MARKER}", Query(MARKER))
    (made / "cache").mkdir()
    (made / "cache" / "words").write_text(MARKER)
    out.mkdir()
    steps = killed_at_every_step(made, out, "lock")
    assert steps > 15
    states = set()
    for number in range(steps + 1):
        home = out / str(number)
        locked = (home / "vault.json").exists()
        states.add(locked)
        with closing(Database(home, Unlock(WORDS, out / "account") if locked else None)) as database:
            database.check_integrity()
            assert len(Searches(database).saved()) == 5
        assert not (locked and traces(home)), number
        assert not (home / "switch.json").exists()
    assert states == {True, False}


@pytest.mark.skipif(sys.platform == "win32", reason="fork")
def test_kill_9_at_every_step_of_a_migration_leaves_the_old_file_and_the_new(tmp_path: Path) -> None:
    made, out = tmp_path / "made", tmp_path / "out"
    made.mkdir()
    out.mkdir()
    old = made / "munjigi.db"
    with closing(sqlite3.connect(old)) as before:
        before.execute("PRAGMA journal_mode = WAL")
        for step in STEPS[:-1]:
            before.executescript(step)
        before.execute(f"PRAGMA user_version = {len(STEPS) - 1}")
        before.execute("INSERT INTO saved_searches VALUES ('연가', '{\"text\": \"연가\"}')")
        before.commit()
    steps = killed_at_every_step(made, out, "migrate")
    assert steps > 5
    for number in range(steps + 1):
        home = out / str(number)
        with closing(sqlite3.connect(home / "munjigi.db")) as again:  # the older program
            assert again.execute("SELECT name FROM saved_searches").fetchall() == [("연가",)]
            assert again.execute("PRAGMA user_version").fetchone() == (len(STEPS) - 1,)
        with closing(Database(home)) as database:
            database.check_integrity()
            assert [one.name for one in Searches(database).saved()] == ["연가"]
        assert not list(home.glob("*.part*"))
