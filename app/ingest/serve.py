"""The reader and ocr roles of a child process: bytes in, a Parsed or a page out; no files, no network, bounded."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from app.core.catalog import Catalog
from app.core.errors import AppError, Cancelled, FileTooLarge
from app.core.paths import models_dir
from app.ingest import read, recognise, wire
from app.ingest.blocks import Extract
from app.ingest.limits import CPU_SECONDS, MAX_PASSAGES, MAX_PLAIN, MEMORY_MIB, cpu_seconds
from app.ingest.parse import parse
from app.ingest.preload import preload
from app.ingest.preview import inside, preview
from app.ingest.readers.ocr import Engine
from app.worker import sandbox
from app.worker.child import Handler
from app.worker.frames import Frame


def handlers() -> Mapping[str, Handler]:
    """Import everything, take the limits on, seal the process; then offer `read`, `preview` and `locks`.

    Header of `read`: `name`; `password` (empty: none); `member`, the way to a file inside containers, as indices;
    `ocr`, whether to recognise scanned pages; `again`: the bytes of the call before are meant, else the body is the
    file.
    Replies: `{"page", "of"}` after each page recognised; last the Parsed as JSON (wire.py).
    """
    preload()
    lock()
    held = _Held()
    return {"read": held.read, "preview": held.preview, "locks": _locks}


def ocr_handlers(installed: Callable[[], Sequence[Path]] = tuple) -> Mapping[str, Handler]:
    """As `handlers`, with the recognition engine in memory: its data could not be opened afterwards. `installed`:
    folders of models that a bundle brought."""
    engine = _engine(installed)
    preload()
    lock()
    return {"read": _Held(engine).read, "locks": _locks}


def _engine(installed: Callable[[], Sequence[Path]]) -> Engine | None:
    """None where its data is not installed, or is not what the catalogue says."""
    try:
        model = Catalog.load(models_dir(), parts=installed()).choose("ocr")
        model.verify()
        return Engine(model.folder)
    except (AppError, RuntimeError):
        return None


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

    def __init__(self, engine: Engine | None = None) -> None:
        self._bytes = b""
        self._engine = engine

    def read(self, request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Raises the AppErrors of read.read. A parser cannot be stopped from inside: the parent kills the child."""
        if not request.header["again"]:
            self._bytes = request.body
        sandbox.allow_cpu(cpu_seconds(len(self._bytes)))
        name, password = str(request.header["name"]), str(request.header["password"])
        data, name = read.member(self._bytes, name, request.header["member"], password)
        if not request.header["ocr"]:
            yield _document(read.read(data, name, password), name)
            return
        for step in recognise.recognise(data, name, password, self._engine):
            if isinstance(step, Extract):
                yield _document(step, name)
                return
            if is_cancelled():
                raise Cancelled
            sandbox.allow_cpu(CPU_SECONDS)
            yield Frame({"page": step.done, "of": step.pages})

    def preview(self, request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Header: as `read`, but `page` and `width`, and `inside`, the raw names that lead into containers, in hex.

        Reply: the size, and the dots as body. Raises the AppErrors of preview.preview.
        """
        del is_cancelled
        header = request.header
        if not header["again"]:
            self._bytes = request.body
        sandbox.allow_cpu(cpu_seconds(len(self._bytes)))
        name, password = str(header["name"]), str(header["password"])
        data, name = inside(self._bytes, name, bytes.fromhex(header["inside"]), password)
        made = preview(data, name, int(header["page"]), int(header["width"]), password)
        yield Frame({"width": made.width, "height": made.height, "page": made.page, "pages": made.pages}, made.rgb)


def _document(extract: Extract, name: str) -> Frame:
    parsed = parse(extract, name)
    if len(parsed.passages) > MAX_PASSAGES:
        raise FileTooLarge(name=name, limit_mb=MAX_PLAIN >> 20)
    return Frame({}, wire.to_json(parsed))
