"""The parent's view of the reader: hand it a file's bytes, get the document back."""

from app.core.errors import FileTooLarge, ReaderCrashed, ReaderTimeout
from app.core.events import Cancel
from app.ingest.blocks import Extract, NotAnExtract
from app.ingest.parse import Parsed, parse
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent

MAX_FILE_BYTES = 100 << 20
"""Larger files are refused before they are read."""

WALL_SECONDS = 60.0
"""The longest a file may take; the slowest honest sample needed a tenth of it."""


class Reader:
    """One reader child for a batch, started on first use and again after it died."""

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        self._child = Child("reader")
        self.wall_seconds = wall_seconds

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._child.pid

    def read(self, data: bytes, name: str, *, cancel: Cancel | None = None) -> Parsed:
        """`name` is for people and for its suffix; nothing is opened by it.

        Raises an ING error (FileEncrypted, FileDamaged, …, ReaderTimeout, ReaderCrashed), each with
        `name`; Cancelled; ChildUnstartable.
        """
        if len(data) > MAX_FILE_BYTES:
            raise FileTooLarge(name=name, limit_mb=MAX_FILE_BYTES >> 20)
        try:
            replies = list(self._child.call("read", {"name": name}, data, cancel=cancel, silence=self.wall_seconds))
            extract = Extract.from_json(replies[0].body)
        except ChildSilent as error:
            raise ReaderTimeout(name=name) from error
        except (ChildDied, ChildCrashed, NotAnExtract, IndexError) as error:
            raise ReaderCrashed(name=name) from error
        return parse(extract, name)

    def close(self) -> None:
        """End the child."""
        self._child.kill()
