"""What is on disk against what the workspace remembers: new, the same, moved, gone."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.core.errors import FileMissing, FileUnreadable
from app.core.events import Cancel, Warned
from app.core.types import FileState
from app.ingest.parse import PARSER_VERSION
from app.services import scan
from app.services.excludes import Excludes
from app.store.files import FileRecord, Move
from app.store.roots import Root

_RACY_NS = 2_000_000_000
"""A file changed this shortly before it was hashed may have changed again within the same tick of its clock."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate below a root, and what was known of it."""

    root: bytes
    candidate: scan.Candidate
    known: FileRecord | None


@dataclass(slots=True)
class Survey:
    """`gone` are rows of files on disk that are no longer there, by raw path; `missing` the roots that are not."""

    found: list[Found] = field(default_factory=list)
    gone: dict[bytes, FileRecord] = field(default_factory=dict)
    missing: list[Warned] = field(default_factory=list)
    _places: dict[str, list[bytes]] = field(default_factory=dict)

    def moved_from(self, sha256: str) -> FileRecord | None:
        """The row of a file that has gone and whose bytes are here now; it is not given twice."""
        if not self._places:
            for raw_path, record in self.gone.items():
                if record.sha256:
                    self._places.setdefault(record.sha256, []).append(raw_path)
        places = self._places.get(sha256)
        return self.gone.pop(places.pop()) if places else None


@dataclass(frozen=True, slots=True)
class Start:
    """A place to walk from: a root, or a file or folder below one."""

    root: Root
    raw_path: bytes


def starts(collection: str, paths: Sequence[Path], roots: Sequence[Root]) -> tuple[list[Start], list[Root]]:
    """(where to walk, roots that a new one swallows). Without paths: every root of the collection.

    What lies below a root stays that root's; a folder above known roots takes their place.
    """
    own = [root for root in roots if root.collection == collection]
    if not paths:
        return [Start(root, root.raw_path) for root in own], []
    walks: list[Start] = []
    swallowed: list[Root] = []
    for path in paths:
        raw_path = os.fsencode(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        above = next((root for root in own if scan.under(raw_path, root.raw_path)), None)
        if above is None:
            swallowed += [root for root in own if scan.under(root.raw_path, raw_path)]
            above = Root(collection, raw_path, tuple(dict.fromkeys(p for root in swallowed for p in root.excludes)))
            own.append(above)
        walks.append(Start(above, raw_path))
    return walks, swallowed


def survey(walks: Iterable[Start], known: dict[bytes, FileRecord], cancel: Cancel) -> Survey:
    """Walk all starts before anything is read: only then is it known what has moved and what has gone."""
    made = Survey()
    for start in walks:
        seen: set[bytes] = set()
        denied: list[bytes] = []
        try:
            for candidate in scan.candidates(start.raw_path, Excludes(start.root.excludes), start.root.raw_path):
                cancel.check()
                seen.add(candidate.raw_path)
                if candidate.code == FileUnreadable.code:
                    denied.append(candidate.raw_path)
                made.found.append(Found(start.root.raw_path, candidate, known.get(candidate.raw_path)))
        except (FileMissing, FileUnreadable) as error:
            if not _deleted(start.raw_path, known):
                # nothing is dropped: an unplugged drive is not a deletion
                made.missing.append(Warned(scan.readable(start.raw_path), error.code, error.params))
                continue
        for raw_path, record in known.items():
            kept = raw_path in seen or record.container or any(scan.under(raw_path, folder) for folder in denied)
            if not kept and scan.under(raw_path, start.raw_path):
                made.gone[raw_path] = record
    return made


def unchanged(found: Found) -> bool:
    """Whether the file system says that the bytes are those of the last reading, and that reading still stands."""
    known, candidate = found.known, found.candidate
    if known is None:
        return False
    if candidate.code:
        return known.code == candidate.code
    same = (known.size, known.modified) == (candidate.size, candidate.modified)
    return same and known.checked - known.modified > _RACY_NS and settled(known)


def settled(known: FileRecord) -> bool:
    """Whether reading the same bytes again would change nothing: it was read, by this parser, to its end."""
    unread = known.state is FileState.FAILED and not known.sha256
    return known.parser == PARSER_VERSION and known.state is not FileState.WAITING and not unread


def rerooted(found: Found) -> Move | None:
    """The change of place, when a known file is now shown below another root."""
    known, candidate = found.known, found.candidate
    if known is None or (known.root, known.path) == (found.root, candidate.path):
        return None
    return Move(known.raw_path, known.raw_path, found.root, candidate.path)


def _deleted(raw_path: bytes, known: dict[bytes, FileRecord]) -> bool:
    """A single file that was given and is gone, while its folder is there: that is a deletion."""
    folder = os.path.dirname(raw_path)  # noqa: PTH120 - bytes
    return raw_path in known and os.path.isdir(scan.reachable(folder)) and not os.path.lexists(raw_path)  # noqa: PTH112
