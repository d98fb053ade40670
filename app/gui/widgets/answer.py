"""An answer as it streams, and what it stands on once it is checked."""

import re

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QFont, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.core.types import Answer, Citation
from app.gui import tones
from app.gui.citing import citation as cited
from app.gui.widgets.labels import Caption, Headline

_MARK = re.compile(r"\[(\d{1,3})\]")
_QUOTE_ROOM = 120


class AnswerPane(QFrame):
    """`cited` gives the Citation whose link was followed."""

    cited = Signal(object)
    closed = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self.title = Headline(self)
        self.state = Caption(self)
        self.text = QTextBrowser(self)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("Answer"))
        self.text.document().setDocumentMargin(12)
        self.text.anchorClicked.connect(self._follow)
        self.copy_button = QPushButton(self.tr("Copy answer"), self)
        self.copy_button.clicked.connect(self._copy)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.clicked.connect(self.closed)
        self._lay_out()

    def begin(self) -> None:
        """A question was asked: empty, with words."""
        self._answer = None
        self.title.setText(self.tr("Answer"))
        self.state.setText(self.tr("Looking for the articles to stand on…"))
        self.text.clear()
        self.copy_button.setEnabled(False)

    def show_stage(self, text: str) -> None:
        if self._answer is None:
            self.state.setText(text)

    def stream(self, text: str) -> None:
        """More of the text, before anything in it has been checked."""
        bar = self.text.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        self.state.setText(self.tr("Writing; quotes are checked at the end."))
        if follows:
            bar.setValue(bar.maximum())

    def stop(self, text: str) -> None:
        """The answer ended before its end; what was written stays, unchecked."""
        self.state.setText(text)

    def show_answer(self, answer: Answer) -> None:
        self._answer = answer
        self.copy_button.setEnabled(True)
        seconds = f"{answer.took_ms / 1000:.1f}"
        self.text.clear()
        if answer.abstained:
            self.title.setText(self.tr("No evidence"))
            self.state.setText(self.tr("Nothing in the documents answers this. The nearest articles are shown below."))
        else:
            self.title.setText(self.tr("Answer"))
            self.state.setText(self.tr("{model} · {seconds} s").format(model=answer.model, seconds=seconds))
        _Writer(self).write(answer)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, url: QUrl) -> None:
        number = int(url.toString().removeprefix("cite:"))
        for each in self._answer.citations if self._answer else ():
            if each.number == number:
                self.cited.emit(each)
                return

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.document().toPlainText())
        self.copied.emit(self.title.text())

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.text.backgroundRole())
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.state)
        head.addLayout(words, 1)
        head.addWidget(self.copy_button)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.text, 1)


class _Writer:
    """Writes one checked answer into the pane's document."""

    def __init__(self, pane: AnswerPane) -> None:
        self._pane = pane
        self._cursor = QTextCursor(pane.text.document())
        palette = pane.text.palette()
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

    def write(self, answer: Answer) -> None:
        known = {each.number for each in answer.citations}
        lost = [sentence for sentence in answer.unsupported if sentence not in answer.text]
        for text, doubtful in split_by(answer.text, answer.unsupported):
            self._write_marked(text, self._doubt if doubtful else self._plain, known)
        for each in answer.citations:
            self._write_citation(each)
        for sentence in lost:
            self._line(sentence, self._doubt)
        if answer.unsupported:
            self._line(self._pane.tr("Check needed"), self._caution)
            self._cursor.insertText(
                ": " + self._pane.tr("dotted underline marks what no cited article supports."), self._quiet
            )

    def _write_marked(self, text: str, shape: QTextCharFormat, known: set[int]) -> None:
        at = 0
        for match in _MARK.finditer(text):
            self._cursor.insertText(text[at : match.start()], shape)
            number = int(match.group(1))
            self._cursor.insertText(match.group(), self._link(number) if number in known else shape)
            at = match.end()
        self._cursor.insertText(text[at:], shape)

    def _write_citation(self, each: Citation) -> None:
        self._line(f"[{each.number}] ", self._link(each.number))
        self._cursor.insertText(cited(each.hit.document, each.hit.passage), self._link(each.number))
        quote = " ".join(each.quote.split())
        if len(quote) > _QUOTE_ROOM:
            quote = quote[:_QUOTE_ROOM].rstrip() + "…"
        if quote:
            self._cursor.insertText(f"  “{quote}”  ", self._plain if each.verified else self._doubt)
        if each.verified:
            self._cursor.insertText(self._pane.tr("✓ same as the original"), self._quiet)
        else:
            self._cursor.insertText(self._pane.tr("✗ not found in the original"), self._caution)

    def _line(self, text: str, shape: QTextCharFormat) -> None:
        if not self._cursor.atStart():
            self._cursor.insertBlock()
        self._cursor.insertText(text, shape)

    def _link(self, number: int) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setAnchor(True)
        shape.setAnchorHref(f"cite:{number}")
        shape.setForeground(self._pane.text.palette().link())
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
