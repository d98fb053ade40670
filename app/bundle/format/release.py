"""The release document (SPEC.md 9): components and their files, every chunk with its hash."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from app.bundle.format import canonical, limits, names
from app.bundle.format.fields import DIGEST, IDENTIFIER, Form
from app.bundle.format.root import check_type
from app.core.bundle_errors import BundleTooLarge, PathUnsafe
from app.core.components import Component, ComponentKind, Release

TYPE: Final = "release"
SYSTEMS: Final = ("linux", "windows")

_FIELDS: Final = frozenset(
    {"channel", "components", "epoch", "notes", "product", "sequence", "signed_at", "type", "version"}
)
_COMPONENT: Final = frozenset({"files", "folder", "id", "kind", "optional", "os", "title", "version"})
_FILE: Final = frozenset({"chunk", "chunks", "executable", "sha256", "size"})
_VERSION: Final = re.compile(r"[0-9]+(?:[.+-][0-9a-z]+)*")
"""A digit first: the folder's name that is made of it is then no device of Windows."""
_PART_VERSION: Final = re.compile(r"[0-9A-Za-z]+(?:[._+-][0-9A-Za-z]+)*")
_KINDS: Final = re.compile("|".join(ComponentKind))
_SYSTEM: Final = re.compile("|".join(SYSTEMS) + "|")
_MOMENT: Final = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_SHOWN: Final = "%Y-%m-%dT%H:%M:%SZ"
_FOLDERS: Final = {
    ComponentKind.MODEL: "models/{}",
    ComponentKind.ADAPTER: "adapters/{}",
    ComponentKind.CORPUS: "corpora/{}",
    ComponentKind.TEMPLATES: "templates/{}",
    ComponentKind.POLICY: "policy",
}


@dataclass(frozen=True, slots=True)
class FileEntry:
    """`path` is relative to the version's folder, `/` between its parts. `chunks` are the SHA-256 of each `chunk`
    bytes, the last one shorter; `sha256` is that of the whole and the name of its parts on a medium."""

    path: str
    size: int
    sha256: str
    executable: bool
    chunk: int
    chunks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    release: Release
    files: Mapping[Component, tuple[FileEntry, ...]]
    notes: tuple[str, ...]


def folder_of(kind: ComponentKind, id_: str) -> str:
    """Where a component's files lie; an `app` component may also lie deeper, in a folder below `app`."""
    return _FOLDERS.get(kind, "app").format(id_)


