"""Zip files: office packages and plain archives. What they are, and whether it is safe to unpack them.

The directory is judged before one byte is inflated; then each part of a package is inflated once, in
chunks, to see that the directory told the truth and that no XML part declares a document type (the door
to entity bombs). The figures are the guard that stopped every hostile sample: 4,096 entries, 256 MiB in
all, 200 times the packed size.
"""

import copy
import io
import re
import struct
import zipfile
import zlib

from app.core.errors import FileDamaged, FileEncrypted, FileTooLarge, FormatUnsupported

MAX_ENTRIES = 4096
MAX_UNPACKED_MB = 256
MAX_RATIO = 200
SMALL = 8 << 20
"""Bytes below which an entry's ratio does not matter."""

ENCRYPTED = 0x1
"""The general purpose bit of an entry that needs a password."""

ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    struct.error,
)
"""What zipfile throws when the bytes are bad."""

_CHUNK = 1 << 16
_MAX_DIRECTORY = 8 << 20
_HOMES = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_TYPES = "[Content_Types].xml"
_MAIN_TYPE = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.(wordprocessing|spreadsheet|presentation)ml\.[a-z]+"
    rb"|ms-(word|excel|powerpoint)\.[a-zA-Z]+\.macroEnabled(?:Template)?)\.main\+xml"
)
_FAMILIES = {
    b"wordprocessing": "docx",
    b"word": "docx",
    b"spreadsheet": "xlsx",
    b"excel": "xlsx",
    b"presentation": "pptx",
    b"powerpoint": "pptx",
}
_HWPX = b"application/hwp+zip"
_NO_ARCHIVE = (_TYPES, "META-INF/MANIFEST.MF", "META-INF/manifest.xml", "META-INF/container.xml", "xl/workbook.bin")
"""Entries of packages that are neither readable nor folders of documents."""

_MANIFEST, _CIPHER = "META-INF/manifest.xml", b"encryption-data"
"""Where a HWPX with a password says which parts are locked (OpenDocument 1.2 part 3, 4.8)."""

_XML = (".xml", ".rels", ".hpf", ".vml")
_OTHER_MARKUP = (".svg", ".htm", ".html", ".xhtml", ".mht", ".txt")
"""Parts that may declare a document type, because no XML parser of ours is given them."""


def package_format(data: bytes, name: str) -> str:
    """`docx`, `xlsx`, `pptx`, `hwpx` for a package that is safe to unpack, `zip` for any other archive.

    An archive's members are not judged here. Raises FileDamaged, FileEncrypted, FileTooLarge or FormatUnsupported.
    """
    try:
        with opened(data, name) as package:
            entries = package.infolist()
            found = _format(package, entries, name)
            if found != "zip":
                _check(entries, name)
                _verify(package, entries, name)
    except ZIP_FAULTS as error:
        raise FileDamaged(name=name) from error
    return found


def opened(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, its directory read. Raises FileTooLarge, or one of ZIP_FAULTS."""
    if _directory_size(data) > _MAX_DIRECTORY:
        raise FileTooLarge(name=name, limit_mb=MAX_UNPACKED_MB)
    return zipfile.ZipFile(io.BytesIO(data))


def inflated(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, password: bytes | None = None) -> bytes:
    """An entry's bytes, at most `limit` of them, in chunks: zipfile's own `read` trusts the entry's declared size
    only after it inflated everything. Raises ZIP_FAULTS."""
    parts, size = [], 0
    with package.open(entry, pwd=password) as stream:
        while size < limit and (part := stream.read(min(_CHUNK, limit - size))):
            parts.append(part)
            size += len(part)
    return b"".join(parts)


def _directory_size(data: bytes) -> int:
    """Bytes of the central directory as its end record says (APPNOTE 4.3.16, 4.3.14); 0 where there is none."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 22 - 0xFFFF))
    if at < 0 or at + 16 > len(data):
        return 0
    size = int(struct.unpack_from("<L", data, at + 12)[0])
    if size == 0xFFFFFFFF:
        wide = data.rfind(b"PK\x06\x06", 0, at)
        size = int(struct.unpack_from("<Q", data, wide + 40)[0]) if 0 <= wide <= at - 56 else size
    return size


def _format(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> str:
    by_name = {entry.filename: entry for entry in entries}
    for home, found in _HOMES.items():
        if home in by_name:
            return found
    if "Contents/content.hpf" in by_name:
        return "hwpx"
    mimetype, types = by_name.get("mimetype"), by_name.get(_TYPES)
    if mimetype is not None and not mimetype.flag_bits & ENCRYPTED:
        kind = inflated(package, mimetype, 64).strip()
        if kind == _HWPX:
            return "hwpx"
        if kind.startswith(b"application/"):
            raise FormatUnsupported(name=name)
    if types is not None and not types.flag_bits & ENCRYPTED:
        main = _MAIN_TYPE.search(inflated(package, types, 1 << 20))
        if main is not None:
            return _FAMILIES[main[1] or main[2]]
    if any(part in by_name for part in _NO_ARCHIVE):
        raise FormatUnsupported(name=name)
    return "zip"


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_MB << 20:
        raise FileTooLarge(name=name, limit_mb=MAX_UNPACKED_MB)
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            raise FileEncrypted(name=name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # ISO/IEC 29500-2 allows no other
            raise FileDamaged(name=name)
        if swollen(entry):
            raise FileTooLarge(name=name, limit_mb=MAX_UNPACKED_MB)
        parts = entry.filename.replace("\\", "/").split("/")
        if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise FileDamaged(name=name)


def swollen(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry says it grows as only a bomb does."""
    return entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


def _verify(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> None:
    """Raises FileDamaged when a part holds more than the directory says, or declares a document type."""
    locked = any(e.filename == _MANIFEST and _CIPHER in inflated(package, e, 1 << 20) for e in entries)
    for entry in entries:
        longer = copy.copy(entry)
        longer.file_size += 1  # zipfile stops at the declared size: one more byte shows a lie
        with package.open(longer) as stream:
            head = stream.read(_CHUNK)
            size = len(head)
            while part := stream.read(_CHUNK):
                size += len(part)
        cipher = locked and not head.lstrip().startswith(b"<")  # only the HWPX reader opens it, and looks again
        if size != entry.file_size or (not cipher and _declares_type(head, entry.filename.lower())):
            raise FileDamaged(name=name)


def _declares_type(head: bytes, part: str) -> bool:
    """Whether an XML part's first bytes hold a DOCTYPE, or hide from this look at them."""
    if not head or part.endswith(_OTHER_MARKUP):
        return False
    text = _decoded(head).lstrip()
    if not text.startswith("<"):  # UTF-7 and EBCDIC would hide a DOCTYPE; no office program writes them
        return part.endswith(_XML)
    while text.startswith(("<?", "<!--")):
        _, end, text = text.partition("?>" if text.startswith("<?") else "-->")
        text = text.lstrip()
        if not end or not text.startswith("<"):
            return part.endswith(_XML)
    return text.startswith("<!")


def _decoded(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    if b"\0" in head[:4]:
        return head.decode("utf-16-le" if head[1:2] == b"\0" else "utf-16-be", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
