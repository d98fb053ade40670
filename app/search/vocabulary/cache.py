"""The vocabulary of a workspace as a cache: a large list of words, a small one of what came since, and a stamp.

`stamp.json` names the files with their check sums, the language's dictionary among them, and says which revision of
each document is counted; it is written last, so that a kill at any time leaves either the former state or the new one.
What a document said before it was changed or went away stays counted, since nobody remembers its words: counts may be
too high, until so many documents have gone that all are counted anew. In an encrypted workspace every file is sealed.
"""

import contextlib
import json
import mmap
import os
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from app.core.security_errors import SealBroken
from app.core.types import Document, Passage
from app.search.query.lexicon import Dictionary, EveryWord
from app.search.vocabulary.dictionary import Entries, entries
from app.search.vocabulary.tally import tally
from app.search.vocabulary.wordlist import VERSION, Both, WordList, packed
from app.store.vault.sealer import Plain, Sealer

Fetch = Callable[[str], tuple[Document, Sequence[Passage]] | None]
"""A document and its passages; None when it has gone meanwhile."""

_SMALL = 20_000
_SHARE = 8
"""The small list is poured into the large one when it has more words than this, or than an eighth of the large one."""
_WRITE_EVERY = 200_000
"""Words that are counted in memory at most before they are written."""
_FILES = 3
_STALE = 5
"""All is counted anew when a fifth of what is counted has gone."""


class Speaker(Protocol):
    """Who knows the language."""

    def dictionary(self) -> Mapping[str, Sequence[str]]:
        """`nouns`, `stems` and `endings`."""


