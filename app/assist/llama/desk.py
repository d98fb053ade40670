"""The requests of the llm child, one method each; app.assist.serve has their headers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.assist.llama.adapter import Adapter
from app.assist.llama.backends import Backends
from app.assist.llama.engine import Engine, Shelf
from app.assist.llama.memory import resident_mib
from app.assist.llama.model import Setup, Threads, placed
from app.assist.llama.reply import Wanted
from app.assist.llama.steps import Evaluated, Piece
from app.assist.sealed_states import sealer_told
from app.assist.templates import Turn
from app.core.catalog import ChatFormat, Model, ModelFile
from app.core.errors import Cancelled, ModelDied
from app.worker.child import Stop
from app.worker.frames import Frame


class Desk:
    """Holds the one loaded model."""

    def __init__(self) -> None:
        self._backends = Backends()
        self._engine: Engine | None = None

    def devices(self, _request: Frame, _stop: Stop) -> Iterator[Frame]:
        found = [asdict(device) for device in self._backends.devices()]
        yield Frame({"devices": found, "build": self._backends.build()})

    def load(self, request: Frame, stop: Stop) -> Iterator[Frame]:
        """Hash the files, then load. Raises ModelMissing, ModelDamaged, ModelUnloadable, AdapterMismatch, Cancelled."""
        header = request.header
        model, adapter = _model(header), header.get("adapter")
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        for done, total in _verified([model, *([_adapter_files(adapter)] if adapter else [])], stop):
            yield Frame({"verified": [done, total]})
        setup = _setup(header, model)
        engine = Engine(setup, self._backends, _shelf(header.get("states")))
        self._engine = engine
        if not setup.on_cpu:
            engine.prove(stop.flag)
        if adapter:
            engine.wear(_adapter(adapter))
        yield Frame({"context_tokens": engine.context_tokens})

    def adapt(self, request: Frame, stop: Stop) -> Iterator[Frame]:
        """Raises ModelMissing and ModelDamaged of the adapter's file, AdapterMismatch, Cancelled."""
        engine, adapter = self._loaded(request), request.header["adapter"]
        for _progress in _verified([_adapter_files(adapter)] if adapter else [], stop):
            pass
        engine.wear(_adapter(adapter) if adapter else None)
        yield from ()

    def count(self, request: Frame, _stop: Stop) -> Iterator[Frame]:
        engine = self._loaded(request)
        yield Frame({"counts": [len(engine.tokens(text)) for text in request.header["texts"]]})

    def generate(self, request: Frame, stop: Stop) -> Iterator[Frame]:
        """Raises PromptTooLong, Cancelled."""
        header = request.header
        wanted = Wanted(
            max_tokens=int(header["max_tokens"]),
            stops=[str(text) for text in header["stops"]],
            grammar=str(header.get("grammar", "")),
            lookup=bool(header.get("lookup", True)),
            endless=bool(header.get("endless", False)),
        )
        for step in self._loaded(request).generate(_turns(header), wanted, stop.flag):
            if isinstance(step, Piece):
                yield Frame({"token": step.text})
            elif isinstance(step, Evaluated):
                yield Frame({"progress": [step.done, step.total]})
            else:
                yield Frame({"finished": asdict(step)})

    def prefill(self, request: Frame, stop: Stop) -> Iterator[Frame]:
        """Raises PromptTooLong, Cancelled."""
        for step in self._loaded(request).prefill(_turns(request.header), stop.flag):
            yield Frame({"progress": [step.done, step.total]})

    def measure(self, request: Frame, stop: Stop) -> Iterator[Frame]:
        """Raises PromptTooLong, Cancelled."""
        raw = self._loaded(request).measure(_turns(request.header), int(request.header["tokens"]), stop.flag)
        resident, peak = resident_mib()
        yield Frame({"raw": asdict(raw), "rss_mib": resident, "peak_mib": peak})

    def forget(self, request: Frame, _stop: Stop) -> Iterator[Frame]:
        self._loaded(request).forget(files=bool(request.header["files"]))
        yield from ()

    def _loaded(self, request: Frame) -> Engine:
        """A child that was started anew has no model yet; the parent loads it and asks again."""
        if self._engine is None or self._engine.model_id != request.header["model"]:
            raise ModelDied(model=request.header["model"])
        return self._engine


def _turns(header: Mapping[str, Any]) -> list[Turn]:
    return [Turn(str(turn["role"]), tuple(turn["parts"])) for turn in header["turns"]]


def _setup(header: Mapping[str, Any], model: Model) -> Setup:
    chosen = {"context": int(header["context_tokens"])} | placed(header.get("placement"))
    return Setup(
        path=model.weights,
        sha256=model.files[0].sha256,
        model_id=model.id,
        template_sha256=model.chat_template_sha256,
        chat=ChatFormat(**header["chat"]),
        threads=Threads(int(header["threads"]), int(header["prompt_threads"])),
        **chosen,
    )


def _shelf(header: Mapping[str, Any] | None) -> Shelf | None:
    if not header:
        return None
    return Shelf(Path(header["folder"]), int(header["limit_mib"]), sealer_told(header.get("seal")))


def _adapter(header: Mapping[str, Any]) -> Adapter:
    return Adapter(str(header["id"]), Path(header["path"]), str(header["sha256"]), float(header["scale"]))


def _adapter_files(header: Mapping[str, Any]) -> Model:
    path = Path(header["path"])
    return _files(str(header["id"]), path.parent, [{**header, "path": path.name}], "")


def _model(header: Mapping[str, Any]) -> Model:
    folder = Path(header["folder"])
    return _files(str(header["model"]), folder, header["files"], str(header["chat_template_sha256"]))


def _files(name: str, folder: Path, files: Any, template: str) -> Model:
    return Model(
        id=name,
        role="chat",
        default=False,
        folder=folder,
        files=tuple(ModelFile(str(f["path"]), int(f["bytes"]), str(f["sha256"])) for f in files),
        licence="",
        origin="",
        context=0,
        quantisation="",
        min_memory_mib=0,
        chat_template_sha256=template,
    )


def _verified(models: list[Model], is_cancelled: Callable[[], bool]) -> Iterator[tuple[int, int]]:
    """Hash every file before llama.cpp sees one; (bytes done, bytes in all)."""
    total = sum(file.bytes for model in models for file in model.files)
    done = 0

    def progress(read: int) -> None:
        nonlocal done
        done += read
        if is_cancelled():
            raise Cancelled

    yield 0, total
    for model in models:
        model.verify(progress)
        yield done, total
