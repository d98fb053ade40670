"""The original of a document: a page as its author sees it, or words that say why there is none."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.core.types import PagePicture
from app.gui.widgets.elided import Elided

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
"""Percent of the pane's width."""
_SETTLE_MS = 250
_MOST_DOTS = 3000
"""Across: more would hold the window for longer than a blink while it is painted."""


class OriginalPane(QWidget):
    """`turned` gives the number of the page that is wanted, `resized` that the page should be drawn anew."""

    turned = Signal(int)
    resized = Signal()
    open_wanted = Signal()
    password_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: PagePicture | None = None
        self._page = QPixmap()
        self._zoom = ZOOMS.index(100)
        self._asked = 0
        self.sheet = QLabel(self)
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view = QScrollArea(self)
        self.view.setWidget(self.sheet)
        self.view.setWidgetResizable(False)
        self.view.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else a page's width would swing
        self.view.setAccessibleName(self.tr("Page of the original"))
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setMargin(24)
        self.number = Elided(self)
        self.number.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.previous = self._button(self.tr("‹ Page"), self.tr("Previous page"), "Alt+PgUp", lambda: self.step(-1))
        self.next = self._button(self.tr("Page ›"), self.tr("Next page"), "Alt+PgDown", lambda: self.step(1))
        self.smaller = self._button(self.tr("Smaller"), self.tr("Smaller"), "Ctrl+-", lambda: self.zoom(-1))
        self.larger = self._button(self.tr("Larger"), self.tr("Larger"), "Ctrl++", lambda: self.zoom(1))
        self.larger_too = QShortcut(QKeySequence("Ctrl+="), self, context=Qt.ShortcutContext.WindowShortcut)
        self.larger_too.activated.connect(lambda: self.zoom(1) if self.isVisible() else None)
        self.password_button = QPushButton(self.tr("Enter the password…"), self)
        self.password_button.clicked.connect(self.password_wanted)
        self.open_button = QPushButton(self.tr("Open the original"), self)
        self.open_button.setToolTip(self.tr("Open the file in its own program"))
        self.open_button.clicked.connect(self.open_wanted)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._tell_resized)
        self._lay_out()
        self.say("")

    def ask_width(self) -> int:
        """Dots across that the page should have now; `resized` tells when that has changed."""
        self._asked = self._dots()
        return self._asked

    def show_picture(self, picture: PagePicture, note: str = "") -> None:
        """`note` says what else there is to know of it."""
        self._picture = picture
        image = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
        self._page = QPixmap.fromImage(image)
        self._fit()
        of = self.tr("Page {page} of {pages}").format(page=picture.page, pages=picture.pages)
        self.number.setText(" · ".join(part for part in (of, note) if part))
        self.sheet.setAccessibleName(of)
        self.previous.setEnabled(picture.page > 1)
        self.next.setEnabled(picture.page < picture.pages)
        self._show(page=True, locked=False)
        self.view.verticalScrollBar().setValue(0)

    def say(self, text: str, *, locked: bool = False) -> None:
        """Words in place of a page; `locked`: a password would help."""
        self._picture = None
        self._page = QPixmap()
        self.sheet.clear()
        self.words.setText(text)
        self.words.setAccessibleName(text)
        self.number.clear()
        self._show(page=False, locked=locked)

    def step(self, by: int) -> None:
        picture = self._picture
        if picture is not None and 1 <= picture.page + by <= picture.pages:
            self.turned.emit(picture.page + by)

    def zoom(self, by: int) -> None:
        at = min(max(self._zoom + by, 0), len(ZOOMS) - 1)
        if at != self._zoom and self._picture is not None:
            self._zoom = at
            self._fit()
            self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._picture is not None:
            self._fit()
            self._settle.start()

    def _tell_resized(self) -> None:
        if self._picture is not None and self._dots() != self._asked:
            self.resized.emit()

    def _dots(self) -> int:
        return min(_MOST_DOTS, max(200, round(self._width() * self.devicePixelRatioF())))

    def _width(self) -> int:
        shelf = self.parentWidget() or self  # before it is shown for the first time its own width is not yet true
        room = shelf.width() - self.view.verticalScrollBar().sizeHint().width() - 8
        return max(80, room * ZOOMS[self._zoom] // 100)

    def _fit(self) -> None:
        """The page at the width of the pane and the zoom, from the dots that are there."""
        if self._picture is None or self._page.isNull():
            return
        ratio = self.devicePixelRatioF()
        across = self._width()
        if self._picture.width < across * ratio * 0.9 and self._picture.pages == 1:
            across = min(across, round(self._picture.width / ratio))  # a small preview stays small and sharp
        down = max(1, round(across * self._picture.height / self._picture.width))
        dots = QSize(round(across * ratio), round(down * ratio))
        smooth = Qt.TransformationMode.SmoothTransformation
        page = (
            self._page
            if self._page.size() == dots
            else self._page.scaled(dots, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        )
        page.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(page)
        self.sheet.resize(across, down)

    def _show(self, *, page: bool, locked: bool) -> None:
        self.view.setVisible(page)
        self.words.setVisible(not page)
        self.password_button.setVisible(locked)
        for widget in (self.previous, self.next, self.smaller, self.larger, self.number):
            widget.setVisible(page)

    def _button(self, text: str, name: str, keys: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.clicked.connect(act)
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda: act() if self.isVisible() else None)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(6)
        for widget in (self.previous, self.next):
            row.addWidget(widget)
        row.addWidget(self.number, 1)
        for widget in (self.smaller, self.larger, self.password_button, self.open_button):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.words, 1)
        column.addLayout(row)
