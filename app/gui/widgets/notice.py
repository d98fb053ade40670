"""The calm inline bar: what happened, what to do, and the code."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QStyle, QWidget

from app.core.errors import AppError
from app.core.messages import Message, Messages
from app.gui import tones


class Notice(QFrame):
    """Hidden until it has something to say; the user closes it, or the next work does."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._actions: list[Callable[[], None]] = []
        self._grave = False
        self._icon = QLabel(self)
        self.title = QLabel(self)
        self.text = QLabel(self)
        self.button = QPushButton(self)
        self.second = QPushButton(self)
        self.close_button = QPushButton(self.tr("Close"), self)
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.button.clicked.connect(lambda: self._act(0))
        self.second.clicked.connect(lambda: self._act(1))
        self.close_button.clicked.connect(self.hide)
        self._lay_out()
        self.hide()

    def show_error(self, error: AppError) -> None:
        self.show_message(self._messages.for_error(error), grave=True)

    def show_message(self, message: Message, *, grave: bool = False) -> None:
        body = " ".join(part for part in (message.text, message.action) if part)
        self._show(message.title, f"{body} ({message.code})", grave=grave)

    def say(self, title: str, text: str = "", *, grave: bool = False) -> None:
        """News; `grave` where it asks for attention."""
        self._show(title, text, grave=grave)

    def show_bug(self, trace: str) -> None:
        """A fault of the program itself: shown as one, with what its makers need on the clipboard."""
        last = trace.strip().splitlines()[-1]
        title = self.tr("A fault in the program")
        self._show(title, self.tr("This should not have happened: {fault}").format(fault=last), grave=True)
        self.offer(self.tr("Copy details"), lambda: QGuiApplication.clipboard().setText(trace))

    def _show(self, title: str, text: str, *, grave: bool) -> None:
        self._grave = grave
        self._actions = []
        self.button.hide()
        self.second.hide()
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        kind = QStyle.StandardPixmap.SP_MessageBoxWarning if grave else QStyle.StandardPixmap.SP_MessageBoxInformation
        size = self.fontMetrics().height() + 4
        self._icon.setPixmap(self.style().standardIcon(kind).pixmap(size, size))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def offer(self, action: str, act: Callable[[], None]) -> None:
        """One more thing to do about what was just said, two at most; `action` is the words of its button."""
        button = self.second if self._actions else self.button
        self._actions = [*self._actions[:1], act]
        button.setText(action)
        button.show()

    def _act(self, number: int) -> None:
        act = self._actions[number]
        self.hide()
        act()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 8, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.text, 1, 1)
        grid.addWidget(self.button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.second, 0, 3, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.close_button, 0, 4, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        tone = tones.warning(palette) if self._grave else palette.highlight().color()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tones.blend(palette.base().color(), tone, 0.45))
        painter.setBrush(tones.blend(palette.base().color(), tone, 0.08))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
