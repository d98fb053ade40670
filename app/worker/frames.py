"""Frames on a pipe: a JSON header and an optional raw body, each with its length and a ceiling.

    4 bytes header length, 4 bytes body length (big-endian unsigned), header (UTF-8 JSON object), body

Never pickle: what a child sends is data from an untrusted document.
"""

import json
import struct
from dataclasses import dataclass, field
from typing import Any, BinaryIO

MAX_HEADER = 4 << 20
MAX_BODY = 256 << 20

_LENGTHS = struct.Struct(">II")


class FrameError(Exception):
    """The other side broke the protocol; the channel is useless from here on."""


@dataclass(frozen=True, slots=True)
class Frame:
    header: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Write one frame and flush it. Raises FrameError when a part is over its ceiling."""
    header = json.dumps(frame.header, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if len(header) > MAX_HEADER or len(frame.body) > MAX_BODY:
        raise FrameError("too large")
    stream.write(_LENGTHS.pack(len(header), len(frame.body)) + header)
    if frame.body:
        stream.write(frame.body)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame, or None at a clean end of the stream. Raises FrameError."""
    lengths = _read(stream, _LENGTHS.size)
    if lengths is None:
        return None
    header_length, body_length = _LENGTHS.unpack(lengths)
    if header_length > MAX_HEADER or body_length > MAX_BODY:
        raise FrameError("too large")
    untrusted_header = _read(stream, header_length)
    untrusted_body = _read(stream, body_length)
    if untrusted_header is None or untrusted_body is None:
        raise FrameError("cut short")
    try:
        header = json.loads(untrusted_header.decode("utf-8", "surrogatepass"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FrameError("not JSON") from error
    if not isinstance(header, dict):
        raise FrameError("not an object")
    return Frame(header, untrusted_body)


def _read(stream: BinaryIO, size: int) -> bytes | None:
    """Exactly `size` bytes; None when the stream ended before the first. Raises FrameError."""
    if size == 0:
        return b""
    parts: list[bytes] = []
    missing = size
    while missing:
        part = stream.read(missing)
        if not part:
            if parts:
                raise FrameError("cut short")
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
