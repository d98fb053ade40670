"""The mined thesaurus on disk: a cache of the store, brought up document by document.

`evidence` holds each document's pairs with the revision they were mined from, `table` what follows from all of them.
Each is written beside, fsynced and renamed, its first line the SHA-256 of the rest; what is missing or damaged is
mined again. In an encrypted workspace both are sealed.
"""

import hashlib
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.core.security_errors import SealBroken
from app.core.types import Document
from app.search.thesaurus.evidence import Pair, Told
from app.search.thesaurus.mine import mine
from app.search.thesaurus.site import FILE, Site, read_site
from app.search.thesaurus.thesaurus import Thesaurus
from app.search.thesaurus.weigh import Entry, Table, count, weigh
from app.store.vault.sealer import Plain, Sealer

VERSION = 1
"""Of what is mined and of the files: those of another version are made anew."""

Fetch = Callable[[str], Document | None]
"""A document with its text; None when it has gone meanwhile."""

_Mined = dict[str, tuple[int, str, list[Pair]]]
"""Document id -> revision, title, pairs."""
_Seen = tuple[int, int, int]


class Keeper:
    """Of one workspace. `latest` is for everybody, `update` for the holder of the write lock."""

    def __init__(self, home: Path, sealer: Sealer | None = None) -> None:
        """`sealer` is that of the workspace, None for a plain one. The site's own file is people's and stays plain."""
        folder = home / "cache" / "thesaurus"
        self._evidence = folder / "evidence.json"
        self._table = folder / "table.json"
        self.site = home / FILE
        self._made: tuple[tuple[_Seen, _Seen], Thesaurus, Site, list[int]] | None = None
        self._making = threading.Lock()
        self._sealer = sealer or Plain()

    def latest(self) -> Thesaurus:
        """As the table and the site's file are now: two stats when neither has changed."""
        return self._latest()[0]

    def site_rules(self) -> Site:
        """What the site's file says now, its faults included."""
        return self._latest()[1]

    def stale(self, revisions: dict[str, int]) -> bool:
        """Documents have come or gone since the table was made, or it is missing or damaged."""
        return self._latest()[2] != _stamp(revisions)

    def update(self, revisions: dict[str, int], fetch: Fetch, progress: Callable[[int, int], None]) -> None:
        """Mine the documents that are new, forget those that are gone, and weigh anew.

        `progress(done, total)` is called before each document and may raise to stop; what was mined until then is
        kept. A call that finds nothing to do costs microseconds.
        """
        if not self.stale(revisions):
            return
        mined = self._read_evidence()
        kept = {identity: told for identity, told in mined.items() if revisions.get(identity) == told[0]}
        wanted = [identity for identity in revisions if identity not in kept]
        try:
            for done, identity in enumerate(wanted):
                progress(done, len(wanted))
                document = fetch(identity)
                if document is not None:
                    kept[identity] = (revisions[identity], document.title, mine(document.title, document.text))
        finally:
            if wanted or len(kept) < len(mined):
                self._write_evidence(kept)
        table = weigh(
            count((title, pairs) for _, title, pairs in kept.values()), (title for _, title, _ in kept.values())
        )
        self._write_table(table, revisions)

    # --- files -------------------------------------------------------------------------------
    def _latest(self) -> tuple[Thesaurus, Site, list[int]]:
        seen = (_stat(self._table), _stat(self.site))
        made = self._made
        if made is None or made[0] != seen:
            with self._making:
                table, stamp = self._read_table()
                site = read_site(self.site)
                made = (seen, Thesaurus(table, site), site, stamp)
                self._made = made
        return made[1], made[2], made[3]

    def _read_evidence(self) -> _Mined:
        """Nothing when there is none that can be believed."""
        try:
            return {
                identity: (int(revision), str(title), [Pair(Told(told), one, other) for told, one, other in pairs])
                for identity, (revision, title, pairs) in self._read(self._evidence)["documents"].items()
            }
        except (OSError, SealBroken, ValueError, KeyError, TypeError):
            return {}

    def _write_evidence(self, mined: _Mined) -> None:
        documents = {
            identity: (revision, title, [(pair.told.value, pair.first, pair.second) for pair in pairs])
            for identity, (revision, title, pairs) in mined.items()
        }
        self._write(self._evidence, {"documents": documents})

    def _read_table(self) -> tuple[Table, list[int]]:
        try:
            data = self._read(self._table)
            entries = [Entry(str(t), str(w), float(s), str(told), int(n)) for t, w, s, told, n in data["entries"]]
            names = {str(name): str(title) for name, title in data["names"].items()}
            return Table(entries, names), list(data["stamp"])
        except (OSError, SealBroken, ValueError, KeyError, TypeError, AttributeError):
            return Table(), []

    def _write_table(self, table: Table, revisions: dict[str, int]) -> None:
        entries = [(e.term, e.word, round(e.score, 4), e.told, e.documents) for e in table.entries]
        self._write(self._table, {"stamp": _stamp(revisions), "entries": entries, "names": table.names})

    def _read(self, path: Path) -> Any:
        """Raises OSError, SealBroken, ValueError for a damaged file or another version."""
        digest, _, body = self._sealer.open(_name(path), path.read_bytes()).partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != digest:
            raise ValueError(path.name)
        data = json.loads(body)
        if data["version"] != VERSION:
            raise ValueError(path.name)
        return data

    def _write(self, path: Path, data: dict[str, Any]) -> None:
        body = json.dumps({"version": VERSION, **data}, ensure_ascii=False, separators=(",", ":")).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".new")
        with beside.open("wb") as stream:
            stream.write(self._sealer.seal(_name(path), hashlib.sha256(body).hexdigest().encode() + b"\n" + body))
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)


def _name(path: Path) -> str:
    """Under which a file is sealed."""
    return f"cache/thesaurus/{path.name}"


def _stamp(revisions: dict[str, int]) -> list[int]:
    """Tells two states of the store apart: what is stored gets a revision above all before it."""
    return [len(revisions), max(revisions.values(), default=0), sum(revisions.values())]


def _stat(path: Path) -> _Seen:
    try:
        entry = path.stat()
    except OSError:
        return (0, 0, 0)
    return (entry.st_mtime_ns, entry.st_ino, entry.st_size)
