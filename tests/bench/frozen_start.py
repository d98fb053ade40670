"""From the start of the frozen program to its window on the screen: `python -m tests.bench.frozen_start PROGRAM`.

Cold: the pages of every file below the program's folder are given up first (posix_fadvise; pages that another process
maps stay). The X server (DISPLAY) is asked every 5 ms whether a window of the program is viewable. `cpu` is what the
program had used by then: on a busy machine the better figure.
"""

import argparse
import contextlib
import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.bench.running import say

_POLL = 0.005
_LIMIT = 30.0
_VIEWABLE = 2
_LARGE_ENOUGH = 200  # pixels: not a helper window


class _Attributes(ctypes.Structure):
    """XWindowAttributes (Xlib.h)."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        *((name, ctypes.c_void_p) for name in ("visual", "root")),
        *((name, ctypes.c_int) for name in ("kind", "bit_gravity", "win_gravity", "backing_store")),
        *((name, ctypes.c_ulong) for name in ("backing_planes", "backing_pixel")),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("map_installed", "map_state")),
        *((name, ctypes.c_long) for name in ("all_event_masks", "your_event_mask", "do_not_propagate_mask")),
        ("override_redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    ]


class Display:
    """The X server, looked at from outside."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        if not self._display:
            sys.exit("no display")
        self._x.XSetErrorHandler(_IGNORE)

    def viewable(self) -> bool:
        """Whether a window of some size is on the screen."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        windows = ctypes.POINTER(ctypes.c_ulong)()
        top = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        refs = [ctypes.byref(one) for one in (root, parent, windows, count)]
        if not self._x.XQueryTree(self._display, top, *refs):
            return False
        found = any(self._shown(windows[index]) for index in range(count.value))
        if windows:
            self._x.XFree(windows)
        return found

    def _shown(self, window: int) -> bool:
        told = _Attributes()
        if not self._x.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(told)):
            return False
        return bool(told.map_state == _VIEWABLE and told.width >= _LARGE_ENOUGH)


_IGNORE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda _display, _event: 0)
"""A window may go between two questions."""


def evict(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            with contextlib.closing(os.fdopen(handle)):
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def starts(program: Path, count: int, *, cold: bool) -> Iterator[tuple[float, float]]:
    """(seconds from fork to the window, CPU seconds by then), for each start."""
    display = Display()
    for _ in range(count):
        if cold:
            evict(program.parent)
        with tempfile.TemporaryDirectory() as home:
            begun = time.monotonic()
            process = subprocess.Popen([str(program), "window", "--home", home], stderr=subprocess.DEVNULL)
            while not display.viewable():
                if process.poll() is not None or time.monotonic() - begun > _LIMIT:
                    sys.exit("no window came")
                time.sleep(_POLL)
            spent = psutil.Process(process.pid).cpu_times()
            yield time.monotonic() - begun, spent.user + spent.system
            process.terminate()
            process.wait()
        while display.viewable():
            time.sleep(_POLL)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="frozen_start")
    parser.add_argument("program", type=Path)
    parser.add_argument("-n", type=int, default=5)
    chosen = parser.parse_args(argv)
    program = chosen.program.resolve()
    for cold in (True, False):
        measured = list(starts(program, chosen.n, cold=cold))
        times = [wall for wall, _ in measured]
        say(
            cold=cold,
            median=round(statistics.median(times), 3),
            worst=round(max(times), 3),
            cpu=round(statistics.median(cpu for _, cpu in measured), 3),
            load=round(os.getloadavg()[0], 1),
            seconds=[round(one, 3) for one in times],
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
