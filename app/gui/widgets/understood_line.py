"""How the question was read where it was not read as typed, and the way back to what was typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.core.types import Change, Understood
from app.gui.days import dotted
from app.gui.particles import object_of, together, toward
from app.gui.widgets.elided import Elided

_SHOWN = 2
_ROOM = 40
"""Letters of a question or of its reading that the line shows."""


class UnderstoodLine(QWidget):
    """Hidden where there is nothing to tell. `verbatim_wanted`, `reading_wanted`: look again, as typed or as read."""

    verbatim_wanted = Signal()
    reading_wanted = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._korean = language == "ko"
        self._verbatim = False
        self.text = Elided(self, least=20)
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._want)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def tell(self, understood: Understood | None) -> None:
        """What was read otherwise; nothing where nothing was."""
        changes = understood.changes if understood is not None else ()
        said = [self._sentence(change) for change in changes]
        shown = said[:_SHOWN]
        if len(said) > _SHOWN:
            shown.append(self.tr("{count} more").format(count=len(said) - _SHOWN))
        self._show(" · ".join(shown), self.tr("Search as typed"), self.tr("Look for what was typed (Shift+Enter)"))
        self._verbatim = False

    def tell_verbatim(self) -> None:
        """The search was for what was typed."""
        self._show(self.tr("Searched exactly as typed"), self.tr("Search as usual"), self.tr("Put slips right again"))
        self._verbatim = True

    def _show(self, text: str, action: str, tip: str) -> None:
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self.button.setText(action)
        self.button.setToolTip(tip)
        self.setVisible(bool(text))

    def _want(self) -> None:
        (self.reading_wanted if self._verbatim else self.verbatim_wanted).emit()

    def _sentence(self, change: Change) -> str:
        said, read = _cut(change.said), _cut(change.read)
        if change.kind == "date":
            return self.tr("As in force on {day}").format(day=dotted(read))
        if change.kind in ("synonym", "number"):
            beside = f"‘{said}’{together(said)}" if self._korean else f"“{said}”"
            return self.tr("Also looked for {read} with {said}").format(
                said=beside, read=f"‘{read}’" if self._korean else f"“{read}”"
            )
        if self._korean:
            said, read = f"‘{said}’{object_of(said)}", f"‘{read}’{toward(read)}"
        else:
            said, read = f"“{said}”", f"“{read}”"
        return self.tr("Read {said} as {read}").format(said=said, read=read)


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _ROOM else flat[: _ROOM - 1] + "…"
