"""Opening, migrating, damage and locks: each fault has its code and nothing is lost."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import DiskFull, WorkspaceBusy, WorkspaceDamaged, WorkspaceNewer, WorkspaceUnwritable
from app.store.database import FILE_NAME, Database
from app.store.documents import Documents
from app.store.ledger import Ledger
from app.store.lock import WriteLock
from app.store.schema import STEPS
from tests.unit.store.test_documents import make, put, row


def test_opening_twice_keeps_what_is_there(tmp_path: Path) -> None:
    document, passages = make("a.md", ["하나"])
    first = Database(tmp_path)
    Documents(first).store(document, passages, row("a.md", document_id=document.id))
    first.close()
    second = Database(tmp_path)
    assert Ledger(second).counts() == (1, 1, 0)
    assert second.generation() == 1
    second.check_integrity()


def test_a_newer_workspace_is_left_alone(tmp_path: Path) -> None:
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(WorkspaceNewer):
        Database(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_file_that_is_no_database_is_damaged_and_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database " * 400)
    with pytest.raises(WorkspaceDamaged):
        Database(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes().startswith(b"not a database")


def test_a_workspace_without_its_tables_is_damaged(tmp_path: Path) -> None:
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("DROP TABLE meta")
    connection.close()
    with pytest.raises(WorkspaceDamaged):
        Database(tmp_path)


@pytest.mark.parametrize("column", ["documents SET text = replace(text, '열흘', '이틀')", "passages SET text = 'x'"])
def test_a_changed_word_is_noticed(tmp_path: Path, column: str) -> None:
    database = Database(tmp_path)
    document, passages = make("a.md", ["기한은 열흘로 한다."])
    Documents(database).store(document, passages, row("a.md", document_id=document.id))
    database.check_integrity()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute(f"UPDATE {column}")
    connection.close()
    with pytest.raises(WorkspaceDamaged):
        database.check_integrity()


def test_a_home_that_is_a_file_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(WorkspaceUnwritable):
        Database(tmp_path / "home")


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with WriteLock(tmp_path), pytest.raises(WorkspaceBusy), WriteLock(tmp_path):
        pass
    with WriteLock(tmp_path):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from app.store.lock import WriteLock\n"
        "with WriteLock(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(WorkspaceBusy), WriteLock(tmp_path):
        pass
    holder.kill()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    with WriteLock(tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_is_said_and_what_was_stored_stays(tmp_path: Path) -> None:
    """A file size limit stands in for a full disk: SQLite sees the write fail either way."""
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from app.core.errors import AppError; from app.store.database import Database\n"
        "from app.store.documents import Documents; from tests.unit.store.test_documents import put\n"
        "documents = Documents(Database(Path(sys.argv[1])))\n"
        "put(documents, 'first.md', ['kept'])\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try:\n    put(documents, 'second.md', ['x' * 5_000_000])\n"
        "except AppError as error:\n    print(error.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() in {DiskFull.code, WorkspaceUnwritable.code}
    database = Database(tmp_path)
    assert [entry.path for entry in Ledger(database).entries()] == ["first.md"]
    database.check_integrity()


def test_threads_have_their_own_connection(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    database = Database(tmp_path)
    documents = Documents(database)
    with ThreadPoolExecutor(4) as pool:
        for number in range(12):
            pool.submit(put, documents, f"{number}.md", ["글"]).result()
        counts = list(pool.map(lambda _: Ledger(database).counts(), range(8)))
    assert counts == [(12, 12, 0)] * 8
    database.close()
