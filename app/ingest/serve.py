"""The reader and ocr roles of a child process: bytes in, a Parsed out; no files, no network, bounded."""

from collections.abc import Callable, Iterator, Mapping

from app.ingest import read, wire
from app.ingest.limits import CPU_SECONDS, MEMORY_MIB
from app.ingest.parse import parse
from app.ingest.preload import preload
from app.worker import sandbox
from app.worker.child import Handler
from app.worker.frames import Frame


def handlers() -> Mapping[str, Handler]:
    """Import everything, take the limits on, seal the process; then offer `read` and `locks`.

    Header: `name`; `password` (empty: none); `member`, the way to a file inside containers, as indices; `ocr`,
    whether to recognise scanned pages; `again`: the bytes of the call before are meant, else the body is the file.
    Replies: `{"page", "of"}` after each page recognised; last the Parsed as JSON (wire.py).
    """
    preload()
    lock()
    return {"read": _Held().read, "locks": _locks}


def lock() -> None:
    """Give up files, processes and memory without end, before the first byte of a document comes.

    Where the system cannot do one of these the work goes on, and `locks` and munjigi doctor tell.
    """
    sandbox.step_back()
    sandbox.limit_memory(MEMORY_MIB)
    sandbox.seal()


def _locks(request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
    """Reply: `{"files", "memory"}`, whether each is locked, found out by asking the system."""
    del request, is_cancelled
    yield Frame({"files": sandbox.sealed(), "memory": sandbox.memory_limited()})


class _Held:
    """The bytes of the file that came last: a container comes once, however many members it has."""

    def __init__(self) -> None:
        self._bytes = b""

    def read(self, request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Raises the AppErrors of read.read."""
        del is_cancelled  # a parser cannot be stopped from inside; the parent kills the child
        sandbox.allow_cpu(CPU_SECONDS)
        if not request.header["again"]:
            self._bytes = request.body
        name, password = str(request.header["name"]), str(request.header["password"])
        data, name = read.member(self._bytes, name, request.header["member"], password)
        extract = read.read(data, name, password)
        yield Frame({}, wire.to_json(parse(extract, name)))
