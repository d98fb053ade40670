"""The reader role of a child process: bytes in, an Extract out; no files, no network, bounded."""

from collections.abc import Callable, Iterator, Mapping

from app.ingest.read import read
from app.worker.child import Handler
from app.worker.frames import Frame
from app.worker.sandbox import allow_cpu, limit_memory

MEMORY_MIB = 1024
"""Address space: room for PDFium, lxml and a 100 MB file; bombs die here."""

CPU_SECONDS = 60
"""A file's CPU time. The parent's wall clock comes first; this ends a child whose parent is gone."""


def handlers() -> Mapping[str, Handler]:
    """Take the limits on, then offer `read` (header: name; body: the file's bytes)."""
    _load_libraries()
    limit_memory(MEMORY_MIB)
    return {"read": _read}


def _load_libraries() -> None:
    """Import the parsers before the limits: a later import must not fail for want of memory."""
    import docx
    import pypdfium2
    from dochan.hwpx import parser

    del docx, pypdfium2, parser


def _read(request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
    """One reply: the Extract as JSON in the body. Raises the AppErrors of read.read."""
    del is_cancelled  # a parser cannot be stopped from inside; the parent kills the child
    allow_cpu(CPU_SECONDS)
    extract = read(request.body, str(request.header["name"]))
    yield Frame({}, extract.to_json())
