"""The unit's own values: asked for once, kept for every letter to come, and put into the one that is open."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.draft_errors import UnitValueBad
from app.core.drafts import Field, FieldPlace, Form
from app.core.errors import AppError
from app.core.messages import Messages
from app.gui.widgets.notice import Notice
from app.gui.writer import Writer
from app.gui.writing.unit_dialog import KEYS, UnitDialog


class OwnOffice(QObject):
    """`kept` tells that the values are others."""

    kept = Signal()

    def __init__(self, writer: Writer, notice: Notice, messages: Messages, page: QWidget) -> None:
        super().__init__(page)
        self._writer = writer
        self._notice = notice
        self._messages = messages
        self._page = page
        self._fields: tuple[Field, ...] = ()
        self.dialog: UnitDialog | None = None

    def take_forms(self, forms: Mapping[str, Form]) -> None:
        """Names and choices of the fields are those of the forms."""
        made = []
        for key in KEYS:
            every = (field for form in forms.values() for field in form.fields if field.key == key)
            field = next((each for each in every if each.place is not FieldPlace.BODY), None)
            if field is not None:
                made.append(field)
        self._fields = tuple(made)

    def open(self, key: str = "") -> None:
        """`key` is the field that the user came for."""
        if not self._writer.ready or not self._fields or self.dialog is not None:
            return
        job = self._writer.unit()
        job.done.connect(lambda values: self._show(values, key))
        job.failed.connect(self._notice.show_error)
        job.broke.connect(self._notice.show_bug)

    def _show(self, values: Mapping[str, str], key: str) -> None:
        if self.dialog is not None:
            return
        dialog = self.dialog = UnitDialog(self._fields, values, key, self._page)
        dialog.kept.connect(self._keep)
        dialog.finished.connect(self._close)
        dialog.open()

    def _keep(self, values: Mapping[str, str]) -> None:
        job = self._writer.keep_unit(values)
        job.done.connect(lambda _: self._take())
        job.failed.connect(self._fail)
        job.broke.connect(self._notice.show_bug)

    def _take(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.kept.emit()

    def _fail(self, error: AppError) -> None:
        if self.dialog is None:
            self._notice.show_error(error)
            return
        message, key = self._messages.for_error(error), ""
        if isinstance(error, UnitValueBad):  # a key is nothing to the user: the field's name is
            key = str(error.params.get("key", ""))
            label = next((field.label for field in self._fields if field.key == key), key)
            message = self._messages.for_error(UnitValueBad(key=label, value=error.params.get("value", "")))
        self.dialog.show_fault(message, key)

    def _close(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
