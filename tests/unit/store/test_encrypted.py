"""A workspace at rest: nothing to read in its files, every bent byte noticed, rewritten whole or not at all."""

import os
import random
import shutil
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from app.core.errors import (
    AppError,
    Cancelled,
    DiskFull,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceNewerBeside,
    WorkspaceUnwritable,
)
from app.core.security_errors import KeyFileDamaged, PassphraseWrong, WorkspaceLocked
from app.core.types import Query
from app.store import switching
from app.store.database import FILE_NAME, Database
from app.store.naming import file_name
from app.store.paging import PAGES, connect, copy_into
from app.store.presence import Presence
from app.store.schema import STEPS
from app.store.searches import Searches
from app.store.switching import replace_key_file, rewrite
from app.store.vault.aes import AesGcm
from app.store.vault.data_key import DataKey
from app.store.vault.key_file import FILE_NAME as KEY_FILE
from app.store.vault.key_file import PASSPHRASE, KeyFile, Slot
from app.store.vault.passphrases import Cost
from app.store.vault.unlocking import Unlock, slot_key

WORDS = "긴 암호 한 문장입니다"
UNLOCK = Unlock(WORDS)
MARKER = "비밀표식-MARKER"


def quiet(done: int, total: int) -> None:
    del done, total


def new_key(words: str = WORDS) -> tuple[DataKey, KeyFile]:
    key = DataKey.make(AesGcm())
    slot = Slot.for_words(PASSPHRASE, Cost(8_192, 1, 1))
    return key, KeyFile("aes-256-gcm", PAGES, key.id, ()).with_slot(key, slot, slot_key(slot, words))


def filled(home: Path, count: int = 30) -> Path:
    database = Database(home)
    searches = Searches(database)
    for number in range(count):
        searches.save(f"{number} {MARKER}", Query(f"{MARKER} {number} " + "가" * 200))
    database.close()
    return database.path


def names(home: Path, unlock: Unlock | None) -> list[str]:
    with closing(Database(home, unlock)) as database:
        database.check_integrity()
        return [one.name for one in Searches(database).saved()]


def lock(home: Path) -> DataKey:
    key, file = new_key()
    rewrite(home, home / FILE_NAME, None, key, file, quiet)
    return key


def traces(home: Path) -> list[str]:
    return [
        path.name
        for path in home.rglob("*")
        if path.is_file() and any(mark in path.read_bytes() for mark in (MARKER.encode(), b"SQLite format", b"saved_"))
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    filled(tmp_path)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "words").write_text(MARKER)
    return tmp_path


def test_nothing_is_to_be_read_in_a_locked_workspace(home: Path) -> None:
    before = names(home, None)
    assert traces(home)
    lock(home)
    assert names(home, UNLOCK) == before
    assert not traces(home)
    assert not (home / "cache").exists()
    with pytest.raises(WorkspaceLocked):
        Database(home)
    with pytest.raises(PassphraseWrong):
        Database(home, Unlock("nicht dieses Wort"))


def test_nothing_is_to_be_read_while_it_is_open(home: Path) -> None:
    lock(home)
    with closing(Database(home, UNLOCK)) as database:
        Searches(database).save(f"neu {MARKER}", Query(MARKER))
        database.connection().execute("CREATE TEMP TABLE t AS SELECT * FROM saved_searches ORDER BY query")
        log = database.path.with_name(database.path.name + "-wal")
        assert log.stat().st_size
        assert not traces(home)
        assert database.sealer.encrypts
        assert database.sealer.open("a", database.sealer.seal("a", b"abc")) == b"abc"


def test_it_can_be_opened_for_good(home: Path) -> None:
    before = names(home, None)
    key = lock(home)
    rewrite(home, home / file_name(len(STEPS), key.id), key, None, None, quiet)
    assert names(home, None) == before
    assert not (home / KEY_FILE).exists()
    assert [path.name for path in home.glob("munjigi*.db")] == [FILE_NAME]


