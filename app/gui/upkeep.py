"""Keeps the workspace in step with its folders by itself, in the gaps between the user's own orders."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import AppError, WorkspaceBusy
from app.core.pace import Pace
from app.gui.counter import Order
from app.gui.job import Job
from app.gui.session import Holdings, Session
from app.gui.words import stage_name

if TYPE_CHECKING:
    from app.services.library import Folder

RETRY_MS = 30_000
"""Another window writes: look again after this long."""

Root = tuple[str, Path]
"""(collection, a file or folder that was added to it)."""


class Upkeep(QObject):
    """One round at a time: everything at the start, later what the watch tells of, meaning when nothing else is due.

    A round gives way to an order of the user and comes again after it; meaning, which may take hours, gives way to
    everything. It says nothing but through `kept`.
    """

    kept = Signal(object)  # the IndexReport of a round

    def __init__(self, session: Session, pace: Pace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pace = pace
        self._all_due = False
        self._due: dict[Root, None] = {}
        self._meaning_due = False
        self._order: Order | None = None  # of the round that runs; None: it is for meaning
        self._round: Job | None = None
        self._held = 0
        self._gives_way = False
        self._over = False
        self._watch: Job | None = None
        self._watched: frozenset[Root] = frozenset()
        self._begun = False
        self._later = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._later.timeout.connect(self._next)

    def take_holdings(self, holdings: Holdings) -> None:
        """The first time: look at everything once. Always: watch what there is to watch."""
        if self._over:
            return
        self._follow(holdings.folders)
        if not self._begun:
            self._begun = True
            if holdings.folders:
                self.want_all()
            elif holdings.totals.behind:
                self.want_meaning()

    def want_all(self) -> None:
        self._all_due = True
        self._next()

    def want(self, roots: Iterable[Root]) -> None:
        """Something below these has changed."""
        self._due.update(dict.fromkeys(roots))
        if self._round is not None and self._order is None:
            self._give_way()
        self._next()

    def want_meaning(self) -> None:
        """Something was taken in without its meaning."""
        self._meaning_due = True
        self._next()

    def hold(self) -> None:
        """The user has ordered something: a round that runs stops now and comes again. Ends with `release`."""
        self._held += 1
        self._give_way()

    def release(self) -> None:
        self._held -= 1
        self._next()

    def stop(self) -> None:
        """The window closes: nothing begins any more."""
        self._over = True
        self._later.stop()

    def begin_anew(self) -> None:
        """After `stop`: another workspace, or the same one again, comes with the next holdings."""
        self._over = self._begun = self._all_due = self._meaning_due = False
        self._watched = frozenset()
        self._due.clear()

    # --- a round -----------------------------------------------------------------------------
    def _next(self) -> None:
        if self._over or self._held or self._round is not None or self._later.isActive():
            return
        order = self._order = self._take_order()
        if order is not None:
            job = self._session.write(
                lambda counter, workspace, cancel: counter.index(workspace, order, cancel=cancel, pace=self._pace),
                self.tr("Looking through the folders"),
                self._pace,
            )
            job.done.connect(self._show_kept)
        elif self._meaning_due:
            self._meaning_due = False
            job = self._session.write(
                lambda counter, workspace, cancel: counter.catch_up(workspace, cancel=cancel, pace=self._pace),
                stage_name(self._session.messages, "vectors"),
                self._pace,
            )
        else:
            return
        self._round = job
        job.cancelled.connect(self._show_cancelled)
        job.failed.connect(self._show_fault)
        job.broke.connect(self._session.broke)
        job.ended.connect(self._finish)

    def _take_order(self) -> Order | None:
        if self._all_due:
            self._all_due = False
            self._due.clear()
            return Order(meaning=False)
        if not self._due:
            return None
        name = next(iter(self._due))[0]
        paths = tuple(path for collection, path in self._due if collection == name)
        for path in paths:
            del self._due[name, path]
        return Order(paths, name, meaning=False)

    def _give_way(self) -> None:
        if self._round is not None:
            self._gives_way = True
            self._round.cancel()

    def _show_kept(self, report: object) -> None:
        self._meaning_due = True
        self.kept.emit(report)

    def _finish(self) -> None:
        self._round, self._gives_way = None, False
        self._next()

    def _put_back(self) -> None:
        order = self._order
        if order is None:
            self._meaning_due = True
        elif order.paths:
            self._due.update(dict.fromkeys((order.collection, path) for path in order.paths))
        else:
            self._all_due = True

    def _show_cancelled(self) -> None:
        if self._gives_way:
            self._put_back()
        else:  # the user wants no more of it: until something changes
            self._all_due = self._meaning_due = False
            self._due.clear()
            self._pace.resume()

    def _show_fault(self, error: AppError) -> None:
        if isinstance(error, WorkspaceBusy):  # it passes by itself, and nobody waits for it
            self._put_back()
            self._later.start()
        else:
            self._session.faulted.emit(error)

    # --- watching ----------------------------------------------------------------------------
    def _follow(self, folders: "tuple[Folder, ...]") -> None:
        roots = frozenset((folder.collection, folder.path) for folder in folders)
        if roots == self._watched:
            return
        self._watched = roots
        if self._watch is not None:
            self._watch.drop()
            self._watch = None
        if not roots:
            return
        job = self._watch = self._session.watch()
        job.changed.connect(self.want)
        job.failed.connect(self._session.faulted)
        job.broke.connect(self._session.broke)
        job.ended.connect(self._forget_watch)

    def _forget_watch(self) -> None:
        if self.sender() is self._watch:
            self._watch = None
