"""Office files under a password: none, a wrong one, the right one, and files that ask for too much work."""

import io
from typing import Any

import docx
import openpyxl
import pptx
import pytest

from app.core.errors import FileDamaged, FileEncrypted, FormatUnsupported, PasswordWrong
from app.ingest.read import read
from app.ingest.readers.unlock import MAX_SPINS


def locked(document: Any, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain, out = io.BytesIO(), io.BytesIO()
    document.save(plain)
    OOXMLFile(plain).encrypt(password, out)
    return out.getvalue()


def text() -> Any:
    made = docx.Document()
    made.add_paragraph("제1조 비밀")
    return made


def test_the_right_password_opens_every_kind() -> None:
    book, deck = openpyxl.Workbook(), pptx.Presentation()
    book.active.append(["가", "나"])
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "쇼"
    for document, found in ((text(), "docx"), (book, "xlsx"), (deck, "pptx")):
        extract = read(locked(document, "열려라 12"), f"a.{found}", "열려라 12")
        assert (extract.format, extract.warnings) == (found, ())
        assert extract.blocks


def test_no_password_and_a_wrong_one() -> None:
    data = locked(text(), "abc")
    with pytest.raises(FileEncrypted):
        read(data, "a.docx")
    with pytest.raises(PasswordWrong):
        read(data, "a.docx", "abd")


def test_too_many_rounds_are_not_begun() -> None:
    data = locked(text(), "abc")
    asked = b'spinCount="100000"'
    assert asked in data
    with pytest.raises(FormatUnsupported):
        read(data.replace(asked, b'spinCount="%d"' % (MAX_SPINS * 4)), "a.docx", "abc")


def test_markup_that_declares_entities_is_not_parsed() -> None:
    data = locked(text(), "abc")
    at = data.index(b"<encryption")
    with pytest.raises(FileDamaged):
        read(data[:at] + b"<!DOCTYPE a" + data[at + 11 :], "a.docx", "abc")


@pytest.mark.parametrize("kept", [600, 3000, 9000])
def test_half_a_file_is_damaged_or_a_wrong_password(kept: int) -> None:
    with pytest.raises((FileDamaged, PasswordWrong, FormatUnsupported)):
        read(locked(text(), "abc")[:kept] + "EncryptedPackage".encode("utf-16-le"), "a.docx", "abc")
