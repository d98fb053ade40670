"""Drafts from before: listed and opened, their versions, and letters that are like the one to be written."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.drafts import Draft, Form
from app.core.kept_drafts import KeptDraft, Precedent
from app.gui.archive import Archive
from app.gui.job import Job
from app.gui.pickers import Pickers
from app.gui.widgets.notice import Notice
from app.gui.words import kind_name, time_text
from app.gui.writing.pick_list import Pick, PickList
from app.gui.writing.versions_dialog import VersionsDialog


class Keeping(QObject):
    """`opened` gives a Draft that was kept, `begun` one that begins as another stands, `went_back` a Draft that is
    again as it was, `gone` the id of one that was removed, `named` what the user calls the draft as it is now."""

    opened = Signal(object)
    begun = Signal(object)
    went_back = Signal(object)
    gone = Signal(int)
    named = Signal(str)

    def __init__(
        self,
        archive: Archive,
        box: QWidget,
        pickers: Pickers,
        notice: Notice,
        page: QWidget,
        name: Callable[[str], str],
    ) -> None:
        """`name` gives a form's name for its id."""
        super().__init__(page)
        self._archive = archive
        self._box = box
        self._pickers = pickers
        self._notice = notice
        self._page = page
        self._name = name
        self._asked = ("", "")
        self._listing: Job | None = None
        self.versions: VersionsDialog | None = None
        self._shown = 0  # the draft whose versions are shown
        self.drafts = PickList(self.tr("Drafts"), self.tr("Search in drafts"), page, removing=True)
        self.drafts.chosen.connect(self._open)
        self.drafts.searched.connect(self._search)
        self.drafts.removed.connect(self._remove)
        self.drafts.left.connect(self.close)
        self.similar = PickList(
            self.tr("Letters like this one"), self.tr("What the letter is about"), page, removing=False
        )
        self.similar.chosen.connect(self._begin)
        self.similar.searched.connect(lambda text: self._look(text, self._asked[1], opening=False))
        self.similar.left.connect(self.close)

    def list_drafts(self) -> None:
        if self._archive.ready:
            job = self._archive.drafts("")
            job.done.connect(lambda kept: self.drafts.open_below(self._box, self._picks(kept), self._told(kept, "")))
            self._watch(job)

    def list_similar(self, text: str, form: str) -> None:
        """Letters like what the notes say; without notes the field asks what it is about."""
        if self._archive.ready:
            self._look(text, form, opening=True)

    def close(self) -> bool:
        """Back to the page; whether a list was open."""
        was_open = self.drafts.isVisible() or self.similar.isVisible()
        if was_open:
            self._box.setFocus()
            self.drafts.hide()
            self.similar.hide()
        return was_open

    def show_versions(self, draft: Draft) -> None:
        dialog = self.versions = VersionsDialog(self._page)
        dialog.compared.connect(lambda before, after: self._compare(draft.id, before, after))
        dialog.named.connect(self.named)
        dialog.restored.connect(lambda number: self._restore(draft.id, number))
        dialog.finished.connect(self._close_versions)
        self._shown = draft.id
        self.list_versions()
        dialog.open()

    def list_versions(self) -> None:
        """Anew, where they are shown: one may have been added."""
        dialog = self.versions
        if dialog is not None:
            job = self._archive.versions(self._shown)
            job.done.connect(lambda versions: dialog.show_versions(versions) if dialog is self.versions else None)
            self._watch(job)

    # --- drafts ------------------------------------------------------------------------------
    def _search(self, text: str) -> None:
        """The newest words win."""
        if self._listing is not None:
            self._listing.drop()
        job = self._listing = self._archive.drafts(text)
        job.done.connect(lambda kept: self.drafts.show_picks(self._picks(kept), self._told(kept, text)))
        job.ended.connect(self._forget_listing)
        self._watch(job)

    def _forget_listing(self) -> None:
        if self.sender() is self._listing:
            self._listing = None

    def _picks(self, kept: tuple[KeptDraft, ...]) -> tuple[Pick, ...]:
        made = []
        for each in kept:
            below = " · ".join(part for part in (self._name(each.form), time_text(each.touched)) if part)
            made.append(Pick(each.title or self.tr("Without a title"), below, each))
        return tuple(made)

    def _told(self, kept: tuple[KeptDraft, ...], text: str) -> str:
        if kept:
            return self.tr("Enter opens, Delete removes for good, Esc goes back.")
        return self.tr("No draft holds these words.") if text else self.tr("Nothing yet. What you write is kept here.")

    def _open(self, kept: KeptDraft) -> None:
        self.close()
        job = self._archive.opened(kept.id)
        job.done.connect(self.opened)
        self._watch(job)

    def _remove(self, kept: KeptDraft) -> None:
        question = self.tr("This draft and its versions are removed for good: {title}").format(title=kept.title)
        if not self._pickers.confirm(self._page, self.tr("Remove"), question):
            return
        job = self._archive.remove(kept.id)
        job.done.connect(lambda _: self._take_removed(kept.id))
        self._watch(job)

    def _take_removed(self, draft: int) -> None:
        self.gone.emit(draft)
        self._search(self.drafts.field.text().strip())

    # --- letters like this one ---------------------------------------------------------------
    def _look(self, text: str, form: str, *, opening: bool) -> None:
        self._asked = (text, form)
        job = self._archive.similar(text, form)
        job.done.connect(lambda found: self._show_similar(found, opening=opening))
        self._watch(job)

    def _show_similar(self, found: tuple[Precedent, ...], *, opening: bool) -> None:
        picks = tuple(Pick(each.title, self._kind(each), each) for each in found)
        note = self.tr("Enter begins a draft like it; its days, names and amounts are left open.")
        if not found:
            note = self.tr("Nothing like it was found. Say what the letter is about.")
        if opening:
            self.similar.open_below(self._box, picks, note)
        else:
            self.similar.show_picks(picks, note)

    def _kind(self, each: Precedent) -> str:
        kind = self._name(each.form) if each.draft_id else kind_name(each.kind)
        when = time_text(each.touched)[:10]
        likeness = self.tr("{percent}% alike").format(percent=round(each.likeness * 100))
        return " · ".join(part for part in (kind, when, likeness) if part)

    def _begin(self, precedent: Precedent) -> None:
        self.close()
        job = self._archive.precedent(precedent)
        job.done.connect(self.begun)
        self._watch(job)

    # --- versions ----------------------------------------------------------------------------
    def _compare(self, draft: int, before: int, after: int) -> None:
        job = self._archive.compare(draft, before, after)
        job.done.connect(lambda made: self.versions.show_comparison(made) if self.versions is not None else None)
        self._watch(job)

    def _restore(self, draft: int, number: int) -> None:
        job = self._archive.restore(draft, number)
        job.done.connect(self.went_back)
        self._watch(job)

    def _close_versions(self) -> None:
        dialog, self.versions = self.versions, None
        if dialog is not None:
            dialog.deleteLater()

    def _watch(self, job: Job) -> None:
        job.failed.connect(self._notice.show_error)
        job.broke.connect(self._notice.show_bug)


def form_names(forms: tuple[Form, ...]) -> dict[str, str]:
    return {form.id: form.name for form in forms}
