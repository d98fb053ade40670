"""Pages as their author sees them: what is drawn, what is carried in the file, and what cannot be shown."""

import io
import zipfile
import zlib

import docx
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PIL import Image

from app.core.errors import AppError, FileDamaged, FileEncrypted, FileMissing, PreviewMissing, TooManyMembers
from app.core.types import PagePicture
from app.ingest import wire
from app.ingest.limits import MAX_PIXELS, MAX_SIDE
from app.ingest.preview import inside, preview
from tests.fakes import documents
from tests.fakes.documents import archive
from tests.fakes.hwp5 import Hwp5, paragraph
from tests.fakes.paper import A4, Paper, rule, text


def drawn(picture: PagePicture) -> Image.Image:
    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)


def png(width: int = 40, height: int = 60, colour: str = "red", mode: str = "RGB", **options: object) -> bytes:
    """Of one colour, with another in a corner."""
    stream = io.BytesIO()
    picture = Image.new(mode, (width, height), colour)
    picture.paste(Image.new(mode, (8, 8), "blue"), (width - 8, height - 8))
    picture.save(stream, str(options.get("format", "PNG")))
    return stream.getvalue()


def with_picture(data: bytes, part: str, picture: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != part}
    return archive({**parts, part: picture})


def docx_with(picture: bytes, part: str = "docProps/thumbnail.png") -> bytes:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/'
        b'package/2006/relationships/metadata/thumbnail" Target="' + part.encode() + b'"/></Relationships>'
    )
    return with_picture(with_picture(documents.docx(), "_rels/.rels", relations), part, picture)


# --- PDF -------------------------------------------------------------------------------------
def test_a_page_is_as_wide_as_wanted_and_shows_its_lines() -> None:
    paper = Paper([text(50, 700, "첫째"), rule(0, 421, 595, 421)]).save()
    picture = preview(paper, "a.pdf", 2, 600)
    assert (picture.width, picture.page, picture.pages) == (600, 2, 2)
    assert abs(picture.height - 600 * A4[1] / A4[0]) <= 1
    middle = drawn(picture).crop((0, picture.height // 2 - 3, 600, picture.height // 2 + 3)).convert("L")
    assert min(middle.tobytes()) < 128
    assert drawn(picture).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(("wanted", "got"), [(0, 1), (-3, 1), (99, 2)])
def test_a_page_that_is_not_there(wanted: int, got: int) -> None:
    assert preview(Paper(["", ""]).save(), "a.pdf", wanted, 100).page == got


@pytest.mark.parametrize("box", [b"0 0 1000000 1000000", b"0 0 1 500000", b"0 0 500000 1"])
def test_a_page_of_any_size_stays_within_the_limits(box: bytes) -> None:
    picture = preview(page_of(box), "a.pdf", 1, 4000)
    assert picture.width * picture.height <= MAX_PIXELS * 1.01
    assert max(picture.width, picture.height) <= MAX_SIDE + 1


def page_of(box: bytes, more: bytes = b"") -> bytes:
    return documents.pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]" + more + b">>",
    )


HOSTILE = {
    "nothing after the header": b"%PDF-1.7\n" + b"\xff" * 500,
    "pages that hold themselves": documents.pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
    ),
    "no page in the page's place": documents.pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[9 0 R]/Count 1>>"
    ),
    "cut short": Paper(["", rule(0, 0, 9, 9)]).save()[:200],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_is_a_code(name: str) -> None:
    with pytest.raises(FileDamaged):
        preview(HOSTILE[name], "a.pdf", 1, 500)


def test_bent_bytes_of_a_pdf_are_a_picture_or_a_code() -> None:
    whole = Paper([text(50, 700, "첫째") + rule(0, 421, 595, 421)]).save()
    for at in range(0, len(whole), 37):
        bent = bytearray(whole)
        bent[at] ^= 0x55
        try:
            assert preview(bytes(bent), "a.pdf", 1, 60).width <= 60
        except AppError as error:
            assert error.code.startswith("ING-")


# --- what documents carry --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.hwpx", with_picture(documents.hwpx(), "Preview/PrvImage.png", png())),
        ("a.docx", docx_with(png())),
        ("a.docx", docx_with(png(format="JPEG"), "docProps/thumbnail.jpeg")),
        ("a.hwp", Hwp5([paragraph("글")], extra={"PrvImage": png()}).saved()),
        ("a.hwp", Hwp5([paragraph("글")], extra={"PrvImage": png(format="GIF")}).saved()),
    ],
)
def test_the_picture_that_a_document_carries(name: str, data: bytes) -> None:
    picture = preview(data, name, 3, 1000)
    assert (picture.width, picture.height, picture.page, picture.pages) == (40, 60, 1, 1)  # not made larger
    red, green, _blue = drawn(picture).getpixel((20, 30))  # type: ignore[misc]
    assert red > 240
    assert green < 15


