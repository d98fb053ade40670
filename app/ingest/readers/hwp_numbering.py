"""Labels of HWP 5 paragraphs, from the records of DocInfo (한글문서파일형식 5.0 revision 1.3, 4.2.7, 4.2.8, 4.2.10)."""

import struct
from collections.abc import Sequence

from app.ingest.readers.hancom_labels import BULLET, FORM_NAMES, NUMBER, OUTLINE, Head, Labels, Level
from app.ingest.readers.hwp_container import records

_NUMBERING, _BULLET, _PARA_SHAPE = 23, 24, 25
_KINDS = {1: OUTLINE, 2: NUMBER, 3: BULLET}
_LEVELS, _MORE_LEVELS = 7, 3
_HEAD = 12
"""Bytes of a paragraph head: properties, width, distance, letter shape."""


def labels_of(info: bytes) -> Labels:
    """`info`: the inflated DocInfo. Records that are too short say nothing."""
    heads: dict[int, Head] = {}
    numberings: dict[int, tuple[Level, ...]] = {}
    bullets: dict[int, str] = {}
    shapes = 0
    for tag, _level, start, end in records(info):
        payload = info[start:end]
        if tag == _NUMBERING:
            numberings[len(numberings) + 1] = _levels(payload)
        elif tag == _BULLET:
            bullets[len(bullets) + 1] = payload[_HEAD : _HEAD + 2].decode("utf-16-le", "replace")
        elif tag == _PARA_SHAPE:
            if len(payload) >= 32:
                (properties,) = struct.unpack_from("<I", payload)
                kind = _KINDS.get(properties >> 23 & 3)
                if kind is not None:
                    (definition,) = struct.unpack_from("<H", payload, 30)
                    heads[shapes] = Head(kind, definition, properties >> 25 & 7)
            shapes += 1
    return Labels(heads, numberings, bullets)


def _levels(payload: bytes) -> tuple[Level, ...]:
    """Seven heads with their patterns, the first number, seven first numbers (5.0.2.5); three more of each (5.1)."""
    try:
        heads, at = _heads(payload, 0, _LEVELS)
        starts, at = _starts(payload, at + 2, _LEVELS)
        more, at = _heads(payload, at, _MORE_LEVELS) if at < len(payload) else ([], at)
        later, at = _starts(payload, at, len(more))
    except struct.error:
        return ()
    return tuple(
        Level(form, pattern, first) for (form, pattern), first in zip([*heads, *more], [*starts, *later], strict=True)
    )


def _heads(payload: bytes, at: int, count: int) -> tuple[list[tuple[str, str]], int]:
    found: list[tuple[str, str]] = []
    for _ in range(count):
        properties, length = struct.unpack_from("<I8xH", payload, at)
        at += _HEAD + 2
        pattern = payload[at : at + 2 * length].decode("utf-16-le", "replace")
        found.append((_form(properties >> 5 & 15), pattern))
        at += 2 * length
    return found, at


def _starts(payload: bytes, at: int, count: int) -> tuple[Sequence[int], int]:
    if at + 4 * count > len(payload):
        return [1] * count, len(payload)
    return struct.unpack_from(f"<{count}I", payload, at), at + 4 * count


def _form(number: int) -> str:
    return FORM_NAMES[number] if number < len(FORM_NAMES) else FORM_NAMES[0]
