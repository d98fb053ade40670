"""The gguf child: llama.cpp is asked whether it knows a model file, before the file is taken in.

Request (JSON header):
    known  {path} -> {reason: "" | "architecture" | "pre-tokenizer" | "file"}
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from app.assist import refused
from app.assist.llama.surroundings import Signed, give_up_foreign_code
from app.core.errors import AppError
from app.worker.child import Handler
from app.worker.frames import Frame


def handlers(signed: Signed) -> Mapping[str, Handler]:
    try:
        give_up_foreign_code(signed)
    except AppError as error:
        return refused.handlers(("known",), error)
    return {"known": _known}


def _known(request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
    from app.assist.llama.knowing import known  # llama_cpp must not be loaded before foreign code was given up

    del is_cancelled
    yield Frame({"reason": known(Path(request.header["path"])).reason})
