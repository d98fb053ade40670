"""Small honest files of every format, made by code: what a reader must read after anything hostile."""

import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

ARTICLES = ("제1조(목적) 이 규정은 휴가를 정한다.", "제2조(정의) 뜻은 다음과 같다.")
TITLE = "휴가 규정"
PASSWORD = "열려라-12"

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(entries: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these entries, in order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return stream.getvalue()


def word_package(document: bytes, **more: bytes) -> bytes:
    """A .docx around the XML of its main part."""
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        f'.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return archive(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations.encode(),
            "word/document.xml": document,
            **{name.replace("__", "/"): data for name, data in more.items()},
        }
    )


def word_markup(body: str) -> bytes:
    return f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'.encode()


def docx() -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (TITLE, *ARTICLES))
    return word_package(word_markup(paragraphs))


def xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["구분", "일수"])
    sheet.append(["연가", 21])
    sheet.append(["합계", "=SUM(B2:B2)"])
    return _saved(book.save)


def pptx() -> bytes:
    import pptx as library

    deck = library.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = TITLE
    slide.placeholders[1].text = "\n".join(ARTICLES)
    slide.notes_slide.notes_text_frame.text = "발표자 메모"
    return _saved(deck.save)


def hwpx() -> bytes:
    from hwpx.document import HwpxDocument

    document = HwpxDocument.new()
    for line in (TITLE, *ARTICLES):
        document.add_paragraph(line)
    return bytes(document.to_bytes())


def locked_docx() -> bytes:
    """A .docx behind PASSWORD ([MS-OFFCRYPTO], agile)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(docx())).encrypt(PASSWORD, stream)
    return stream.getvalue()


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these numbered objects (from 1); the first is the catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    made_at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return made + b"trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, made_at)


def pdf_stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def pdf_text(*lines: str) -> bytes:
    """One page with Korean lines in a font that is not embedded."""
    drawn = b"BT /F 12 Tf 50 800 Td 16 TL\n"
    drawn += b"".join(b"<%s> Tj T*\n" % line.encode("utf-16-be").hex().encode() for line in lines)
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        pdf_stream(drawn + b"ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/Batang/Encoding/UniKS-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/Batang/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>>>",
        b"<</Type/FontDescriptor/FontName/Batang/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 80>>",
    )


def eml() -> bytes:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = TITLE, "인사과 <a@example.invalid>", "b@example.invalid"
    letter["Date"] = "Fri, 20 Nov 2026 09:00:00 +0900"
    letter.set_content("\n".join(ARTICLES), charset="euc-kr")
    letter.add_alternative(f"<p>{ARTICLES[0]}</p>", subtype="html", charset="iso-2022-kr")
    letter.add_attachment(docx(), maintype="application", subtype="octet-stream", filename="휴가 규정.docx")
    return letter.as_bytes()


def picture(kind: str) -> bytes:
    """A white page of the format that Pillow calls `kind`."""
    from PIL import Image, ImageDraw

    page = Image.new("L", (400, 200), 255)
    ImageDraw.Draw(page).text((20, 80), "Article 1", fill=0)
    return _saved(lambda stream: page.save(stream, kind))


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def every_format() -> dict[str, bytes]:
    """Name -> bytes of one small file a format (HWP 5 has no writer here)."""
    plain = "\n".join((TITLE, *ARTICLES)) + "\n"
    marked = f"# {TITLE}\n" + "".join(f"##### {line}\n" for line in ARTICLES)
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{ARTICLES[0]}</p></body></html>"
    return {
        "규정.txt": plain.encode(),
        "규정-cp949.txt": plain.encode("cp949"),
        "규정-utf16.txt": plain.encode("utf-16"),
        "규정.md": marked.encode(),
        "표.csv": "구분,일수\n연가,21\n".encode("cp949"),
        "규정.html": page.encode("euc-kr").replace(b"<head>", b'<head><meta charset="euc-kr">'),
        "규정.docx": docx(),
        "표.xlsx": xlsx(),
        "발표.pptx": pptx(),
        "규정.hwpx": hwpx(),
        "규정.pdf": pdf_text(TITLE, *ARTICLES),
        "편지.eml": eml(),
        "묶음.zip": archive({"규정.md": marked.encode(), "규정.docx": docx()}),
        "쪽.png": picture("PNG"),
        "쪽.jpg": picture("JPEG"),
        "쪽.tif": picture("TIFF"),
        "잠긴.docx": locked_docx(),
    }
