"""What one answered question is worth, as a numerator and a denominator for each measure. Pure.

A measure of a question set is the sum of the numerators over the sum of the denominators, so that a mean over
questions, a share of citations and an F1 are all added up in the same way. The definitions are those of the
evaluation set: articles count without their 항, a copy in another format counts as the same document, and an
abstention is the positive case of precision and recall.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.core.answers import Verdict
from app.core.locator import Locator

Pair = tuple[str, str]
"""(file stem, article label)."""

Tally = tuple[float, float]
"""(numerator, denominator)."""

Shelf = Callable[[str, str], Sequence[str]]
"""(file, article label) -> the texts that the workspace holds under that label; none: there is no such article."""

DEPTHS = (1, 3, 5, 10)
LEAST_QUOTE = 6
"""A quote of fewer characters, white space not counted, proves nothing and does not count as found."""

_NOTES = re.compile(r"<(?:개정|신설|전문개정|제목개정|본조신설)[^>]*>")
_ALIKE = str.maketrans({**dict.fromkeys("·・‧∙•", "ㆍ"), **dict.fromkeys("“”„‟＂", '"'), **dict.fromkeys("‘’‛", "'")})
_FRAME = re.compile(r"\*\*|[\s\\\u200b\ufeff\u00ad│┃|┌┐└┘├┤┬┴┼─━]")
_LEFT_OUT = re.compile(r"…|\.{3,}|\(중략\)|\(생략\)")
_UNITS = "개월|시간|만원|천만원|억원|퍼센트|미터|계급|등급|일|년|명|원|%|회|세|주|부|건|조|호"
_QUANTITY = re.compile(rf"\d[\d,.]*\s*(?:{_UNITS})?")


def tallies(question: Mapping[str, Any], row: Mapping[str, Any], shelf: Shelf) -> dict[str, Tally]:
    """Every measure to which this question contributes. `row` is in the form of a batch result."""
    worth = retrieval(question, row)
    if "abstain" in row:
        worth |= _citations(question, row, shelf) | _abstention(question, row) | _verdicts(row)
    return worth


def retrieval(question: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Tally]:
    """`any` counts a question as found when one gold article is among the first k, `all` gives the share found."""
    gold = gold_pairs(question)
    if not gold:
        return {}
    ranked = list(dict.fromkeys(pair(file, article) for file, article in row["ranked"]))
    worth = {f"recall@{depth}": (found_share(question, gold & set(ranked[:depth])), 1.0) for depth in DEPTHS}
    first = next((1 / rank for rank, one in enumerate(ranked, 1) if one in gold), 0.0)
    return worth | {"mrr": (first, 1.0)}


def _citations(question: Mapping[str, Any], row: Mapping[str, Any], shelf: Shelf) -> dict[str, Tally]:
    gold = gold_pairs(question)
    cited = row.get("citations") or []
    texts = [shelf(one["file"], label(one["article"])) for one in cited]
    pairs = [pair(one["file"], one["article"]) for one in cited]
    stand = sum(stands(one.get("quote", ""), text) for one, text in zip(cited, texts, strict=True))
    count = float(len(cited))
    worth: dict[str, Tally] = {
        "quote_precision": (float(stand), count),
        "article_exists": (float(sum(bool(text) for text in texts)), count),
        "gold_precision": (float(sum(one in gold for one in pairs)), count),
    }
    if gold:
        worth["gold_recall"] = (found_share(question, gold & set(pairs)), 1.0)
        worth["uncited"] = (float(not row["abstain"] and not cited), 1.0)
        share = numbers_found(question.get("answer_points") or [], row.get("answer", ""))
        if share is not None:
            worth["point_numbers"] = (share, 1.0)
    return worth


def _abstention(question: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Tally]:
    abstained, hopeless = bool(row["abstain"]), not answerable(question)
    rightly = float(abstained and hopeless)
    worth: dict[str, Tally] = {
        "abstain_precision": (rightly, float(abstained)),
        "abstain_f1": (2 * rightly, float(abstained) + float(hopeless)),
    }
    if hopeless:
        return worth | {"abstain_recall": (rightly, 1.0)}
    return worth | {"wrong_refusal": (float(abstained), 1.0)}


def _verdicts(row: Mapping[str, Any]) -> dict[str, Tally]:
    counts = row.get("statements") or {}
    total = float(sum(counts.values()))
    return {verdict.value: (float(counts.get(verdict.value, 0)), total) for verdict in Verdict}


def answerable(question: Mapping[str, Any]) -> bool:
    return bool(question.get("answerable", bool(question.get("gold"))))


def found_share(question: Mapping[str, Any], found: set[Pair]) -> float:
    gold = gold_pairs(question)
    return float(bool(found)) if question.get("match") == "any" else len(found) / len(gold)


def gold_pairs(question: Mapping[str, Any]) -> set[Pair]:
    return {pair(gold["file"], gold["article"]) for gold in question.get("gold") or ()}


def pair(file: str, article: str) -> Pair:
    return stem(file), label(article)


def stem(file: str) -> str:
    """The file's name without folder and suffix, composed and without white space: how the same document is told."""
    name = unicodedata.normalize("NFC", file).replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return "".join(name.split()).lower()


def label(article: str) -> str:
    """The article without its 항, 호 and 목; what is no place is left as it is."""
    try:
        return Locator.parse(article).label
    except ValueError:
        return article


def stands(quote: str, texts: Sequence[str]) -> bool:
    """Whether the quote stands in one of the texts; pieces around an ellipsis must stand there in their order.

    White space, table frames and notes of amendments do not count; middle dots and quotation marks are alike.
    """
    pieces = [piece for part in _LEFT_OUT.split(unicodedata.normalize("NFC", quote)) if (piece := bare(part))]
    if sum(map(len, pieces)) < LEAST_QUOTE:
        return False
    return any(_in_order(pieces, bare(text)) for text in texts)


def _in_order(pieces: Sequence[str], text: str) -> bool:
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def bare(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return _FRAME.sub("", _NOTES.sub("", composed).translate(_ALIKE))


def numbers_found(points: Sequence[str], answer: str) -> float | None:
    """The share of the quantities in the points (`14일`, `3회`) that the answer says; None when there are none.

    An approximation: what a point says without a number is left to people.
    """
    wanted = [_tight(found.group()).rstrip(".") for point in points for found in _QUANTITY.finditer(point)]
    if not wanted:
        return None
    said = _tight(answer)
    return sum(re.search(rf"(?<!\d){re.escape(one)}", said) is not None for one in wanted) / len(wanted)


def _tight(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFC", text)).replace("퍼센트", "%")
