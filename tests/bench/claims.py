"""True and false sentences made by rule from an article's own sentences, for tests/bench/labels.py.

Each maker takes a sentence of an article (without its number and full stop) and gives what it can make of it. What
makes a sentence false is named by its kind; a maker that finds nothing to change gives nothing.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench.claims_false import (
    and_or,
    closed_mood,
    condition_cut,
    condition_cut_within,
    glued,
    narrowing_cut,
    negated,
    negated_within,
    number_cut,
    opposite,
    other_amount,
    other_article,
    other_bound,
    other_date,
    other_digit,
    other_doer,
    other_mood,
    other_object,
    other_side,
    other_unit,
    proviso_as_rule,
    reference_cut,
    roles_swapped,
    verb_cut,
)
from tests.bench.claims_true import (
    closed,
    combined,
    particles,
    polite,
    reordered,
    respaced,
    topic_to_subject,
    trimmed,
    without_brackets,
)

_NOTES = re.compile(r"\s*<[^<>]{0,600}>|\s*\[[^\[\]]{0,80}\]")
_MARK = re.compile(r"^\s*(?:[①-⑳㉑-㊿]|\d{1,2}(?:의\d{1,2})?\.|[가-하]\.)\s*")
_STOP = re.compile(r"(?<=[다음함임됨것])\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Source:
    """An article: its whole text, its sentences with their line, and its lists as (lead, items)."""

    text: str
    sentences: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    kind: str
    true: bool
    text: str


def source(text: str) -> Source:
    sentences: list[str] = []
    lists: list[tuple[str, list[str]]] = []
    lead = ""
    for line in _NOTES.sub("", text).splitlines()[1:]:
        item = re.match(r"\s*(?:\d{1,2}(?:의\d{1,2})?\.)\s", line)
        body = _MARK.sub("", line.replace("**", "")).strip()
        if item and lead and not re.search(r"[다음함임됨]\.$", body):
            if not lists or lists[-1][0] != lead:
                lists.append((lead, []))
            lists[-1][1].append(body.rstrip("."))
            continue
        start = 0
        if "삭제" in body[:4] or "|" in body or "│" in body:
            continue
        found = []
        for match in _STOP.finditer(body):
            if body.count("(", start, match.end()) > body.count(")", start, match.end()):
                continue
            found.append(body[start : match.start()].strip())
            start = match.end()
        sentences += [one for one in found if 15 <= len(one) <= 300]
        if found and "각 호" in found[-1]:
            lead = found[-1]
    return Source(text, tuple(sentences), tuple((one, tuple(items)) for one, items in lists))


Maker = Callable[[str], str | None]


def claims(one: Source, chance: random.Random, law: str, place: str) -> Iterator[Claim]:
    """All that can be made of an article, in a fixed order."""
    for at, sentence in enumerate(one.sentences):
        yield Claim("verbatim", True, sentence)
        for kind, maker in _TRUE.items():
            if (told := maker(sentence)) is not None:
                yield Claim(kind, True, told)
        yield Claim("place named before it", True, f"「{law}」 {place}에 따르면 {sentence}")
        if (told := reordered(sentence, chance)) is not None:
            yield Claim("enumeration in another order", True, told)
        yield from _false(one, at, chance)
    for number, (lead, items) in enumerate(one.lists):
        for item in items[:3]:
            if len(item) >= 8:
                yield Claim("item verbatim", True, item)
            if (told := combined(lead, item)) is not None:
                yield Claim("lead with its item", True, told)
        for other, (_, strange) in enumerate(one.lists):
            for item in strange[:2]:
                if other != number and item not in items and (told := combined(lead, item)) is not None:
                    yield Claim("lead with an item of another list", False, told)


_TRUE: dict[str, Maker] = {
    "trimmed": trimmed,
    "polite": polite,
    "particles": particles,
    "topic as subject": topic_to_subject,
    "without brackets": without_brackets,
    "other spaces": respaced,
    "first half closed": closed,
}
_FALSE: dict[str, Maker] = {
    "negated": negated,
    "negated within": negated_within,
    "must and may": other_mood,
    "unit": other_unit,
    "amount's unit": other_amount,
    "이상, 이하, 초과, 미만": other_bound,
    "이내, 이후, 이전, 까지": other_side,
    "roles swapped": roles_swapped,
    "condition cut in front": condition_cut,
    "condition cut within": condition_cut_within,
    "approval cut out": reference_cut,
    "narrowing bracket cut out": narrowing_cut,
    "mood lost in a first half": closed_mood,
    "및 and 또는": and_or,
    "opposite word": opposite,
    "number cut": number_cut,
    "cut in the verb": verb_cut,
}


def _false(one: Source, at: int, chance: random.Random) -> Iterator[Claim]:
    sentence = one.sentences[at]
    made = {kind: maker(sentence) for kind, maker in _FALSE.items()}
    made["digit"] = other_digit(sentence, chance)
    made["article's number"] = other_article(sentence, chance)
    made["date"] = other_date(sentence, chance)
    made["doer"] = other_doer(sentence, one.sentences, chance)
    made["object"] = other_object(sentence, one.sentences, chance)
    if at:
        made["단서 as rule"] = proviso_as_rule(sentence, one.sentences[at - 1])
        made["two halves glued"] = glued(one.sentences[at - 1], sentence)
    for kind, told in made.items():
        if told is not None:
            yield Claim(kind, False, told)
    if (both := polite(negated(sentence) or "")) is not None:
        yield Claim("negated", False, both)
    if (both := polite(other_mood(sentence) or "")) is not None:
        yield Claim("must and may", False, both)
