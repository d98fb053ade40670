"""쓰기: files, paper, and what is asked before either; letters from before; the keyboard."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.core.draft_errors import DraftElsewhere, ExportOpen, TemplateLacks
from app.core.drafts import Attachment
from app.core.events import Warned
from app.core.kept_drafts import Cause, Precedent
from app.core.policy import Policy
from app.gui.main_window import WRITING, MainWindow
from app.gui.pickers import Pickers
from app.gui.widgets.export_dialog import ExportDialog, How
from app.gui.writing.state import Address, Place
from tests.fakes.counter import FakeOffice
from tests.fakes.writing import texts
from tests.gui.conftest import OpenWindow, answers, press, settle, type_hangul
from tests.gui.test_writing import CTRL, SHIFT, at_rest, draft, rows

OUT = Path("/") / "home" / "someone" / "공문.hwpx"


class User:
    """Who exports: `says` answers each question, `asked` has the questions."""

    def __init__(self, *, says: bool) -> None:
        self.says = says
        self.asked: list[str] = []
        self.suggested: list[str] = []
        self.warned: list[str] = []
        self.papers: list[Callable[[Any], None]] = []
        self.formats: tuple[str, ...] = ()

    def pickers(self) -> Pickers:
        return answers(
            export_how=self._how,
            save_as=self._save_as,
            confirm=self._confirm,
            preview=lambda _, paint: self.papers.append(paint),
        )

    def _how(self, _parent: QWidget, warning: str, formats: Sequence[str]) -> How:
        self.warned.append(warning)
        self.formats = tuple(formats)
        return How(".hwpx", appendix=True)

    def _save_as(self, _parent: QWidget, name: str, _formats: object) -> Path:
        self.suggested.append(name)
        return OUT

    def _confirm(self, _parent: QWidget, title: str, question: str) -> bool:
        assert question
        self.asked.append(title)
        return self.says


def opened(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow, user: User) -> MainWindow:
    window = open_window(office.counter(), pickers=user.pickers())
    window.go_to(WRITING)
    draft(qtbot, window)
    return window


def export(qtbot: QtBot, window: MainWindow) -> None:
    press(window.writing.surface.notes.notes, Qt.Key.Key_E, CTRL)
    at_rest(qtbot, window)


# --- files -----------------------------------------------------------------------------------
def test_a_letter_goes_out_and_a_version_is_kept(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    user = User(says=True)
    window = opened(qtbot, office, open_window, user)
    export(qtbot, window)
    assert [(order.out, order.appendix) for order in office.writing.exported] == [(OUT, True)]
    assert user.suggested == ["기록물 교육 실시.hwpx"]
    assert "1 errors" in user.warned[0]
    assert user.asked == []
    assert window.writing.surface.notice.title.text() == "The letter was exported"
    assert Cause.EXPORTED in office.writing.causes


def test_what_a_site_s_form_could_not_take_is_told(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    window = opened(qtbot, office, open_window, User(says=True))
    fields = {"name": "external.hwpx", "fields": "전화번호"}
    office.writing.export_notices = (Warned("external.hwpx", TemplateLacks.code, fields),)
    export(qtbot, window)
    notice = window.writing.surface.notice
    assert notice.title.text() == "The letter was exported"
    assert str(OUT) in notice.text.text() and "전화번호" in notice.text.text() and "(EXP-005)" in notice.text.text()


@pytest.mark.parametrize("says", [True, False])
def test_what_is_there_is_written_over_only_when_the_user_says_so(
    qtbot: QtBot, office: FakeOffice, open_window: OpenWindow, says: bool
) -> None:
    user = User(says=says)
    office.writing.taken, office.writing.marked = {OUT}, True
    window = opened(qtbot, office, open_window, user)
    export(qtbot, window)
    assert user.asked == (["Replace the file", "Export all the same"] if says else ["Replace the file"])
    assert [(order.overwrite, order.marked) for order in office.writing.exported] == ([(True, True)] if says else [])


def test_a_file_that_is_open_elsewhere_is_told(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    window = opened(qtbot, office, open_window, User(says=True))
    office.faults["export"] = ExportOpen(name=OUT.name)
    export(qtbot, window)
    assert f"({ExportOpen.code})" in window.writing.surface.notice.text.text()
    assert rows(window.writing)  # the draft stays


def test_pages_are_looked_at_before_they_are_printed(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    user = User(says=True)
    window = opened(qtbot, office, open_window, user)
    press(window.writing.surface.sheet, Qt.Key.Key_P, CTRL)
    settle(qtbot, window)
    device: list[Any] = []
    user.papers[0](device)
    assert texts(device[0]) == rows(window.writing)


def test_a_policy_s_formats_are_offered_and_no_printing(
    qtbot: QtBot, office: FakeOffice, open_window: OpenWindow
) -> None:
    user = User(says=True)
    office.site.policy = Policy(title="규정", digest="d", exports=("pdf", "md", "csv"), printing=False)
    window = opened(qtbot, office, open_window, user)
    export(qtbot, window)
    assert user.formats == (".pdf", ".md")
    press(window.writing.surface.sheet, Qt.Key.Key_P, CTRL)
    settle(qtbot, window)
    assert user.papers == [] and "(POL-006)" in window.writing.surface.notice.text.text()


def test_a_policy_that_lets_no_letter_out(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    user = User(says=True)
    office.site.policy = Policy(title="규정", digest="d", exports=("csv",))
    window = opened(qtbot, office, open_window, user)
    export(qtbot, window)
    assert user.warned == [] and office.writing.exported == []
    assert "(POL-004)" in window.writing.surface.notice.text.text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_dialog_gives_what_was_chosen(qtbot: QtBot, window: MainWindow) -> None:
    dialog = ExportDialog("careful", parent=window)
    dialog.show()
    assert dialog.how() == How(".hwpx", appendix=False)
    dialog.choices[".pdf"].click()
    dialog.appendix.click()
    assert dialog.how() == How(".pdf", appendix=True)
    press(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


# --- letters from before ---------------------------------------------------------------------
def test_a_letter_begins_as_one_from_before(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    window.go_to(WRITING)
    page = window.writing
    past = office.writing.put("작년 교육 공문", "관련", "교육을 실시합니다.")
    office.writing.precedents = (Precedent("작년 교육 공문", 0.8, "external", draft_id=past.id),)
    page.surface.notes.notes.setPlainText("올해 교육")
    page.surface.notes.notes.setFocus()
    press(page.surface.notes.notes, Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(page.keeping.similar.isVisible)
    assert ("similar", "올해 교육", "external") in office.calls
    assert "80% alike" in page.keeping.similar.list.item(0).text()
    press(page.keeping.similar.list, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert rows(page) == [(1, "관련"), (1, "교육을 실시합니다.")]
    assert page.surface.notes.notes.toPlainText() == "올해 교육"
    assert texts(office.writing.kept[past.id][-1]) == rows(page)
    assert page.desk.draft is not None and page.desk.draft.id != past.id


def test_a_letter_begins_as_a_document_of_the_library(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    window.go_to(WRITING)
    office.writing.precedents = (Precedent("물품 관리 공문", 0.5, kind="letter", document_id="doc1"),)
    window.writing.surface.notes.notes.setPlainText("물품")
    window.writing.list_similar()
    qtbot.waitUntil(window.writing.keeping.similar.isVisible)
    press(window.writing.keeping.similar.list, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert rows(window.writing) == [(1, "지난 문서의 틀")]


def test_a_draft_is_removed_after_a_question(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    user = User(says=False)
    window = opened(qtbot, office, open_window, user)
    page = window.writing
    page.keeping.list_drafts()
    qtbot.waitUntil(page.keeping.drafts.isVisible)
    press(page.keeping.drafts.list, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert list(office.writing.kept) == [1]
    user.says = True
    press(page.keeping.drafts.list, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert page.surface.paper.currentWidget() is page.surface.empty  # it was the one on the desk
    page.flush()
    settle(qtbot, window)
    assert office.writing.kept == {}


def test_another_window_that_kept_a_newer_state_is_told_of(
    qtbot: QtBot, window: MainWindow, office: FakeOffice
) -> None:
    window.go_to(WRITING)
    sheet = draft(qtbot, window)
    office.writing.keep_fault = DraftElsewhere(id=1)
    sheet.setFocus()
    sheet.put_caret(Place(Address(0), 0))
    type_hangul(sheet, "가")
    at_rest(qtbot, window)
    assert f"({DraftElsewhere.code})" in window.writing.surface.notice.text.text()
    office.writing.keep_fault = None
    type_hangul(sheet, "나")
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: not window.writing.saving.dirty)
    assert texts(office.writing.kept[1][-1])[0] == (1, "관련: 지난 공문")
    assert texts(office.writing.kept[2][-1])[0] == (1, "가나관련: 지난 공문")
    press(sheet, Qt.Key.Key_Z, CTRL)
    at_rest(qtbot, window)
    assert sorted(office.writing.kept) == [1, 2]


def test_typing_goes_on_while_the_disk_is_slow(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    window.go_to(WRITING)
    sheet = draft(qtbot, window)
    gate = office.gates["keep"] = threading.Event()
    sheet.setFocus()
    sheet.put_caret(Place(Address(0), 0))
    type_hangul(sheet, "가")
    window.writing.flush()
    type_hangul(sheet, "나")
    window.writing.flush()  # one order at a time
    gate.set()
    at_rest(qtbot, window)
    qtbot.waitUntil(lambda: not window.writing.saving.dirty)
    assert texts(office.writing.kept[1][-1])[0] == (1, "가나관련: 지난 공문")


# --- the keyboard ----------------------------------------------------------------------------
def test_f6_leads_round(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(WRITING)
    surface = window.writing.surface
    sheet = draft(qtbot, window)
    surface.notes.notes.setFocus()
    stops = []
    for _ in range(4):
        press(window.focusWidget() or window, Qt.Key.Key_F6)
        stops.append(window.focusWidget())
    first = next(iter(surface.slots.rows.values())).box
    assert stops == [first, sheet, surface.evidence.sentences, surface.notes.notes]
    press(surface.notes.notes, Qt.Key.Key_F6, SHIFT)
    assert window.focusWidget() is surface.evidence.sentences


def test_other_values_of_the_draft_are_shown_as_they_are(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(WRITING)
    sheet = draft(qtbot, window)
    page = window.writing
    state = page.desk.state
    assert state is not None
    letter = replace(state.draft.letter, attachments=(Attachment("교육 계획"),))
    page.desk.edit(state.with_letter(letter), "x")
    at_rest(qtbot, window)
    assert "교육 계획 1부.  끝." in sheet.toPlainText()
