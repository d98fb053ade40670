"""A sheet in HWPX, DOCX and Markdown: every letter, indentation the way each format means it, its own metadata."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from app.core.drafts import Line, Part, Sheet, Table
from app.export import docx, sheet_text
from app.export.hwpx import package
from app.export.layout import Grid, Layout, Paragraph, Rule, laid_out, lines_of, texts
from app.export.readback import difference
from tests.fakes.sheets import EMPTY, LETTER, REPORT, SHEETS

WRITTEN = {
    ".hwpx": package.written,
    ".docx": docx.written,
    ".md": lambda layout: sheet_text.markdown(layout).encode("utf-8"),
}
HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"
HC = "{http://www.hancom.co.kr/hwpml/2011/core}"


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("suffix", WRITTEN)
@pytest.mark.parametrize("name", SHEETS)
def test_every_letter_is_read_back(name: str, suffix: str) -> None:
    layout = laid_out(SHEETS[name])
    assert difference(layout, WRITTEN[suffix](layout), suffix) == ""


@pytest.mark.parametrize("suffix", WRITTEN)
@pytest.mark.parametrize(
    "changed",
    [
        Sheet("external", (*LETTER.lines[:-1], Line(Part.CONTACT, "전화 02-000-0001  / 공개"))),
        Sheet("external", LETTER.lines[1:]),
        Sheet("external", (LETTER.lines[1], LETTER.lines[0], *LETTER.lines[2:])),
        Sheet("external", (*LETTER.lines[:-1], Line(Part.CONTACT, "전화 02-000-0000 / 공개"))),
    ],
    ids=["a digit", "a line missing", "another order", "a space"],
)
def test_a_file_that_differs_is_told(changed: Sheet, suffix: str) -> None:
    file = WRITTEN[suffix](laid_out(LETTER))
    assert difference(laid_out(changed), file, suffix) != ""


@pytest.mark.parametrize("name", SHEETS)
def test_the_word_processor_would_open_it(name: str) -> None:
    assert package.faults(package.written(laid_out(SHEETS[name]))) == ()


def test_a_broken_package_has_faults() -> None:
    data = package.written(laid_out(LETTER))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            if info.filename != "Contents/header.xml":
                new.writestr(info, old.read(info.filename))
    assert package.faults(stream.getvalue())


def test_hancom_hangs_the_further_lines_and_word_the_first() -> None:
    """Both stand at the same place on paper: the mark at 1 em, the text behind `나. `."""
    layout = laid_out(LETTER)
    block = next(one for one in layout.blocks if isinstance(one, Paragraph) and one.text.startswith("나."))
    assert (block.left, block.hang) == (1.0, "나. ")
    data = package.written(layout)
    section, header = part(data, "Contents/section0.xml"), part(data, "Contents/header.xml")
    line = next(p for p in section.iter(f"{HP}p") if "".join(p.itertext()).startswith("나."))
    shape = next(one for one in header.iter(f"{HH}paraPr") if one.get("id") == line.get("paraPrIDRef"))
    margin = shape.find(f"{HP}switch/{HP}case/{HH}margin")
    left, intent = (int(margin.find(f"{HC}{name}").get("value")) for name in ("left", "intent"))
    assert left == 1200 and intent < 0
    made = next(p for p in Document(io.BytesIO(docx.written(layout))).paragraphs if p.text.startswith("나."))
    indent, first = made.paragraph_format.left_indent, made.paragraph_format.first_line_indent
    assert indent is not None and first is not None and first < 0
    assert round((indent + first) / 12700, 1) == 12.0


def test_hangul_has_its_font_in_word() -> None:
    fonts = Document(io.BytesIO(docx.written(laid_out(LETTER)))).styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {docx.FONT}


ORDERS = {
    "pPr": "pStyle keepNext keepLines widowControl pBdr shd autoSpaceDE autoSpaceDN spacing ind jc rPr",
    "tblPr": "tblStyle tblW jc tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}
"""Of what we write, as the schema's sequences have it (ISO/IEC 29500-1, annex A); Word calls another order damaged."""


@pytest.mark.parametrize("name", SHEETS)
def test_words_schema_is_kept(name: str) -> None:
    root = part(docx.written(laid_out(SHEETS[name])), "word/document.xml")
    for tag, order in ORDERS.items():
        for holder in root.iter(qn(f"w:{tag}")):
            found = [etree.QName(child).localname for child in holder]
            assert found == sorted(found, key=order.split().index)


def test_heads_of_tables_stand_on_every_page() -> None:
    layout = laid_out(REPORT)
    table = Document(io.BytesIO(docx.written(layout))).tables[-1]
    marks = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marks == [True] + [False] * 120
    made = list(part(package.written(layout), "Contents/section0.xml").iter(f"{HP}tbl"))[-1]
    assert made.get("repeatHeader") == "1" and made.get("pageBreak") == "CELL"
    assert [cell.get("header") for cell in made.iter(f"{HP}tc")][:6] == ["1", "1", "1", "0", "0", "0"]
    size = made.find(f"{HP}sz")
    heights = [int(row[0].find(f"{HP}cellSz").get("height")) for row in made.iter(f"{HP}tr")]
    assert min(heights) > 1000 and sum(heights) == int(size.get("height")), "rows without a height are drawn as none"
    widths = [int(cell.find(f"{HP}cellSz").get("width")) for cell in next(made.iter(f"{HP}tr"))]
    assert sum(widths) == int(size.get("width"))


