"""The words for codes: assets/messages/{ko,en}.toml, one table a code.

    ["ING-003"]
    title  = "암호가 걸린 문서"
    text   = "'{name}'은(는) 암호가 걸려 있어 읽지 못했습니다."
    action = "암호를 푼 파일을 다시 넣어 주세요."

A table named `[say]` holds the sentences of the command line that carry no code.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import AppError
from app.core.paths import assets_dir

LANGUAGES = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Message:
    code: str
    title: str
    text: str
    action: str

    def __str__(self) -> str:
        return f"{self.text} {self.action} ({self.code})".replace("  ", " ")


class Messages:
    """The catalogue of one language."""

    def __init__(self, tables: Mapping[str, Mapping[str, str]], language: str) -> None:
        self._tables = tables
        self.language = language

    @classmethod
    def load(cls, language: str, folder: Path | None = None) -> "Messages":
        """Read one language. Raises OSError or tomllib.TOMLDecodeError: a broken installation."""
        path = (folder or assets_dir() / "messages") / f"{language}.toml"
        return cls(tomllib.loads(path.read_text(encoding="utf-8")), language)

    def for_code(self, code: str, params: Mapping[str, Any]) -> Message:
        """The message of a code; an unknown code still gives its code and parameters."""
        table = self._tables.get(code)
        if table is None:
            return Message(code, code, " ".join(f"{k}={v}" for k, v in params.items()), "")
        known = _Known({name: self._told(value) for name, value in params.items()})
        return Message(code, table["title"], table["text"].format_map(known), table["action"].format_map(known))

    def for_error(self, error: AppError) -> Message:
        return self.for_code(error.code, error.params)

    def _told(self, value: Any) -> Any:
        """A tuple of keys of `[say]` as words; anything else as it is."""
        if not isinstance(value, tuple):
            return value
        return ", ".join(self._tables["say"].get(str(key), str(key)) for key in value)

    def say(self, key: str, **params: Any) -> str:
        """A sentence without a code, for example `say("index_done", added=3)`."""
        return self._tables["say"][key].format_map(_Known(params))


class _Known(dict[str, Any]):
    """A missing parameter prints as `?` rather than hiding the whole message."""

    def __missing__(self, key: str) -> str:
        return "?"
