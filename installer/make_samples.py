"""Build the sample documents that ship as .docx, .hwpx and .pdf from their Markdown masters.

    python installer/make_samples.py [--font FILE.ttf]

A master line is one paragraph: `# ` the title, `## ` a heading, `> ` centred, `| … |` a table row,
anything else body text whose mark (①, 1., 가., □, ○, -) sets its indent. The masters that ship as
Markdown live in assets/sample/ and are not touched. The output is the same for the same libraries and
font: the clock stays out of it.
"""

import argparse
import io
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MASTERS = ROOT / "installer" / "samples"
SAMPLE = ROOT / "assets" / "sample"
FORMATS = {
    "복무 운영 내규": "docx",
    "안전 점검 결과 보고": "docx",
    "당직 근무 지침": "hwpx",
    "직무교육 계획 통보": "hwpx",
    "휴가 신청서": "hwpx",
    "출장 여비 기준": "pdf",
    "보안 업무 세칙": "pdf",
}
STAMP = datetime(2026, 11, 21)
FONT_CANDIDATES = ("assets/fonts/*Gothic*.ttf", "assets/fonts/*.otf", "assets/fonts/*.ttf")
BODY_FONT = "맑은 고딕"
INDENT_MM = 5.0
ITEM_MARKS = (r"[①-⑳]", r"\d+\. ", r"[가-하]\. ", r"\d+\) ")
REPORT_MARKS = (r"□ ", r"○ ", r"[-※] ")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `role` is title, heading, centred or body; `depth` counts indents from 0."""

    role: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is its head when `headed`."""

    rows: tuple[tuple[str, ...], ...]
    headed: bool


Block = Line | Grid


def parse(master: str) -> list[Block]:
    """The blocks of a master, in order."""
    marks: tuple[str, ...]
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    if re.search(r"^제1조", master, re.MULTILINE):
        marks, first = ITEM_MARKS, 1  # 조 stands at the edge
    elif re.search(r"^□ ", master, re.MULTILINE):
        marks, first = REPORT_MARKS, 0
    else:
        marks, first = ITEM_MARKS[1:], 0  # in a letter `1.` stands at the edge
    for raw in [*master.splitlines(), ""]:
        if raw.startswith("|"):
            rows.append(tuple(cell.strip() for cell in raw.strip("|").split("|")))
        elif rows:
            blocks.append(_grid(rows))
            rows = []
        if raw.strip() and not raw.startswith("|"):
            blocks.append(_line(raw.strip(), marks, first))
    return blocks


def _grid(rows: Sequence[tuple[str, ...]]) -> Grid:
    body = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    return Grid(tuple(body), headed=all(body[0]))


def _line(text: str, marks: Sequence[str], first: int) -> Line:
    for mark, role in (("# ", "title"), ("## ", "heading"), ("> ", "centred")):
        if text.startswith(mark):
            return Line(role, text.removeprefix(mark))
    depth = next((first + place for place, mark in enumerate(marks) if re.match(mark, text)), 0)
    return Line("body", text, depth)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """(text, bold): the number and title of an article are bold."""
    match = re.match(r"제\d+조(?:의\d+)?\([^)]*\)", text)
    end = match.end() if match else 0
    if end:
        yield text[:end], True
    yield text[end:], False


