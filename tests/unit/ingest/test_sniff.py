"""What the bytes are: the code each bad file gets, and text in the encodings of Korean offices."""

import io
import zipfile

import pytest

from app.core.errors import (
    AppError,
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    FileTooLarge,
    FormatUnsupported,
    NoText,
)
from app.ingest.read import read
from app.ingest.sniff import READABLE, SUFFIXES, looks_like_document, sniff, suffix_of

TEXT = "제1조(목적) 이 규정은 휴가를 정한다.\n제2조(정의) 뜻은 다음과 같다.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return stream.getvalue()


def locked_package() -> bytes:
    data = bytearray(package({"word/document.xml": b"<a/>"}))
    data[6] |= 1  # general purpose bit 0 of the local header, and of the central directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", FileEmpty),
        (b"  \r\n\t\n", NoText),
        (package({"word/document.xml": b"<a/>"})[:-30], FileDamaged),
        (package({"xl/workbook.xml": b"<a/>"}), FileDamaged),
        (package({"[Content_Types].xml": b"<a/>", "visio/document.xml": b"<a/>"}), FormatUnsupported),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), FormatUnsupported),
        (package({"../evil": b"", "word/document.xml": b""}), FileDamaged),
        (package({"word/document.xml": b"<a/>", **{f"e{n}": b"" for n in range(4100)}}), FileTooLarge),
        (package({}), NoText),
        (package({"word/document.xml": b"\0" * (20 << 20)}), FileTooLarge),
        (locked_package(), FileEncrypted),
        (OLE + b"\0" * 600, FormatUnsupported),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), FileEncrypted),
        (OLE + b"\0" * 600 + b"HWP Document File".ljust(36, b"\0") + b"\x01\0\0\0", FileDamaged),
        (bytes(range(256)) * 40, FormatUnsupported),
        (b"<!DOCTYPE html><html><body></body></html>", NoText),
        (b"{\\rtf1\\ansi text}", FormatUnsupported),
        (b"%PDF-1.7\ngarbage", FileDamaged),
    ],
)
def test_bad_bytes_get_their_code(data: bytes, fault: type[AppError]) -> None:
    with pytest.raises(fault) as caught:
        read(data, "문서.docx")
    assert caught.value.params["name"] == "문서.docx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_every_encoding(encoding: str) -> None:
    extract = read(TEXT.encode(encoding), "규정.txt")
    assert "\n".join(block.text for block in extract.blocks) == TEXT.strip()
    assert extract.warnings == ()


def test_utf16_big_endian_mark() -> None:
    assert read(b"\xfe\xff" + TEXT.encode("utf-16-be"), "규정.txt").blocks[0].text.startswith("제1조")


def test_decomposed_hangul_is_composed() -> None:
    import unicodedata

    extract = read(unicodedata.normalize("NFD", TEXT).encode(), "자모.txt")
    assert extract.blocks[0].text == TEXT.split("\n", maxsplit=1)[0]


def test_a_text_cut_in_a_character_is_read_and_said() -> None:
    extract = read(TEXT.strip().encode()[:-2], "규정.txt")
    assert [code for code, _ in extract.warnings] == ["ING-012"]
    assert len(extract.blocks) == 2


def test_a_lying_suffix_is_read_and_said() -> None:
    extract = read(TEXT.encode(), "규정.docx")
    assert extract.warnings == (("ING-007", {"name": "규정.docx"}),)


def test_suffixes() -> None:
    assert READABLE < SUFFIXES
    assert {".hwp", ".doc", ".xlsx"} < SUFFIXES
    assert suffix_of("가.나/보고.PDF") == ".pdf"
    assert suffix_of(".txt") == ""
    assert sniff(b"plain", "x") == "text"


@pytest.mark.parametrize(
    ("head", "worth"),
    [
        (b"%PDF-1.7\n", True),
        (OLE + b"\0" * 100, True),
        (b"\x89PNG\r\n\x1a\n", True),
        (b"\xff\xd8\xff\xe0", True),
        (b"II*\0", True),
        (b"<!DOCTYPE html>\n<html>", True),
        ("<html>".encode("utf-16"), True),
        (b"Received: from a\r\nSubject: b\r\n\r\n", True),
        (package({"[Content_Types].xml": b"<a/>"}), True),
        (package({"META-INF/MANIFEST.MF": b"a"}), False),
        (b"\x7fELF", False),
        (b"plain words", False),
        (b"", False),
    ],
)
def test_which_unnamed_files_are_worth_reading(head: bytes, worth: bool) -> None:
    assert looks_like_document(head[:512]) is worth


def test_an_archive_that_begins_with_a_pdf_is_an_archive() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made:
        made.writestr("a.pdf", b"%PDF-1.7 text")
    assert sniff(stream.getvalue(), "a.zip") == "zip"


def test_old_office_files_are_said_to_be_unreadable() -> None:
    for name in ("a.doc", "a.xls", "a.ppt", "a.msg", "a.show", "a.cell"):
        with pytest.raises(FormatUnsupported):
            read(OLE + b"\0" * 600, name)
