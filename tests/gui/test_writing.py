"""쓰기: from notes to a draft, typing in it, and every way back."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.draft_errors import NotesEmpty
from app.core.drafts import Conflict
from app.core.errors import DiskFull
from app.core.findings import Change, RewriteStyle
from app.gui.main_window import WRITING, MainWindow
from app.gui.pages.writing import WritingPage
from app.gui.writing.sheet_view import SheetView
from app.gui.writing.state import TITLE, Address, Place
from tests.fakes.counter import FakeOffice
from tests.fakes.writing import BASIS, texts
from tests.gui.conftest import OpenWindow, close, compose, press, settle, type_hangul

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NOTES = "기록물 교육 실시\n일시: 2026.4.13. 14:00\n장소: 대강당\n대상: 담당자"
FIRST = "다음과 같이 알려 드립니다."


@pytest.fixture
def page(window: MainWindow) -> WritingPage:
    window.go_to(WRITING)
    return window.writing


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    """Until the sheet is laid out, looked at and kept."""
    page = window.writing
    settle(qtbot, window)
    page.flush()
    page.proof.hurry()
    qtbot.waitUntil(lambda: page.desk.draft is None or page.proof.sheet is not None)
    settle(qtbot, window)


def draft(qtbot: QtBot, window: MainWindow, notes: str = NOTES) -> SheetView:
    pane = window.writing.surface.notes.notes
    pane.setPlainText(notes)
    pane.setFocus()
    press(pane, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not window.writing.drafting.running)
    at_rest(qtbot, window)
    return window.writing.surface.sheet


def rows(page: WritingPage) -> list[tuple[int, str]]:
    return texts(page.desk.draft)


def leads(sheet: SheetView) -> list[str]:
    """The marks as they are drawn."""
    made = []
    block = sheet.document().begin()
    while block.isValid():
        held = sheet.spot(block)
        if held is not None and held.address is not None and held.address.row >= 0:
            made.append(held.lead)
        block = block.next()
    return made


def put(sheet: SheetView, row: int, offset: int, until: int | None = None) -> None:
    sheet.setFocus()
    sheet.put_caret(Place(Address(row), offset), until=until)


# --- drafting --------------------------------------------------------------------------------
def test_code_drafts_at_once_and_the_model_words_it(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    assert page.surface.paper.currentWidget() is page.surface.empty  # never a blank pane
    assert page.surface.notes.form.count() == 10
    gate = office.gates["draft"] = threading.Event()
    page.surface.notes.notes.setPlainText(NOTES)
    page.draft()
    qtbot.waitUntil(lambda: "The model writes" in page.surface.notes.stage.text())
    assert rows(page)[1] == (1, FIRST)
    assert page.surface.sheet.isVisible()
    gate.set()
    at_rest(qtbot, window)
    assert rows(page) == [
        (1, "관련: 지난 공문"),
        (1, office.writing.worded),
        (2, "일시: 2026.4.13. 14:00"),
        (2, "장소: 대강당"),
        (2, "대상: 담당자"),
    ]
    assert leads(page.surface.sheet) == ["1.", "2.", "가.", "나.", "다."]
    assert page.surface.bar.title.text() == "기록물 교육 실시"
    page.desk.stack.undo()  # the model's words are a step of their own
    assert rows(page)[1] == (1, FIRST)


def test_the_models_words_do_not_go_over_the_users(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    gate = office.gates["draft"] = threading.Event()
    page.surface.notes.notes.setPlainText(NOTES)
    page.draft()
    qtbot.waitUntil(lambda: page.desk.draft is not None)
    put(page.surface.sheet, 0, 0)
    QTest.keyClicks(page.surface.sheet, "x")
    gate.set()
    at_rest(qtbot, window)
    assert rows(page)[:2] == [(1, "x관련: 지난 공문"), (1, FIRST)]
    assert page.surface.notice.isVisible()
    page.surface.notice.button.click()
    assert rows(page)[:2] == [(1, "관련: 지난 공문"), (1, office.writing.worded)]
    page.desk.stack.undo()
    assert rows(page)[0] == (1, "x관련: 지난 공문")


def test_a_draft_is_stopped(qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice) -> None:
    office.gates["draft"] = threading.Event()
    page.surface.notes.notes.setPlainText(NOTES)
    page.surface.notes.notes.setFocus()
    page.draft()
    qtbot.waitUntil(lambda: page.desk.draft is not None)
    press(page.surface.notes.notes, Qt.Key.Key_Escape)
    at_rest(qtbot, window)
    assert rows(page)[1] == (1, FIRST)  # what code made stays
    assert not page.surface.notes.stage.isVisible()


def test_empty_notes_are_told(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    page.surface.notes.notes.setFocus()
    press(page.surface.notes.notes, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert f"({NotesEmpty.code})" in page.surface.notice.text.text()
    assert page.desk.draft is None


def test_another_form_makes_another_letter_and_undo_leads_back(
    qtbot: QtBot, window: MainWindow, page: WritingPage
) -> None:
    draft(qtbot, window)
    pane = page.surface.notes
    pane.choose_form("report")
    pane.form.activated.emit(pane.form.currentIndex())
    at_rest(qtbot, window)
    assert page.desk.draft is not None and page.desk.draft.letter.form == "report"
    assert leads(page.surface.sheet)[0] == "□"
    while page.desk.draft.letter.form == "report":
        page.desk.stack.undo()
    assert pane.form_id == "external"


# --- typing ----------------------------------------------------------------------------------
def test_items_are_typed_and_marks_follow(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    sheet = draft(qtbot, window)
    put(sheet, 2, len("일시: 2026.4.13. 14:00"))
    press(sheet, Qt.Key.Key_Return)
    QTest.keyClicks(sheet, "abc")
    press(sheet, Qt.Key.Key_Tab)
    at_rest(qtbot, window)
    assert rows(page)[2:5] == [(2, "일시: 2026.4.13. 14:00"), (3, "abc"), (2, "장소: 대강당")]
    assert leads(sheet) == ["1.", "2.", "가.", "", "나.", "다."]  # an item alone has no mark
    press(sheet, Qt.Key.Key_Backtab)
    assert rows(page)[3] == (2, "abc")
    press(sheet, Qt.Key.Key_Home)
    press(sheet, Qt.Key.Key_Backspace)
    assert rows(page)[2] == (2, "일시: 2026.4.13. 14:00 abc")
    press(sheet, Qt.Key.Key_End)
    press(sheet, Qt.Key.Key_Delete)
    assert rows(page)[2] == (2, "일시: 2026.4.13. 14:00 abc 장소: 대강당")
    for _ in range(6):
        press(sheet, Qt.Key.Key_Z, CTRL)
    assert rows(page)[2:] == [(2, "일시: 2026.4.13. 14:00"), (2, "장소: 대강당"), (2, "대상: 담당자")]


def test_hangul_is_composed_without_the_letter_moving(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    sheet = draft(qtbot, window)
    put(sheet, 3, len("장소: "))
    compose(sheet, "ㅅ")
    compose(sheet, "소")
    assert rows(page)[3] == (2, "장소: 대강당")  # not yet a word of the letter
    assert page.desk.state is not None
    page.desk.edit(page.desk.state.with_field("recipient", "다른 부서"), "x")
    assert sheet.composing and "각 부서" in sheet.toPlainText()  # shown when the syllable is there
    type_hangul(sheet, "소")
    at_rest(qtbot, window)
    assert rows(page)[3] == (2, "장소: 소대강당")
    assert "다른 부서" in sheet.toPlainText()
    assert sheet.place() == Place(Address(3), len("장소: 소"))


def test_the_title_is_typed_in_its_place(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    sheet = draft(qtbot, window)
    sheet.put_caret(Place(TITLE, 0))
    type_hangul(sheet, "새 ")
    assert page.desk.draft is not None and page.desk.draft.letter.fields["title"] == "새 기록물 교육 실시"
    assert page.surface.bar.title.text() == "새 기록물 교육 실시"


def test_what_code_writes_cannot_be_typed_in(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    sheet = draft(qtbot, window)
    before = sheet.toPlainText()
    cursor = sheet.textCursor()
    cursor.setPosition(before.index("각 부서"))
    sheet.setTextCursor(cursor)
    QTest.keyClicks(sheet, "x")
    type_hangul(sheet, "가")
    press(sheet, Qt.Key.Key_Backspace)
    press(sheet, Qt.Key.Key_Delete)
    assert sheet.toPlainText() == before
    assert "field on the left" in window.status.said.text()
    press(sheet, Qt.Key.Key_Return)
    assert page.surface.slots.rows["recipient"].box.hasFocus()


def test_several_items_are_selected_and_replaced(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    sheet = draft(qtbot, window)
    cursor = sheet.textCursor()
    start, end = sheet.position_of(Place(Address(2), 4)), sheet.position_of(Place(Address(4), 4))
    assert start is not None and end is not None
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    sheet.setTextCursor(cursor)
    QTest.keyClicks(sheet, "x")
    assert rows(page)[2:] == [(2, "일시: x담당자")]
    press(sheet, Qt.Key.Key_Z, CTRL)
    press(sheet, Qt.Key.Key_Z, CTRL)
    assert len(rows(page)) == 5


def test_pasted_lines_become_items_without_their_marks(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    sheet = draft(qtbot, window)
    put(sheet, 4, len("대상: 담당자"))
    press(sheet, Qt.Key.Key_Return)
    QGuiApplication.clipboard().setText("가. 하나\n  1) 둘\n나. 셋")
    press(sheet, Qt.Key.Key_V, CTRL)
    assert rows(page)[5:] == [(2, "하나"), (3, "둘"), (2, "셋")]
    press(sheet, Qt.Key.Key_A, CTRL)
    press(sheet, Qt.Key.Key_C, CTRL)
    at_rest(qtbot, window)
    assert "  가. 일시: 2026.4.13. 14:00" in QGuiApplication.clipboard().text()


# --- fields ----------------------------------------------------------------------------------
def test_a_field_rewrites_the_letter(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    draft(qtbot, window)
    row = page.surface.slots.rows["place"]
    assert row.origin.text() == "· notes, line 3"
    row.box.setFocus()
    row.box.selectAll()
    QTest.keyClicks(row.box, "B-101")
    press(row.box, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert (2, "장소: B-101") in rows(page)
    assert page.surface.slots.rows["place"].check.isChecked()
    page.desk.stack.undo()
    at_rest(qtbot, window)
    assert (2, "장소: 대강당") in rows(page)
    assert page.surface.slots.rows["place"].box.text() == "대강당"


def test_a_confirmed_field_goes_into_the_next_draft(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    draft(qtbot, window)
    page.surface.slots.rows["place"].check.click()
    page.draft()
    at_rest(qtbot, window)
    orders = [call[1] for call in office.calls if call[0] == "draft"]
    assert [dict(order.values) for order in orders] == [{}, {"place": "대강당"}]


def test_a_conflict_is_decided(qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice) -> None:
    office.writing.conflicts = (Conflict("장소", ("대강당", "회의실"), (3, 4)),)
    draft(qtbot, window)
    boxes = page.surface.slots.conflicts
    assert [button.text() for button in boxes[0].buttons] == ["notes, line 3: 대강당", "notes, line 4: 회의실"]
    boxes[0].buttons[1].click()
    at_rest(qtbot, window)
    assert (2, "장소: 회의실") in rows(page)
    assert not page.surface.slots.conflicts
    page.desk.stack.undo()
    assert len(page.surface.slots.conflicts) == 1


def test_an_article_is_put_in_and_taken_out(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    draft(qtbot, window)
    item = page.surface.evidence.bases.item(0)
    assert "제9조(연가)" in page.surface.evidence.article.toPlainText()
    item.setCheckState(Qt.CheckState.Checked)
    at_rest(qtbot, window)
    assert rows(page)[0] == (1, f"관련: {BASIS.place}")
    page.surface.evidence.bases.item(0).setCheckState(Qt.CheckState.Unchecked)
    at_rest(qtbot, window)
    assert rows(page)[0] == (1, "관련: 지난 공문")


# --- what was found --------------------------------------------------------------------------
def test_findings_are_listed_marked_and_mended(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    sheet = draft(qtbot, window)
    found = page.surface.check.remarks()
    assert [remark.rule for remark in found] == ["R13"]
    assert [each.cursor.selectedText() for each in sheet.extraSelections()] == ["2026.4.13."]
    page.surface.check.list.setCurrentRow(0)
    press(page.surface.check.list, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert rows(page)[2] == (2, "일시: 2026. 4. 13. 14:00")
    assert page.surface.check.remarks() == ()
    page.desk.stack.undo()
    at_rest(qtbot, window)
    assert rows(page)[2] == (2, "일시: 2026.4.13. 14:00")


def test_all_is_mended_at_once(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    draft(qtbot, window, NOTES + "\n2026.4.13.부터 2026.4.13.까지")
    assert len(page.surface.check.remarks()) == 3
    press(page.surface.sheet, Qt.Key.Key_F, CTRL | SHIFT)
    at_rest(qtbot, window)
    assert rows(page)[-1] == (2, "2026. 4. 13.부터 2026. 4. 13.까지")
    page.desk.stack.undo()  # one step
    assert rows(page)[-1] == (2, "2026.4.13.부터 2026.4.13.까지")


def test_a_fact_from_nowhere_is_an_error_in_place(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    office.writing.strays = ("대강당",)
    sheet = draft(qtbot, window)
    assert any("neither in the notes" in remark.words for remark in page.surface.check.remarks())
    assert "대강당" in [each.cursor.selectedText() for each in sheet.extraSelections()]


def test_a_sentence_that_is_chosen_is_marked(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    sheet = draft(qtbot, window)
    sentences = page.surface.evidence.sentences
    assert sentences.count() == 5
    sentences.setCurrentRow(3)
    assert "장소: 대강당" in [each.cursor.selectedText() for each in sheet.extraSelections()]
    assert sheet.place() == Place(Address(3), 0)


# --- other words -----------------------------------------------------------------------------
def reworded(qtbot: QtBot, window: MainWindow) -> SheetView:
    sheet = draft(qtbot, window)
    put(sheet, 4, 0)
    press(sheet, Qt.Key.Key_1, CTRL | SHIFT)
    at_rest(qtbot, window)
    return sheet


def test_changes_are_shown_and_decided_on_one_by_one(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    sheet = reworded(qtbot, window)
    assert ("rewrite", "대상: 담당자", RewriteStyle.CONCISE, True) in office.calls
    assert rows(page)[4] == (2, "대상: 담당자")  # nothing is in the letter before it is accepted
    block = sheet.block_of(Address(4))
    assert block is not None and block.text() == "대상새로: 담당자"
    assert page.surface.review.isVisible()
    QTest.keyClicks(sheet, "x")
    assert rows(page)[4] == (2, "대상: 담당자")
    press(sheet, Qt.Key.Key_Y, ALT)
    assert rows(page)[4] == (2, "새로: 담당자")
    press(sheet, Qt.Key.Key_N, ALT)
    assert rows(page)[4] == (2, "새로: 담당자")
    assert not page.surface.review.isVisible()
    press(sheet, Qt.Key.Key_Z, CTRL)
    press(sheet, Qt.Key.Key_Z, CTRL)
    assert page.surface.review.isVisible() and rows(page)[4] == (2, "대상: 담당자")


@pytest.mark.parametrize(("key", "left"), [(Qt.Key.Key_Y, "새로: 자"), (Qt.Key.Key_N, "대상: 담당자")])
def test_all_changes_are_decided_on_at_once(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice, key: Qt.Key, left: str
) -> None:
    office.writing.rewritten = lambda text: (Change((0, 2), "새로"), Change((4, 6), ""))
    sheet = reworded(qtbot, window)
    press(sheet, key, ALT | SHIFT)
    assert rows(page)[4] == (2, left)
    assert page.desk.state is not None and not page.desk.state.tracked


def test_nothing_to_change_is_told(qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice) -> None:
    office.writing.rewritten = lambda _text: ()
    reworded(qtbot, window)
    assert window.status.said.text() == "Nothing to change here."


# --- kept ------------------------------------------------------------------------------------
def test_what_is_typed_is_kept_when_the_window_closes(
    qtbot: QtBot, office: FakeOffice, open_window: OpenWindow
) -> None:
    window = open_window(office.counter())
    window.go_to(WRITING)
    sheet = draft(qtbot, window)
    put(sheet, 0, 0)
    type_hangul(sheet, "끝")
    close(qtbot, window)
    assert texts(office.writing.kept[1][-1])[0] == (1, "끝관련: 지난 공문")
    assert list(office.writing.kept) == [1]


def test_notes_alone_are_kept_and_become_the_same_draft(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    page.surface.notes.notes.setPlainText("메모만")
    at_rest(qtbot, window)
    assert office.writing.kept[1][-1].notes == "메모만"
    draft(qtbot, window)
    assert list(office.writing.kept) == [1]
    assert texts(office.writing.kept[1][-1])[0] == (1, "관련: 지난 공문")


def test_a_fault_of_keeping_is_told_and_the_words_stay(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    sheet = draft(qtbot, window)
    office.writing.keep_fault = DiskFull(name="munjigi.db")
    put(sheet, 0, 0)
    type_hangul(sheet, "가")
    at_rest(qtbot, window)
    assert f"({DiskFull.code})" in page.surface.notice.text.text()
    office.writing.keep_fault = None
    type_hangul(sheet, "나")
    at_rest(qtbot, window)
    assert texts(office.writing.kept[1][-1])[0] == (1, "가나관련: 지난 공문")


def test_a_draft_from_before_is_opened(qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice) -> None:
    office.writing.put("지난 공문", "하나")
    office.writing.put("다른 공문", "둘")
    press(page.surface.notes.notes, Qt.Key.Key_J, CTRL)
    qtbot.waitUntil(page.keeping.drafts.isVisible)
    page.keeping.drafts.field.setText("지난 공문")
    press(page.keeping.drafts.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    press(page.keeping.drafts.list, Qt.Key.Key_Return)
    at_rest(qtbot, window)
    assert rows(page) == [(1, "하나")]
    assert page.surface.notes.notes.toPlainText() == "지난 메모"
    assert not page.desk.stack.canUndo()
    assert len(office.writing.kept[1]) == 1  # opening writes nothing


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_version_comes_back_and_undo_leads_from_it(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    sheet = draft(qtbot, window)
    put(sheet, 0, 0)
    type_hangul(sheet, "새")
    press(sheet, Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(lambda: page.keeping.versions is not None and page.keeping.versions.list.count() > 1)
    dialog = page.keeping.versions
    assert dialog is not None
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    settle(qtbot, window)
    assert "관련: 지난 공문" in dialog.text.toPlainText()
    dialog.restore_button.click()
    at_rest(qtbot, window)
    assert rows(page)[0] == (1, "관련: 지난 공문")
    page.desk.stack.undo()
    assert rows(page)[0] == (1, "새관련: 지난 공문")
    at_rest(qtbot, window)
    assert not page.surface.notice.isVisible()
    assert texts(office.writing.kept[1][-1])[0] == (1, "새관련: 지난 공문")


def test_a_step_back_is_kept_like_a_step_forward(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    sheet = draft(qtbot, window)
    put(sheet, 0, 0)
    type_hangul(sheet, "가")
    at_rest(qtbot, window)
    press(sheet, Qt.Key.Key_Z, CTRL)
    at_rest(qtbot, window)
    assert not page.surface.notice.isVisible()
    assert texts(office.writing.kept[1][-1])[0] == (1, "관련: 지난 공문")


def test_a_new_letter_leaves_the_old_one_kept(
    qtbot: QtBot, window: MainWindow, page: WritingPage, office: FakeOffice
) -> None:
    draft(qtbot, window)
    press(page.surface.sheet, Qt.Key.Key_N, CTRL)
    assert page.surface.paper.currentWidget() is page.surface.empty
    assert page.surface.notes.notes.toPlainText() == ""
    draft(qtbot, window, "둘째 공문")
    assert sorted(office.writing.kept) == [1, 2]
    held = page.desk.draft
    assert held is not None and held.id == 2


# --- from the search -------------------------------------------------------------------------
def test_an_article_is_sent_from_the_search_to_the_draft(qtbot: QtBot, window: MainWindow, page: WritingPage) -> None:
    draft(qtbot, window)
    window.go_to(0)
    window.search.box.setText("분실")
    window.search.search()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.search.article.current() is not None)
    press(window.search.box, Qt.Key.Key_D, CTRL | SHIFT)
    at_rest(qtbot, window)
    assert any("제8조" in text for _, text in rows(page))
    draft_now = page.desk.draft
    assert draft_now is not None
    basis = next(each for each in draft_now.bases if each.article == "제8조")
    assert basis.chosen and "지원과장에게" in basis.text
