"""The sealed head of an audit chain, and the key that seals: two small files in one folder.

`key` is 32 random bytes, readable by its owner alone (0600; on Windows the folder of the account). `<name>.json` is the
head with its HMAC. Core.chain says what they can and cannot show.
"""

import contextlib
import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from app.core.chain import BEGINNING, Head, Link, goes_on, head_holds, head_seal

KEY_BYTES = 32
_KEY = "key"


class HeadDamaged(Exception):
    """The file of a head is not one that was sealed with this key."""


class SealedHead:
    """One head in a folder that is made when it is first needed. Writers take turns: the caller sees to that."""

    def __init__(self, folder: Path, name: str, mode: int = 0o700) -> None:
        """`mode` is the folder's when it is made."""
        self.folder = folder
        self._mode = mode
        self.path = folder / f"{name}.json"

    def key(self, *, make: bool = False) -> bytes | None:
        """The key; None where there is none, or where it is another account's. With `make` it is made once, whoever
        comes first. Raises OSError."""
        path = self.folder / _KEY
        if make:
            self._make_folder()
            self._make_key(path)
        try:
            found = path.read_bytes()
        except (FileNotFoundError, PermissionError):
            return None
        return found if len(found) == KEY_BYTES else None

    def read(self, key: bytes | None) -> Head | None:
        """The head; None where none was sealed. Without a key its seal is not checked. Raises HeadDamaged, OSError."""
        try:
            data = json.loads(self.path.read_bytes())
            head = Head(str(data["chain"]), int(data["count"]), str(data["digest"]))
            if key is not None and not head_holds(head, str(data["seal"]), key):
                raise HeadDamaged
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise HeadDamaged from error
        return head

    def may_move(self, links: Sequence[Link], key: bytes) -> bool:
        """Whether a chain that held `links` before it grew goes on from what was sealed. Where it does not, the head
        stays as it is: it is the evidence. Raises OSError."""
        try:
            sealed = self.read(key)
        except HeadDamaged:
            return False
        return len(links) <= BEGINNING if sealed is None else goes_on(links, sealed)

    def write(self, head: Head, key: bytes) -> None:
        """Beside, to the disk, renamed. Raises OSError."""
        beside = self.path.with_suffix(".new")
        data = {"chain": head.chain, "count": head.count, "digest": head.digest, "seal": head_seal(head, key)}
        with beside.open("w", encoding="ascii") as stream:
            json.dump(data, stream)
            set_mode(stream, self._mode & 0o666)
            to_disk(stream)
        beside.replace(self.path)
        folder_to_disk(self.folder)

    def probe(self) -> None:
        """Whether a head could be written now. Raises OSError."""
        beside = self.path.with_suffix(f".{secrets.token_hex(8)}")
        try:
            with beside.open("w", encoding="ascii") as stream:
                stream.write(" " * 512)
                to_disk(stream)
        finally:
            beside.unlink(missing_ok=True)

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(self._mode)

    def _make_key(self, path: Path) -> None:
        """Linked into its place: two processes that come at once agree on one key, and none sees half of it."""
        if path.exists():
            return
        beside = path.with_name(f"{_KEY}.{secrets.token_hex(8)}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(secrets.token_bytes(KEY_BYTES))
                to_disk(stream)
            with contextlib.suppress(FileExistsError):
                os.link(beside, path)
        finally:
            beside.unlink()
        folder_to_disk(self.folder)


def set_mode(stream: IO[bytes] | IO[str], mode: int) -> None:
    """Whatever the umask says. Windows has the folder's rights."""
    if hasattr(os, "fchmod"):
        os.fchmod(stream.fileno(), mode)


def to_disk(stream: IO[bytes] | IO[str]) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def folder_to_disk(folder: Path) -> None:
    """Names that were made in a folder; where a system cannot do that for folders (Windows), nothing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
