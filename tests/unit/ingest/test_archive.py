"""Packages: what they are by their content types, lies in their directory, document types in their parts."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from app.core.errors import AppError, FileDamaged
from app.ingest.archive import package_format

WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}


def package(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("main", "found"),
    [
        ("openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ("ms-word.template.macroEnabledTemplate", "docx"),
        ("openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        ("ms-excel.sheet.macroEnabled", "xlsx"),
        ("openxmlformats-officedocument.presentationml.slideshow", "pptx"),
        ("ms-powerpoint.presentation.macroEnabled", "pptx"),
    ],
)
def test_the_content_types_tell(main: str, found: str) -> None:
    types = f'<Types><Override PartName="/odd.xml" ContentType="application/vnd.{main}.main+xml"/></Types>'
    assert package_format(package({"[Content_Types].xml": types.encode(), "odd.xml": b"<a/>"}), "a") == found


def test_other_archives() -> None:
    assert package_format(package({"글.txt": b"1"}), "a") == "zip"
    assert package_format(package({"mimetype": b"application/hwp+zip", "x.xml": b"<a/>"}), "a") == "hwpx"


TYPE = '<!DOCTYPE w [<!ENTITY a "a">]><w>&a;</w>'


@pytest.mark.parametrize(
    "hidden",
    [
        TYPE.encode(),
        b"\xef\xbb\xbf" + TYPE.encode(),
        ("<?xml version='1.0'?>\n<!-- x > --> <?p i?>" + TYPE).encode(),
        ("<?xml version='1.0' encoding='utf-16'?>" + TYPE).encode("utf-16"),
        TYPE.encode("utf-16-be"),
        b"<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-DOCTYPE w+AD4-<w/>",
        ("<?xml version='1.0' encoding='cp037'?>" + TYPE).encode("cp037"),
        b"<!--" + b" " * 200_000 + b"-->" + TYPE.encode(),
    ],
)
def test_a_document_type_is_refused_however_it_hides(hidden: bytes) -> None:
    with pytest.raises(FileDamaged):
        package_format(package(WORD | {"word/document.xml": hidden}), "a.docx")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("word/media/a.svg", b"<!DOCTYPE svg><svg/>"),
        ("Preview/PrvText.txt", "<!표>".encode("utf-16")),
        ("word/media/a.png", b"\x89PNG\r\n"),
        ("docProps/app.xml", b"<?xml version='1.0'?>\r\n<!-- made by --><a/>"),
        ("word/empty.xml", b""),
    ],
)
def test_honest_parts_pass(name: str, data: bytes) -> None:
    assert package_format(package(WORD | {name: data}), "a.docx") == "docx"


@pytest.mark.parametrize("claimed", [0, 100, (64 << 20) - 1])
def test_a_part_that_holds_more_than_it_says(claimed: int) -> None:
    data = bytearray(package({"word/document.xml": b"<a>" + bytes((64 << 20) - 3)}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(mark) + at, claimed)
    tracemalloc.start()
    try:
        with pytest.raises(AppError):
            package_format(bytes(data), "a.docx")
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def test_bytes_that_do_not_match_their_checksum() -> None:
    data = bytearray(package(WORD))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 16, 1)
    with pytest.raises(FileDamaged):
        package_format(bytes(data), "a.docx")
