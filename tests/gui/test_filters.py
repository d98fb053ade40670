"""Where to look: ticks, days, chips, the keyboard, and what the searches are told."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QWidget
from pytestqt.qtbot import QtBot

from app.core.types import Query
from app.gui.main_window import MainWindow
from app.gui.widgets.check_list import CheckList
from app.gui.widgets.filter_bar import FilterBar
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, click, press, settle

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def shown(window: MainWindow) -> list[str]:
    return [hit.passage.heading for hit in window.search.results.hits.hits]


def last(office: FakeOffice, verb: str) -> Query:
    query = [call[1] for call in office.calls if call[0] == verb][-1]
    assert isinstance(query, Query)
    return query


def chips(filters: FilterBar) -> list[str]:
    return [chip.text() for chip in filters.chips.values() if not chip.isHidden()]


def tick(names: CheckList, row: int) -> None:
    names.setCurrentRow(row)
    press(names, Qt.Key.Key_Space)


@pytest.fixture
def searched(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(window) == ["연가", "연가 신청"] and not window.session.crew.busy)
    return window


def test_nothing_of_the_filters_is_seen_before_they_are_wanted(window: MainWindow) -> None:
    filters = window.search.filters
    assert not filters.isVisible()
    assert filters.button.text() == "Filters"


def test_filters_are_set_by_the_keyboard_alone(qtbot: QtBot, searched: MainWindow, office: FakeOffice) -> None:
    filters = searched.search.filters
    press(searched.search.box, Qt.Key.Key_F7)
    assert filters.panel.isVisible()
    assert filters.panel.collections.hasFocus()
    tick(filters.panel.collections, 1)
    qtbot.waitUntil(lambda: shown(searched) == ["연가 신청"])
    assert last(office, "search").collections == ("옛 규정",)
    assert chips(filters) == ["Collection: 옛 규정"]
    press(filters.panel.collections, Qt.Key.Key_F7)
    assert not filters.panel.isVisible()
    assert filters.isVisible()  # the chips stay
    assert filters.button.hasFocus()


def test_several_of_each(qtbot: QtBot, searched: MainWindow, office: FakeOffice) -> None:
    panel = searched.search.filters.panel
    press(searched.search.box, Qt.Key.Key_F7)
    before = office.count("search")
    tick(panel.collections, 0)
    tick(panel.collections, 1)
    tick(panel.kinds, 1)
    tick(panel.kinds, 7)
    qtbot.waitUntil(lambda: office.count("search") > before)
    assert office.count("search") == before + 1  # one pause, one search
    query = last(office, "search")
    assert (query.collections, query.kinds) == (("규정", "옛 규정"), ("directive", "other"))
    assert chips(searched.search.filters) == ["Collection: 규정 +1", "Kind: Directive +1"]
    assert searched.search.filters.button.text() == "Filters · 2"


def test_ministries_come_from_the_documents(qtbot: QtBot, searched: MainWindow, office: FakeOffice) -> None:
    panel = searched.search.filters.panel
    click(searched.search.filters.button)
    qtbot.waitUntil(lambda: panel.ministries.count() == 1)
    panel.words.setText("없는 부처")
    assert panel.ministries.item(0).isHidden()
    panel.words.setText("빛지원")
    assert not panel.ministries.item(0).isHidden()
    tick(panel.ministries, 0)
    qtbot.waitUntil(lambda: last(office, "search").ministries == ("한빛지원단",))
    settle(qtbot, searched)


def test_days_bound_and_a_day_to_look_from(qtbot: QtBot, searched: MainWindow, office: FakeOffice) -> None:
    panel = searched.search.filters.panel
    click(searched.search.filters.button)
    panel.since.field.setText("2019.1.1")
    panel.until.field.setText("20191231")
    qtbot.waitUntil(lambda: shown(searched) == ["연가 신청"])
    query = last(office, "search")
    assert (query.since, query.until, query.as_of) == ("2019-01-01", "2019-12-31", "")
    assert chips(searched.search.filters) == ["In force: 2019. 1. 1. ~ 2019. 12. 31."]
    panel.since.field.clear()
    panel.until.field.clear()
    panel.as_of.field.setText("2020-01-01")
    qtbot.waitUntil(lambda: last(office, "search").as_of == "2020-01-01")
    assert chips(searched.search.filters) == ["As of: 2020. 1. 1."]
    settle(qtbot, searched)


def test_what_is_no_day_is_marked_and_left_out(searched: MainWindow) -> None:
    panel = searched.search.filters.panel
    click(searched.search.filters.button)
    panel.as_of.field.setText("2024-02-30")
    press(panel.as_of.field, Qt.Key.Key_Return)
    assert (panel.as_of.day, panel.as_of.mistaken) == ("", True)
    assert panel.as_of.field.accessibleDescription() == "This is no day."
    assert chips(searched.search.filters) == []
    panel.as_of.field.setText("2024-02-29")
    assert not panel.as_of.mistaken
    assert panel.as_of.field.accessibleDescription() == ""


def test_days_the_wrong_way_round_are_told(searched: MainWindow) -> None:
    panel = searched.search.filters.panel
    click(searched.search.filters.button)
    panel.since.field.setText("2024-01-02")
    panel.until.field.setText("2024-01-01")
    assert panel.note.text() == "The last day lies before the first."


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_calendar_by_the_keyboard(qtbot: QtBot, searched: MainWindow) -> None:
    panel = searched.search.filters.panel
    click(searched.search.filters.button)
    panel.as_of.put("2024-03-09")
    press(panel.as_of.field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    (calendar,) = popup.findChildren(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2024, 3, 9)
    (view,) = calendar.findChildren(QWidget, "qt_calendar_calendarview")
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.as_of.day == "2024-03-10")
    assert QApplication.activePopupWidget() is None
    panel.as_of.open_calendar()
    again = QApplication.activePopupWidget()
    assert again is not None
    press(again.findChildren(QWidget, "qt_calendar_calendarview")[0], Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert panel.as_of.day == "2024-03-10"
    settle(qtbot, searched)


@pytest.mark.parametrize(
    "way",
    [
        lambda window: press(window.search.box, Qt.Key.Key_F7, SHIFT),
        lambda window: click(window.search.filters.clear_button),
        lambda window: press(window.search.filters.chips["collections"], Qt.Key.Key_Delete),
        lambda window: click(window.search.filters.chips["collections"]),
    ],
)
def test_filters_go_with_one_key(
    qtbot: QtBot, searched: MainWindow, office: FakeOffice, way: Callable[[MainWindow], None]
) -> None:
    filters = searched.search.filters
    click(filters.button)
    tick(filters.panel.collections, 1)
    qtbot.waitUntil(lambda: shown(searched) == ["연가 신청"])
    way(searched)
    qtbot.waitUntil(lambda: shown(searched) == ["연가", "연가 신청"])
    assert chips(filters) == []
    assert filters.panel.collections.ticked() == ()


def test_nothing_found_with_filters_tells_of_them(qtbot: QtBot, searched: MainWindow) -> None:
    searched.search.filters.put(Query("", kinds=("law",)))
    searched.search.search()
    qtbot.waitUntil(lambda: shown(searched) == [])
    settle(qtbot, searched)
    assert "Shift+F7" in searched.search.results.accessibleDescription()
    press(searched.search.box, Qt.Key.Key_F7, SHIFT)
    qtbot.waitUntil(lambda: len(shown(searched)) == 2)
    settle(qtbot, searched)


def test_a_click_anywhere_on_a_row_ticks_it_once(window: MainWindow) -> None:
    click(window.search.filters.button)
    names = window.search.filters.panel.kinds
    box = names.visualItemRect(names.item(2))
    click(names.viewport(), box.center())
    assert names.ticked() == ("notice",)
    click(names.viewport(), QPoint(box.left() + 8, box.center().y()))
    assert names.ticked() == ()


def test_suggestions_and_questions_keep_to_the_filters(qtbot: QtBot, searched: MainWindow, office: FakeOffice) -> None:
    filters = searched.search.filters
    click(filters.button)
    tick(filters.panel.kinds, 1)
    searched.search.box.setText("휴가 신청서")
    searched.search.box.typed.emit()
    qtbot.waitUntil(lambda: office.count("suggest") == 1)
    assert last(office, "suggest").kinds == ("directive",)
    settle(qtbot, searched)
    press(searched.search.box, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: office.count("ask") == 1)
    assert last(office, "ask").kinds == ("directive",)
    settle(qtbot, searched)


def test_a_collection_that_is_gone_stays_ticked_until_it_is_taken_away(
    qtbot: QtBot, searched: MainWindow, office: FakeOffice, open_window: OpenWindow
) -> None:
    names = searched.search.filters.panel.collections
    names.tick(["옛 규정"])
    del office.documents["doc2"]
    searched.session.refresh()
    settle(qtbot, searched)
    assert names.ticked() == ("옛 규정",)
    assert [names.item(row).text() for row in range(names.count())] == ["옛 규정", "규정"]
