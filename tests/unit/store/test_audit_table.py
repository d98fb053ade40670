"""The workspace's audit: what is kept where, what is noticed, and what a kill in the middle leaves."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.audit import AuditKind
from app.core.security_errors import AuditBroken, AuditCut, AuditUnwritable
from app.store.audit import Audit
from app.store.database import Database
from app.store.sealed_head import SealedHead

OPENED = {"collection": "예제"}


class Home:
    """A workspace's database with its audit, closed and opened again at will."""

    def __init__(self, folder: Path, account: Path) -> None:
        self.folder, self.account = folder, account
        self.database = Database(folder)
        self.audit = Audit(self.database, account)

    def again(self) -> "Home":
        self.database.close()
        return Home(self.folder, self.account)

    def add(self, count: int = 1) -> None:
        for _ in range(count):
            self.audit.append(AuditKind.OPENED, OPENED)

    def kinds(self) -> list[str]:
        return [one.kind for one in reversed(self.audit.entries())]

    def rewrite(self, statement: str) -> None:
        """What somebody with a tool for databases can do."""
        with self.database.transaction(documents=False) as connection:
            connection.execute("DROP TRIGGER audit_stays")
            connection.execute("DROP TRIGGER audit_keeps")
            connection.execute(statement)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path / "home", tmp_path / "account")
    yield made
    made.database.close()


def test_what_is_recorded_stays_in_order(home: Home) -> None:
    assert home.audit.verify().head.count == 0, "nothing is made before there is something to record"
    assert not home.account.exists()
    home.add(2)
    home.audit.append(AuditKind.EXPORTED, {"what": "draft", "format": "hwpx", "sha256": "a" * 64, "document": 3})
    home = home.again()
    assert home.kinds() == ["begun", "opened", "opened", "exported"]
    found = home.audit.verify()
    assert (found.head.count, found.sealed, found.foreign, found.keyed, found.resealed) == (4, 4, 0, True, ())
    assert home.audit.entries(1)[0].facts["document"] == 3
    latest = home.audit.latest(AuditKind.OPENED)
    assert latest is not None and latest.number == 3
    assert home.audit.latest(AuditKind.PRINTED) is None


def test_the_key_is_the_accounts_alone(home: Home) -> None:
    home.add()
    folder = home.account / "audit"
    assert (folder / "key").stat().st_size == 32
    if os.name != "nt":
        assert (folder / "key").stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(one.suffix for one in folder.iterdir()) == ["", ".json"]


def test_the_table_takes_no_change(home: Home) -> None:
    home.add(2)
    for statement in ("UPDATE audit SET seal = ''", "DELETE FROM audit WHERE number = 2"):
        with (
            pytest.raises(Exception, match="append only"),
            home.database.transaction(documents=False) as connection,
        ):
            connection.execute(statement)
    assert home.audit.verify().head.count == 3


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE audit SET body = replace(body, '예제', '다른') WHERE number = 3", 3),
        ("UPDATE audit SET seal = upper(seal) WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 4", 4),
        ("UPDATE audit SET number = number + 100 WHERE number > 2", 3),
    ],
)
def test_a_change_in_the_middle_shows(home: Home, statement: str, entry: int) -> None:
    home.add(5)
    home.rewrite(statement)
    with pytest.raises(AuditBroken) as broken:
        home.audit.verify()
    assert broken.value.params["entry"] == entry


def test_a_cut_end_shows_and_goes_on_showing(home: Home) -> None:
    home.add(5)
    home.rewrite("DELETE FROM audit WHERE number > 3")
    with pytest.raises(AuditCut) as cut:
        home.audit.verify()
    assert (cut.value.params["count"], cut.value.params["sealed"]) == (3, 6)
    home.add(3)  # as many again: the head that was sealed is the evidence, and stays
    with pytest.raises(AuditBroken) as broken:
        home.audit.verify()
    assert broken.value.params["entry"] == 6


def test_an_older_copy_of_the_workspace_shows(home: Home, tmp_path: Path) -> None:
    home.add(2)
    home.database.close()
    shutil.copytree(home.folder, tmp_path / "kept")
    home = home.again()
    home.add(2)
    home.database.close()
    shutil.rmtree(home.folder)
    shutil.copytree(tmp_path / "kept", home.folder)
    home = home.again()
    with pytest.raises(AuditCut):
        home.audit.verify()
    home.audit.accept()
    assert home.kinds()[-1] == "resealed"
    assert home.audit.entries(1)[0].facts["count"] == 5
    home.add()
    found = home.audit.verify()
    assert (found.sealed, found.resealed) == (5, (4,))
    home.audit.accept()
    assert home.audit.head().count == 5, "what goes on needs no accepting"
    home.database.close()


def test_a_new_workspace_in_the_place_of_an_old_one_says_so(home: Home) -> None:
    home.add(4)
    home.database.close()
    shutil.rmtree(home.folder)
    home = home.again()
    home.add()
    assert home.audit.entries()[-1].facts["before_count"] == 5
    with pytest.raises(AuditCut):
        home.audit.verify()
    home.database.close()


def test_a_workspace_that_was_brought_here_says_so(home: Home, tmp_path: Path) -> None:
    """Another folder, and another account that has not its key."""
    home.add(3)
    home.database.close()
    for name, account in (("moved", home.account), ("elsewhere", tmp_path / "other")):
        shutil.copytree(home.folder, tmp_path / name)
        copy = Home(tmp_path / name, account)
        copy.add()
        found = copy.audit.verify()
        assert (found.head.count, found.sealed, found.resealed) == (6, 6, (5,))
        assert found.foreign == (4 if name == "elsewhere" else 0)
        copy.database.close()
    home = home.again()
    assert home.audit.verify().sealed == 4, "the one that stayed is as it was"
    home.database.close()


def test_a_kill_before_the_head_is_sealed_is_no_tampering(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first entry, and a later one."""
    sealing = SealedHead.write
    for count in (2, 4):
        monkeypatch.setattr(SealedHead, "write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            home.add()
        monkeypatch.setattr(SealedHead, "write", sealing)
        found = home.audit.verify()
        assert (found.head.count, found.sealed, found.resealed) == (count, 0 if count == 2 else 3, ())
        home.add()
        assert home.audit.verify().sealed == count + 1


def test_what_cannot_be_recorded_is_told(home: Home) -> None:
    home.account.write_text("a file where the folder should be")
    with pytest.raises(AuditUnwritable):
        home.add()
    assert home.audit.head().count == 0


def test_a_bent_head_shows(home: Home) -> None:
    home.add(3)
    (head,) = (home.account / "audit").glob("*.json")
    good = head.read_bytes()
    for bent in (b"", b"{}", good.replace(b'"count": 4', b'"count": 3'), b"\xff", good[:-20]):
        head.write_bytes(bent)
        with pytest.raises(AuditBroken) as broken:
            home.audit.verify()
        assert broken.value.params["entry"] == 0
        home.add()
        assert head.read_bytes() == bent, "it is the evidence"
    home.audit.accept()
    assert home.audit.verify().resealed != ()


def test_what_is_done_and_its_entry_are_one(home: Home) -> None:
    with pytest.raises(RuntimeError), home.audit.together() as (connection, put):
        connection.execute("INSERT INTO saved_searches VALUES ('a', '{}')")
        put(AuditKind.OPENED, OPENED)
        raise RuntimeError
    with home.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM saved_searches").fetchone() == (0,)
    assert home.audit.head().count == 0


def test_threads_that_append_at_once_make_one_chain(home: Home) -> None:
    threads = [threading.Thread(target=home.add, args=(10,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert home.audit.verify().sealed == 41
