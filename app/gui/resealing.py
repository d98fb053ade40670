"""Encrypting the workspace, or changing its passphrase: everything stops, the workspace is closed, rewritten and opened
again. While that lasts the window shows the page of the opening."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from app.core.errors import AppError
from app.core.events import Cancel, Event
from app.gui.crew import Lane
from app.gui.pages.opening import OpeningPage
from app.gui.session import Session
from app.gui.site.reseal import Reseal
from app.gui.upkeep import Upkeep


class Resealing(QObject):
    """One at a time. `changed` gives what the service says of it, `failed` why nothing came of it."""

    changed = Signal(object)  # VaultChanged
    failed = Signal(object)  # AppError
    closed = Signal()

    def __init__(
        self, session: Session, opening: OpeningPage, upkeep: Upkeep, flush: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._opening = opening
        self._upkeep = upkeep
        self._flush = flush
        self._waiting: Reseal | None = None
        # not at once: what waits for the same end may have one more thing to order
        session.crew.idle.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    def begin(self, wanted: Reseal) -> None:
        """What was typed a moment ago is kept first; work that can be done again later is stopped."""
        if self._waiting is None:
            self._waiting = wanted
            if self._session.is_open:
                self._flush()
            self._upkeep.stop()
            self._session.crew.cancel_all()
            self._go_on()

    def _go_on(self) -> None:
        home = self._opening.home
        if self._waiting is None or home is None:
            return
        if self._session.crew.staffed:
            self._session.crew.cancel_all()
            return
        wanted, self._waiting = self._waiting, None
        self._session.close(for_good=False)
        self._opening.say(wanted.label)
        self.closed.emit()
        self._order(wanted, home)

    def _order(self, wanted: Reseal, home: Path) -> None:
        counter = self._session.counter

        def work(cancel: Cancel) -> Iterator[Event]:
            return wanted.work(counter, home, cancel)

        job = self._session.crew.start(work, lane=Lane.WRITE)
        self._session.working.emit(job, wanted.label)
        job.done.connect(self.changed)
        job.done.connect(lambda _: self._open(wanted.after))
        job.failed.connect(lambda error: self._fail(error, wanted.before))
        job.cancelled.connect(lambda: self._open(wanted.before))
        job.broke.connect(self._session.broke)
        job.broke.connect(lambda _: self._open(wanted.before))

    def _fail(self, error: AppError, passphrase: str) -> None:
        self.failed.emit(error)
        self._open(passphrase)

    def _open(self, passphrase: str) -> None:
        self._upkeep.begin_anew()
        self._opening.again(passphrase)
