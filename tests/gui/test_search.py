"""찾기: typing, searching, moving, reading, copying, and what is shown when it fails."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.core.errors import EmbedderFailed, NothingIndexed
from app.core.events import Warned
from app.gui.main_window import MainWindow
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import click, compose, press, type_hangul


def shown(window: MainWindow) -> list[str]:
    return [hit.passage.heading for hit in window.search.results.hits.hits]


def search(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.search.box.setText(text)
    press(window.search.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.session.crew.busy and not window.search.reader.pending)


def test_results_come_while_typing(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    type_hangul(window.search.box, "연가")
    qtbot.waitUntil(lambda: "연가" in shown(window))
    assert office.count("suggest") == 1  # one pause, one look
    assert office.count("search") == 0
    assert "while you type" in window.search.caption.text()


def test_composition_alone_searches_nothing(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    typed = []
    window.search.box.typed.connect(lambda: typed.append(window.search.box.text()))
    for stage in ("ㅇ", "여", "연"):
        compose(window.search.box, stage)
    type_hangul(window.search.box, "연")
    qtbot.waitUntil(lambda: bool(typed))
    assert typed == ["연"]
    qtbot.waitUntil(lambda: not window.session.crew.busy)
    assert [call[1].text for call in office.calls if call[0] == "suggest"] == ["연"]


def test_enter_searches_in_full_and_opens_the_first(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    search(qtbot, window, "연가")
    assert office.count("search") == 1
    assert shown(window) == ["연가", "연가 신청"]
    article = window.search.article
    assert article.title.text() == "복무 운영 내규"
    assert article.place.text() == "제3장 휴가 › 제9조(연가)"
    assert "2026-03-01" in article.meta.text()
    marked = [each.cursor.selectedText() for each in article.text.extraSelections()]
    assert marked == ["연가", "연가", "연가"]
    assert "2 articles" in window.search.caption.text()


def test_a_late_suggestion_never_covers_a_search(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.gates["suggest"] = threading.Event()
    type_hangul(window.search.box, "물품")
    qtbot.waitUntil(lambda: office.count("suggest") == 1)
    search_box = window.search.box
    search_box.setText("연가")
    press(search_box, Qt.Key.Key_Return)
    office.gates["suggest"].set()
    qtbot.waitUntil(lambda: not window.session.crew.busy)
    assert shown(window) == ["연가", "연가 신청"]


def test_arrows_move_from_the_box_and_enter_opens(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    search(qtbot, window, "연가")
    box = window.search.box
    box.setFocus()
    press(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.search.article.title.text() == "복무 규칙(구판)")
    assert box.hasFocus()
    press(box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: window.search.article.title.text() == "복무 운영 내규")
    press(box, Qt.Key.Key_Return)
    assert window.search.article.text.hasFocus()
    assert office.count("search") == 1


def test_the_neighbours_of_an_article(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "연가")
    article = window.search.article
    click(article.next)
    assert article.place.text().endswith("제10조(병가)")
    assert not article.next.isEnabled()
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert article.place.text().endswith("제2조(근무시간)")
    assert not article.text.extraSelections()


def test_copy_carries_the_citation(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "연가")
    press(window.search.box, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("제9조(연가) ① 연가를 쓰려는 직원은")
    assert text.endswith("허가하여야 한다.\n「복무 운영 내규」 제9조(시행 2026. 3. 1.)")
    body = window.search.article.text
    cursor = body.textCursor()
    start = body.toPlainText().index("시작일 3일 전까지")
    cursor.setPosition(start)
    cursor.setPosition(start + 5, cursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    press(body, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "시작일 3\n「복무 운영 내규」 제9조제1항(시행 2026. 3. 1.)"


def test_copy_from_the_list(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "분실")
    press(window.search.results, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith("「물품 관리 지침」 제8조(시행 2027. 1. 1.)")


def test_nothing_found_says_so(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "우주선")
    assert "Nothing was found" in window.search.results.accessibleDescription()
    assert window.search.article.current() is None


def test_an_emptied_box_teaches_again(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "연가")
    window.search.box.selectAll()
    press(window.search.box, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(window) == [])
    assert "Ctrl+Enter" in window.search.results.accessibleDescription()


def test_a_fault_is_a_calm_bar(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.faults["search"] = NothingIndexed()
    search(qtbot, window, "연가")
    notice = window.search.notice
    assert notice.isVisible()
    assert "(SRC-001)" in notice.text.text()
    click(notice.close_button)
    assert not notice.isVisible()
    del office.faults["search"]
    search(qtbot, window, "연가")
    assert shown(window)


def test_a_bug_is_shown_as_a_bug(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.faults["search"] = ZeroDivisionError("division by zero")
    search(qtbot, window, "연가")
    notice = window.search.notice
    assert "fault in the program" in notice.title.text()
    click(notice.button)
    assert "Traceback" in QGuiApplication.clipboard().text()


def test_what_was_not_available_is_told_beside_the_hits(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.notices = (Warned("", EmbedderFailed.code, {}),)
    search(qtbot, window, "연가")
    assert shown(window)
    assert "(SRC-002)" in window.search.notice.text.text()


def test_a_document_that_went_away_meanwhile(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    search(qtbot, window, "연가")
    window.search.reader.forget()
    office.documents.clear()
    press(window.search.box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "(STO-007)" in window.search.notice.text.text())


def test_meaning_that_lags_behind_is_told_quietly(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.notices = (Warned("", "SRC-003", {"passages": 12}),)
    search(qtbot, window, "연가")
    assert not window.search.notice.isVisible()
    title = window.session.messages.for_code("SRC-003", {}).title
    assert window.search.caption.text().endswith(f"· {title}")
