"""A sheet as PDF and on a printer: every letter once, found as it is written, its font inside."""

import io
import re
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PySide6.QtGui import QPdfWriter

from app.core.drafts import Line, Part, Sheet, Table
from app.core.paths import assets_dir
from app.export.layout import laid_out, texts
from app.export.readback import difference
from app.export.sheet_pages import HEIGHT, Letters, set_in_pages
from app.export.sheet_pdf import print_pages, written
from tests.fakes.sheets import EMOJI, HOSTILE, LETTER, REPORT, SHEETS

FONTS = assets_dir() / "fonts"
SPACES = re.compile(r"\s+")

pytestmark = pytest.mark.usefixtures("qapp")


def pdf(sheet: Sheet) -> bytes:
    return written(laid_out(sheet), FONTS)[0]


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "emoji"])
def test_every_letter_is_read_back(name: str) -> None:
    layout = laid_out(SHEETS[name])
    data, pages = written(layout, FONTS)
    assert difference(layout, data, ".pdf") == ""
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == pages


def test_a_letter_without_a_glyph_is_told() -> None:
    """No font here has it: the file would show a box, and nobody could find the letter."""
    layout = laid_out(EMOJI)
    assert "👨" in difference(layout, pdf(EMOJI), ".pdf")


@pytest.mark.parametrize(
    "changed",
    [(*LETTER.lines[:-1], Line(Part.CONTACT, "전화 02-000-0001  / 공개")), LETTER.lines[1:], LETTER.lines[:-1]],
    ids=["a digit", "a line more", "a line less"],
)
def test_a_file_that_differs_is_told(changed: tuple[Line, ...]) -> None:
    assert difference(laid_out(Sheet("external", changed)), pdf(LETTER), ".pdf") != ""


def test_another_reader_finds_words_with_their_spaces() -> None:
    document = pypdfium2.PdfDocument(pdf(LETTER))
    page = document[0].get_textpage()
    for words in ("물품 점검 일정 안내", "2026. 4. 13.(월) 14:00", "금1,850,000원(금일백팔십오만원)"):
        assert page.search(words).get_next() is not None, words
    document.close()
    assert "점검을 다음과 같이" in pypdf.PdfReader(io.BytesIO(pdf(LETTER))).pages[0].extract_text()


def test_hanja_are_not_radicals() -> None:
    """The font has one glyph for both; a search would not find the radical."""
    sheet = Sheet("report", (Line(Part.BODY, "金一人 Å"),))
    assert "金一人" in pypdf.PdfReader(io.BytesIO(pdf(sheet))).pages[0].extract_text()


def test_fonts_are_embedded_and_the_document_tells_of_itself() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(LETTER)))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(below)
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author, about.subject) == (LETTER.title, "가나다청", LETTER.summary)
    assert str(about["/Keywords"]) == "물품, 점검"


def test_every_page_is_a4_and_numbered() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(REPORT)))
    assert len(reader.pages) > 3
    for number, page in enumerate(reader.pages, start=1):
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        assert SPACES.sub("", page.extract_text()).endswith(f"-{number}-")


def test_nothing_stands_outside_of_the_pages() -> None:
    for sheet in (LETTER, REPORT, HOSTILE):
        for page in set_in_pages(laid_out(sheet)).pages:
            for piece in page:
                if isinstance(piece, Letters):
                    assert -20 <= piece.line.y() <= HEIGHT - 0.5 * piece.line.height()


def test_heads_of_a_table_stand_again() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(REPORT)))
    assert all(SPACES.sub("", page.extract_text()).startswith("번호물품수량") for page in reader.pages[1:])


def test_a_cell_longer_than_a_page_goes_on() -> None:
    long = Table((("가", "나"), ("말 " * 9000, "끝")))
    layout = laid_out(Sheet("report", (Line(Part.TABLE, "", table=long),)))
    data, pages = written(layout, FONTS)
    assert pages > 2 and difference(layout, data, ".pdf") == ""


def test_the_foot_stays_together() -> None:
    filler = tuple(Line(Part.BODY, f"줄 {n}", level=1) for n in range(28))
    sheet = Sheet("external", (LETTER.lines[1], *filler, *LETTER.lines[-5:]))
    reader = pypdf.PdfReader(io.BytesIO(pdf(sheet)))
    last = SPACES.sub("", reader.pages[-1].extract_text())
    assert last.startswith("가나다청장") and "전화02-000-0000" in last


def test_a_printer_gets_the_same_pages(tmp_path: Path) -> None:
    layout = laid_out(LETTER)
    device = QPdfWriter(str(tmp_path / "printed.pdf"))
    device.setResolution(300)
    print_pages(set_in_pages(layout), device)
    del device
    found = pypdf.PdfReader(tmp_path / "printed.pdf")
    drawn = SPACES.sub("", "".join(page.extract_text() for page in found.pages))
    assert SPACES.sub("", "".join(texts(layout))) in drawn.replace("-1-", "")
