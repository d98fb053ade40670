"""The verb `bundle uninstall`: all that the installer made goes. Workspaces are elsewhere and are not touched."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.bundle.installing import beside, owned, pointer, removing, state, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.layout import AUDIT, CURRENT, STAGING, TRUST, VERSIONS
from app.bundle.installing.locking import InstallLock
from app.bundle.installing.noting import Note, facts
from app.core.audit import AuditKind
from app.core.bundle_errors import NotInstalled
from app.core.events import Cancel, Done, Event, Progress

_AUDIT_FILES = ("entries.jsonl", "head.json", "head.new", "key", "lock")


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """`removed`: versions. `kept`: what remembers, unless all was to go: which release was accepted, and who installed
    what. `left`: paths below the root that the installer did not make."""

    root: Path
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    left: tuple[str, ...]


def uninstall(where: Path, note: Note, *, purge: bool, cancel: Cancel) -> Iterator[Event]:
    """Done(Uninstalled). The pointer goes first: from then on nothing starts, and a kill is gone on from by the same
    command. With `purge` the record of trust and the audit go, too: then an older medium would be taken again. Raises
    NotInstalled, and what Folder raises."""
    if not owned.there(where):
        raise NotInstalled(path=str(where))
    with Folder.open(where) as root:
        names = (CURRENT, VERSIONS, STAGING, *((TRUST, AUDIT) if purge else ()))
        if not owned.ours(root) or not any(root.state(name) for name in names):
            raise NotInstalled(path=str(where))
        owned.guarded(root)
        with InstallLock(root) as lock:
            for event in _removed(root, note, purge, cancel):
                if isinstance(event, Done) and purge:
                    lock.forget()
                    with contextlib.suppress(OSError):  # others put something there
                        where.rmdir()
                yield event


def _removed(root: Folder, note: Note, purge: bool, cancel: Cancel) -> Iterator[Event]:
    found = versions.kept(root)
    current = pointer.current(root)
    for one in found:
        if one.record is not None and (one.name == current or not current):
            note(AuditKind.REMOVED, facts(one.record.release, current))
            break
    cancel.check()
    beside.cleared(root, CURRENT)
    root.sync()
    left: list[str] = []
    for number, one in enumerate(found):
        yield Progress("bundle_remove", number, len(found), one.name)
        left += removing.version(root, one.name)
    removing.staged(root)
    left += removing.emptied(root, STAGING, ()) + removing.emptied(root, VERSIONS, ())
    left += pointer.remove_launcher(root)
    kept = [] if purge else [name for name in (TRUST, AUDIT) if root.state(name) is not None]
    if purge:
        left += removing.emptied(root, TRUST, state.names(root))
        left += removing.emptied(root, AUDIT, _AUDIT_FILES)
    root.sync()
    yield Done(Uninstalled(root.path, tuple(one.name for one in found), tuple(kept), _told(left)))


def _told(left: list[str]) -> tuple[str, ...]:
    """Each once, and a folder only where nothing in it is told."""
    return tuple(path for path in sorted(set(left)) if not any(other.startswith(f"{path}/") for other in left))
