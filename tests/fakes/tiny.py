"""Tiny chat models as catalogue entries, in the real child: they say nothing, but exactly the same each time."""

import hashlib
from pathlib import Path
from typing import Any

from app.assist.place.loading import Loader
from app.assist.prompts import Prompt
from app.assist.remote import Generator
from app.assist.templates import Turn, fingerprint
from app.core.catalog import ChatFormat, Model, ModelFile
from app.core.events import Token
from tests.fakes.gguf import Gguf
from tests.fakes.gguf_models import CHATML

CONTEXT = 4096
ROLES = ("system", "user", "assistant")
CHAT = ChatFormat(
    "chatml",
    "",
    {role: f"<|im_start|>{role}\n" for role in ROLES},
    dict.fromkeys(ROLES, "<|im_end|>\n"),
    "<|im_start|>assistant\n",
)
FIXED = Turn("system", ("규정을 읽고 묻는 말에 짧게 답한다. " * 8,))


def written(folder: Path, name: str, made: Gguf, template: str = CHATML, chat: ChatFormat = CHAT) -> Model:
    """The model as a file in `folder`, and its entry."""
    return entry(folder, name, made.data(), template, chat)


def entry(folder: Path, name: str, data: bytes, template: str = CHATML, chat: ChatFormat = CHAT) -> Model:
    """Whatever bytes as a file in `folder`, and the entry that says that they are right."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.gguf"
    path.write_bytes(data)
    files = (ModelFile(path.name, len(data), hashlib.sha256(data).hexdigest()),)
    return Model(name, "chat", False, folder, files, "", "", CONTEXT, "", 0, fingerprint(template.encode()), chat)


def child(model: Model, cache: Path | None = None) -> Generator:
    return Generator(Loader(model, 1, 2, CONTEXT, cache=cache))


def about(text: str, question: str) -> Prompt:
    return Prompt((FIXED, Turn("user", (text, f"\n\n{question}"))), (), (), ())


def said(generator: Generator, prompt: Prompt, tokens: int = 60, **options: Any) -> str:
    events = generator.generate(prompt, max_tokens=tokens, **options)
    return "".join(event.text for event in events if isinstance(event, Token))
