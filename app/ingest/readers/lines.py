"""Pages of wrapped lines -> paragraphs. Korean wraps inside words as well as between them.

Whether two lines join with a space is told by (1) a space kept at the line's end, (2) the words that
the document itself uses inside its lines, (3) particles, which are never written apart.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.ingest import blocks
from app.ingest.blocks import Block
from app.ingest.structure.marks import opens_paragraph, supplement_mark

_FULL = 0.75
"""A line at least this share of the usual width may go on in the next."""
_EDGE = 2
"""Lines at the top and at the bottom of a page where headers and page numbers stand."""
_MOST = 0.6
_LONGEST_HEADING = 50
"""Lines of a 부칙 heading, and more than a bracket stays open over."""

_MAX_OPEN = 3

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s*\d{1,4}\s*[-–—]|\d{1,4}\s*/\s*\d{1,4}|-\s*\d{1,4}|(?:page|p\.)\s*\d{1,4})\s*$", re.I
)
_NOTE = re.compile(r"\s*<(?:제\s?\d|개정|신설|전문개정|전부개정|일부개정|\d{4}\s?\.)")
_ENDING = re.compile("다[.,]")
_STEMS = tuple("있없한된이었았였했겠는진친긴킨린같")
"""A line that begins with `다.` after one of these ends a sentence; elsewhere it is the item 다."""
_PARTICLES = re.compile(
    "의|에|을|를|은|는|이|가|과|와|로|으로|도|만|에서|에게|부터|까지|이나|나|에는|에도|에만|으로서|로서|으로써|로써|에의"
    "|이라|라|이며|며|이고|고|하는|하여|하고|한다|하며|하여야|된다|되는|되어|한|할|함|다|이다|된|될"
)
_UNREAD_MARK = re.compile(r"[@®©]|[(]?\d{1,2}[)]?\s?[가-힣「]|[(]\d")
"""What recognition makes of ①, ② and their like at the beginning of a line."""
_PUNCTUATION = "「」『』()[]<>\"'“”‘’,.:;·ㆍ~"


Item = str | Block
"""What stands on a page: a wrapped line (as text, or as a paragraph block with its certainty), or a block that is
whole already (a heading, a table)."""


@dataclass(frozen=True, slots=True)
class Line:
    """`text` keeps a space at its end; `page` counts from 1; `confidence` in percent, 0: not recognised."""

    text: str
    page: int
    confidence: int = 0


def without_running_heads(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Pages less the lines that repeat at the same edge of most pages, and less page numbers."""
    seen: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        seen.update({(top, _masked(line)) for top, line in _edges(page)})
    filled = sum(1 for page in pages if page)
    repeated = {key for key, count in seen.items() if key[1] and filled > 1 and count >= max(2, _MOST * filled)}
    return [_trimmed(page, repeated, first=index == 0) for index, page in enumerate(pages)]


def _edges(page: Sequence[Item]) -> list[tuple[bool, str]]:
    edges = [(True, _words(item)) for item in page[:_EDGE]]
    return edges + [(False, _words(item)) for item in page[_EDGE:][-_EDGE:]]


def _words(item: Item) -> str:
    """The text of a line or heading; nothing for a table, which is no running head."""
    if isinstance(item, str):
        return item
    return item.text if item.kind != blocks.TABLE else ""


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line))


def _trimmed(page: Sequence[Item], repeated: set[tuple[bool, str]], *, first: bool) -> list[Item]:
    texts = [_words(item) for item in page]
    start, end = 0, len(page)
    while start < min(_EDGE, end) and ((True, _masked(texts[start])) in repeated or _PAGE_NUMBER.match(texts[start])):
        start += 1
    while end > max(start, len(page) - _EDGE) and (
        (False, _masked(texts[end - 1])) in repeated or _PAGE_NUMBER.match(texts[end - 1])
    ):
        end -= 1
    kept = list(page[start:end])
    if first and start:  # a title may double as the running head: the first page must still show it once
        shown = {_masked(text) for text in texts[start:end]}
        lost = [i for i in range(start) if _masked(texts[i]) not in shown and not _PAGE_NUMBER.match(texts[i])]
        kept = [page[i] for i in lost] + kept
    return kept


