"""A step of the schema is taken on a copy: the version before opens its own file, and each is told of the other."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.core.errors import WorkspaceBusy, WorkspaceNewer, WorkspaceNewerBeside, WorkspaceOlderWritten
from app.core.types import Query
from app.store import migration
from app.store.database import FILE_NAME, Database
from app.store.naming import database_files, file_name
from app.store.paging import PAGES
from app.store.presence import Presence
from app.store.schema import STEPS
from app.store.searches import Searches
from app.store.switching import rewrite
from app.store.vault.aes import AesGcm
from app.store.vault.data_key import DataKey
from app.store.vault.key_file import PASSPHRASE, KeyFile, Slot
from app.store.vault.passphrases import Cost
from app.store.vault.unlocking import Unlock, slot_key

UNLOCK = Unlock("긴 암호 한 문장입니다")
NOW = len(STEPS)
Turn = Callable[[], None]
STEP = "CREATE TABLE of_tomorrow (id INTEGER PRIMARY KEY);"


def of_schema(path: Path, count: int) -> Path:
    """A workspace as the program of that schema left it, by another driver."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        for step in STEPS[:count]:
            old.executescript(step)
        old.execute(f"PRAGMA user_version = {count}")
        old.execute("INSERT INTO saved_searches VALUES ('연가', '{\"text\": \"연가\"}')")
        old.commit()
    return path


def saved(home: Path, unlock: Unlock | None = None) -> tuple[list[str], tuple[type, ...]]:
    with closing(Database(home, unlock)) as database:
        database.check_integrity()
        names = [one.name for one in Searches(database).saved()]
        return names, tuple(type(notice) for notice in database.notices)


def add(home: Path, name: str, unlock: Unlock | None = None) -> None:
    with closing(Database(home, unlock)) as database:
        Searches(database).save(name, Query(name))


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> Turn:
    """Call it to be the version with one more step; again to be today's."""
    steps = [STEPS, (*STEPS, STEP)]

    def turn() -> None:
        steps.reverse()
        for module in ("migration", "database", "switching"):
            monkeypatch.setattr(f"app.store.{module}.STEPS", steps[0])

    return turn


@pytest.mark.parametrize("count", range(4, NOW))
def test_an_older_workspace_is_taken_over_from_a_copy(tmp_path: Path, count: int) -> None:
    old = of_schema(tmp_path / "munjigi.db", count)
    before = old.read_bytes()
    assert saved(tmp_path) == (["연가"], ())
    assert (tmp_path / FILE_NAME).exists()
    assert old.read_bytes() == before
    with closing(sqlite3.connect(old)) as again:
        assert again.execute("PRAGMA user_version").fetchone() == (count,)
        assert again.execute("SELECT name FROM saved_searches").fetchall() == [("연가",)]


def test_a_new_workspace_has_one_file_with_the_schemas_name(tmp_path: Path) -> None:
    assert saved(tmp_path) == ([], ())
    assert [path.name for path in tmp_path.glob("munjigi*.db")] == [FILE_NAME] == [f"munjigi-{NOW}.db"]


def test_what_was_in_the_older_versions_log_comes_along(tmp_path: Path) -> None:
    """Killed before its last checkpoint."""
    old = of_schema(tmp_path / "made" / "munjigi.db", NOW - 1)
    with closing(sqlite3.connect(old)) as writer:
        writer.execute("INSERT INTO saved_searches VALUES ('병가', '{\"text\": \"병가\"}')")
        writer.commit()
        for end in ("", "-wal"):
            shutil.copy(f"{old}{end}", tmp_path / f"munjigi.db{end}")
    assert (tmp_path / "munjigi.db-wal").stat().st_size
    assert saved(tmp_path)[0] == ["병가", "연가"]


def test_going_back_and_forth_each_is_told_of_the_other(tmp_path: Path, tomorrow: Turn) -> None:
    add(tmp_path, "오늘")
    tomorrow()
    assert saved(tmp_path) == (["오늘"], ())
    add(tmp_path, "내일")
    tomorrow()  # rolled back
    assert saved(tmp_path) == (["오늘"], (WorkspaceNewerBeside,))
    tomorrow()
    assert saved(tmp_path) == (["내일", "오늘"], ())  # only read by the older one
    tomorrow()
    add(tmp_path, "되돌아와서")
    tomorrow()
    assert saved(tmp_path) == (["내일", "오늘"], (WorkspaceOlderWritten,))


