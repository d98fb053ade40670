"""Other words for a selection: the rules' at once, the model's after them, whatever was decided meanwhile."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.findings import Change
from app.gui.main_window import WRITING, MainWindow
from app.gui.writing.state import Address, Place
from app.gui.writing.tracked import added, proposed
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import press, settle
from tests.gui.test_writing import ALT, CTRL, SHIFT, at_rest, draft, put, rows

MODELS = Change((8, 10), "인")
"""Of `대상: 담당자`: none touches the rules' own two."""


@pytest.fixture
def gate(window: MainWindow, office: FakeOffice, qtbot: QtBot) -> threading.Event:
    """The rules have proposed two changes of the last item; the model waits for the gate."""
    window.go_to(WRITING)
    sheet = draft(qtbot, window, "교육\n일시: 2026.4.13. 14:00\n장소: 대강당\n대상: 담당자 전원")
    office.writing.rewritten = lambda text: (Change((0, 2), "새로"), Change((4, 6), ""))
    office.writing.reworded = lambda text: (MODELS,)
    gate = office.gates["rewrite"] = threading.Event()
    put(sheet, 4, 0)
    press(sheet, Qt.Key.Key_1, CTRL | SHIFT)
    qtbot.waitUntil(window.writing.surface.review.isVisible)
    return gate


def waiting(window: MainWindow) -> list[Change]:
    state = window.writing.desk.state
    assert state is not None
    return [change for held in state.tracked for change in held.changes]


def finish(qtbot: QtBot, window: MainWindow, gate: threading.Event) -> None:
    gate.set()
    qtbot.waitUntil(lambda: not window.writing.rewording.running)
    at_rest(qtbot, window)


def test_the_rules_do_not_wait_for_the_model(qtbot: QtBot, window: MainWindow, gate: threading.Event) -> None:
    assert waiting(window) == [Change((0, 2), "새로"), Change((4, 6), "")]
    assert "model" in window.writing.surface.caption.text()
    finish(qtbot, window, gate)
    assert waiting(window) == [Change((0, 2), "새로"), Change((4, 6), ""), MODELS]
    assert window.writing.surface.caption.text() == ""
    window.writing.desk.stack.undo()  # the model's are a step of their own
    assert waiting(window) == [Change((0, 2), "새로"), Change((4, 6), "")]


def test_esc_stops_the_model_and_leaves_what_the_rules_say(
    qtbot: QtBot, window: MainWindow, gate: threading.Event
) -> None:
    press(window.writing.surface.sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.writing.rewording.running)
    settle(qtbot, window)
    assert waiting(window) == [Change((0, 2), "새로"), Change((4, 6), "")]
    assert window.writing.surface.caption.text() == ""


def test_what_was_decided_meanwhile_stays_decided(qtbot: QtBot, window: MainWindow, gate: threading.Event) -> None:
    sheet = window.writing.surface.sheet
    press(sheet, Qt.Key.Key_Y, ALT)
    press(sheet, Qt.Key.Key_Y, ALT)
    assert rows(window.writing)[4] == (2, "새로: 자 전원")
    finish(qtbot, window, gate)
    assert waiting(window) == [Change((6, 8), "인")]
    press(sheet, Qt.Key.Key_Y, ALT | SHIFT)
    assert rows(window.writing)[4] == (2, "새로: 자 인")


def test_what_is_typed_meanwhile_is_not_touched(qtbot: QtBot, window: MainWindow, gate: threading.Event) -> None:
    sheet = window.writing.surface.sheet
    press(sheet, Qt.Key.Key_N, ALT | SHIFT)
    sheet.put_caret(Place(Address(4), 9))
    QTest.keyClicks(sheet, "x")
    finish(qtbot, window, gate)
    assert waiting(window) == []
    assert rows(window.writing)[4] == (2, "대상: 담당자 전x원")


def test_another_selection_is_looked_at_at_once(qtbot: QtBot, window: MainWindow, gate: threading.Event) -> None:
    sheet = window.writing.surface.sheet
    put(sheet, 3, 0)
    press(sheet, Qt.Key.Key_2, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(waiting(window)) == 4)
    press(sheet, Qt.Key.Key_2, CTRL | SHIFT)  # the same again: those wait to be decided on
    assert "Accept or reject" in window.status.said.text()
    finish(qtbot, window, gate)


def test_changes_are_added_only_where_they_still_belong(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(WRITING)
    draft(qtbot, window)
    state, at = window.writing.desk.state, Address(4)
    assert state is not None
    whole = state.text(at)
    held = proposed(state, at, (Change((0, 2), "새로"),))
    assert added(held, at, whole, (Change((1, 3), "x"),)) == held  # another change waits there
    longer = state.with_text(at, "새 " + whole)
    (made,) = added(longer, at, whole, (Change((4, 6), "인"),)).tracked
    assert made.changes == (Change((6, 8), "인"),)
    assert added(state.with_text(at, "아무 말"), at, whole, (Change((4, 6), "인"),)).tracked == ()
