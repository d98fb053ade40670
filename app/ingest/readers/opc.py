"""Parts of an office package and how they refer to each other (ISO/IEC 29500-2), for what the libraries leave out."""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.ingest.archive import inflated

MAX_PART = 64 << 20

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of the relation's type (comments, drawing, …), `part` the name of what it leads to."""

    id: str
    kind: str
    part: str


class Package:
    """A package that archive.package_format found safe. Every method may raise PARSER_FAULTS."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = frozenset(self._zip.namelist())

    def bytes(self, part: str) -> bytes:
        """A part's bytes."""
        return inflated(self._zip, self._zip.getinfo(part), MAX_PART)

    def tree(self, part: str) -> Any:
        """A part's XML."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        return etree.fromstring(self.bytes(part), parser)

    def relations(self, part: str) -> list[Relation]:
        """Where a part leads, inside the package; nothing when it leads nowhere."""
        folder, _, file = part.rpartition("/")
        home = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if home not in self.names:
            return []
        found = []
        for item in self.tree(home).iter(_RELATION):
            target = item.get("Target", "")
            if item.get("TargetMode") != "External" and target:
                place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                found.append(Relation(item.get("Id", ""), item.get("Type", "").rpartition("/")[2], place.lstrip("/")))
        return [relation for relation in found if relation.part in self.names]


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with some parts' bytes replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if not entry.is_dir():
                whole = parts.get(entry.filename)
                new.writestr(entry.filename, inflated(old, entry, entry.file_size) if whole is None else whole)
    return out.getvalue()


def as_plain(data: bytes, main: Mapping[bytes, bytes]) -> bytes:
    """The package with its main part declared as a plain document, where it is a template, a show or has macros.

    `main` maps the variants' content types to the plain one; the libraries open only that.
    """
    package = Package(data)
    if _TYPES not in package.names:
        return data
    types = package.bytes(_TYPES)
    plain = types
    for variant, usual in main.items():
        plain = plain.replace(variant, usual)
    return data if plain == types else with_parts(data, {_TYPES: plain})