def test_one_older_file_is_kept_at_most(tmp_path: Path, tomorrow: Turn) -> None:
    of_schema(tmp_path / "munjigi.db", NOW - 1)
    assert saved(tmp_path)[0] == ["연가"]
    tomorrow()
    assert saved(tmp_path) == (["연가"], ())
    assert [one.path.name for one in database_files(tmp_path)] == [FILE_NAME, file_name(NOW + 1)]


def test_a_workspace_of_a_newer_version_alone_is_refused(tmp_path: Path, tomorrow: Turn) -> None:
    tomorrow()
    add(tmp_path, "내일")
    tomorrow()
    with pytest.raises(WorkspaceNewer):
        Database(tmp_path)
    assert not (tmp_path / FILE_NAME).exists()


def test_an_encrypted_one_is_migrated_encrypted(tmp_path: Path, tomorrow: Turn) -> None:
    add(tmp_path, "비밀표식")
    key = DataKey.make(AesGcm())
    slot = Slot.for_words(PASSPHRASE, Cost(8_192, 1, 1))
    file = KeyFile("aes-256-gcm", PAGES, key.id, ()).with_slot(key, slot, slot_key(slot, UNLOCK.passphrase))
    rewrite(tmp_path, tmp_path / FILE_NAME, None, key, file, lambda _done, _total: None)
    tomorrow()
    assert saved(tmp_path, UNLOCK) == (["비밀표식"], ())
    assert [one.path.name for one in database_files(tmp_path)] == [file_name(NOW, key.id), file_name(NOW + 1, key.id)]
    assert not [path for path in tmp_path.iterdir() if "비밀표식".encode() in path.read_bytes()]
    add(tmp_path, "내일", UNLOCK)
    tomorrow()
    assert saved(tmp_path, UNLOCK) == (["비밀표식"], (WorkspaceNewerBeside,))


def test_a_step_that_breaks_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_schema(tmp_path / "munjigi.db", NOW - 1)
    with monkeypatch.context() as patch:
        patch.setattr("app.store.migration.STEPS", (*STEPS[:-1], "CREATE TABLE meta (x);"))
        with pytest.raises(Exception, match="STO-001"):
            Database(tmp_path)
    assert [path.name for path in tmp_path.glob("munjigi*")] == ["munjigi.db"]
    assert saved(tmp_path)[0] == ["연가"]


def test_nobody_may_write_the_older_file_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_schema(tmp_path / "munjigi.db", NOW - 1)
    other = Presence(tmp_path)
    monkeypatch.setattr("app.store.database._BUSY_MS", 0)
    with pytest.raises(WorkspaceBusy):
        Database(tmp_path)
    other.close()
    assert saved(tmp_path)[0] == ["연가"]


class Stopped(BaseException):
    pass


@pytest.mark.parametrize("step", ["copy_into", "take_steps", "settle", "sync_folder", "_drop"])
@pytest.mark.parametrize("after", [False, True])
def test_stopped_anywhere_it_is_old_or_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    of_schema(tmp_path / "munjigi-3.db", NOW - 2)
    old = of_schema(tmp_path / "munjigi.db", NOW - 1)
    old.rename(tmp_path / file_name(NOW - 1))
    real = getattr(migration, step)

    def dying(*values: object) -> None:
        if after:
            real(*values)
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(f"app.store.migration.{step}", dying)
        with pytest.raises(Stopped):
            Database(tmp_path)
    if step in ("copy_into", "take_steps", "settle"):
        assert not (tmp_path / FILE_NAME).exists()
    assert (tmp_path / file_name(NOW - 1)).exists()
    assert saved(tmp_path)[0] == ["연가"]
    assert not list(tmp_path.glob("*.part"))


def test_a_torn_copy_of_a_killed_migration_is_thrown_away(tmp_path: Path) -> None:
    of_schema(tmp_path / "munjigi.db", NOW - 1)
    (tmp_path / f"{FILE_NAME}.part").write_bytes(os.urandom(10_000))
    (tmp_path / f"{FILE_NAME}.part-journal").write_bytes(b"x" * 600)
    assert saved(tmp_path)[0] == ["연가"]
    assert not list(tmp_path.glob("*.part*"))
