"""The verb `preview`: a page of a document's file as its author sees it, drawn by the sealed reader."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.core.errors import AppError, FileChanged, FileEmpty, FileMissing, FileTooLarge
from app.core.events import Cancel, Done, Event
from app.core.types import Document
from app.ingest.remote import MAX_FILE_BYTES
from app.services import scan
from app.services.context import Workspace


@dataclass(frozen=True, slots=True)
class Wanted:
    """`page` counts from 1, `width` is in dots. The password is used once and kept nowhere."""

    document_id: str
    page: int
    width: int
    password: str = field(default="", repr=False)


def preview(workspace: Workspace, wanted: Wanted, *, cancel: Cancel) -> Iterator[Event]:
    """Done(PagePicture).

    Raises DocumentMissing, FileMissing, FileUnreadable, FileChanged where the file is not the one that was read,
    PreviewMissing where it has no pages and no picture of itself, FileEncrypted, PasswordWrong, and the other ING
    errors of a file that cannot be opened.
    """
    cancel.check()
    document = workspace.documents.document(wanted.document_id)
    workspace.admission.note([document.collection])
    name = document.source.path.rsplit("/", 1)[-1]
    on_disk, inside, sha256 = _place(workspace, document)
    try:
        content = scan.read(on_disk, name, MAX_FILE_BYTES)
    except (FileEmpty, FileTooLarge) as error:  # it was neither when it was read
        raise FileChanged(name=name) from error
    if content.sha256 != sha256:
        raise FileChanged(name=name)
    cancel.check()
    try:
        picture = workspace.previewer.preview(
            content.data,
            scan.readable(on_disk).rsplit("/", 1)[-1],
            wanted.page,
            wanted.width,
            password=wanted.password,
            inside=inside,
            cancel=cancel,
        )
    except AppError as error:
        if "name" in error.params:
            error.params["name"] = name
        raise
    yield Done(picture)


def original(workspace: Workspace, document_id: str) -> Path:
    """The file on disk behind a document, a member's container. Raises DocumentMissing or FileMissing."""
    document = workspace.documents.document(document_id)
    workspace.admission.note([document.collection])
    on_disk = Path(os.fsdecode(_place(workspace, document)[0]))
    if not on_disk.is_file():
        raise FileMissing(name=document.source.path.rsplit("/", 1)[-1])
    return on_disk


def _place(workspace: Workspace, document: Document) -> tuple[bytes, bytes, str]:
    """(file on disk, names that lead into it, SHA-256 of the file on disk) of a document's source."""
    source = document.source
    row = workspace.files.known_file(document.collection, source.raw_path)
    if row is None or not row.container:
        return source.raw_path, b"", source.sha256
    holder = workspace.files.known_file(document.collection, row.container)
    return row.container, source.raw_path[len(row.container) + 1 :], holder.sha256 if holder is not None else ""
