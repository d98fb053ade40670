"""HWP 5 documents made record by record (한글문서파일형식 5.0 revision 1.3), plain or as 배포용 documents."""

import struct
import zlib
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.fakes.compound import compound

COMPRESSED, PASSWORD, DISTRIBUTION = 1, 2, 4
_CONTROL_LETTER = {b"secd": 2, b"tbl ": 11, b"gso ": 11, b"fn  ": 17, b"en  ": 17, b"head": 16, b"atno": 18}


def record(tag: int, level: int, payload: bytes) -> bytes:
    if len(payload) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(payload) << 20) + payload
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(payload)) + payload


def control(name: bytes, level: int, payload: bytes, inside: bytes = b"") -> bytes:
    """A CTRL_HEADER at `level` with the records `inside` it."""
    return record(71, level, name[::-1] + payload) + inside


def paragraph(text: str, level: int = 0, shape: int = 0, controls: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    """A paragraph and what hangs on it; each `\\x00` in `text` is the place of the next of `controls`."""
    names = iter([name for name, _ in controls])
    pieces = [piece.encode("utf-16-le") for piece in f"{text}\r".split("\0")]
    written = pieces[0]
    for name, piece in zip(names, pieces[1:], strict=True):
        sign = struct.pack("<H", _CONTROL_LETTER[name])
        written += sign + name[::-1] + bytes(8) + sign + piece
    head = struct.pack("<IIHBBHHHI", len(written) // 2, 0, shape, 0, 0, 1, 0, 1, 0)
    body = record(66, level, head) + record(67, level + 1, written)
    return body + b"".join(records for _, records in controls)


def listed(level: int, *paragraphs: bytes, cell: tuple[int, int, int, int] | None = None) -> bytes:
    """A LIST_HEADER and its paragraphs. `cell`: row, column, rows and columns it covers."""
    payload = struct.pack("<HI", len(paragraphs), 0) + bytes(2)
    if cell is not None:
        row, column, rows, columns = cell
        payload += struct.pack("<HHHH", column, row, columns, rows) + bytes(18)
    return record(72, level, payload) + b"".join(paragraphs)


def table(level: int, rows: int, columns: int, cells: dict[tuple[int, int, int, int], str]) -> bytes:
    """A table control at `level`; `cells`: (row, column, rows, columns) -> text."""
    counts = [sum(cell[0] == row for cell in cells) for row in range(rows)]
    shape = struct.pack(f"<IHHH8x{rows}HHH", 0, rows, columns, 0, *counts, 0, 0)
    inside = record(77, level + 1, shape)
    for cell, text in cells.items():
        inside += listed(level + 1, paragraph(text, level + 1), cell=cell)
    return control(b"tbl ", level, bytes(42), inside)


def numbering(patterns: list[tuple[int, str]], start: int = 1) -> bytes:
    """A NUMBERING record: (form, pattern) of up to seven levels."""
    payload = b""
    for form, pattern in (patterns + [(0, "")] * 7)[:7]:
        payload += struct.pack("<IHHIH", form << 5, 0, 0, 0, len(pattern)) + pattern.encode("utf-16-le")
    return record(23, 1, payload + struct.pack("<H7I", 1, *[start] * 7))


def shape(kind: int = 0, level: int = 0, definition: int = 0) -> bytes:
    """A PARA_SHAPE record. `kind`: 1 outline, 2 number, 3 bullet."""
    return record(25, 1, struct.pack("<I26xH22x", kind << 23 | level << 25, definition))


def bullet(sign: str) -> bytes:
    return record(24, 1, bytes(12) + sign.encode("utf-16-le") + bytes(9))


@dataclass
class Hwp5:
    """`info` are the records of DocInfo after its properties, `sections` those of each section."""

    sections: list[bytes]
    info: bytes = field(default_factory=shape)
    flags: int = COMPRESSED
    extra: dict[str, bytes] = field(default_factory=dict)

    def saved(self) -> bytes:
        header = b"HWP Document File".ljust(32, b"\0") + bytes([0, 5, 0, 5]) + struct.pack("<I", self.flags)
        properties = record(16, 0, struct.pack("<H24x", len(self.sections)))
        streams = {"FileHeader": header.ljust(256, b"\0"), "DocInfo": self._packed(properties + self.info)}
        storage = "ViewText" if self.flags & DISTRIBUTION else "BodyText"
        for at, section in enumerate(self.sections):
            packed = self._packed(section)
            streams[f"{storage}/Section{at}"] = distributed(packed) if self.flags & DISTRIBUTION else packed
        return compound(streams | self.extra)

    def _packed(self, plain: bytes) -> bytes:
        if not self.flags & COMPRESSED:
            return plain
        packing = zlib.compressobj(wbits=-15)
        return packing.compress(plain) + packing.flush()


def distributed(section: bytes, seed: int = 7) -> bytes:
    """A section under the key that its first record hides (배포용 문서 revision 1.2)."""
    mask, state = bytearray(), seed
    while len(mask) < 256:
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        letter = state >> 16 & 0xFF
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        mask += bytes([letter]) * ((state >> 16 & 0xF) + 1)
    hidden = struct.pack("<I", seed) + bytes(range(252))
    shown = hidden[:4] + bytes(a ^ b for a, b in zip(hidden[4:], mask[4:256], strict=True))
    key = hidden[4 + seed % 16 :][:16]
    locking = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return record(28, 0, shown) + locking.update(section + bytes(-len(section) % 16))
