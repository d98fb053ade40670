"""Hangul on a machine that has none: the shipped fonts, and which of them the program writes in."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

_SUFFIXES = {".ttf", ".otf", ".ttc"}


def use_shipped_fonts(app: QApplication, folder: Path) -> str:
    """Load the folder's fonts; give the family the program writes in.

    A system font that has Hangul is kept: it is what the user's other programs look like. Otherwise the
    shipped family takes its place at the same size; either way the other stands behind it.
    """
    families: list[str] = []
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in _SUFFIXES:
            number = QFontDatabase.addApplicationFont(str(path))
            families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    font = app.font()
    own = [font.family()]
    shipped = list(dict.fromkeys(families))
    font.setFamilies(own + shipped if has_hangul(app) else shipped + own)
    app.setFont(font)
    return app.font().families()[0]


def has_hangul(app: QApplication) -> bool:
    """Whether the program's font itself holds Hangul, without the system's stand-ins."""
    return bool(QRawFont.fromFont(app.font()).supportsCharacter(ord("한")))
