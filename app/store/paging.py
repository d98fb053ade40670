"""Connections to a database file, plain or with encrypted pages, and copies from one to the other.

Pages are encrypted by SQLite3 Multiple Ciphers inside the driver, scheme `sqlcipher` 4: AES-256 in CBC mode and an
HMAC-SHA-512 over each page with its number, log and rollback journal included; temporary files stay in memory. Of the
schemes it has, this is the one of algorithms with a standard (FIPS 197, FIPS 198-1). Measured (tests/bench/vault.py)
against plain pages; AEGIS-256 costs less, and has no standard yet. It is compiled into the driver: a CipherProvider
does not reach it, and a validated module would have to be compiled in. What is not noticed: the whole file put back as
it was at an earlier time.
"""

from pathlib import Path

import apsw

from app.store.durable import settle

PAGES = "sqlcipher-4"

_CACHE_KIB = 8_192
"""Of decrypted pages, a connection: the system's own cache holds them encrypted, so that each reading costs again."""

_FLAGS = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI


def connect(path: Path, key: bytes | None, *, make: bool = True) -> apsw.Connection:
    """`key`: 32 random bytes for encrypted pages, None for plain ones. A wrong one shows at the first statement."""
    connection = apsw.Connection(path.absolute().as_uri(), _FLAGS | (apsw.SQLITE_OPEN_CREATE if make else 0))
    if key is not None:
        connection.execute("PRAGMA cipher = 'sqlcipher'; PRAGMA legacy = 4").fetchall()
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
        connection.execute("PRAGMA temp_store = MEMORY").fetchall()
        connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}").fetchall()
    return connection


def copy_into(connection: apsw.Connection, target: Path, key: bytes | None) -> None:
    """Write all that `connection` sees into a new file under another key, or none; on the disk when this returns.
    Raises apsw's faults, without the key that SQLite puts into the words of some."""
    how = "key=" if key is None else f"cipher=sqlcipher&legacy=4&key=x%27{key.hex()}%27"
    try:
        connection.execute("VACUUM INTO ?", (f"{target.absolute().as_uri()}?{how}",)).fetchall()
    except apsw.Error as error:
        told = type(error)(str(error).partition("?")[0])
        vars(told).update(vars(error))
        raise told from None
    settle(target)
