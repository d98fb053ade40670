"""Above the sheet: there and back, and the ways to have a selection put in other words."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.core.findings import RewriteStyle
from app.gui.icons import icon

_ICON = 18


class StyleBar(QWidget):
    """`wanted` gives a RewriteStyle."""

    wanted = Signal(object)

    def __init__(self, stack: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.undo = self._button("", self.tr("Undo"), "Ctrl+Z")
        self.redo = self._button("", self.tr("Redo"), "Ctrl+Y")
        self.undo.clicked.connect(stack.undo)
        self.redo.clicked.connect(stack.redo)
        for button, told, can in (
            (self.undo, stack.undoTextChanged, stack.canUndoChanged),
            (self.redo, stack.redoTextChanged, stack.canRedoChanged),
        ):
            button.setEnabled(False)
            can.connect(button.setEnabled)
            told.connect(lambda text, button=button: self._tell(button, text))
        self.styles: dict[RewriteStyle, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addSpacing(10)
        for number, style in enumerate(RewriteStyle, 1):
            button = self._button(self.name(style), self.name(style), f"Ctrl+Shift+{number}")
            button.clicked.connect(lambda _=False, style=style: self.wanted.emit(style))
            self.styles[style] = button
            row.addWidget(button)
        row.addStretch(1)
        self._tint()

    def allow(self, on: bool) -> None:
        for button in self.styles.values():
            button.setEnabled(on)

    def fill(self, menu: QMenu) -> None:
        for style in RewriteStyle:
            menu.addAction(self.name(style)).triggered.connect(lambda _=False, style=style: self.wanted.emit(style))

    def name(self, style: RewriteStyle) -> str:
        names = {
            RewriteStyle.CONCISE: self.tr("Concise"),
            RewriteStyle.POLITE: self.tr("Polite"),
            RewriteStyle.OUTLINE: self.tr("Outline"),
            RewriteStyle.PLAIN: self.tr("Plain words"),
            RewriteStyle.NATIVE: self.tr("Natural Korean"),
        }
        return names[style]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        colour = self.palette().buttonText().color()
        self.undo.setIcon(icon("undo", colour, _ICON))
        self.redo.setIcon(icon("redo", colour, _ICON))

    def _button(self, text: str, name: str, keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setProperty("keys", keys)
        button.setToolTip(f"{name} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})")
        button.setAutoRaise(True)
        return button

    def _tell(self, button: QToolButton, what: str) -> None:
        parts = (button.accessibleName(), what)
        button.setToolTip(": ".join(part for part in parts if part) + f" ({button.property('keys')})")
