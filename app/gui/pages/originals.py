"""Fetches pages of originals for the article pane: only while they are looked at, and the last one wanted wins."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from app.core.errors import AppError, FileEncrypted, PasswordWrong
from app.core.messages import Messages
from app.core.types import Document, PagePicture, Passage
from app.gui.finder import Finder
from app.gui.job import Job
from app.gui.pickers import Pickers
from app.gui.widgets.article import ArticlePane
from app.gui.widgets.notice import Notice

_LOCKED = frozenset({FileEncrypted.code, PasswordWrong.code})
_OF_PAGES = frozenset({"pdf", "png", "jpeg", "tiff"})
"""Formats whose own pages are drawn; of the others there is at most a picture of the first."""
_REST_MS = 180_000
"""After this long without a page the process that draws them is ended."""


class Originals(QObject):
    def __init__(
        self, finder: Finder, pane: ArticlePane, pickers: Pickers, messages: Messages, notice: Notice, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._finder = finder
        self._pane = pane
        self._pickers = pickers
        self._messages = messages
        self._notice = notice
        self._job: Job | None = None
        self._document: Document | None = None
        self._page = 1
        self._password = ""  # as long as its document is the one that is looked at
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_REST_MS)
        self._idle.timeout.connect(self._rest)
        pane.original_shown.connect(self._show_current)
        pane.turned.connect(self._follow)
        original = pane.original
        original.turned.connect(self._turn)
        original.resized.connect(self._redraw)
        original.open_wanted.connect(self._open)
        original.password_wanted.connect(self._unlock)

    @property
    def pending(self) -> bool:
        """Whether a page was asked for and is not shown yet."""
        return self._job is not None

    # --- what is looked at -------------------------------------------------------------------
    def _show_current(self) -> None:
        passage = self._pane.current()
        if passage is not None:
            self._follow(passage)

    def _follow(self, passage: Passage) -> None:
        """The article has changed: its page, if pages are being looked at."""
        document = self._pane.document
        if document is None or not self._pane.shows_original:
            return
        if self._document is None or self._document.id != document.id:
            self._password = ""
            self._pane.original.say(self.tr("Drawing the page…"))
        self._document = document
        self._turn(max(passage.page, 1))

    def _turn(self, page: int) -> None:
        self._page = page
        self._redraw()

    def _redraw(self) -> None:
        self._drop()
        if self._document is None or not self._pane.shows_original or not self._finder.ready:
            return
        width = self._pane.original.ask_width()
        job = self._job = self._finder.preview(self._document.id, self._page, width, self._password)
        job.done.connect(self._show)
        job.failed.connect(self._explain)
        job.broke.connect(self._notice.show_bug)
        job.ended.connect(self._forget_ended)
        self._idle.start()

    # --- what comes back ---------------------------------------------------------------------
    def _show(self, picture: PagePicture) -> None:
        own = self._document is not None and self._document.source.format in _OF_PAGES
        note = "" if own else self.tr("the preview that the file carries")
        self._pane.original.show_picture(picture, note)

    def _explain(self, error: AppError) -> None:
        message = self._messages.for_error(error)
        words = "\n".join(part for part in (message.text, message.action, f"({message.code})") if part)
        self._pane.original.say(words, locked=error.code in _LOCKED)

    def _forget_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None

    # --- orders ------------------------------------------------------------------------------
    def _unlock(self) -> None:
        if self._document is None:
            return
        name = self._document.source.path.rsplit("/", 1)[-1]
        password = self._pickers.password(self._pane, name, self.tr("Its pages are shown after the password."))
        if password:
            self._password = password
            self._redraw()

    def _open(self) -> None:
        document = self._document
        if document is not None and self._finder.ready:
            job = self._finder.original(document.id)
            job.done.connect(self._open_file)
            job.failed.connect(self._notice.show_error)
            job.broke.connect(self._notice.show_bug)

    def _open_file(self, path: Path) -> None:
        if not self._pickers.open_file(path):
            self._notice.say(self.tr("No program opens this file"), str(path), grave=True)

    def _rest(self) -> None:
        if self._finder.ready:
            self._finder.rest()

    def _drop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.drop()
