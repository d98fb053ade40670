"""What a verb of the vault does not begin, and what is told of one that did not end."""

from contextlib import closing
from pathlib import Path

import pytest

from app.core.errors import CollectionMissing, DiskFull, WorkspaceBusy
from app.core.events import Cancel, result_of
from app.core.security_errors import AuditUnwritable, ErasureUnfinished, KeyFileDamaged
from app.core.settings import Settings
from app.services import vault
from app.services.context import Workspace
from app.services.vault import LockRequest, VaultChanged
from app.store.database import Database
from app.store.roots import Root, Roots
from app.store.vault.passphrases import Cost
from app.store.vault.unlocking import Unlock

CHEAP = Cost(8_192, 1, 1)
WORDS = "긴 암호 한 문장입니다"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with closing(Database(tmp_path / "home")) as database:
        Roots(database).put(Root("규정", b"/folder"))
    return tmp_path / "home"


def by(home: Path, account: str = "account") -> Unlock:
    return Unlock(WORDS, home.parent / account)


def lock(home: Path, account: str = "account") -> VaultChanged:
    request = LockRequest(WORDS, recovery=True, account=True, cost=CHEAP)
    return result_of(vault.lock(home, request, by(home, account), cancel=Cancel()), VaultChanged)


def erased(home: Path, name: str) -> VaultChanged:
    workspace = Workspace.open(home, Settings(), unlock=by(home))
    with closing(workspace):
        return result_of(vault.erase_collection(workspace, name, by(home), cancel=Cancel()), VaultChanged)


def told(home: Path) -> list[type]:
    with closing(Database(home, by(home))) as database:
        return [type(notice) for notice in database.notices]


def collections(home: Path) -> list[str]:
    with closing(Database(home, by(home))) as database:
        return [root.collection for root in Roots(database).all()]


def test_what_cannot_be_recorded_is_not_begun(home: Path) -> None:
    """A recovery passphrase that was made and then not shown would be lost, and the former one with it."""
    (home.parent / "file").write_bytes(b"where the account's folder should be")
    with pytest.raises(AuditUnwritable):
        lock(home, "file")
    assert not vault.status(home).encrypted
    former = lock(home).recovery
    key_file = (home / "vault.json").read_bytes()
    for verb in (vault.new_recovery_passphrase, vault.rekey):
        with pytest.raises(AuditUnwritable):
            list(verb(home, by(home, "file"), cancel=Cancel()))
    assert (home / "vault.json").read_bytes() == key_file
    with closing(Database(home, Unlock(former, home.parent))):
        pass


def test_a_second_locking_takes_only_its_own_keys_away(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(home)
    (kept,) = (home.parent / "account" / "keys").iterdir()
    monkeypatch.setattr(vault, "status", lambda home: vault.VaultStatus(home, encrypted=False))  # it looked before
    monkeypatch.setattr(vault, "_taken_over", lambda home, _unlock: (home / "munjigi-8.db", None))
    with pytest.raises(WorkspaceBusy):
        lock(home)
    assert list((home.parent / "account" / "keys").iterdir()) == [kept]
    assert collections(home) == ["규정"]


def test_an_erasure_is_not_begun_while_others_have_it_open(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.database._BUSY_MS", 0)
    lock(home)
    with closing(Database(home, by(home))), pytest.raises(WorkspaceBusy):
        erased(home, "규정")
    assert collections(home) == ["규정"]
    assert not told(home)
    with pytest.raises(CollectionMissing):
        erased(home, "없는 묶음")
    assert not told(home)


@pytest.mark.parametrize("later", ["rekey", "open-forever"])
def test_an_erasure_that_did_not_end_is_told_until_it_does(
    home: Path, monkeypatch: pytest.MonkeyPatch, later: str
) -> None:
    lock(home)

    def full(*values: object, **more: object) -> None:
        raise DiskFull(path=str(home))

    with monkeypatch.context() as patch, pytest.raises(DiskFull):
        patch.setattr(vault, "rewrite", full)
        erased(home, "규정")
    assert collections(home) == []
    assert told(home) == [ErasureUnfinished]
    verb = vault.rekey if later == "rekey" else vault.open_forever
    list(verb(home, by(home), cancel=Cancel()))
    assert not told(home)


def test_an_erasure_to_its_end_leaves_nothing_to_tell(home: Path) -> None:
    lock(home)
    assert erased(home, "규정").change == "erased"
    assert not told(home)


def test_a_key_file_that_wants_more_memory_than_there_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(home)

    def none(*values: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr("app.store.vault.unlocking.key_from", none)
    with pytest.raises(KeyFileDamaged):
        Database(home, by(home))
