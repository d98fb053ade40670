"""What an installer takes away again: old versions, what a killed run left, and all of it. Only what it made."""

import contextlib
import stat
from collections.abc import Iterable

from app.bundle.format import envelope, release
from app.bundle.installing import beside, tree, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.layout import INSTALLED, RELEASE, STAGING, VERSIONS, is_version
from app.core.bundle_errors import MediumNotPlain
from app.core.errors import AppError


def strangers(folder: Folder, known: list[str]) -> None:
    """What nobody signed goes from a version's folder. Raises MediumNotPlain for a link: somebody else was here."""
    for path in list(tree.strangers(folder, known)):
        *above, name = path.split("/")
        with folder.below(above) as holder:
            state = holder.state(name)
            if state is not None and not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):
                raise MediumNotPlain(name=str(holder.path / name))
            tree.remove(holder, name)


def sweep(root: Folder, current: str, before: str, keep: int) -> tuple[str, ...]:
    """The newest `keep` versions stay, the one that starts and the one before it among them; so does nothing in
    staging. Returns the names of versions that went."""
    found = [one.name for one in versions.kept(root)]
    staying = [current, *([before] if before else [])]
    staying += [name for name in found if name not in staying][: max(0, keep - len(staying))]
    gone = [name for name in found if name not in staying]
    for name in gone:
        version(root, name)
    staged(root)
    return tuple(gone)


def version(root: Folder, name: str) -> list[str]:
    """One version's files, its record first and what says which they were last, so that a kill in between is gone on
    from. Returns what others put there, which stays."""
    try:
        with root.folder(VERSIONS) as kept, kept.folder(name) as folder:
            beside.cleared(folder, INSTALLED)
            folder.sync()
            known = _paths(folder)
            tree.remove_files(folder, known)
            left = list(tree.strangers(folder, [*known, *versions.OWN]))
            if not left:
                beside.cleared(folder, RELEASE)
        with root.folder(VERSIONS) as kept:
            kept.remove_empty(name)
            kept.sync()
    except FileNotFoundError:
        return []
    return [f"{VERSIONS}/{name}/{path}" for path in left]


def staged(root: Folder) -> None:
    """What runs that were killed left in staging."""
    try:
        with root.folder(STAGING) as staging:
            for name in staging.names():
                if is_version(name):
                    tree.remove(staging, name)
    except FileNotFoundError:
        return


def emptied(root: Folder, name: str, files: Iterable[str]) -> list[str]:
    """A folder of the installer's own with these files in it; returns what else is there, which stays."""
    try:
        with root.folder(name) as folder:
            for each in files:
                with contextlib.suppress(MediumNotPlain):
                    folder.unlink(each)
            left = folder.names()
    except FileNotFoundError:
        return []
    root.remove_empty(name)
    return [f"{name}/{each}" for each in left]


def _paths(folder: Folder) -> list[str]:
    """Every file that the release could have brought, chosen or not."""
    try:
        raw = beside.taken(folder, RELEASE, envelope.most(envelope.RELEASE))
        contents = release.decode(envelope.decode(raw, RELEASE, envelope.RELEASE).payload, RELEASE, 0)
    except (FileNotFoundError, AppError):
        return []
    return [entry.path for entries in contents.files.values() for entry in entries]
