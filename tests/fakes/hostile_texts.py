"""Hostile PDFs, texts, pages of markup and compound files, made by code."""

import struct
import zlib
from collections.abc import Callable

from tests.fakes.documents import pdf, pdf_stream

_TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def _one_page(content: bytes, *more: bytes, page: bytes = b"", entries: bytes = b"") -> bytes:
    """A PDF of one page; `content` is object 4, `more` follow from 5."""
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R %s>>" % page
    return pdf(_CATALOGUE, _TREE, sheet, pdf_stream(content, entries), *more)


def pdf_flate_bomb() -> bytes:
    """A page of two gigabytes of spaces, deflated twice."""
    packer = zlib.compressobj(9)
    block = packer.compress(bytes(1 << 26))
    for _ in range(31):
        block += packer.compress(bytes(1 << 26))
    twice = zlib.compress(block + packer.flush(), 9)
    return _one_page(twice, entries=b"/Filter[/FlateDecode/FlateDecode]")


def pdf_huge_array() -> bytes:
    return _one_page(b"BT ET", page=b"/Annots[" + b"0 " * 5_000_000 + b"]")


def pdf_deep_array(depth: int = 100_000) -> bytes:
    return _one_page(b"BT ET", page=b"/Annots" + b"[" * depth + b"]" * depth)


def pdf_deep_content(depth: int = 500_000) -> bytes:
    return _one_page(b"[" * depth + b"]" * depth + b"TJ" + b"<<" * depth)


def pdf_xref_loop() -> bytes:
    made = _one_page(b"BT ET")
    at = made.rindex(b"xref\n0")
    return made.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d" % at)


def pdf_page_loop() -> bytes:
    return pdf(_CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>")


def pdf_page_fan() -> bytes:
    """Thirty levels of page trees, each with ten times the one below: 10^30 pages from 4 kB."""
    levels = [b"<</Type/Pages/Count 1000000000/Kids[%s]>>" % (b"%d 0 R " % (n + 3) * 10) for n in range(30)]
    return pdf(_CATALOGUE, *levels, b"<</Type/Page/MediaBox[0 0 9 9]>>")


def pdf_same_page(count: int = 600) -> bytes:
    """One heavy page, listed thousands of times."""
    content = b"BT /F 9 Tf " + b"(some words here) Tj 1 1 Td " * 3000 + b"ET"
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count)
    page = b"<</Type/Page/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    return pdf(_CATALOGUE, tree, page, pdf_stream(content), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")


def pdf_object_streams() -> bytes:
    packed = zlib.compress(b"1 0 " * 20_000_000, 9)
    stream = b"<</Type/ObjStm/N 2147483647/First 10/Extends 5 0 R/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
    return _one_page(b"BT ET", stream % (len(packed), packed), page=b"/Annots 77 0 R")


def pdf_xref_stream() -> bytes:
    body = zlib.compress(bytes(50_000_000), 9)
    stream = (
        b"<</Type/XRef/Size 2147483647/Index[0 2147483647]/W[8 8 8]/Root 1 0 R/Filter/FlateDecode/Length %d>>"
        b"\nstream\n%s\nendstream" % (len(body), body)
    )
    made = b"%PDF-1.7\n1 0 obj\n" + _CATALOGUE + b"\nendobj\n"
    return made + b"2 0 obj\n" + stream + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(made)


def pdf_form_loop() -> bytes:
    """A form that draws itself, twice."""
    form = pdf_stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    return _one_page(b"/X Do", form, page=b"/Resources<</XObject<</X 5 0 R>>>>")


def pdf_form_fan(levels: int = 40) -> bytes:
    """Forms that draw the next ten times: 10^40 drawings."""
    forms = [
        pdf_stream(
            b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 6)
        )
        for n in range(levels)
    ]
    return _one_page(b"/X Do", *forms, page=b"/Resources<</XObject<</X 5 0 R>>>>")


def pdf_huge_page() -> bytes:
    """A picture that claims 100,000 by 100,000 dots, on a page of 2 km."""
    picture = pdf_stream(
        b"\0", b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    )
    sheet = b"/Resources<</XObject<</X 5 0 R>>>>/UserUnit 1000"
    made = _one_page(b"5000000 0 0 5000000 0 0 cm /X Do", picture, page=sheet)
    return made.replace(b"[0 0 595 842]", b"[0 0 5000000 5000000]")


def pdf_map_of_letters() -> bytes:
    ranges = b"".join(b"100 beginbfrange\n" + b"<0000> <ffff> <0041>\n" * 100 + b"endbfrange\n" for _ in range(2000))
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[7 0 R]>>"
    inner = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>"
    content = b"BT /F 9 Tf <00410042> Tj ET"
    return _one_page(content, font, pdf_stream(ranges), inner, page=b"/Resources<</Font<</F 5 0 R>>>>")


