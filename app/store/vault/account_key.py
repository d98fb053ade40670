"""A slot's key that the account of the operating system keeps: no passphrase is needed, on this PC, in this account.

Linux: a file only the account may read, in its own folder outside the workspace; who can read that folder (root, a
backup of the account) has the key. Windows: the same file, protected by DPAPI for the account.
"""

import os
import re
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import WorkspaceUnwritable
from app.core.security_errors import AccountKeyMissing
from app.store.vault.dpapi import protect, unprotect

_ID = re.compile(r"[0-9a-f]{16}")
_KEY_BYTES = 32


def _same(data: bytes) -> bytes:
    return data


@dataclass(frozen=True, slots=True)
class AccountKeys:
    """Keys under `folder`, each in a file of its id; `cover` and `uncover` protect their bytes."""

    folder: Path
    cover: Callable[[bytes], bytes] = _same
    uncover: Callable[[bytes], bytes] = _same

    def make(self) -> tuple[str, bytes]:
        """(id, key). Raises WorkspaceUnwritable."""
        identity, key = secrets.token_hex(8), secrets.token_bytes(_KEY_BYTES)
        path = self._path(identity)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(self.cover(key))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise WorkspaceUnwritable(path=str(path), detail=error.strerror or "") from error
        return identity, key

    def get(self, identity: str) -> bytes:
        """Raises AccountKeyMissing: another account, another PC, or the file is not what was written."""
        path = self._path(identity)
        try:
            key = self.uncover(path.read_bytes())
        except OSError as error:
            raise AccountKeyMissing(path=str(path)) from error
        if len(key) != _KEY_BYTES:
            raise AccountKeyMissing(path=str(path))
        return key

    def drop(self, identity: str) -> None:
        """Overwritten once, then removed: an older copy of the workspace's key file opens with it. Raises
        WorkspaceUnwritable."""
        path = self._path(identity)
        try:
            with path.open("r+b") as stream:
                stream.write(secrets.token_bytes(os.fstat(stream.fileno()).st_size))
                stream.flush()
                os.fsync(stream.fileno())
            path.unlink()
        except FileNotFoundError:
            return
        except OSError as error:
            raise WorkspaceUnwritable(path=str(path), detail=error.strerror or "") from error

    def _path(self, identity: str) -> Path:
        if not _ID.fullmatch(identity):
            raise AccountKeyMissing(path=str(self.folder))
        return self.folder / f"{identity}.key"


def account_keys(account: Path) -> AccountKeys:
    """Those of this system. `account`: core.paths.account_dir()."""
    if sys.platform == "win32":
        return AccountKeys(account / "keys", protect, unprotect)
    return AccountKeys(account / "keys")
