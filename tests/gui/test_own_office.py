"""우리 기관: said once, kept for every letter, put into the open one at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.gui.main_window import WRITING, MainWindow
from app.gui.pages.writing import WritingPage
from app.gui.writing.unit_dialog import KEYS, UnitDialog
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import press, settle
from tests.gui.test_writing import CTRL, draft

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

FORM = {"agency": "가나다청", "address": "가나다로 1"}


def opened(qtbot: QtBot, page: WritingPage) -> UnitDialog:
    qtbot.waitUntil(lambda: page.office.dialog is not None)
    dialog = page.office.dialog
    assert dialog is not None
    return dialog


def keep(dialog: UnitDialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()


def fields(page: WritingPage) -> dict[str, str]:
    assert page.desk.draft is not None
    return dict(page.desk.draft.letter.fields)


def test_the_open_letter_gets_the_values_and_can_go_back(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    window.go_to(WRITING)
    page = window.writing
    draft(qtbot, window)
    before = fields(page)
    press(page.surface.notes.notes, Qt.Key.Key_G, CTRL)
    dialog = opened(qtbot, page)
    assert set(dialog.boxes) <= set(KEYS) and {"agency", "sender", "drafter", "retention"} <= set(dialog.boxes)
    for key, value in FORM.items():
        dialog.boxes[key].setText(f" {value} ")
    keep(dialog)
    qtbot.waitUntil(lambda: page.office.dialog is None)
    settle(qtbot, window)
    assert office.writing.unit == FORM
    assert fields(page) == {**FORM, **before}
    assert page.surface.slots.rows["agency"].box.text() == "가나다청"
    page.desk.stack.undo()
    assert fields(page) == before


def test_a_value_that_is_not_fit_is_told_beside_it(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    window.go_to(WRITING)
    page = window.writing
    page.surface.slots.office.click()
    dialog = opened(qtbot, page)
    dialog.boxes["agency"].setText("가나다청")
    dialog.boxes["postcode"].setText("123")
    keep(dialog)
    qtbot.waitUntil(dialog.fault.isVisible)
    assert "123" in dialog.fault.text() and "우편번호" in dialog.fault.text()
    assert dialog.isVisible() and office.writing.unit == {}
    dialog.boxes["postcode"].setText("")
    keep(dialog)
    qtbot.waitUntil(lambda: page.office.dialog is None)
    assert office.writing.unit == {"agency": "가나다청"}


def test_it_is_offered_where_the_letter_misses_it(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    window.go_to(WRITING)
    page = window.writing
    office.writing.unit = {"sender": "가나다청장"}
    draft(qtbot, window)
    row = page.surface.slots.rows["sender"]
    assert row.unit.isHidden()  # it has a value
    row.box.setText("")
    row.box.setModified(True)
    row.box.editingFinished.emit()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not row.unit.isHidden())
    row.unit.click()
    dialog = opened(qtbot, page)
    assert dialog.boxes["sender"].text() == "가나다청장"
    qtbot.waitUntil(dialog.boxes["sender"].hasFocus)
    press(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.office.dialog is None)
