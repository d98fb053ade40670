"""A laid-out sheet as DOCX (ISO/IEC 29500), written with python-docx.

Word takes the font of Hangul from `w:eastAsia`, which python-docx does not set by itself. Word's hanging indent is
the other way round than Hancom's: `left` is where further lines stand, and the first line begins before it.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.export.layout import (
    FOOT_MM,
    MARGINS_MM,
    PAPER_MM,
    TEXT_WIDTH,
    Align,
    Grid,
    Layout,
    Paragraph,
    Rule,
    Style,
    advance,
    column_points,
)

FONT = "맑은 고딕"
"""On every Windows since Vista."""

_WIDTHS = {" ": 0.352, ".": 0.219, ",": 0.219, "(": 0.305, ")": 0.305, ":": 0.219, "-": 0.41, "0": 0.551, "*": 0.43}
_WIDE = 0.92
"""Em of the signs of the font, and of its Hangul."""

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.LEFT,
}
"""Word ends a line of Hangul between words; set to both margins, short lines have wide gaps."""

_HEAD, _BOXED = "E7ECF2", "F2F5F9"
_AFTER_AUTOSPACE = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:autoSpaceDE", "w:autoSpaceDN", *_AFTER_AUTOSPACE)
"""What stands after these in the order that the schema asks for."""
_SHORT_ROW = 400
"""Characters up to which a row stays on one page."""


def written(layout: Layout, made: datetime | None = None) -> bytes:
    """The file's bytes. `made` is the time of writing, by default now."""
    document = Document()
    _defaults(document)
    _page(document)
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            _paragraph(document.add_paragraph(), block)
        else:
            _table(document, block)
    _about(document, layout, made or datetime.now(UTC))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _defaults(document: Any) -> None:
    style = document.styles["Normal"]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # a theme's font would win
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    language = _element("w:lang", val="ko-KR", eastAsia="ko-KR")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.widow_control = True


