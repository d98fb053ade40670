"""The index of words of an encrypted workspace: live in memory, and sealed on the disk.

tantivy writes and maps files of its own. They lie in a folder in memory (memory_folder), one for each process, where a
plain shelf keeps them as it does elsewhere. What has been committed is sealed file by file beside the other caches
(sealed_files); a process restores what its live index lacks when it opens it, and when another has written since.

Where there is no folder in memory, or none with enough room, the index is in RAM only (ram_shelf); so it is when the
folder gets full while it is written.
"""

import json
import os
import shutil
import threading
from pathlib import Path

from app.core.security_errors import SealBroken
from app.search.lexical.keeping import Keeping, Pair
from app.search.lexical.memory_folder import MemoryFolder
from app.search.lexical.ram_shelf import RamShelf
from app.search.lexical.schema import LAWS, PASSAGES, VERSION
from app.search.lexical.sealed_files import Listed, SealedFiles
from app.search.lexical.shelf import Shelf
from app.store.vault.sealer import Sealer

_AMPLE, _SCANT = 1 << 30, 256 << 20
_TIMES = 3
"""Room asked for: ample where there is any, but at least so many times what is sealed: a merge holds it twice."""

_FULL = 16 << 20
"""With less room than that left a fault in writing is for want of room."""

_METAS = tuple(f"{index}/meta.json" for index in (PASSAGES, LAWS))
_SMALL = (*_METAS, "stamp.json", "whole")


class SealedShelf:
    """A lexical.keeping.Keeping. Nothing is made or read before it is asked for something."""

    def __init__(self, root: Path, sealer: Sealer) -> None:
        self._root = root
        self._files = SealedFiles(root, sealer)
        self._memory: MemoryFolder | None = None
        self._live: Keeping | None = None
        self._listed = Listed()
        """As the list on the disk was when it was last read or written here."""
        self._seen: object = None
        self._unneeded: set[Path] = set()
        self._following = threading.RLock()

    def answering(self) -> Pair | None:
        return self._followed().answering()

    def stands_in(self) -> bool:
        return self._followed().stands_in()

    def for_writing(self) -> Pair:
        return self._followed().for_writing()

    def stamp(self) -> dict[str, int]:
        return self._followed().stamp()

    def write_stamp(self, documents: dict[str, int]) -> None:
        self._followed().write_stamp(documents)
        self._publish()

    def settle(self) -> None:
        self._publish()
        self._prune()

    def finish(self) -> None:
        self._followed().finish()
        self._publish()
        for path in self._root.iterdir() if self._root.is_dir() else ():
            if path != self._files.folder:  # other versions, and what a plain workspace left
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def overflowed(self) -> bool:
        with self._following:
            if self._memory is None or self._memory.free() > _FULL:
                return False
            self._memory.close()
            self._memory, self._live, self._listed = None, RamShelf(), Listed()
            return True

    def close(self) -> None:
        with self._following:
            live, self._live = self._live, None
            memory, self._memory = self._memory, None
            if live is not None:
                live.close()
            if memory is not None:
                memory.close()
            self._listed, self._seen = Listed(), None

    # --- from the disk -----------------------------------------------------------------------
    def _followed(self) -> Keeping:
        """The live index as the disk has it."""
        with self._following:
            if self._live is None:
                needed = _TIMES * self._files.size()
                self._memory = MemoryFolder.made(max(_AMPLE, needed)) or MemoryFolder.made(max(_SCANT, needed))
                self._live = Shelf(self._memory.path) if self._memory is not None else RamShelf()
            if self._memory is not None and self._files.mark() != self._seen:
                self._restore(self._memory.path / f"v{VERSION}")
            return self._live

    def _restore(self, own: Path) -> None:
        """What is damaged is not taken: the live index stays as it was, empty at first, and is put together again from
        the documents."""
        while True:
            mark = self._files.mark()
            listed = self._files.listed()
            if listed is not None and self._fetched(listed, own):
                self._listed, self._seen = listed, mark
                self._prune()
                return
            if mark == self._files.mark():
                self._listed, self._seen = Listed(), mark
                return
            # another process has written meanwhile, and swept

    def _fetched(self, listed: Listed, own: Path) -> bool:
        """Everything of the list is in the live index; False when some of it is not what was written."""
        try:
            for place, sha256 in listed.files.items():
                if self._listed.files.get(place) != sha256:
                    _put(own / place, self._files.file(place, sha256))
            for place in _SMALL:
                if place in listed.small:
                    _put(own / place, listed.small[place].encode())
        except (OSError, SealBroken):
            return False
        return True

    # --- to the disk -------------------------------------------------------------------------
    def _publish(self) -> None:
        """Seal what was committed and is not on the disk yet."""
        if self._memory is None:
            return
        own, fresh = self._memory.path / f"v{VERSION}", dict(self._listed.files)
        while True:
            small = {place: (own / place).read_text(encoding="utf-8") for place in _SMALL if (own / place).exists()}
            needed = _needed(own, small)
            try:
                for place in needed:
                    if place not in fresh:
                        fresh[place] = self._files.keep(place, (own / place).read_bytes())
            except FileNotFoundError:
                if all((own / place).read_text(encoding="utf-8") == small[place] for place in _METAS):
                    raise
                continue  # merged meanwhile, and gone
            if all((own / place).read_text(encoding="utf-8") == small[place] for place in _METAS):
                break
        listed = Listed(small, {place: fresh[place] for place in needed})
        if listed == self._listed:
            return
        with self._following:
            self._files.write(listed)
            self._listed, self._seen = listed, self._files.mark()
        self._files.sweep(listed.files)

    def _prune(self) -> None:
        """Remove from the live index what it no longer needs, a round late: a search may just be opening it. tantivy
        removes only what it wrote itself."""
        if self._memory is None:
            return
        own = self._memory.path / f"v{VERSION}"
        needed = {own / place for place in self._listed.files}
        there = {path for index in (PASSAGES, LAWS) for path in (own / index).glob("*.*") if _of_a_segment(path)}
        unneeded = there - needed
        for path in unneeded & self._unneeded:
            path.unlink(missing_ok=True)
        self._unneeded = unneeded


def _needed(own: Path, small: dict[str, str]) -> list[str]:
    """The places of the files that two meta.json name."""
    found = []
    for meta in _METAS:
        index = meta.partition("/")[0]
        segments = {
            segment["segment_id"].replace("-", ""): segment.get("deletes")
            for segment in json.loads(small[meta])["segments"]
        }
        for path in sorted((own / index).iterdir()):
            name, _, rest = path.name.partition(".")
            deletes = segments.get(name)
            if name in segments and (path.suffix != ".del" or (deletes and rest == f"{deletes['opstamp']}.del")):
                found.append(f"{index}/{path.name}")
    return found


def _of_a_segment(path: Path) -> bool:
    return len(path.name.partition(".")[0]) == 32 and path.suffix != ".lock"


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all: a search may have the former one open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_bytes(data)
    fresh.replace(path)
