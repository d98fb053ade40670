"""The segments on disk: `dense.json` says which there are and what has gone from each, every segment is one file.

A file is named after its hash and never written again. The list is written last and replaced whole: a kill at any
moment leaves the former list with all its files. What the list does not name is swept away after it is in place.
Nothing is given to FAISS that does not hash to what the list says; the list carries its own hash. In an encrypted
workspace list and segments are sealed.
"""

import base64
import contextlib
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.security_errors import SealBroken
from app.search.segments import files
from app.search.segments.layers import Layers, Piece
from app.search.segments.segment import Segment
from app.store.vault.sealer import Sealer
from app.store.vectors import Position

VERSION = 4
"""Of the files: 2 was one file of half precision, 3 had one bit a dimension."""

_LIST = "dense.json"
_SEALED_AS = f"cache/dense/{_LIST}"


class Shelf:
    """One folder. Not safe across threads; one process writes at a time."""

    def __init__(self, folder: Path, model: str, sealer: Sealer) -> None:
        self._folder = folder
        self._model = model
        self._sealer = sealer
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
        pieces = [Piece(self._shelved(piece.segment), piece.alive) for piece in layers.pieces]
        listed = {
            "version": VERSION,
            "model": self._model,
            "position": list(layers.position),
            "segments": [_entry(piece) for piece in pieces],
        }
        text = json.dumps(listed)
        digest = hashlib.sha256(text.encode()).hexdigest()
        with _beside(self._folder / _LIST) as stream:
            stream.write(self._sealer.seal(_SEALED_AS, f"{digest}\n{text}".encode()))
        self._seen = self._mark()
        self._sweep({piece.segment.path.name for piece in pieces if piece.segment.path is not None})
        return replace(layers, pieces=tuple(pieces))

    # --- inside ------------------------------------------------------------------------------
    def _mark(self) -> object:
        try:
            entry = (self._folder / _LIST).stat()
        except OSError:
            return None
        return entry.st_mtime_ns, entry.st_ino, entry.st_size

    def _list(self) -> Mapping[str, Any] | None:
        try:
            data = self._sealer.open(_SEALED_AS, (self._folder / _LIST).read_bytes())
            digest, _, text = data.partition(b"\n")
            if hashlib.sha256(text).hexdigest().encode() != digest:
                return None
            listed: dict[str, Any] = json.loads(text)
            return listed if listed["version"] == VERSION and listed["model"] == self._model else None
        except (OSError, SealBroken, ValueError, KeyError, TypeError):
            return None

    def _opened(self, listed: Mapping[str, Any], opened: Mapping[str, Segment]) -> Layers | None:
        pieces = []
        for entry in listed["segments"]:
            segment = opened.get(entry["sha256"])
            if segment is None:
                segment = files.read(self._folder / f"{entry['sha256'][:32]}{files.SUFFIX}", entry, self._sealer)
            if segment is None:
                return None
            pieces.append(Piece(segment, _alive(entry["gone"], segment.rows)))
        return Layers(tuple(pieces), Position(*listed["position"]))

    def _shelved(self, segment: Segment) -> Segment:
        """The segment with its file."""
        if segment.path is not None and segment.path.parent == self._folder:
            return segment
        return files.written(segment, self._folder, self._sealer)

    def _sweep(self, named: set[str]) -> None:
        for path in self._folder.iterdir():
            if path.name not in named and path.suffix in (files.SUFFIX, ".new"):
                with contextlib.suppress(OSError):  # Windows keeps what another process has mapped: next time
                    path.unlink()


def _entry(piece: Piece) -> dict[str, Any]:
    segment = piece.segment
    about = {"sha256": segment.sha256, "kind": segment.kind, "rows": segment.rows}
    return {**about, **files.lengths(segment), "gone": _gone(piece.alive)}


def _gone(alive: Any) -> str:
    import numpy

    return "" if alive is None else base64.b85encode(zlib.compress(numpy.packbits(~alive).tobytes())).decode()


def _alive(gone: str, rows: int) -> Any:
    import numpy

    if not gone:
        return None
    bits = numpy.frombuffer(zlib.decompress(base64.b85decode(gone)), dtype=numpy.uint8)
    return ~numpy.unpackbits(bits, count=rows).astype(bool)


@contextlib.contextmanager
def _beside(path: Path) -> Any:
    """A stream whose content is in place of `path`, whole, once the block ends."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as stream:
        yield stream
        files.to_disk(stream)
    fresh.replace(path)
