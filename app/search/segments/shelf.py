"""The segments on disk: `dense.json` says which there are and what has gone from each, every segment is one file.

A file is named after its hash and never written again. The list is written last and replaced whole: a kill at any
moment leaves the former list with all its files. What the list does not name is swept away after it is in place.
Nothing is given to FAISS that does not hash to what the list says; the list carries its own hash.
"""

import base64
import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.search.segments.layers import Layers, Piece
from app.search.segments.segment import BITS, HALF, Segment
from app.store.vectors import Position

VERSION = 4
"""Of the files: 2 was one file of half precision, 3 had one bit a dimension."""

_LIST = "dense.json"
_SUFFIX = ".faiss"


class Shelf:
    """One folder. Not safe across threads; one process writes at a time."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder
        self._model = model
        self._seen: object = None

    def changed(self) -> bool:
        """Somebody has written the list since it was last read or written here."""
        return self._mark() != self._seen

    def read(self, known: Sequence[Piece] = ()) -> Layers | None:
        """None when there is nothing to be had, or something of it is damaged. Segments of `known` that are still
        listed are not read again."""
        opened = {piece.segment.sha256: piece.segment for piece in known if piece.segment.path is not None}
        for _ in range(3):  # another process may replace the list, and sweep, between our two looks
            mark = self._mark()
            listed, kept = self._list(), None
            if listed is not None:
                try:
                    kept = self._opened(listed, opened)
                except (ValueError, KeyError, TypeError, zlib.error):
                    kept = None
            if kept is not None or mark == self._mark():
                self._seen = mark
                return kept
        return None

    def write(self, layers: Layers) -> Layers:
        """The same layers, every segment with its file. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        pieces = [self._shelved(piece) for piece in layers.pieces]
        listed = {
            "version": VERSION,
            "model": self._model,
            "position": list(layers.position),
            "segments": [_entry(segment, length, piece.alive) for segment, length, piece in pieces],
        }
        text = json.dumps(listed)
        digest = hashlib.sha256(text.encode()).hexdigest()
        with _beside(self._folder / _LIST) as stream:
            stream.write(f"{digest}\n{text}".encode())
        self._seen = self._mark()
        self._sweep({segment.path.name for segment, _, _ in pieces if segment.path is not None})
        return replace(layers, pieces=tuple(Piece(segment, piece.alive) for segment, _, piece in pieces))

    # --- inside ------------------------------------------------------------------------------
    def _mark(self) -> object:
        try:
            entry = (self._folder / _LIST).stat()
        except OSError:
            return None
        return entry.st_mtime_ns, entry.st_ino, entry.st_size

    def _list(self) -> Mapping[str, Any] | None:
        try:
            digest, _, text = (self._folder / _LIST).read_bytes().partition(b"\n")
            if hashlib.sha256(text).hexdigest().encode() != digest:
                return None
            listed: dict[str, Any] = json.loads(text)
            return listed if listed["version"] == VERSION and listed["model"] == self._model else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _opened(self, listed: Mapping[str, Any], opened: Mapping[str, Segment]) -> Layers | None:
        pieces = []
        for entry in listed["segments"]:
            segment = opened.get(entry["sha256"])
            if segment is None:
                segment = _read(self._folder / f"{entry['sha256'][:32]}{_SUFFIX}", entry)
            if segment is None:
                return None
            pieces.append(Piece(segment, _alive(entry["gone"], segment.rows)))
        return Layers(tuple(pieces), Position(*listed["position"]))

    def _shelved(self, piece: Piece) -> tuple[Segment, dict[str, int], Piece]:
        """The segment with its file, and the lengths of the file's parts."""
        segment = piece.segment
        if segment.path is not None and segment.path.parent == self._folder:
            return segment, _lengths(segment), piece
        written = _write(segment, self._folder)
        return written, _lengths(written), piece

    def _sweep(self, named: set[str]) -> None:
        for path in self._folder.iterdir():
            if path.name not in named and path.suffix in (_SUFFIX, ".new"):
                with contextlib.suppress(OSError):  # Windows keeps what another process has mapped: next time
                    path.unlink()