def test_a_new_key_makes_the_old_one_worthless(home: Path) -> None:
    before = names(home, None)
    key = lock(home)
    old = home / file_name(len(STEPS), key.id)
    carried = old.read_bytes()
    new, file = new_key()
    rewrite(home, old, key, new, file, quiet)
    assert names(home, UNLOCK) == before
    assert not old.exists()
    path = home / file_name(len(STEPS), new.id)
    path.write_bytes(carried)  # an old copy put back
    with pytest.raises(WorkspaceDamaged):
        Database(home, UNLOCK)


def test_every_bent_byte_is_noticed(home: Path) -> None:
    key = lock(home)
    path = home / file_name(len(STEPS), key.id)
    whole = path.read_bytes()
    rng = random.Random(7)
    for _ in range(60):
        bent = bytearray(whole)
        bent[rng.randrange(len(bent))] ^= 1 << rng.randrange(8)
        path.write_bytes(bytes(bent))
        with pytest.raises(WorkspaceDamaged), closing(Database(home, UNLOCK)) as database:
            database.check_integrity()
    path.write_bytes(whole)
    assert names(home, UNLOCK)


def test_pages_stay_where_they_are(home: Path) -> None:
    key = lock(home)
    path = home / file_name(len(STEPS), key.id)
    whole = path.read_bytes()
    one, two = whole[4096:8192], whole[8192:12288]
    path.write_bytes(whole[:4096] + two + one + whole[12288:])
    with pytest.raises(WorkspaceDamaged), closing(Database(home, UNLOCK)) as database:
        database.check_integrity()


def test_a_cut_database_is_noticed(home: Path) -> None:
    key = lock(home)
    path = home / file_name(len(STEPS), key.id)
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(WorkspaceDamaged), closing(Database(home, UNLOCK)) as database:
        database.check_integrity()


def test_a_missing_key_file_is_no_reason_to_begin_anew(home: Path) -> None:
    lock(home)
    (home / KEY_FILE).unlink()
    with pytest.raises(KeyFileDamaged):
        Database(home)
    assert not (home / FILE_NAME).exists()


def test_a_changed_row_in_the_copy_is_noticed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bent(connection: apsw.Connection, target: Path, key: bytes | None) -> None:
        copy_into(connection, target, key)
        with closing(connect(target, key)) as copy:
            copy.execute("UPDATE saved_searches SET name = 'x' WHERE name LIKE '7 %'")

    monkeypatch.setattr("app.store.switching.copy_into", bent)
    before = names(home, None)
    with pytest.raises(WorkspaceDamaged) as caught:
        lock(home)
    assert caught.value.params["detail"] == "saved_searches"
    assert names(home, None) == before
    assert not (home / KEY_FILE).exists()


def test_nobody_may_have_it_open(home: Path) -> None:
    with closing(Database(home)):
        presence = Presence(home, 0)
        with pytest.raises(WorkspaceBusy), presence.alone():
            pytest.fail("not alone")
        presence.close()
    assert names(home, None)


def test_who_comes_while_it_is_rewritten_waits_or_is_told(home: Path) -> None:
    presence = Presence(home)
    with presence.alone(), pytest.raises(WorkspaceBusy):
        Presence(home, 0)
    presence.close()
    assert names(home, None)


def test_giving_up_leaves_it_as_it_was(home: Path) -> None:
    before = names(home, None)
    listed = sorted(path.name for path in home.iterdir())

    def stop(done: int, total: int) -> None:
        del total
        if done:
            raise Cancelled

    key, file = new_key()
    with pytest.raises(Cancelled):
        rewrite(home, home / FILE_NAME, None, key, file, stop)
    assert names(home, None) == before
    assert sorted(path.name for path in home.iterdir() if path.name != "write.lock") == listed


def test_a_newer_versions_file_is_not_left_behind_in_plain(home: Path) -> None:
    shutil.copy(home / FILE_NAME, home / file_name(len(STEPS) + 1))
    with pytest.raises(WorkspaceNewerBeside):
        lock(home)
    assert (home / file_name(len(STEPS) + 1)).exists()


