"""쓰기: a form and notes, the letter as it prints, what it stands on and what is to be mended. It orders nothing by
itself: the parts do, and are put together here."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.core.draft_errors import DraftElsewhere
from app.core.drafts import Basis, Draft, Form, Letter
from app.core.errors import AppError
from app.core.events import Warned
from app.core.findings import RewriteStyle
from app.core.kept_drafts import Cause
from app.gui.archive import Archive
from app.gui.clipboard_guard import COPY, CUT
from app.gui.laid import Laid
from app.gui.pages.writing_fields import Fields
from app.gui.pages.writing_findings import Findings
from app.gui.pickers import Pickers
from app.gui.session import Session
from app.gui.writer import Writer
from app.gui.writing.desk import Desk
from app.gui.writing.drafting import Drafting, chosen_bases, values_of
from app.gui.writing.going_out import GoingOut
from app.gui.writing.keeping import Keeping
from app.gui.writing.own_office import OwnOffice
from app.gui.writing.proof import Proof
from app.gui.writing.rewording import Rewording
from app.gui.writing.saving import Saving
from app.gui.writing.state import Place
from app.gui.writing.surface import Surface
from app.gui.writing_counter import DraftOrder


class WritingPage(QWidget):
    """`said` is for the status bar, `model_used` tells that the model has worked."""

    said = Signal(str)
    model_used = Signal()

    def __init__(self, session: Session, pickers: Pickers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        messages = self._messages = session.messages
        writer, archive = Writer(session, self), Archive(session, self)
        self._writer = writer
        self._forms: dict[str, Form] = {}
        self._blank: Draft | None = None  # notes that have no letter yet, as the store has them
        self.desk = Desk(self)
        self.surface = Surface(self.desk, messages, self)
        notice = self.surface.notice
        self.drafting = Drafting(writer, self.desk, messages, self)
        self.proof = Proof(writer, self.desk, self)
        self.rewording = Rewording(writer, self.desk, self.surface.sheet, self)
        self.findings = Findings(self.surface, self.desk, self.proof, messages, self)
        self.fields = Fields(writer, self.desk, self.surface, notice, self)
        self.office = OwnOffice(writer, notice, messages, self)
        self.saving = Saving(archive, self._current, self)
        self.keeping = Keeping(archive, self.surface.bar, pickers, notice, self, self._form_name)
        self.going_out = GoingOut(writer, pickers, notice, messages, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.surface)
        self._connect()
        self._connect_parts()
        self.surface.show_sheet(False)
        self.setFocusProxy(self.surface.notes.notes)

    def load_forms(self) -> None:
        """Once the workspace is open."""
        self._writer.make_ready()
        job = self._writer.forms()
        job.done.connect(self._take_forms)
        job.failed.connect(self.surface.notice.show_error)
        job.broke.connect(self.surface.notice.show_bug)

    def flush(self) -> None:
        """The window closes: what was typed a moment ago is kept as well."""
        if self._writer.ready:
            self.saving.now()

    def take_basis(self, basis: Basis) -> None:
        """An article that was sent here from the search."""
        if self.desk.draft is None:
            self.said.emit(self.tr("There is no draft yet: make one first (Ctrl+2)."))
            return
        self.fields.cite(basis, True)
        self.said.emit(self.tr("Cited: {place}").format(place=basis.place))

    # --- orders ------------------------------------------------------------------------------
    def draft(self) -> None:
        pane = self.surface.notes
        notes = pane.notes.toPlainText()
        if not self._writer.ready or not pane.form_id:
            return
        self.surface.notice.hide()
        held = self.desk.draft
        same = held is not None and held.letter.form == pane.form_id
        values = values_of(held) if same else {}
        self.drafting.draft(DraftOrder(pane.form_id, notes, values, chosen_bases(held) if same else ()))

    def begin_anew(self) -> None:
        self.flush()
        self.drafting.drop()
        self._blank = None
        self.saving.open(None)
        self.desk.clear()
        self.surface.notes.show_notes("")
        self.surface.notice.hide()
        self.surface.notes.notes.setFocus()

    def stop(self) -> None:
        """Esc: close the list that is open; else stop what runs."""
        if not self.keeping.close() and not self.drafting.cancel():
            self.rewording.cancel()

    def export(self) -> None:
        draft = self._current()
        if draft is not None and self.desk.draft is not None:
            self.flush()
            self.going_out.export(draft, self.findings.warning())

    def print(self) -> None:
        if self.desk.draft is not None:
            self.flush()
            self.going_out.print(self.desk.draft)

    def reword(self, style: RewriteStyle) -> None:
        form = self._form()
        self.rewording.reword(style, polite=form.polite if form is not None else True)

    def show_versions(self) -> None:
        self.flush()
        draft = self._current()
        if draft is not None and draft.id:
            self.keeping.show_versions(draft)

    def list_similar(self) -> None:
        draft = self.desk.draft
        title = draft.letter.fields.get("title", "") if draft is not None else ""
        text = title or self.surface.notes.notes.toPlainText().strip()
        self.keeping.list_similar(text, self.surface.notes.form_id)

    # --- what is on the desk -----------------------------------------------------------------
    def _current(self) -> Draft | None:
        """With the notes as they are now; notes alone are worth keeping, too."""
        notes, draft = self.surface.notes.notes.toPlainText(), self.desk.draft
        if draft is not None:
            return replace(draft, notes=notes)
        if notes.strip() or self._blank is not None:
            blank = self._blank or Draft(0, Letter("", {}))
            return replace(blank, letter=Letter(self.surface.notes.form_id, {}), notes=notes)
        return None

    def _open(self, draft: Draft) -> None:
        self.flush()
        self.drafting.drop()
        self.surface.notice.hide()
        self.surface.notes.choose_form(draft.letter.form)
        self.surface.notes.show_notes(draft.notes)
        self.saving.open(draft if draft.id else None)
        self._blank = None
        if draft.letter.items or draft.letter.fields:
            self.desk.open(draft)
            self.surface.sheet.setFocus()
        else:
            self._blank = draft
            self.desk.clear()
            self.surface.notes.notes.setFocus()

    def _begin_like(self, draft: Draft) -> None:
        """A new draft in the frame of one from before; notes that have no letter yet go with it."""
        notes = self.surface.notes.notes.toPlainText() if self.desk.draft is None else ""
        self._open(draft if draft.notes else replace(draft, notes=notes))
        self.saving.touch()

    def _go_back(self, draft: Draft) -> None:
        """A version is there again; the stack has the way back from it, too."""
        state = self.desk.state
        if state is not None:
            self.surface.notes.show_notes(draft.notes)
            self.desk.settle(draft)
            self.desk.edit(replace(state, draft=draft, tracked=()), self.tr("Go back to a version"))

    def _forget(self, draft: int) -> None:
        held = self._current()
        if held is not None and held.id == draft:
            self.saving.open(None)
            self._blank = None
            self.desk.clear()
            self.surface.notes.show_notes("")

    def _take_made(self, draft: Draft) -> None:
        if self._blank is not None and self.desk.draft is not None and not self.desk.draft.id:
            self.desk.settle(self._blank)
        self._blank = None
        self.saving.keep(Cause.GENERATED)

    def _take_saved(self, kept: Draft) -> None:
        if self.desk.draft is not None:
            self.desk.settle(kept)
        else:
            self._blank = kept
        self.surface.bar.saved.setText(self.tr("Kept {time}").format(time=time.strftime("%H:%M:%S")))
        self.surface.bar.allow(draft=self.desk.draft is not None, kept=bool(kept.id))

    def _show_desk(self, _caret: Place | None = None) -> None:
        draft = self.desk.draft
        surface = self.surface
        surface.show_sheet(draft is not None)
        surface.bar.allow(draft=draft is not None, kept=draft is not None and bool(draft.id))
        title = draft.letter.fields.get("title", "") if draft is not None else ""
        surface.bar.title.setText(title or self.tr("A new letter"))
        self._show_review()
        if draft is not None and draft.letter.form != surface.notes.form_id:
            surface.notes.choose_form(draft.letter.form)
        if self.saving.dirty:
            surface.bar.saved.setText(self.tr("Not kept yet…"))
        else:
            surface.bar.saved.clear()
        self.saving.touch()

    def _show_review(self) -> None:
        state = self.desk.state
        number = sum(len(held.changes) for held in state.tracked) if state is not None else 0
        change = self.rewording.current() if number else None
        reason = ""
        if change is not None and change.reason:
            try:
                reason = self._messages.say(f"change_{change.reason}")
            except KeyError:
                reason = change.reason
        elif change is not None:
            reason = self.tr("the model's words")
        self.surface.review.show_count(number, reason)

    def _show_late(self, draft: Draft) -> None:
        self.surface.notice.say(
            self.tr("The model has finished"), self.tr("You have gone on writing meanwhile; your words stand.")
        )
        self.surface.notice.offer(self.tr("Take the model's draft"), lambda: self.drafting.put(draft))

    def _refuse(self, waiting: bool) -> None:
        self.said.emit(
            self.tr("Accept or reject the changes first: Alt+Y, Alt+N.")
            if waiting
            else self.tr("This line is written by the program: Enter leads to its field on the left.")
        )

    def _show_menu(self, where: QPoint) -> None:
        sheet, menu = self.surface.sheet, QMenu(self)
        cut, copy = menu.addAction(self.tr("Cut")), menu.addAction(self.tr("Copy"))
        cut.setObjectName(CUT)
        cut.triggered.connect(sheet.cut_selected)
        copy.setObjectName(COPY)
        copy.triggered.connect(sheet.copy)
        menu.addAction(self.tr("Paste")).triggered.connect(sheet.paste)
        menu.addSeparator()
        self.surface.styles.fill(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    # --- forms -------------------------------------------------------------------------------
    def _take_forms(self, forms: tuple[Form, ...]) -> None:
        self._forms = {form.id: form for form in forms}
        self.surface.notes.show_forms(forms)
        self.fields.take_forms(self._forms)
        self.office.take_forms(self._forms)

    def _form(self) -> Form | None:
        draft = self.desk.draft
        return self._forms.get(draft.letter.form if draft is not None else self.surface.notes.form_id)

    def _form_name(self, form: str) -> str:
        return self._forms[form].name if form in self._forms else form

    def _change_form(self, form: str) -> None:
        """The same notes in another form; the way back is undo."""
        draft = self.desk.draft
        if draft is not None and draft.letter.form != form and self.surface.notes.notes.toPlainText().strip():
            self.draft()
        self.saving.touch()

    # --- making ------------------------------------------------------------------------------
    def _connect(self) -> None:
        surface, bar = self.surface, self.surface.bar
        surface.notes.drafted.connect(self.draft)
        surface.notes.stopped.connect(self.stop)
        surface.notes.form_changed.connect(self._change_form)
        surface.notes.typed.connect(self.saving.touch)
        surface.sheet.refused.connect(self._refuse)
        surface.sheet.field_wanted.connect(surface.slots.focus_field)
        surface.sheet.decide_wanted.connect(self.rewording.decide)
        surface.sheet.menu_wanted.connect(self._show_menu)
        surface.sheet.cursorPositionChanged.connect(self._show_review)
        surface.styles.wanted.connect(self.reword)
        surface.review.decided.connect(self.rewording.decide)
        surface.review.all_decided.connect(self.rewording.decide_all)
        surface.review.stepped.connect(self.rewording.step)
        bar.new_wanted.connect(self.begin_anew)
        bar.drafts_wanted.connect(self.keeping.list_drafts)
        bar.similar_wanted.connect(self.list_similar)
        bar.versions_wanted.connect(self.show_versions)
        bar.print_wanted.connect(self.print)
        bar.export_wanted.connect(self.export)
        for keys, act in (
            ("Esc", self.stop),
            ("Ctrl+Return", self.draft),
            ("Ctrl+Enter", self.draft),
            ("Ctrl+N", self.begin_anew),
            ("Ctrl+J", self.keeping.list_drafts),
            ("Ctrl+L", self.list_similar),
            ("Ctrl+H", self.show_versions),
            ("Ctrl+G", self.office.open),
            ("Ctrl+P", self.print),
            ("Ctrl+E", self.export),
            ("Ctrl+S", self.flush),
            ("Ctrl+Z", self.desk.stack.undo),
            ("Ctrl+Y", self.desk.stack.redo),
            ("Ctrl+Shift+Z", self.desk.stack.redo),
            ("Ctrl+Shift+F", self.findings.mend_all),
            ("Alt+Y", lambda: self.rewording.decide(True)),
            ("Alt+N", lambda: self.rewording.decide(False)),
            ("Alt+Shift+Y", lambda: self.rewording.decide_all(True)),
            ("Alt+Shift+N", lambda: self.rewording.decide_all(False)),
            ("F3", lambda: self.rewording.step(1)),
            ("Shift+F3", lambda: self.rewording.step(-1)),
            ("F4", surface.slots.focus_open),
            ("F6", lambda: surface.step(1)),
            ("Shift+F6", lambda: surface.step(-1)),
        ):
            self._shortcut(keys, act)
        for number, style in enumerate(RewriteStyle, 1):
            self._shortcut(f"Ctrl+Shift+{number}", partial(self.reword, style))

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(keys), self, context=context).activated.connect(act)

    def _connect_parts(self) -> None:
        notice = self.surface.notice
        self.desk.changed.connect(self._show_desk)
        self.office.kept.connect(self.fields.take_unit)
        self.surface.slots.unit_wanted.connect(self.office.open)
        self.drafting.stage.connect(self.surface.notes.show_running)
        self.drafting.ended.connect(self.model_used)
        self.drafting.made.connect(self._take_made)
        self.drafting.late.connect(self._show_late)
        self.drafting.warned.connect(self._show_warned)
        self.proof.laid.connect(self._show_laid)
        self.rewording.said.connect(self.said)
        self.rewording.stage.connect(self.surface.caption.setText)
        self.saving.saved.connect(self._take_saved)
        self.keeping.opened.connect(self._open)
        self.keeping.begun.connect(self._begin_like)
        self.keeping.went_back.connect(self._go_back)
        self.keeping.gone.connect(self._forget)
        self.keeping.named.connect(lambda name: self.saving.keep(Cause.NAMED, name))
        self.saving.saved.connect(lambda _: self.keeping.list_versions())
        self.going_out.written.connect(lambda _: self.saving.keep(Cause.EXPORTED))
        for part in (self.drafting, self.proof, self.rewording, self.saving):
            part.failed.connect(self._show_error)
            part.broke.connect(notice.show_bug)

    def _show_laid(self, laid: Laid) -> None:
        self.surface.sheet.take_laid(laid)

    def _show_error(self, error: AppError) -> None:
        self.surface.notice.show_error(error)
        draft = self.desk.draft
        if isinstance(error, DraftElsewhere) and draft is not None:
            # the store has this state beside the newer one; what is written from now on is a draft of its own
            self.saving.open(None)
            self.desk.settle(replace(draft, id=0, started=0, touched=0))
            self.said.emit(self.tr("What you write from now on is kept as another draft."))

    def _show_warned(self, warned: Warned) -> None:
        self.surface.notice.show_message(self._messages.for_code(warned.code, warned.params))
