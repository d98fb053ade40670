"""Office files under a password: [MS-OFFCRYPTO] packages, decrypted in memory with msoffcrypto."""

import io
import re

from app.core.errors import FileDamaged, FileEncrypted, FormatUnsupported, PasswordWrong
from app.ingest.readers.faults import PARSER_FAULTS

MAX_SPINS = 2_000_000
"""Rounds of hashing that a file may ask for, some 2 s of work. Office asks for 100,000."""

_SPINS = re.compile(rb'spinCount\s*=\s*["\'](\d{1,12})')
_MAX_INFO = 1 << 16


def unlocked(data: bytes, name: str, password: str) -> bytes:
    """The zip package inside.

    Raises FileEncrypted (no password), PasswordWrong, FileDamaged, or FormatUnsupported (rights management, or a
    cipher that is not Office's own).
    """
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
    from msoffcrypto.format.ooxml import OOXMLFile

    if not password:
        raise FileEncrypted(name=name)
    out = io.BytesIO()
    try:
        _check(data, name)
        locked = OOXMLFile(io.BytesIO(data))
        locked.load_key(password=password, verify_password=True)
        locked.decrypt(out)
    except InvalidKeyError as error:
        raise PasswordWrong(name=name) from error
    except (DecryptionError, FileFormatError) as error:
        raise FormatUnsupported(name=name) from error
    except (ParseError, *PARSER_FAULTS) as error:
        raise FileDamaged(name=name) from error
    return out.getvalue()


def _check(data: bytes, name: str) -> None:
    """Judge how the file says it is encrypted before a library works by it: its XML, and how long to hash."""
    from olefile import OleFileIO

    with OleFileIO(io.BytesIO(data)) as package:
        if not package.exists("EncryptionInfo"):
            raise FormatUnsupported(name=name)
        if package.get_size("EncryptionInfo") > _MAX_INFO:
            raise FileDamaged(name=name)
        with package.openstream("EncryptionInfo") as stream:
            info = stream.read(_MAX_INFO)
    if b"<!" in info or b"<\0!" in info:
        raise FileDamaged(name=name)
    if any(int(spins) > MAX_SPINS for spins in _SPINS.findall(info)):
        raise FormatUnsupported(name=name)
