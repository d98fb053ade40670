"""CipherProviders by name. The key file says by which one the workspace was locked.

`aes-256-gcm` is the `cryptography` package's, `aria-256-gcm` the system's libcrypto. Neither is a validated module
(KCMVP). A site that needs one adds a provider of its vendor's module to this list, and names it when it locks the
workspace; the key file can only name what is in the list, never a library's path.
"""

from collections.abc import Callable, Mapping

from app.core.security_errors import CipherMissing
from app.store.vault import aes, aria
from app.store.vault.cipher import CipherProvider

DEFAULT = aes.NAME

_PROVIDERS: Mapping[str, Callable[[], CipherProvider]] = {aes.NAME: aes.AesGcm, aria.NAME: aria.AriaGcm}

NAMES = tuple(_PROVIDERS)


def provider(name: str) -> CipherProvider:
    """Raises CipherMissing when this program or this PC has no such module."""
    make = _PROVIDERS.get(name)
    if make is None:
        raise CipherMissing(name=name)
    return make()