# --- DOCX ------------------------------------------------------------------------------------
def docx_bytes(blocks: Sequence[Block], title: str) -> bytes:
    """A Word document with heading styles and real tables."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    for name, size in (("Normal", 11), ("Title", 18), ("Heading 1", 13)):
        _docx_style(document.styles[name], size)
    for block in blocks:
        if isinstance(block, Grid):
            _docx_table(document, block)
        else:
            _docx_line(document, block)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "한빛지원단", "ko-KR"
    properties.created = properties.modified = STAMP
    stream = io.BytesIO()
    document.save(stream)
    return without_clock(stream.getvalue())


def _docx_style(style: Any, size: int) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.color.rgb = BODY_FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), BODY_FONT)


def _docx_line(document: Any, line: Line) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    style = {"title": "Title", "heading": "Heading 1"}.get(line.role, "Normal")
    paragraph = document.add_paragraph(style=style)
    for text, bold in pieces(line.text):
        paragraph.add_run(text).bold = bold or None
    if line.role in ("title", "centred"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.left_indent = Mm(INDENT_MM * line.depth)
    paragraph.paragraph_format.space_after = Pt(6 if line.role == "title" else 4)


def _docx_table(document: Any, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), len(grid.rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, grid.rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    if grid.headed:
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph()


# --- HWPX ------------------------------------------------------------------------------------
def hwpx_bytes(blocks: Sequence[Block], title: str) -> bytes:
    """A Hangul document; raises ValueError when the package is not valid."""
    from hwpx import HwpxDocument, validate_package

    document = HwpxDocument.new()
    looks = {
        "title": document.styles.ensure_run(bold=True, size=18),
        "heading": document.styles.ensure_run(bold=True, size=13),
        "bold": document.styles.ensure_run(bold=True, size=11),
        "body": document.styles.ensure_run(size=11),
    }
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            _hwpx_table(document, block, looks)
        else:
            _hwpx_line(document, block, looks, first=number == 0)
    data = without_clock(document.to_bytes(), steady_ids)
    report = validate_package(data)
    faults = [issue for issue in report.issues if issue.level == "error"]
    if faults:
        raise ValueError(f"{title}: {faults}")
    return data


def _hwpx_line(document: Any, line: Line, looks: dict[str, str], first: bool) -> None:
    look = looks.get(line.role, looks["body"])
    # The blank document holds one empty paragraph with the page settings: the title goes there.
    paragraph = document.paragraphs[0] if first else document.add_paragraph("", style="바탕글", include_run=False)
    for text, bold in pieces(line.text):
        paragraph.add_run(text, char_pr_id_ref=looks["bold"] if bold else look)
    document.styles.apply_paragraph_format(
        paragraph_index=len(document.paragraphs) - 1,
        alignment="CENTER" if line.role in ("title", "centred") else "LEFT",
        indent_left_mm=INDENT_MM * line.depth,
        spacing_before_pt=10 if line.role == "heading" else 0,
        spacing_after_pt=4,
        line_spacing_percent=150,
    )


def _hwpx_table(document: Any, grid: Grid, looks: dict[str, str]) -> None:
    count, width = len(grid.rows), len(grid.rows[0])
    table = document.add_table(count, width, width=45000, height=2200 * count)  # HWP units: 7,200 an inch
    for r, cells in enumerate(grid.rows):
        for c, text in enumerate(cells):
            table.set_cell_text(r, c, text)
            for run in table.cell(r, c).paragraphs[0].runs:
                run.char_pr_id_ref = looks["bold"] if grid.headed and r == 0 else looks["body"]
            if grid.headed and r == 0:
                table.set_cell_shading(r, c, "#ECF2FA")


# --- PDF -------------------------------------------------------------------------------------
def pdf_bytes(blocks: Sequence[Block], title: str, font: Path) -> bytes:
    """An A4 PDF with page numbers; the used letters of `font` are embedded."""
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUuid
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), title.encode()))
    writer.setResolution(96)
    margins = QMarginsF(20, 20, 20, 20)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    page = QSizeF(writer.width(), writer.height() - 40)
    document = _qt_document(blocks, font, page)
    painter = QPainter(writer)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
        painter.restore()
        painter.setFont(document.defaultFont())
        foot = QRectF(0, page.height() + 10, page.width(), 30)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"- {number + 1} -")
    painter.end()
    return pdf_without_clock(bytes(buffer.data().data()))


def _qt_document(blocks: Sequence[Block], font: Path, page: Any) -> Any:
    from PySide6.QtGui import QFont, QFontDatabase, QTextCursor, QTextDocument

    loaded = QFontDatabase.addApplicationFont(str(font))
    families = QFontDatabase.applicationFontFamilies(loaded) if loaded >= 0 else []
    if not families:
        raise ValueError(f"not a font: {font}")
    document = QTextDocument()
    document.setDefaultFont(QFont(families[0], 11))
    document.setDocumentMargin(0)
    document.setPageSize(page)
    cursor = QTextCursor(document)
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            _qt_table(cursor, block)
        else:
            _qt_line(cursor, block, first=number == 0)
    return document


def _qt_line(cursor: Any, line: Line, first: bool) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat

    shape = QTextBlockFormat()
    shape.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setBottomMargin(6)
    shape.setTopMargin(12 if line.role == "heading" else 0)
    shape.setLeftMargin(INDENT_MM * 96 / 25.4 * line.depth)
    centred = line.role in ("title", "centred")
    shape.setAlignment(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
    if first:
        cursor.setBlockFormat(shape)
    else:
        cursor.insertBlock(shape)
    for text, bold in pieces(line.text):
        letters = QTextCharFormat()
        letters.setFontPointSize({"title": 18, "heading": 13}.get(line.role, 11))
        strong = bold or line.role in ("title", "heading")
        letters.setFontWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
        cursor.insertText(text, letters)


def _qt_table(cursor: Any, grid: Grid) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QTextCharFormat, QTextFrameFormat, QTextLength, QTextTableFormat

    shape = QTextTableFormat()
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setCellPadding(4)
    shape.setBottomMargin(6)
    shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table = cursor.insertTable(len(grid.rows), len(grid.rows[0]), shape)
    for r, cells in enumerate(grid.rows):
        for c, text in enumerate(cells):
            letters = QTextCharFormat()
            letters.setFontPointSize(10)
            letters.setFontWeight(QFont.Weight.Bold if grid.headed and r == 0 else QFont.Weight.Normal)
            table.cellAt(r, c).firstCursorPosition().insertText(text, letters)
    cursor.movePosition(cursor.MoveOperation.End)


# --- the same bytes every time ---------------------------------------------------------------
def without_clock(data: bytes, settle: Callable[[bytes], bytes] = bytes) -> bytes:
    """A zip with the same members in the same order, all dated STAMP; XML members pass through `settle`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, STAMP.timetuple()[:6])
            entry.compress_type = member.compress_type
            content = old.read(member)
            new.writestr(entry, settle(content) if member.filename.endswith(".xml") else content)
    return out.getvalue()


