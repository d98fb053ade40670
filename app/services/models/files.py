"""Taking a model file into the workspace: hard-linked where that works, copied otherwise, hashed either way.

What is not finished is called `….partial` and is deleted again; a folder that was not finished, because the process was
killed, holds a mark and is swept away by the next one. The entry in the catalogue comes last.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.core.catalog import ModelFile
from app.core.errors import DiskFull, ModelDamaged
from app.core.events import Cancel, Progress
from app.services.reporting import Report, reported
from app.services.site_models import space_or

_CHUNK = 1 << 20
_STEP = 64 << 20  # bytes between two progress events
_MARK = ".adding"
_SPARE = 64 << 20  # bytes that stay free on the disk beside a copied model


@dataclass(frozen=True, slots=True)
class Taken:
    """`linked`: the file is the user's own, under a second name; nothing was copied."""

    file: ModelFile
    linked: bool


class Taking:
    """One file on its way into `folder`, which is new."""

    def __init__(self, source: Path, folder: Path, name: str) -> None:
        self._source, self._folder, self._name = source, folder, name
        self.taken: Taken | None = None

    def run(self, cancel: Cancel) -> Iterator[Progress]:
        """Raises DiskFull, WorkspaceUnwritable, ModelDamaged (the file changed or cannot be read) and Cancelled."""
        yield from reported("take", self._work, cancel, self._source.name)

    def finish(self) -> None:
        """Take the mark off: the model is listed, and a mark that stays does no harm then."""
        with contextlib.suppress(OSError):
            (self._folder / _MARK).unlink()

    def undo(self) -> None:
        """Delete what was taken; what the user has stays."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _work(self, report: Report) -> None:
        target = self._folder / self._name
        partial = target.with_name(f"{self._name}.partial")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _MARK).touch()
            linked = self._link(partial)
            if not linked and shutil.disk_usage(self._folder).free < self._source.stat().st_size + _SPARE:
                raise DiskFull(path=str(self._folder))
            file = self._hash(partial, report, copy=not linked)
            partial.replace(target)
            _sync_folder(self._folder)
        except OSError as error:
            raise space_or(error, self._folder) from error
        self.taken = Taken(file, linked)

    def _link(self, partial: Path) -> bool:
        """False where the disks differ or the system has no such thing. A symbolic link is never hard-linked."""
        if self._source.is_symlink():
            return False
        with contextlib.suppress(OSError):
            os.link(self._source, partial)
            return True
        return False

    def _hash(self, partial: Path, report: Report, *, copy: bool) -> ModelFile:
        digest, done, shown = hashlib.sha256(), 0, 0
        with self._source.open("rb") as stream, _sink(partial, copy) as sink:
            total = os.fstat(stream.fileno()).st_size
            report(0, total)
            while block := stream.read(_CHUNK):
                digest.update(block)
                if sink is not None:
                    sink.write(block)
                done += len(block)
                if done - shown >= _STEP:
                    shown = done
                    report(done, total)
            if sink is not None:
                sink.flush()
                os.fsync(sink.fileno())
        if done != total:
            raise ModelDamaged(model=self._folder.name, name=self._name)
        report(done, total)
        return ModelFile(self._name, done, digest.hexdigest())


def sweep(models: Path, listed: Collection[str]) -> None:
    """Delete what a run that was killed left: folders with the mark that are not `listed`. Nobody may be adding."""
    for mark in models.glob(f"*/{_MARK}"):
        if mark.parent.name not in listed:
            shutil.rmtree(mark.parent, ignore_errors=True)


@contextlib.contextmanager
def _sink(partial: Path, copy: bool) -> Iterator[BinaryIO | None]:
    if not copy:
        yield None
        return
    with partial.open("wb") as stream:
        yield stream


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # Windows does not open folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
