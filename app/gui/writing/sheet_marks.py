"""Marks laid over the letter without touching its words: stray facts, faults, gaps, the sentence that is chosen."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtGui import QPalette, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.gui import tones
from app.gui.utf16 import Units
from app.gui.writing.places import Located, Marked, MarkKind


class _Sheet(Protocol):
    def paragraph(self, place: Located) -> QTextBlock | None: ...

    def palette(self) -> QPalette: ...


def selections(sheet: _Sheet, marks: Iterable[Marked]) -> list[QTextEdit.ExtraSelection]:
    """What stands no longer where it was marked is left out."""
    made = []
    for mark in marks:
        block = sheet.paragraph(mark.place)
        if block is None:
            continue
        units, length = Units(block.text()), len(block.text())
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + units.unit(min(mark.place.start, length)))
        end = block.position() + units.unit(min(mark.place.end, length))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.hasSelection():
            made.append(_selection(cursor, mark.kind, sheet.palette()))
    return made


def _selection(cursor: QTextCursor, kind: MarkKind, palette: QPalette) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    drawn = QTextCharFormat()
    if kind is MarkKind.CHOSEN:
        drawn.setBackground(tones.mark(palette))
    elif kind is MarkKind.GAP:
        drawn.setBackground(tones.caution(palette))
    else:
        styles = QTextCharFormat.UnderlineStyle
        lines = {MarkKind.STRAY: styles.WaveUnderline, MarkKind.PROTECTED: styles.DashUnderline}
        drawn.setUnderlineStyle(lines.get(kind, styles.DotLine))
        drawn.setUnderlineColor(tones.warning(palette))
    selection.cursor, selection.format = cursor, drawn
    return selection
