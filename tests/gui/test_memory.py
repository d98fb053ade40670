"""Searches made before, and those that got a name."""

import logging

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.errors import WorkspaceBusy
from app.core.types import Query
from app.gui.main_window import MainWindow
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, answers, click, press, settle

CTRL = Qt.KeyboardModifier.ControlModifier
NARROW = Query("연가", collections=("옛 규정",), as_of="2020-01-01")


def search(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.search.box.setText(text)
    press(window.search.box, Qt.Key.Key_Return)
    settle(qtbot, window)


def rows(window: MainWindow) -> list[str]:
    names = window.search.memory.popup.list
    return [names.item(row).text() for row in range(names.count())]


def open_list(qtbot: QtBot, window: MainWindow) -> None:
    press(window.search.box, Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(window.search.memory.popup.isVisible)
    settle(qtbot, window)


def test_a_search_is_remembered_and_made_again(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    search(qtbot, window, "분실")
    search(qtbot, window, "연가")
    assert office.past == [Query("연가"), Query("분실")]
    open_list(qtbot, window)
    popup = window.search.memory.popup
    assert popup.list.hasFocus()
    assert rows(window) == ["연가", "분실"]
    press(popup.list, Qt.Key.Key_Down)
    press(popup.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not popup.isVisible()
    assert window.search.box.text() == "분실"
    assert [hit.passage.heading for hit in window.search.results.hits.hits] == ["분실"]


def test_down_in_an_empty_box_opens_the_list(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.past = [Query("연가")]
    window.search.box.setFocus()
    press(window.search.box, Qt.Key.Key_Down)
    qtbot.waitUntil(window.search.memory.popup.isVisible)
    press(window.search.memory.popup.list, Qt.Key.Key_Up)  # from the first row back to the box
    assert not window.search.memory.popup.isVisible()
    assert window.search.box.hasFocus()


def test_escape_and_going_on_elsewhere_close_it(qtbot: QtBot, window: MainWindow) -> None:
    open_list(qtbot, window)
    popup = window.search.memory.popup
    press(popup.list, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    open_list(qtbot, window)
    window.search.results.setFocus()
    assert not popup.isVisible()


def test_filters_come_back_with_a_search(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.past = [NARROW]
    open_list(qtbot, window)
    assert rows(window) == ["연가 · 옛 규정 · as of 2020. 1. 1."]
    click_row(window, 0)
    settle(qtbot, window)
    (query,) = [call[1] for call in office.calls if call[0] == "search"]
    assert (query.text, query.collections, query.as_of) == ("연가", ("옛 규정",), "2020-01-01")
    assert window.search.filters.query().collections == ("옛 규정",)
    assert window.search.filters.isVisible()


def click_row(window: MainWindow, row: int) -> None:
    names = window.search.memory.popup.list
    click(names.viewport(), names.visualItemRect(names.item(row)).center())


def test_a_row_is_forgotten(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.past = [Query("연가"), Query("분실"), Query("병가")]
    open_list(qtbot, window)
    names = window.search.memory.popup.list
    press(names, Qt.Key.Key_Down)
    press(names, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rows(window) == ["연가", "병가"])
    assert names.currentRow() == 1
    assert names.hasFocus()


def test_all_are_forgotten_after_a_question(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    said = [False, True]
    window = open_window(office.counter(), pickers=answers(confirm=lambda *_: said.pop(0)))
    office.past, office.saved = [Query("연가")], {"휴가": NARROW}
    open_list(qtbot, window)
    popup = window.search.memory.popup
    click(popup.empty_button)
    settle(qtbot, window)
    assert office.past == [Query("연가")]
    click(popup.empty_button)
    qtbot.waitUntil(lambda: rows(window) == ["★ 휴가 · 연가 · 옛 규정 · as of 2020. 1. 1."])
    assert not popup.empty_button.isEnabled()


def test_remembering_is_switched_off(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    open_list(qtbot, window)
    popup = window.search.memory.popup
    assert popup.keep.isChecked()
    press(popup.keep, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert not office.remembering
    search(qtbot, window, "연가")
    assert office.past == []


def test_switched_off_by_the_settings(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.locked = True
    open_list(qtbot, window)
    popup = window.search.memory.popup
    assert (popup.keep.isChecked(), popup.keep.isEnabled()) == (False, False)
    assert popup.note.text() == "Switched off in the settings."


def test_a_search_is_saved_with_its_filters(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    asked = []

    def name(_parent: object, _title: str, suggested: str) -> str:
        asked.append(suggested)
        return " 휴가 "

    window = open_window(office.counter(), pickers=answers(name=name))
    window.search.box.setText("연가")
    window.search.filters.put(NARROW)
    press(window.search.box, Qt.Key.Key_S, CTRL)
    settle(qtbot, window)
    assert asked == ["연가"]
    assert office.saved == {"휴가": NARROW}
    open_list(qtbot, window)
    assert rows(window) == ["★ 휴가 · 연가 · 옛 규정 · as of 2020. 1. 1."]
    press(window.search.memory.popup.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: office.saved == {})
    settle(qtbot, window)


def test_nothing_is_saved_without_words_or_a_name(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    press(window.search.box, Qt.Key.Key_S, CTRL)
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_S, CTRL)  # and the user thinks better of it
    settle(qtbot, window)
    assert office.saved == {}


def test_a_fault_is_told(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    class Refusing(dict[str, Query]):
        def update(self, *_args: object, **_more: object) -> None:
            raise WorkspaceBusy(path="x", detail="")

    office.saved = Refusing()
    window = open_window(office.counter(), pickers=answers(name=lambda *_: "휴가"))
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "(STO-003)" in window.search.notice.text.text())
    settle(qtbot, window)


def test_a_question_is_remembered_and_nothing_is_logged(
    qtbot: QtBot, window: MainWindow, office: FakeOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    window.search.box.setText("연가는 며칠 전까지 신청하나요")
    press(window.search.box, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert [query.text for query in office.past] == ["연가는 며칠 전까지 신청하나요"]
    assert "연가" not in caplog.text