def chunk_count(size: int, chunk: int) -> int:
    return -(-size // chunk)


def encode(contents: Contents, name: str = "release") -> bytes:
    """The payload to sign. Raises what decode raises: no release is made that no verifier takes."""
    release = contents.release
    fields = {
        "type": TYPE,
        "product": release.product,
        "channel": release.channel,
        "version": release.version,
        "epoch": release.epoch,
        "sequence": release.sequence,
        "signed_at": release.signed_at.astimezone(UTC).strftime(_SHOWN),
        "components": [_component_fields(one, contents.files[one]) for one in release.components],
        "notes": list(contents.notes),
    }
    payload = canonical.encode(fields, name)
    decode(payload, name, release.root_version)
    return payload


def _component_fields(component: Component, files: Sequence[FileEntry]) -> dict[str, Any]:
    return {
        "kind": component.kind.value,
        "id": component.id,
        "version": component.version,
        "title": component.title,
        "os": component.os,
        "optional": component.optional,
        "folder": component.folder,
        "files": {
            entry.path.removeprefix(f"{component.folder}/"): {
                "size": entry.size,
                "sha256": entry.sha256,
                "executable": entry.executable,
                "chunk": entry.chunk,
                "chunks": list(entry.chunks),
            }
            for entry in files
        },
    }


def decode(payload: bytes, name: str, root_version: int) -> Contents:
    """Raises BundleMalformed, BundleTooLarge, PayloadTypeWrong, PathUnsafe. `root_version` is only handed through."""
    form = Form(name)
    value = canonical.decode(payload, name)
    check_type(value, TYPE)
    fields = form.record(value, "release", _FIELDS)
    listed = form.items(fields["components"], "components", limits.COMPONENTS, least=1)
    counted = _Counted(form)
    found = [_component(form, counted, one) for one in listed]
    form.ascending([(one.kind.value, one.id, one.os) for one, _ in found], "components")
    files = dict(found)
    _check_systems(form, files)
    notes = form.items(fields["notes"], "notes", limits.NOTES)
    release = Release(
        product=form.matching(fields["product"], "product", IDENTIFIER, 32),
        channel=form.matching(fields["channel"], "channel", IDENTIFIER, 32),
        version=form.matching(fields["version"], "version", _VERSION, 40),
        epoch=form.integer(fields["epoch"], "epoch", 1, limits.ORDINAL),
        sequence=form.integer(fields["sequence"], "sequence", 1, limits.ORDINAL),
        signed_at=_moment(form, fields["signed_at"]),
        components=tuple(files),
        digest=hashlib.sha256(payload).hexdigest(),
        root_version=root_version,
    )
    return Contents(release, files, tuple(form.text(note, "notes", limits.NOTE) for note in notes))


class _Counted:
    """What is counted over all components, and every content that was described."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._files = 0
        self._chunks = 0
        self._contents: dict[str, tuple[int, int, tuple[str, ...]]] = {}

    def files(self, count: int) -> None:
        self._files += count
        if self._files > limits.FILES:
            raise BundleTooLarge(name=f"{self._form.name} files", limit=limits.FILES)

    def chunks(self, count: int) -> None:
        self._chunks += count
        if self._chunks > limits.CHUNKS:
            raise BundleTooLarge(name=f"{self._form.name} chunks", limit=limits.CHUNKS)

    def content(self, entry: FileEntry) -> None:
        """One content is described in one way wherever it is named."""
        told = (entry.size, entry.chunk, entry.chunks)
        if self._contents.setdefault(entry.sha256, told) != told:
            raise self._form.bad("sha256", "content")


def _component(form: Form, counted: _Counted, value: Any) -> tuple[Component, tuple[FileEntry, ...]]:
    fields = form.record(value, "components", _COMPONENT)
    kind = ComponentKind(form.matching(fields["kind"], "kind", _KINDS))
    id_ = form.matching(fields["id"], "id", IDENTIFIER)
    folder = form.text(fields["folder"], "folder", limits.PATH_BYTES)
    home = folder_of(kind, id_)
    if folder != home and not (kind is ComponentKind.APP and folder.startswith("app/")):
        raise form.bad("folder", "place")
    table = form.table(fields["files"], "files", limits.FILES)
    counted.files(len(table))
    files = tuple(_file(form, counted, f"{folder}/{path}", path, one) for path, one in sorted(table.items()))
    component = Component(
        kind=kind,
        id=id_,
        version=form.matching(fields["version"], "components version", _PART_VERSION, 40),
        title=form.text(fields["title"], "title", limits.TEXT),
        os=form.matching(fields["os"], "os", _SYSTEM),
        optional=form.flag(fields["optional"], "optional"),
        folder=folder,
        bytes=sum(entry.size for entry in files),
    )
    return component, files


def _file(form: Form, counted: _Counted, path: str, own: str, value: Any) -> FileEntry:
    broken = "absolute" if own.startswith("/") else names.fault(path)
    if broken:
        raise PathUnsafe(path=names.shown(path), detail=broken)
    fields = form.record(value, "files", _FILE)
    size = form.integer(fields["size"], "size", 0, limits.FILE_BYTES)
    chunk = form.integer(fields["chunk"], "chunk", limits.CHUNK_LEAST, limits.CHUNK_BYTES)
    if chunk & (chunk - 1):
        raise form.bad("chunk", "number")
    listed = form.items(fields["chunks"], "chunks", limits.CHUNKS)
    counted.chunks(len(listed))
    chunks = tuple(form.matching(one, "chunks", DIGEST) for one in listed)
    whole = form.matching(fields["sha256"], "sha256", DIGEST)
    if len(chunks) != chunk_count(size, chunk):
        raise form.bad("chunks", "count")
    if len(chunks) < 2 and whole != (chunks[0] if chunks else hashlib.sha256().hexdigest()):
        raise form.bad("sha256", "digest")
    entry = FileEntry(path, size, whole, form.flag(fields["executable"], "executable"), chunk, chunks)
    counted.content(entry)
    return entry


def _moment(form: Form, value: Any) -> datetime:
    text = form.matching(value, "signed_at", _MOMENT)
    try:
        return datetime.strptime(text, _SHOWN).replace(tzinfo=UTC)
    except ValueError:
        raise form.bad("signed_at", "form") from None


def _check_systems(form: Form, files: Mapping[Component, tuple[FileEntry, ...]]) -> None:
    """Whatever is chosen on a system can lie side by side there. Raises PathUnsafe, BundleMalformed."""
    for system in SYSTEMS:
        here = [one for one in files if one.os in {"", system}]
        form.ascending([(one.kind.value, one.id) for one in here], "components")
        clash = names.clash(_paths(files[one] for one in here))
        if clash is not None:
            raise PathUnsafe(path=names.shown(clash[0]), detail=clash[1])


def _paths(files: Iterator[tuple[FileEntry, ...]]) -> Iterator[str]:
    for entries in files:
        yield from (entry.path for entry in entries)
