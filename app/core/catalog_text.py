"""A catalogue as TOML text: the same form that core.catalog reads."""

import json
from collections.abc import Iterable, Iterator

from app.core.catalog import ChatFormat, Model

_HEAD = "# What this site added with `munjigi model add`. Nothing is loaded whose size and SHA-256 are not these.\n"


def text(models: Iterable[Model], formats: Iterable[ChatFormat]) -> str:
    """Models of one file each, and formats, as catalog.toml has them."""
    parts = [_HEAD]
    parts += ["\n".join(_format(one)) + "\n" for one in formats]
    parts += ["\n".join(_model(one)) + "\n" for one in models]
    return "\n".join(parts)


def _format(chat: ChatFormat) -> Iterator[str]:
    yield "[[format]]"
    yield f"id = {string(chat.id)}"
    yield f"begin = {string(chat.begin)}"
    for name, strings in (("openings", chat.openings), ("closings", chat.closings)):
        inside = ", ".join(f"{string(role)} = {string(value)}" for role, value in strings.items())
        yield f"{name} = {{ {inside} }}"
    yield f"reply = {string(chat.reply)}"


def _model(model: Model) -> Iterator[str]:
    (file,) = model.files
    yield "[[model]]"
    for name, value in (("id", model.id), ("role", model.role), ("file", file.path)):
        yield f"{name} = {string(value)}"
    yield f"bytes = {file.bytes}"
    yield f"sha256 = {string(file.sha256)}"
    for name, value in (
        ("licence", model.licence),
        ("origin", model.origin),
        ("quantisation", model.quantisation),
        ("architecture", model.architecture),
        ("chat_template_sha256", model.chat_template_sha256),
    ):
        yield f"{name} = {string(value)}"
    yield f"context = {model.context}"
    yield f"min_memory_mib = {model.min_memory_mib}"
    if model.base:
        yield f"base = {string(model.base)}"
        yield f"scale = {float(model.scale)}"
    if model.format is not None:
        yield f"chat_format = {string(model.format.id)}"


def string(value: str) -> str:
    """A TOML basic string. JSON's escapes are TOML's but for DEL, which JSON leaves as it is."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