class Vocabulary:
    """`folder` is made when missing. Safe across threads; one process writes at a time."""

    def __init__(self, folder: Path, speaker: Speaker, sealer: Sealer | None = None) -> None:
        """`sealer` is that of the workspace, None for a plain one."""
        self._folder = folder
        self._speaker = speaker
        self._sealer = sealer or Plain()
        self._seen: tuple[int, int, int] | None = None
        self._lists: tuple[WordList, ...] = ()
        self._loading = threading.Lock()

    def words(self) -> Both:
        """The words as they were last written, by whomever; none when the cache is missing or damaged."""
        return Both(self._latest()[:2])

    def dictionary(self) -> Dictionary:
        """The language's words; while there are none, every word may be one."""
        lists = self._latest()
        return Entries(lists[2]) if lists else EveryWord()

    def _latest(self) -> tuple[WordList, ...]:
        """Large, small and the dictionary; nothing when the cache is missing or damaged."""
        with self._loading:
            try:
                entry = (self._folder / "stamp.json").stat()
                seen = (entry.st_mtime_ns, entry.st_ino, entry.st_size)
            except OSError:
                seen = None
            if seen is None or seen != self._seen:
                stamp = self._stamp()
                self._lists = self._open(stamp) if stamp else ()
                self._seen = seen
            return self._lists

    def stale(self, revisions: Mapping[str, int]) -> bool:
        """Documents have come or gone since it was last written, or it cannot be read."""
        stamp = self._stamp()
        counted = stamp.get("documents", {})
        return counted != dict(revisions) or (bool(counted) and not self._open(stamp))

    def update(self, revisions: Mapping[str, int], fetch: Fetch, progress: Callable[[int, int], None]) -> None:
        """Count what has come since the last time. `progress(done, total)` is called before each document and may
        raise to stop: what was counted until then stays. A call that finds nothing to do costs milliseconds."""
        stamp = self._stamp()
        if stamp and not self._open(stamp):
            stamp = {}
        counted: dict[str, int] = dict(stamp.get("documents", {}))
        gone = int(stamp.get("gone", 0))
        missing = [identity for identity in counted if identity not in revisions]
        wanted = [identity for identity, revision in revisions.items() if counted.get(identity) != revision]
        gone += len(missing) + sum(identity in counted for identity in wanted)
        if not wanted and not missing:
            return
        if gone * _STALE > len(revisions):
            stamp, counted, gone, wanted = {}, {}, 0, list(revisions)
        for identity in missing:
            counted.pop(identity, None)
        fresh: Counter[str] = Counter()
        try:
            for done, identity in enumerate(wanted):
                progress(done, len(wanted))
                if found := fetch(identity):
                    fresh.update(tally(*found))
                    counted[identity] = revisions[identity]
                if len(fresh) > _WRITE_EVERY:
                    stamp = self._write(stamp, fresh, counted, gone)
                    fresh = Counter()
        finally:
            self._write(stamp, fresh, counted, gone)
        progress(len(wanted), len(wanted))

    # --- files -------------------------------------------------------------------------------
    def _stamp(self) -> dict[str, Any]:
        """Empty: there is none that can be read."""
        try:
            data = json.loads(self._sealer.open(_name("stamp.json"), (self._folder / "stamp.json").read_bytes()))
            if data["version"] != VERSION or not isinstance(data["documents"], dict):
                return {}
            return {**data, "files": [(str(name), int(check)) for name, check in data["files"]]}
        except (OSError, SealBroken, ValueError, KeyError, TypeError):
            return {}

    def _open(self, stamp: Mapping[str, Any]) -> tuple[WordList, ...]:
        """The lists that a stamp names; none when one of them is missing or not what was written."""
        lists = []
        for name, check in stamp["files"]:
            try:
                data = self._data(Path(name).name)
                if zlib.crc32(data) != check:
                    return ()
                lists.append(WordList(data))
            except (OSError, SealBroken, ValueError):
                return ()
        return tuple(lists) if len(lists) == _FILES else ()

    def _data(self, name: str) -> bytes | mmap.mmap:
        """A file's words: mapped, or in memory where they were sealed. Raises OSError, SealBroken, ValueError."""
        path = self._folder / name
        if self._sealer.encrypts:
            return self._sealer.open(_name(name), path.read_bytes())
        with path.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def _write(
        self, stamp: Mapping[str, Any], fresh: Mapping[str, int], counted: Mapping[str, int], gone: int
    ) -> dict[str, Any]:
        """Add counts to the small list, or pour both into a new large one; the new stamp."""
        lists = self._open(stamp) if stamp else ()
        large, small = (lists[0], lists[1]) if lists else (None, None)
        recent = Counter(dict(small.items()) if small else {})
        recent.update(fresh)
        files = list(stamp["files"]) if lists else []
        number = int(stamp.get("number", 0)) + 1
        if large is None or len(recent) > max(_SMALL, len(large) // _SHARE):
            recent.update(dict(large.items()) if large else {})
            language = (
                files[2] if files else self._store(f"language-{number}.words", entries(self._speaker.dictionary()))
            )
            files = [self._store(f"all-{number}.words", packed(recent)), ("", 0), language]
            recent = Counter()
        files[1] = self._store(f"new-{number}.words", packed(recent))
        new = {"version": VERSION, "number": number, "files": files, "gone": gone, "documents": dict(counted)}
        beside = self._folder / "stamp.json.new"
        _write_through(beside, self._sealer.seal(_name("stamp.json"), json.dumps(new).encode()))
        beside.replace(self._folder / "stamp.json")
        del lists, large, small
        kept = {name for name, _ in files}
        for path in self._folder.glob("*.words"):
            if path.name not in kept:
                with contextlib.suppress(OSError):  # another process still has it open; the next write removes it
                    path.unlink()
        return new

    def _store(self, name: str, data: bytes) -> tuple[str, int]:
        """(name, check sum) of the file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        _write_through(self._folder / name, self._sealer.seal(_name(name), data))
        return name, zlib.crc32(data)


def _name(name: str) -> str:
    """Under which a file is sealed."""
    return f"cache/vocabulary/{name}"


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
