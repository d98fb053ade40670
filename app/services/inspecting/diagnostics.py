"""The diagnostics file: what somebody who mends the program needs to know, and nothing that anybody wrote or named.

What goes in is listed here, field by field; nothing is taken over as a whole. No document text, question, title, path,
file name, host name or user name, and no name that a site gave: those are counted or numbered.
"""

import contextlib
import importlib.metadata
import json
import os
import platform
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from app.bundle.installing.around import Installation
from app.core.security_errors import KeyFileDamaged
from app.core.settings import Settings, choices
from app.core.types import FileState
from app.services import vault
from app.services.budget import memory_mib
from app.services.context import Workspace
from app.services.inspecting.diagnose import Check, DoctorReport
from app.services.models.installed import installed
from app.services.outputs import write_whole

FORM = 1
"""Raised when a field changes its meaning."""

_TOLD = frozenset(
    {"check_device", "check_index", "check_compute", "check_llama", "check_modules", "check_placement", "check_speed"}
    | {"check_encoder"}
)
"""Checks whose detail the program words itself: devices, versions and counts."""

_LIBRARIES = (
    *("PySide6_Essentials", "llama-cpp-python", "openvino", "tokenizers", "kiwipiepy", "kiwipiepy_model", "faiss-cpu"),
    *("tantivy", "numpy", "pypdfium2", "lxml", "python-docx", "python-hwpx", "tesserocr", "cryptography"),
    *("apsw-sqlite3mc", "watchdog", "psutil"),
)
_CACHES = ("lexical", "dense", "vocabulary", "thesaurus", "states")
_CODE = re.compile(r"[A-Z]{3}-\d{3}")
_FORMAT = re.compile(r"[a-z0-9]{1,8}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,40}")


def save(workspace: Workspace, report: DoctorReport, out: Path) -> None:
    """Write the file: JSON in UTF-8, written beside and renamed. Raises OutputUnwritable, DiskFull."""
    text = json.dumps(collected(workspace, report), ensure_ascii=False, indent=1) + "\n"
    write_whole(out, text)


def collected(workspace: Workspace, report: DoctorReport) -> Mapping[str, Any]:
    """What the file says."""
    names = _site_names(workspace)
    return {
        "kind": "munjigi-diagnostics",
        "form": FORM,
        "version": report.version,
        "frozen": bool(getattr(sys, "frozen", False)),
        "system": _system(),
        "libraries": _libraries(),
        "settings": _settings(workspace.settings, _shown_ids(workspace, names)),
        "models": [
            {
                "id": names.get(state.model.id, state.model.id),
                "role": state.model.role,
                "state": state.state,
                "used": state.used,
            }
            for state in installed(workspace)
        ],
        "installation": _installation(workspace.installation),
        "policy": workspace.policy.digest,
        "audit_entries": workspace.audit.head().count,
        "vault": _vault(workspace.home),
        "files": _files(workspace),
        "storage": _storage(workspace.home),
        "checks": [_check(check, names) for check in report.checks],
    }


def _site_names(workspace: Workspace) -> Mapping[str, str]:
    """Ids that the site chose, and what stands for them."""
    own = (model.id for model in workspace.catalog.models if model.site)
    return {name: f"site-{number}" for number, name in enumerate(own, 1)}


def _shown_ids(workspace: Workspace, names: Mapping[str, str]) -> Mapping[str, str]:
    return {model.id: names.get(model.id, model.id) for model in workspace.catalog.models}


def _system() -> Mapping[str, Any]:
    total, free = memory_mib()
    return {
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "memory_mib": total,
        "memory_free_mib": free,
        "python": platform.python_version(),
    }


def _libraries() -> Mapping[str, str]:
    found = {}
    for name in _LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def _settings(settings: Settings, ids: Mapping[str, str]) -> Mapping[str, Any]:
    """Numbers, truths and choices as they are; a text that may be anything only where it is a model's id."""
    told: dict[str, Any] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        if not isinstance(value, str) or value in choices(field.name):
            told[field.name] = value
        else:
            told[field.name] = ids.get(value, "-" if value else "")
    return told


def _installation(installation: Installation | None) -> Mapping[str, Any] | None:
    """Which release and which keys signed it; no component by its id, for a site chose those."""
    if installation is None:
        return None
    release = installation.release
    return {
        "version": release.version,
        "place": list(release.place),
        "root_version": release.root_version,
        "digest": release.digest,
        "signers": [signer.key for signer in installation.signers],
        "components": dict(sorted(Counter(one.kind.value for one in installation.components).items())),
    }


def _vault(home: Path) -> Mapping[str, Any]:
    try:
        found = vault.status(home)
    except KeyFileDamaged as error:
        return {"code": error.code}
    return {"encrypted": found.encrypted, "cipher": found.cipher, "pages": found.pages, "ways": list(found.ways)}


def _files(workspace: Workspace) -> Mapping[str, Any]:
    """How many, and which codes they failed with."""
    entries = workspace.ledger.entries()
    states = Counter(entry.state.value for entry in entries)
    codes = Counter(entry.code for entry in entries if entry.state is not FileState.INDEXED)
    formats = Counter(entry.format for entry in entries if entry.state is FileState.INDEXED)
    documents, passages, _ = workspace.ledger.counts()
    return {
        "documents": documents,
        "passages": passages,
        "collections": len(workspace.ledger.collections()),
        "states": dict(sorted(states.items())),
        "codes": _fitting(codes, _CODE),
        "formats": _fitting(formats, _FORMAT),
    }


def _fitting(counts: Mapping[str, int], form: re.Pattern[str]) -> Mapping[str, int]:
    """The counts by name; a name in no form of ours is counted under a dash."""
    told: Counter[str] = Counter()
    for name, count in counts.items():
        told[name if form.fullmatch(name) else "-"] += count
    return dict(sorted(told.items()))


def _storage(home: Path) -> Mapping[str, int]:
    """Bytes of what the program itself keeps, and what is free beside it."""
    told = {"database": _bytes(home.glob("munjigi*.db*"))}
    told |= {name: _bytes((home / "cache" / name).rglob("*")) for name in _CACHES}
    with contextlib.suppress(OSError):
        told["free"] = shutil.disk_usage(home).free
    return told


def _bytes(paths: Iterable[Path]) -> int:
    total = 0
    with contextlib.suppress(OSError):  # what is being rewritten may be gone
        for path in paths:
            total += path.stat().st_size if path.is_file() else 0
    return total


def _check(check: Check, names: Mapping[str, str]) -> Mapping[str, Any]:
    """A verdict with its code; of its parameters only the numbers."""
    detail = check.detail if check.name in _TOLD else ""
    for name, stand_in in names.items():
        detail = detail.replace(name, stand_in)
    return {
        "name": check.name,
        "ok": check.ok,
        "code": check.code if _CODE.fullmatch(check.code) else "",
        "reason": check.reason if _WORD.fullmatch(check.reason) else "",
        "detail": detail,
        "numbers": {name: value for name, value in check.params.items() if isinstance(value, int | float)},
    }
