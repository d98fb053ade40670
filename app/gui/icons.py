"""Line icons of assets/icons, drawn in a palette colour."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QImageReader, QPixmap

from app.core.paths import assets_dir

_SCALES = (1, 2, 3)
_INK = "#000000"  # the colour in the files, replaced by the palette's


def icon(name: str, colour: QColor, size: int, folder: Path | None = None) -> QIcon:
    """An icon of `size` logical pixels, sharp up to 300 %. Raises OSError: a broken installation."""
    source = ((folder or assets_dir() / "icons") / f"{name}.svg").read_text(encoding="utf-8")
    data = QByteArray(source.replace(_INK, colour.name()).encode())
    made = QIcon()
    for scale in _SCALES:
        buffer = QBuffer(data)
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, b"svg")
        reader.setScaledSize(QSize(size * scale, size * scale))
        pixmap = QPixmap.fromImage(reader.read())
        pixmap.setDevicePixelRatio(scale)
        made.addPixmap(pixmap)
    return made
