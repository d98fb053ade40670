"""The database file that this version works on: found by its name, or made from a copy of the one before.

A step of the schema is taken on a copy under the name of the new schema, fsynced, then renamed: killed at any point it
leaves the old file, or both. The old file stays as it is, so that the version before opens it again after a roll-back;
one older file is kept at most. What one version wrote is not in the other's file: who opens a file beside which the
other one went on is told so.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import apsw

from app.core.errors import AppError, WorkspaceNewer, WorkspaceNewerBeside, WorkspaceOlderWritten
from app.store.durable import settle, sync_folder
from app.store.naming import DatabaseFile, database_files, file_name
from app.store.paging import connect, copy_into
from app.store.presence import Presence
from app.store.schema import STEPS

_OLDER = "older_modified"


@dataclass(frozen=True, slots=True)
class Current:
    """`path` may not be there yet: then it is to be made."""

    path: Path
    notices: tuple[AppError, ...] = ()


def current(home: Path, key_id: str, key: bytes | None, presence: Presence) -> Current:
    """Find this version's file, after migrating a copy of the older one where there is only that. `key_id` is empty
    and `key` None for a plain workspace. Raises WorkspaceNewer, WorkspaceBusy (another process has the older one open),
    and apsw's faults."""
    files = database_files(home, key_id)
    mine = [one for one in files if one.schema <= len(STEPS)]
    newer = [one for one in files if one.schema > len(STEPS)]
    target = home / file_name(len(STEPS), key_id)
    if not mine:
        if newer:
            raise WorkspaceNewer(path=str(newer[-1].path))
        return Current(target)
    notices = [WorkspaceNewerBeside(name=one.path.name) for one in newer[-1:]]
    best = mine[-1]
    version = _version(best, key)
    if version > len(STEPS):
        raise WorkspaceNewer(path=str(best.path))
    if best.path == target or version in (0, len(STEPS)):
        return Current(best.path, (*notices, *_older_written(best, mine[:-1], key)))
    with presence.alone():
        if not target.exists():
            _migrate(best, target, key)
            for old in mine[:-1]:
                _drop(old)
    return Current(target, tuple(notices))


def _version(file: DatabaseFile, key: bytes | None) -> int:
    with contextlib.closing(connect(file.path, key, make=False)) as connection:
        return int(connection.pragma("user_version"))


def _migrate(source: DatabaseFile, target: Path, key: bytes | None) -> None:
    part = target.with_name(target.name + ".part")
    for left in (part, part.with_name(part.name + "-journal")):
        left.unlink(missing_ok=True)
    try:
        with contextlib.closing(connect(source.path, key, make=False)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            copy_into(connection, part, key)
        modified = source.path.stat().st_mtime_ns
        with contextlib.closing(connect(part, key, make=False)) as connection:
            take_steps(connection)
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_OLDER, modified))
        settle(part)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.replace(target)
    sync_folder(target.parent)


def take_steps(connection: apsw.Connection) -> None:
    """The steps of the schema that the file has not taken, all or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # another window may have taken them while we waited for the lock
        version = int(connection.pragma("user_version"))
        for step in STEPS[version:]:
            connection.execute(step)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if not connection.get_autocommit():
            connection.execute("ROLLBACK")
        raise


def _older_written(file: DatabaseFile, older: list[DatabaseFile], key: bytes | None) -> list[AppError]:
    """A notice where the older version has gone on with its own file since this one was made from it."""
    if not older:
        return []
    with contextlib.closing(connect(file.path, key, make=False)) as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (_OLDER,)).fetchone()
    log = older[-1].parts[1]
    written = log.exists() and log.stat().st_size > 0
    if row is not None and (written or older[-1].path.stat().st_mtime_ns != row[0]):
        return [WorkspaceOlderWritten(name=older[-1].path.name)]
    return []


def _drop(file: DatabaseFile) -> None:
    for part in reversed(file.parts):
        part.unlink(missing_ok=True)
