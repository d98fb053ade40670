"""`installed.json`: what the installer noted of a version when it had proved it. Read at every start, so that nothing
has to be verified to find a component; what is signed stands beside it in `release.json`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.core.components import Component, ComponentKind, Release, Signer

TYPE = "munjigi-installed"
_LIMIT = 4 * 1024 * 1024


class RecordBad(ValueError):
    """Not in its form; the text is the field's name."""


@dataclass(frozen=True, slots=True)
class Record:
    """`components`: those of the release that were installed; `installed_at` in UTC."""

    release: Release
    signers: tuple[Signer, ...]
    components: tuple[Component, ...]
    installed_at: datetime


def written(record: Record) -> bytes:
    """As UTF-8 JSON."""
    release = record.release
    data = {
        "type": TYPE,
        "release": {
            "product": release.product,
            "channel": release.channel,
            "version": release.version,
            "epoch": release.epoch,
            "sequence": release.sequence,
            "signed_at": _day(release.signed_at),
            "digest": release.digest,
            "root_version": release.root_version,
            "components": [_component(one) for one in release.components],
        },
        "signers": [{"key": signer.key, "name": signer.name} for signer in record.signers],
        "system": next((one.os for one in record.components if one.os), ""),
        "components": [f"{one.kind}/{one.id}" for one in record.components],
        "installed_at": _day(record.installed_at),
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def read(raw: bytes) -> Record:
    """Raises RecordBad for what is not in the form."""
    if len(raw) > _LIMIT:
        raise RecordBad("size")
    try:
        data = json.loads(raw)
        if data["type"] != TYPE:
            raise RecordBad("type")
        release = _release(data["release"])
        chosen = [str(name) for name in data["components"]]
        here = [one for one in release.components if one.os in ("", data["system"])]
        components = tuple(one for one in here if f"{one.kind}/{one.id}" in chosen)
        signers = tuple(Signer(str(one["key"]), str(one["name"])) for one in data["signers"])
        return Record(release, signers, components, _time(data["installed_at"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise RecordBad(str(error)[:80]) from error


def _component(one: Component) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "version": one.version,
        "title": one.title,
        "os": one.os,
        "optional": one.optional,
        "folder": one.folder,
        "bytes": one.bytes,
    }


def _release(data: Mapping[str, Any]) -> Release:
    return Release(
        product=str(data["product"]),
        channel=str(data["channel"]),
        version=str(data["version"]),
        epoch=int(data["epoch"]),
        sequence=int(data["sequence"]),
        signed_at=_time(data["signed_at"]),
        components=tuple(
            Component(
                ComponentKind(one["kind"]),
                str(one["id"]),
                str(one["version"]),
                str(one["title"]),
                str(one["os"]),
                bool(one["optional"]),
                str(one["folder"]),
                int(one["bytes"]),
            )
            for one in data["components"]
        ),
        digest=str(data["digest"]),
        root_version=int(data["root_version"]),
    )


def _day(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
