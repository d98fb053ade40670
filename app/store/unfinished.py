"""A workspace whose files are being replaced says in `switch.json` which are the old ones and which the new.

Which of them count is told by the key file alone, and that changes in one rename (or removal). So whoever opens the
workspace after a kill needs only to remove the others, and does nothing where that is not sure.
"""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import WorkspaceBusy, WorkspaceUnwritable
from app.store.durable import remove_file, replace_file
from app.store.lock import WriteLock
from app.store.naming import database_files, unfinished_copies
from app.store.presence import Presence
from app.store.vault.key_file import FILE_NAME as KEY_FILE_NAME
from app.store.vault.key_file import KeyFile
from app.store.wiping import wipe, wipe_tree

FILE_NAME = "switch.json"

_FORMER = "vault.json.old"

_FOLDERS = ("cache",)
"""Made from the database, and made again when they are missing."""


@dataclass(frozen=True, slots=True)
class Switch:
    """From the files of one data key to those of another; empty: plain ones."""

    old: str
    new: str

    def write(self, home: Path) -> None:
        replace_file(home / FILE_NAME, json.dumps({"old": self.old, "new": self.new}).encode())


def finish(home: Path, presence: Presence) -> None:
    """Remove what a switch that did not end has left. Where others have the workspace open it waits for the next time.
    Raises WorkspaceUnwritable and KeyFileDamaged."""
    if not (home / FILE_NAME).exists() and not (home / _FORMER).exists():
        return
    try:
        with presence.alone(), WriteLock(home):
            settle_switch(home)
    except WorkspaceBusy:
        return
    except OSError as error:
        raise WorkspaceUnwritable(path=str(home), detail=error.strerror or "") from error


def settle_switch(home: Path) -> None:
    """For who has the workspace alone and the write lock. Raises OSError and KeyFileDamaged."""
    _wipe_former(home)
    if not (home / FILE_NAME).exists():
        return
    switch = _read(home)
    counts = key_id_of(home)
    if switch is not None and counts == switch.new:
        for folder in _FOLDERS:
            wipe_tree(home / folder)
        destroy_databases(home, switch.old)
    elif switch is not None and counts == switch.old:
        destroy_databases(home, switch.new)
    remove_file(home / FILE_NAME)


def put_key_file(home: Path, file: KeyFile | None) -> None:
    """Replace the key file in one rename, or remove it (None); then overwrite the former one's bytes. For the holder of
    the write lock. Raises OSError."""
    path, former = home / KEY_FILE_NAME, home / _FORMER
    _wipe_former(home)
    with contextlib.suppress(OSError):  # nothing to keep hold of, or a file system without links
        former.hardlink_to(path)
    if file is not None:
        replace_file(path, file.written())
    else:
        remove_file(path)
    _wipe_former(home)


def key_id_of(home: Path) -> str:
    """Of the key file; empty: the workspace is plain. Raises KeyFileDamaged."""
    try:
        return KeyFile.read(home / KEY_FILE_NAME).key_id
    except FileNotFoundError:
        return ""


def destroy_databases(home: Path, key_id: str) -> None:
    """All of a key (empty: the plain ones), of older schemas as well. Raises OSError."""
    for file in database_files(home, key_id):
        for part in reversed(file.parts):
            wipe(part)
    for path in unfinished_copies(home, key_id):
        wipe(path)


def _wipe_former(home: Path) -> None:
    """The former key file; while it is still the one that counts, only its second name goes."""
    path, former = home / KEY_FILE_NAME, home / _FORMER
    if former.exists() and path.exists() and former.samefile(path):
        remove_file(former)
    else:
        wipe(former)


def _read(home: Path) -> Switch | None:
    """None: not in the form; it was written whole or not at all, so somebody bent it."""
    try:
        said = json.loads((home / FILE_NAME).read_bytes())
        old, new = said["old"], said["new"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Switch(old, new) if isinstance(old, str) and isinstance(new, str) and old != new else None