def test_summary_and_keywords_are_the_files_own() -> None:
    layout = laid_out(LETTER)
    about = etree.tostring(part(package.written(layout), "Contents/content.hpf"), encoding="unicode")
    for told in (LETTER.title, LETTER.summary, "물품, 점검", "가나다청"):
        assert told in about
    assert "fixture" not in about
    properties = Document(io.BytesIO(docx.written(layout, datetime(2026, 3, 5, tzinfo=UTC)))).core_properties
    assert (properties.title, properties.subject) == (LETTER.title, LETTER.summary)
    assert (properties.keywords, properties.author) == ("물품, 점검", "가나다청")
    head = sheet_text.markdown(layout).split("---\n")[1]
    assert f"문서요지: '{LETTER.summary}'" in head and "키워드: '물품, 점검'" in head


def test_a_report_is_made_by_its_department() -> None:
    assert laid_out(REPORT, "물품과").creator == "물품과"
    assert laid_out(LETTER, "물품과").creator == "가나다청"


def test_letters_and_reports_look_different() -> None:
    letter, report = laid_out(LETTER), laid_out(REPORT)
    assert not any(isinstance(block, Grid) and block.boxed for block in letter.blocks)
    assert [block.boxed for block in report.blocks if isinstance(block, Grid)] == [True, False]
    rules = [
        block.text for block in letter.blocks if isinstance(block, Paragraph) and block.style.rule is not Rule.NONE
    ]
    assert rules == ["제목  물품 점검 일정 안내", "기안자 사무관  검토자 과장  결재권자 국장"]
    sizes = {block.text[0]: block.style.points for block in report.blocks if isinstance(block, Paragraph)}
    assert sizes["□"] > sizes["○"] > sizes["-"] > sizes["ㆍ"]


def test_attachments_stand_under_each_other() -> None:
    first, second = (one for one in laid_out(LETTER).blocks if isinstance(one, Paragraph) and "부." in one.text)
    assert (first.hang, first.ahead) == ("붙임  1. ", "")
    assert (second.hang, second.ahead) == ("2. ", "붙임  ")


def test_what_paper_cannot_hold_is_left_out() -> None:
    assert lines_of("탭\t뒤\x00\x1b\ud800\ufffe\u202e") == ("탭 뒤",)
    assert lines_of("하나\r\n둘\x0b셋\u2028넷\n\n") == ("하나", "둘", "셋", "넷")
    assert lines_of("") == ("",)
    assert lines_of("두  칸 그대로.  끝.") == ("두  칸 그대로.  끝.",)
    assert texts(laid_out(EMPTY)) == ()


def test_columns_get_what_they_need() -> None:
    wide = Table((("번호", "내용"), ("1", "아주 긴 글 " * 40)))
    grid = laid_out(Sheet("report", (Line(Part.TABLE, "", table=wide),))).blocks[0]
    assert isinstance(grid, Grid)
    assert sum(grid.shares) == pytest.approx(1.0)
    assert grid.shares[0] < 0.15
    assert grid.centred == (True, False)


def test_rows_of_unequal_length_become_equal() -> None:
    ragged = Sheet("report", (Line(Part.TABLE, "", table=Table((("가", "나", "다"), ("라",)), heads=9)),))
    grid = laid_out(ragged).blocks[0]
    assert isinstance(grid, Grid)
    assert [len(row) for row in grid.rows] == [3, 3] and grid.heads == 2


def markdown_of(*lines: Line) -> str:
    layout = replace(laid_out(Sheet("external", lines)), title="")
    return sheet_text.markdown(layout).split("---\n", 2)[2].strip("\n")


def test_markdown_shows_what_is_written() -> None:
    text = markdown_of(*LETTER.lines)
    assert "\n1. 관련: 「물품 관리 지침」" in text and "\n\u3000나. 대상: 창고에" in text
    assert "## " not in text and "\\" not in text, "nothing in a usual letter needs a sign before it"
    assert "| 구분 | 수량 | 비고 |\n| --- | --- | --- |\n| 책상 | 12 |  |" in text
    assert not re.search(r"\S  $", text)


def test_markdown_of_a_table_without_heads_has_an_empty_one() -> None:
    line = Line(Part.TABLE, "", table=Table((("가|나", "다\n라"),), heads=0))
    assert markdown_of(line) == "|  |  |\n| --- | --- |\n| 가\\|나 | 다<br>라 |"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026. 3. 5. 회의", "2026\\. 3. 5. 회의"),
        ("- 빼기", "\\- 빼기"),
        ("# 제목", "\\# 제목"),
        ("---", "\\---"),
        ("[확인 필요: 장소]", "[확인 필요: 장소]"),
        ("[가](나)", "[가\\](나)"),
        ("a_b c*d* _e_", "a_b c\\*d\\* \\_e\\_"),
        ("1 < 2 <b> ~~나~~ 1~2", "1 < 2 \\<b> \\~\\~나\\~\\~ 1~2"),
        ("R&D &amp;", "R&D \\&amp;"),
    ],
)
def test_markdown_leaves_text_as_it_is(text: str, shown: str) -> None:
    assert markdown_of(Line(Part.BODY, text, level=1)) == shown


def test_a_report_in_markdown_has_headings() -> None:
    text = sheet_text.markdown(laid_out(REPORT))
    assert "\n# 물품 점검 결과 보고\n" in text and "\n## □ 점검 결과\n" in text


def test_no_seal_and_no_picture() -> None:
    layout: Layout = laid_out(LETTER)
    with zipfile.ZipFile(io.BytesIO(package.written(layout))) as archive:
        assert not [name for name in archive.namelist() if name.endswith((".png", ".bmp", ".jpg"))]
