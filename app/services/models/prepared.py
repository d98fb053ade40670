"""models/prepared.toml: what is known of models that a site may bring, and by what a file of theirs is recognised.

Nothing here can be loaded: there is no hash and no file. It fills in what a file does not say of itself.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import CatalogDamaged
from app.services.models.facts import Facts

FILE = "prepared.toml"
USES = ("free", "conditions", "research", "unknown")


@dataclass(frozen=True, slots=True)
class Prepared:
    """`use` is what the licence allows: `free`, `conditions` (to be read), `research` (no use at work) or `unknown`.

    `names` is looked for in the file's name and in what it calls itself; `architectures` and `pre_tokenizers` are the
    ones that converters write, none: any. `format` is an id of the catalogue, empty: only from the template.
    """

    id: str
    title: str
    names: re.Pattern[str]
    architectures: tuple[str, ...]
    pre_tokenizers: tuple[str, ...]
    licence: str
    use: str
    format: str


def load(folder: Path) -> tuple[Prepared, ...]:
    """Read `folder/prepared.toml`, in its order. Raises CatalogDamaged."""
    try:
        data = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        return tuple(_prepared(entry) for entry in data["prepared"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error) as error:
        raise CatalogDamaged(name=FILE) from error


def recognise(known: tuple[Prepared, ...], facts: Facts, file_name: str) -> Prepared | None:
    """The first entry that the file's names and figures fit."""
    named = f"{facts.name} {file_name}"
    for entry in known:
        if entry.architectures and facts.architecture not in entry.architectures:
            continue
        if entry.pre_tokenizers and facts.pre_tokenizer not in entry.pre_tokenizers:
            continue
        if entry.names.search(named):
            return entry
    return None


def _prepared(entry: dict[str, object]) -> Prepared:
    use = str(entry["use"])
    if use not in USES:
        raise ValueError(use)
    return Prepared(
        id=str(entry["id"]),
        title=str(entry["title"]),
        names=re.compile(str(entry["names"]), re.IGNORECASE),
        architectures=_words(entry.get("architectures", [])),
        pre_tokenizers=_words(entry.get("pre_tokenizers", [])),
        licence=str(entry["licence"]),
        use=use,
        format=str(entry.get("format", "")),
    )


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(str(word) for word in value)
