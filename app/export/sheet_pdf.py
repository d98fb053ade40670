"""A sheet as PDF, whose text can be searched and copied and whose font comes with it; the same on a printer.

A window prints with `print_pages(set_in_pages(layout), printer)`; the PDF is drawn by the same function.
"""

import io
import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QRawFont,
)

from app.export.layout import Layout, texts
from app.export.pdf import family
from app.export.sheet_pages import UNITS, Pages, draw, set_in_pages

_NAMES = re.compile(r"\[[^\]]*\]|(?<=> <....> )<....>(?=\n)")
_NAME = re.compile("<([0-9A-Fa-f]{4})>")
"""In a ToUnicode table (ISO 32000-2, 9.10.3) the letters that a row of glyphs, or one glyph, stands for."""

_RESOLUTION = 600


def written(layout: Layout, fonts: Path) -> tuple[bytes, int]:
    """The PDF's bytes and its pages. The first font of the folder `fonts` is embedded; without one the system's are."""
    own = None if QGuiApplication.instance() else QGuiApplication(["munjigi", "-platform", "offscreen"])
    try:
        pages = set_in_pages(layout, family(fonts))
        stream = QByteArray()
        buffer = QBuffer(stream)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(layout.title)
        writer.setAuthor(layout.creator)
        writer.setCreator("문지기")
        writer.setResolution(_RESOLUTION)
        print_pages(pages, writer)
        buffer.close()
        return _spelled(bytes(stream.data()), layout, pages.font), len(pages.pages)
    finally:
        if own is not None:
            own.shutdown()


def print_pages(pages: Pages, device: QPagedPaintDevice) -> None:
    """Every page, on A4."""
    size = QPageSize(QPageSize.PageSizeId.A4)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)  # from the paper's corner, whatever edge a printer cannot reach
    device.setPageLayout(layout)
    painter = QPainter(device)
    try:
        painter.scale(painter.device().logicalDpiX() / 72 / UNITS, painter.device().logicalDpiY() / 72 / UNITS)
        for number in range(len(pages.pages)):
            if number:
                device.newPage()
            draw(pages, number, painter)
    finally:
        painter.end()


def _spelled(data: bytes, layout: Layout, font: QFont) -> bytes:
    """The PDF with letters for its glyphs as the sheet has them, and with 문서요지 and 키워드 (영 제5조제2항).

    Where several letters share a glyph, Qt names the first of them: a tab for a space, a radical for a hanja. A search
    would not find those.
    """
    import pypdf
    from pypdf.generic import NameObject, StreamObject

    raw = QRawFont.fromFont(font)
    written_ = {char for text in texts(layout) for char in text} | set("- 0123456789")
    by_glyph = {_glyph(raw, char): char for char in sorted(written_, reverse=True)}

    def named(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        other = char if char in written_ else by_glyph.get(_glyph(raw, char), char)
        return f"<{ord(other):04X}>"

    made = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for thing in made._objects:
        if isinstance(thing, pypdf.generic.DictionaryObject) and "/ToUnicode" in thing:
            listed = thing["/ToUnicode"].get_object()
            assert isinstance(listed, StreamObject)
            table = _NAMES.sub(lambda part: _NAME.sub(named, part[0]), listed.get_data().decode("ascii"))
            stream = StreamObject()
            stream.set_data(table.encode("ascii"))
            thing[NameObject("/ToUnicode")] = made._add_object(stream.flate_encode())
    made.add_metadata({"/Subject": layout.summary, "/Keywords": ", ".join(layout.keywords)})
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _glyph(raw: QRawFont, char: str) -> int:
    found = raw.glyphIndexesForString(char)
    return found[0] if len(found) == 1 else -1
