"""ZIP archives of documents: which files are in them, and one of them.

Names are for people only: nothing is ever written or opened by them. An archive written by Korean Windows
holds CP949 names without saying so; one by a Mac holds UTF-8 without saying so.
"""

import re
import zipfile

from app.core.errors import (
    FileDamaged,
    FileEncrypted,
    FileMissing,
    FileTooLarge,
    FormatUnsupported,
    PasswordWrong,
    TooManyMembers,
)
from app.ingest import blocks
from app.ingest.archive import ENCRYPTED, ZIP_FAULTS, inflated, opened, swollen
from app.ingest.blocks import Extract, Member

MAX_MEMBERS = 4096
MAX_MEMBER_MB = 100

_UTF8 = 0x800
_AES = 99
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_LINK = 0xA000
_HANGUL = re.compile("[가-힣\u1100-\u11ff]")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NO_PLACE = re.compile(r"\.{0,2}|[A-Za-z]:")
_PROOF = 1 << 18
"""An encrypted member up to this size is read whole to prove the password."""


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Lists the members. Raises FileDamaged, FileEncrypted, PasswordWrong, FileTooLarge or FormatUnsupported."""
    try:
        with opened(data, name) as package:
            found = _files(package)
            _unlock(package, found, name, password)
    except ZIP_FAULTS as error:
        raise FileDamaged(name=name) from error
    made = [_member(entry) for entry in found[:MAX_MEMBERS]]
    crowded = ((TooManyMembers.code, {"name": name, "limit": MAX_MEMBERS}),) if len(found) > MAX_MEMBERS else ()
    return Extract("zip", (), members=tuple(made), warnings=crowded)


def member(data: bytes, name: str, index: int, password: str = "") -> tuple[bytes, str]:
    """(bytes, name) of the member that `read` lists at `index`. Raises FileMissing and what `read` raises."""
    try:
        with opened(data, name) as package:
            found = _files(package)[:MAX_MEMBERS]
            if not 0 <= index < len(found):
                raise FileMissing(name=name)
            entry = found[index]
            inner = _member(entry).name
            if entry.file_size > MAX_MEMBER_MB << 20 or swollen(entry):
                raise FileTooLarge(name=inner, limit_mb=MAX_MEMBER_MB)
            if entry.flag_bits & ENCRYPTED:
                return _decrypted(package, entry, inner, password), inner
            if entry.compress_type not in _METHODS:
                raise FormatUnsupported(name=inner)
            return inflated(package, entry, entry.file_size), inner
    except ZIP_FAULTS as error:
        raise FileDamaged(name=name) from error


def _files(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries that are files of somebody's: no folders, links or traces of an operating system.

    (`is_dir` of Python 3.11 fails on an entry without a name.)
    """
    return [
        entry
        for entry in package.infolist()
        if not entry.filename.endswith("/")
        and (entry.external_attr >> 16) & 0xF000 != _LINK
        and not _SYSTEM.search(_name(entry))
    ]


def _member(entry: zipfile.ZipInfo) -> Member:
    return Member(_raw_name(entry), _for_people(_name(entry)), entry.file_size)


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    """zipfile decodes as UTF-8 where the entry is so flagged, else as CP437, which has a character for each byte."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437", "surrogateescape")


def _name(entry: zipfile.ZipInfo) -> str:
    raw = _raw_name(entry)
    if entry.flag_bits & _UTF8 or raw.isascii():
        return entry.orig_filename
    try:
        text = raw.decode("utf-8")
        if _HANGUL.search(text):
            return text
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp949")
    except UnicodeDecodeError:
        return entry.orig_filename


def _for_people(written: str) -> str:
    """No root, drive, `..` or character that turns the reading direction: what is left names a place inside."""
    parts = _DIRECTIONS.sub("", blocks.clean(written)).replace("\\", "/").replace("\n", " ").split("/")
    kept = [part.strip() for part in parts if not _NO_PLACE.fullmatch(part.strip())]
    return "/".join(kept) or "?"


def _unlock(package: zipfile.ZipFile, found: list[zipfile.ZipInfo], name: str, password: str) -> None:
    """Raises when the archive is encrypted and `password` does not open it."""
    locked = [entry for entry in found if entry.flag_bits & ENCRYPTED]
    if not locked:
        return
    if not password:
        raise FileEncrypted(name=name)
    smallest = min(locked, key=lambda entry: (not entry.file_size, entry.file_size))
    _decrypted(package, smallest, name, password, _PROOF)


def _decrypted(package: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, password: str, limit: int = -1) -> bytes:
    """An encrypted member. Old programs take a password's bytes in CP949, newer ones in UTF-8."""
    if not password:
        raise FileEncrypted(name=name)
    if entry.compress_type == _AES or entry.compress_type not in _METHODS:
        raise FormatUnsupported(name=name)
    limit = entry.file_size if limit < 0 else min(limit, entry.file_size)
    for encoding in ("utf-8", "cp949"):
        try:
            return inflated(package, entry, limit, password.encode(encoding, "replace"))
        except ZIP_FAULTS:  # a wrong password shows as such, or as bytes that do not inflate, or in the checksum
            continue
    raise PasswordWrong(name=name)
