"""The compound file of an HWP 5 document: its streams, bounded before they are inflated, and unlocked.

한글문서파일형식 5.0 revision 1.3, 3.1 and 3.2.1; 배포용 문서 revision 1.2. The chains of sectors are
bounded by dochan's CFB reader ([MS-CFB]); loops and sizes past the file end there.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.core.errors import FileDamaged, FileEncrypted, FileTooLarge, FormatUnsupported
from app.ingest.readers.faults import PARSER_FAULTS

MAX_STREAM_MB = 100
MAX_INFLATED_MB = 200
"""All streams that are read, inflated."""
MAX_PARAGRAPH = 4 << 20
"""Bytes of one paragraph's text: two million characters. One of 14 MB cost a reader 21 s and 1 GB."""
MAX_RECORDS = 1_000_000
"""Records of one stream; the largest of public documents holds some 640,000."""

_PROPERTIES, _PARA_TEXT = 16, 67
_SECTION = re.compile(r"Section(\d{1,4})", re.IGNORECASE)
_COMPRESSED, _PASSWORD, _DISTRIBUTION = 0x1, 0x2, 0x4
_LOCKED = 0x2 | 0x10 | 0x100 | 0x400
"""Password, DRM, encryption and DRM by certificate."""
_CHUNK = 1 << 20
_PREVIEW = "PrvImage"


@dataclass(frozen=True, slots=True)
class Streams:
    """Inflated records of DocInfo and of each section."""

    info: bytes
    sections: tuple[bytes, ...]
    damaged: bool
    """Something of them could not be read: there may be more text than this."""


def streams(data: bytes, name: str) -> Streams:
    """Raises FileDamaged, FileEncrypted, FileTooLarge or FormatUnsupported (a compound file of another kind)."""
    from dochan import cfb

    try:
        with cfb.OleFileIO(io.BytesIO(data)) as ole:
            return _Container(ole, name).read()
    except (*PARSER_FAULTS, zlib.error) as error:
        raise FileDamaged(name=name) from error


def preview(data: bytes, name: str) -> bytes:
    """The picture of the first page that the document carries (3.2.6: PNG, BMP or GIF); empty where it has none.

    Raises FileDamaged, FileTooLarge, and what the compound file's reader throws.
    """
    from dochan import cfb

    with cfb.OleFileIO(io.BytesIO(data)) as ole:
        return _Container(ole, name).preview()


class _Container:
    def __init__(self, ole: Any, name: str) -> None:
        self._ole = ole
        self._name = name
        self._left = MAX_INFLATED_MB << 20
        self._damaged = False

    def read(self) -> Streams:
        if not self._ole.exists("FileHeader"):
            raise FormatUnsupported(name=self._name)
        header = self._raw("FileHeader")
        if len(header) < 40 or not header.startswith(b"HWP Document File"):
            raise FileDamaged(name=self._name)
        (flags,) = struct.unpack_from("<I", header, 36)
        if flags & _LOCKED:
            raise FileEncrypted(name=self._name)
        packed, locked = bool(flags & _COMPRESSED), bool(flags & _DISTRIBUTION)
        info = self._stream("DocInfo", packed)
        found = [self._stream(path, packed, locked) for path in self._sections("ViewText" if locked else "BodyText")]
        if not any(found):
            raise FileDamaged(name=self._name)
        self._damaged |= len(found) < _declared(info) or bool(self._ole.recovery_issues)
        return Streams(info, tuple(found), self._damaged)

    def preview(self) -> bytes:
        return self._raw(_PREVIEW) if self._ole.exists(_PREVIEW) else b""

    def _sections(self, storage: str) -> list[str]:
        numbered = {
            int(match[1]): "/".join(path)
            for path in self._ole.listdir()
            if len(path) == 2 and path[0] == storage and (match := _SECTION.fullmatch(path[1]))
        }
        return [numbered[number] for number in sorted(numbered)]

    def _raw(self, path: str) -> bytes:
        if self._ole.get_size(path) > MAX_STREAM_MB << 20:
            raise FileTooLarge(name=self._name, limit_mb=MAX_STREAM_MB)
        return bytes(self._ole.openstream(path).read())

    def _stream(self, path: str, packed: bool, locked: bool = False) -> bytes:
        """A stream's records as far as they can be read. Raises FileTooLarge."""
        try:
            raw = self._raw(path)
            raw = _unlocked(raw) if locked else raw
        except (OSError, LookupError, ValueError, struct.error):
            self._damaged = True
            return b""
        plain = self._inflated(raw) if packed else raw
        for count, (tag, _level, start, end) in enumerate(records(plain)):
            if count > MAX_RECORDS:
                raise FileTooLarge(name=self._name, limit_mb=MAX_INFLATED_MB)
            if tag == _PARA_TEXT and end - start > MAX_PARAGRAPH:
                raise FileTooLarge(name=self._name, limit_mb=MAX_PARAGRAPH >> 20)
        return plain

    def _inflated(self, packed: bytes) -> bytes:
        """Up to the first bad byte. Raises FileTooLarge past the limit."""
        made: list[bytes] = []
        for wrapper in (-15, 15):  # Hancom writes raw deflate; other programs put the zlib header before it
            try:
                for piece in _pieces(packed, wrapper):
                    made.append(piece)
                    self._left -= len(piece)
                    if self._left < 0:
                        raise FileTooLarge(name=self._name, limit_mb=MAX_INFLATED_MB)
                return b"".join(made)
            except zlib.error:
                if any(made):
                    break
        self._damaged = True
        return b"".join(made)


def _declared(info: bytes) -> int:
    """How many sections the document says it has; 0 where it does not say."""
    for tag, _level, start, end in records(info):
        if tag == _PROPERTIES and end - start >= 2:
            return int(struct.unpack_from("<H", info, start)[0])
    return 0


def records(stream: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(tag, level, start, end) of each record's payload; ends quietly where the stream is cut."""
    at, size = 0, len(stream)
    while at + 4 <= size:
        (head,) = struct.unpack_from("<I", stream, at)
        at, length = at + 4, head >> 20
        if length == 0xFFF:
            if at + 4 > size:
                return
            (length,) = struct.unpack_from("<I", stream, at)
            at += 4
        if at + length > size:
            return
        yield head & 0x3FF, head >> 10 & 0x3FF, at, at + length
        at += length


def _pieces(packed: bytes, wrapper: int) -> Iterator[bytes]:
    inflating = zlib.decompressobj(wrapper)
    rest = packed
    while rest and not inflating.eof:
        yield inflating.decompress(rest, _CHUNK)
        rest = inflating.unconsumed_tail
    if not inflating.eof:
        raise zlib.error("cut short")


def _unlocked(section: bytes) -> bytes:
    """The body of a 배포용 section: AES-128 under a key hidden in its first record. Raises ValueError."""
    from syhwp._crypt import decrypt_section, section_key

    first = next(records(section), None)
    if first is None or first[0] != 28 or first[3] - first[2] != 256:
        raise ValueError
    return bytes(decrypt_section(section[first[3] :], section_key(section[first[2] : first[3]])))
