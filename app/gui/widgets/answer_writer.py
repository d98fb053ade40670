"""A checked answer as text: links to what is cited, and marks on what is not supported."""

import re

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.core.answers import Answer, Citation
from app.gui import tones
from app.gui.citing import citation as cited

LINK = "cite:"

_MARK = re.compile(r"\[(\d{1,3})\]")
_QUOTE_ROOM = 120
_LINE_HEIGHT = 130
_DOUBT_SIGN = " ⚠"


class AnswerWriter:
    """Writes into a text edit; `LINK` and a number are the address of a citation."""

    def __init__(self, edit: QTextEdit, palette: QPalette) -> None:
        self._cursor = QTextCursor(edit.document())
        self._palette = palette
        self._plain = QTextCharFormat()
        self._plain.setForeground(palette.text())
        self._quiet = QTextCharFormat()
        self._quiet.setForeground(tones.quiet(palette))
        self._doubt = QTextCharFormat()
        self._doubt.setForeground(palette.text())
        self._doubt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._doubt.setUnderlineColor(tones.warning(palette))
        self._caution = QTextCharFormat()
        self._caution.setForeground(tones.warning(palette))
        self._caution.setFontWeight(QFont.Weight.Bold)

        self._near = QTextBlockFormat()
        self._near.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self._apart = QTextBlockFormat(self._near)
        self._apart.setTopMargin(10)

    def write(self, answer: Answer) -> None:
        self._cursor.setBlockFormat(self._near)
        known = {each.number for each in answer.citations}
        lost = [sentence for sentence in answer.unsupported if sentence not in answer.text]
        for text, doubtful in split_by(answer.text, answer.unsupported):
            self._write_marked(text, self._doubt if doubtful else self._plain, known)
            if doubtful:
                self._cursor.insertText(_DOUBT_SIGN, self._caution)
        for row, each in enumerate(answer.citations):
            self._write_citation(each, self._near if row else self._apart)
        for sentence in lost:
            self._line(sentence, self._doubt, self._apart)
            self._cursor.insertText(_DOUBT_SIGN, self._caution)
        if answer.unsupported:
            self._line(
                QCoreApplication.translate("AnswerWriter", "Check needed") + _DOUBT_SIGN, self._caution, self._apart
            )
            self._cursor.insertText(
                ": "
                + QCoreApplication.translate(
                    "AnswerWriter", "a dotted underline marks what no cited article supports."
                ),
                self._quiet,
            )

    def _write_marked(self, text: str, shape: QTextCharFormat, known: set[int]) -> None:
        at = 0
        for match in _MARK.finditer(text):
            self._cursor.insertText(text[at : match.start()], shape)
            number = int(match.group(1))
            self._cursor.insertText(match.group(), self._link(number) if number in known else shape)
            at = match.end()
        self._cursor.insertText(text[at:], shape)

    def _write_citation(self, each: Citation, block: QTextBlockFormat) -> None:
        self._line(f"[{each.number}] ", self._link(each.number), block)
        self._cursor.insertText(cited(each.hit.document, each.hit.passage), self._link(each.number))
        quote = " ".join(each.quote.split())
        if len(quote) > _QUOTE_ROOM:
            quote = quote[:_QUOTE_ROOM].rstrip() + "…"
        if quote:
            self._cursor.insertText(f"  “{quote}”  ", self._plain if each.verified else self._doubt)
        if each.verified:
            self._cursor.insertText(QCoreApplication.translate("AnswerWriter", "✓ same as the original"), self._quiet)
        else:
            self._cursor.insertText(
                QCoreApplication.translate("AnswerWriter", "✗ not found in the original"), self._caution
            )

    def _line(self, text: str, shape: QTextCharFormat, block: QTextBlockFormat) -> None:
        if not self._cursor.atStart():
            self._cursor.insertBlock(block)
        self._cursor.insertText(text, shape)

    def _link(self, number: int) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setAnchor(True)
        shape.setAnchorHref(f"{LINK}{number}")
        shape.setForeground(tones.link(self._palette))
        shape.setFontUnderline(True)
        return shape


def split_by(text: str, sentences: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the sentences."""
    spans = sorted((at, at + len(each)) for each in sentences if each and (at := text.find(each)) >= 0)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start < at:
            continue
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]
