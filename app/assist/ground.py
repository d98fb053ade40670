"""Does a passage carry a sentence? Pure: no model, no clock.

A sentence is supported by a passage when
  1. its character 4-grams stand in the passage (at least COVERAGE of them),
  2. every number in it, with its unit, stands in the passage or its heading,
  3. each of its words begins like one of the passage, but for a few auxiliaries,
  4. it is negative exactly where the wording it rests on is negative,
  5. a verbatim span of it can be shown.
4-grams alone are blind to a changed figure, an exchanged noun and turned polarity, hence 2 to 4.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.assist.fold import Folded, fold, folded
from app.core.clauses import body_start
from app.core.types import Hit, Span

COVERAGE = 0.7
LEAST = 8
"""Significant characters that a quotation has at least."""

LONGEST = 240
"""Characters to which a quotation is rounded out; a longer sentence is quoted by its clause."""

_GRAM = 4
_ENDING = re.compile(
    r"(?:하여야한다|하여야합니다|해야한다|해야합니다|할수있다|할수있습니다|됩니다|된다|합니다|한다|입니다|이다|있습니다|있다)$"
)
_NEGATIVE = re.compile(
    r"아니하|아니한|아니된|아니되|아니할|아니다|아닌|안된|안되|않|못한|못하|못할|수없|금지|없다|없습니다|없는|제외"
)
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)*)([가-힣%㎡]{0,2})")
_FIGURE = re.compile(r"(?:월|연|약|금)?\d[\d,.]*[십백천만억]*(?:[가-힣%]{1,3})(?:까지|이내|이상|이하)?")
_UNITS = (
    "개월",
    "시간",
    "퍼센트",
    "만원",
    "억원",
    "천원",
    "주일",
    "년",
    "월",
    "일",
    "명",
    "원",
    "회",
    "세",
    "분",
    "조",
    "항",
    "호",
    "급",
    "점",
    "배",
    "건",
    "부",
    "주",
    "인",
    "%",
)
_WORD = re.compile(r"[가-힣]{2,}")
_AUXILIARY = re.compile(
    r"해야|하여야|하여|합니|됩니|있습|없습|입니|한다|된다|그리고|따라|또한|또는|다만|그러|이는|이때|위의|경우|다음|해당|대해|대한|위해"
)
_BORDER = re.compile(
    r"(?<=[다음함임됨것])\.\s+|\n+(?=\s*(?:[①-⑳㉑-㉟]|\d{1,2}(?:의\d{1,2})?\.|[가-하]\.|\d{1,2}\)|[가-하]\)|[-○□*|]))|\n\s*\n"
)
_LABEL = re.compile(r"(?:[①-⑳㉑-㉟]|\d{1,2}(?:의\d{1,2})?\.(?=\s)|[가-하]\.(?=\s)|\d{1,2}\)|[가-하]\)|[-○□*])\s*")


@dataclass(frozen=True, slots=True)
class Evidence:
    """`span` is in the passage's text; `coverage` is the part of the sentence found there (0 to 1)."""

    span: Span
    coverage: float


class Ground:
    """One passage, folded once for many sentences."""

    def __init__(self, hit: Hit, header: str) -> None:
        self.hit = hit
        self._text = hit.passage.text
        self._start = body_start(self._text)
        body = fold(self._text[self._start :])
        self._body = Folded(body.text, tuple(place + self._start for place in body.origin))
        self._all = folded(header) + "\n" + body.text
        self._grams = _grams(self._all)
        self._numbers = frozenset(_numbers(f"{header}\n{self._text}"))
        self._units = _units(self._text, self._start)
        self._items = {_item(self._text[start:end]) for start, end in self._units} - {""}

    def carries(self, words: str) -> bool:
        """Whether these very words stand in the passage or its heading."""
        return folded(words) in self._all

    def quotes(self, sentence: str) -> bool:
        """Whether a sentence stands in the passage's body as it is, its full stop aside."""
        wanted = folded(sentence).rstrip(".")
        return bool(wanted) and wanted in self._body.text

    def supports(self, sentence: str) -> Evidence | None:
        """The evidence for a sentence without markers, or None."""
        wanted = folded(sentence).rstrip(".")
        coverage = self._coverage(wanted)
        if coverage < COVERAGE or not self._has_numbers(sentence) or not self._has_words(sentence):
            return None
        span = self._longest(wanted)
        if span is None:
            return None
        # a bare figure ("1,000,000원") claims nothing by itself: its clause, shown beside it, does
        if not _FIGURE.fullmatch(wanted) and bool(_NEGATIVE.search(wanted)) != self._is_negative(span):
            return None
        return Evidence(self._rounded(span), coverage)

    def _coverage(self, wanted: str) -> float:
        """Part of the sentence's 4-grams in the passage; a very short one must be a whole item of it."""
        if len(wanted) < LEAST:
            return float(wanted in self._items)
        grams = _grams(_ENDING.sub("", wanted)) or _grams(wanted)
        return len(grams & self._grams) / len(grams)

    def _has_numbers(self, sentence: str) -> bool:
        return all(
            any(number == there and unit in ("", its) for there, its in self._numbers)
            for number, unit in _numbers(sentence)
        )

    def _has_words(self, sentence: str) -> bool:
        words = (word for word in _WORD.findall(sentence) if not _AUXILIARY.match(word))
        return all(folded(word)[:2] in self._all for word in words)

    def _longest(self, wanted: str) -> Span | None:
        """The longest run of the sentence in the body; None when it is too short to show."""
        match = SequenceMatcher(None, wanted, self._body.text, autojunk=False).find_longest_match()
        if match.size >= min(LEAST, len(wanted)) and match.size > 0:
            return self._body.span(match.b, match.size)
        return None

    def _is_negative(self, span: Span) -> bool:
        """Polarity of the wording: from the start of the span to the end of its sentence."""
        _first, last = self._around(span)
        return _NEGATIVE.search(folded(self._text[span[0] : max(self._units[last][1], span[1])])) is not None

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


def _units(text: str, start: int) -> list[Span]:
    """The sentences and items of `text` from `start` on, in order; never empty."""
    units: list[Span] = []
    for match in _BORDER.finditer(text, start):
        units.append((start, match.start() + text[match.start()].count(".")))
        start = match.end()
    units.append((start, len(text)))
    return units


def _item(text: str) -> str:
    """A unit folded, without its number and its full stop."""
    return folded(_LABEL.sub("", text.strip(), count=1)).rstrip(".")


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _grams(text: str) -> set[str]:
    return {text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}


def _numbers(sentence: str) -> list[tuple[str, str]]:
    """(number without commas, its unit or nothing) of each figure in the sentence."""
    joined = re.sub(r"(?<=\d)\s+(?=[가-힣%])", "", sentence)
    found = []
    for match in _NUMBER.finditer(joined):
        unit = next((u for u in _UNITS if joined.startswith(u, match.end(1))), "")
        found.append((match.group(1).replace(",", "").rstrip("."), unit))
    return found
