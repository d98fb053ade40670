"""Colours that follow the system's palette, light or dark."""

from PySide6.QtGui import QColor, QPalette

_WARM = QColor("#c2540a")


def blend(below: QColor, above: QColor, share: float) -> QColor:
    """`share` of `above` laid over `below`."""
    return QColor.fromRgbF(
        below.redF() + (above.redF() - below.redF()) * share,
        below.greenF() + (above.greenF() - below.greenF()) * share,
        below.blueF() + (above.blueF() - below.blueF()) * share,
    )


def quiet(palette: QPalette) -> QColor:
    """For second-rank text: still 4.5 to 1 against the base in both schemes."""
    return blend(palette.base().color(), palette.text().color(), 0.68)


def line(palette: QPalette) -> QColor:
    return blend(palette.base().color(), palette.text().color(), 0.16)


def mark(palette: QPalette) -> QColor:
    """Behind a matched word; text on it keeps the text colour."""
    share = 0.30 if palette.base().color().lightnessF() > 0.5 else 0.45
    return blend(palette.base().color(), palette.highlight().color(), share)


def wash(palette: QPalette) -> QColor:
    """Behind the article that is being read."""
    return blend(palette.base().color(), palette.highlight().color(), 0.07)


def quotation(palette: QPalette) -> QColor:
    """Behind words that stand in an article as they are; always with a mark besides the colour."""
    share = 0.09 if palette.base().color().lightnessF() > 0.5 else 0.24
    return blend(palette.base().color(), palette.highlight().color(), share)


def link(palette: QPalette) -> QColor:
    """For text that leads elsewhere, always underlined: the accent, dark or light enough to be read."""
    return blend(palette.highlight().color(), palette.text().color(), 0.35)


def caution(palette: QPalette) -> QColor:
    """Behind what is still to be filled in; its words say so, too."""
    return blend(palette.base().color(), _WARM, 0.16 if palette.base().color().lightnessF() > 0.5 else 0.34)


def warning(palette: QPalette) -> QColor:
    """For text that asks for care; always with words or a mark besides the colour."""
    return blend(_WARM, palette.text().color(), 0.25 if palette.base().color().lightnessF() > 0.5 else 0.55)
