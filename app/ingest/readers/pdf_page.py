"""What lies on a PDF page, asked of PDFium directly: characters with their boxes, pictures, ruled lines.

The raw calls are used because a page has thousands of characters: a Python object for each would cost more than
parsing. Lengths are points (1/72 inch), y grows upward.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]
"""left, bottom, right, top"""

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_THIN = 3.0
"""Points; a path no thicker is a line."""
_MAX_PATHS, _MAX_SEGMENTS = 4000, 400
"""More are a drawing, and no table is looked for."""
_MAX_DEPTH = 4
_SAMPLE = 8
_SLANT = 0.1


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in PDFium's reading order, one list a property.

    `codes` are UTF-16 units or code points; PDFium ends lines with CR LF of its own. `made_up` are characters
    that are not in the file: those line ends, and spaces where words stand apart.
    """

    codes: list[int]
    left: list[float]
    bottom: list[float]
    right: list[float]
    top: list[float]
    made_up: list[bool]

    def text(self, indexes: list[int]) -> str:
        written = "".join(chr(self.codes[i]) for i in indexes if self.codes[i] <= 0x10FFFF)
        return written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(slots=True)
class Drawn:
    """`pictures`: box and size in dots. Ruled lines: `across` as (left, right, y), `down` as (bottom, top, x)."""

    pictures: list[tuple[Box, tuple[int, int]]] = field(default_factory=list)
    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)
    paths: int = 0


def glyphs(text_page: Any) -> Glyphs:
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    page = text_page.raw
    code, generated, box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated, pdfium.FPDFText_GetCharBox
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    at = tuple(ctypes.byref(value) for value in (left, right, bottom, top))
    found = Glyphs([], [], [], [], [], [])
    for index in range(count):
        box(page, index, *at)
        found.codes.append(code(page, index))
        found.left.append(left.value)
        found.bottom.append(bottom.value)
        found.right.append(right.value)
        found.top.append(top.value)
        found.made_up.append(generated(page, index) == 1)
    return found


def slanted(text_page: Any, count: int) -> bool:
    """Whether the text does not run from left to right, so that its boxes tell nothing about columns."""
    import pypdfium2.raw as pdfium

    step = max(1, count // _SAMPLE)
    angles = [pdfium.FPDFText_GetCharAngle(text_page.raw, index) for index in range(0, count, step)]
    turned = sum(_SLANT < angle < 2 * 3.14159265 - _SLANT for angle in angles)
    return bool(turned * 2 > len(angles))


def height(text_page: Any, index: int) -> float:
    """Of a character's line box: the size of its font as drawn."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text_page.raw, index, rect):
        return 0.0
    return float(abs(rect.top - rect.bottom))


def drawn(page: Any) -> Drawn:
    """Pictures and ruled lines, those inside form objects too."""
    import pypdfium2.raw as pdfium

    found = Drawn()
    count = pdfium.FPDFPage_CountObjects(page.raw)
    for item in (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count)):
        _take(item, found, 0)
    return found


def _take(item: Any, found: Drawn, depth: int) -> None:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == _IMAGE:
        width, height_ = ctypes.c_uint(), ctypes.c_uint()
        box = _bounds(item)
        if box is not None and pdfium.FPDFImageObj_GetImagePixelSize(item, width, height_):
            found.pictures.append((box, (width.value, height_.value)))
    elif kind == _PATH:
        found.paths += 1
        if found.paths <= _MAX_PATHS:
            _rule(item, found)
    elif kind == _FORM and depth < _MAX_DEPTH:
        inside = Drawn()
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            _take(pdfium.FPDFFormObj_GetObject(item, index), inside, depth + 1)
        found.paths += inside.paths
        whole = _bounds(item)
        if whole is not None:  # what is inside has the form's own measure: its frame on the page stands for it
            found.pictures += [(whole, size) for _box, size in inside.pictures]


def _bounds(item: Any) -> Box | None:
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _rule(item: Any, found: Drawn) -> None:
    """Take a path's horizontal and vertical strokes; curves and slanted lines are passed over."""
    import pypdfium2.raw as pdfium

    box = _bounds(item)
    if box is None:
        return
    left, bottom, right, top = box
    if top - bottom <= _THIN or right - left <= _THIN:
        _line(left, bottom, right, top, found)
        return
    count = pdfium.FPDFPath_CountSegments(item)
    if not 0 < count <= _MAX_SEGMENTS:
        return
    previous: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    for x, y, kind, closes in _segments(item, count):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = (x, y)
        elif kind == pdfium.FPDF_SEGMENT_LINETO and previous is not None:
            _stroke(previous, (x, y), found)
        previous = (x, y)
        if closes and start is not None:
            _stroke(previous, start, found)


def _segments(item: Any, count: int) -> Iterator[tuple[float, float, int, bool]]:
    """(x, y, kind, closes) on the page: points are in the object's own measure until its matrix is applied."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return
        yield (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
            pdfium.FPDFPathSegment_GetType(segment),
            bool(pdfium.FPDFPathSegment_GetClose(segment)),
        )


def _stroke(a: tuple[float, float], b: tuple[float, float], found: Drawn) -> None:
    _line(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), found)


def _line(left: float, bottom: float, right: float, top: float, found: Drawn) -> None:
    wide, tall = right - left, top - bottom
    if tall <= _THIN < wide:
        found.across.append((left, right, (bottom + top) / 2))
    elif wide <= _THIN < tall:
        found.down.append((bottom, top, (left + right) / 2))
