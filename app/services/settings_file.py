"""Single values of `<home>/settings.toml`, or of a file like it, written by the program; the user's other lines stay as
they are."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from app.core.catalog_text import string
from app.core.errors import BadRequestFile
from app.core.settings import Settings, require_free
from app.services.context import Workspace
from app.services.site_models import write_whole

FILE = "settings.toml"


Value = str | int | bool


def choose(workspace: Workspace, values: Mapping[str, Value]) -> Settings:
    """Write what the user chose and go by it from now on; what is read at the start only counts from the next one.

    Raises BadRequestFile for a value that is none, SettingLocked, and what `set_values` raises.
    """
    require_free(workspace.policy.settings, values)
    chosen = workspace.settings.with_values(dict(values), FILE)
    set_values(workspace.home, values)
    workspace.settings = chosen
    return chosen


def set_values(home: Path, values: Mapping[str, Value], name: str = FILE) -> None:
    """Write these keys into the file of that name; an empty text takes the key out.

    Raises BadRequestFile for a file that cannot be changed safely, DiskFull and WorkspaceUnwritable.
    """
    path = home / name
    try:
        before = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        before = ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequestFile(name=name, line=0, detail="") from error
    after = before
    for key, value in values.items():
        after = _changed(after, key, value)
    if after == before:
        return
    _require(before, after, values, name)
    write_whole(path, after)


def _changed(text: str, key: str, value: Value) -> str:
    line = re.compile(
        rf"^(\s*{key}\s*=\s*)(\"[^\"\n]*\"|'[^'\n]*'|true|false|[+-]?\d+)([ \t]*(?:#[^\n]*)?)$", re.MULTILINE
    )
    if value != "" and line.search(text):
        return line.sub(lambda match: f"{match[1]}{_told(value)}{match[3]}", text, count=1)
    if value != "":
        return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{key} = {_told(value)}\n"
    return re.sub(line.pattern + r"\n?", "", text, count=1, flags=re.MULTILINE)


def _told(value: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return string(value) if isinstance(value, str) else str(value)


def _require(before: str, after: str, values: Mapping[str, Value], name: str) -> None:
    """The new text says what the old one said, but for these values; a form we do not understand is left alone."""
    try:
        expected = {key: value for key, value in tomllib.loads(before).items() if key not in values}
        expected |= {key: value for key, value in values.items() if value != ""}
        if tomllib.loads(after) == expected:
            return
    except tomllib.TOMLDecodeError as error:
        raise BadRequestFile(name=name, line=0, detail=str(error)) from error
    raise BadRequestFile(name=name, line=0, detail=", ".join(values))
