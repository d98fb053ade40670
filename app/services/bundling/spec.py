"""What a bundle is made from, as a TOML file that IT writes; paths in it are relative to the file.

product = "munjigi"
channel = "standard"
version = "1.0.0"
epoch = 1
sequence = 1
signed_at = 2026-01-31T09:00:00Z
roots = "roots"
notes = ["처음 나온 판"]

[[component]]
kind = "app"
id = "munjigi"
version = "1.0.0"
title = "문지기"
os = "linux"
source = "dist/munjigi"

[[component]]
kind = "model"
id = "some-model"
version = "2"
title = "언어 모델"
optional = true
source = "models/some-model"

`roots` is the folder of 1.root.json, 2.root.json, …, all of them. `os` may be left out (every system), `optional` (no)
and `folder` (only for an `app` part below `app/`). Without `signed_at` it is the moment of building, and two runs then
differ in it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.bundle.writing import BuildSpec, ComponentSpec
from app.core.bundle_errors import BundleSourceBad
from app.core.components import ComponentKind

_TOP = {"product", "channel", "version", "epoch", "sequence", "signed_at", "notes", "roots", "component"}
_PART = {"kind", "id", "version", "title", "os", "optional", "folder", "source"}
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Plan:
    """`roots`: the folder of the root documents that go onto the medium."""

    build: BuildSpec
    roots: Path


def read(path: Path, have: frozenset[str] = frozenset()) -> Plan:
    """`have`: SHA-256 of contents that need not be carried. Raises BundleSourceBad with the place of the fault."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BundleSourceBad(name=path.name, detail=f"> {_LARGEST}")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BundleSourceBad(name=path.name, detail=str(error)) from error
    table = _Table(data, path.name, "")
    table.knows(_TOP)
    parts = table.tables("component")
    if not parts:
        raise table.bad("component")
    build = BuildSpec(
        product=table.text("product"),
        channel=table.text("channel"),
        version=table.text("version"),
        epoch=table.number("epoch"),
        sequence=table.number("sequence"),
        signed_at=table.moment("signed_at"),
        components=tuple(_part(one, path.parent) for one in parts),
        notes=table.texts("notes"),
        have=have,
    )
    return Plan(build, path.parent / table.text("roots"))


def _part(table: "_Table", beside: Path) -> ComponentSpec:
    table.knows(_PART)
    kind = table.text("kind")
    if kind not in tuple(ComponentKind):
        raise table.bad("kind")
    source = beside / table.text("source")
    if not source.exists():
        raise BundleSourceBad(name=str(source), detail=table.at + "source")
    return ComponentSpec(
        kind=ComponentKind(kind),
        id=table.text("id"),
        version=table.text("version"),
        title=table.text("title"),
        source=source,
        os=table.text("os", needed=False),
        optional=table.truth("optional"),
        folder=table.text("folder", needed=False),
    )


class _Table:
    """One table of the file; what is not as it must be raises BundleSourceBad with its place."""

    def __init__(self, data: Mapping[str, Any], name: str, at: str) -> None:
        self._data = data
        self._name = name
        self.at = at

    def bad(self, key: str) -> BundleSourceBad:
        return BundleSourceBad(name=self._name, detail=f"{self.at}{key}")

    def knows(self, keys: set[str]) -> None:
        for key in self._data:
            if key not in keys:
                raise self.bad(key)

    def text(self, key: str, *, needed: bool = True) -> str:
        value = self._data.get(key, "")
        if not isinstance(value, str) or (needed and not value):
            raise self.bad(key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.bad(key)
        return tuple(value)

    def number(self, key: str) -> int:
        value = self._data.get(key)
        if type(value) is not int:
            raise self.bad(key)
        return value

    def truth(self, key: str) -> bool:
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            raise self.bad(key)
        return value

    def moment(self, key: str) -> datetime:
        value = self._data.get(key, datetime.now(UTC))
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise self.bad(key)
        return value.astimezone(UTC).replace(microsecond=0)

    def tables(self, key: str) -> list["_Table"]:
        value = self._data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.bad(key)
        return [_Table(one, self._name, f"{key}[{at}].") for at, one in enumerate(value, 1)]


def medium_size(text: str) -> int:
    """Bytes of `4G`, `700M` or plain digits, in powers of ten as media are sold. Raises ValueError."""
    number = text[:-1] if text[-1:] in _UNITS else text
    if not number.isascii() or not number.isdigit() or not int(number):
        raise ValueError(text)
    return int(number) * _UNITS.get(text[-1:], 1)


_UNITS = {"M": 1_000_000, "G": 1_000_000_000}
