"""One segment, one file: FAISS's own bytes, the columns, the documents' names.

In a plain workspace the file is mapped: memory that the system may drop and read again. In an encrypted one it is
sealed, is opened into memory once, checked, and used from there.
"""

import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from app.core.security_errors import SealBroken
from app.search.segments.segment import BITS, HALF, Segment
from app.store.vault.sealer import Sealer

SUFFIX = ".faiss"
SEALED_AS = "cache/dense/segment"
"""Which one it is, the list says by the hash of what is on disk."""

_ROW = 8 + 8 + 4
"""Bytes of a row beside its code: passage, number, owner."""


def written(segment: Segment, folder: Path, sealer: Sealer) -> Segment:
    """The segment with its file, named after the hash of what is on disk. Raises OSError."""
    fresh = folder / f"{os.getpid()}.new"
    with fresh.open("wb+") as stream:
        if sealer.encrypts:
            plain = io.BytesIO()
            part = _put(segment, plain)
            stream.write(sealer.seal(SEALED_AS, plain.getvalue()))
        else:
            part = _put(segment, stream)
        to_disk(stream)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    path = folder / f"{digest[:32]}{SUFFIX}"
    fresh.replace(path)
    kept = replace(segment, path=path, sha256=digest, part=part)
    if sealer.encrypts:
        return kept  # as it is in memory
    return _mapped(kept, segment.rows, len(names(segment))) or kept


def read(path: Path, entry: Mapping[str, Any], sealer: Sealer) -> Segment | None:
    """None when the file is not what the list says."""
    rows, part, length = int(entry["rows"]), int(entry["index"]), int(entry["names"])
    size, kind = part + rows * _ROW + length, str(entry["kind"])
    bare = Segment(kind, None, None, None, None, (), path, entry["sha256"], part)
    try:
        if sealer.encrypts:
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != entry["sha256"]:
                return None
            data = sealer.open(SEALED_AS, data)
            return _in_memory(bare, data, rows) if len(data) == size else None
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size != size:
                return None
            if hashlib.file_digest(stream, "sha256").hexdigest() != entry["sha256"]:
                return None
    except (OSError, SealBroken):
        return None
    return _mapped(bare, rows, length)


def lengths(segment: Segment) -> dict[str, int]:
    """Of the parts of its file, in bytes."""
    return {"index": segment.part, "names": len(names(segment))}


def names(segment: Segment) -> bytes:
    return json.dumps(segment.documents, ensure_ascii=False).encode("utf-8", "surrogatepass")


def to_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _put(segment: Segment, stream: BinaryIO) -> int:
    """FAISS's own bytes, filled up to a multiple of eight; then the columns; then the documents' names. How many bytes
    the first part has."""
    import faiss

    faiss.write_index(segment.index, faiss.PyCallbackIOWriter(stream.write))  # type: ignore[attr-defined]
    stream.write(b"\0" * (-stream.tell() % 8))
    part = stream.tell()
    for column, dtype in zip((segment.passages, segment.numbers, segment.owners), ("<i8", "<i8", "<i4"), strict=True):
        stream.write(column.astype(dtype).tobytes())
    stream.write(names(segment))
    return part


def _mapped(segment: Segment, rows: int, length: int) -> Segment | None:
    """The file as memory that the system may drop and read again; `length` is that of the names. Only for a file whose
    hash is known."""
    import faiss
    import numpy

    assert segment.path is not None
    with segment.path.open("rb") as stream:
        try:
            index = faiss.read_index(str(segment.path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError:  # a name or a system that FAISS cannot map
            index = faiss.read_index(faiss.PyCallbackIOReader(stream.read))  # type: ignore[attr-defined]
        stream.seek(segment.part + rows * _ROW)
        documents = stream.read(length)
    columns = numpy.memmap(segment.path, dtype=numpy.uint8, mode="r", offset=segment.part, shape=(rows * _ROW,))
    return _whole(segment, index, columns, documents, rows)


def _in_memory(segment: Segment, data: bytes, rows: int) -> Segment | None:
    """Over these bytes, which FAISS does not copy."""
    import faiss
    import numpy

    everything = numpy.frombuffer(data, dtype=numpy.uint8)
    reader = faiss.ZeroCopyIOReader(faiss.swig_ptr(everything), segment.part)  # type: ignore[attr-defined]
    index: Any = faiss.read_index(reader)
    index.referenced_objects = [everything]  # as long as the index lives
    end = segment.part + rows * _ROW
    return _whole(segment, index, everything[segment.part : end], data[end:], rows)


def _whole(segment: Segment, index: Any, columns: Any, documents: bytes, rows: int) -> Segment | None:
    import faiss

    expected = faiss.IndexRaBitQ if segment.kind == BITS else faiss.IndexScalarQuantizer
    if not isinstance(index, expected) or index.ntotal != rows or segment.kind not in (HALF, BITS):
        return None
    passages, numbers = (columns[at * rows : (at + 8) * rows].view("<i8") for at in (0, 8))
    owners = columns[16 * rows :].view("<i4")
    found = tuple(json.loads(documents.decode("utf-8", "surrogatepass")))
    return replace(segment, index=index, passages=passages, numbers=numbers, owners=owners, documents=found)
