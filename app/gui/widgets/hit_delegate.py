"""How a hit looks in the list: law › chapter, article with badge and date, two lines of the text."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.types import Hit
from app.gui import tones
from app.gui.citing import heading
from app.gui.listmodels.hits import HIT, SNIPPET
from app.gui.listmodels.snippet import Snippet
from app.gui.utf16 import Units
from app.gui.words import hit_badges

PAD = 10
GAP = 4
SNIPPET_LINES = 2

Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """All sizes come from the font, so that a larger system font makes larger rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).height()
        return QSize(line * 12, line * (2 + SNIPPET_LINES) + GAP * 3 + PAD * 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT)
        found: Snippet = index.data(SNIPPET)
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        inks = _Inks(option)
        box = option.rect.adjusted(PAD, PAD, -PAD, -PAD)
        line = QFontMetrics(option.font).height()
        painter.save()
        _draw_line(painter, box, option.font, inks.quiet, trail(hit), Qt.TextElideMode.ElideMiddle)
        box.setTop(box.top() + line + GAP)
        self._draw_article(painter, QRect(box.left(), box.top(), box.width(), line), option.font, inks, hit)
        box.setTop(box.top() + line + GAP)
        _draw_snippet(painter, box, option.font, inks, found)
        painter.restore()
        painter.setPen(inks.line)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _draw_article(self, painter: QPainter, box: QRect, font: QFont, inks: "_Inks", hit: Hit) -> None:
        right = box.right()
        for badge in reversed(hit_badges(hit)):
            right = _draw_badge(painter, QRect(box.topLeft(), QPoint(right, box.bottom())), font, inks, badge)
        metrics = QFontMetrics(font)
        date = hit.document.effective
        painter.setFont(font)
        painter.setPen(inks.quiet)
        date_box = QRect(box.left(), box.top(), right - box.left(), box.height())
        painter.drawText(date_box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, date)
        used = metrics.horizontalAdvance(date) + (2 * PAD if date else 0)
        strong = QFont(font)
        strong.setBold(True)
        left = QRect(box.left(), box.top(), right - box.left() - used, box.height())
        _draw_line(painter, left, strong, inks.text, heading(hit.passage), Qt.TextElideMode.ElideRight)


def trail(hit: Hit) -> str:
    """`국방 기록관리 훈령 › 제1장 총칙`."""
    return " › ".join(part for part in (hit.document.title, hit.passage.breadcrumb) if part)


class _Inks:
    """The colours of one row, selected or not."""

    def __init__(self, option: QStyleOptionViewItem) -> None:
        palette = option.palette
        active = bool(option.state & QStyle.StateFlag.State_Active)
        group = QPalette.ColorGroup.Active if active else QPalette.ColorGroup.Inactive
        self.chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if self.chosen:
            self.text = palette.color(group, QPalette.ColorRole.HighlightedText)
            ground = palette.color(group, QPalette.ColorRole.Highlight)
            self.quiet = tones.blend(ground, self.text, 0.82)
            self.line = ground
            self.mark = tones.blend(ground, self.text, 0.22)
        else:
            self.text = palette.color(group, QPalette.ColorRole.Text)
            self.quiet = tones.quiet(palette)
            self.line = tones.line(palette)
            self.mark = tones.mark(palette)


def _draw_line(painter: QPainter, box: QRect, font: QFont, ink: QColor, text: str, elide: Qt.TextElideMode) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    metrics = QFontMetrics(font)
    line = QRect(box.left(), box.top(), box.width(), metrics.height())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(text, elide, box.width()))


def _draw_badge(painter: QPainter, box: QRect, font: QFont, inks: _Inks, text: str) -> int:
    """A framed word at the right end; gives the x where the rest of the line ends."""
    if not text:
        return box.right()
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    metrics = QFontMetrics(small)
    width = metrics.horizontalAdvance(text) + 12
    frame = QRect(box.right() - width, box.top(), width, box.height() - 1)
    painter.setFont(small)
    painter.setPen(inks.quiet)
    painter.drawRoundedRect(frame, 3, 3)
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    return frame.left() - PAD


def _draw_snippet(painter: QPainter, box: QRect, font: QFont, inks: _Inks, found: Snippet) -> None:
    painter.setPen(inks.text)
    metrics = QFontMetrics(font)
    units = Units(found.text)
    marked = [_range(units.unit(start), units.unit(end) - units.unit(start), inks) for start, end in found.marks]
    begin = _first_line_length(found.text, font, box.width(), marked)
    rest = metrics.elidedText(found.text[begin:], Qt.TextElideMode.ElideRight, box.width())
    for row, (text, shift) in enumerate(((found.text[:begin], 0), (rest, begin))):
        layout = QTextLayout(text, font)
        layout.setFormats(
            [
                _range(units.unit(start) - units.unit(shift), units.unit(end) - units.unit(start), inks)
                for start, end in found.marks
                if start >= shift and start - shift < len(text)
            ]
        )
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setNumColumns(len(text) * 2 + 1)
        layout.endLayout()
        layout.draw(painter, QPointF(box.left(), box.top() + row * (metrics.height() + GAP // 2)))


def _range(start: int, length: int, inks: _Inks) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    shape = QTextCharFormat()
    shape.setFontWeight(QFont.Weight.Bold)
    shape.setBackground(inks.mark)
    made.format = shape
    return made


def _first_line_length(text: str, font: QFont, width: int, marked: list[QTextLayout.FormatRange]) -> int:
    """How many code points of the text stand on its first line; bold words are wider."""
    layout = QTextLayout(text, font)
    layout.setFormats(marked)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    length = 0
    if line.isValid():
        line.setLineWidth(width)
        length = line.textLength()
    layout.endLayout()
    return Units(text).point(length)
