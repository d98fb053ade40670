"""Bytes and a name -> Extract, by what the bytes are. Runs in the reader child."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.core.errors import FileMislabelled, FileTooLarge, NoText
from app.ingest import sniff
from app.ingest.blocks import MAX_BLOCKS, MAX_TEXT, Extract
from app.ingest.readers import docx, hwpx, pdf, text

_READERS: Mapping[str, Callable[[bytes, str], Extract]] = {
    "text": text.read,
    "docx": docx.read,
    "pdf": pdf.read,
    "hwpx": hwpx.read,
}
_LIMIT_MB = MAX_TEXT // 1_000_000


def read(data: bytes, name: str) -> Extract:
    """Raises FileEmpty, FileEncrypted, FileDamaged, FileTooLarge, FormatUnsupported or NoText."""
    found = sniff.sniff(data, name)
    extract = _READERS[found](data, name)
    if not any(block.text.strip() for block in extract.blocks):
        raise NoText(name=name)
    if len(extract.blocks) > MAX_BLOCKS or sum(len(block.text) for block in extract.blocks) > MAX_TEXT:
        raise FileTooLarge(name=name, limit_mb=_LIMIT_MB)
    if sniff.mislabelled(found, name):
        return replace(extract, warnings=((FileMislabelled.code, {"name": name}), *extract.warnings))
    return extract
