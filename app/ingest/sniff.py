"""What the bytes are, whatever the suffix says."""

import re

from app.core.errors import FileEmpty, FormatUnsupported
from app.ingest.archive import package_format

_EXPECTED = {
    **dict.fromkeys((".md", ".markdown", ".txt"), "text"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), "xlsx"),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".potx"), "pptx"),
    ".pdf": "pdf",
    **dict.fromkeys((".hwp", ".hwt"), "hwp"),
    **dict.fromkeys((".hwpx", ".hwtx"), "hwpx"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".eml", ".mht", ".mhtml"), "eml"),
    ".zip": "zip",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), "image"),
}

READABLE = frozenset(_EXPECTED)

SUFFIXES = READABLE | {
    *(
        ".doc",
        ".xls",
        ".xlsb",
        ".ppt",
        ".rtf",
        ".msg",
        ".odt",
        ".ods",
        ".odp",
        ".show",
        ".cell",
        ".hml",
        ".7z",
        ".alz",
        ".egg",
    ),
}
"""What a folder walk takes: what can be read, and what people would miss if nobody said a word."""

_ZIP = b"PK\x03\x04"
_ZIP_EMPTY = b"PK\x05\x06"
_ZIP_NAME = 30
"""Where the first entry's name begins (APPNOTE 4.3.7)."""
_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP_SIGNATURE = b"HWP Document File"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""PNG, JPEG, TIFF and BigTIFF in either byte order."""
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:(?!-->).){0,500}-->\s*){0,3}<(?:!doctype\s+html|html[\s>])", re.I | re.S
)
_LOOSE_MARKUP = re.compile(rb"\s*<(?:meta|head|body|table|style|div)[\s>]", re.I)
"""How the pages begin that systems hand out as .xls or .doc."""
_OFFICE_SUFFIXES = frozenset({".xls", ".xlsx", ".doc", ".docx", ".ppt"})
_HEADER = re.compile(rb"(?:[!-9;-~]{1,60}:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,60}(?:\r?\n|$)){2,}")
_LETTER = re.compile(rb"^(?:message-id|mime-version|received|return-path):", re.I | re.M)
_PARTS = (
    b"[Content_Types].xml",
    b"_rels/",
    b"docProps/",
    b"word/",
    b"xl/",
    b"ppt/",
    b"mimetype",
    b"version.xml",
    b"Contents/",
)
"""What the first entry of an office package is called."""
_HEAD = 4096


def suffix_of(name: str) -> str:
    """The lower-case suffix with its dot, or nothing."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def sniff(data: bytes, name: str) -> str:
    """A format's name: docx, xlsx, pptx, pdf, hwpx, hwp, image, html, eml, csv, zip; `locked` for an Office file that
    needs its password first; `text` where nothing else fits (its reader has the last word on that).

    Raises FileEmpty, FileEncrypted, FileDamaged, FileTooLarge or FormatUnsupported.
    """
    if not data:
        raise FileEmpty(name=name)
    if data.startswith((_ZIP, _ZIP_EMPTY)):
        return package_format(data, name)
    if data.startswith(_PICTURES):
        return "image"
    if data.startswith(_OLE):
        return _compound_format(data, name)
    if data.startswith(_HWP_SIGNATURE):  # HWP 3 begins with it; HWP 5 keeps it inside the compound file
        raise FormatUnsupported(name=name)
    if _PDF in data[:1024]:
        return "pdf"
    return _text_format(data[:_HEAD], _EXPECTED.get(suffix_of(name), ""), suffix_of(name))


def looks_like_document(head: bytes) -> bool:
    """Whether a file whose name tells nothing is worth reading, from its first bytes (some hundred are enough)."""
    if head.startswith(_ZIP):
        return head[_ZIP_NAME:].startswith(_PARTS)
    if head.startswith((_OLE, _HWP_SIGNATURE, *_PICTURES)) or _PDF in head[:1024]:
        return True
    plain = _ascii(head)
    return _MARKUP.match(plain) is not None or _is_letter(plain)


def mislabelled(found: str, name: str) -> bool:
    """Whether the suffix promises something else than what was found."""
    return _EXPECTED.get(suffix_of(name), "") != found


def _compound_format(data: bytes, name: str) -> str:
    """OLE compound files: HWP 5, `locked` Office packages ([MS-OFFCRYPTO] 1.3.2 names the stream), old Office."""
    if _HWP_SIGNATURE in data:  # or a document in which one lies: the reader looks at the root
        return "hwp"
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "locked"
    raise FormatUnsupported(name=name)


def _text_format(head: bytes, expected: str, suffix: str) -> str:
    """What text says it is, else what its suffix promises, if that is a kind of text."""
    plain = _ascii(head)
    if _MARKUP.match(plain) or (suffix in _OFFICE_SUFFIXES and _LOOSE_MARKUP.match(plain)):
        return "html"
    if _is_letter(plain):
        return "eml"
    return expected if expected in ("csv", "html", "eml") else "text"


def _ascii(head: bytes) -> bytes:
    """The ASCII in the first bytes, of UTF-16 too, without a byte order mark."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")


def _is_letter(head: bytes) -> bool:
    """Whether it begins with header fields (RFC 5322, 2.2) of which one is written by mail programs only."""
    header = _HEADER.match(head)
    return header is not None and _LETTER.search(header[0]) is not None