def test_a_transparent_picture_is_on_paper() -> None:
    data = with_picture(documents.hwpx(), "Preview/PrvImage.png", png(colour="#00000000", mode="RGBA"))
    assert drawn(preview(data, "a.hwpx", 1, 1000)).getpixel((0, 0)) == (255, 255, 255)


def test_a_large_picture_is_made_as_wide_as_wanted() -> None:
    data = with_picture(documents.hwpx(), "Preview/PrvImage.png", png(800, 400))
    picture = preview(data, "a.hwpx", 1, 200)
    assert (picture.width, picture.height) == (200, 100)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", "# 글\n".encode()),
        ("a.docx", documents.docx()),
        ("a.hwp", Hwp5([paragraph("글")]).saved()),
        ("a.hwpx", with_picture(documents.hwpx(), "Preview/PrvImage.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 40)),
        ("a.hwpx", with_picture(documents.hwpx(), "Preview/PrvImage.png", png()[:50])),
        ("a.docx", docx_with(b"\x01\0\0\0" + bytes(80), "docProps/thumbnail.emf")),
        ("a.hwp", Hwp5([paragraph("글")], extra={"PrvImage": b"MZ" + bytes(300)}).saved()),
    ],
)
def test_what_has_no_picture_of_itself(name: str, data: bytes) -> None:
    with pytest.raises(PreviewMissing):
        preview(data, name, 1, 500)


def test_a_picture_that_says_it_is_huge_is_not_opened() -> None:
    small = png(10, 10)
    ihdr = (60_000).to_bytes(4, "big") * 2 + small[24:29]
    lying = small[:16] + ihdr + zlib.crc32(b"IHDR" + ihdr).to_bytes(4, "big") + small[33:]
    with pytest.raises(PreviewMissing):
        preview(with_picture(documents.hwpx(), "Preview/PrvImage.png", lying), "a.hwpx", 1, 500)


def test_a_scan_is_its_own_page() -> None:
    picture = preview(png(50, 80), "a.png", 1, 200)
    assert (picture.width, picture.pages) == (200, 1)


def test_a_locked_office_file_asks_for_its_password() -> None:
    plain, locked = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)  # its template carries an empty picture
    OOXMLFile(plain).encrypt("열려라", locked)
    with pytest.raises(FileEncrypted):
        preview(locked.getvalue(), "a.docx", 1, 500)
    with pytest.raises(PreviewMissing):
        preview(locked.getvalue(), "a.docx", 1, 500, "열려라")


# --- files inside files ----------------------------------------------------------------------
def test_the_way_into_containers() -> None:
    inner = archive({"규정/b.pdf": b"B", "c": b"C"})
    outer = archive({"x/a.zip": inner, "x/a.zip/c": b"another"})
    name = "묶음.zip"
    assert inside(outer, name, b"")[0] == outer
    assert inside(outer, name, "x/a.zip/규정/b.pdf".encode()) == (b"B", "규정/b.pdf")
    assert inside(outer, name, b"x/a.zip/c")[0] == b"another"  # a member that is called so stands before a way


@pytest.mark.parametrize("way", [b"nothing", b"a/b", b"a.zip/a.zip/a.zip/a.zip/a"])
def test_a_way_that_leads_nowhere(way: bytes) -> None:
    data = archive({"a": b"x"})
    for _ in range(4):
        data = archive({"a.zip": data})
    with pytest.raises((FileMissing, TooManyMembers)):
        inside(data, "a.zip", way)


# --- the pipe --------------------------------------------------------------------------------
GOOD = {"width": 2, "height": 3, "page": 1, "pages": 4}


def test_dots_as_they_come() -> None:
    assert wire.from_dots(GOOD, bytes(18)) == PagePicture(2, 3, bytes(18), 1, 4)


@pytest.mark.parametrize(
    ("bent", "size"),
    [
        ({}, 17),
        ({}, 19),
        ({"width": 0}, 0),
        ({"width": -2}, 18),
        ({"height": True}, 6),
        ({"width": "2"}, 18),
        ({"page": 5}, 18),
        ({"page": 0}, 18),
        ({"width": MAX_SIDE + 1, "height": 1}, (MAX_SIDE + 1) * 3),
    ],
)
def test_what_is_no_picture_is_refused(bent: dict[str, object], size: int) -> None:
    with pytest.raises(wire.NotParsed):
        wire.from_dots({**GOOD, **bent}, bytes(size))
    with pytest.raises(wire.NotParsed):
        wire.from_dots({}, bytes(size))
