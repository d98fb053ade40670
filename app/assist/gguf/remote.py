"""The gguf child as the parent sees it: started for one file, ended after it."""

from pathlib import Path

from app.assist.gguf.header import Header
from app.core.errors import ModelUnloadable, ModelUnsupported
from app.core.events import Cancel
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent

_SILENCE = 120.0
"""Seconds: a large vocabulary from a cold disk on a busy PC."""


def require_known(path: Path, header: Header, *, model: str, cancel: Cancel | None = None) -> None:
    """Ask this build of llama.cpp whether it knows the architecture and the pre-tokenizer of `path`.

    Raises ModelUnsupported, ModelUnloadable (llama.cpp refuses the file, or died of it), ChildUnstartable, Cancelled.
    """
    child = Child("gguf")
    try:
        (reply,) = child.call("known", {"path": str(path)}, cancel=cancel, silence=_SILENCE)
    except (ChildDied, ChildSilent, ChildCrashed) as error:
        raise ModelUnloadable(model=model, detail="crash") from error
    finally:
        child.kill()
    reason = str(reply.header["reason"])
    if reason == "architecture":
        raise ModelUnsupported(model=model, architecture=header.architecture)
    if reason == "pre-tokenizer":
        pre = "".join(letter for letter in header.text("tokenizer.ggml.pre")[:80] if letter.isprintable())
        raise ModelUnsupported(model=model, architecture=f"{header.architecture} / {pre or '-'}")
    if reason:
        raise ModelUnloadable(model=model, detail="file")