def pdf_outline_loop() -> bytes:
    made = pdf(
        b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>",
        _TREE,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 7 0 R>>>>>>",
        pdf_stream(b"BT /F 9 Tf 50 800 Td (Article 1) Tj ET"),
        b"<</Type/Outlines/First 6 0 R/Last 6 0 R/Count 1>>",
        b"<</Title(x)/Parent 5 0 R/Next 6 0 R/First 6 0 R/Dest[3 0 R/Fit]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    return made


def pdf_many_letters(count: int = 60_000) -> bytes:
    """One page, letters placed one by one at random-looking places."""
    drawn = b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (n * 7919 % 590, n * 104729 % 840) for n in range(count))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return _one_page(b"BT /F 9 Tf " + drawn + b"ET", font, page=b"/Resources<</Font<</F 5 0 R>>>>")


def pdf_many_rules(count: int = 200_000) -> bytes:
    """One page of ruled lines, each crossing all others: made for whoever looks for tables."""
    across = b"".join(b"0 %d.%d m 595 %d.%d l S " % (n % 840, n // 840, n % 840, n // 840) for n in range(count // 2))
    down = b"".join(b"%d.%d 0 m %d.%d 842 l S " % (n % 590, n // 590, n % 590, n // 590) for n in range(count // 2))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    words = b"BT /F 9 Tf 50 800 Td (Article 1) Tj ET "
    return _one_page(words + across + down, font, page=b"/Resources<</Font<</F 5 0 R>>>>")


# --- compound files ------------------------------------------------------------------------------------


def compound(sector_shift: int = 9, fat: int = 0, directory: int = 1, more: bytes = b"", **fields: int) -> bytes:
    """A compound file header ([MS-CFB] 2.2) with one FAT sector and one directory sector."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, sector_shift, fields.get("mini_shift", 6))
    head += struct.pack(
        "<9L",
        0,
        fields.get("fat_count", 1),
        directory,
        0,
        4096,
        fields.get("mini_fat", 0xFFFFFFFE),
        fields.get("mini_count", 0),
        fields.get("difat", 0xFFFFFFFE),
        fields.get("difat_count", 0),
    )
    head += struct.pack("<L", fat) + b"\xff" * (108 * 4)
    return head + more


def _entry(name: str, kind: int, start: int, size: int, left: int = -1, right: int = -1, child: int = -1) -> bytes:
    raw = name.encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBB3l36xLQ", len(raw) + 2, kind, 1, left, right, child, start, size)


def _sectors(fat: list[int], *entries: bytes) -> bytes:
    table = struct.pack(f"<{len(fat)}L", *fat).ljust(512, b"\xff")
    return table + b"".join(entries).ljust(512, b"\0") + b"HWP Document File".ljust(512, b"\0") + bytes(512)


_USUAL = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFE]


def ole_fat_loop() -> bytes:
    return compound(
        more=_sectors(
            [0xFFFFFFFD, 1, 2, 3], _entry("Root Entry", 5, 3, 1 << 30, child=1), _entry("FileHeader", 2, 2, 1 << 30)
        )
    )


def ole_directory_loop() -> bytes:
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    return compound(
        more=_sectors(_USUAL, root, _entry("A", 1, 0, 0, left=1, right=1, child=0), _entry("B", 1, 0, 0, 2, 1, 1))
    )


def ole_sector_size(shift: int) -> bytes:
    return compound(sector_shift=shift, more=_sectors(_USUAL, _entry("Root Entry", 5, 0xFFFFFFFE, 0)))


def ole_difat_loop() -> bytes:
    chain = struct.pack("<128L", *([0] * 127), 3)
    more = _sectors(_USUAL, _entry("Root Entry", 5, 0xFFFFFFFE, 0))[:1536] + chain
    return compound(fat_count=0xFFFFFFF, difat=3, difat_count=0xFFFFFFF, more=more)


def ole_lying_stream() -> bytes:
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    return compound(more=_sectors(_USUAL, root, _entry("FileHeader", 2, 2, 1 << 62)))


def ole_mini_loop() -> bytes:
    root = _entry("Root Entry", 5, 3, 1 << 40, child=1)
    more = _sectors([0xFFFFFFFD, 0xFFFFFFFE, 2, 3], root, _entry("FileHeader", 2, 0, 4000))
    return compound(mini_fat=2, mini_count=0xFFFFFFF, more=more)


# --- words -----------------------------------------------------------------------------------------------


def repeated(words: str, size: int) -> Callable[[], bytes]:
    """`words` until `size` characters are full."""
    return (words * (size // len(words) + 1))[:size].encode


def marks_unsorted(count: int = 1_000_000) -> bytes:
    """Accents in an order that canonical composition has to sort."""
    return ("가a" + "\u0327\u0301\u0323\u0302" * (count // 4)).encode()


def page_deep(depth: int = 1_000_000) -> bytes:
    return b"<html><body>" + b"<div>" * depth + "깊다".encode() + b"</div>" * depth + b"</body></html>"


def page_of(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


def cases() -> dict[str, Callable[[], bytes]]:
    """Name of the file -> its maker."""
    megabyte = 1 << 20
    return {
        "두번-압축.pdf": pdf_flate_bomb,
        "큰-배열.pdf": pdf_huge_array,
        "깊은-배열.pdf": pdf_deep_array,
        "깊은-내용.pdf": pdf_deep_content,
        "도는-xref.pdf": pdf_xref_loop,
        "도는-쪽.pdf": pdf_page_loop,
        "퍼지는-쪽.pdf": pdf_page_fan,
        "같은-쪽.pdf": pdf_same_page,
        "개체-흐름.pdf": pdf_object_streams,
        "xref-흐름.pdf": pdf_xref_stream,
        "도는-양식.pdf": pdf_form_loop,
        "퍼지는-양식.pdf": pdf_form_fan,
        "큰-쪽.pdf": pdf_huge_page,
        "글자표.pdf": pdf_map_of_letters,
        "도는-차례.pdf": pdf_outline_loop,
        "흩어진-글자.pdf": pdf_many_letters,
        "선-20만.pdf": pdf_many_rules,
        "fat-돎.hwp": ole_fat_loop,
        "목록-돎.hwp": ole_directory_loop,
        "구역-0.hwp": lambda: ole_sector_size(0),
        "구역-31.hwp": lambda: ole_sector_size(31),
        "구역-65535.hwp": lambda: ole_sector_size(65535),
        "difat-돎.hwp": ole_difat_loop,
        "거짓-길이.hwp": ole_lying_stream,
        "작은-fat-돎.hwp": ole_mini_loop,
        "한-줄-40MB.txt": repeated("가나다라마바사 ", 13 * megabyte),
        "제1조만.txt": repeated("제1조(", megabyte),
        "제1조-줄.txt": repeated("제1조(목적) \n", megabyte),
        "조의조.txt": repeated("제1조의1의1의1의", megabyte),
        "낫표.txt": repeated("「", megabyte),
        "인용.txt": repeated("「법」 제1조제1항제1호가목 및 ", megabyte),
        "숫자.txt": repeated("1.", 2 * megabyte),
        "숫자-줄.txt": repeated("1. 가. 1) 가) (1) (가) ①\n", 2 * megabyte),
        "동그라미.txt": repeated("①②③④⑤", megabyte),
        "빈칸.txt": lambda: b" " * (20 * megabyte) + b"x",
        "빈칸-사이.txt": repeated("가" + " " * 5000, 4 * megabyte),
        "빈줄.txt": lambda: b"\n" * (20 * megabyte) + b"x",
        "날짜.txt": repeated("2026. 1. 1. ", 2 * megabyte),
        "괄호.txt": repeated("(", 2 * megabyte),
        "대괄호.txt": repeated("[별표 ", 2 * megabyte),
        "부칙.txt": repeated("부칙 <제1호, 2026. 1. 1.>\n", 2 * megabyte),
        "부칙-한줄.txt": repeated("부 칙 ", 2 * megabyte),
        "한글자-줄.txt": repeated("가\n", 2 * megabyte),
        "강조.md": repeated("**", 2 * megabyte),
        "밑줄.md": repeated("__a", 2 * megabyte),
        "제목.md": repeated("# ", megabyte),
        "앞머리.md": lambda: b"---\n" + b"a: b\n" * 400_000,
        "앞머리-목록.md": lambda: b"---\n" + b"x:\n- - - - - -\n" * 100_000 + b"---\n",
        "표.md": repeated("|", 4 * megabyte),
        "표-줄.md": repeated("| a | b |\n", 4 * megabyte),
        "표-금.md": repeated("|---", 2 * megabyte),
        "그림.md": repeated("<img ", 2 * megabyte),
        "부호.txt": marks_unsorted,
        "0.txt": lambda: bytes(20 * megabyte),
        "utf16-홀수.txt": lambda: b"\xff\xfe" + b"\xac" * 1_000_001,
        "서로게이트.txt": lambda: b"\xff\xfe" + b"\x00\xd8" * 1_000_000,
        "iso2022.eml": lambda: b"Content-Type: text/plain; charset=iso-2022-kr\n\n" + b"\x1b$)C\x0e" * 500_000,
        "한-줄-50MB.csv": repeated("1,", 50 * megabyte),
        "따옴표.csv": lambda: b'a,"' + b'x\n""' * 5_000_000,
        "많은-줄.csv": repeated("1,2\n", 8 * megabyte),
        "깊은-100만.html": page_deep,
        "깊은-표.html": lambda: page_of("<table><tr><td>" * 20_000),
        "넓은-칸.html": lambda: page_of("<table><tr><td colspan=2000000000 rowspan=2000000000>넓다<td>x</table>"),
        "넓은-칸-100.html": lambda: page_of("<table>" + "<tr><td colspan=1000 rowspan=65000>x" * 3000 + "</table>"),
        "안-닫힌.html": lambda: page_of("<!--" * 1_000_000),
        "엔티티.html": lambda: page_of("&#x10FFFF;&amp" * 500_000),
        "긴-이름.html": lambda: b"<html><head><" + b"Md" * 100_000,
        "속성.html": lambda: page_of("<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">x"),
        "글꼴.html": lambda: page_of("<b><i><u>" * 300_000 + "x"),
        "목록.html": lambda: page_of("<ul><li>" * 50_000 + "x"),
    }
