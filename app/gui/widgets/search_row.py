"""The box with its buttons."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.gui.widgets.search_box import SearchBox


class SearchRow(QWidget):
    """`filters` is the button that opens them; it stands between the box and those that send it off."""

    def __init__(self, filters: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = SearchBox(self)
        self.box.setPlaceholderText(self.tr("Words, an article or a question"))
        self.box.setAccessibleName(self.tr("Search"))
        self.box.setClearButtonEnabled(True)
        self.box.setAcceptDrops(False)  # files dropped here are for the library
        self.box.setMinimumHeight(self.fontMetrics().height() + 16)
        self.search_button = QPushButton(self.tr("Search"), self)
        self.search_button.setToolTip(self.tr("Search by words and by meaning (Enter)"))
        self.ask_button = QPushButton(self.tr("Ask"), self)
        self.ask_button.setToolTip(self.tr("Answer from the documents, with citations (Ctrl+Enter)"))
        self.talks_button = QPushButton(self.tr("Conversations"), self)
        self.talks_button.setToolTip(self.tr("Conversations before: open, export, forget (Ctrl+J)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box, 1)
        before: QWidget = self.box
        for button in (filters, self.search_button, self.ask_button, self.talks_button):
            row.addWidget(button)
            self.setTabOrder(before, button)  # `filters` was made before the box
            before = button
