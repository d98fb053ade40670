"""What the bytes are, whatever the suffix says."""

from app.core.errors import FileEmpty, FileEncrypted, FormatUnsupported
from app.ingest.archive import package_format

READABLE = frozenset(
    {".md", ".txt", ".docx", ".pdf", ".hwp", ".hwt", ".hwpx", ".hwtx", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
)

SUFFIXES = READABLE | {
    ".markdown",
    ".doc",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".rtf",
    ".odt",
    ".show",
    ".cell",
}
"""What a folder walk takes: what can be read, and what people would miss if nobody said a word."""

_EXPECTED = {
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".docx": "docx",
    ".pdf": "pdf",
    ".hwp": "hwp",
    ".hwt": "hwp",
    ".hwpx": "hwpx",
    ".hwtx": "hwpx",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
}

_ZIP = b"PK\x03\x04"
_ZIP_EMPTY = b"PK\x05\x06"
_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HWP_SIGNATURE = b"HWP Document File"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""PNG, JPEG, TIFF and BigTIFF in either byte order."""
_OFFICE = tuple(part.encode("utf-16-le") for part in ("WordDocument", "Workbook", "PowerPoint Document"))
"""Streams of old Office files, in which an HWP document may lie embedded."""


def suffix_of(name: str) -> str:
    """The lower-case suffix with its dot, or nothing."""
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def sniff(data: bytes, name: str) -> str:
    """`docx`, `pdf`, `hwpx`, `hwp`, `image`, or `text` where nothing else fits (its reader has the last word on that).

    Raises FileEmpty, FileEncrypted, FileDamaged, FileTooLarge or FormatUnsupported.
    """
    if not data:
        raise FileEmpty(name=name)
    if _PDF in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return package_format(data, name)
    if data.startswith(_ZIP_EMPTY):
        raise FormatUnsupported(name=name)
    if data.startswith(_PICTURES):
        return "image"
    if data.startswith(_OLE):
        return _compound_format(data, name)
    if data.startswith(_HWP_SIGNATURE):  # HWP 3 begins with it; HWP 5 keeps it inside the compound file
        raise FormatUnsupported(name=name)
    return "text"


def mislabelled(found: str, name: str) -> bool:
    """Whether the suffix promises something else than what was found."""
    return _EXPECTED.get(suffix_of(name), "") != found


def _compound_format(data: bytes, name: str) -> str:
    """OLE compound files: encrypted Office packages, HWP 5, old Office. [MS-OFFCRYPTO] 1.3.2 names the stream."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileEncrypted(name=name)
    if _HWP_SIGNATURE in data and not any(part in data for part in _OFFICE):
        return "hwp"
    raise FormatUnsupported(name=name)
