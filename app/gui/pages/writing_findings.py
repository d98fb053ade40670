"""What was found in a draft, in its place: listed on the right, underlined in the letter, mended at a key."""

from PySide6.QtCore import QObject

from app.core.drafts import Provenance
from app.core.findings import Footing, Severity
from app.core.messages import Messages
from app.core.types import Span
from app.gui.writing.desk import Desk
from app.gui.writing.places import GAP, Finder, Marked, MarkKind, all_mended, caret, mended
from app.gui.writing.proof import Proof
from app.gui.writing.remarks import Remark, remarks
from app.gui.writing.surface import CHECK, Surface
from app.gui.writing_counter import Checked

_MARKS = 400
"""Places that are marked in the letter at once; the list has them all."""


class Findings(QObject):
    def __init__(
        self, surface: Surface, desk: Desk, proof: Proof, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._surface = surface
        self._desk = desk
        self._proof = proof
        self._messages = messages
        self._checked: Checked | None = None
        self._chosen: Span | None = None
        proof.checked.connect(self._take)
        desk.changed.connect(self._follow)
        surface.check.shown.connect(lambda remark: self._show(remark.span))
        surface.check.fix_wanted.connect(self._mend)
        surface.check.all_wanted.connect(self.mend_all)
        surface.evidence.shown.connect(self._show_footing)

    def warning(self) -> str:
        """What should be known before the letter goes out; empty: nothing."""
        if self._checked is None:
            return ""
        found = remarks(self._checked, self._messages)
        errors = sum(each.severity is Severity.ERROR for each in found)
        if not errors and not self._checked.marks:
            return ""
        told = [self.tr("{errors} errors are still in the letter.").format(errors=errors)] if errors else []
        if self._checked.marks:
            told.append(self.tr("Personal data or protected words are in it."))
        return " ".join(told)

    def mend_all(self) -> None:
        state, checked = self._desk.state, self._checked
        if state is None or checked is None:
            return
        fixes = [(each.span, each.fix) for each in self._surface.check.remarks() if each.fix is not None]
        after = all_mended(state, checked.laid, fixes)
        self._desk.edit(after, self.tr("Mend all"), None, self._surface.sheet.place())
        self._proof.hurry()

    def _mend(self, remark: Remark) -> None:
        state, checked = self._desk.state, self._checked
        if state is None or checked is None or remark.fix is None:
            return
        after = mended(state, checked.laid, remark.span, remark.fix)
        if after is not None:
            self._desk.edit(after, self.tr("Mend"), None, self._surface.sheet.place())
            self._proof.hurry()

    # --- what comes back ---------------------------------------------------------------------
    def _take(self, checked: Checked) -> None:
        self._checked = checked
        found = remarks(checked, self._messages)
        self._surface.check.show_remarks(found)
        errors = sum(each.severity is Severity.ERROR for each in found)
        name = self.tr("Check ({count})").format(count=len(found)) if found else self.tr("Check")
        self._surface.tabs.setTabText(CHECK, name)
        self._surface.tabs.setTabToolTip(CHECK, self.tr("{errors} errors").format(errors=errors) if errors else "")
        self._surface.evidence.show_footings(checked.footings, checked.laid.text)
        self._mark()

    def _follow(self) -> None:
        if self._desk.draft is None or self._desk.stack.count() == 0:  # another letter
            self._chosen = None
        if self._desk.draft is None:
            self._checked = None
            self._surface.check.show_waiting()
            self._surface.evidence.show_waiting()
            self._surface.sheet.show_marks(())
            self._surface.tabs.setTabText(CHECK, self.tr("Check"))

    def _show_footing(self, footing: Footing) -> None:
        self._show(footing.span)

    def _show(self, span: Span) -> None:
        """Mark a place, and bring it into sight."""
        self._chosen = span
        self._mark()
        state, checked = self._desk.state, self._checked
        if state is None or checked is None:
            return
        found = Finder(state, checked.laid).find(span)
        place = caret(found) if found is not None else None
        if place is not None:
            self._surface.sheet.put_caret(place)
            self._surface.sheet.ensureCursorVisible()

    def _mark(self) -> None:
        state, checked = self._desk.state, self._checked
        if state is None or checked is None:
            return
        spans = [(trace.span, MarkKind.STRAY) for trace in checked.traces if trace.provenance is Provenance.MISSING]
        spans += [(mark.span, MarkKind.PROTECTED) for mark in checked.marks]
        spans += [(each.span, MarkKind.FAULT) for each in checked.findings]
        spans += [(found.span(), MarkKind.GAP) for found in GAP.finditer(checked.laid.text)]
        if self._chosen is not None:
            spans.insert(0, (self._chosen, MarkKind.CHOSEN))
        finder = Finder(state, checked.laid)
        made = ((finder.find(span), kind) for span, kind in spans[:_MARKS])
        self._surface.sheet.show_marks([Marked(place, kind) for place, kind in made if place is not None])
