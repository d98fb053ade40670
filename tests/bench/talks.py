"""Follow-ups as people type them: `python -m tests.bench.talks TALKS.jsonl HOME`.

TALKS holds a conversation a line: {"id", "half", "law", "turns": [{"said", "meant", "kind"}]}, `meant` being what a
person would take `said` for, as a question that stands alone; in brackets where it means none. Kinds: `first`,
`follow`, `new` (another subject: nothing of the one before may come in), `chat`. HOME is a workspace that holds the
laws, as that of tests.bench.unseen does.

A follow-up counts as found when the article that comes first for what was meant is among the first three for what the
program makes of it; `as typed` tells the same of the words as they stand. No model writes and nothing is kept.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.assist.follow.standing_alone import stand_alone
from app.core.answers import Exchange, KeptCitation
from app.core.events import Cancel
from app.core.types import Hit, Query
from app.services.context import Workspace
from tests.bench.running import say

_ARTICLE = re.compile(r"제\d+조(?:의\d+)?|.*")
_NEAREST = 3
_LIMIT = 20
_QUOTED = 400  # letters of the passage that stand for the answer


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("talks", type=Path)
    parser.add_argument("home", type=Path)
    parser.add_argument("--half", choices=("mend", "unread"), default="mend")
    parser.add_argument("--show", action="store_true", help="each follow-up: for the half that is read")
    chosen = parser.parse_args(argv)
    rows = [json.loads(line) for line in chosen.talks.read_text(encoding="utf-8").splitlines() if line.strip()]
    workspace = Workspace.open(chosen.home)
    totals: Counter[str] = Counter()
    try:
        for row in rows:
            if row["half"] == chosen.half:
                _talk(workspace, row["turns"], totals, show=chosen.show and chosen.half == "mend")
    finally:
        workspace.close()
    say(bench=f"{chosen.talks.stem} {chosen.half}", **dict(sorted(totals.items())))
    return 0


def _talk(workspace: Workspace, turns: Sequence[Mapping[str, str]], totals: Counter[str], *, show: bool) -> None:
    before: list[Exchange] = []
    for turn in turns:
        made = stand_alone(turn["said"], before)
        hits = _found(workspace, made.text)
        changed = made.text != turn["said"]
        totals[turn["kind"]] += 1
        totals[f"{turn['kind']}, rewritten"] += changed
        if turn["kind"] == "follow" and not turn["meant"].startswith("("):
            meant = _places(_found(workspace, turn["meant"]))[:1]
            typed = _places(_found(workspace, turn["said"]))
            totals["compared"] += 1
            totals["found as typed"] += meant[0] in typed[:_NEAREST] if meant else 0
            totals["found as made"] += meant[0] in _places(hits)[:_NEAREST] if meant else 0
            if show:
                say(said=turn["said"], made=made.text if changed else "", meant=turn["meant"])
        before.append(_exchange(turn["said"], made.text, hits))


def _found(workspace: Workspace, text: str) -> tuple[Hit, ...]:
    return workspace.searcher.search(Query(text, limit=_LIMIT), cancel=Cancel()).hits


def _places(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    """(document, article) of each hit, each once: a paragraph counts as its article."""
    found = ((hit.document.title, _ARTICLE.match(hit.passage.locator.label)) for hit in hits)
    return list(dict.fromkeys((title, article[0] if article else "") for title, article in found))


def _exchange(said: str, made: str, hits: Sequence[Hit]) -> Exchange:
    """As if the passage that was found first had been quoted."""
    text = hits[0].passage.text[:_QUOTED] if hits else ""
    kept: dict[str, Any] = {"asked": 0, "collections": (), "reason": "", "reason_params": {}, "statements": ()}
    cited = [
        KeptCitation(1, hit.document.id, hit.document.title, hit.passage.locator.label, "", text, (0, len(text)))
        for hit in hits[:1]
    ]
    return Exchange(
        id=1, question=said, standalone=made, text=text, abstained=not hits, citations=tuple(cited), model="", **kept
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
