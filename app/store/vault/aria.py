"""ARIA-256-GCM (RFC 5794, RFC 6209) through the C interface of the system's libcrypto (OpenSSL 3), by ctypes.

It is the second CipherProvider, and the pattern for a third: a vendor's validated module has such a C interface, too.
This libcrypto is not a validated module.
"""

import ctypes
import sys
from typing import Any

from app.core.security_errors import CipherMissing
from app.store.vault.cipher import TAG_BYTES, TagWrong
from app.store.vault.hkdf import derived

NAME = "aria-256-gcm"

_LIBRARIES = {"win32": ("libcrypto-3-x64.dll",), "linux": ("libcrypto.so.3",)}
_SET_NONCE_BYTES, _GET_TAG, _SET_TAG = 0x9, 0x10, 0x11  # EVP_CTRL_AEAD_SET_IVLEN, _GET_TAG, _SET_TAG
_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "EVP_aria_256_gcm": (ctypes.c_void_p, []),
    "EVP_CIPHER_CTX_new": (ctypes.c_void_p, []),
    "EVP_CIPHER_CTX_free": (None, [ctypes.c_void_p]),
    "EVP_CIPHER_CTX_ctrl": (ctypes.c_int, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_char_p]),
    "EVP_CipherInit_ex": (
        ctypes.c_int,
        [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int],
    ),
    "EVP_CipherUpdate": (
        ctypes.c_int,
        [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int), ctypes.c_char_p, ctypes.c_int],
    ),
    "EVP_CipherFinal_ex": (ctypes.c_int, [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]),
}


class AriaGcm:
    """Raises CipherMissing when made where there is no such library, or it lacks the cipher."""

    name = NAME

    def __init__(self) -> None:
        self._library = _loaded()

    def seal(self, key: bytes, nonce: bytes, data: bytes | memoryview, bound: bytes) -> bytes:
        sealed, tag = self._run(key, nonce, bytes(data), bound, None)
        return sealed + tag

    def open(self, key: bytes, nonce: bytes, sealed: bytes | memoryview, bound: bytes) -> bytes:
        if len(sealed) < TAG_BYTES:
            raise TagWrong
        return self._run(key, nonce, bytes(sealed[:-TAG_BYTES]), bound, bytes(sealed[-TAG_BYTES:]))[0]

    def derive(self, key: bytes, salt: bytes, info: bytes) -> bytes:
        return derived(key, salt, info)

    def _run(self, key: bytes, nonce: bytes, data: bytes, bound: bytes, tag: bytes | None) -> tuple[bytes, bytes]:
        """(result, tag). Encrypts without a tag, decrypts and checks with one."""
        library, size = self._library, ctypes.c_int(0)
        context = library.EVP_CIPHER_CTX_new()
        try:
            out, made = ctypes.create_string_buffer(max(1, len(data))), ctypes.create_string_buffer(TAG_BYTES)
            cipher, way = library.EVP_aria_256_gcm(), int(tag is None)
            ready = (
                library.EVP_CipherInit_ex(context, cipher, None, None, None, way) == 1
                and library.EVP_CIPHER_CTX_ctrl(context, _SET_NONCE_BYTES, len(nonce), None) == 1
                and library.EVP_CipherInit_ex(context, None, None, key, nonce, way) == 1
                and library.EVP_CipherUpdate(context, None, ctypes.byref(size), bound, len(bound)) == 1
                and (not data or library.EVP_CipherUpdate(context, out, ctypes.byref(size), data, len(data)) == 1)
                and (tag is None or library.EVP_CIPHER_CTX_ctrl(context, _SET_TAG, TAG_BYTES, tag) == 1)
            )
            if not ready:
                raise CipherMissing(name=NAME)
            if library.EVP_CipherFinal_ex(context, made, ctypes.byref(size)) != 1:
                raise TagWrong
            if tag is None and library.EVP_CIPHER_CTX_ctrl(context, _GET_TAG, TAG_BYTES, made) != 1:
                raise CipherMissing(name=NAME)
            return out.raw[: len(data)], made.raw
        finally:
            library.EVP_CIPHER_CTX_free(context)


def _loaded() -> Any:
    for name in _LIBRARIES.get(sys.platform, ()):
        try:
            library = ctypes.CDLL(name)
            for function, (result, arguments) in _SIGNATURES.items():
                getattr(library, function).restype = result
                getattr(library, function).argtypes = arguments
        except (OSError, AttributeError):
            continue
        if library.EVP_aria_256_gcm():
            return library
    raise CipherMissing(name=NAME)
