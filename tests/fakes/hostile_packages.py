"""Hostile zips, office packages, letters and pictures, made by code."""

import base64
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.fakes.documents import archive, docx, hwpx, locked_docx, picture, word_markup, word_package, xlsx

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _local(name: bytes, packed: bytes, size: int, crc: int, method: int = 8) -> bytes:
    return (
        struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, method, 0, 0, crc, len(packed), size, len(name), 0) + name + packed
    )


def _central(name: bytes, packed: int, size: int, crc: int, offset: int, method: int = 8, flags: int = 0) -> bytes:
    head = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, flags, method, 0, 0, crc, packed, size, len(name), 0, 0, 0, 0, 0, offset
    )
    return head + name


def _end(count: int, size: int, offset: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, min(count, 65535), min(count, 65535), size, offset, 0)


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _assembled(locals_: bytes, central: list[bytes]) -> bytes:
    directory = b"".join(central)
    return locals_ + directory + _end(len(central), len(directory), len(locals_))


def nested(depth: int = 300) -> bytes:
    inner = archive({"글.txt": "제1조(목적) 겹겹이 쌌다.".encode()})
    for level in range(depth):
        inner = archive({f"{level}.zip": inner}, zipfile.ZIP_STORED)
    return inner


def many_entries(count: int = 60_000) -> bytes:
    return archive({f"{n}.txt": b"" for n in range(count)}, zipfile.ZIP_STORED)


def overlapping(count: int = 4000) -> bytes:
    """All entries of the directory point at one packed body of 8 MB zeros: 32 GB from a few hundred kB."""
    zeros = bytes(8 << 20)
    packed, crc = _deflated(zeros), zlib.crc32(zeros)
    entry = _central(b"a.txt", len(packed), len(zeros), crc, 0)
    return _assembled(_local(b"a.txt", packed, len(zeros), crc), [entry] * count)


def overlapping_within_limits() -> bytes:
    zeros = bytes(60_000)
    packed, crc = _deflated(zeros), zlib.crc32(zeros)
    entry = _central(b"a.txt", len(packed), len(zeros), crc, 0)
    return _assembled(_local(b"a.txt", packed, len(zeros), crc), [entry] * 4000)


def lying_sizes(name: str) -> bytes:
    """The directory promises a few bytes; the body inflates to 400 MB."""
    packed = _deflated(bytes(400 << 20))
    parts = {"[Content_Types].xml": b"<Types/>", "mimetype": b"application/hwp+zip"}
    body, central = b"", []
    for part, data in parts.items():
        small = _deflated(data)
        central.append(_central(part.encode(), len(small), len(data), zlib.crc32(data), len(body)))
        body += _local(part.encode(), small, len(data), zlib.crc32(data))
    central.append(_central(name.encode(), len(packed), 100, 0, len(body)))
    return _assembled(body + _local(name.encode(), packed, 100, 0), central)


def directory_elsewhere() -> bytes:
    """The directory's offsets lead outside the file."""
    entry = _central(b"word/document.xml", 10, 10, 0, 0xFFFFFFF0)
    return _assembled(b"PK\3\4" + bytes(100), [entry])


def strange_packing(method: int) -> bytes:
    """An entry packed in a way that no office program uses; for LZMA with a dictionary of 4 GB."""
    body = b"\x09\x04\x05\x00\x5d\xff\xff\xff\xff" + lzma.compress(b"x" * 100, lzma.FORMAT_ALONE)[13:]
    entry = _central(b"word/document.xml", len(body), 100, 0, 0, method)
    return _assembled(_local(b"word/document.xml", body, 100, 0, method), [entry])


def zip_of_zip_bombs() -> bytes:
    return archive({f"{n}.zip": overlapping() for n in range(20)}, zipfile.ZIP_STORED)


def odd_names() -> bytes:
    return archive(
        {"../../위로.txt": b"x", "/etc/x.txt": b"x", "C:/x.txt": b"x", "a" * 60_000 + ".txt": b"x", "\x1b[2J.txt": b"x"}
    )


def no_name() -> bytes:
    """An entry whose name is empty (a find of the fuzz campaign)."""
    body = "제1조(목적) 이름이 없다.".encode()
    crc = zlib.crc32(body)
    entry = _central(b"", len(body), len(body), crc, 0, 0)
    return _assembled(_local(b"", body, len(body), crc, 0), [entry])


def word_deep(depth: int) -> bytes:
    inner = "<w:p><w:r><w:t>깊다</w:t></w:r></w:p>"
    return word_package(word_markup("<w:sdt><w:sdtContent>" * depth + inner + "</w:sdtContent></w:sdt>" * depth))


def word_entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE d [<!ENTITY e0 "ha">{levels}]>' + word_markup("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>").decode()
    return word_package(text.encode())


def word_outside() -> bytes:
    text = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return word_package((text + word_markup("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>").decode()).encode())


