"""A workspace's database rewritten under another key, or under none: encrypting, decrypting, a new data key.

Everything is copied into a new file, which is read again and compared before anything counts. Then the key file is
replaced in one rename (or removed): from that moment the new file is the workspace. Only then the old files, and all
that was computed from them, are overwritten and removed. Killed at any point it leaves the old workspace or the new
one, whole; the next opening removes the rest (store.unfinished).

Honest words: what was once on an SSD, in a snapshot or in a backup in plain text may stay readable there, and an old
copy of the key file still opens an old copy of the database.
"""

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw

from app.core.errors import DiskFull, WorkspaceBusy, WorkspaceDamaged, WorkspaceNewerBeside, WorkspaceUnwritable
from app.store.durable import remove_file, settle, sync_folder
from app.store.faults import coded
from app.store.lock import WriteLock
from app.store.naming import database_files, file_name
from app.store.paging import connect, copy_into
from app.store.presence import Presence
from app.store.schema import STEPS
from app.store.unfinished import FILE_NAME, Switch, destroy_databases, key_id_of, put_key_file, settle_switch
from app.store.vault.data_key import DataKey
from app.store.vault.key_file import FILE_NAME as KEY_FILE_NAME
from app.store.vault.key_file import KeyFile
from app.store.wiping import wipe

Report = Callable[[int, int], None]
"""(done, all): the copy, each table compared, the switch. It may raise Cancelled: until then nothing has happened."""


def rewrite(
    home: Path,
    source: Path,
    old: DataKey | None,
    new: DataKey | None,
    file: KeyFile | None,
    report: Report,
    *,
    former: KeyFile | None = None,
) -> None:
    """`source`: the database as it is, of this schema, closed; `old` its key, `new` the one to come, None for plain
    pages; `file`: the key file to come, None to have none; `former`: the one it was made from, None to compare only the
    key. Raises WorkspaceBusy where anybody has the workspace open, or has given it another key file since,
    WorkspaceNewerBeside where a newer version's file would be left behind, DiskFull, WorkspaceUnwritable,
    WorkspaceDamaged, and what `report` raises."""
    old_id, new_id = old.id if old else "", new.id if new else ""
    target = home / file_name(len(STEPS), new_id)
    presence = Presence(home)
    try:
        with WriteLock(home), presence.alone(), _coded_files(home):
            settle_switch(home)
            if key_id_of(home) != old_id or (former is not None and not _is(home, former)):
                raise WorkspaceBusy(path=str(home))
            for one in database_files(home, old_id):
                if one.schema > len(STEPS):
                    raise WorkspaceNewerBeside(name=one.path.name)
            _room(source)
            Switch(old_id, new_id).write(home)
            try:
                _copy(source, old.pages if old else None, target, new.pages if new else None, report)
            except BaseException:
                destroy_databases(home, new_id)
                remove_file(home / FILE_NAME)
                raise
            put_key_file(home, file)
            settle_switch(home)
    finally:
        presence.close()


def replace_key_file(home: Path, former: KeyFile, file: KeyFile) -> None:
    """Other slots for the same data key; `former` is overwritten. Raises WorkspaceBusy, also where it is not the one
    that counts any more: what another process has done since would be undone, a new data key lost for good. And
    WorkspaceUnwritable, KeyFileDamaged."""
    with WriteLock(home), _coded_files(home):
        if not _is(home, former):
            raise WorkspaceBusy(path=str(home))
        put_key_file(home, file)


def _is(home: Path, file: KeyFile) -> bool:
    """Whether it is the key file that counts."""
    try:
        return KeyFile.read(home / KEY_FILE_NAME) == file
    except FileNotFoundError:
        return False


def _copy(source: Path, old: bytes | None, target: Path, new: bytes | None, report: Report) -> None:
    part = target.with_name(target.name + ".part")
    for left in (part, target):
        wipe(left)
    with coded(source), contextlib.closing(connect(source, old, make=False)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        report(0, 0)
        copy_into(connection, part, new)
        with contextlib.closing(connect(part, new, make=False)) as copy:
            _compare(connection, copy, part, report)
    settle(part)
    part.replace(target)
    sync_folder(target.parent)


def _compare(one: apsw.Connection, other: apsw.Connection, path: Path, report: Report) -> None:
    """Every row of every table. Raises WorkspaceDamaged."""
    if other.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise WorkspaceDamaged(path=str(path), detail="integrity_check")
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    if one.execute(schema).fetchall() != other.execute(schema).fetchall():
        raise WorkspaceDamaged(path=str(path), detail="sqlite_schema")
    if one.pragma("user_version") != other.pragma("user_version"):
        raise WorkspaceDamaged(path=str(path), detail="user_version")
    tables = [name for (name,) in one.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    for done, table in enumerate(tables):
        report(done + 1, len(tables) + 2)
        if _digest(one, table) != _digest(other, table):
            raise WorkspaceDamaged(path=str(path), detail=table)
    report(len(tables) + 1, len(tables) + 2)


def _digest(connection: apsw.Connection, table: str) -> tuple[int, bytes]:
    """Number of rows, and a SHA-256 over their values in the order in which the table keeps them."""
    count, digest = 0, hashlib.sha256()
    for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names of our own tables
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
        count += 1
    return count, digest.digest()


def _room(source: Path) -> None:
    """Raises DiskFull where a second copy would not fit."""
    need = source.stat().st_size + (1 << 24)
    if shutil.disk_usage(source.parent).free < need:
        raise DiskFull(path=str(source.parent))


@contextlib.contextmanager
def _coded_files(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceUnwritable(path=str(home), detail=error.strerror or "") from error
