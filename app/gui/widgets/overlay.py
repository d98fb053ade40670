"""A list that opens under the box, over the page."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QListWidget, QWidget

from app.gui import tones

_ROWS = 12


class Overlay(QFrame):
    """A child of the page, not a window: what is typed never leaves the window for a second one.

    It goes when the keyboard goes on elsewhere in the window; a dialog that it opened comes back to it.
    """

    def __init__(self, page: QWidget, name: str) -> None:
        """`name` is what the list is called for those who do not see it."""
        super().__init__(page)
        self._page = page
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(3)
        self.list.installEventFilter(self)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.hide()
        QApplication.instance().focusObjectChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    def lie_below(self, box: QWidget, *, least: int, chrome: int) -> None:
        """Show, as wide as the box, at least `least` rows high, with `chrome` pixels around the list."""
        corner = box.mapTo(self._page, QPoint(0, box.height() + 2))
        line = self.list.fontMetrics().height() + 12
        height = min(line * min(max(self.list.count(), least), _ROWS) + chrome, self._page.height() - corner.y() - 8)
        self.setGeometry(QRect(corner.x(), corner.y(), box.width(), height))
        self.show()
        self.raise_()

    def take_row(self, at: int) -> None:
        """The row that was current before the rows were put in anew, or its neighbour."""
        self.list.setCurrentRow(min(max(at, 0), self.list.count() - 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """An edge that is seen over what lies below, in light and in dark."""
        painter = QPainter(self)
        painter.setPen(tones.blend(self.palette().base().color(), self.palette().text().color(), 0.4))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _follow_focus(self, focused: QObject | None) -> None:
        if self.isVisible() and isinstance(focused, QWidget) and focused.window() is self.window():
            self.setVisible(focused is self or self.isAncestorOf(focused))
