"""What a user may choose, with defaults. Read from `settings.toml` in the workspace.

Order: the site's policy > command line > user file > default. What the policy gives is locked (core.policy).
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from app.core.errors import BadRequestFile
from app.core.messages import LANGUAGES
from app.core.security_errors import SettingLocked

_CHOICES = {"language": LANGUAGES, "unsupported": ("mark", "drop"), "writing": ("auto", "always", "never")}


def choices(name: str) -> tuple[str, ...]:
    """What a field may be; empty where its type is all that is asked of it."""
    return _CHOICES.get(name, ())


def require_free(locked: Mapping[str, object], values: Mapping[str, object]) -> None:
    """Raises SettingLocked where a value is to be set that is locked to another one."""
    for name, value in values.items():
        if name in locked and locked[name] != value:
            raise SettingLocked(name=name)


@dataclass(frozen=True, slots=True)
class Settings:
    """Empty model ids mean the catalogue's default, an empty `adapter` none; `threads` 0 means chosen for the machine;
    `gpu_layers` is how many layers of the chat model go to the graphics card: -1 as many as fit, 0 none, n at most n,
    which also tries anew what the card once failed at.

    `memory_mib` is the ceiling of a run that takes files in while somebody works at the PC, 0: a quarter of the PC's
    memory. `search_history` false: no search is remembered, whatever the window says, and no conversation is
    kept; `keep_conversations` false: no conversation is. `unsupported`: sentences of an
    answer that no article carries are marked (`mark`) or left out (`drop`); `writing` is when the chat model is
    asked: `auto` where the articles cut by code may not do, `always`, or `never`."""

    language: str = "ko"
    chat_model: str = ""
    adapter: str = ""
    embed_model: str = ""
    threads: int = 0
    context_tokens: int = 4096
    gpu_layers: int = -1
    memory_mib: int = 0
    search_history: bool = True
    keep_conversations: bool = True
    unsupported: str = "mark"
    writing: str = "auto"

    def with_file(self, path: Path) -> "Settings":
        """These settings overlaid with a user's file; a missing file changes nothing.

        Raises BadRequestFile when the file is not TOML or a value has the wrong type.
        """
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return self
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise BadRequestFile(name=path.name, line=0, detail=str(error)) from error
        return self.with_values(data, path.name)

    def with_values(self, values: dict[str, object], name: str) -> "Settings":
        """Raises BadRequestFile for an unknown key or a wrong type: a typing error must not pass."""
        known = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        for key, value in values.items():
            if key not in known or type(value) is not known[key]:
                raise BadRequestFile(name=name, line=0, detail=key)
        changed = replace(self, **values)  # type: ignore[arg-type]
        for key, allowed in _CHOICES.items():
            if getattr(changed, key) not in allowed:
                raise BadRequestFile(name=name, line=0, detail=key)
        return changed

    def under(self, locked: Mapping[str, object]) -> "Settings":
        """These settings with the values that nobody may change; `locked` was checked when the policy was read."""
        return replace(self, **locked)  # type: ignore[arg-type]

    def generation_threads(self) -> int:
        """Half the logical processors: generation is bound by memory, and the PC stays usable."""
        return self.threads or max(1, min(8, ((os.cpu_count() or 2) + 1) // 2))

    def encoding_threads(self) -> int:
        """Encoding and prompts are bound by arithmetic: all but one of many processors."""
        count = os.cpu_count() or 2
        return self.threads or (count if count <= 2 else count - 1)
