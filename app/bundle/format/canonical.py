"""Canonical JSON (SPEC.md 4): one value, one byte string. What is not that byte string is refused, not mended.

Objects, arrays, strings, integers from 0 to 2^53 - 1, true and false. No null, no fraction, no white space; keys in
the order of their code points; strings in NFC, without control characters, so that only `\\"` and `\\\\` are escaped.
"""

import json
import re
import unicodedata
from typing import Any

from app.bundle.format import limits
from app.core.bundle_errors import BundleMalformed

_CONTROL = re.compile(r"[\x00-\x1f]")


class _Refused(ValueError):
    """Carries the rule that was broken out of the parser."""


def decode(data: bytes, name: str) -> Any:
    """The value of canonical bytes. Raises BundleMalformed with the broken rule's name, and nothing else."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise BundleMalformed(name=name, detail="utf-8") from None
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_int=_integer, parse_float=_no_number, parse_constant=_no_number
        )
        if _encoded(value) != data:
            raise _Refused("canonical")
    except _Refused as fault:
        raise BundleMalformed(name=name, detail=str(fault)) from None
    except RecursionError:
        raise BundleMalformed(name=name, detail="depth") from None
    except ValueError:
        raise BundleMalformed(name=name, detail="json") from None
    return value


def encode(value: Any, name: str) -> bytes:
    """The one byte string of a value. Raises BundleMalformed for a value that has none."""
    try:
        return _encoded(value)
    except _Refused as fault:
        raise BundleMalformed(name=name, detail=str(fault)) from None


def _encoded(value: Any) -> bytes:
    _check(value, limits.DEPTH)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")


def _check(value: Any, levels: int) -> None:
    """Compares types exactly: True is an int to Python and none to this format."""
    kind = type(value)
    if kind is str:
        _check_string(value)
    elif kind is int:
        if not 0 <= value <= limits.SAFE_INTEGER:
            raise _Refused("number")
    elif kind is bool:
        return
    elif kind is dict or kind is list:
        if not levels:
            raise _Refused("depth")
        if kind is dict:
            for key in value:
                if type(key) is not str:
                    raise _Refused("type")
                _check_string(key)
        for item in value.values() if kind is dict else value:
            _check(item, levels - 1)
    else:
        raise _Refused("type")


def _check_string(text: str) -> None:
    if _CONTROL.search(text):
        raise _Refused("control")
    if text.isascii():
        return
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise _Refused("surrogate")
    if not unicodedata.is_normalized("NFC", text):
        raise _Refused("normal form")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused("duplicate")
    return found


def _integer(digits: str) -> int:
    """Measured first: converting a million digits takes for ever, and Python refuses it with an error of its own."""
    if len(digits) > len(str(limits.SAFE_INTEGER)) or digits.startswith("-"):
        raise _Refused("number")
    return int(digits)


def _no_number(digits: str) -> Any:
    raise _Refused("number")