def word_doctype_utf16() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return word_package((text + word_markup("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>").decode()).encode("utf-16"))


def word_attributes() -> bytes:
    return word_package(word_markup("<w:p " + " ".join(f'a{n}="1"' for n in range(400_000)) + "/>"))


def word_tables(depth: int = 300) -> bytes:
    cell = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>"
    return word_package(word_markup(cell * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth))


def word_spans() -> bytes:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p><w:r><w:t>넓다</w:t></w:r></w:p></w:tc>'
    return word_package(word_markup(f"<w:tbl><w:tr>{wide}{wide}</w:tr><w:tr>{wide}</w:tr></w:tbl>"))


def sheet(rows: str, after: str = "") -> bytes:
    """An .xlsx whose only sheet has these rows."""
    entries = {}
    with zipfile.ZipFile(io.BytesIO(xlsx())) as made:
        entries = {name: made.read(name) for name in made.namelist()}
    text = (
        f'<worksheet xmlns="{_SHEET}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>{after}</worksheet>'
    )
    return archive(entries | {"xl/worksheets/sheet1.xml": text.encode()})


def _cell(place: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>값</t></is></c>'


def sheet_of_17_billion() -> bytes:
    return sheet(f'<row r="1">{_cell("A1")}</row><row r="1048576">{_cell("XFD1048576")}</row>')


def sheet_wide_rows() -> bytes:
    return sheet("".join(f'<row r="{n}">{_cell(f"XFD{n}")}</row>' for n in range(1, 20_000)))


def sheet_all_merged() -> bytes:
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return sheet(f'<row r="1">{_cell("A1")}</row>', merged)


def sheet_many_merges() -> bytes:
    merged = "".join(f'<mergeCell ref="A{n}:XFD{n + 50}"/>' for n in range(1, 100_000, 51))
    return sheet(f'<row r="1">{_cell("A1")}</row>', f"<mergeCells>{merged}</mergeCells>")


def sheet_absurd_places() -> bytes:
    return sheet(f'<row r="99999999999">{_cell("ZZZZZZZ99999999999")}</row><row r="-1">{_cell("A-1")}</row>')


def package_with(base: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed."""
    with zipfile.ZipFile(io.BytesIO(base)) as made:
        entries = {name: made.read(name) for name in made.namelist()}
    return archive(entries | {part: change(entries.get(part, b""))})


def hwpx_with(body: str) -> bytes:
    """An HWPX whose section ends with `body`."""
    return package_with(
        hwpx(), "Contents/section0.xml", lambda xml: xml.replace(b"</hs:sec>", body.encode() + b"</hs:sec>")
    )


def hwpx_deep(depth: int = 20_000) -> bytes:
    return hwpx_with("<hp:p><hp:run>" * depth + "<hp:t>깊다</hp:t>" + "</hp:run></hp:p>" * depth)


def hwpx_spans() -> bytes:
    cell = (
        "<hp:tc><hp:subList><hp:p><hp:run><hp:t>넓다</hp:t></hp:run></hp:p></hp:subList>"
        '<hp:cellAddr colAddr="0" rowAddr="0"/><hp:cellSpan colSpan="2000000000" rowSpan="2000000000"/></hp:tc>'
    )
    rows = f"<hp:tr>{cell}{cell}</hp:tr>"
    return hwpx_with(f'<hp:p><hp:run><hp:tbl rowCnt="2000000000" colCnt="2000000000">{rows}</hp:tbl></hp:run></hp:p>')


def hwpx_tables(depth: int = 400) -> bytes:
    open_, shut = (
        "<hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList>",
        "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>",
    )
    return hwpx_with(open_ * depth + "<hp:p><hp:run><hp:t>속</hp:t></hp:run></hp:p>" + shut * depth)


def slow_key() -> bytes:
    """A locked document whose key takes two billion rounds to derive. (The stream keeps its length.)"""
    data = locked_docx()
    old, new = b'spinCount="100000"', b'spinCount="2000000000"'
    spare = (len(new) - len(old)) * data.count(old)
    declared = b' encoding="UTF-8" standalone="yes"'
    assert data.count(old) and spare < len(declared)
    return data.replace(old, new).replace(declared, b" " * (len(declared) - spare))


def letter_of_parts(count: int = 10_000) -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return (
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + part * count
        + b"--b--\r\n"
    )


def letter_deep(depth: int = 3000) -> bytes:
    heads = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return b"Subject: x\r\nMIME-Version: 1.0\r\n" + heads + b"Content-Type: text/plain\r\n\r\nx\r\n"


def letter_in_letter(depth: int = 2000) -> bytes:
    return b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" * depth + b"Subject: y\r\n\r\nx\r\n"


def letter_headers() -> bytes:
    words = b" ".join(b"=?euc-kr?B?" + base64.b64encode("휴가".encode("euc-kr")) + b"?=" for _ in range(100_000))
    return b"Subject: " + words + b"\r\nTo: " + b"<a@b>, " * 500_000 + b"\r\n" + b"X-Y: z\r\n" * 100_000 + b"\r\nx"


def png_huge(side: int = 100_000) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = struct.pack(">2L5B", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def png_words() -> bytes:
    """A picture with a comment that inflates to a gigabyte."""
    page = picture("PNG")
    body = b"Comment\0\0" + zlib.compress(bytes(1 << 28), 9)
    chunk = struct.pack(">L", len(body)) + b"zTXt" + body + struct.pack(">L", zlib.crc32(b"zTXt" + body))
    return page[:33] + chunk * 4 + page[33:]


def tiff_loop() -> bytes:
    """A TIFF whose first directory names itself as the next."""
    entry = struct.pack("<HHLL", 256, 4, 1, 10) + struct.pack("<HHLL", 257, 4, 1, 10)
    return b"II*\0" + struct.pack("<LH", 8, 2) + entry + struct.pack("<L", 8)


def tiff_pages(count: int = 60_000) -> bytes:
    tags = ((256, 3), (257, 3), (258, 8), (259, 1), (262, 1), (273, 8), (279, 9))
    body = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in tags)
    size = len(body) + 4
    after = (8 + (page + 1) * size if page + 1 < count else 0 for page in range(count))
    return b"II*\0" + struct.pack("<L", 8) + b"".join(body + struct.pack("<L", place) for place in after)


def tiff_huge() -> bytes:
    tags = (
        (256, 4, 0xFFFFFFF0),
        (257, 4, 0xFFFFFFF0),
        (258, 3, 8),
        (259, 3, 5),
        (262, 3, 1),
        (273, 4, 8),
        (278, 4, 1),
        (279, 4, 99),
    )
    body = struct.pack("<LH", 8, len(tags)) + b"".join(struct.pack("<HHLL", t, k, 1, v) for t, k, v in tags)
    return b"II*\0" + body + bytes(4)


def jpeg_huge() -> bytes:
    page = picture("JPEG")
    at = page.index(b"\xff\xc0")
    return page[: at + 5] + b"\xff\xff\xff\xff" + page[at + 9 :]


def cases() -> dict[str, Callable[[], bytes]]:
    """Name of the file -> its maker."""
    return {
        "겹친-300.zip": nested,
        "항목-60000.zip": many_entries,
        "겹쳐-쓴.zip": overlapping,
        "겹쳐-쓴-작은.zip": overlapping_within_limits,
        "거짓-크기.docx": lambda: lying_sizes("word/document.xml"),
        "거짓-크기.hwpx": lambda: lying_sizes("Contents/section0.xml"),
        "거짓-크기.xlsx": lambda: lying_sizes("xl/workbook.xml"),
        "거짓-크기.pptx": lambda: lying_sizes("ppt/presentation.xml"),
        "거짓-크기.zip": lambda: lying_sizes("글.txt"),
        "밖을-가리킴.docx": directory_elsewhere,
        "lzma.docx": lambda: strange_packing(14),
        "bz2.docx": lambda: strange_packing(12),
        "모르는-압축.docx": lambda: strange_packing(99),
        "폭탄-묶음.zip": zip_of_zip_bombs,
        "이름.zip": odd_names,
        "이름-없는.zip": no_name,
        "깊은-200.docx": lambda: word_deep(100),
        "깊은-20000.docx": lambda: word_deep(10_000),
        "엔티티.docx": word_entities,
        "바깥-파일.docx": word_outside,
        "바깥-파일-utf16.docx": word_doctype_utf16,
        "속성.docx": word_attributes,
        "표-속-표.docx": word_tables,
        "넓은-칸.docx": word_spans,
        "170억-칸.xlsx": sheet_of_17_billion,
        "넓은-줄.xlsx": sheet_wide_rows,
        "모두-병합.xlsx": sheet_all_merged,
        "많은-병합.xlsx": sheet_many_merges,
        "없는-자리.xlsx": sheet_absurd_places,
        "깊은.hwpx": hwpx_deep,
        "넓은-칸.hwpx": hwpx_spans,
        "표-속-표.hwpx": hwpx_tables,
        "느린-열쇠.docx": slow_key,
        "부분-10000.eml": letter_of_parts,
        "깊은.eml": letter_deep,
        "편지-속-편지.eml": letter_in_letter,
        "머리글.eml": letter_headers,
        "큰-그림.png": png_huge,
        "큰-말.png": png_words,
        "도는.tif": tiff_loop,
        "쪽-60000.tif": tiff_pages,
        "큰-그림.tif": tiff_huge,
        "큰-그림.jpg": jpeg_huge,
        "잘린.docx": lambda: docx()[:-30],
    }
