"""A draft becomes a file or paper. What is there is not written over, what is marked does not go out, unless the user
says so."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.draft_errors import ExportExists, MarkedDraft
from app.core.drafts import Draft
from app.core.errors import AppError
from app.core.events import Warned
from app.core.messages import Messages
from app.core.security_errors import ExportForbidden, PrintingForbidden
from app.gui.offered import offered
from app.gui.pickers import Pickers
from app.gui.widgets.export_dialog import FORMATS
from app.gui.widgets.notice import Notice
from app.gui.writer import Writer
from app.gui.writing_counter import ExportOrder

_NAME_ROOM = 60
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What a file's name may not hold on Windows (Naming Files, Paths, and Namespaces)."""


class GoingOut(QObject):
    """`written` gives the Path of a file that was made."""

    written = Signal(object)

    def __init__(self, writer: Writer, pickers: Pickers, notice: Notice, messages: Messages, page: QWidget) -> None:
        super().__init__(page)
        self._writer = writer
        self._pickers = pickers
        self._notice = notice
        self._messages = messages
        self._page = page

    def export(self, draft: Draft, warning: str) -> None:
        """`warning` is what should be known before it goes out."""
        formats = offered(FORMATS, self._writer.session.policy)
        if not formats:
            self._notice.show_error(ExportForbidden(format=", ".join(FORMATS)))
            return
        how = self._pickers.export_how(self._page, warning, formats)
        if how is None:
            return
        title = _UNFIT.sub(" ", draft.letter.fields.get("title", "")).strip()[:_NAME_ROOM].strip(" .")
        kind = f"{how.ending[1:].upper()} (*{how.ending})"
        name = title or self.tr("Draft")
        out = self._pickers.save_as(self._page, f"{name}{how.ending}", (kind,))
        if out is not None:
            self._order(ExportOrder(draft, out, appendix=how.appendix))

    def print(self, draft: Draft) -> None:
        """A look at the pages first; from there to the printer."""
        if not self._writer.session.policy.printing:
            self._notice.show_error(PrintingForbidden())
            return
        job = self._writer.pages(draft)
        job.done.connect(lambda paint: self._pickers.preview(self._page, paint))
        job.failed.connect(self._notice.show_error)
        job.broke.connect(self._notice.show_bug)

    def _order(self, order: ExportOrder) -> None:
        job = self._writer.export(order)
        warned: list[Warned] = []
        job.warned.connect(warned.append)
        job.done.connect(lambda _: self._tell(order.out, warned))
        job.failed.connect(lambda error: self._fail(order, error))
        job.broke.connect(self._notice.show_bug)

    def _fail(self, order: ExportOrder, error: AppError) -> None:
        """What the user can allow is asked for; the rest is said."""
        asked = {
            ExportExists: (self.tr("Replace the file"), replace(order, overwrite=True)),
            MarkedDraft: (self.tr("Export all the same"), replace(order, marked=True)),
        }
        title, again = asked.get(type(error), ("", None))
        if again is None:
            self._notice.show_error(error)
            return
        message = self._messages.for_error(error)
        question = " ".join(part for part in (message.text, message.action) if part)
        if self._pickers.confirm(self._page, title, question):
            self._order(again)

    def _tell(self, out: Path, warned: Sequence[Warned]) -> None:
        """With what the site's own form could not take."""
        told = (str(self._messages.for_code(one.code, one.params)) for one in warned)
        self._notice.say(self.tr("The letter was exported"), "\n".join((str(out), *told)), grave=bool(warned))
        self._notice.offer(self.tr("Open"), lambda: self._open(out))
        self._notice.offer(self.tr("Show the folder"), lambda: self._show(out))
        self.written.emit(out)

    def _open(self, out: Path) -> None:
        if not self._pickers.open_file(out):
            self._notice.say(self.tr("No program opens this file"), str(out))

    def _show(self, out: Path) -> None:
        self._pickers.show_folder(out.parent)
