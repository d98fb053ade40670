"""A checked answer as text: links to what is cited, and how far each sentence can be relied on."""

import re

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.core.answers import Origin, Verdict
from app.gui import tones
from app.gui.turn import Cited, Turn

LINK = "cite:"
PAST = "past:"
"""Before the row of an earlier turn and, after a colon, the number of its citation."""
FOLD = "fold:"
"""Before the row of an earlier turn: show all of it, or its beginning."""

DOUBT_SIGN = "⚠"
QUOTED_SIGN = "✓"

_MARK = re.compile(r"\[(\d{1,3})\]")
_MARKED = re.compile(r"\s*\[\d{1,3}\]")
_QUOTE_ROOM = 120
_GLIMPSE = 60
"""Characters of an answer that stay in sight when it is folded."""
_LINE_HEIGHT = 130


class AnswerWriter:
    """Writes into a text edit, from where its cursor stands. The addresses of links begin with LINK, PAST or FOLD."""

    def __init__(self, edit: QTextEdit, palette: QPalette) -> None:
        self.cursor = QTextCursor(edit.document())
        self.cursor.movePosition(QTextCursor.MoveOperation.End)
        self._palette = palette
        self._plain = QTextCharFormat()
        self._plain.setForeground(palette.text())
        self._strong = QTextCharFormat(self._plain)
        self._strong.setFontWeight(QFont.Weight.Bold)
        self._quiet = QTextCharFormat()
        self._quiet.setForeground(tones.quiet(palette))
        self._quoted = QTextCharFormat(self._plain)
        self._quoted.setBackground(tones.quotation(palette))
        self._doubt = QTextCharFormat(self._plain)
        self._doubt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._doubt.setUnderlineColor(tones.warning(palette))
        self._caution = QTextCharFormat()
        self._caution.setForeground(tones.warning(palette))
        self._caution.setFontWeight(QFont.Weight.Bold)

        self._near = QTextBlockFormat()
        self._near.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self._apart = QTextBlockFormat(self._near)
        self._apart.setTopMargin(10)

    def write_question(self, question: str) -> None:
        self._line(question, self._strong, self._apart)

    def write_asked(self, asked: str) -> None:
        """How a follow-up was read."""
        words = QCoreApplication.translate("AnswerWriter", "Read and looked for as: {question}")
        self._line(words.format(question=asked), self._quiet, self._near)

    def write_note(self, text: str) -> None:
        """A quiet line of our own."""
        self._line(text, self._quiet, self._apart)

    def begin_streaming(self) -> QTextCharFormat:
        """A new line for what comes; gives the shape to write it in."""
        self._line("", self._plain, self._near)
        return self._plain

    def write_folded(self, row: int, turn: Turn) -> None:
        """An earlier question as a link that unfolds it, and the beginning of what was answered."""
        self._write_earlier_question("▸", row, turn)
        words = turn.reason if turn.abstained else _MARKED.sub("", turn.text)
        glimpse = " ".join(words.split())
        short = glimpse if len(glimpse) <= _GLIMPSE else glimpse[:_GLIMPSE].rstrip() + "…"
        self._line(short, self._quiet, self._near)

    def write_unfolded(self, row: int, turn: Turn) -> None:
        self._write_earlier_question("▾", row, turn)
        self.write_turn(turn, f"{PAST}{row}:")

    def write_turn(self, turn: Turn, address: str = LINK) -> None:
        """Everything but the question; `address` goes before the numbers of its citations."""
        if turn.asked:
            self.write_asked(turn.asked)
        if turn.abstained:
            self._line(turn.reason, self._plain, self._near)
            return
        known = {each.number: f"{address}{each.number}" for each in turn.cited}
        cut = min(turn.extracted, len(turn.text)) if turn.origin is Origin.MODEL else 0
        if cut:
            self.write_note(QCoreApplication.translate("AnswerWriter", "Word for word from the articles"))
        self._write_pieces(turn, 0, cut, known)
        if cut and turn.text[cut:].strip():
            written = QCoreApplication.translate("AnswerWriter", "Written by {model}")
            self.write_note(written.format(model=turn.model))
        self._write_pieces(turn, cut, len(turn.text), known)
        for row, each in enumerate(turn.cited):
            self._write_citation(each, known[each.number], self._near if row else self._apart)
        self._write_left_out(turn)

    # --- the text ----------------------------------------------------------------------------
    def _write_pieces(self, turn: Turn, start: int, end: int, known: dict[int, str]) -> None:
        pieces = [(turn.text[a:b], verdict) for a, b, verdict in judged(turn, start, end)]
        while pieces and not pieces[-1][0].strip():
            pieces.pop()
        if not pieces:
            return
        self._line("", self._plain, self._near)
        shapes = {Verdict.QUOTED: self._quoted, Verdict.UNCHECKED: self._doubt}
        pieces[0] = (pieces[0][0].lstrip(), pieces[0][1])
        for row, (text, verdict) in enumerate(pieces):
            words = text.rstrip()
            self._write_marked(words, shapes.get(verdict, self._plain) if verdict else self._plain, known)
            if verdict is Verdict.QUOTED:
                self.cursor.insertText(f" {QUOTED_SIGN}", self._quiet)
            elif verdict is Verdict.UNCHECKED:
                self.cursor.insertText(f" {DOUBT_SIGN}", self._caution)
            if row < len(pieces) - 1:
                self.cursor.insertText(text[len(words) :], self._plain)

    def _write_marked(self, text: str, shape: QTextCharFormat, known: dict[int, str]) -> None:
        at = 0
        for match in _MARK.finditer(text):
            self.cursor.insertText(text[at : match.start()], shape)
            number = int(match.group(1))
            self.cursor.insertText(match.group(), self._link(known[number]) if number in known else shape)
            at = match.end()
        self.cursor.insertText(text[at:], shape)

    def _write_citation(self, each: Cited, address: str, block: QTextBlockFormat) -> None:
        self._line(f"[{each.number}] {each.label}", self._link(address), block)
        quote = " ".join(each.quote.split())
        if not quote:
            return
        if len(quote) > _QUOTE_ROOM:
            quote = quote[:_QUOTE_ROOM].rstrip() + "…"
        self.cursor.insertText(f"  “{quote}”  ", self._plain if each.verified else self._doubt)
        if each.verified:
            words = QCoreApplication.translate("AnswerWriter", "✓ same as the original")
            self.cursor.insertText(_whole(words), self._quiet)
        else:
            words = QCoreApplication.translate("AnswerWriter", "✗ not found in the original")
            self.cursor.insertText(_whole(words), self._caution)

    def _write_left_out(self, turn: Turn) -> None:
        """What the marks mean, and what was said of sentences that are not shown."""
        lost = [sentence for sentence in turn.unsupported if sentence not in turn.text]
        if turn.statements and lost:
            words = QCoreApplication.translate("AnswerWriter", "Left out, as no article supports it: {count}")
            self.write_note(words.format(count=len(lost)))
        elif lost:
            for sentence in lost:
                self._line(sentence, self._doubt, self._apart)
                self.cursor.insertText(f" {DOUBT_SIGN}", self._caution)
        marked = any(verdict is Verdict.UNCHECKED for _, _, verdict in judged(turn, 0, len(turn.text)))
        if marked or (lost and not turn.statements):
            words = QCoreApplication.translate("AnswerWriter", "Check needed")
            self._line(f"{words} {DOUBT_SIGN}", self._caution, self._apart)
            meaning = QCoreApplication.translate(
                "AnswerWriter", "a dotted underline marks what no cited article supports."
            )
            self.cursor.insertText(f": {meaning}", self._quiet)

    # --- lines and links ---------------------------------------------------------------------
    def _write_earlier_question(self, sign: str, row: int, turn: Turn) -> None:
        shape = self._link(f"{FOLD}{row}")
        shape.setFontUnderline(False)
        self._line(f"{sign} {turn.question}", shape, self._apart)

    def _line(self, text: str, shape: QTextCharFormat, block: QTextBlockFormat) -> None:
        if self.cursor.atStart():
            self.cursor.setBlockFormat(self._near)
        else:
            self.cursor.insertBlock(block)
        self.cursor.insertText(text, shape)

    def _link(self, address: str) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setAnchor(True)
        shape.setAnchorHref(address)
        shape.setForeground(tones.link(self._palette))
        shape.setFontUnderline(True)
        return shape


def _whole(words: str) -> str:
    """On one line."""
    return words.replace(" ", "\u00a0")


def judged(turn: Turn, start: int, end: int) -> list[tuple[int, int, Verdict | None]]:
    """text[start:end] of a turn in pieces, each with its verdict; None: it was not judged.

    Without statements the sentences that nothing supports are looked up in the text.
    """
    if turn.statements:
        spans = [(*each.span, each.verdict) for each in turn.statements]
    else:
        text = turn.text
        found = ((text.find(each), each) for each in turn.unsupported if each)
        spans = [(at, at + len(each), Verdict.UNCHECKED) for at, each in found if at >= 0]
    pieces: list[tuple[int, int, Verdict | None]] = []
    at = start
    for begins, ends, verdict in sorted(spans):
        first, last = max(begins, start), min(ends, end)
        if first < at or last <= first:
            continue
        pieces += [(at, first, None), (first, last, verdict)]
        at = last
    pieces.append((at, end, None))
    return [piece for piece in pieces if piece[0] < piece[1]]


def counts(turn: Turn) -> dict[Verdict, int]:
    """How many sentences of each verdict; of none where they were not judged one by one."""
    return {verdict: sum(each.verdict is verdict for each in turn.statements) for verdict in Verdict}
