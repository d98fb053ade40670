"""Documents of the installed release: offered as collections, taken in on request, and followed from then on.

A corpus is a root like any other folder. Each version lies in a folder of its own, so that an upgrade would look like
other files: the rows are moved to the new folder first, and only what changed is read.
"""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.bundle.installing.around import Installation
from app.core.bundle_errors import CorpusGone
from app.core.components import ComponentKind
from app.core.errors import CollectionMissing
from app.core.events import Cancel, Done, Event, Warned
from app.core.pace import Pace
from app.services import scan
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.index import IndexReport, index
from app.services.installed_parts import Provenance, provenance
from app.services.library import collections
from app.store.files import Move
from app.store.lock import WriteLock
from app.store.roots import Root


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus of the installed release; `collection` is the name that it is taken in under, its title, or the one that
    it was once taken in under. `taken`: the workspace keeps up with it."""

    id: str
    collection: str
    folder: Path
    taken: bool
    provenance: Provenance


def offered(workspace: Workspace) -> tuple[Corpus, ...]:
    """Every corpus of the installed release, in its order; none in a checkout."""
    installation = workspace.installation
    if installation is None:
        return ()
    held = {root.raw_path: root.collection for root in workspace.roots.all()}
    found = []
    for one in installation.of(ComponentKind.CORPUS):
        folder = installation.place(one)
        told = provenance(installation, folder)
        raw = os.fsencode(folder)
        if told is not None:
            found.append(Corpus(one.id, held.get(raw, one.title), folder, raw in held, told))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection as the list shows it: of documents that were taken in, or one that a bundle offers. `bundle` is what
    it came with; None: folders of the user's own."""

    name: str
    documents: int
    passages: int
    taken: bool
    bundle: Provenance | None


def shelves(workspace: Workspace) -> tuple[Shelf, ...]:
    """Every collection, those that are only offered last."""
    corpora = {one.collection: one for one in offered(workspace)}
    held = collections(workspace)
    taken = tuple(
        Shelf(
            one.name, one.documents, one.passages, True, corpora[one.name].provenance if one.name in corpora else None
        )
        for one in held
    )
    names = {one.name for one in held}
    new = (Shelf(name, 0, 0, one.taken, one.provenance) for name, one in corpora.items() if name not in names)
    return (*taken, *new)


def take_in(
    workspace: Workspace, name: str, *, cancel: Cancel, pace: Pace | None = None, meaning: bool = True
) -> Iterator[Event]:
    """Index a corpus by its id or title, and keep up with it from now on; without `meaning` vectors are left to a later
    run. Done(IndexReport).

    Raises CollectionMissing and what `index` raises.
    """
    corpus = next((one for one in offered(workspace) if name in (one.id, one.collection)), None)
    if corpus is None:
        raise CollectionMissing(name=name)
    request = IndexRequest(paths=(corpus.folder,), collection=corpus.collection, meaning=meaning)
    yield from index(workspace, request, cancel=cancel, pace=pace)


def follow(workspace: Workspace, *, cancel: Cancel, pace: Pace | None = None, meaning: bool = True) -> Iterator[Event]:
    """Bring corpora that were taken in to the installed release: their places first, then what changed in them.

    Warned of what the release does not hold any more; it stays as it was read. Nothing is looked at where no place has
    changed. Done(tuple of IndexReport, one a collection). Raises what `index` raises.
    """
    moved = yield from relocate(workspace)
    reports: list[IndexReport] = []
    for collection in filter(workspace.admission.allows, moved):
        for event in index(workspace, IndexRequest(collection=collection, meaning=meaning), cancel=cancel, pace=pace):
            if isinstance(event, Done):
                reports.append(event.result)
            else:
                yield event
    yield Done(tuple(reports))


def relocate(workspace: Workspace) -> Generator[Event, None, tuple[str, ...]]:
    """Only their places: the collections that now lie in this version's folder, nothing of them is read yet. Warned as
    of `follow`. Raises WorkspaceBusy."""
    with WriteLock(workspace.home):
        moved, gone = _moved(workspace)
    for root in gone:
        yield Warned(root.collection, CorpusGone.code, {"collection": root.collection})
    return moved


def behind(workspace: Workspace) -> bool:
    """Whether `follow` has something to do: a corpus was taken in from another version than the one that runs."""
    installation = workspace.installation
    return installation is not None and any(_elsewhere(installation, root) for root in workspace.roots.all())


def _moved(workspace: Workspace) -> tuple[tuple[str, ...], tuple[Root, ...]]:
    """(collections whose rows now lie in this version's folder, roots that it has no folder for). Stopped anywhere, it
    goes on the next time: rows first, then the new root, then the old one."""
    installation = workspace.installation
    moved: list[str] = []
    gone: list[Root] = []
    for root in workspace.roots.all() if installation is not None else ():
        inner = _elsewhere(installation, root) if installation is not None else ""
        if installation is None or not inner:
            continue
        new = installation.folder / inner
        if not any(installation.place(one) == new for one in installation.of(ComponentKind.CORPUS)):
            gone.append(root)
            continue
        raw = os.fsencode(new)
        moves = [
            Move(record.raw_path, raw + record.raw_path[len(root.raw_path) :], raw, record.path)
            for record in workspace.files.known(root.collection).values()
            if not record.container and scan.under(record.raw_path, root.raw_path)
        ]
        workspace.files.move(root.collection, moves)
        workspace.roots.put(Root(root.collection, raw, root.excludes))
        workspace.roots.remove(root.collection, [root.raw_path])
        moved.append(root.collection)
    return tuple(dict.fromkeys(moved)), tuple(gone)


def _elsewhere(installation: Installation, root: Root) -> str:
    """The path of a root inside another version's folder; empty for a root anywhere else."""
    place = Path(os.fsdecode(root.raw_path))
    versions = installation.folder.parent
    if not place.is_relative_to(versions) or place.is_relative_to(installation.folder):
        return ""
    return Path(*place.relative_to(versions).parts[1:]).as_posix() if place != versions else ""
