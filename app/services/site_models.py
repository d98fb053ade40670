"""The models of the site: `<home>/models/`, its catalogue and its folders, one a model; and all models together."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.bundle.installing.around import Installation
from app.core.catalog import FILE, Catalog, Model
from app.core.catalog_text import text
from app.core.errors import DiskFull, WorkspaceUnwritable
from app.core.paths import models_dir, site_models_dir
from app.services import installed_parts
from app.store.lock import WriteLock


def read_catalogue(home: Path, installation: Installation | None = None) -> Catalog:
    """The program's models, those installed beside it, and the site's. Raises CatalogDamaged."""
    return Catalog.load(models_dir(), site_models_dir(home), installed_parts.models(installation))


@contextlib.contextmanager
def writing(home: Path) -> Iterator[None]:
    """One at a time changes the site's models. Raises WorkspaceBusy and WorkspaceUnwritable."""
    folder = site_models_dir(home)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise space_or(error, folder) from error
    with WriteLock(folder):
        yield


def put(home: Path, model: Model) -> None:
    """Add an entry, or put it in the place of the one of its id.

    Raises CatalogDamaged, DiskFull and WorkspaceUnwritable.
    """
    _write(home, [*(one for one in _own(home) if one.id != model.id), model])


def drop(home: Path, model_id: str) -> None:
    """Take an entry out and delete its folder. The entry goes first: what is listed is whole. Raises as `put`."""
    _write(home, [one for one in _own(home) if one.id != model_id])
    shutil.rmtree(site_models_dir(home) / model_id, ignore_errors=True)


def _own(home: Path) -> list[Model]:
    return [one for one in read_catalogue(home).models if one.site]


def _write(home: Path, models: Iterable[Model]) -> None:
    """Beside, to the disk, and renamed: a crash leaves the old catalogue or the new one."""
    kept = list(models)
    shipped = Catalog.load(models_dir()).formats
    formats = {one.format.id: one.format for one in kept if one.format is not None and one.format.id not in shipped}
    write_whole(site_models_dir(home) / FILE, text(kept, formats.values()))


def write_whole(path: Path, content: str) -> None:
    """Replace a small text file. Raises DiskFull or WorkspaceUnwritable; the old file is there then."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise space_or(error, path) from error


def space_or(error: OSError, path: Path) -> DiskFull | WorkspaceUnwritable:
    """What an error of writing to the workspace means."""
    if error.errno == errno.ENOSPC:
        return DiskFull(path=str(path))
    return WorkspaceUnwritable(path=str(path))


def adapter_header(adapter: Model) -> dict[str, Any]:
    """An adapter as the llm child is told of it."""
    file = adapter.files[0]
    return {
        "id": adapter.id,
        "path": str(adapter.weights),
        "bytes": file.bytes,
        "sha256": file.sha256,
        "scale": adapter.scale,
    }
