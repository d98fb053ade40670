"""python -m installer.train prepare|adapter|evaluate (`--help` of each); what is done is kept in --work."""

import argparse
import json
from pathlib import Path

from installer.train import adapter, corpus, evaluate, lessons, mine, split, write
from installer.train.vectors import Encoder
from installer.train.words import Words


def main() -> None:
    given = _arguments().parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    {"prepare": _prepare, "adapter": _adapter, "evaluate": _evaluate}[given.step](given)


def _prepare(given: argparse.Namespace) -> None:
    """Articles, the split by law, hard negatives."""
    articles = corpus.articles(given.statutes, given.work / "articles.jsonl")
    questions = corpus.questions(given.questions)
    held = _held(given.held, {article.law for article in articles}, given.seed)
    (given.work / "held.json").write_text(json.dumps(sorted(held), ensure_ascii=False), encoding="utf-8")
    learned = [question for question in questions if question.law not in held]
    words = Words(given.work / "words", articles)
    mined = mine.mine(learned, articles, words, lambda article: article.law not in held, given.seed)
    mine.save(mined, given.work / "lessons.jsonl")
    print(f"{len(held)} laws held back; {len(learned)} questions on {len(mined)} articles to learn from")


def _held(file: Path | None, laws: set[str], seed: int) -> frozenset[str]:
    if file:
        return frozenset(file.read_text(encoding="utf-8").split("\n")) - {""}
    return split.held_back(laws, 0.12, seed)


def _adapter(given: argparse.Namespace) -> None:
    articles = list(corpus.load(given.work / "articles.jsonl"))
    encoder = Encoder(given.model, given.work / "vectors")
    made = lessons.encoded(mine.read(given.work / "lessons.jsonl"), articles, encoder)
    learned = adapter.train(made, adapter.Plan(seed=given.seed))
    print(write.save(learned, write.sha256(given.model / "model.safetensors"), given.out, given.mix))


def _evaluate(given: argparse.Namespace) -> None:
    held = frozenset(json.loads((given.work / "held.json").read_text(encoding="utf-8")))
    articles = [a for a in corpus.load(given.work / "articles.jsonl") if a.law in held]
    asked = [question for question in corpus.questions(given.questions) if question.law in held]
    encoder = Encoder(given.model, given.work / "vectors")
    hay, queries, windows = lessons.haystack(asked, articles, Words(given.work / "held_words", articles), encoder)
    base = evaluate.judged(queries, windows, hay)
    moved = evaluate.judged(write.load(given.out).of(queries), windows, hay)
    for name in base:
        print(name, "base   ", evaluate.recall(base[name]))
        print(name, "adapted", evaluate.recall(moved[name]))
        for depth in evaluate.DEPTHS:
            print(name, f"gain @{depth}", evaluate.gain(moved[name], base[name], hay.laws, depth, given.seed))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installer.train", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    for name in ("prepare", "adapter", "evaluate"):
        step = steps.add_parser(name)
        step.add_argument("--work", type=Path, required=True, help="folder for everything in between")
        step.add_argument("--seed", type=int, default=4)
        if name in ("prepare", "evaluate"):
            step.add_argument("--questions", type=Path, required=True, help="questions.jsonl")
        if name != "prepare":
            step.add_argument("--model", type=Path, default=Path("models/multilingual-e5-small"))
        if name in ("adapter", "evaluate"):
            step.add_argument("--out", type=Path, default=Path("models/multilingual-e5-small/query.delta"))
        if name == "adapter":
            step.add_argument("--mix", type=float, default=0.7, help="how much of what is written the search adds")
        if name == "prepare":
            step.add_argument("--statutes", type=Path, required=True, help="folder of .md files, a folder for each law")
            step.add_argument("--held", type=Path, help="file of law folders to hold back, one a line; else 12 %%")
    return parser


if __name__ == "__main__":
    main()
