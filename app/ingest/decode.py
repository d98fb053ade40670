"""Plain text from bytes: BOM, UTF-8, UTF-16 without a BOM, CP949 (the old Windows code page of Korea)."""

import codecs
import re

from app.core.errors import FormatUnsupported

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HANGUL = re.compile("[가-힣\u1100-\u11ff]")
_SAMPLE = 4096
_TOLERATED = 200
"""One bad sequence in this many characters still reads; more is another encoding or no text."""

_MARKUP = re.compile(r"\s*(?:<!doctype\s|<html[\s>]|<\?xml\s|<hwpml|\{\\rtf)", re.IGNORECASE)


def decode(data: bytes, name: str) -> tuple[str, str, bool]:
    """(text, encoding, damaged): `damaged` when some bytes had to be replaced.

    Raises FormatUnsupported when the bytes are no text, or are the source of another format.
    """
    text, encoding, damaged = _decode(data, name)
    if len(_CONTROLS.findall(text[: 16 * _SAMPLE])) * 100 > len(text[: 16 * _SAMPLE]) or _MARKUP.match(text):
        raise FormatUnsupported(name=name)
    return text, encoding, damaged


def _decode(data: bytes, name: str) -> tuple[str, str, bool]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _loosely(data[len(mark) :], encoding, name)
    wide = _wide_encoding(data)
    if wide:
        return _loosely(data, wide, name)
    for encoding in ("utf-8", "cp949"):
        try:
            return data.decode(encoding), encoding, False
        except UnicodeDecodeError as error:
            if error.start >= len(data) - 3 and error.start:  # cut in the middle of the last character
                return data[: error.start].decode(encoding), encoding, True
    tries = [(data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "cp949")]
    encoding = min(tries, key=lambda attempt: attempt[0].count("\ufffd"))[1]
    return _loosely(data, encoding, name)


def _loosely(data: bytes, encoding: str, name: str) -> tuple[str, str, bool]:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if bad * _TOLERATED > len(text) + _TOLERATED:
        raise FormatUnsupported(name=name)
    return text, encoding, bad > 0


def _wide_encoding(data: bytes) -> str:
    """UTF-16 by its zero bytes (Latin, spaces, line ends) or, failing that, by the Hangul it yields."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even or odd:
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        text = sample[: len(sample) & ~1].decode(encoding, "replace")
        plain = sum(c.isprintable() or c in "\r\n\t" for c in text)
        return encoding if plain * 100 >= len(text) * 97 else ""
    return ""
