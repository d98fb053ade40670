"""Does a passage carry a sentence? Pure: no model, no clock.

A sentence is supported by a passage when one sentence, item or row of it says the same, word for word (carrying.py):
  1. it stands there as it is, from a word's beginning to a word's end; or
  2. it stands there but for spelling, endings, brackets and the order of an enumeration; or
  3. it is a list's lead with one of its items, or a table's row with its columns' names (joined.py).
Never without a leading condition, and never with words of two sentences. Who does what, may or must, figures and their
bounds are words like others, so an exchanged one is seen. What names the article itself may stand before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assist.cut.units import blocks
from app.assist.fold import Folded, fold, folded
from app.assist.grounding.carrying import begins, carried, stops
from app.assist.grounding.joined import of_table, with_item
from app.assist.grounding.wording import Word, composed, is_finite, plain, words
from app.core.clauses import body_start
from app.core.types import Hit, Span

LEAST = 8
"""Significant characters that a quotation has at least."""

LONGEST = 240
"""Characters to which a quotation is rounded out; a longer sentence is quoted by its clause."""

_BORDER = re.compile(
    r"(?<=[다음함임됨것])\.\s+|(?<=[가-힣])\.\s+(?=다만|단,|이\s경우)|\n+(?=\s*(?:[①-⑳㉑-㉟]|\d{1,2}(?:의\d{1,2})?\.|[가-하]\.|\d{1,2}\)|[가-하]\)|[-○□*|]))|\n\s*\n"
)
_LABEL = re.compile(r"(?:[①-⑳㉑-㉟]|\d{1,2}(?:의\d{1,2})?\.(?=\s)|[가-하]\.(?=\s)|\d{1,2}\)|[가-하]\)|[-○□*])\s*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CIRCLED_LINE = re.compile(r"\s*[①-⑳㉑-㊿]")
_ITEM = re.compile(r"\d{1,2}(?:의\d{1,2})?\.|[가-하]\.|\d{1,2}\)|[가-하]\)|[-○□*]")
_PARTICLE = re.compile(r"(?:은|는|이|가|을|를|의|에|에게|에서|으로|로|와|과|이다|이며|한다)?(?![가-힣0-9A-Za-z])")
_INSIDE = re.compile(r"[가-힣0-9A-Za-z]")
_FILLERS = frozenset(("그리고", "또한", "따라서", "즉", "네", "예", "다만", "단"))
_NAMING = frozenset(("따르면", "따라", "의하면", "의해", "규정에", "규정된", "따른", "의한"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """`span` is in the passage's text; `coverage` is the part of the wording found there that was said (0 to 1)."""

    span: Span
    coverage: float


@dataclass(frozen=True, slots=True)
class _Wording:
    """Something that the passage says: its words and what is quoted of it. `whole`: only from its beginning on."""

    words: Sequence[Word]
    paragraph: int
    whole: bool = False


