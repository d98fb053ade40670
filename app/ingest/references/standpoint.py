"""Where a passage stands and what its words refer to: the own article, the own 부칙, the law named right before."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.clauses import Clause, clauses
from app.core.locator import NONE, Locator, Number
from app.core.types import Passage
from app.ingest.references import law_names
from app.ingest.references.law_names import Names
from app.ingest.references.marks import FORMER, OWN, PROMULGATED, under

LONGEST_LINE = 10_000
"""Characters; the longest line of a statute has some 4,000."""

_LOOK_BACK = 120
_BOX = re.compile(r"[│┃┆|]\s*$")
"""A line of a drawn table: what stands before may be in the line above."""
_PART_OF_ANNEX = re.compile(r"(?:별지|별표|별첨|붙임|서식|비고|같은\s?표|고시|공고)\s?[(（]?\s?$")
_NOTED = re.compile(r"\([^()]{1,80}\)\s*$")
_REWORDED = re.compile(
    r"(?:[ ,ㆍ]|및|부터|까지|제\d{1,4}조(?:의\d{1,2})?|제\d{1,3}[항호]|본문|단서|전단|후단|각\s?호\s?외의\s?부분){0,16}"
    r"중\s?[\"“「]"
)
_FOREIGN_SUPPLEMENT = re.compile(r"\s*부\s*칙\s*(?:<[^>]*>)?\s*\(\s*(?!제\s?\d)[^)<]*[가-힣]{2}")
_OMITTED = re.compile(r"\s*(?:및\s?제\d+조\s?)?생략")
_PROMULGATION = re.compile(r"제\s?(\d+)\s?호")


@dataclass(slots=True)
class Book:
    """What all passages of a document share."""

    names: Names
    articles: tuple[Locator, ...]
    """Of the body, in order."""
    numbers: frozenset[Number]
    """Theirs."""
    supplements: dict[int, str]
    """Number of a 부칙 -> its heading."""

    @classmethod
    def of(cls, title: str, text: str, passages: Sequence[Passage]) -> "Book":
        supplements: dict[int, str] = {}
        for passage in passages:
            number = passage.locator.supplement
            if number and number not in supplements:
                supplements[number] = passage.breadcrumb or passage.text[:200].partition("\n")[0]
        numbers = [p.locator.article for p in passages if p.locator.article != NONE and not p.locator.supplement]
        articles = tuple(Locator(article=number) for number in numbers)
        return cls(Names.of(title, text), articles, frozenset(numbers), supplements)


@dataclass(slots=True)
class Standpoint:
    """One passage as its own words see it. Offsets are of the passage's text."""

    book: Book
    passage: Passage
    parts: tuple[Clause, ...] | None = None
    """The article's 항, 호 and 목 in order, found when a word first needs them."""
    places: frozenset[Locator] = frozenset()
    """Theirs."""

    def whose(self, match: re.Match[str]) -> tuple[int, str | None]:
        """(where the reference begins, law) by the words right before: empty for our own, None when not to be told."""
        start = match.start()
        before = self.line_before(start)
        own = OWN.search(before)
        if own is not None:
            return start - (len(before) - own.start()), "" if self._is_own(own["word"]) else None
        if before.rstrip().endswith(("」", "』", "｣")):
            return start, None
        written = self.book.names.written(before, self.passage.start + start)
        if written is not None:
            law, length = written
            return start - length, None if FORMER.search(before[: len(before) - length]) else law
        if law_names.ends_like_law(before):
            plain = law_names.plain_name(before) if not match["supplement"] else None
            if plain is None:
                number = match["supplement"] and PROMULGATED.search(before)
                return start, "" if number else None
            return start - plain[1], None if FORMER.search(before[: len(before) - plain[1]]) else plain[0]
        noted = _NOTED.search(before)
        if noted is not None and law_names.ends_like_law(before[: noted.start()]):
            plain = law_names.plain_name(before[: noted.start()])  # 신용협동조합법(이하 "법"이라 한다) 제14조
            return (start, None) if plain is None else (start - (len(before) - noted.start()) - plain[1], plain[0])
        return start, None if _BOX.search(before) else ""

    def _is_own(self, word: str) -> bool:
        """Whether 이 법 or 이 영 can be this document: in a 시행령 이 법 stands in wording taken from the law."""
        title = self.book.names.title
        if word.endswith(("법", "법률")):
            return not title.endswith(("령", "규칙", "규정", "훈령", "예규", "지침"))
        return word not in ("영", "령") or not title.endswith(("법", "법률", "규칙", "훈령", "예규", "지침"))

    def unlinked(self, match: re.Match[str], start: int, law: str, *, article: bool = False) -> bool:
        """What is not linked though its form is that of a reference."""
        text = self.passage.text
        if FORMER.search(text, max(0, start - 20), start) or _OMITTED.match(text, match.end()):
            return True
        if law:
            return False
        if article and self._rewords(match):
            return True
        if not self.book.articles and not self.passage.locator.supplement:
            return True  # a letter has no articles of its own
        supplement = self.passage.locator.supplement
        if supplement and article and _FOREIGN_SUPPLEMENT.match(self.book.supplements[supplement]):
            return True
        return self._quoted(start)

    def _rewords(self, match: re.Match[str]) -> bool:
        """`「…법」을 준용한다. 이 경우 … 제39조 중 "…"는 "…"로 본다`: an article of the law that is applied."""
        text = self.passage.text
        if not _REWORDED.match(text, match.end()):
            return False
        return any(mark in text[line_start(text, match.start()) : match.start()] for mark in "」』｣")

    def _quoted(self, start: int) -> bool:
        """Whether the words stand in quotation marks: they are another text's."""
        text = self.passage.text
        line = line_start(text, start)
        end = text.find("\n", start, start + LONGEST_LINE)
        if text.rfind("“", line, start) > text.rfind("”", line, start):
            return True
        quotes = text.count('"', line, start)
        return quotes % 2 == 1 and (quotes + text.count('"', start, end if end >= 0 else start + LONGEST_LINE)) % 2 == 0

    def names_other(self, match: re.Match[str]) -> bool:
        """`국방부령 제12호`, `별지(제2호)`, `별표 비고 제3호`: a number or a part of something else."""
        before = self.line_before(match.start())
        return law_names.ends_like_law(before) or _PART_OF_ANNEX.search(before) is not None

    def article(self) -> Locator | None:
        """The article or 부칙 that the passage is; None for anything else."""
        at = self.passage.locator
        if at.annex_kind or (at.article == NONE and not at.supplement):
            return None
        return Locator(supplement=at.supplement, article=at.article)

    def own(self, start: int) -> Locator | None:
        """Where in this document's numbering the words at `start` stand; None where nothing is numbered."""
        own = self.article()
        if own is None:
            return None
        if self.parts is None:
            self.parts = clauses(self.passage.text, own)
            self.places = frozenset(part.locator for part in self.parts)
        last = bisect_right(self.parts, start, key=_start)
        return next((part.locator for part in reversed(self.parts[:last]) if start < part.end), own)

    def part(self, start: int, given: Locator, mentioned: Locator | None) -> Locator | None:
        """A bare 제1항, 제2호 or 가목 said at `start`. A 호 or 목 that this 항 does not have is of the 항 named last
        (`제1항 각 호의 행위가 … (제5호의 경우에는 …)`), or not to be told."""
        whole = self.article()
        if whole is None:
            return None
        if given.paragraph:
            return under(whole, given)
        own = self.own(start) or whole
        placed = under(own, given)
        if placed is None or self._has(placed):
            return placed
        if mentioned is not None and mentioned.at_article() == own.at_article():
            placed = under(mentioned, given)
            if placed is not None and self._has(placed):
                return placed
        return None

    def _has(self, wanted: Locator) -> bool:
        return wanted in self.places

    def before(self, own: Locator, unit: str, steps: int) -> Locator | None:
        """The article, paragraph or item that stands `steps` before this one."""
        if unit == "항":
            return replace(own.at_article(), paragraph=own.paragraph - steps) if own.paragraph > steps else None
        if unit == "호":
            ready = own.item[0] > steps and not own.item[1]
            return replace(own, item=(own.item[0] - steps, 0), subitem="") if ready else None
        if unit == "조" and not own.supplement and own.article in self.book.numbers:
            position = self.book.articles.index(own.at_article()) - steps
            return self.book.articles[position] if position >= 0 else None
        return None

    def which_supplement(self, match: re.Match[str]) -> int | None:
        """The 부칙 that is meant; 0: not told; None: one of another law, or of one that is not here."""
        before = self.line_before(match.start())
        promulgated = PROMULGATED.search(before)
        if promulgated is not None:
            wanted = promulgated["number"].replace(",", "")
            for number, heading in self.book.supplements.items():
                if any(digits == wanted for digits in _PROMULGATION.findall(heading)):
                    return number
            return None
        if self.passage.locator.supplement:
            return self.passage.locator.supplement
        return next(iter(self.book.supplements)) if len(self.book.supplements) == 1 else 0

    def line_before(self, start: int) -> str:
        text = self.passage.text
        return text[max(start - _LOOK_BACK, line_start(text, start)) : start]


def line_start(text: str, at: int) -> int:
    """Where the line of `at` begins, as far as LONGEST_LINE lets one look: text without line ends must stay linear."""
    least = max(0, at - LONGEST_LINE)
    return max(least, text.rfind("\n", least, at) + 1)


def _start(part: Clause) -> int:
    return part.start
