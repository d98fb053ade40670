"""One large choice of the first start: an icon, what it does, and a sentence on it."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.gui import tones
from app.gui.icons import icon

PAD = 16
ICON = 28


class Choice(QAbstractButton):
    """Drawn from the palette, as tall as its words need."""

    def __init__(self, title: str, text: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._icon_name = icon_name
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * 80
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return PAD * 2 + QFontMetrics(self._title_font()).height() + 4 + self._text_box(width).height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        lit = self.hasFocus() or self.underMouse()
        ground = palette.base().color()
        accent = palette.highlight().color()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(accent if lit else tones.blend(ground, palette.text().color(), 0.25))
        painter.setBrush(tones.blend(ground, accent, 0.14 if self.isDown() else 0.06 if lit else 0.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        left = PAD * 2 + ICON
        title = self._title_font()
        height = QFontMetrics(title).height()
        image = icon(self._icon_name, palette.color(QPalette.ColorRole.Text), ICON)
        image.paint(painter, QRect(PAD, (self.height() - ICON) // 2, ICON, ICON))
        painter.setFont(title)
        painter.setPen(palette.text().color())
        painter.drawText(
            QRect(left, PAD, self.width() - left - PAD, height), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setFont(self.font())
        painter.setPen(tones.quiet(palette))
        box = self._text_box(self.width()).translated(left, PAD + height + 4)
        painter.drawText(box, Qt.TextFlag.TextWordWrap, self._text)

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        return font

    def _text_box(self, width: int) -> QRect:
        room = QRect(0, 0, max(80, width - PAD * 3 - ICON), 10_000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._text)
