"""One verb at work in a thread, its events as signals in the window's thread.

Tokens and progress are gathered: however fast the verb yields, the window repaints about 30 times a second.
"""

import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from app.core.errors import AppError, Cancelled
from app.core.events import Cancel, Changed, Done, Drafted, Event, Extracted, Found, Progress, Token, Warned
from app.core.pace import Pace

FRAME_MS = 33

Work = Callable[[Cancel], Iterator[Event]]
"""A verb with its workspace and request already given."""


@dataclass(frozen=True, slots=True)
class _Stopped:
    """The user cancelled, and the verb unwound."""


@dataclass(frozen=True, slots=True)
class _Bug:
    """Something that is neither AppError nor Cancelled; `trace` is for the person who mends it."""

    trace: str


_Item = Event | AppError | _Stopped | _Bug
_Sent = Found | Extracted | Drafted | Warned | Changed | Done | AppError | _Stopped | _Bug


class Job(QObject):
    """`run` goes to a thread; every signal comes out in the thread that made the Job.

    Exactly one of `done`, `failed`, `broke`, `cancelled` is sent, then `ended`.
    """

    progressed = Signal(object)  # Progress
    found = Signal(object)  # tuple[Hit, ...]
    extracted = Signal(object)  # Answer, cut by code, before the model has spoken
    drafted = Signal(object)  # Draft, made by code, before the model has spoken
    tokens = Signal(str)
    warned = Signal(object)  # Warned
    changed = Signal(object)  # the roots of a Changed
    done = Signal(object)  # the verb's result
    failed = Signal(object)  # AppError
    broke = Signal(str)  # the trace of a bug
    cancelled = Signal()
    ended = Signal()
    _woken = Signal()

    def __init__(self, work: Work, parent: QObject, pace: Pace | None = None) -> None:
        """`parent` owns the C++ object, so that it never dies in the worker's thread. With a `pace` it can pause."""
        super().__init__(parent)
        self.pace = pace
        self._work = work
        self._cancel = Cancel()
        self._lock = threading.Lock()
        self._items: list[_Item] = []
        self._awake = False
        self._dropped = False
        self._since = QElapsedTimer()
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.timeout.connect(self._drain)
        self._woken.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the verb to stop; `cancelled` follows, or `done` when it was quicker."""
        self._cancel.set()

    def drop(self) -> None:
        """Cancel, and send nothing more but `ended`: the answer is no longer wanted."""
        self._dropped = True
        self._cancel.set()

    def run(self) -> None:
        """The body of the thread."""
        try:
            self._follow()
        except Cancelled:
            self._put(_Stopped())
        except AppError as error:
            self._put(error)
        except Exception:  # noqa: BLE001 - a bug in a verb is shown as a bug, and must not end the window
            self._put(_Bug(traceback.format_exc()))

    def _follow(self) -> None:
        self._cancel.check()
        for event in self._work(self._cancel):
            self._put(event)
            if isinstance(event, Done):
                return
            self._cancel.check()
        raise RuntimeError("the verb ended without Done")

    def _put(self, item: _Item) -> None:
        # emitting inside the lock: once the last item is drained this thread touches the object no more
        with self._lock:
            self._items.append(item)
            if not self._awake:
                self._awake = True
                self._woken.emit()

    def _wake(self) -> None:
        passed = self._since.elapsed() if self._since.isValid() else FRAME_MS
        if passed >= FRAME_MS:
            self._drain()
        else:
            self._frame.start(FRAME_MS - passed)

    def _drain(self) -> None:
        with self._lock:
            items, self._items, self._awake = self._items, [], False
        self._since.restart()
        text = ""
        progress: Progress | None = None
        for item in items:
            if isinstance(item, Token):
                text += item.text
            elif isinstance(item, Progress):
                progress = item
            else:
                self._send_gathered(text, progress)
                text, progress = "", None
                self._send(item)
        self._send_gathered(text, progress)

    def _send_gathered(self, text: str, progress: Progress | None) -> None:
        if self._dropped:
            return
        if progress is not None:
            self.progressed.emit(progress)
        if text:
            self.tokens.emit(text)

    def _send(self, item: _Sent) -> None:
        if not self._dropped:
            self._send_wanted(item)
        if not isinstance(item, Found | Extracted | Drafted | Warned | Changed):
            self.ended.emit()

    def _send_wanted(self, item: _Sent) -> None:
        match item:
            case Found(hits):
                self.found.emit(hits)
            case Extracted(answer):
                self.extracted.emit(answer)
            case Drafted(draft):
                self.drafted.emit(draft)
            case Warned():
                self.warned.emit(item)
            case Changed(roots):
                self.changed.emit(roots)
            case Done(result):
                self.done.emit(result)
            case _Stopped():
                self.cancelled.emit()
            case _Bug(trace):
                self.broke.emit(trace)
            case _:
                self.failed.emit(item)
