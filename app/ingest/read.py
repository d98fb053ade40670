"""Bytes and a name -> Extract, by what the bytes are. Runs in the reader child."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.core.errors import FileMislabelled, FileTooLarge, FormatUnsupported, NoText, TooManyMembers
from app.ingest import sniff
from app.ingest.blocks import MAX_BLOCKS, MAX_TEXT, Extract
from app.ingest.limits import MAX_PLAIN
from app.ingest.readers import (
    container,
    delimited,
    docx,
    hwp,
    hwpx,
    image,
    mail,
    markup,
    pdf,
    pptx,
    text,
    unlock,
    xlsx,
    zipped,
)

Reading = Callable[[bytes, str, str], Extract]
"""(bytes, name, password; empty: none) -> Extract."""

_READERS: Mapping[str, Reading] = {
    "text": text.read,
    "docx": docx.read,
    "pdf": pdf.read,
    "hwpx": hwpx.read,
    "hwp": hwp.read,
    "image": image.read,
    "xlsx": xlsx.read,
    "pptx": pptx.read,
    "csv": delimited.read,
    "html": markup.read,
    "eml": mail.read,
    "zip": zipped.read,
}
_OFFICE = ("docx", "xlsx", "pptx")
_PLAIN = ("text", "csv", "html")
_LIMIT_MB = MAX_TEXT // 1_000_000


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileEmpty, FileEncrypted, PasswordWrong, FileDamaged, FileTooLarge, FormatUnsupported or NoText."""
    found = sniff.sniff(data, name)
    if found == "locked":
        data = unlock.unlocked(data, name, password)
        found = sniff.sniff(data, name)
        if found not in _OFFICE:
            raise FormatUnsupported(name=name)
    if found in _PLAIN and len(data) > MAX_PLAIN:  # before it is taken apart: all of it is text
        raise FileTooLarge(name=name, limit_mb=MAX_PLAIN >> 20)
    return checked(_READERS[found](data, name, password), found, name)


def checked(extract: Extract, found: str, name: str) -> Extract:
    """The extract of what was `found` to be in the bytes, within limits. Raises NoText or FileTooLarge."""
    if not any(block.text.strip() for block in extract.blocks) and not extract.members and not extract.scanned:
        raise NoText(name=name)
    if len(extract.blocks) > MAX_BLOCKS or sum(len(block.text) for block in extract.blocks) > MAX_TEXT:
        raise FileTooLarge(name=name, limit_mb=_LIMIT_MB)
    if sniff.mislabelled(found, name):
        return replace(extract, warnings=((FileMislabelled.code, {"name": name}), *extract.warnings))
    return extract


def member(data: bytes, name: str, way: Sequence[int], password: str = "") -> tuple[bytes, str]:
    """(bytes, name) of the file that `way` leads to through containers; the file itself for an empty way.

    Raises FileMissing when there is no such member, TooManyMembers when it lies too deep, and what opening the
    containers raises.
    """
    if len(way) > container.MAX_DEPTH:
        raise TooManyMembers(name=name, limit=container.MAX_DEPTH)
    for index in way:
        data, name = container.member(data, name, index, password)
    return data, name
