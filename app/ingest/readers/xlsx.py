"""Excel workbooks with openpyxl: each sheet a heading, then its tables, its text boxes and its memos.

Cells are streamed row by row and only as far as there are any, whatever the sheet claims to hold. Figures
are shown as the sheet shows them (20,000, 15.0%), dates as they are written in Korean.
"""

import datetime
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from app.core.errors import FileDamaged, FilePartlyRead
from app.ingest import blocks
from app.ingest.blocks import Block, Extract
from app.ingest.identity import fields
from app.ingest.readers import grid
from app.ingest.readers.faults import PARSER_FAULTS
from app.ingest.readers.opc import Package, with_parts

MAX_CELLS = 300_000
"""Places looked at in a workbook, and eight times as many rows without any: a reader must be done within its time."""

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NO_VALUE = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*<(?:/(?:\w+:)?c>|(?:\w+:)?v(?:\s*/>|>\s*</))")
_DECIMALS = re.compile(r"\.(0+)")
_STYLES = "xl/styles.xml"
_BARE_STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_UNIT = re.compile(r'"([^"]{1,10})"[\s_)*-]*$')
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, or MemoryError when the limits of the process are reached."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of features it drops when it writes
        try:
            package, book, partly = _opened(data)
            reading = _Reading(package, book)
            made = reading.blocks()
        except PARSER_FAULTS as error:
            raise FileDamaged(name=name) from error
    if reading.partly and not made:  # rows without end before the first cell
        raise FileDamaged(name=name)
    partly = partly or reading.partly
    told = {fields.TITLE: name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name}
    return Extract("xlsx", tuple(made), told, ((FilePartlyRead.code, {"name": name}),) if partly else ())


def _opened(data: bytes) -> tuple[bytes, Any, bool]:
    """(package, workbook, whether its formats were left out): styles written by other programs are often broken."""
    import openpyxl

    try:
        return data, openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False), False
    except PARSER_FAULTS:
        bare = with_parts(data, {_STYLES: _BARE_STYLES})
        return bare, openpyxl.load_workbook(io.BytesIO(bare), read_only=True, data_only=True, keep_links=False), True


class _Reading:
    """One workbook, read once."""

    def __init__(self, data: bytes, book: Any) -> None:
        self._data = data
        self._book = book
        self._package = Package(data)
        self._parts = self._sheet_parts()
        self._left = 8 * MAX_CELLS
        self.partly = False

    def blocks(self) -> list[Block]:
        """All sheets, hidden ones too, in the workbook's order."""
        made: list[Block] = []
        formulas = self._formulas()
        for sheet in self._book.worksheets:
            part = self._parts.get(sheet.title, "")
            other = formulas[sheet.title] if formulas is not None and self._lacks_values(part) else None
            inside = grid.sheet(self._rows(sheet, other)) + self._apart(part)
            if inside:
                note = "" if sheet.sheet_state == "visible" else " (숨긴 시트)"
                made += blocks.paragraphs(f"{sheet.title}{note}", blocks.HEADING, 1) + inside
        return made

    def _sheet_parts(self) -> dict[str, str]:
        home = next((r.part for r in self._package.relations("") if r.kind == "officeDocument"), "")
        if not home:
            return {}
        parts = {relation.id: relation.part for relation in self._package.relations(home)}
        sheets = self._package.tree(home).iter(f"{_S}sheet")
        return {item.get("name", ""): parts.get(item.get(f"{_R}id", ""), "") for item in sheets}

    def _lacks_values(self, part: str) -> bool:
        return part in self._package.names and _NO_VALUE.search(self._package.bytes(part)) is not None

    def _formulas(self) -> Any:
        """The workbook with formulas in place of values, when some formula was never calculated."""
        import openpyxl

        if not any(self._lacks_values(part) for part in self._parts.values()):
            return None
        return openpyxl.load_workbook(io.BytesIO(self._data), read_only=True, keep_links=False)

    def _rows(self, sheet: Any, formulas: Any) -> Iterator[list[str]]:
        """Rows of shown cells; a formula that was never calculated stands for itself."""
        sheet.reset_dimensions()
        if formulas is not None:
            formulas.reset_dimensions()
        written = formulas.iter_rows() if formulas is not None else None
        for row in sheet.iter_rows():
            self._left -= 8 * len(row) or 1
            if self._left < 0:
                self.partly = True
                return
            shown = [_shown(cell) for cell in row]
            if written is not None:
                for at, cell in enumerate(next(written, ())):
                    if at < len(shown) and not shown[at] and cell.value is not None:
                        shown[at] = str(getattr(cell.value, "text", cell.value) or "")
            yield shown

    def _apart(self, part: str) -> list[Block]:
        """Text boxes and memos, which stand in parts of their own."""
        relations = self._package.relations(part) if part else []
        made: list[Block] = []
        for relation in (r for r in relations if r.kind == "drawing"):
            for paragraph in self._package.tree(relation.part).iter(f"{_A}p"):
                made += blocks.paragraphs("".join(run.text or "" for run in paragraph.iter(f"{_A}t")))
        threads = [r for r in relations if r.kind == "threadedComment"]
        for relation in threads or [r for r in relations if r.kind == "comments"]:
            for memo in self._package.tree(relation.part):
                items = memo if _local(memo) == "commentList" else [memo]
                for item in items:
                    words = "".join(node.text or "" for node in item.iter() if _local(node) in ("t", "text"))
                    if words.strip():
                        made += blocks.paragraphs(f"[메모] {item.get('ref', '')} {' '.join(words.split())}")
        return made


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), value) if "_x" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _figure(value, _format(cell))
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    return str(value)


def _format(cell: Any) -> str:
    try:
        return str(cell.number_format or "")
    except (LookupError, AttributeError, TypeError):  # a style that the workbook does not have
        return ""


def _figure(value: float, form: str) -> str:
    """A figure in Excel's number format, as far as readers look for it: thousands, percent, decimals, a unit."""
    section = form.partition(";")[0]
    unit = _UNIT.search(section)
    bare = _QUOTED.sub("", section)
    found = _DECIMALS.search(bare)
    decimals = min(len(found[1]), 10) if found else 0
    if "%" in bare:
        shown = f"{value * 100:.{decimals}f}%"
    elif "," in bare:
        shown = f"{value:,.{decimals}f}"
    elif found and "0" in bare.partition(".")[0]:
        shown = f"{value:.{decimals}f}"
    else:
        shown = str(value) if isinstance(value, int) else f"{value:.12g}"
    return shown + (unit[1] if unit else "")
