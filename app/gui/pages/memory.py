"""Searches made before: opened under the box, run again, saved under a name, forgotten."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.types import Query
from app.gui.finder import Finder
from app.gui.job import Job
from app.gui.pickers import Pickers
from app.gui.widgets.history import History
from app.gui.widgets.notice import Notice

if TYPE_CHECKING:
    from app.services.searches import Recollection


class Memory(QObject):
    """`wanted` gives a Query to look for again, `said` a short word for the status bar."""

    wanted = Signal(object)
    said = Signal(str)

    def __init__(self, finder: Finder, box: QWidget, pickers: Pickers, notice: Notice, page: QWidget) -> None:
        super().__init__(page)
        self._finder = finder
        self._box = box
        self._pickers = pickers
        self._notice = notice
        self._page = page
        self.popup = History(page)
        self.popup.chosen.connect(self._run)
        self.popup.forgotten.connect(lambda query: self._change(finder.forget(query)))
        self.popup.emptied.connect(self._empty)
        self.popup.removed.connect(lambda name: self._change(finder.remove(name)))
        self.popup.switched.connect(lambda on: self._change(finder.set_remembering(on)))
        self.popup.left.connect(self.close)

    def open(self) -> None:
        if self._finder.ready:
            job = self._finder.recall()
            job.done.connect(lambda recollection: self.popup.open_below(self._box, recollection))
            self._watch(job)

    def close(self) -> bool:
        """Back to the box; whether the list was open."""
        was_open = self.popup.isVisible()
        if was_open:
            self._box.setFocus()
            self.popup.hide()
        return was_open

    def remember(self, query: Query) -> None:
        self._watch(self._finder.remember(query))

    def save(self, query: Query) -> None:
        """Ask for a name and keep the search with its filters under it."""
        if not query.text or not self._finder.ready:
            return
        title = self.tr("Save this search")
        name = self._pickers.name(self._page, title, query.text[:60])
        name = (name or "").strip()
        if not name:
            return
        job = self._finder.save(name, query)
        job.done.connect(lambda _recollection: self.said.emit(self.tr("Saved: {name}").format(name=name)))
        self._watch(job)

    def _empty(self) -> None:
        question = self.tr("All searches made before are forgotten. Saved ones stay.")
        if self._pickers.confirm(self._page, self.tr("Forget all"), question):
            self._change(self._finder.forget(None))

    def _run(self, query: Query) -> None:
        self.close()
        self.wanted.emit(query)

    def _change(self, job: Job) -> None:
        job.done.connect(self._show)
        self._watch(job)

    def _show(self, recollection: "Recollection") -> None:
        self.popup.show_recollection(recollection)

    def _watch(self, job: Job) -> None:
        job.failed.connect(self._notice.show_error)
        job.broke.connect(self._notice.show_bug)
