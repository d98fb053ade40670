"""A selection rewritten by rules, each change with its reason; the same text gives the same changes, and what was
rewritten is not changed again.

The rules are data (assets/lexicon/rewriting.toml; plain words also from terms.toml) and the ends of sentences
(`endings`). A change that would touch a figure, a citation or a quotation, or lose a negation, is not made.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.core.findings import Change, RewriteStyle
from app.core.paths import assets_dir
from app.core.types import Span
from app.letters import particles
from app.letters.rewriting import endings, verbs
from app.letters.rewriting.guarded import counted, guarded, touches
from app.letters.rewriting.tracked import Tracked, closely_trimmed, trimmed

FILE, TERMS = "rewriting.toml", "terms.toml"
_PASSES = 8
"""What one rule wrote another may shorten; more than a few rounds would be two rules that quarrel."""
_BEHIND = r"(?=(?:은|는|이|가|을|를|에|의|도|만|로|으로|와|과|까지|부터|에서|에게|이며|이고|입니다|임)?(?:[^가-힣]|$))"
_FREE = r"(?:(?<=^)|(?<=\n)|(?<=[을를은는이가에로도만서게히고며여해지록시)」,] ))"
"""Where a verb may be put for a noun with 하다: not behind another noun, which belongs to it (선정 통보한 날)."""
_MARK = re.compile(r"\{(은|이|을|와|으로)\}")


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    after: str
    reason: str
    word: bool = False
    """A word of its own: the particle behind it is put right."""


@dataclass(frozen=True, slots=True)
class _Edit:
    span: Span
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of each style, in the order in which they stand."""

    by_style: Mapping[RewriteStyle, tuple[_Rule, ...]]

    @classmethod
    def load(cls, folder: Path | None = None) -> "Rules":
        """The rules that ship with the program. Raises OSError, ValueError: a broken installation."""
        return _load(folder or assets_dir() / "lexicon")


def rewritten(text: str, style: RewriteStyle, rules: Rules) -> tuple[Change, ...]:
    """The changes, in order and not overlapping; differences.applied makes them."""
    return tracked(text, style, rules).changes()


def tracked(text: str, style: RewriteStyle, rules: Rules) -> Tracked:
    """The text with the rules' changes, to be changed further."""
    made = Tracked(text)
    for _ in range(_PASSES):
        edits = _chosen(made.text, _found(made.text, style, rules))
        if not edits:
            break
        for edit in reversed(edits):
            made.replace(edit.span, edit.after, edit.reason)
    return made


def _found(text: str, style: RewriteStyle, rules: Rules) -> Iterator[_Edit]:
    for rule in rules.by_style[style]:
        for match in rule.pattern.finditer(text):
            after = match.expand(rule.after) if "\\" in rule.after else rule.after
            yield _fitted(text, match.span(), after, rule)
    if style is RewriteStyle.OUTLINE:
        yield from (_Edit(span, after, "outline") for span, after in endings.outlined(text))
    if style is RewriteStyle.POLITE:
        yield from (_Edit(span, after, "polite") for span, after in endings.polite(text))


def _fitted(text: str, span: Span, after: str, rule: _Rule) -> _Edit:
    """The edit with its particles: those the rule asks for, and the one that stands behind a word."""

    def mark(match: re.Match[str]) -> str:
        return particles.fitting(text[: span[0]] + after[: match.start()], match[1])

    after = _MARK.sub(mark, after)
    particle = particles.at(text, span[1]) if rule.word else ""
    if particle:
        span, after = (span[0], span[1] + len(particle)), after + particles.fitting(after, particle)
    if not after and text[span[0] - 1 : span[0]] == " " and text[span[1] : span[1] + 1] == " ":
        span = (span[0] - 1, span[1])
    return _Edit(span, after, rule.reason)


def _chosen(text: str, edits: Iterator[_Edit]) -> list[_Edit]:
    """In order, none overlapping, the longest first where two begin together; none that may not be."""
    places = guarded(text)
    chosen: list[_Edit] = []
    for edit in sorted(edits, key=lambda one: (one.span[0], -one.span[1])):
        span, after = trimmed(text, edit.span, edit.after)
        if touches(span, places):
            span, after = closely_trimmed(text, span, after)
        before = text[slice(*span)]
        free = not chosen or chosen[-1].span[1] <= span[0]
        if free and before != after and not touches(span, places) and counted(before) == counted(after):
            chosen.append(_Edit(span, after, edit.reason))
    return chosen


@lru_cache(maxsize=4)
def _load(folder: Path) -> Rules:
    data = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    rules = {style: tuple(_rules(data.get(style.value, ()))) for style in RewriteStyle}
    rules[RewriteStyle.PLAIN] += tuple(_terms(folder / TERMS))
    return Rules(rules)


def _terms(path: Path) -> Iterator[_Rule]:
    """The plainer words of the rules of letters, where there is one and not a choice."""
    groups = tomllib.loads(path.read_text(encoding="utf-8")).get("group", ())
    for word, plain in (entry for group in groups for entry in group["words"].items()):
        if not re.search(r"[,/()]|\s또는\s", plain) and counted(word) == counted(plain):
            yield _word(word, plain, "plain")


def _rules(groups: Sequence[Mapping[str, Any]]) -> Iterator[_Rule]:
    for group in groups:
        reason = str(group["reason"])
        for word, after in group.get("words", {}).items():
            yield _word(word, after, reason)
        for pattern, after in group.get("patterns", {}).items():
            if re.search(r"(?<!\\)\d", _MARK.sub("", after)):
                raise ValueError(f"a figure in {after!r}")
            yield _Rule(re.compile(pattern), after, reason)
        for noun, (stem, linked) in group.get("verbs", {}).items():
            for said, after in verbs.forms(noun, stem, linked):
                yield _Rule(re.compile(_FREE + re.escape(said)), after, reason)


def _word(word: str, after: str, reason: str) -> _Rule:
    if counted(word) != counted(after):
        raise ValueError(f"{word!r} and {after!r} do not say the same")
    return _Rule(re.compile(rf"(?<![가-힣A-Za-z0-9]){re.escape(word)}{_BEHIND}"), after, reason, True)