def test_no_room_is_told_before(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(home)._replace(free=1000)
    monkeypatch.setattr("app.store.switching.shutil.disk_usage", lambda _path: usage)
    with pytest.raises(DiskFull):
        lock(home)
    assert names(home, None)


@pytest.mark.skipif(os.name != "posix", reason="hard links to the former key file")
def test_a_key_file_that_was_replaced_is_overwritten(home: Path) -> None:
    key = lock(home)
    watched = home / "watched"
    os.link(home / KEY_FILE, watched)
    former = watched.read_bytes()
    slot = Slot.for_words(PASSPHRASE, Cost(8_192, 1, 1))
    other = KeyFile("aes-256-gcm", PAGES, key.id, ()).with_slot(key, slot, slot_key(slot, "anders als zuvor"))
    replace_key_file(home, KeyFile.read(home / KEY_FILE), other)
    assert watched.read_bytes() != former
    assert len(watched.read_bytes()) == len(former)
    watched.unlink()
    assert names(home, Unlock("anders als zuvor"))
    with pytest.raises(PassphraseWrong):
        names(home, UNLOCK)


def test_a_second_name_of_the_key_file_never_costs_the_key(home: Path) -> None:
    """Killed between the link and the rename: the former key file is still the one that counts."""
    lock(home)
    os.link(home / KEY_FILE, home / "vault.json.old")
    assert names(home, UNLOCK)
    assert not (home / "vault.json.old").exists()
    assert names(home, UNLOCK)


@pytest.mark.parametrize(
    "written", [b"", b"{}", b"[1]", b'{"old": 1, "new": 2}', b'{"old": "x", "new": "y"}', b'{"old": "", "new": ""}']
)
def test_a_bent_note_of_the_switch_removes_nothing(home: Path, written: bytes) -> None:
    (home / "switch.json").write_bytes(written)
    assert names(home, None)
    assert not (home / "switch.json").exists()


class Stopped(BaseException):
    pass


def stopping_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The process dies at the `number`-th step that touches the disk; nothing is cleaned up."""
    left = [number]

    def step(name: str) -> None:
        module, function = name.rsplit(".", 1)
        real = getattr(switching, function) if module == "switching" else getattr(unfinished, function)

        def wrapped(*values: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Stopped
            return real(*values)

        monkeypatch.setattr(switching if module == "switching" else unfinished, function, wrapped)

    from app.store import unfinished

    for name in ("switching.copy_into", "switching.settle", "switching.settle_switch", "switching.put_key_file"):
        step(name)
    for name in ("unfinished.wipe", "unfinished.wipe_tree", "unfinished.replace_file", "unfinished.remove_file"):
        step(name)


@pytest.mark.parametrize("way", ["lock", "rekey", "open"])
def test_stopped_anywhere_it_is_old_or_new(tmp_path: Path, way: str) -> None:
    made = tmp_path / "made"
    filled(made, 3)
    before = names(made, None)
    key = None if way == "lock" else lock(made)
    seen = set()
    for number in range(60):
        home = tmp_path / str(number)
        shutil.copytree(made, home)
        new, file = (None, None) if way == "open" else new_key()
        source = home / file_name(len(STEPS), key.id if key else "")
        with pytest.MonkeyPatch.context() as patch:
            stopping_at(patch, number)
            try:
                rewrite(home, source, key, new, file, quiet)
                ended = True
            except Stopped:
                ended = False
        locked = (home / KEY_FILE).exists()
        seen.add(locked)
        assert names(home, UNLOCK if locked else None) == before
        assert len(list(home.glob("munjigi*"))) == 1  # what was left of the other state is gone
        assert not (home / "switch.json").exists()
        assert not (locked and traces(home))
        shutil.rmtree(home)
        if ended:
            break
    else:
        pytest.fail("never ended")
    assert number > 8
    assert seen == ({True} if way == "rekey" else {True, False})


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "presence.lock").mkdir()
    with pytest.raises((WorkspaceUnwritable, AppError)):
        Database(tmp_path / "home")
