"""The llm child: load a model whose hash is right, count tokens, stream an answer.

Requests and replies (JSON headers, no bodies):
    load      {model, folder, files: [{path, bytes, sha256}], chat_template_sha256,
               chat: {id, begin, openings, closings, reply},
               threads, prompt_threads, context_tokens}
              -> {verified: [bytes, total]} … , {context_tokens}
    count     {model, texts: [str]} -> {counts: [int]}
    generate  {model, turns: [{role, parts: [str]}], max_tokens, stops: [str]}
              -> {progress: [done, total]} | {token: str} … , {finished: {…}}
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.assist.llama.engine import Engine, Evaluated, Piece, Threads
from app.assist.templates import Turn
from app.core.catalog import ChatFormat, Model, ModelFile
from app.core.errors import Cancelled, ModelDied
from app.worker.child import Handler
from app.worker.frames import Frame


def handlers() -> Mapping[str, Handler]:
    desk = _Desk()
    return {"load": desk.load, "count": desk.count, "generate": desk.generate}


class _Desk:
    """Holds the one loaded model."""

    def __init__(self) -> None:
        self._engine: Engine | None = None

    def load(self, request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Hash the files, then load. Raises ModelMissing, ModelDamaged, ModelUnloadable, Cancelled."""
        header = request.header
        model = _model(header)
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        for done, total in _verify(model, is_cancelled):
            yield Frame({"verified": [done, total]})
        self._engine = Engine(
            model.weights,
            model_id=model.id,
            template_sha256=model.chat_template_sha256,
            chat=ChatFormat(**header["chat"]),
            threads=Threads(int(header["threads"]), int(header["prompt_threads"])),
            context_tokens=int(header["context_tokens"]),
        )
        yield Frame({"context_tokens": self._engine.context_tokens})

    def count(self, request: Frame, _is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
        engine = self._loaded(request)
        yield Frame({"counts": [len(engine.tokens(text)) for text in request.header["texts"]]})

    def generate(self, request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
        """Raises PromptTooLong, Cancelled."""
        engine = self._loaded(request)
        header = request.header
        prompt = engine.encode([Turn(turn["role"], tuple(turn["parts"])) for turn in header["turns"]])
        for step in engine.generate(
            prompt, max_tokens=int(header["max_tokens"]), stops=header["stops"], is_cancelled=is_cancelled
        ):
            if isinstance(step, Piece):
                yield Frame({"token": step.text})
            elif isinstance(step, Evaluated):
                yield Frame({"progress": [step.done, step.total]})
            else:
                yield Frame({"finished": asdict(step)})

    def _loaded(self, request: Frame) -> Engine:
        """A child that was started anew has no model yet; the parent loads it and asks again."""
        if self._engine is None or self._engine.model_id != request.header["model"]:
            raise ModelDied(model=request.header["model"])
        return self._engine


def _model(header: Mapping[str, Any]) -> Model:
    return Model(
        id=str(header["model"]),
        role="chat",
        default=False,
        folder=Path(header["folder"]),
        files=tuple(ModelFile(str(f["path"]), int(f["bytes"]), str(f["sha256"])) for f in header["files"]),
        licence="",
        origin="",
        context=0,
        quantisation="",
        min_memory_mib=0,
        chat_template_sha256=str(header["chat_template_sha256"]),
    )


def _verify(model: Model, is_cancelled: Callable[[], bool]) -> Iterator[tuple[int, int]]:
    """Hash every file before llama.cpp sees one; (bytes done, bytes in all) per file."""
    total = sum(file.bytes for file in model.files)
    done = 0

    def progress(read: int) -> None:
        nonlocal done
        done += read
        if is_cancelled():
            raise Cancelled

    yield 0, total
    model.verify(progress)
    yield done, total