def _lengths(segment: Segment) -> dict[str, int]:
    names = len(_names(segment))
    assert segment.path is not None
    columns = segment.rows * _ROW
    return {"index": segment.path.stat().st_size - columns - names, "names": names}


_ROW = 8 + 8 + 4
"""Bytes of a row beside its code: passage, number, owner."""


def _names(segment: Segment) -> bytes:
    return json.dumps(segment.documents, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _entry(segment: Segment, lengths: Mapping[str, int], alive: Any) -> dict[str, Any]:
    return {"sha256": segment.sha256, "kind": segment.kind, "rows": segment.rows, **lengths, "gone": _gone(alive)}


def _gone(alive: Any) -> str:
    import numpy

    return "" if alive is None else base64.b85encode(zlib.compress(numpy.packbits(~alive).tobytes())).decode()


def _alive(gone: str, rows: int) -> Any:
    import numpy

    if not gone:
        return None
    bits = numpy.frombuffer(zlib.decompress(base64.b85decode(gone)), dtype=numpy.uint8)
    return ~numpy.unpackbits(bits, count=rows).astype(bool)


def _write(segment: Segment, folder: Path) -> Segment:
    """FAISS's own bytes, filled up to a multiple of eight; then the columns; then the documents' names."""
    import faiss

    fresh = folder / f"{os.getpid()}.new"
    with fresh.open("wb+") as stream:
        faiss.write_index(segment.index, faiss.PyCallbackIOWriter(stream.write))  # type: ignore[attr-defined]
        stream.write(b"\0" * (-stream.tell() % 8))
        length = stream.tell()
        for column, dtype in zip(
            (segment.passages, segment.numbers, segment.owners), ("<i8", "<i8", "<i4"), strict=True
        ):
            stream.write(column.astype(dtype).tobytes())
        stream.write(_names(segment))
        _to_disk(stream)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    path = folder / f"{digest[:32]}{_SUFFIX}"
    fresh.replace(path)
    made = _mapped(path, segment.kind, segment.rows, length, len(_names(segment)), digest)
    return made if made is not None else replace(segment, path=path, sha256=digest)


def _read(path: Path, entry: Mapping[str, Any]) -> Segment | None:
    """None when the file is not what the list says."""
    rows, length, names = int(entry["rows"]), int(entry["index"]), int(entry["names"])
    try:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size != length + rows * _ROW + names:
                return None
            if hashlib.file_digest(stream, "sha256").hexdigest() != entry["sha256"]:
                return None
    except OSError:
        return None
    return _mapped(path, entry["kind"], rows, length, names, entry["sha256"])


def _mapped(path: Path, kind: str, rows: int, length: int, names: int, digest: str) -> Segment | None:
    """The file as memory that the system may drop and read again. Only for a file whose hash is known."""
    import faiss
    import numpy

    with path.open("rb") as stream:
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError:  # a name or a system that FAISS cannot map
            index = faiss.read_index(faiss.PyCallbackIOReader(stream.read))  # type: ignore[attr-defined]
        stream.seek(length + rows * _ROW)
        documents = tuple(json.loads(stream.read(names).decode("utf-8", "surrogatepass")))
    expected = faiss.IndexRaBitQ if kind == BITS else faiss.IndexScalarQuantizer
    if not isinstance(index, expected) or index.ntotal != rows or kind not in (HALF, BITS):
        return None
    columns = numpy.memmap(path, dtype=numpy.uint8, mode="r", offset=length, shape=(rows * _ROW,))
    passages, numbers = (columns[at * rows : (at + 8) * rows].view("<i8") for at in (0, 8))
    owners = columns[16 * rows :].view("<i4")
    return Segment(kind, index, passages, numbers, owners, documents, path, digest)


@contextlib.contextmanager
def _beside(path: Path) -> Any:
    """A stream whose content is in place of `path`, whole, once the block ends."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as stream:
        yield stream
        _to_disk(stream)
    fresh.replace(path)


def _to_disk(stream: Any) -> None:
    stream.flush()
    os.fsync(stream.fileno())
