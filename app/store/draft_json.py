"""A draft as JSON, and read back strictly: a value of another type, a key too many or one missing is a ValueError.

A key that a later version added is missing in older rows: it is let pass where its field has a default.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast, get_args, get_origin, get_type_hints

from app.core.drafts import Draft
from app.store.folding import storable

_DEEPEST = 40
"""Items stand in items at eight levels; a file that goes on for ever must not."""


def written(draft: Draft) -> str:
    """Without its id and its times: the same words give the same JSON."""
    data = {key: value for key, value in _plain(draft).items() if key not in _NOT_CONTENT}
    return storable(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def read(text: str, identity: int, started: int, touched: int) -> Draft:
    """The draft. Raises ValueError."""
    try:
        data = json.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(data, dict) or set(data) & _NOT_CONTENT:
        raise ValueError("not a draft")
    given = {**data, "id": identity, "started": started, "touched": touched}
    return cast(Draft, _built(Draft, given, 0))


_NOT_CONTENT = frozenset({"id", "started", "touched"})


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return value.value if isinstance(value, StrEnum) else value


def _built(kind: Any, data: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, data, depth)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(data, list):
        if inner[-1] is Ellipsis:
            return tuple(_built(inner[0], one, depth + 1) for one in data)
        if len(inner) != len(data):
            raise ValueError("length of a tuple")
        return tuple(_built(one, value, depth + 1) for one, value in zip(inner, data, strict=True))
    if origin is Mapping and isinstance(data, dict):
        return {key: _built(inner[1], value, depth + 1) for key, value in data.items()}
    if type(None) in inner:
        (other,) = (one for one in inner if one is not type(None))
        return None if data is None else _built(other, data, depth)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(data, str):
        return kind(data)
    if type(data) is kind:  # bool is an int, and must not pass for one
        return data
    raise ValueError(f"{kind} from {type(data).__name__}")


def _record(kind: type, data: Any, depth: int) -> Any:
    known = _fields(kind)
    if not isinstance(data, dict) or not data.keys() <= known.keys():
        raise ValueError(f"keys of {kind.__name__}")
    missing = [name for name, (one, _) in known.items() if name not in data and not _optional(one)]
    if missing:
        raise ValueError(f"{kind.__name__} without {missing[0]}")
    return kind(**{name: _built(known[name][1], value, depth + 1) for name, value in data.items()})


def _optional(one: "Field[Any]") -> bool:
    return one.default is not MISSING or one.default_factory is not MISSING


@lru_cache(maxsize=64)
def _fields(kind: type) -> "dict[str, tuple[Field[Any], Any]]":
    hints = get_type_hints(kind)
    return {one.name: (one, hints[one.name]) for one in fields(kind)}
