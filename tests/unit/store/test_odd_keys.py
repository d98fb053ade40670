"""What does not belong together: a key file and a database, a key file and one made from it, a key and a message."""

from contextlib import closing
from pathlib import Path

import apsw
import pytest

from app.core.errors import WorkspaceBusy, WorkspaceDamaged
from app.core.security_errors import KeyFileDamaged
from app.core.types import Query
from app.store.database import FILE_NAME, Database
from app.store.naming import file_name
from app.store.paging import PAGES, connect, copy_into
from app.store.schema import STEPS
from app.store.searches import Searches
from app.store.switching import replace_key_file, rewrite
from app.store.vault.aes import AesGcm
from app.store.vault.data_key import DataKey
from app.store.vault.key_file import FILE_NAME as KEY_FILE
from app.store.vault.key_file import PASSPHRASE, KeyFile, Slot
from app.store.vault.passphrases import Cost
from app.store.vault.unlocking import Unlock, slot_key

UNLOCK = Unlock("긴 암호 한 문장입니다")


def quiet(done: int, total: int) -> None:
    del done, total


def new_key() -> tuple[DataKey, KeyFile]:
    key = DataKey.make(AesGcm())
    slot = Slot.for_words(PASSPHRASE, Cost(8_192, 1, 1))
    return key, KeyFile("aes-256-gcm", PAGES, key.id, ()).with_slot(key, slot, slot_key(slot, UNLOCK.passphrase))


def names(home: Path, unlock: Unlock | None) -> list[str]:
    with closing(Database(home, unlock)) as database:
        return [one.name for one in Searches(database).saved()]


def lock(home: Path) -> DataKey:
    key, file = new_key()
    rewrite(home, home / FILE_NAME, None, key, file, quiet)
    return key


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with closing(Database(tmp_path)) as database:
        Searches(database).save("연가", Query("연가"))
    return tmp_path


def test_a_key_file_without_its_database_is_no_reason_to_begin_anew(home: Path) -> None:
    """An older key file put back, or that of another home: what it opens is not there."""
    key = lock(home)
    former = (home / KEY_FILE).read_bytes()
    new, file = new_key()
    rewrite(home, home / file_name(len(STEPS), key.id), key, new, file, quiet)
    present = (home / KEY_FILE).read_bytes()
    (home / KEY_FILE).write_bytes(former)
    listed = sorted(path.name for path in home.iterdir())
    with pytest.raises(KeyFileDamaged):
        Database(home, UNLOCK)
    assert sorted(path.name for path in home.iterdir()) == listed
    (home / KEY_FILE).write_bytes(present)
    assert names(home, UNLOCK)


@pytest.mark.parametrize("left", ["nothing", "no file"])
def test_a_lost_database_is_no_reason_to_begin_anew(home: Path, left: str) -> None:
    path = home / file_name(len(STEPS), lock(home).id)
    path.write_bytes(b"") if left == "nothing" else path.unlink()
    with pytest.raises(WorkspaceDamaged):
        Database(home, UNLOCK)
    assert not path.exists() or not path.stat().st_size


def test_a_key_file_made_from_one_that_counts_no_more_is_not_written(home: Path) -> None:
    """Another process has given the workspace a new data key meanwhile: written over, all would be lost."""
    key = lock(home)
    former = KeyFile.read(home / KEY_FILE)
    slot = Slot.for_words(PASSPHRASE, Cost(8_192, 1, 1))
    stale = former.with_slot(key, slot, slot_key(slot, "anders als zuvor"))
    new, file = new_key()
    rewrite(home, home / file_name(len(STEPS), key.id), key, new, file, quiet, former=former)
    with pytest.raises(WorkspaceBusy):
        replace_key_file(home, former, stale)
    with pytest.raises(WorkspaceBusy):  # nor is it switched from
        rewrite(home, home / file_name(len(STEPS), new.id), key, None, None, quiet)
    other, later = new_key()
    with pytest.raises(WorkspaceBusy):  # nor do slots come back that were taken away
        rewrite(home, home / file_name(len(STEPS), new.id), new, other, later, quiet, former=former)
    assert names(home, UNLOCK)


def test_a_fault_in_copying_does_not_tell_the_key(home: Path) -> None:
    secret = DataKey.make(AesGcm()).pages
    with closing(connect(home / FILE_NAME, None)) as connection, pytest.raises(apsw.CantOpenError) as caught:
        copy_into(connection, home / "is not there" / "copy.db", secret)
    assert vars(caught.value)["result"] == apsw.SQLITE_CANTOPEN
    error: BaseException | None = caught.value
    while error is not None:
        assert secret.hex() not in f"{error!r} {error}"
        error = None if error.__suppress_context__ else error.__context__


def test_a_note_of_a_switch_that_is_nested_without_end_removes_nothing(home: Path) -> None:
    (home / "switch.json").write_bytes(b"[" * 99_999)
    assert names(home, None)
    assert not (home / "switch.json").exists()


def test_a_note_of_a_switch_to_itself_removes_nothing(home: Path) -> None:
    key = lock(home)
    (home / "switch.json").write_text(f'{{"old": "{key.id}", "new": "{key.id}"}}')
    assert names(home, UNLOCK)
