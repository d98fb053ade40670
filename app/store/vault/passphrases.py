"""Keys from what a person remembers or keeps on paper: Argon2id (RFC 9106).

The parameters stand in the key file; what is read is bounded, so that a bent file cannot exhaust the PC's memory.
Argon2id is not on the KCMVP list (PBKDF2 is); a validated module may need its own way to derive these keys.
"""

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.core.security_errors import PassphraseWeak

LEAST_LETTERS = 10

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits that are not taken for each other."""
_GROUPS, _GROUP = 8, 4


@dataclass(frozen=True, slots=True)
class Cost:
    """RFC 9106, 4: the second recommended option, for 64 MiB. Some 0.4 s on the PC it was measured on."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    @property
    def bounded(self) -> bool:
        """8 MiB to 1 GiB, few passes."""
        return 8_192 <= self.memory_kib <= 1_048_576 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16


def key_from(words: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes."""
    derived = Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return derived.derive(words.encode("utf-8", "surrogatepass"))


def normal(passphrase: str) -> str:
    """One spelling for the same Hangul, whatever the keyboard composed."""
    return unicodedata.normalize("NFC", passphrase)


def checked(passphrase: str) -> str:
    """A new passphrase. Raises PassphraseWeak."""
    if len(normal(passphrase).strip()) < LEAST_LETTERS:
        raise PassphraseWeak(least=LEAST_LETTERS)
    return passphrase


def new_recovery() -> str:
    """160 random bits to be written down: eight groups of four."""
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP))


def normal_recovery(written: str) -> str:
    """As it was made, however it was typed."""
    return "".join(letter for letter in normal(written).upper() if letter in _ALPHABET)
