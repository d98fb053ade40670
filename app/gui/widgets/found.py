"""The left half of 찾기: the answer above, and under it what was found."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.gui.widgets.answer import AnswerPane
from app.gui.widgets.labels import Caption
from app.gui.widgets.results import Results
from app.gui.widgets.understood_line import UnderstoodLine


class Found(QSplitter):
    """The answer is hidden until something is asked."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.answer = AnswerPane(self)
        self.caption = Caption(self)
        self.understood = UnderstoodLine(language, self)
        self.results = Results(self)
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.caption)
        column.addWidget(self.understood)
        column.addWidget(self.results, 1)
        self.addWidget(self.answer)
        self.addWidget(below)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(9)
        self.answer.hide()

    def make_room(self) -> None:
        """As much for the answer as it needs, and something for its hits."""
        whole = self.height()
        height = min(self.answer.wanted_height(), whole * 3 // 5)
        self.setSizes([height, whole - height])
