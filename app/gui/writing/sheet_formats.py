"""How the parts of a letter look on the screen: sizes, margins, colours of the palette."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPalette, QTextBlockFormat, QTextCharFormat

from app.core.drafts import Part
from app.gui import tones
from app.gui.writing.lines import Block
from app.gui.writing.tracked import Ink

COLUMNS = 40
"""Hangul across the text of a page."""

_SIZES = {Part.AGENCY: 1.5, Part.SENDER: 1.3, Part.SIGNATURES: 0.92, Part.REGISTRY: 0.92, Part.CONTACT: 0.92}
_BOLD = frozenset({Part.AGENCY, Part.SENDER, Part.TITLE})
_CENTRED = frozenset({Part.AGENCY, Part.SENDER})
_QUIET = frozenset({Part.VIA, Part.SIGNATURES, Part.REGISTRY, Part.CONTACT, Part.BYLINE})
_ABOVE = {Part.TITLE: 0.3, Part.SENDER: 1.6, Part.SIGNATURES: 1.0, Part.ATTACHMENT: 0.4, Part.BODY: 0.12}
_BELOW = {Part.AGENCY: 0.9, Part.TITLE: 0.9, Part.SENDER: 0.6, Part.BYLINE: 0.6}


def font_of(part: Part, base: QFont) -> QFont:
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * _SIZES.get(part, 1.0))
    font.setBold(part in _BOLD)
    return font


def char_format(part: Part, ink: Ink, base: QFont, palette: QPalette) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font_of(part, base))
    made.setForeground(tones.quiet(palette) if part in _QUIET else palette.text())
    if ink is Ink.OLD:
        made.setFontStrikeOut(True)
        made.setForeground(tones.warning(palette))
    elif ink is Ink.NEW:
        made.setFontUnderline(True)
        made.setBackground(tones.mark(palette))
    return made


def block_format(block: Block, base: QFont) -> QTextBlockFormat:
    """Following lines hang at the first letter of the text; a level stands two 타 (one Hangul) further right."""
    made = QTextBlockFormat()
    metrics = QFontMetricsF(font_of(block.part, base))
    em, line = QFontMetricsF(base).horizontalAdvance("가"), metrics.lineSpacing()
    above = Part.BODY if block.inset else block.part  # 붙임's further lines stand as close as items
    made.setTopMargin(line * _ABOVE.get(above, 0.0))
    made.setBottomMargin(line * _BELOW.get(block.part, 0.0))
    made.setLineHeight(128.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if block.part in _CENTRED:
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    elif block.part is Part.BYLINE:
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
    inset = em if block.part is Part.END else metrics.horizontalAdvance(block.inset)
    made.setLeftMargin(em * max(block.level - 1, 0) + inset + lead_width(block, metrics))
    return made


def lead_width(block: Block, metrics: QFontMetricsF) -> float:
    """Of the mark or label with the space behind it: one behind a mark, two behind a label (편람)."""
    if not block.lead:
        return 0.0
    marked = block.part is Part.BODY or block.lead.endswith(".")
    return metrics.horizontalAdvance(block.lead + (" " if marked else "  "))
