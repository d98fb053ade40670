"""Answers on laws that nothing was tuned on: `python -m tests.bench.unseen STATUTES.tar.xz QUESTIONS.jsonl HOME`.

STATUTES is an archive of national statutes, a folder for each family of laws (act, decree, rule), a Markdown file for
each with its `제목:` in the head. QUESTIONS is in the form of `munjigi eval answers`, with these fields besides:
`half` (`mend`: causes may be looked for and mended by it; `unread`: scored, never read), `laws` (titles that the
corpus must hold for the question; gold's `file` is `TITLE.md`), `absent` (titles that it must not hold).

HOME is a workspace; a new one takes in all laws that any question names, and `--hay` others besides, chosen by the
hash of their title. With `--writing never` no model writes. Intervals: 95 %, as of `munjigi eval answers`. The run
(questions, answers) lies in HOME/cache/unseen, out of the repository.
"""

import argparse
import hashlib
import json
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from app.services.measure.scoring import gold_pairs, stem
from app.store.database import FILE_NAME
from tests.bench.running import run, say

HALVES = ("mend", "unread", "both")
FIGURES = (
    "recall@1",
    "recall@5",
    "gold_recall",
    "gold_precision",
    "quote_precision",
    "article_exists",
    "point_numbers",
    "abstain_recall",
    "abstain_precision",
    "wrong_refusal",
)
_SIZES = range(4_000, 150_000)  # bytes of a law that stands for others: neither a stub nor a code of law
_LONGEST = 240  # bytes of a title that is a file's name
_TITLE = "제목:"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("statutes", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("home", type=Path)
    parser.add_argument("--half", choices=HALVES, default="mend")
    parser.add_argument("--writing", choices=("auto", "always", "never"), default="auto")
    parser.add_argument("--hay", type=int, default=60)
    parser.add_argument("--kinds", action="store_true", help="the figures of each kind too")
    chosen = parser.parse_args(argv)
    rows = [json.loads(line) for line in chosen.questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not (chosen.home / FILE_NAME).exists():
        folder = chosen.home / "statutes"
        _unpack(chosen.statutes, folder, _titles(rows, "laws"), _titles(rows, "absent"), chosen.hay)
        taken = run(chosen.home, "index", folder)
        say(bench="indexed", files=taken.result["added"], passages=taken.result["passages"], wall=round(taken.seconds))
    asked = [row for row in rows if chosen.half in ("both", row["half"])]
    return _asked(chosen.home, chosen.questions.stem, asked, chosen)


def _asked(home: Path, name: str, rows: Sequence[Mapping[str, Any]], chosen: argparse.Namespace) -> int:
    """One `eval answers` over the rows, each asked anew: an answer kept from before would hide a change."""
    _set(home / "settings.toml", chosen.writing)
    folder = home / "cache" / "unseen"
    folder.mkdir(parents=True, exist_ok=True)
    asked, out = (folder / f"{name}-{chosen.half}-{chosen.writing}.{what}.jsonl" for what in ("asked", "run"))
    asked.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    out.unlink(missing_ok=True)
    done = run(home, "eval", "answers", asked, "--out", out)
    if done.status or done.result is None:
        say(bench="failed", status=done.status, events=done.events)
        return done.status or 1
    held = json.loads(Path(done.result["summary"]).read_text(encoding="utf-8"))
    with_gold = sum(bool(gold_pairs(row)) for row in rows)
    say(bench=f"{name} {chosen.half}", writing=chosen.writing, asked=len(rows), answerable=with_gold, run=str(out))
    kinds = held["kinds"].items() if chosen.kinds else ()
    for kind, told in chain([("all", held["overall"])], kinds):
        figures = {one: _figure(told["figures"][one]) for one in FIGURES if one in told["figures"]}
        say(kind=kind, questions=told["questions"], **figures)
    return 0


def _figure(told: Mapping[str, float]) -> str:
    """`.812 [.731, .887] 44.3/54`"""
    value, low, high = (f"{told[name]:.3f}" for name in ("value", "low", "high"))
    return f"{value} [{low}, {high}] {told['hits']:g}/{told['of']:g}"


def _set(settings: Path, writing: str) -> None:
    settings.write_text(f'writing = "{writing}"\n', encoding="utf-8")


def _titles(rows: Sequence[Mapping[str, Any]], name: str) -> frozenset[str]:
    """As stems. A gold article's law counts as named."""
    told = [title for row in rows for title in row.get(name) or ()]
    if name == "laws":
        told += [Path(gold["file"]).stem for row in rows for gold in row.get("gold") or ()]
    return frozenset(stem(f"{title}.md") for title in told)


def _unpack(archive: Path, folder: Path, named: frozenset[str], absent: frozenset[str], hay: int) -> None:
    """Each law as TITLE.md. Raises SystemExit naming a law that the archive does not hold."""
    folder.mkdir(parents=True)
    others: dict[str, tuple[str, bytes]] = {}
    found = set()
    for title, content in _laws(archive):
        key = stem(f"{title}.md")
        if key in named:
            found.add(key)
            (folder / f"{title}.md").write_bytes(content)
        elif key not in absent and len(content) in _SIZES and len(title.encode()) < _LONGEST:
            others[hashlib.sha256(key.encode()).hexdigest()] = title, content
    if named - found:
        raise SystemExit(f"not in {archive.name}: {sorted(named - found)}")
    for _hash, (title, content) in islice(sorted(others.items()), hay):
        (folder / f"{title}.md").write_bytes(content)


def _laws(archive: Path) -> Iterator[tuple[str, bytes]]:
    """(title, content) of each Markdown file with a title in its head."""
    with tarfile.open(archive) as opened:
        for member in opened:
            held = opened.extractfile(member) if member.isfile() and member.name.endswith(".md") else None
            if held is None:
                continue
            content = held.read()
            for line in content[:1000].decode("utf-8", "replace").splitlines():
                if line.startswith(_TITLE):
                    yield line.removeprefix(_TITLE).strip().strip("'\"").replace("/", " "), content
                    break


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
