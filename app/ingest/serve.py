"""The reader and ocr roles of a child process: bytes in, a Parsed out; no files, no network, bounded."""

from collections.abc import Callable, Iterator, Mapping

from app.ingest import read, wire
from app.ingest.parse import parse
from app.worker.child import Handler
from app.worker.frames import Frame
from app.worker.sandbox import allow_cpu, limit_memory

MEMORY_MIB = 1024
"""Address space: room for PDFium, lxml and a 100 MB file; bombs die here."""

CPU_SECONDS = 60
"""CPU time of a file (or of one page that is being recognised). The parent's wall clock comes first; this ends
a child whose parent is gone."""


def handlers() -> Mapping[str, Handler]:
    """Take the limits on, then offer `read`.

    Header: `name`; `password` (empty: none); `member`, the way to a file inside containers, as indices; `ocr`,
    whether to recognise scanned pages. Body: the file's bytes, or nothing to mean the bytes of the call before.
    Replies: `{"page", "of"}` after each page recognised; last the Parsed as JSON (wire.py).
    """
    _load_libraries()
    limit_memory(MEMORY_MIB)
    return {"read": _Held().read}


def _load_libraries() -> None:
    """Import the parsers before the limits: a later import must not fail for want of memory."""
    import docx
    import pypdfium2
    from dochan.hwpx import parser

    del docx, pypdfium2, parser


class _Held:
    """The bytes of the file that came last: a container comes once, however many members it has."""

    def __init__(self) -> None:
        self._bytes = b""

    def read(self, request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Raises the AppErrors of read.read."""
        del is_cancelled  # a parser cannot be stopped from inside; the parent kills the child
        allow_cpu(CPU_SECONDS)
        self._bytes = request.body or self._bytes
        name, password = str(request.header["name"]), str(request.header["password"])
        data, name = read.member(self._bytes, name, request.header["member"], password)
        extract = read.read(data, name, password)
        yield Frame({}, wire.to_json(parse(extract, name)))
