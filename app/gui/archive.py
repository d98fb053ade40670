"""What 쓰기 orders of the drafts that are kept: saved, listed, compared, taken up again. Every order is a Job."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from app.core.drafts import Draft
from app.core.kept_drafts import Cause, Precedent
from app.gui.crew import Lane
from app.gui.job import Job
from app.gui.session import Session, Verb, once
from app.gui.writing_counter import WritingCounter

if TYPE_CHECKING:
    from app.services.context import Workspace

_R = TypeVar("_R")


class Archive(QObject):
    """What changes a draft goes in order, and is not given up when the window closes."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def ready(self) -> bool:
        return self._session.is_open

    def keep(self, draft: Draft, cause: Cause | None = None, name: str = "") -> Job:
        """Done gives the Draft with its id."""
        return self._keep(
            lambda counter, workspace, _: once(lambda: counter.writing.keep(workspace, draft, cause, name))
        )

    def autosave(self, draft: Draft) -> Job:
        return self._keep(lambda counter, workspace, _: once(lambda: counter.writing.autosave(workspace, draft)))

    def drafts(self, text: str) -> Job:
        """Done gives the KeptDrafts that hold the words."""
        return self._quick(lambda counter, workspace: counter.drafts(workspace, text))

    def opened(self, draft: int) -> Job:
        return self._quick(lambda counter, workspace: counter.opened(workspace, draft))

    def versions(self, draft: int) -> Job:
        return self._quick(lambda counter, workspace: counter.versions(workspace, draft))

    def compare(self, draft: int, before: int, after: int) -> Job:
        """Done gives a Comparison."""
        return self._quick(lambda counter, workspace: counter.compare(workspace, draft, before, after))

    def restore(self, draft: int, number: int) -> Job:
        return self._keep(lambda counter, workspace, _: once(lambda: counter.writing.restore(workspace, draft, number)))

    def remove(self, draft: int) -> Job:
        return self._keep(lambda counter, workspace, _: once(lambda: counter.writing.remove(workspace, draft)))

    def similar(self, text: str, form: str) -> Job:
        """Done gives Precedents."""
        return self._quick(lambda counter, workspace: counter.similar(workspace, text, form))

    def precedent(self, precedent: Precedent) -> Job:
        """Done gives a new Draft that begins as the precedent stands."""
        return self._quick(lambda counter, workspace: counter.precedent(workspace, precedent))

    def _keep(self, verb: Verb) -> Job:
        return self._session.order(verb, Lane.KEEP)

    def _quick(self, call: "Callable[[WritingCounter, Workspace], _R]") -> Job:
        return self._session.order(lambda counter, workspace, _: once(lambda: call(counter.writing, workspace)))
