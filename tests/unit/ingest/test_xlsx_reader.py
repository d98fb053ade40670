"""Excel: figures as shown, dates, formulas without values, merged cells, hidden sheets, memos, false dimensions."""

import datetime
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from app.core.errors import FileDamaged
from app.ingest.blocks import HEADING, TABLE, TABLE_PART
from app.ingest.read import read
from app.ingest.readers import xlsx
from app.ingest.readers.opc import with_parts


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def one_sheet(*rows: list[Any]) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_a_sheet_is_a_heading_with_its_lines_and_tables() -> None:
    book = one_sheet(["2026년 예산"], [], ["구분", "금액"], ["스캐너", 120000], [], ["비고", "없음"], ["끝", "끝"])
    book.active.title = "예산"
    extract = read(saved(book), "예산.xlsx")
    assert [(b.kind, b.level, b.text) for b in extract.blocks] == [
        (HEADING, 1, "예산"),
        ("paragraph", 0, "2026년 예산"),
        (TABLE, 0, "구분 | 금액\n스캐너 | 120000"),
        (TABLE, 0, "비고 | 없음\n끝 | 끝"),
    ]
    assert extract.fields["title"] == "예산"
    assert extract.warnings == ()


def test_values_as_the_sheet_shows_them() -> None:
    moment = datetime.datetime(2026, 2, 13, 13, 20)
    book = one_sheet(["값", "형식"], [0.1 + 0.2, "a"], [20000, "b"], [0.153, "c"], [datetime.date(2026, 2, 13), "d"])
    book.active.append([moment, "e"])
    book.active.append([True, "f"])
    book.active.append([5000, "g"])
    for at, form in ((3, "#,##0"), (4, "0.0%"), (8, '#,##0"원"')):
        book.active.cell(at, 1).number_format = form
    table = read(saved(book), "a.xlsx").blocks[1].text
    assert [line.partition(" | ")[0] for line in table.split("\n")[1:]] == [
        *("0.3", "20,000", "15.3%", "2026-02-13", "2026-02-13 13:20", "TRUE", "5,000원"),
    ]


def test_a_formula_without_a_value_is_shown_and_one_with_a_value_is_not() -> None:
    data = saved(one_sheet(["가", "나"], [1, "=A2+1"], [2, "=A3*2"]))
    sheet = "xl/worksheets/sheet1.xml"
    cached = part(data, sheet).replace(b"<f>A2+1</f><v></v>", b"<f>A2+1</f><v>77</v>")
    assert b"77" in cached
    data = with_parts(data, {sheet: cached})
    assert read(data, "a.xlsx").blocks[1].text == "가 | 나\n1 | 77\n2 | =A3*2"


def test_merged_cells_say_their_text_once_and_neighbours_stay() -> None:
    book = one_sheet(["구분", None, "계"], ["가", "나", 3], ["다", "라", 4])
    book.active.merge_cells("A1:B1")
    assert read(saved(book), "a.xlsx").blocks[1].text == "구분 |  | 계\n가 | 나 | 3\n다 | 라 | 4"


def test_hidden_sheets_and_memos() -> None:
    book = one_sheet(["가", "나"], [1, 2])
    book.active["B2"].comment = Comment("확인 필요", "김")
    hidden = book.create_sheet("숨김")
    hidden.append(["가", "나"])
    hidden.sheet_state = "hidden"
    texts = [b.text for b in read(saved(book), "a.xlsx").blocks]
    assert texts == ["Sheet", "가 | 나\n1 | 2", "[메모] B2 확인 필요", "숨김 (숨긴 시트)", "가 | 나"]


def test_a_long_sheet_repeats_its_header_in_every_block() -> None:
    book = one_sheet(["이름", "금액"], *[[f"사람{n}", n] for n in range(400)])
    tables = [b.text for b in read(saved(book), "a.xlsx").blocks if b.kind == TABLE]
    assert len(tables) > 3
    assert all(text.startswith("이름 | 금액\n") for text in tables)
    assert all(len(text) < TABLE_PART * 1.3 for text in tables)
    rows = [line for text in tables for line in text.split("\n")[1:]]
    assert rows == [f"사람{n} | {n}" for n in range(400)]


def test_a_sheet_that_claims_every_cell_costs_nothing() -> None:
    data = saved(one_sheet(["가", "나"], [1, 2]))
    sheet = "xl/worksheets/sheet1.xml"
    claimed = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part(data, sheet))
    far = claimed.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>9</v></c></row></sheetData>')
    assert [b.text for b in read(with_parts(data, {sheet: claimed}), "a.xlsx").blocks][1:] == ["가 | 나\n1 | 2"]
    extract = read(with_parts(data, {sheet: far}), "a.xlsx")
    assert [b.text for b in extract.blocks][1:] == ["가 | 나\n1 | 2", "9"]
    assert extract.warnings == ()


def test_too_many_places_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_CELLS", 50)
    extract = read(saved(one_sheet(*[["가", "나"]] * 100)), "a.xlsx")
    assert [code for code, _ in extract.warnings] == ["ING-012"]
    assert extract.blocks[1].text.count("가 | 나") == 25


def test_broken_styles_cost_the_formats_only() -> None:
    data = with_parts(saved(one_sheet(["가", "나"], [1, 2])), {"xl/styles.xml": b"<styleSheet><fonts><font"})
    extract = read(data, "a.xlsx")
    assert extract.blocks[1].text == "가 | 나\n1 | 2"
    assert [code for code, _ in extract.warnings] == ["ING-012"]


@pytest.mark.parametrize("name", ["xl/workbook.xml", "[Content_Types].xml"])
def test_a_broken_workbook_is_damaged(name: str) -> None:
    with pytest.raises(FileDamaged):
        read(with_parts(saved(one_sheet(["가"])), {name: b"<a"}), "a.xlsx")
