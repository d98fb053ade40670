"""An answer as it streams, and what it stands on once it is checked."""

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.core.answers import Answer
from app.gui.widgets.answer_writer import LINK, AnswerWriter
from app.gui.widgets.labels import Caption, Headline


class AnswerPane(QFrame):
    """`cited` gives the Citation whose link was followed."""

    cited = Signal(object)
    closed = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._reason = ""
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

    def wanted_height(self) -> int:
        """The height that shows the whole answer, in pixels."""
        words = self.text.document().size().height() if self.text.toPlainText() else 0
        return int(words) + self.height() - self.text.height() + 8

    def stop(self, text: str) -> None:
        """The answer ended before its end; what was written stays, unchecked."""
        self.state.setText(text)

    def show_answer(self, answer: Answer, reason: str = "") -> None:
        """`reason` says in words why there is none."""
        self._answer = answer
        self.copy_button.setEnabled(True)
        seconds = f"{answer.took_ms / 1000:.1f}"
        if answer.abstained:
            self.title.setText(self.tr("No evidence"))
            self.state.setText(self.tr("Nothing in the documents answers this. The nearest articles are shown below."))
        else:
            self.title.setText(self.tr("Answer"))
            author = answer.model or self.tr("The article as it stands")
            self.state.setText(self.tr("{model} · {seconds} s").format(model=author, seconds=seconds))
        self._reason = reason
        self._write()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._answer is not None:
            self._write()  # the text holds colours of the palette

    def _write(self) -> None:
        self.text.clear()
        if self._answer is None or self._answer.abstained:
            self.text.setPlainText(self._reason)
        else:
            AnswerWriter(self.text, self.palette()).write(self._answer)

    def _follow(self, url: QUrl) -> None:
        number = int(url.toString().removeprefix(LINK))
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
        self.setBackgroundRole(QPalette.ColorRole.Base)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 0)
        head.setSpacing(6)
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
