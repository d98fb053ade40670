"""How a question was read, searching as typed, and words before meaning."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.core.types import Change, Query, Understood
from app.gui.main_window import MainWindow
from app.gui.widgets.understood_line import UnderstoodLine
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, click, press, settle

SHIFT = Qt.KeyboardModifier.ShiftModifier
SLIP = Understood("연가", changes=(Change("keyboard", "dusrk", "연가"),))


def search(qtbot: QtBot, window: MainWindow, text: str, modifiers: Qt.KeyboardModifier | None = None) -> None:
    window.search.box.setText(text)
    press(window.search.box, Qt.Key.Key_Return, modifiers or Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: not window.session.crew.busy and not window.search.reader.pending)


def searches(office: FakeOffice) -> list[Query]:
    return [call[1] for call in office.calls if call[0] == "search"]


def shown(window: MainWindow) -> list[str]:
    return [hit.passage.heading for hit in window.search.results.hits.hits]


# --- how it was read -------------------------------------------------------------------------
def test_what_was_read_otherwise_is_told_and_undone(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.understood = SLIP
    search(qtbot, window, "dusrk 연가")
    line = window.search.understood
    assert line.isVisible()
    assert line.text.text() == "Read “dusrk” as “연가”"
    click(line.button)
    settle(qtbot, window)
    assert [query.verbatim for query in searches(office)] == [False, True]
    assert line.text.text() == "Searched exactly as typed"
    click(line.button)
    settle(qtbot, window)
    assert [query.verbatim for query in searches(office)] == [False, True, False]
    assert line.text.text().startswith("Read")


def test_as_typed_by_the_keyboard_and_back(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    search(qtbot, window, "연가", SHIFT)
    search(qtbot, window, "연가", SHIFT)
    assert [query.verbatim for query in searches(office)] == [True, False]


def test_enter_after_a_search_as_typed_opens_the_hit(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    search(qtbot, window, "연가", SHIFT)
    press(window.search.box, Qt.Key.Key_Return)
    assert window.search.article.text.hasFocus()
    assert len(searches(office)) == 1


def test_nothing_is_told_where_nothing_was_changed(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.understood = Understood("연가")
    search(qtbot, window, "연가")
    assert not window.search.understood.isVisible()


def test_it_is_told_while_typing_too_and_goes_with_the_words(
    qtbot: QtBot, window: MainWindow, office: FakeOffice
) -> None:
    office.understood = SLIP
    window.search.box.setText("dusrk")
    window.search.box.typed.emit()
    settle(qtbot, window)
    assert window.search.understood.isVisible()
    window.search.box.clear()
    window.search.box.typed.emit()
    assert not window.search.understood.isVisible()


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change("keyboard", "rnrqkdqn", "국방부"), "‘rnrqkdqn’을 ‘국방부’로 찾았습니다"),
        (Change("initials", "ㄱㅂㅂ", "국방부"), "‘ㄱㅂㅂ’을 ‘국방부’로 찾았습니다"),
        (Change("spelling", "휴가규저", "휴가규정"), "‘휴가규저’를 ‘휴가규정’으로 찾았습니다"),
        (Change("synonym", "월급", "보수"), "‘월급’과 함께 ‘보수’도 찾았습니다"),
        (Change("number", "이틀", "2일"), "‘이틀’과 함께 ‘2일’도 찾았습니다"),
        (Change("date", "2024. 1. 1. 기준", "2024-01-01"), "2024. 1. 1. 시행 기준으로 찾았습니다"),
        (Change("something new", "가", "나"), "‘가’를 ‘나’로 찾았습니다"),
    ],
)
def test_in_korean(qtbot: QtBot, change: Change, told: str) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    line = UnderstoodLine("ko", page)
    line.tell(Understood("", changes=(change,)))
    assert line.text.text() == told


def test_many_changes_and_long_ones_stay_a_line(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    line = UnderstoodLine("en", page)
    line.tell(Understood("", changes=tuple(Change("spelling", "가" * 90, "나") for _ in range(4))))
    assert line.text.text().endswith("· 2 more")
    assert len(line.text.text()) < 140


# --- words first -----------------------------------------------------------------------------
@pytest.fixture
def early(open_window: OpenWindow, office: FakeOffice) -> MainWindow:
    """Words find another order than the whole search, whose end is held."""
    office.early = tuple(reversed(office.hits("연가", "신청서")))
    office.gates["search"] = threading.Event()
    window = open_window(office.counter())
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_Return)
    return window


def test_results_by_words_come_before_the_others(qtbot: QtBot, early: MainWindow, office: FakeOffice) -> None:
    qtbot.waitUntil(lambda: bool(shown(early)))
    assert shown(early) == ["연가 신청", "연가"]
    assert "meaning is still being searched" in early.search.caption.text()
    assert early.search.results.current_hit() is None  # nothing is opened that would be closed again
    office.gates["search"].set()
    qtbot.waitUntil(lambda: shown(early) == ["연가", "연가 신청"])
    qtbot.waitUntil(lambda: early.search.article.title.text() == "복무 운영 내규")
    assert "2 articles" in early.search.caption.text()


def test_what_was_opened_meanwhile_stays_open_and_in_place(qtbot: QtBot, early: MainWindow, office: FakeOffice) -> None:
    qtbot.waitUntil(lambda: bool(shown(early)))
    press(early.search.box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: early.search.article.title.text() == "복무 규칙(구판)")
    reads = office.count("document")
    office.gates["search"].set()
    qtbot.waitUntil(lambda: shown(early) == ["연가", "연가 신청"])
    settle(qtbot, early)
    held = early.search.results.current_hit()
    assert held is not None
    assert held.passage.heading == "연가 신청"
    assert early.search.results.currentIndex().row() == 1
    assert early.search.article.title.text() == "복무 규칙(구판)"
    assert office.count("document") == reads
    press(early.search.box, Qt.Key.Key_Return)  # opens it, and searches nothing again
    assert early.search.article.text.hasFocus()
    assert len(searches(office)) == 1


def test_what_was_opened_and_is_not_found_by_meaning_stays_open(
    qtbot: QtBot, early: MainWindow, office: FakeOffice
) -> None:
    qtbot.waitUntil(lambda: bool(shown(early)))
    press(early.search.box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: early.search.article.title.text() == "복무 규칙(구판)")
    del office.documents["doc2"]
    office.gates["search"].set()
    qtbot.waitUntil(lambda: shown(early) == ["연가"])
    settle(qtbot, early)
    assert early.search.results.current_hit() is None
    assert early.search.article.title.text() == "복무 규칙(구판)"


def test_words_that_find_nothing_say_nothing_yet(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.early = ()
    office.gates["search"] = threading.Event()
    window = open_window(office.counter())
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.count("search") == 1)
    assert window.search.results.accessibleDescription() == window.session.messages.say("searching")
    office.gates["search"].set()
    qtbot.waitUntil(lambda: bool(shown(window)))
    settle(qtbot, window)


def test_a_search_that_is_stopped_invites_again(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.early = ()
    office.gates["search"] = threading.Event()
    window = open_window(office.counter())
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.count("search") == 1)
    press(window.search.box, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert "Type what you are looking for" in window.search.results.accessibleDescription()
    assert window.search.caption.text() == ""


def test_typing_on_drops_the_search_that_is_on_its_way(qtbot: QtBot, early: MainWindow, office: FakeOffice) -> None:
    qtbot.waitUntil(lambda: bool(shown(early)))
    early.search.box.setText("분실")
    early.search.box.typed.emit()
    qtbot.waitUntil(lambda: shown(early) == ["분실"])
    office.gates["search"].set()
    settle(qtbot, early)
    assert shown(early) == ["분실"]
