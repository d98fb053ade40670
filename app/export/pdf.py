"""A page as PDF, drawn by Qt from the same HTML that a browser shows; its text can be searched and copied.

Qt is taken up only here and only when a PDF is asked for. Without a window it runs on no screen at all.
"""

import errno
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from app.core.errors import DiskFull, OutputUnwritable
from app.export.page import MARGIN_MM, PAPER_MM, Page, html

_LARGEST, _SMALLEST, _STEP = 9.0, 6.75, 0.25
"""Sizes of letters in points: the largest with which the page is one sheet; a longer one takes more sheets."""

_LINES = 90.0
"""Percent of the shipped font's line height, which is 1.45 of its letters: 1.3, as in the style sheet."""

VARIANTS = ("calt", "ccmp", "liga", "locl")
"""Features of a font that put other glyphs for letters and digits; Qt writes those without saying what they stand
for, and a search in the PDF would not find them."""


def write_pdf(page: Page, out: Path, fonts: Path) -> int:
    """Write beside and rename; the number of sheets. `fonts`: a folder whose first font holds Hangul; without
    one the system's are used. Raises OutputUnwritable, DiskFull."""
    own = None if QGuiApplication.instance() else QGuiApplication(["munjigi", "-platform", "offscreen"])
    try:
        document = _fitted(page, family(fonts))
        beside = out.with_name(out.name + ".part")
        try:
            with beside.open("wb"):
                pass  # what Qt cannot open it only tells of in a warning
            document.print_(_writer(beside, page))
            if not beside.stat().st_size:
                raise OSError(errno.ENOSPC, "empty")
            beside.replace(out)
        except OSError as error:
            beside.unlink(missing_ok=True)
            leaf = DiskFull if error.errno == errno.ENOSPC else OutputUnwritable
            raise leaf(name=out.name, path=str(out)) from error
        return document.pageCount()
    finally:
        if own is not None:
            own.shutdown()


def _fitted(page: Page, family: str) -> QTextDocument:
    """Laid out for one sheet, by smaller letters if need be."""
    per_mm = QGuiApplication.primaryScreen().logicalDotsPerInch() / 25.4
    size = QSizeF(*((side - 2 * MARGIN_MM) * per_mm for side in PAPER_MM))
    font = QFont(family) if family else QFont()
    for tag in VARIANTS:
        font.setFeature(QFont.Tag(tag), 0)
    points = _LARGEST
    while True:
        document = QTextDocument()
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        document.setDefaultFont(font)
        document.setHtml(html(page, points))
        _tightened(document)
        document.setPageSize(size)
        if document.pageCount() == 1 or points <= _SMALLEST:
            return document
        points -= _STEP


def _tightened(document: QTextDocument) -> None:
    """Lines as near as the style sheet has them; what Qt calls proportional is of the font's own, wide line."""
    nearer = QTextBlockFormat()
    nearer.setLineHeight(_LINES, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(nearer)


def _writer(path: Path, page: Page) -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setResolution(600)
    writer.setTitle(page.title)
    writer.setCreator("문지기")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins)
    layout.setUnits(QPageLayout.Unit.Millimeter)
    layout.setMargins(margins)
    writer.setPageLayout(layout)
    return writer


def family(fonts: Path) -> str:
    """The name of the first font in a folder that Qt takes; empty: there is none, and the system's are used."""
    for path in sorted(fonts.glob("*.[ot]tf")) if fonts.is_dir() else ():
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            return QFontDatabase.applicationFontFamilies(number)[0]
    return ""
