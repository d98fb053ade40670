"""A site that forbids copying: no word of the window reaches the clipboard, the selection of X11 or another program.

Three layers, because every text of Qt copies by itself: the keys and menus that copy are taken away, text is not
dragged, and what reaches the clipboard all the same is taken off it before another program can ask for it.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QClipboard, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget

COPIES = "copies"
"""A property of buttons that put something on the clipboard."""

_KEYS = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)
COPY, CUT = "edit-copy", "edit-cut"
"""What Qt calls these actions of a text's own menu, and we those of ours."""


class ClipboardGuard(QObject):
    """Does nothing, and sees nothing, until `forbid` was called. `refused` tells that somebody tried."""

    refused = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._forbids = False
        self._clearing = False

    @property
    def forbids(self) -> bool:
        return self._forbids

    def forbid(self) -> None:
        """From now on, for as long as the window lives."""
        app = QGuiApplication.instance()
        if self._forbids or app is None:
            return
        self._forbids = True
        app.installEventFilter(self)
        clipboard = QGuiApplication.clipboard()
        clipboard.changed.connect(self._take_off)
        for button in self._window.findChildren(QAbstractButton):
            if button.property(COPIES):
                self._disable(button)

    def allow(self) -> None:
        """The window goes."""
        app = QGuiApplication.instance()
        if self._forbids and app is not None:
            self._forbids = False
            app.removeEventFilter(self)
            QGuiApplication.clipboard().changed.disconnect(self._take_off)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            return self._stops_key(watched, event)
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self._let_go(watched, event)
        elif kind == QEvent.Type.Show and isinstance(watched, QMenu):
            for action in watched.actions():
                self._strip(action)
        elif kind == QEvent.Type.EnabledChange and isinstance(watched, QAbstractButton):
            self._hold(watched)
        return False

    def _stops_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if not isinstance(watched, QWidget) or not any(event.matches(key) for key in _KEYS):
            return False
        if event.type() == QEvent.Type.KeyPress:
            self.refused.emit()
        event.accept()
        return True

    def _let_go(self, watched: QObject, event: QMouseEvent) -> None:
        """A press on selected text would begin to drag it: it is selected no more."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if isinstance(watched, QLineEdit):
            watched.setDragEnabled(False)
        elif isinstance(watched, QLabel):
            watched.setSelection(0, 0)
        else:
            text = watched.parent()
            if isinstance(text, QTextEdit | QPlainTextEdit) and watched is text.viewport():
                chosen, pressed = text.textCursor(), text.cursorForPosition(event.position().toPoint())
                if chosen.hasSelection() and chosen.selectionStart() <= pressed.position() <= chosen.selectionEnd():
                    text.setTextCursor(pressed)

    def _strip(self, action: QAction) -> None:
        if action.objectName() in (COPY, CUT):
            action.setEnabled(False)

    def _hold(self, button: QAbstractButton) -> None:
        """It was enabled by somebody who knows nothing of us."""
        if button.property(COPIES) and button.isEnabled():
            self._disable(button)

    def _disable(self, button: QAbstractButton) -> None:
        button.setEnabled(False)
        button.setToolTip(self.tr("The policy of this site does not allow copying."))

    def _take_off(self, mode: QClipboard.Mode) -> None:
        clipboard = QGuiApplication.clipboard()
        owned = clipboard.ownsSelection() if mode == QClipboard.Mode.Selection else clipboard.ownsClipboard()
        data = clipboard.mimeData(mode)
        # a platform that cannot tell whose it is: then it is ours while we are the one that is used
        ours = owned or self._window.isActiveWindow()
        if self._clearing or not ours or data is None or not data.formats():
            return
        self._clearing = True
        clipboard.clear(mode)
        self._clearing = False
        if mode == QClipboard.Mode.Clipboard:
            self.refused.emit()
