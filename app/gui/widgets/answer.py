"""A conversation: the turns before, folded, and the answer as it streams and once it is checked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPalette, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from app.core.answers import Origin, Verdict
from app.gui.clipboard_guard import COPIES
from app.gui.turn import Cited, Turn
from app.gui.widgets.answer_writer import DOUBT_SIGN, FOLD, LINK, PAST, QUOTED_SIGN, AnswerWriter, counts
from app.gui.widgets.labels import Caption, Headline

_ROOMY_LINES = 12
"""A pane of fewer lines has none to spare for the turn before."""
_MOST_EARLIER = 60
"""Turns before the last that are written: more would hold the window up for longer than 50 ms."""
_KEYED = 9
"""Citations that have a key of their own."""

_LEAST_LINES = 9


class AnswerPane(QFrame):
    """`cited` gives what the Cited whose link was followed leads to."""

    cited = Signal(object)
    closed = Signal()
    renewed = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._earlier: tuple[Turn, ...] = ()
        self._unfolded: set[int] = set()
        self._question = ""
        self._extract: Turn | None = None
        self._streamed = ""
        self._turn: Turn | None = None
        self._start = QTextCursor()  # where the last question begins
        self._sight = QTextCursor()  # what is scrolled to: the turn before it as well, where that is folded
        self._shape: QTextCharFormat | None = None  # in which the model's words are written; None: none has come
        self.title = Headline(self)
        self.state = Caption(self)
        self.legend = Caption(self)
        self.text = QTextBrowser(self)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("Answer"))
        self.text.setAccessibleDescription(
            self.tr("Tab leads through the citations, Enter opens one; so does Alt+1 to 9.")
        )
        self.text.document().setDocumentMargin(12)
        self.text.anchorClicked.connect(self._follow)
        self.copy_button = QPushButton(self.tr("Copy answer"), self)
        self.copy_button.setProperty(COPIES, True)
        self.copy_button.clicked.connect(self._copy)
        self.new_button = QPushButton(self.tr("New conversation"), self)
        self.new_button.setToolTip(self.tr("The next question does not go on with this one (Ctrl+N)"))
        self.new_button.clicked.connect(self.renewed)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setToolTip(self.tr("Close the answer (Esc)"))
        self.close_button.clicked.connect(self.closed)
        for number in range(1, _KEYED + 1):
            key = QShortcut(QKeySequence(f"Alt+{number}"), self)
            key.activated.connect(lambda number=number: self._cite_shown(number))
        self._lay_out()

    def begin(self, question: str, earlier: Sequence[Turn] = ()) -> None:
        """A question was asked: nothing under it yet, and that in words."""
        self._earlier = tuple(earlier)
        self._unfolded &= set(range(len(self._earlier)))
        self._question = question
        self._turn = self._extract = None
        self._streamed = ""
        self.title.setText(self.tr("Answer"))
        self.state.setText(self.tr("Looking for the articles to stand on…"))
        self._tell_legend()
        self.copy_button.setEnabled(False)
        self._write()
        self._show_start()

    def show_stage(self, text: str) -> None:
        if self._turn is None and self._extract is None:
            self.state.setText(text)

    def show_extract(self, turn: Turn) -> None:
        """What code cut from the articles, before the model speaks."""
        self._extract = turn
        self.state.setText(self.tr("This stands in the articles. The model reads on…"))
        self._write()

    def stream(self, text: str) -> None:
        """More of the model's text, before anything in it has been checked."""
        bar = self.text.verticalScrollBar()
        follows = self._extract is None and bar.value() >= bar.maximum() - 4
        self._streamed += text
        self._write_streamed(text)
        if self._extract is None:
            self.state.setText(self.tr("Writing; quotes are checked at the end."))
        else:
            self.state.setText(
                self.tr("This stands in the articles. The model writes below; that is checked at the end.")
            )
        if follows:
            bar.setValue(bar.maximum())

    def wanted_height(self) -> int:
        """The height that shows the whole of the last answer, in pixels; some lines at least, for the question before
        it, which is folded, stands above."""
        words = self.text.document().size().height() - self._sight_top() if self.text.toPlainText() else 0
        least = _LEAST_LINES * self.fontMetrics().lineSpacing()
        return max(int(words), least) + self.height() - self.text.height() + 8

    def stop(self, text: str) -> None:
        """The answer ended before its end; what was written stays, unchecked."""
        self.state.setText(text)

    def show_turn(self, turn: Turn, earlier: Sequence[Turn] | None = None) -> None:
        """The answer, checked; with `earlier` another conversation than the one that was shown."""
        if earlier is not None:
            self._earlier, self._unfolded = tuple(earlier), set()
        self._question, self._turn, self._extract, self._streamed = turn.question, turn, None, ""
        self.copy_button.setEnabled(True)
        if turn.abstained:
            self.title.setText(self.tr("No evidence"))
            self.state.setText(self.tr("Nothing in the documents answers this. The nearest articles are shown below."))
        else:
            self.title.setText(self.tr("Answer"))
            self.state.setText(" · ".join(self._provenance(turn)))
        self._tell_legend()
        self._write()
        self._show_start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._question:
            self._write()  # the text holds colours of the palette

    # --- in words ----------------------------------------------------------------------------
    def _provenance(self, turn: Turn) -> list[str]:
        """Who wrote it, how long it took, what the model was given to read."""
        by_model = bool(turn.model) and turn.origin is Origin.MODEL
        parts = [turn.model if by_model else self.tr("Word for word from the articles; no model wrote here")]
        if turn.took_ms:
            parts.append(self.tr("{seconds} s").format(seconds=f"{turn.took_ms / 1000:.1f}"))
        packing = turn.packing
        if packing is not None and by_model:
            words = self.tr("{sources} sources · {used}/{room} tokens")
            parts.append(words.format(sources=packing.sources, used=f"{packing.used:,}", room=f"{packing.room:,}"))
            if packing.omitted:
                parts.append(self.tr("{count} left out or cut").format(count=packing.omitted))
        return parts

    def _tell_legend(self) -> None:
        turn = self._turn
        shown = turn is not None and bool(turn.statements) and not turn.abstained
        self.legend.setVisible(shown)
        if turn is None or not shown:
            self.legend.clear()
            return
        found = counts(turn)
        names = {
            Verdict.QUOTED: self.tr("quoted {count}") + f" {QUOTED_SIGN}",
            Verdict.GROUNDED: self.tr("grounded {count}"),
            Verdict.UNCHECKED: self.tr("check needed {count}") + f" {DOUBT_SIGN}",
        }
        parts = [self.tr("Sentences {count}").format(count=len(turn.statements))]
        parts += [names[verdict].format(count=found[verdict]) for verdict in Verdict if found[verdict]]
        self.legend.setText(" · ".join(parts))

    # --- writing -----------------------------------------------------------------------------
    def _write(self) -> None:
        """Everything anew; what is in sight stays where it is as far as it can."""
        at = self.text.verticalScrollBar().value()
        self.text.clear()
        before = 0
        writer = AnswerWriter(self.text, self.palette())
        hidden = max(len(self._earlier) - _MOST_EARLIER, 0)
        if hidden:
            words = self.tr("Questions before these: {count}. Exporting the conversation shows them all.")
            writer.write_note(words.format(count=hidden))
        for row, turn in list(enumerate(self._earlier))[hidden:]:
            before = self.text.document().blockCount() if row else 0
            if row in self._unfolded:
                writer.write_unfolded(row, turn)
            else:
                writer.write_folded(row, turn)
        writer.write_question(self._question)
        self._start = QTextCursor(writer.cursor.block())
        self._sight = QTextCursor(self._start)
        last = len(self._earlier) - 1
        if self._earlier and last not in self._unfolded:
            self._sight = QTextCursor(self.text.document().findBlockByNumber(before))
        self._shape = None
        shown = self._turn or self._extract
        if shown is not None:
            writer.write_turn(shown)
        if self._streamed:
            self._write_streamed(self._streamed)
        self.text.verticalScrollBar().setValue(at)

    def _write_streamed(self, text: str) -> None:
        if self._shape is None:
            writer = AnswerWriter(self.text, self.palette())
            if self._extract is not None:
                writer.write_note(self.tr("The model writes:"))
            self._shape = writer.begin_streaming()
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text, self._shape)

    def _sight_top(self) -> float:
        """Where what should be seen begins in the document, in pixels."""
        roomy = self.text.viewport().height() >= _ROOMY_LINES * self.text.fontMetrics().lineSpacing()
        place = self._sight if roomy else self._start
        if place.isNull() or not self._earlier:
            return 0.0
        return self.text.document().documentLayout().blockBoundingRect(place.block()).top()

    def _show_start(self) -> None:
        self.text.verticalScrollBar().setValue(round(self._sight_top()))

    # --- links -------------------------------------------------------------------------------
    def _follow(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith(FOLD):
            self._unfolded ^= {int(address.removeprefix(FOLD))}
            self._write()
            self._focus_link(address)
        elif address.startswith(PAST):
            row, number = (int(part) for part in address.removeprefix(PAST).split(":"))
            self._cite(self._earlier[row].cited, number)
        else:
            self._cite_shown(int(address.removeprefix(LINK)))

    def _cite_shown(self, number: int) -> None:
        shown = self._turn or self._extract
        self._cite(shown.cited if shown is not None else (), number)

    def _cite(self, cited: Sequence[Cited], number: int) -> None:
        for each in cited:
            if each.number == number:
                self.cited.emit(each.leads_to)
                return

    def _focus_link(self, address: str) -> None:
        """The keyboard goes on from a link after everything was written anew."""
        block = self.text.document().begin()
        while block.isValid():
            place = block.begin()
            while not place.atEnd():
                fragment = place.fragment()
                if fragment.charFormat().anchorHref() == address:
                    at = self.text.verticalScrollBar().value()
                    cursor = QTextCursor(self.text.document())
                    cursor.setPosition(fragment.position())
                    end = fragment.position() + fragment.length()
                    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    self.text.setTextCursor(cursor)
                    self.text.verticalScrollBar().setValue(at)
                    return
                place += 1
            block = block.next()

    def _copy(self) -> None:
        """The last question with its answer, as they are read."""
        cursor = QTextCursor(self._start)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        QGuiApplication.clipboard().setText(cursor.selection().toPlainText())
        self.copied.emit(self.title.text())

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 0)
        head.setSpacing(6)
        head.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.copy_button, self.new_button, self.close_button):
            head.addWidget(button)
        words = QVBoxLayout()
        words.setContentsMargins(12, 0, 12, 0)
        words.setSpacing(2)
        words.addWidget(self.state)
        words.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(words)
        column.addWidget(self.text, 1)
        self.legend.hide()
