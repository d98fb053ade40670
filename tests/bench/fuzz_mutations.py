"""Ways to spoil a file: on its bytes, inside its packages, inside its compressed streams."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

Chance = random.Random

_NUMBERS = (0, 1, -1, 127, 255, 256, 32767, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1, 2**63, 10**20)
_HEADER = 512
_DIGITS = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,300}>")
_MAX_UNPACKED = 8 << 20


def spoiled(data: bytes, others: Sequence[bytes], chance: Chance) -> bytes:
    """One to four mutations, more often inside a package than on it when the file is one."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 4))):
        inside = chance.random() < 0.7
        if inside and data[:2] == b"PK":
            data = _in_zip(data, chance)
        elif inside and data[:4] == b"\xd0\xcf\x11\xe0":
            data = _in_compound(data, chance)
        elif inside and data[:4] == b"%PDF":
            data = _in_pdf(data, chance)
        else:
            data = _on_bytes(data, others, chance)
    return data


def _on_bytes(data: bytes, others: Sequence[bytes], chance: Chance) -> bytes:
    if chance.random() < 0.2:
        return _spliced(data, chance.choice(others) if others else data, chance)
    return chance.choice(_BYTES)(data, chance)


def _flipped(data: bytes, chance: Chance, within: int = 0) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 16, 64))):
        if made:
            made[chance.randrange(min(len(made), within or len(made)))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _header(data: bytes, chance: Chance) -> bytes:
    return _flipped(data, chance, _HEADER)


def _cut(data: bytes, chance: Chance) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] if chance.random() < 0.8 else data[at:]


def _dropped(data: bytes, chance: Chance) -> bytes:
    at, size = _piece(data, chance)
    return data[:at] + data[at + size :]


def _doubled(data: bytes, chance: Chance) -> bytes:
    at, size = _piece(data, chance)
    times = min(chance.choice((2, 2, 10, 1000, 100_000)), (1 << 20) // max(1, size))
    return data[:at] + data[at : at + size] * times + data[at + size :]


def _overwritten(data: bytes, chance: Chance) -> bytes:
    at, size = _piece(data, chance)
    fill = chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size)))
    return data[:at] + fill + data[at + size :]


def _number(data: bytes, chance: Chance) -> bytes:
    """Four or eight bytes become a number on an edge."""
    at, width = chance.randrange(len(data) + 1), chance.choice((2, 4, 8))
    number = chance.choice(_NUMBERS) & (1 << 8 * width) - 1
    return data[:at] + number.to_bytes(width, chance.choice(("little", "big"))) + data[at + width :]


def _spliced(data: bytes, other: bytes, chance: Chance) -> bytes:
    at, size = _piece(other, chance)
    to = chance.randrange(len(data) + 1)
    return data[:to] + other[at : at + size] + data[to + (size if chance.random() < 0.5 else 0) :]


def _piece(data: bytes, chance: Chance) -> tuple[int, int]:
    at = chance.randrange(len(data) + 1)
    return at, min(len(data) - at, chance.choice((1, 4, 16, 64, 512, 4096)))


_BYTES: tuple[Callable[[bytes, Chance], bytes], ...] = (
    _flipped, _flipped, _header, _cut, _dropped, _doubled, _overwritten, _number, _number,
)  # fmt: skip


# --- markup ------------------------------------------------------------------------------------------------


