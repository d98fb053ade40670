"""The parent's view of the reader: hand it a file's bytes, get the document back."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.core.errors import ChildUnstartable, FileTooLarge, ReaderCrashed, ReaderTimeout
from app.core.events import Cancel
from app.core.types import PagePicture
from app.ingest.limits import MEMORY_MIB, MOST_CPU_SECONDS, wall_seconds
from app.ingest.parse import Parsed
from app.ingest.wire import NotParsed, from_dots, from_json
from app.worker.client import Child, ChildCrashed, ChildDied, ChildOverran, ChildSilent, Limits
from app.worker.frames import Frame

MAX_FILE_BYTES = 100 << 20
"""Larger files are refused before they are read."""

READER, OCR = "reader", "ocr"
"""Roles: the second holds the recognition engine and is started only when scanned pages wait."""


@dataclass(frozen=True, slots=True)
class Locks:
    """What the reader cannot do, as it found out by trying: open a file, take memory without end."""

    files: bool
    memory: bool


class Reader:
    """One reader child for a batch, started on first use and again after it died."""

    def __init__(self, role: str = READER) -> None:
        self._child = Child(role, Limits(MEMORY_MIB, MOST_CPU_SECONDS))
        self._held: tuple[int | None, bytes] = (None, b"")

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._child.pid

    def read(
        self,
        data: bytes,
        name: str,
        *,
        password: str = "",
        member: tuple[int, ...] = (),
        ocr: bool = False,
        progress: Callable[[int, int], None] | None = None,
        cancel: Cancel | None = None,
    ) -> Parsed:
        """`name` is for people and for its suffix; nothing is opened by it.

        `member` leads into containers: (2, 0) is the first file in the third file of `data`. `ocr` recognises
        scanned pages (the child must have the OCR role) and reports `progress(pages done, pages)`.
        Raises an ING error (FileEncrypted, FileDamaged, …, ReaderTimeout, ReaderCrashed), each with
        `name`; Cancelled; ChildUnstartable.
        """
        header = {"name": name, "password": password, "member": list(member), "ocr": ocr}
        result = b""
        try:
            for reply in self._call("read", header, data, cancel):
                result = reply.body
                if not result and progress is not None:
                    progress(int(reply.header["page"]), int(reply.header["of"]))
            return from_json(result)
        except (ChildSilent, ChildOverran) as error:
            raise ReaderTimeout(name=name) from error
        except (ChildDied, ChildCrashed, NotParsed, KeyError, ValueError) as error:
            raise ReaderCrashed(name=name) from error

    def preview(
        self,
        data: bytes,
        name: str,
        page: int,
        width: int,
        *,
        password: str = "",
        inside: bytes = b"",
        cancel: Cancel | None = None,
    ) -> PagePicture:
        """A page as its author sees it, at most `width` dots wide; `inside`: raw names that lead into containers.

        Raises PreviewMissing, and what `read` raises.
        """
        header = {"name": name, "password": password, "page": page, "width": width, "inside": inside.hex()}
        try:
            (reply,) = self._call("preview", header, data, cancel)
            return from_dots(reply.header, reply.body)
        except (ChildSilent, ChildOverran) as error:
            raise ReaderTimeout(name=name) from error
        except (ChildDied, ChildCrashed, NotParsed, ValueError) as error:
            raise ReaderCrashed(name=name) from error

    def _call(self, op: str, header: dict[str, Any], data: bytes, cancel: Cancel | None) -> Iterator[Frame]:
        """Send a file with a request, or the request alone where the child still holds the file."""
        if len(data) > MAX_FILE_BYTES:
            raise FileTooLarge(name=header["name"], limit_mb=MAX_FILE_BYTES >> 20)
        digest = hashlib.blake2b(data, digest_size=16).digest()
        held = self.pid is not None and self._held == (self.pid, digest)  # a container's members come from one sending
        body = b"" if held else data
        try:
            yield from self._child.call(
                op, {**header, "again": held}, body, cancel=cancel, silence=wall_seconds(len(data))
            )
        finally:
            self._held = (self.pid, digest)

    def locks(self) -> Locks:
        """Raises ChildUnstartable."""
        try:
            (reply,) = self._child.call("locks", silence=wall_seconds(0))
            return Locks(reply.header["files"] is True, reply.header["memory"] is True)
        except (ChildSilent, ChildOverran, ChildDied, ChildCrashed, KeyError, ValueError) as error:
            raise ChildUnstartable(role=self._child.role) from error

    def close(self) -> None:
        """End the child."""
        self._child.kill()
