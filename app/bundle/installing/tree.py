"""Whole folders of files: their names on the disk, what lies there unasked, and their removal. No link is followed."""

import stat
from collections.abc import Collection, Iterator

from app.bundle.installing.folders import Folder
from app.core.bundle_errors import MediumNotPlain

_DEEP = 32


def parents(paths: Collection[str]) -> list[tuple[str, ...]]:
    """Every folder above these paths, the deepest first, the top (empty) last."""
    found: set[tuple[str, ...]] = {()}
    for path in paths:
        parts = tuple(path.split("/"))[:-1]
        found.update(parts[:length] for length in range(1, len(parts) + 1))
    return sorted(found, key=lambda parts: (-len(parts), parts))


def sync(top: Folder, paths: Collection[str]) -> None:
    """The names of these files are on the disk, and those of their folders."""
    for parts in parents(paths):
        with top.below(parts) as folder:
            folder.sync()


def strangers(top: Folder, known: Collection[str]) -> Iterator[str]:
    """Paths of what is not among the known files and not above them. A link or a special file is told by its path,
    too, and not looked into."""
    above = {"/".join(parts) for parts in parents(known)}
    return _strangers(top, "", set(known), above, _DEEP)


def _strangers(folder: Folder, prefix: str, known: set[str], above: set[str], levels: int) -> Iterator[str]:
    for name in folder.names():
        path = prefix + name
        state = folder.state(name)
        if state is None:
            continue
        if stat.S_ISDIR(state.st_mode) and path in above and levels:
            with folder.folder(name) as inner:
                yield from _strangers(inner, f"{path}/", known, above, levels - 1)
        elif path not in known or not stat.S_ISREG(state.st_mode):
            yield path


def remove(top: Folder, name: str) -> None:
    """A file, or a folder with all that is in it. A link goes, not what it points to."""
    _remove(top, name, _DEEP)


def _remove(folder: Folder, name: str, levels: int) -> None:
    state = folder.state(name)
    if state is None:
        return
    if not stat.S_ISDIR(state.st_mode):
        folder.unlink(name)
        return
    if not levels:
        raise MediumNotPlain(name=str(folder.path / name))
    with folder.folder(name) as inner:
        for each in inner.names():
            _remove(inner, each, levels - 1)
    folder.remove_empty(name)


def remove_path(top: Folder, path: str) -> None:
    """As `remove`, of a path below."""
    *above, name = path.split("/")
    with top.below(above) as folder:
        remove(folder, name)


def move_files(source: Folder, target: Folder, paths: Collection[str]) -> None:
    """Each by one rename, over what is there; their folders are on the disk then."""
    for path in paths:
        *above, name = path.split("/")
        with source.below(above) as here, target.below(above, make=True) as there:
            here.move(name, there, name)
    sync(target, paths)


def remove_files(top: Folder, paths: Collection[str]) -> None:
    """These files, and their folders as far as they are empty then. What else lies there stays."""
    for path in paths:
        *above, name = path.split("/")
        try:
            with top.below(above) as folder:
                folder.unlink(name)
        except (FileNotFoundError, MediumNotPlain):  # another thing in its place is not ours: it stays, and is told
            continue
    for parts in parents(paths):
        if not parts:
            continue
        try:
            with top.below(parts[:-1]) as folder:
                folder.remove_empty(parts[-1])
        except (FileNotFoundError, MediumNotPlain):
            continue