def join(pages: Sequence[Sequence[Item]]) -> list[Block]:
    """Blocks of pages of lines, each with the page it begins on; wrapped lines become paragraphs."""
    found = [(item, number) for number, page in enumerate(pages, 1) for item in page if _shown(item)]
    lines = [line for item, number in found if (line := _line(item, number)) is not None]
    glue = Glue(lines)
    usual = _usual_width(lines)
    made: list[Block] = []
    current: list[Line] = []
    for item, number in found:
        line = _line(item, number)
        if line is not None and current and _continues(current, line, usual):
            current.append(line)
            continue
        if current:
            made.append(_paragraph(current, glue))
        current = [line] if line is not None else []
        if line is None and isinstance(item, Block):
            made.append(replace(item, page=number))
    return [*made, _paragraph(current, glue)] if current else made


def _shown(item: Item) -> bool:
    return bool((item if isinstance(item, str) else item.text).strip())


def _line(item: Item, number: int) -> Line | None:
    """A line that may be part of a paragraph; None for a block that is whole."""
    if isinstance(item, str):
        return Line(item, number)
    return Line(item.text, number, item.confidence) if item.kind == blocks.PARAGRAPH else None


def _paragraph(lines: list[Line], glue: "Glue") -> Block:
    sure = [(line.confidence, len(line.text)) for line in lines if line.confidence]
    mean = round(sum(c * size for c, size in sure) / sum(size for _c, size in sure)) if sure else 0
    return Block(glue.joined([line.text for line in lines]), page=lines[0].page, confidence=mean)


def _continues(current: Sequence[Line], line: Line, usual: int) -> bool:
    """Whether `line` goes on with the paragraph of the lines in `current`."""
    if (line.confidence > 0) != (current[-1].confidence > 0):
        return False  # what was recognised stays apart from what was text
    text, last = line.text, current[-1].text
    before = "".join(one.text for one in current[:_LONGEST_HEADING])  # all of it for each line would be square time
    if (len(current) <= _MAX_OPEN and _open_bracket(before)) or _NOTE.match(text):
        return True
    if supplement_mark(before) and last.rstrip()[-1:] in ">)]":
        return False  # a long 부칙 heading fills its lines, yet ends with its number and date
    if _ENDING.match(text) and last[-1:] in _STEMS:
        return True
    if line.confidence and last.rstrip()[-1:] in ".>" and _UNREAD_MARK.match(text):
        return False
    return _width(last) >= _FULL * usual and not opens_paragraph(text.lstrip())


def _open_bracket(text: str) -> bool:
    return any(text.rfind(opening) > text.rfind(closing) for opening, closing in ("<>", "()", "「」", "[]"))


def _usual_width(lines: Sequence[Line]) -> int:
    widths = sorted(_width(line.text) for line in lines)
    return widths[int(len(widths) * 0.9)] if widths else 0


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text.rstrip())


class Glue:
    """Joins the lines of one document's paragraphs."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words: Counter[str] = Counter()
        spaced = 0
        for line in lines:
            tokens = line.text.split()
            self._words.update(_bare(token) for token in tokens[1:-1])
            spaced += line.text.endswith(" ")
        self._keeps_spaces = spaced * 20 >= len(lines)

    def joined(self, lines: list[str]) -> str:
        """One line of text."""
        text = lines[0].lstrip()
        for line in lines[1:]:
            nxt = line.lstrip()
            if not text.endswith(" ") and (line[:1] == " " or self._apart(text, nxt)):
                text += " "
            text += nxt
        return text.strip()

    def _apart(self, before: str, after: str) -> bool:
        left, right = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
        end, start = before[-1], after[0]
        if start in ")]>」』”’,.;:" or end in "(<[「『“‘":
            return False
        if end in ",.;:" or start in "<(「『“‘[①":
            return end in ",.;:>)」』" or start in "<「"
        if _PARTICLES.fullmatch(_bare(right)):
            return False
        if not end.isalnum() or not start.isalnum():
            return True
        together, first, second = self._words[_bare(left + right)], self._words[_bare(left)], self._words[_bare(right)]
        if together:
            return together < min(first, second)
        if first and second:
            return True
        return not self._keeps_spaces and bool(first or second)


def _bare(token: str) -> str:
    return token.strip(_PUNCTUATION)
