"""`policy.toml` as a Policy, read strictly: what is not understood is refused, for a policy that is half in force is
none. Every field is told in assets/policy/example.toml."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from app.core.errors import BadRequestFile
from app.core.policy import Policy
from app.core.security_errors import PolicyMalformed
from app.core.settings import Settings

NAME = "policy.toml"
MOST_BYTES = 256 * 1024
"""Of the file: some thousands of digests."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"[a-z0-9]{1,10}")
_TITLE_LETTERS, _NAME_LETTERS, _MOST_DAYS = 200, 200, 36_500


def parsed(data: bytes, name: str = NAME) -> Policy:
    """The policy that a file of these bytes is; `title` is all that must be there. Raises PolicyMalformed with the
    field's name, or the place that is no TOML."""
    if len(data) > MOST_BYTES:
        raise PolicyMalformed(name=name, detail=f"> {MOST_BYTES >> 10} KiB")
    try:
        fields = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise PolicyMalformed(name=name, detail=str(error)[:200]) from error
    for key in fields:
        if key not in _READ:
            raise PolicyMalformed(name=name, detail=key)
    values: dict[str, Any] = {}
    for key, read in _READ.items():
        if key not in fields:
            if key == "title":
                raise PolicyMalformed(name=name, detail=key)
            continue
        try:
            values[key] = read(fields[key])
        except BadRequestFile as error:
            raise PolicyMalformed(name=name, detail=f"{key}.{error.params['detail']}") from error
        except (TypeError, ValueError) as error:
            raise PolicyMalformed(name=name, detail=key) from error
    return Policy(**values, digest=hashlib.sha256(data).hexdigest())


def _title(value: object) -> str:
    if type(value) is not str:
        raise TypeError
    if not value.strip() or len(value) > _TITLE_LETTERS or not value.isprintable():
        raise ValueError
    return value


def _settings(value: object) -> Mapping[str, object]:
    """Raises BadRequestFile with the setting's name in `detail`."""
    if type(value) is not dict:
        raise TypeError
    Settings().with_values(value, NAME)
    return dict(value)


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _days(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    if not 0 <= value <= _MOST_DAYS:
        raise ValueError
    return value


def _texts(fits: Callable[[str], object]) -> Callable[[object], tuple[str, ...]]:
    """A list of texts, each once. One that is there and empty says nothing, and is refused: who forbids all by it
    would allow all."""

    def read(value: object) -> tuple[str, ...]:
        if type(value) is not list or not all(type(one) is str for one in value):
            raise TypeError
        if not value or len(set(value)) != len(value) or not all(fits(one) for one in value):
            raise ValueError
        return tuple(value)

    return read


def _is_name(text: str) -> bool:
    return bool(text.strip()) and len(text) <= _NAME_LETTERS and text.isprintable()


_READ: Mapping[str, Callable[[object], object]] = {
    "title": _title,
    "settings": _settings,
    "models": _texts(_SHA256.fullmatch),
    "collections": _texts(_is_name),
    "exports": _texts(_SUFFIX.fullmatch),
    "forbid_marked": _truth,
    "clipboard": _truth,
    "printing": _truth,
    "retention_days": _days,
    "warning_days": _days,
    "encrypted": _truth,
}
