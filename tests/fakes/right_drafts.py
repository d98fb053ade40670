"""Right drafts with their sources, read from tests/data/facts/drafts.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.drafts import Basis, Computation
from app.letters.facts.sources import Sources

_FILE = Path(__file__).resolve().parents[1] / "data" / "facts" / "drafts.toml"


@dataclass(frozen=True, slots=True)
class RightDraft:
    name: str
    form: str
    text: str
    sources: Sources


def right_drafts() -> list[RightDraft]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return [_draft(one, data["articles"]) for one in data["draft"]]


def _draft(one: dict[str, Any], articles: dict[str, dict[str, str]]) -> RightDraft:
    bases = tuple(
        Basis(key, held["title"], held["article"], held["quote"], text=held["text"].strip())
        for key, held in ((key, articles[key]) for key in one.get("articles", ()))
    )
    computations = tuple(
        Computation(
            held["label"], held["result"], held["formula"], tuple(held.get("inputs", ())), held.get("basis", "")
        )
        for held in one.get("computations", ())
    )
    sources = Sources(
        one["notes"].strip(), bases, computations, one.get("defaults", {}), one.get("confirmed", {}), one["today"]
    )
    return RightDraft(one["name"], one["form"], one["text"].strip(), sources)
