"""Where the index is kept, one folder a version, and which of them answers.

    <root>/v3/passages, <root>/v3/laws   tantivy
    <root>/v3/stamp.json                 which revision of each document is in them
    <root>/v3/whole                      it has held all documents once: older versions are no longer needed

A new version is built beside the old one, which goes on answering until the new one is whole. Only the holder of the
write lock removes anything: a reader that finds damage does without.
"""

import json
import os
import shutil
import threading
from pathlib import Path

from app.search.lexical.engine import Engine
from app.search.lexical.keeping import Pair
from app.search.lexical.schema import LAWS, PASSAGES, VERSION, schema


class Shelf:
    """A lexical.keeping.Keeping."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._own = root / f"v{VERSION}"
        self._pair: Pair | None = None
        self._older: Pair | None = None
        self._broken: list[int] | None = None
        self._opening = threading.Lock()

    def answering(self) -> Pair | None:
        """The index to search in: an older one while this version's is not whole; None when there is none."""
        with self._opening:
            if not (self._own / "whole").exists():
                self._older = self._older or self._oldest()
                if self._older is not None:
                    return self._older
            self._older = None
            return self._current()

    def stands_in(self) -> bool:
        """An older version answers."""
        pair = self.answering()
        return pair is not None and pair is not self._pair

    def for_writing(self) -> Pair:
        """This version's index, made anew when it is missing or damaged."""
        with self._opening:
            pair = self._current()
            if pair is None:
                shutil.rmtree(self._own, ignore_errors=True)
                self._broken = None
                pair = self._current()
            assert pair is not None
            return pair

    def finish(self) -> None:
        """It holds all documents: the older ones go. What another process still reads on Windows stays till later."""
        mark = self._own / "whole"
        if not mark.exists():
            with mark.open("w") as stream:
                os.fsync(stream.fileno())
        with self._opening:
            self._older = None
        for path in self._root.iterdir():
            if path != self._own:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def stamp(self) -> dict[str, int]:
        """What is in this version's index; nothing when the stamp is missing or damaged, or the index is."""
        with self._opening:
            if self._current() is None:
                return {}
        try:
            if not all((self._own / index / "meta.json").is_file() for index in (PASSAGES, LAWS)):
                return {}
            return {str(key): int(value) for key, value in json.loads((self._own / "stamp.json").read_bytes()).items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def write_stamp(self, documents: dict[str, int]) -> None:
        beside = self._own / "stamp.json.new"
        with beside.open("w", encoding="utf-8") as stream:
            stream.write(json.dumps(documents))  # dump() is ten times slower
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(self._own / "stamp.json")

    def settle(self) -> None:
        """Its files are what they are."""

    def overflowed(self) -> bool:
        return False

    def close(self) -> None:
        """The next to open it finds it as it is."""

    def _current(self) -> Pair | None:
        if self._pair is None and self._broken != self._commits():
            passages = Engine.open(self._own / PASSAGES, schema(PASSAGES))
            laws = Engine.open(self._own / LAWS, schema(LAWS))
            if passages is not None and laws is not None:
                self._pair = passages, laws
            else:
                self._broken = self._commits()
        return self._pair

    def _commits(self) -> list[int]:
        """Changes when somebody commits, or makes a damaged index anew."""
        found = []
        for index in (PASSAGES, LAWS):
            try:
                found.append((self._own / index / "meta.json").stat().st_mtime_ns)
            except OSError:
                found.append(0)
        return found

    def _oldest(self) -> Pair | None:
        """The newest of the older versions that is whole and sound."""
        if not self._root.is_dir():
            return None
        older = [path for path in self._root.glob("v*") if path != self._own and (path / "whole").exists()]
        for folder in sorted(older, key=lambda path: (len(path.name), path.name), reverse=True):
            passages, laws = Engine.open(folder / PASSAGES, None), Engine.open(folder / LAWS, None)
            if passages is not None and laws is not None:
                return passages, laws
        return None
