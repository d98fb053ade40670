"""Windows' DPAPI: bytes that only the account that protected them can read again. CryptProtectData and its counterpart
(dpapi.h) by ctypes. Tested with stand-ins of the two functions only: no Windows was at hand when this was written.
"""

import ctypes
from collections.abc import Callable
from typing import Any

_UI_FORBIDDEN = 0x1  # CRYPTPROTECT_UI_FORBIDDEN
_ENTROPY = b"munjigi workspace key"

Free = Callable[[Any], object]


class Blob(ctypes.Structure):
    """DATA_BLOB."""

    _fields_ = [("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char))]


def protect(data: bytes) -> bytes:
    """Raises OSError."""
    crypt, free = _windows()
    return called(crypt.CryptProtectData, free, data)


def unprotect(data: bytes) -> bytes:
    """Raises OSError: another account, another PC, or bent bytes."""
    crypt, free = _windows()
    return called(crypt.CryptUnprotectData, free, data)


def called(function: Callable[..., int], free: Free, data: bytes) -> bytes:
    """Both take: data in, description, entropy, reserved, prompt, flags, data out; 0 says that it failed."""
    given, entropy, out = _blob(data), _blob(_ENTROPY), Blob()
    if not function(ctypes.byref(given), None, ctypes.byref(entropy), None, None, _UI_FORBIDDEN, ctypes.byref(out)):
        raise OSError("DPAPI")
    try:
        return ctypes.string_at(out.data, out.size)
    finally:
        free(out.data)


def _blob(data: bytes) -> Blob:
    buffer = ctypes.create_string_buffer(data, len(data))
    return Blob(len(data), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)))


def _windows() -> tuple[Any, Free]:
    loader: Any = getattr(ctypes, "WinDLL")  # noqa: B009 - there is none elsewhere
    local_free = loader("kernel32").LocalFree
    local_free.argtypes = [ctypes.c_void_p]
    return loader("crypt32"), local_free