class Ground:
    """One passage, taken apart once for many sentences."""

    def __init__(self, hit: Hit, header: str) -> None:
        self.hit = hit
        self._text = hit.passage.text
        self._start = body_start(self._text)
        body = fold(self._text[self._start :])
        self._body = Folded(plain(body.text), tuple(place + self._start for place in body.origin))
        self._all = folded(plain(header)) + "\n" + self._body.text
        self._names = _names(hit)
        self._units = _units(self._text, self._start)
        self._items = {_item(self._text[start:end]) for start, end in self._units} - {""}
        self._wordings: tuple[_Wording, ...] = ()

    def carries(self, said: str) -> bool:
        """Whether these very words stand in the passage or its heading."""
        return folded(composed(said)) in self._all

    def quotes(self, sentence: str) -> bool:
        """Whether a sentence stands in the passage's body as it is, its full stop aside."""
        return self._standing(composed(sentence)) is not None

    def supports(self, sentence: str) -> Evidence | None:
        """The evidence for a sentence without markers, or None."""
        sentence = composed(sentence)
        wanted = folded(sentence).rstrip(".")
        if len(wanted) < LEAST and wanted not in self._items:
            return None
        span = self._standing(sentence)
        if span is None:
            said = words(sentence)
            span = self._carried(said) or self._behind_its_name(said)
        if span is None:
            return None
        whole = len(folded(self._text[span[0] : span[1]]))
        return Evidence(self._rounded(span), min(1.0, len(wanted) / max(1, whole)))

    def lists(self, lead: Span, item: Span) -> bool:
        """Whether an item stands below a lead, with no other 항 between them."""
        between = self._text[lead[1] : item[0]]
        return lead[0] <= item[0] and not any(_CIRCLED_LINE.match(line) for line in between.splitlines())

    def _standing(self, sentence: str) -> Span | None:
        """The place where a sentence stands as it is, as far as nothing is lost with what stands around it."""
        wanted = folded(sentence).rstrip(".")
        said = words(sentence)
        at = self._body.text.find(wanted) if wanted and said else -1
        while at >= 0:
            span = self._body.span(at, len(wanted))
            if self._is_clear(span, said):
                return span
            at = self._body.text.find(wanted, at + 1)
        return None

    def _is_clear(self, span: Span, said: Sequence[Word]) -> bool:
        """Whether a span is of whole words, and neither a condition before it nor a turn behind it is cut off."""
        start, end = span
        if _INSIDE.match(self._text[start - 1 : start]) and start > self._start and _INSIDE.match(self._text, start):
            return False
        ends = _INSIDE.match(self._text, end) is None
        if not ends and (is_finite(said) or not _PARTICLE.match(self._text, end)):
            return False
        first, last = self._around(span)
        before = words(self._text, (self._inner(first)[0], start)) if start > self._inner(first)[0] else []
        behind = words(self._text, (start, self._inner(last)[1]))
        inside = len(words(self._text, span))
        return begins(said, before) and (not ends or not 0 < inside <= len(behind) or stops(said, behind, inside))

    def _carried(self, said: Sequence[Word], named: int = 0) -> Span | None:
        """What of the passage carries the words; with `named` only of that 항."""
        self._wordings = self._wordings or tuple(self._told())
        for wording in self._wordings:
            if named and wording.paragraph != named:
                continue
            found = carried(said, wording.words)
            if found is not None and not (wording.whole and found.first):
                spans = [word.span for word in wording.words[found.first : found.last]]
                return min(span[0] for span in spans), max(span[1] for span in spans)
        return None

    def _behind_its_name(self, said: Sequence[Word]) -> Span | None:
        """The same for a sentence that names its article first, or begins with a word that only joins."""
        if said and said[0].text in _FILLERS:
            return self._carried(said[1:])
        told = ""
        for count, word in enumerate(said[:-1], 1):
            told += word.text
            behind = said[count].text in _NAMING
            paragraph = self._named(told.removesuffix(word.text) + word.stem)
            if paragraph is not None and (behind or word.tail):
                return self._carried(said[count + (1 if behind else 0) :], paragraph)
        return None

    def _named(self, told: str) -> int | None:
        """The 항 that words name together with this very article, 0 for none; None when they name something else."""
        title, label, heading = self._names
        behind = told.removeprefix(title).removeprefix(label)
        if behind == told:
            return None
        behind = behind.removeprefix(heading)
        match = re.fullmatch(r"(?:제(\d{1,2})항)?", behind)
        return int(match[1] or 0) if match is not None else None

    def _told(self) -> Iterator[_Wording]:
        """All that the passage says: its sentences and items, then what is put together of them."""
        lead: list[Word] = []
        paragraph, joined = 0, []
        for number, (start, _) in enumerate(self._units):
            label = _LABEL.match(self._text, start + _blank(self._text, start))
            mark = label[0].strip() if label is not None else ""
            if mark and mark in _CIRCLED:
                paragraph = _CIRCLED.index(mark) + 1
            said = words(self._text, self._inner(number))
            yield _Wording(said, paragraph)
            if _ITEM.fullmatch(mark):
                one = with_item(lead, said) if mark[0].isdigit() else None  # a 목 hangs on its 호, too
                joined += [_Wording(one, paragraph)] if one is not None else []
            elif any(word.text == "각" for word in said):
                lead = said
            elif mark:
                lead = []
        yield from joined
        for block in blocks(self._text):
            for table in block.tables:
                yield from (_Wording(row, paragraph, whole=True) for _span, row in of_table(self._text, table))

    def _inner(self, unit: int) -> Span:
        """A unit without its number."""
        start, end = _trimmed(self._text, *self._units[unit])
        label = _LABEL.match(self._text, start, end)
        return (label.end(), end) if label is not None else (start, end)

    def _around(self, span: Span) -> tuple[int, int]:
        """Indices of the units in which a span begins and ends."""
        first = max(i for i, unit in enumerate(self._units) if unit[0] <= span[0])
        last = max(i for i, unit in enumerate(self._units) if unit[0] < span[1])
        return first, last

    def _rounded(self, span: Span) -> Span:
        """The span rounded out to its sentence or item, at least LEAST significant characters."""
        first, last = self._around(span)
        while self._significant(first, last) < LEAST and (first > 0 or last + 1 < len(self._units)):
            first, last = (first - 1, last) if first > 0 else (first, last + 1)
        start, end = self._units[first][0], max(self._units[last][1], span[1])
        if end - start > LONGEST:
            start, end = self._clause(span, (start, end))
        start, end = _trimmed(self._text, start, end)
        label = _LABEL.match(self._text, start, end)
        return (label.end(), end) if label is not None and label.end() <= span[0] else (start, end)

    def _significant(self, first: int, last: int) -> int:
        return len(folded(self._text[self._units[first][0] : self._units[last][1]]))

    def _clause(self, span: Span, unit: Span) -> Span:
        """From the comma before the span to the comma behind it; the span itself if still too long."""
        before = self._text.rfind(", ", unit[0], span[0])
        behind = self._text.find(", ", span[1], unit[1])
        start = unit[0] if before < 0 else before + 2
        end = unit[1] if behind < 0 else behind
        return (start, end) if end - start <= max(LONGEST, span[1] - span[0]) else span


def _names(hit: Hit) -> tuple[str, str, str]:
    """What an article is called, as words are compared: its law, its number, its heading."""
    title, label, heading = (
        "".join(word.text for word in words(part))
        for part in (hit.document.title, hit.passage.locator.label, hit.passage.heading)
    )
    return title, label, heading


def _units(text: str, start: int) -> list[Span]:
    """The sentences and items of `text` from `start` on, in order; never empty."""
    units: list[Span] = []
    for match in _BORDER.finditer(text, start):
        end = match.start() + text[match.start()].count(".")
        if text[match.start()] == "." and _is_open(text[start:end]):
            continue  # `(…을 포함한다. 이하 같다)`
        units.append((start, end))
        start = match.end()
    units.append((start, len(text)))
    return units


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")


def _item(text: str) -> str:
    """A unit folded, without its number and its full stop."""
    return folded(plain(_LABEL.sub("", text.strip(), count=1))).rstrip(".")


def _blank(text: str, start: int) -> int:
    return len(text[start:]) - len(text[start:].lstrip())


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
