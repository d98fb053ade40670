"""Word: order of paragraphs and tables, headings, frames, review marks, automatic numbers."""

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app.ingest.blocks import HEADING, TABLE
from app.ingest.readers.counting import spelt
from app.ingest.readers.docx import read


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("여비 기준", 0)
    document.add_heading("제1장 총칙", 1)
    document.add_paragraph("제1조(목적) 여비를 정한다.")
    made = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in made.rows for c in row.cells), ("구분", "금액", "일비", "20,000원"), strict=True
    ):
        cell.text = text
    document.add_paragraph("표 다음 글")
    extract = read(saved(document), "a.docx")
    assert [(b.kind, b.level, b.text) for b in extract.blocks] == [
        (HEADING, 1, "여비 기준"),
        (HEADING, 1, "제1장 총칙"),
        ("paragraph", 0, "제1조(목적) 여비를 정한다."),
        (TABLE, 0, "구분 | 금액\n일비 | 20,000원"),
        ("paragraph", 0, "표 다음 글"),
    ]


def test_a_frame_insertions_and_deletions() -> None:
    document = docx.Document()
    frame = document.add_table(1, 1)
    frame.rows[0].cells[0].text = "상자 안의 글"
    paragraph = document.add_paragraph("앞 ")._p
    ns = nsdecls("w")
    paragraph.append(parse_xml(f'<w:ins {ns} w:id="1" w:author="a"><w:r><w:t>넣은 글</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f'<w:del {ns} w:id="2" w:author="a"><w:r><w:delText>뺀 글</w:delText></w:r></w:del>'))
    assert [b.text for b in read(saved(document), "a.docx").blocks] == ["상자 안의 글", "앞 넣은 글"]


def test_automatic_numbers_are_written_out() -> None:
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, form, pattern in ((0, "decimal", "제%1조"), (1, "ganada", "%2."))
    )
    numbering = document.part.numbering_part.element
    ns = nsdecls("w")
    numbering.insert(0, parse_xml(f'<w:abstractNum {ns} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {ns} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, depth in (("(목적) 가", 0), ("항목", 1), ("항목", 1), ("(정의) 나", 0), ("항목", 1)):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {ns}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'))
    texts = [b.text for b in read(saved(document), "a.docx").blocks]
    assert texts == ["제1조 (목적) 가", "가. 항목", "나. 항목", "제2조 (정의) 나", "가. 항목"]


def test_number_formats() -> None:
    assert [spelt(f, 4) for f in ("decimal", "ganada", "decimalEnclosedCircle", "upperRoman", "chosung", "odd")] == [
        "4", "라", "④", "IV", "ㄹ", "4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        ("<w:vanish/>", False),
        ('<w:vanish w:val="false"/>', True),
        ('<w:sz w:val="2"/>', False),
        ('<w:sz w:val="20"/>', True),
        ('<w:color w:val="FFFFFF"/>', False),
        ('<w:color w:val="ffffff"/><w:shd w:val="clear" w:fill="1F3864"/>', True),
        ('<w:color w:val="FF0000"/>', True),
    ],
)
def test_a_run_that_nobody_sees_on_paper_is_not_read(look: str, seen: bool) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("보이는 글")._p
    paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{look}</w:rPr><w:t> 그 뒤</w:t></w:r>"))
    table = document.add_table(1, 1)
    table.rows[0].cells[0].paragraphs[0]._p.append(
        parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>표의 머리</w:t></w:r>')
    )
    expected = ["보이는 글 그 뒤" if seen else "보이는 글", "표의 머리"]
    assert [block.text for block in read(saved(document), "a.docx").blocks] == expected
