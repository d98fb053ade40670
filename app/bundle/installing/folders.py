"""Folders held open, so that nobody can put a link in their place while one works in them.

On Linux every name is looked up from an open folder (openat and its kin) and no link is followed. Windows has no such
calls: there each name is looked at before it is opened, and what keeps others away are the rights on the folder.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from app.bundle.installing.moving import move
from app.core.bundle_errors import InstallUnwritable, MediumNotPlain

HANDLES = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")
"""Whether this system opens names relative to an open folder."""

FOLDER_MODE, FILE_MODE, PROGRAM_MODE = 0o755, 0o644, 0o755

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_REPARSE = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: links and junctions of Windows


class Folder:
    """One open folder. `names` given to its methods are single parts of a path. Close it, or use it with `with`.

    Raises MediumNotPlain where a link or a special file stands in the place of a file or folder, InstallUnwritable
    where the system refuses; FileNotFoundError, FileExistsError and a full disk are the caller's."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path = path
        self._handle = handle

    @classmethod
    def open(cls, path: Path, *, make: bool = False, handles: bool = HANDLES) -> "Folder":
        """The top folder. Links above it are followed: where one installs is the caller's choice."""
        with _told(path):
            if make:
                try:
                    for above in reversed([one for one in path.parents if not one.exists()]):
                        _make(above, None)
                    _make(path, None)
                except FileNotFoundError as error:  # a file system that makes no folders
                    raise InstallUnwritable(path=str(path)) from error
            return cls(path, _opened(path, str(path), None, handles))

    def folder(self, name: str, *, make: bool = False) -> "Folder":
        """A folder in this one. Raises FileNotFoundError unless it is to be made."""
        path = self.path / name
        with _told(path):
            if make:
                _make(Path(self._at(name)), self._handle)
            return Folder(path, _opened(path, self._at(name), self._handle, self._handle is not None))

    @contextlib.contextmanager
    def below(self, parts: Sequence[str], *, make: bool = False) -> Iterator["Folder"]:
        """The folder at the end of a path from here."""
        with contextlib.ExitStack() as stack:
            here = self
            for part in parts:
                here = stack.enter_context(here.folder(part, make=make))
            yield here

    def reading(self, name: str) -> int:
        """A descriptor of a plain file. Raises FileNotFoundError."""
        return self._plain(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))

    def changing(self, name: str) -> int:
        """A descriptor of a plain file that is there, to read and write."""
        return self._plain(name, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))

    def creating(self, name: str, *, executable: bool = False) -> int:
        """A descriptor of a new file. Raises FileExistsError."""
        mode = PROGRAM_MODE if executable else FILE_MODE
        with _told(self.path / name):
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_FOLLOW
            descriptor = os.open(self._at(name), flags, mode, dir_fd=self._handle)
            set_mode(descriptor, mode)
            return descriptor

    def state(self, name: str) -> os.stat_result | None:
        """What stands there, not followed; None: nothing."""
        with _told(self.path / name), contextlib.suppress(FileNotFoundError):
            return os.stat(self._at(name), dir_fd=self._handle, follow_symlinks=False)
        return None

    def names(self) -> list[str]:
        """Sorted."""
        with _told(self.path):
            return sorted(os.listdir(self.path if self._handle is None else self._handle))  # noqa: PTH208

    def link(self, name: str, target: "Folder", target_name: str) -> None:
        """A second name, in `target`, for a file here; a link is linked itself, never what it points to."""
        os.link(
            self._at(name),
            target._at(target_name),
            src_dir_fd=self._handle,
            dst_dir_fd=target._handle,
            follow_symlinks=False,
        )

    def move(self, name: str, target: "Folder", target_name: str) -> None:
        """Rename in one step; a file there is replaced."""
        with _told(target.path / target_name):
            move(self._at(name), target._at(target_name), self._handle, target._handle)

    def unlink(self, name: str) -> None:
        """What is not there is as good as removed."""
        with _told(self.path / name), contextlib.suppress(FileNotFoundError):
            os.unlink(self._at(name), dir_fd=self._handle)

    def remove_empty(self, name: str) -> bool:
        """Remove a folder that holds nothing; False where it holds something or is none."""
        try:
            os.rmdir(self._at(name), dir_fd=self._handle)
        except OSError:
            return False
        return True

    def guarded(self) -> None:
        """Raises InstallUnwritable where somebody else owns the folder, or everybody may write to it: what is proved
        there could be another thing a moment later."""
        if hasattr(os, "geteuid"):
            found = self.path.stat() if self._handle is None else os.fstat(self._handle)
            if found.st_uid != os.geteuid() or found.st_mode & stat.S_IWOTH:
                raise InstallUnwritable(path=str(self.path))

    def sync(self) -> None:
        """Names made, moved and removed here are on the disk. Windows keeps its own journal of names."""
        if self._handle is not None:
            os.fsync(self._handle)

    def close(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)

    def __enter__(self) -> "Folder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _at(self, name: str) -> str:
        if not name or name in (".", "..") or "/" in name or "\0" in name or (os.sep != "/" and os.sep in name):
            raise MediumNotPlain(name=name)
        return name if self._handle is not None else str(self.path / name)

    def _plain(self, name: str, flags: int) -> int:
        path, at = self.path / name, self._at(name)
        with _told(path):
            if self._handle is None:
                _refuse_link(path, os.lstat(path))
            descriptor = os.open(at, flags | _NO_FOLLOW, dir_fd=self._handle)
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.close(descriptor)
                raise MediumNotPlain(name=str(path))
            return descriptor


def set_mode(descriptor: int, mode: int) -> None:
    """Whatever the umask says: an installation for everybody is read by everybody."""
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)


def mode_fits(state: os.stat_result, *, executable: bool) -> bool:
    """Whether a file has the mode that it was written with; Windows has none."""
    return not hasattr(os, "fchmod") or stat.S_IMODE(state.st_mode) == (PROGRAM_MODE if executable else FILE_MODE)


def _make(path: Path, handle: int | None) -> None:
    with contextlib.suppress(FileExistsError):
        os.mkdir(path, FOLDER_MODE, dir_fd=handle)
        if handle is None:
            path.chmod(FOLDER_MODE)
        else:
            os.chmod(path, FOLDER_MODE, dir_fd=handle)


def _opened(path: Path, at: str, handle: int | None, handles: bool) -> int | None:
    if not handles:
        found = os.lstat(path)
        _refuse_link(path, found)
        if not stat.S_ISDIR(found.st_mode):
            raise MediumNotPlain(name=str(path))
        return None
    try:
        return os.open(at, os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW, dir_fd=handle)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise MediumNotPlain(name=str(path)) from error
        raise


def _refuse_link(path: Path, found: os.stat_result) -> None:
    reparse = getattr(found, "st_file_attributes", 0) & _REPARSE
    if stat.S_ISLNK(found.st_mode) or reparse:
        raise MediumNotPlain(name=str(path))


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """The system's refusals as codes; full disks and missing files stay what they are."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
            raise MediumNotPlain(name=str(path)) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENAMETOOLONG):
            raise InstallUnwritable(path=str(path)) from error
        raise
