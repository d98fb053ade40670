"""The Korean font that PDFium takes where a PDF does not carry its own.

Without one PDFium has no boxes for such characters and leaves whole pieces of text out, silently; and the sealed
reader cannot open the fonts of the system. One font for all also makes a file read the same on every PC.
"""

import ctypes
import struct
from typing import Any

_EAST_ASIAN = (128, 129, 130, 134, 136)
"""Windows' character sets: Shift JIS, Hangul, Johab, GB 2312, Big 5."""
_HANGUL = 129
_HANDLE = 1


class StandIn:
    """An OpenType font in memory. PDFium calls back into it until the process ends."""

    def __init__(self, font: bytes) -> None:
        self._font = font
        self._tables = dict(_tables(font))
        self._told: Any = None

    def install(self) -> None:
        """From here on PDFium asks nobody else for fonts."""
        import pypdfium2.raw as pdfium

        kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        calls = {
            "Release": lambda _self: None,
            "EnumFonts": lambda _self, _mapper: None,
            "MapFont": self._map,
            "GetFont": lambda _self, _face: None,
            "GetFontData": self._data,
            "GetFaceName": lambda _self, _font, _buffer, _size: 0,
            "GetFontCharset": lambda _self, _font: _HANGUL,
            "DeleteFont": lambda _self, _font: None,
        }
        self._told = pdfium.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](call) for name, call in calls.items()})
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self))  # PDFium holds on to it longer than any of ours would
        pdfium.FPDF_SetSystemFontInfo(self._told)

    def _map(
        self, _self: Any, _weight: int, _italic: int, charset: int, _pitch: int, _face: Any, _exact: Any
    ) -> int | None:
        """This font for East Asian text; for other text PDFium has its own."""
        return _HANDLE if charset in _EAST_ASIAN else None

    def _data(self, _self: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        """Copy one table, or for 0 the whole font. Returns its size in bytes."""
        start, length = self._tables.get(table, (0, 0)) if table else (0, len(self._font))
        if buffer and length <= size:
            ctypes.memmove(buffer, self._font[start : start + length], length)
        return length


def _tables(font: bytes) -> list[tuple[int, tuple[int, int]]]:
    """(tag, (start, length)) of an sfnt file's tables (OpenType 1.9, font tables directory). Raises struct.error."""
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">IIII", font, 12 + 16 * index) for index in range(count))
    return [(tag, (start, length)) for tag, _sum, start, length in entries]