def _page(document: Any) -> None:
    """A4, and the number of the page at the bottom centre (규칙 제18조제1호)."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAPER_MM[0]), Mm(PAPER_MM[1])
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, MARGINS_MM)
    section.footer_distance, section.header_distance = Mm(FOOT_MM), Mm(10)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)  # else lines snap to a grid of the template's
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("- ").font.size = Pt(9)
    run = foot.add_run()
    run.font.size = Pt(9)
    for part in (
        _element("w:fldChar", fldCharType="begin"),
        _element("w:instrText", text="PAGE"),
        _element("w:fldChar", fldCharType="end"),
    ):
        run._r.append(part)
    foot.add_run(" -").font.size = Pt(9)


def _paragraph(made: Any, block: Paragraph) -> None:
    style = block.style
    hang = advance(block.hang, _WIDTHS, _WIDE) * style.points
    left = (block.left + advance(block.ahead, _WIDTHS, _WIDE)) * style.points
    _shaped(made, style)
    if left or hang:
        made.paragraph_format.left_indent = Pt(left + hang)
        made.paragraph_format.first_line_indent = Pt(-hang)
    _run(made, block.text, style)


def _shaped(made: Any, style: Style, *, single: bool = False) -> None:
    """`single`: lines as near as the font has them, as in a cell, whose text would else stand low."""
    shape = made.paragraph_format
    shape.alignment = _ALIGN[style.align]
    if not single:
        shape.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        shape.line_spacing = Pt(style.points * style.spacing / 100)
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no width of Word's own between Hangul and digits
        made._p.get_or_add_pPr().insert_element_before(_element(name, val="0"), *_AFTER_AUTOSPACE)
    if style.before:
        shape.space_before = Pt(style.before)
    if style.after:
        shape.space_after = Pt(style.after)
    if style.keep:
        shape.keep_with_next = True
    if style.rule is not Rule.NONE:
        side = "bottom" if style.rule is Rule.BELOW else "top"
        borders = OxmlElement("w:pBdr")
        borders.append(_element(f"w:{side}", val="single", sz="10", space="3", color="000000"))
        made._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _run(made: Any, text: str, style: Style) -> None:
    run = made.add_run()
    run.font.size = Pt(style.points)
    run.font.bold = style.bold or None
    part = _element("w:t", text=text)  # python-docx's own setter would turn some letters into tabs and breaks
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run._r.append(part)


def _table(document: Any, grid: Grid) -> None:
    widths = column_points(grid, TEXT_WIDTH)
    table = document.add_table(rows=0, cols=len(widths))
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, points in zip(table.columns, widths, strict=True):
        column.width = Pt(points)
    table._tbl.tblPr.insert_element_before(_margins(), "w:tblLook")
    rows = _rows(table, len(grid.rows), len(widths))
    for place, (row, cells) in enumerate(zip(grid.rows, rows, strict=True)):
        head = place < grid.heads
        settings = cells[0]._tc.getparent().get_or_add_trPr()
        if sum(len(line) for lines in row for line in lines) <= _SHORT_ROW:
            settings.append(_element("w:cantSplit"))
        if head:
            settings.append(_element("w:tblHeader"))
        for column, lines in enumerate(row):
            cells[column].width = Pt(widths[column])
            _cell(cells[column], grid, lines, head=head, centred=head or grid.centred[column])
    after = document.add_paragraph()  # else Word joins two tables, and a table cannot end a document
    _shaped(after, Style(4, spacing=100))
    mark = _element("w:rPr")
    mark.append(_element("w:sz", val="8"))
    after._p.get_or_add_pPr().append(mark)


def _rows(table: Any, rows: int, columns: int) -> list[list[Any]]:
    """New rows with their cells; asking python-docx for each cell of a long table takes square time."""
    from docx.table import _Cell

    made = []
    for _ in range(rows):
        row = table._tbl.add_tr()
        for _ in range(columns):
            row.add_tc()
        made.append([_Cell(cell, table) for cell in row.tc_lst])
    return made


def _cell(cell: Any, grid: Grid, lines: Sequence[str], *, head: bool, centred: bool) -> None:
    style = replace(grid.style, bold=grid.style.bold or head, align=Align.CENTER if centred else Align.LEFT)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if fill := _BOXED if grid.boxed else _HEAD if head else "":
        shade = _element("w:shd", val="clear", color="auto", fill=fill)
        cell._tc.get_or_add_tcPr().insert_element_before(shade, "w:noWrap", "w:tcMar", "w:vAlign")
    for place, line in enumerate(lines):
        made = cell.paragraphs[0] if not place else cell.add_paragraph()
        _shaped(made, style, single=True)
        _run(made, line, style)


def _margins() -> Any:
    """1.8 mm beside a cell's text and 0.6 mm above and below."""
    made = OxmlElement("w:tblCellMar")
    for side, width in (("top", "34"), ("left", "102"), ("bottom", "34"), ("right", "102")):
        made.append(_element(f"w:{side}", w=width, type="dxa"))
    return made


def _about(document: Any, layout: Layout, made: datetime) -> None:
    """문서요지 and 키워드 (영 제5조제2항) with title and creator. python-docx refuses more than 255 letters; the format
    does not, so the elements are filled directly."""
    about = document.core_properties
    about.language = "ko-KR"
    about.created = about.modified = made.astimezone(UTC).replace(tzinfo=None)
    about.revision = 1
    root = about._element
    for holder, text in (
        (root.get_or_add_title(), layout.title),
        (root.get_or_add_creator(), layout.creator),
        (root.get_or_add_lastModifiedBy(), layout.creator),
        (root.get_or_add_subject(), layout.summary),
        (root.get_or_add_description(), layout.summary),
        (root.get_or_add_keywords(), ", ".join(layout.keywords)),
    ):
        holder.text = text


def _element(name: str, text: str = "", **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    if text:
        made.text = text
    return made
