"""What 찾기 orders at the counter: searches, pages as they look, and searches made before."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.core.types import Query
from app.gui.job import Job
from app.gui.session import Session, once

if TYPE_CHECKING:
    from app.gui.counter import Counter
    from app.services.context import Workspace
    from app.services.searches import Recollection


class Finder(QObject):
    """Every order is a Job."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def ready(self) -> bool:
        """Whether there is a workspace to order on."""
        return self._session.is_open

    def suggest(self, query: Query) -> Job:
        """Done gives a SearchResult, by words alone."""
        return self._session.order(lambda counter, workspace, cancel: counter.suggest(workspace, query, cancel=cancel))

    def search(self, query: Query) -> Job:
        """Found gives hits early, Done a SearchResult."""
        return self._session.order(lambda counter, workspace, cancel: counter.search(workspace, query, cancel=cancel))

    def preview(self, document_id: str, page: int, width: int, password: str = "") -> Job:
        """Done gives a PagePicture."""
        return self._session.order(
            lambda counter, workspace, cancel: counter.preview(
                workspace, document_id, page, width, password, cancel=cancel
            )
        )

    def original(self, document_id: str) -> Job:
        """Done gives the file on disk behind a document."""
        return self._session.order(lambda counter, workspace, _: once(lambda: counter.original(workspace, document_id)))

    def rest(self) -> Job:
        """No page is wanted for now."""
        return self._session.order(lambda counter, workspace, _: once(lambda: counter.rest(workspace)))

    def ministries(self) -> Job:
        """Done gives the ministries of all documents."""
        return self._session.order(lambda counter, workspace, _: once(lambda: counter.ministries(workspace)))

    # --- searches made before ----------------------------------------------------------------
    def recall(self) -> Job:
        """Done gives a Recollection."""
        return self._session.order(lambda counter, workspace, _: once(lambda: counter.recall(workspace)))

    def remember(self, query: Query) -> Job:
        return self._session.order(lambda counter, workspace, _: once(lambda: counter.remember(workspace, query)))

    def forget(self, query: Query | None) -> Job:
        """Without a search: all of them. Done gives a Recollection."""
        return self._changed(lambda counter, workspace: counter.forget(workspace, query))

    def set_remembering(self, on: bool) -> Job:
        """Done gives a Recollection."""
        return self._changed(lambda counter, workspace: counter.set_remembering(workspace, on))

    def save(self, name: str, query: Query) -> Job:
        """Done gives a Recollection."""
        return self._changed(lambda counter, workspace: counter.save_search(workspace, name, query))

    def remove(self, name: str) -> Job:
        """Done gives a Recollection."""
        return self._changed(lambda counter, workspace: counter.remove_search(workspace, name))

    def _changed(self, change: Callable[["Counter", "Workspace"], None]) -> Job:
        def work(counter: "Counter", workspace: "Workspace") -> "Recollection":
            change(counter, workspace)
            return counter.recall(workspace)

        return self._session.order(lambda counter, workspace, _: once(lambda: work(counter, workspace)))
