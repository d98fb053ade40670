"""Under which circumstances something was measured: the model, the documents, the program, the PC.

Two measurements can be told apart, or laid side by side, by this alone.
"""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app import __version__
from app.core.answers import Placement
from app.core.catalog import Model
from app.services.budget import memory_bytes
from app.services.context import Workspace

_BESIDE_THE_POINT = {"adapter", "chat_model", "language", "memory_mib", "search_history", "keep_conversations"}
"""Settings that move neither an answer nor its time, or are told by what they led to."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """`model_sha256` and the sizes are the catalogue's, `adapter` is empty for none; `model_present` false: the weights
    are not on this PC.

    `corpus_sha256` is of the documents' own hashes, `settings` are those that can move an answer or its time.
    """

    program: str
    model: str
    model_sha256: str
    model_bytes: int
    model_present: bool
    licence: str
    quantisation: str
    adapter: str
    adapter_sha256: str
    collection: str
    documents: int
    passages: int
    corpus_sha256: str
    cpu: str
    processors: int
    memory_mib: int
    system: str
    threads: tuple[int, int]
    settings: dict[str, Any]

    @property
    def stamp(self) -> str:
        """16 hex digits; the same for the same circumstances. The PC's free memory and load are not in it."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def circumstances(
    workspace: Workspace, collection: str = "", chosen: tuple[Model, Model | None] | None = None
) -> Circumstances:
    """Of the workspace as it stands; `collection` empty: all of it. `chosen`: a model with its adapter, or none,
    instead of those in use."""
    model, adapter = chosen or (workspace.chat_model, workspace.adapter)
    settings = workspace.settings
    held = [one for one in workspace.ledger.collections() if not collection or one.name == collection]
    return Circumstances(
        program=__version__,
        model=model.id,
        model_sha256=model.files[0].sha256,
        model_bytes=sum(file.bytes for file in model.files),
        model_present=not model.missing(),
        licence=model.licence,
        quantisation=model.quantisation,
        adapter=adapter.id if adapter is not None else "",
        adapter_sha256=adapter.files[0].sha256 if adapter is not None else "",
        collection=collection,
        documents=sum(one.documents for one in held),
        passages=sum(one.passages for one in held),
        corpus_sha256=_corpus(workspace, collection),
        cpu=processor(),
        processors=os.cpu_count() or 1,
        memory_mib=memory_bytes() >> 20,
        system=f"{platform.system()} {platform.release()}",
        threads=(settings.generation_threads(), settings.encoding_threads()),
        settings={name: value for name, value in asdict(settings).items() if name not in _BESIDE_THE_POINT},
    )


def placed(placement: Placement | None) -> Mapping[str, Any] | None:
    """A placement as JSON takes it; None: the model was not loaded."""
    return {**asdict(placement), "params": dict(placement.params)} if placement is not None else None


def _corpus(workspace: Workspace, collection: str) -> str:
    documents = workspace.documents.documents().values()
    hashes = sorted(one.source.sha256 for one in documents if not collection or one.collection == collection)
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def processor() -> str:
    """What the maker calls it, as far as the system tells."""
    if sys.platform == "win32":
        import winreg

        place = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                return str(winreg.QueryValueEx(key, "ProcessorNameString")[0]).strip()
        except OSError:
            return platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
