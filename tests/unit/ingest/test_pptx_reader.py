"""PowerPoint: slides as pages, reading order, groups, merged cells, numbers, notes, shows and templates."""

import io
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.util import Cm

from app.core.errors import FileDamaged
from app.ingest.blocks import HEADING, TABLE
from app.ingest.read import read
from app.ingest.readers.opc import Package, with_parts


def saved(deck: Any) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def box(shapes: Any, left: float, top: float, text: str) -> Any:
    made = shapes.add_textbox(Cm(left), Cm(top), Cm(4), Cm(1))
    made.text_frame.text = text
    return made


def test_slides_are_pages_and_shapes_come_in_reading_order() -> None:
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[5])
    for left, top, text in ((12, 5.1, "오른쪽"), (1, 12, "아래"), (1, 5, "왼쪽")):
        box(first.shapes, left, top, text)
    group = first.shapes.add_group_shape()
    box(group.shapes, 2, 9, "묶음 둘")
    box(group.shapes, 2, 8, "묶음 하나")
    first.shapes.title.text = "업무 보고"
    second = deck.slides.add_slide(deck.slide_layouts[6])
    box(second.shapes, 1, 1, "제목 없는 쪽")
    second._element.set("show", "0")
    found = [(b.page, b.kind, b.text) for b in read(saved(deck), "보고.pptx").blocks]
    assert found == [
        (1, HEADING, "업무 보고"),
        (1, "paragraph", "왼쪽"),
        (1, "paragraph", "오른쪽"),
        (1, "paragraph", "묶음 하나"),
        (1, "paragraph", "묶음 둘"),
        (1, "paragraph", "아래"),
        (2, HEADING, "슬라이드 2 (숨긴 슬라이드)"),
        (2, "paragraph", "제목 없는 쪽"),
    ]


def test_tables_notes_and_numbers() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    table = slide.shapes.add_table(2, 3, Cm(1), Cm(1), Cm(12), Cm(3)).table
    for at, text in enumerate(("구분", "", "계", "가", "나", "3")):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    frame = box(slide.shapes, 1, 8, "하나").text_frame
    frame.add_paragraph().text = "둘"
    for paragraph in frame.paragraphs:
        number = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{paragraph._p.nsmap['a']}}}buAutoNum")
        number.set("type", "circleNumDbPlain")
    slide.notes_slide.notes_text_frame.text = "발표할 말"
    found = [(b.kind, b.text) for b in read(saved(deck), "보고.pptx").blocks[1:]]
    assert found == [
        (TABLE, "구분 |  | 계\n가 | 나 | 3"),
        ("paragraph", "① 하나"),
        ("paragraph", "② 둘"),
        ("paragraph", "[노트] 발표할 말"),
    ]


@pytest.mark.parametrize(
    "variant",
    [
        b"openxmlformats-officedocument.presentationml.slideshow",
        b"openxmlformats-officedocument.presentationml.template",
    ],
)
def test_shows_and_templates(variant: bytes) -> None:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "쇼"
    data = saved(deck)
    plain = b"openxmlformats-officedocument.presentationml.presentation"
    types = Package(data).bytes("[Content_Types].xml").replace(plain + b".main", variant + b".main")
    assert variant in types
    assert read(with_parts(data, {"[Content_Types].xml": types}), "쇼.ppsx").blocks[0].text == "쇼"


def test_a_broken_slide_is_damaged() -> None:
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    with pytest.raises(FileDamaged):
        read(with_parts(saved(deck), {"ppt/slides/slide1.xml": b"<a><b></a>"}), "쇼.pptx")
