"""The text of an answer as it is put together, with a label for each of its sentences. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.assist.cut.extract import Extract
from app.core.answers import Citation, Statement, Verdict
from app.core.types import Hit, Span


@dataclass(frozen=True, slots=True)
class Grounded:
    """The text as it may be shown, its sentences in order, and what carries them.

    `unsupported` are the sentences that nothing carries, as they stand in the text.
    """

    text: str
    citations: tuple[Citation, ...]
    unsupported: tuple[str, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(slots=True)
class Sheet:
    """Lines are added at the end; each sentence's place in the text is kept."""

    text: str = ""
    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def break_line(self, lines: int = 1) -> None:
        if self.text:
            self.text += "\n" * lines

    def say(self, words: str, verdict: Verdict, sources: Sequence[int]) -> None:
        """A sentence, a blank before it unless it begins a line. `sources` are the [n] that carry it."""
        if self.text and not self.text.endswith("\n"):
            self.text += " "
        start = len(self.text)
        self.text += words
        self.statements.append(Statement((start, len(self.text)), verdict, tuple(sources)))

    def cite(self, number: int, hit: Hit, span: Span) -> None:
        """A quotation, cut from the passage; each once."""
        citation = Citation(number, hit, hit.passage.text[span[0] : span[1]], span, verified=True)
        if citation not in self.citations:
            self.citations.append(citation)

    def finished(self) -> Grounded:
        unsupported = tuple(
            self.text[slice(*one.span)].strip() for one in self.statements if one.verdict is Verdict.UNCHECKED
        )
        return Grounded(self.text, tuple(self.citations), unsupported, tuple(self.statements))


def written(cut: Extract, hits: Sequence[Hit]) -> Sheet:
    """An extract as it is shown: each block by itself, its source's number behind its last line."""
    sheet = Sheet()
    for place, pick in enumerate(cut.picks):
        number = pick.source + 1
        if place:
            sheet.break_line(2 if pick.source != cut.picks[place - 1].source else 1)
        for row, line in enumerate(pick.lines):
            if row:
                sheet.break_line()
            marker = f" [{number}]" if row + 1 == len(pick.lines) else ""
            sheet.say(line.text + marker, Verdict.GROUNDED if line.composed else Verdict.QUOTED, (number,))
        for span in pick.quotes:
            sheet.cite(number, hits[pick.source], span)
    return sheet
