"""What a graphics card was brought down to after it gave out, kept so that the next start does not fail again.

A cache: it is written beside and renamed, and one that is damaged is ignored. An entry counts only for the same card
(title and memory), the same model file and the same build of the program and of llama.cpp; an update of any of them
forgets it. So does a load that goes well with layers that the user asked for (`gpu_layers`), and deleting the file.
"""

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import __version__
from app.assist.place.fit import CPU_BATCH, Cap, Device

NAME = "placements.json"
_FORM = 1
_MOST = 64  # entries kept, the newest
_SIZE_MAX = 1 << 20


@dataclass(frozen=True, slots=True)
class Lowered:
    """Of one model file (its SHA-256) under one build of llama.cpp, in the cache folder `folder`."""

    folder: Path
    model_sha256: str
    build: str

    def caps(self, devices: Sequence[Device]) -> dict[str, Cap]:
        """What is remembered of these devices, by their names."""
        kept = {_key(entry): entry for entry in self._read()}
        found = {device.name: kept.get(self._entry_key(device)) for device in devices}
        return {
            name: Cap(entry["layers"], max(CPU_BATCH, entry["batch"]))
            for name, entry in found.items()
            if entry is not None
        }

    def remember(self, device: Device, cap: Cap) -> None:
        """Replace what is known of this device. A disk that is full loses it, and nothing else."""
        entry = self._about(device) | {"layers": cap.layers, "batch": cap.batch}
        self._write([*self._others(device), entry])

    def forget(self, device: Device) -> None:
        others = self._others(device)
        if len(others) != len(self._read()):
            self._write(others)

    def _about(self, device: Device) -> dict[str, Any]:
        return {
            "device": device.title,
            "total_mib": device.total_mib,
            "model": self.model_sha256,
            "build": self.build,
            "program": __version__,
        }

    def _entry_key(self, device: Device) -> tuple[Any, ...]:
        return _key(self._about(device))

    def _others(self, device: Device) -> list[dict[str, Any]]:
        mine = self._entry_key(device)
        return [entry for entry in self._read() if _key(entry) != mine]

    def _read(self) -> list[dict[str, Any]]:
        path = self.folder / NAME
        try:
            if path.stat().st_size > _SIZE_MAX:
                return []
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return []
        if not isinstance(data, dict) or data.get("form") != _FORM or not isinstance(data.get("lowered"), list):
            return []
        return [entry for entry in data["lowered"] if _sound(entry)]

    def _write(self, entries: list[dict[str, Any]]) -> None:
        beside = self.folder / (NAME + ".part")
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as stream:
                json.dump({"form": _FORM, "lowered": entries[-_MOST:]}, stream, ensure_ascii=False, indent=1)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(self.folder / NAME)


_TEXTS, _NUMBERS = ("device", "model", "build", "program"), ("total_mib", "layers", "batch")


def _key(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(entry[name] for name in ("device", "total_mib", "model", "build", "program"))


def _sound(entry: object) -> bool:
    """Whether an entry is one that `remember` could have written."""
    if not isinstance(entry, dict) or set(entry) != {*_TEXTS, *_NUMBERS}:
        return False
    texts = all(isinstance(entry[name], str) for name in _TEXTS)
    return texts and all(type(entry[name]) is int and 0 <= entry[name] < 1 << 31 for name in _NUMBERS)