def steady_ids(xml: bytes) -> bytes:
    """The random ids of paragraphs and tables as a sequence; python-hwpx draws them from 2**31, so that one in
    twenty files has one of five digits."""
    ids = list(dict.fromkeys(re.findall(rb' id="(\d{4,})"', xml)))
    steady = {old: b"%d" % (1_000_001 + place) for place, old in enumerate(ids)}
    return re.sub(rb'="(\d{4,})"', lambda match: b'="%s"' % steady.get(match[1], match[1]), xml)


def pdf_without_clock(data: bytes) -> bytes:
    """The dates of the writing replaced by STAMP, at the same length: the cross-reference table holds offsets."""
    data = re.sub(rb"\(D:\d{14}", f"(D:{STAMP:%Y%m%d%H%M%S}".encode(), data)
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", f"{STAMP:%Y-%m-%dT%H:%M:%S}".encode(), data)


def find_font() -> Path:
    for pattern in FONT_CANDIDATES:
        for path in sorted(ROOT.glob(pattern)):
            return path
    raise SystemExit("no Korean font in assets/fonts: name one with --font")


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Build the sample documents from their masters.")
    parser.add_argument("--font", type=Path, help="a Korean TrueType or OpenType font for the PDF files")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    font = options.font or find_font()
    for name, suffix in FORMATS.items():
        blocks = parse((MASTERS / f"{name}.md").read_text(encoding="utf-8"))
        if suffix == "docx":
            data = docx_bytes(blocks, name)
        elif suffix == "hwpx":
            data = hwpx_bytes(blocks, name)
        else:
            data = pdf_bytes(blocks, name, font)
        target = SAMPLE / f"{name}.{suffix}"
        target.write_bytes(data)
        print(f"{target.name}: {len(data):,} bytes")
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
