"""Word: notes, memos, running heads, merged cells, nested tables, review marks, lists, documents with macros."""

import io
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app.ingest.blocks import TABLE
from app.ingest.read import read
from app.ingest.readers.counting import spelt, symbol
from app.ingest.readers.opc import Package, with_parts

NS = nsdecls("w")


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(document: Any) -> list[str]:
    return [block.text for block in read(saved(document), "a.docx").blocks]


def with_notes(document: Any, kind: str, relation: str, notes: dict[int, str]) -> None:
    root = f"{kind}s"
    inside = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>' for n, text in notes.items()
    )
    line = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    blob = f"<w:{root} {NS}>{line}{inside}</w:{root}>".encode()
    part = Part(PackURI(f"/word/{root}.xml"), f"application/x-{root}+xml", blob, document.part.package)
    document.part.relate_to(part, relation)


def refer(paragraph: Any, kind: str, number: int) -> None:
    paragraph._p.append(parse_xml(f'<w:r {NS}><w:{kind}Reference w:id="{number}"/></w:r>'))


def test_notes_follow_what_they_hang_on_and_memos_and_heads_come_last() -> None:
    document = docx.Document()
    first = document.add_paragraph("제1조 휴가")
    refer(first, "footnote", 2)
    second = document.add_paragraph("제2조 뜻")
    refer(second, "endnote", 1)
    refer(second, "footnote", 1)
    with_notes(document, "footnote", RELATIONSHIP_TYPE.FOOTNOTES, {1: "나중 각주", 2: "먼저 각주"})
    with_notes(document, "endnote", RELATIONSHIP_TYPE.ENDNOTES, {1: "미주 글"})
    document.add_comment(first.runs, text="확인 바람", author="김")
    section = document.sections[0]
    section.header.paragraphs[0].text = "국방 규정집"
    section.footer.paragraphs[0].text = "- 3 -"
    document.add_section().header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "국방 규정집"
    assert texts(document) == [
        "제1조 휴가",
        "[각주 1] 먼저 각주",
        "제2조 뜻",
        "[미주 1] 미주 글",
        "[각주 2] 나중 각주",
        "[메모] 확인 바람",
        "[머리말] 국방 규정집",
    ]


def test_merged_cells_and_rows_that_begin_late() -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for at in range(12):
        table.cell(at // 3, at % 3).text = f"{at // 3}{at % 3}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "가로"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "세로"
    late = table.rows[3]._tr
    late.remove(late.tc_lst[0])
    late.insert(0, parse_xml(f'<w:trPr {NS}><w:gridBefore w:val="1"/></w:trPr>'))
    assert texts(document) == ["가로 |  | 02\n세로 | 11 | 12\n | 21 | 22\n | 31 | 32"]


def test_a_nested_table_follows_and_the_outer_columns_stay() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "왼쪽"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "속1", "속2"
    table.cell(0, 1).paragraphs[0].text = "오른쪽"
    assert texts(document) == ["왼쪽 | 오른쪽", "속1 | 속2"]


def test_a_long_table_repeats_the_rows_marked_as_its_head() -> None:
    document = docx.Document()
    table = document.add_table(120, 2)
    for n, row in enumerate(table.rows):
        row.cells[0].text, row.cells[1].text = (f"항목 번호 {n}", f"금액 {n}") if n else ("항목", "금액")
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {NS}/>"))
    made = [b.text for b in read(saved(document), "a.docx").blocks if b.kind == TABLE]
    assert len(made) > 1
    assert all(text.startswith("항목 | 금액\n") for text in made)


def test_deleted_rows_and_moved_text() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for at, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = str(at)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {NS} w:id="1" w:author="a"/>'))
    paragraph = document.add_paragraph("앞 ")._p
    run = "<w:r><w:t>옮긴 글</w:t></w:r>"
    paragraph.append(parse_xml(f'<w:moveFrom {NS} w:id="2" w:author="a">{run}</w:moveFrom>'))
    paragraph.append(parse_xml(f'<w:moveTo {NS} w:id="3" w:author="a">{run}</w:moveTo>'))
    assert texts(document) == ["2 | 3", "앞 옮긴 글"]


def numbered(levels: list[tuple[str, str]], num: str = "") -> Any:
    document = docx.Document()
    inside = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (form, pattern) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="77">{inside}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {NS} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    root.append(parse_xml(f'<w:num {NS} w:numId="78"><w:abstractNumId w:val="77"/>{num}</w:num>'))
    return document


def add(document: Any, text: str, level: int, num: int = 77) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'))


def test_bullets_and_an_empty_paragraph_that_takes_a_number() -> None:
    document = numbered([("ganada", "%1."), ("bullet", "\uf06f"), ("bullet", "※")])
    for text, level in (("하나", 0), ("", 0), ("셋", 0), ("네모", 1), ("참고", 2)):
        add(document, text, level)
    assert texts(document) == ["가. 하나", "다. 셋", "□ 네모", "※ 참고"]


def test_a_list_that_starts_anew_and_one_that_goes_on() -> None:
    document = numbered([("decimal", "%1.")], '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    for text, num in (("가", 77), ("나", 77), ("다", 78), ("라", 78), ("마", 77)):
        add(document, text, 0, num)
    assert texts(document) == ["1. 가", "2. 나", "5. 다", "6. 라", "7. 마"]


def test_a_list_of_the_style_that_a_style_is_based_on() -> None:
    document = numbered([("decimal", "제%1조"), ("decimalEnclosedCircle", "%2")])
    base = document.styles.add_style("조", 1)
    base.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {NS}><w:numId w:val="77"/></w:numPr>'))
    child = document.styles.add_style("조 아래", 1)
    child.base_style = base
    document.add_paragraph("(목적)", style="조 아래")
    deeper = document.add_paragraph("항", style="조")
    deeper._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {NS}><w:ilvl w:val="1"/></w:numPr>'))
    assert texts(document) == ["제1조 (목적)", "① 항"]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("ganada", 14, "하"),
        ("ganada", 15, "거"),
        ("chosung", 3, "ㄷ"),
        ("koreanCounting", 21, "이십일"),
        ("koreanCounting", 110, "백십"),
        ("koreanDigital", 20, "이영"),
        ("koreanLegal", 12, "열둘"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("chineseCounting", 12, "十二"),
        ("ideographTraditional", 3, "丙"),
        ("upperRoman", 44, "XLIV"),
        ("upperLetter", 27, "AA"),
        ("decimalZero", 7, "07"),
        ("no-such-format", 7, "7"),
        ("ganada", 0, "0"),
        ("decimalEnclosedCircle", 10**9, "1000000000"),
    ],
)
def test_number_formats(form: str, number: int, shown: str) -> None:
    assert spelt(form, number) == shown


def test_symbols() -> None:
    assert [symbol("\uf0a7"), symbol("l", "Wingdings"), symbol("□"), symbol("\ue123"), symbol("")] == [
        "▪",
        "●",
        "□",
        "•",
        "",
    ]


def test_a_document_with_macros_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("제1조 글")
    data = saved(document)
    plain = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = Package(data).bytes("[Content_Types].xml").replace(plain, b"vnd.ms-word.document.macroEnabled.main+xml")
    extract = read(with_parts(data, {"[Content_Types].xml": types}), "a.docm")
    assert ([b.text for b in extract.blocks], extract.warnings) == (["제1조 글"], ())
