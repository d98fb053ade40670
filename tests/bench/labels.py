"""How often a label is right: `python -m tests.bench.labels FOLDER_OF_STATUTES SEED [--half tune|held] [--laws N]`.

From articles of statutes in Markdown, sentences are made by rule (claims.py): true ones, and false ones of which it is
known what is wrong with them. Each is given to the checks as a model's sentence with [1] behind it, among its article
and two others of the same law. Kinds are counted apart: how many are 인용 확인, 근거 있음, 확인 필요. The halves are by
law, so that rules found on one are measured on the other. A false sentence that happens to stand in one of the three
articles is left out, but for kinds that are made by cutting.
"""

import argparse
import hashlib
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.assist.fold import folded
from app.assist.settle import settle
from app.core.answers import Verdict
from app.core.locator import NONE
from app.core.types import Document, DocumentKind, Hit
from app.core.types import Source as File
from app.ingest.parse import parse
from app.ingest.read import read
from tests.bench.claims import Claim, claims, source

_ARTICLES = 6
"""Articles of one law at most."""
_CUT = ("condition cut in front", "number cut", "cut in the verb")
_SHOWN = {Verdict.QUOTED: "인용 확인", Verdict.GROUNDED: "근거 있음", Verdict.UNCHECKED: "확인 필요"}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--half", choices=("tune", "held"), default="tune")
    parser.add_argument("--laws", type=int, default=120)
    parser.add_argument("--show", default="", help="a kind: its sentences that are labelled wrongly are printed")
    chosen = parser.parse_args(argv)
    chance = random.Random(chosen.seed)
    counts: defaultdict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    spent, said = 0.0, 0
    for hits, made in _made(chosen.folder, chosen.half, chosen.laws, chance):
        for claim, given in made:
            start = time.perf_counter()
            verdict = label(claim.text, given)
            spent, said = spent + time.perf_counter() - start, said + 1
            counts[claim.true, claim.kind][verdict] += 1
            if claim.kind == chosen.show and claim.true == (verdict == _SHOWN[Verdict.UNCHECKED]):
                print(f"{verdict}: {claim.text}\n    of {hits[0].document.title} {hits[0].passage.locator}")
    print(_table(counts))
    print(f"{said} sentences, {1000 * spent / max(1, said):.1f} ms each")
    return 0


def label(text: str, hits: Sequence[Hit]) -> str:
    """The weakest label among what the checks make of a sentence that cites [1]."""
    told = settle(f"{text} [1].", hits).statements
    if not told:
        return "left out"
    order = (Verdict.UNCHECKED, Verdict.GROUNDED, Verdict.QUOTED)
    return _SHOWN[min((one.verdict for one in told), key=order.index)]


def _made(
    folder: Path, half: str, laws: int, chance: random.Random
) -> Iterator[tuple[list[Hit], list[tuple[Claim, list[Hit]]]]]:
    files = [path for path in sorted(folder.rglob("*.md")) if _half(path, folder) == half]
    chance.shuffle(files)
    before: Claim | None = None
    for path in files[:laws]:
        articles = _articles(path)
        chance.shuffle(articles)
        for at, article in enumerate(articles[:_ARTICLES]):
            hits = [article, *(articles[(at + step) % len(articles)] for step in (1, 2) if len(articles) > step)]
            one = source(article.passage.text)
            every = "\n".join(folded(hit.passage.text) for hit in hits)
            place = article.passage.locator.label
            made = [
                claim
                for claim in claims(one, chance, article.document.title, place)
                if claim.true or claim.kind in _CUT or folded(claim.text) not in every
            ]
            pairs = [(claim, hits) for claim in made]
            if before is not None and folded(before.text) not in every:
                pairs.append((Claim("another law's sentence", False, before.text), hits))
            yield hits, pairs
        before = (
            next((Claim("", True, text) for text in source(articles[0].passage.text).sentences), before)
            if articles
            else before
        )


def _half(path: Path, folder: Path) -> str:
    """By law: a statute, its decree and its rules lie together, in a folder or under one beginning of the name."""
    inside = path.relative_to(folder).parts
    family = (
        inside[-2] if len(inside) > 1 and inside[-2] not in ("statutes", "directives") else inside[-1].split("_")[0]
    )
    return "tune" if hashlib.sha256(family.encode()).digest()[0] % 2 else "held"


def _articles(path: Path) -> list[Hit]:
    parsed = parse(read(path.read_bytes(), path.name), path.name)
    file = File(b"rule.md", path.name, "", "md", 0, 0)
    document = Document(path.stem, "", parsed.title, DocumentKind.LAW, file, text=parsed.text)
    return [
        Hit(passage, document, 1.0)
        for passage in parsed.passages
        if passage.locator.article != NONE and not passage.locator.supplement and 60 <= len(passage.text) <= 4000
    ]


def _table(counts: dict[tuple[bool, str], Counter[str]]) -> str:
    lines = [f"{'':36}{'n':>7}{'인용 확인':>9}{'근거 있음':>9}{'확인 필요':>9}"]
    for true, name in ((True, "TRUE"), (False, "FALSE")):
        lines.append(name)
        total: Counter[str] = Counter()
        for (is_true, kind), found in sorted(counts.items(), key=lambda pair: pair[0][1]):
            if is_true == true:
                lines.append(_row(kind, found))
                total += found
        lines.append(_row("all", total))
    return "\n".join(lines)


def _row(kind: str, found: Counter[str]) -> str:
    n = sum(found.values())
    shares = "".join(f"{100 * found[name] / max(1, n):>12.1f}" for name in _SHOWN.values())
    return f"  {kind:<34}{n:>7}{shares}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
