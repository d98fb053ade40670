"""Whose a root is. An installer works only in folders that are its user's alone, and takes away nothing where there
was never an installation."""

from collections.abc import Iterator
from pathlib import Path

from app.bundle.installing import pointer, versions
from app.bundle.installing.folders import Folder
from app.bundle.installing.layout import AUDIT, CURRENT, LOCK, STAGING, TRUST, VERSIONS
from app.core.bundle_errors import InstallUnwritable, MediumNotPlain

_FOLDERS = (VERSIONS, STAGING, TRUST, AUDIT)


def there(root: Path) -> bool:
    """Whether there is a folder. Raises InstallUnwritable for a path that this system or user cannot ask for."""
    try:
        return root.is_dir()
    except (OSError, ValueError) as error:
        raise InstallUnwritable(path=str(root)) from error


def guarded(root: Folder) -> None:
    """The root and the installer's folders in it. Raises InstallUnwritable as Folder.guarded, MediumNotPlain for a
    link in the place of one."""
    root.guarded()
    for name in _FOLDERS:
        try:
            with root.folder(name) as inner:
                inner.guarded()
        except FileNotFoundError:
            continue


def ours(root: Folder) -> bool:
    """Whether an installer was here: every one of them takes the lock first, and only a removal of everything takes its
    name away. A record of a version says so too, should somebody have tidied the lock away."""
    return root.state(LOCK) is not None or any(one.record is not None for one in versions.kept(root))


def free(root: Folder) -> None:
    """Nobody else's things stand where an installation would put its own. Raises MediumNotPlain with the first."""
    if not ours(root):
        for name in _taken(root):
            raise MediumNotPlain(name=str(root.path / name))


def _taken(root: Folder) -> Iterator[str]:
    return (name for name in (CURRENT, *_FOLDERS, *pointer.LAUNCHERS.values()) if root.state(name) is not None)
