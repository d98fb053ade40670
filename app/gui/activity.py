"""Whether somebody works at the PC: long work then leaves half of it to them."""

import ctypes
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

IDLE_SECONDS = 300.0

_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)


class Activity(QObject):
    """Sees the keyboard and mouse of this program's windows; on Windows of the whole PC.

    It filters windows, not widgets: an event comes by once, however many widgets it passes afterwards.
    """

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()  # the program was just started: somebody is there
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)

    def busy(self) -> bool:
        """Safe across threads."""
        return min(self._clock() - self._last, _system_idle()) < IDLE_SECONDS

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._last = self._clock()
        return False

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO of winuser.h: its size, and the tick of the last input in milliseconds since the start."""

    _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint))


def _system_idle() -> float:
    """Seconds since the last input to any program (GetLastInputInfo); endless where the system does not tell."""
    if sys.platform == "win32":
        info = _LastInput(ctypes.sizeof(_LastInput), 0)
        if ctypes.windll.user32.GetLastInputInfo(ctypes.byref(info)):
            now: int = ctypes.windll.kernel32.GetTickCount()
            return ((now - info.tick) & 0xFFFFFFFF) / 1000  # the tick begins anew after 49.7 days
    return float("inf")
