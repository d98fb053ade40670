"""Names and values in two columns: what a section knows, to be read and selected."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.gui.widgets.labels import Caption


class Facts(QWidget):
    """Plain text throughout, for it may come from a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.rows: tuple[tuple[str, str], ...] = ()

    def tell(self, rows: Sequence[tuple[str, str]]) -> None:
        """(name, value) each; a row without a value is left out."""
        wanted = tuple(row for row in rows if row[1])
        if wanted == self.rows:
            return
        self.rows = wanted
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(wanted):
            title = Caption(self, name)
            title.setWordWrap(False)
            text = QLabel(value, self)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)

    def text(self) -> str:
        """All of it, a row a line."""
        return "\n".join(f"{name}: {value}" for name, value in self.rows)
