"""Names of a workspace's database: one for each schema, and for each data key.

`munjigi.db` up to schema 7, `munjigi-8.db` since; `munjigi-8.<key id>.db` where its pages are encrypted. So an older
version of the program finds its own file, and what one key encrypted is never taken for what another did.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"munjigi(?:-(?P<schema>[1-9][0-9]{0,5}))?(?:\.(?P<key>[0-9a-f]{16}))?\.db")


@dataclass(frozen=True, slots=True)
class DatabaseFile:
    """`schema` is 0 where the name does not say it; `key_id` is empty for a plain one."""

    path: Path
    schema: int
    key_id: str

    @property
    def parts(self) -> tuple[Path, ...]:
        """The file, its log and that log's index."""
        return tuple(self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm"))


def file_name(schema: int, key_id: str = "") -> str:
    return f"munjigi-{schema}{'.' if key_id else ''}{key_id}.db"


def database_files(home: Path, key_id: str | None = None) -> tuple[DatabaseFile, ...]:
    """Those in a home, the oldest schema first: of one key (empty: the plain ones), or all (None)."""
    found = []
    for path in home.iterdir():
        if (match := _NAME.fullmatch(path.name)) is not None:
            found.append(DatabaseFile(path, int(match["schema"] or 0), match["key"] or ""))
    wanted = (one for one in found if key_id is None or one.key_id == key_id)
    return tuple(sorted(wanted, key=lambda one: (one.schema, one.path.name)))


def unfinished_copies(home: Path, key_id: str) -> tuple[Path, ...]:
    """Copies under one key (empty: plain) that were not finished, and what SQLite left beside them."""
    found = []
    for path in home.glob("munjigi*.db.part*"):
        match = _NAME.fullmatch(path.name.partition(".part")[0])
        if match is not None and (match["key"] or "") == key_id:
            found.append(path)
    return tuple(found)