def _marked_up(text: bytes, chance: Chance) -> bytes:
    """A number, an attribute, a tag or a whole element of XML changes."""
    way = chance.randrange(6)
    if way == 0:
        return _in_match(text, _DIGITS, lambda old: str(chance.choice(_NUMBERS)).encode(), chance)
    if way == 1:
        return _in_match(text, _TAG, lambda old: b"", chance)
    if way == 2:
        return _in_match(text, _TAG, lambda old: old * chance.choice((2, 20, 3000)), chance)
    if way == 3:  # one tag's name in place of another's
        tags = _TAG.findall(text)
        return _in_match(text, _TAG, lambda old: chance.choice(tags), chance) if tags else text
    if way == 4:  # an element, or a run of them, many times
        tags_at = [found.start() for found in _TAG.finditer(text)]
        if len(tags_at) < 3:
            return text
        first = chance.randrange(len(tags_at) - 1)
        last = min(len(tags_at) - 1, first + chance.choice((1, 2, 5, 20, 100)))
        part = text[tags_at[first] : tags_at[last]]
        return text[: tags_at[last]] + part * min(2000, (2 << 20) // max(1, len(part))) + text[tags_at[last] :]
    return _on_bytes(text, (), chance)


def _in_match(text: bytes, pattern: re.Pattern[bytes], change: Callable[[bytes], bytes], chance: Chance) -> bytes:
    found = list(pattern.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + change(one[0]) + text[one.end() :]


# --- packages ------------------------------------------------------------------------------------------------


def _in_zip(data: bytes, chance: Chance) -> bytes:
    """One entry spoiled and all packed again, so that the spoilt bytes reach a parser."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            sizes = [entry.file_size for entry in package.infolist()]
            if not sizes or sum(sizes) > _MAX_UNPACKED:
                return _on_bytes(data, (), chance)
            entries = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return _on_bytes(data, (), chance)
    at = chance.randrange(len(entries))
    name, body = entries[at]
    way = chance.randrange(12)
    if way == 0:
        del entries[at]
    elif way == 1:
        entries[at] = (name, entries[chance.randrange(len(entries))][1])
    elif body[:1] == b"<" or body[:3] == b"\xef\xbb\xbf":
        entries[at] = (name, _marked_up(body, chance))
    else:
        entries[at] = (name, spoiled(body, (), chance) if body[:2] != b"PK" else _in_zip(body, chance))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for named, part in entries:
            made.writestr(zipfile.ZipInfo(named), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _in_compound(data: bytes, chance: Chance) -> bytes:
    """A stream of a compound file spoiled in place; a deflated one is inflated, spoiled and deflated again.

    Only as far as the stream lies in one piece: olefile's own writing follows a bent sector chain for ever.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as package:
            body = package.openstream(chance.choice(package.listdir(streams=True))).read()
    except (OSError, ValueError, IndexError, TypeError, AttributeError, KeyError):
        return _on_bytes(data, (), chance)
    at = data.find(body[:64]) if body else -1
    if at < 0:
        return _on_bytes(data, (), chance)
    there = data[at : at + len(body)]
    length = next((i for i, (a, b) in enumerate(zip(there, body, strict=False)) if a != b), len(there))
    changed = _inflated_and_back(body, chance)[:length].ljust(length, b"\0")
    return data[:at] + changed + data[at + length :]


def _inflated_and_back(body: bytes, chance: Chance) -> bytes:
    for bits in (-15, 15):
        inflater = zlib.decompressobj(bits)
        try:
            plain = inflater.decompress(body, _MAX_UNPACKED)
        except zlib.error:
            continue
        packer = zlib.compressobj(9, zlib.DEFLATED, bits)
        return packer.compress(_on_bytes(plain, (), chance)) + packer.flush()
    return _on_bytes(body, (), chance)


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_KEY = re.compile(rb"/[A-Za-z]{2,20}")


def _in_pdf(data: bytes, chance: Chance) -> bytes:
    """A number, a name or the inflated content of a stream of a PDF changes; offsets are left to be wrong."""
    way = chance.randrange(4)
    if way == 0:
        return _in_match(data, _DIGITS, lambda old: str(chance.choice(_NUMBERS)).encode(), chance)
    if way == 1:
        keys = _KEY.findall(data)
        return _in_match(data, _KEY, lambda old: chance.choice(keys), chance) if keys else data
    if way == 2:
        found = list(_STREAM.finditer(data))
        if found:
            one = chance.choice(found)
            return data[: one.start(1)] + _inflated_and_back(one[1], chance) + data[one.end(1) :]
    return _on_bytes(data, (), chance)
