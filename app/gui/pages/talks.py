"""Conversations before: opened under the box, searched, gone on with, exported, forgotten."""

import re
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.answers import Conversation, Exchange
from app.core.security_errors import ExportForbidden
from app.gui.job import Job
from app.gui.offered import offered
from app.gui.pickers import Pickers
from app.gui.talker import Kept, Talker
from app.gui.widgets.notice import Notice
from app.gui.widgets.talk_list import TalkList

_NAME_ROOM = 40
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What a file's name may not hold on Windows (Naming Files, Paths, and Namespaces)."""

_FORMATS = {".md": "Markdown", ".html": "HTML", ".txt": "TXT"}


class Talks(QObject):
    """`opened` gives a conversation's id and its Exchanges, `gone` the id of one that was forgotten (0: all)."""

    opened = Signal(int, object)
    gone = Signal(int)

    def __init__(self, talker: Talker, box: QWidget, pickers: Pickers, notice: Notice, page: QWidget) -> None:
        super().__init__(page)
        self._talker = talker
        self._box = box
        self._pickers = pickers
        self._notice = notice
        self._page = page
        self._listing: Job | None = None
        self.popup = TalkList(page)
        self.popup.chosen.connect(self._open)
        self.popup.searched.connect(self._search)
        self.popup.forgotten.connect(self._forget)
        self.popup.export_wanted.connect(self._export)
        self.popup.emptied.connect(self._forget_all)
        self.popup.left.connect(self.close)

    def open(self) -> None:
        if self._talker.ready:
            job = self._talker.conversations("")
            job.done.connect(self._show)
            self._watch(job)

    def _show(self, kept: Kept) -> None:
        self.popup.open_below(self._box, kept.conversations, keeping=kept.keeping)

    def close(self) -> bool:
        """Back to the box; whether the list was open."""
        was_open = self.popup.isVisible()
        if was_open:
            self._box.setFocus()
            self.popup.hide()
        return was_open

    def _search(self, text: str) -> None:
        """The newest words win."""
        if self._listing is not None:
            self._listing.drop()
        job = self._listing = self._talker.conversations(text)
        job.done.connect(lambda kept: self.popup.show_conversations(kept.conversations, keeping=kept.keeping))
        job.ended.connect(self._forget_listing)
        self._watch(job)

    def _forget_listing(self) -> None:
        if self.sender() is self._listing:
            self._listing = None

    def _open(self, conversation: Conversation) -> None:
        def take(exchanges: tuple[Exchange, ...]) -> None:
            self.close()
            self.opened.emit(conversation.id, exchanges)

        job = self._talker.exchanges(conversation.id)
        job.done.connect(take)
        self._watch(job)

    def _forget(self, conversation: Conversation) -> None:
        question = self.tr("This conversation is forgotten for good: {title}").format(title=conversation.title)
        if self._pickers.confirm(self._page, self.tr("Forget"), question):
            self._forget_for_good(conversation.id)

    def _forget_all(self) -> None:
        question = self.tr("All conversations are forgotten for good.")
        if self._pickers.confirm(self._page, self.tr("Forget all"), question):
            self._forget_for_good(0)

    def _forget_for_good(self, identity: int) -> None:
        def take() -> None:
            self.gone.emit(identity)
            self._search(self.popup.field.text().strip())

        job = self._talker.forget(identity)
        job.done.connect(take)
        self._watch(job)

    def _export(self, conversation: Conversation) -> None:
        title = _UNFIT.sub(" ", conversation.title).strip()[:_NAME_ROOM].strip(" .")
        name = title or self.tr("Conversation")
        endings = offered(tuple(_FORMATS), self._talker.policy)
        if not endings:
            self._notice.show_error(ExportForbidden(format=", ".join(_FORMATS)))
            return
        formats = [f"{_FORMATS[ending]} (*{ending})" for ending in endings]
        out = self._pickers.save_as(self._page, f"{name}{endings[0]}", formats)
        if out is None:
            return
        job = self._talker.export(conversation.id, out)
        job.done.connect(lambda _: self._tell_saved(out))
        self._watch(job)

    def _tell_saved(self, out: Path) -> None:
        self._notice.say(self.tr("The conversation was saved"), str(out))
        self._notice.offer(self.tr("Open"), lambda: self._show_file(out))

    def _show_file(self, out: Path) -> None:
        if not self._pickers.open_file(out):
            self._notice.say(self.tr("No program opens this file"), str(out))

    def _watch(self, job: Job) -> None:
        job.failed.connect(self._notice.show_error)
        job.broke.connect(self._notice.show_bug)
