"""Plain text from bytes: BOM, UTF-8, UTF-16 without a BOM, CP949 (the old Windows code page of Korea)."""

import codecs
import re

from app.core.errors import FormatUnsupported

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HANGUL = re.compile("[가-힣\u1100-\u11ff]")
_SAMPLE = 4096
_TOLERATED = 200
"""One bad sequence in this many characters still reads; more is another encoding or no text."""

CHARSETS = {
    **dict.fromkeys(("euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ks_c_5601", "cp949"), "cp949"),
    **dict.fromkeys(("ms949", "uhc", "windows-949", "x-windows-949", "korean", "ksc_5601", "csksc56011987"), "cp949"),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252", "cp1252"), "cp1252"),
    **{name: name for name in ("iso-2022-kr", "johab", "shift_jis", "euc-jp")},
    **{name: name for name in ("iso-2022-jp", "gb18030", "gbk", "big5", "iso-8859-15")},
}
"""Charsets that letters and pages may name, and Python's codec for each. EUC-KR always means CP949, its superset.

Others are not looked up: some codecs of Python are slow on purpose-made bytes or are no charsets at all."""

_MARKUP = re.compile(r"\s*(?:<!doctype\s|<html[\s>]|<\?xml\s|<hwpml|\{\\rtf)", re.IGNORECASE)


def charset(written: str) -> str:
    """Python's codec for a charset's name as a letter or page writes it; nothing for one that is not known."""
    return CHARSETS.get(written.strip().strip("\"'").lower(), "")


def decode(data: bytes, name: str) -> tuple[str, str, bool]:
    """(text, encoding, damaged): `damaged` when some bytes had to be replaced.

    Raises FormatUnsupported when the bytes are no text, or are the source of another format.
    """
    text, encoding, damaged = text_of(data, name)
    if len(_CONTROLS.findall(text[: 16 * _SAMPLE])) * 100 > len(text[: 16 * _SAMPLE]) or _MARKUP.match(text):
        raise FormatUnsupported(name=name)
    return text, encoding, damaged


def text_of(data: bytes, name: str, declared: str = "") -> tuple[str, str, bool]:
    """What `decode` gives, markup and all. `declared` is the charset that the bytes came with, if it is in CHARSETS.

    Valid UTF-8 beats what was declared: CP949 never looks like it, and pages are saved anew with old labels.
    Raises FormatUnsupported when the bytes are no text.
    """
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
    if declared and data.isascii():  # ISO-2022-KR writes Hangul in seven bits
        try:
            return data.decode(declared), declared, False
        except UnicodeDecodeError:
            declared = ""
    tries = ["utf-8", declared, "cp949"] if declared else ["utf-8", "cp949"]
    for encoding in tries:
        try:
            return data.decode(encoding), encoding, False
        except UnicodeDecodeError as error:
            if error.start >= len(data) - 3 and error.start:  # cut in the middle of the last character
                return data[: error.start].decode(encoding), encoding, True
    encoding = min(tries, key=lambda attempt: data.decode(attempt, "replace").count("\ufffd"))
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
