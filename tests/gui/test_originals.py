"""The original page: drawn only when it is looked at, turned, made larger, opened; and why there is none."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.errors import FileChanged, FileMissing, PreviewMissing
from app.core.types import Hit, Standing
from app.gui.main_window import MainWindow
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, answers, click, press, settle

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def read(qtbot: QtBot, window: MainWindow, text: str = "연가") -> None:
    window.search.box.setText(text)
    press(window.search.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.session.crew.busy and not window.search.reader.pending)


def look(qtbot: QtBot, window: MainWindow) -> None:
    press(window.search.article, Qt.Key.Key_F9)
    settle(qtbot, window)


def pages(office: FakeOffice) -> list[tuple[str, int]]:
    return [(call[1], call[2]) for call in office.calls if call[0] == "preview"]


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow) -> MainWindow:
    read(qtbot, window)
    return window


def test_a_page_is_drawn_when_it_is_looked_at_and_not_before(
    qtbot: QtBot, opened: MainWindow, office: FakeOffice
) -> None:
    assert pages(office) == []
    look(qtbot, opened)
    original = opened.search.article.original
    with qtbot.assertNotEmitted(original.resized):  # the buttons that came with the page are no reason to draw again
        original._settle.timeout.emit()
    assert pages(office) == [("doc0", 1)]
    assert original.isVisible()
    assert not original.sheet.pixmap().isNull()
    assert original.number.text() == "Page 1 of 3 · the preview that the file carries"
    press(opened.search.article, Qt.Key.Key_F9)
    assert opened.search.article.text.isVisible()
    opened.search.article.step(1)
    settle(qtbot, opened)
    assert len(pages(office)) == 1


def test_the_page_of_the_article_and_of_the_next_hit(qtbot: QtBot, opened: MainWindow, office: FakeOffice) -> None:
    office.texts["doc2"] = tuple(replace(each, page=2) for each in office.texts["doc2"])
    opened.search.reader.forget()
    look(qtbot, opened)
    press(opened.search.box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: pages(office)[-1] == ("doc2", 2))
    settle(qtbot, opened)
    assert opened.search.article.shows_original


def test_pages_are_turned_by_keys_and_end_at_the_ends(qtbot: QtBot, opened: MainWindow, office: FakeOffice) -> None:
    look(qtbot, opened)
    original = opened.search.article.original
    assert not original.previous.isEnabled()
    for key, number in ((Qt.Key.Key_PageDown, 2), (Qt.Key.Key_PageDown, 3), (Qt.Key.Key_PageUp, 2)):
        press(original, key, ALT)
        settle(qtbot, opened)
        assert pages(office)[-1] == ("doc0", number)
    press(original, Qt.Key.Key_PageDown, ALT)
    settle(qtbot, opened)
    assert not original.next.isEnabled()
    before = len(pages(office))
    press(original, Qt.Key.Key_PageDown, ALT)
    settle(qtbot, opened)
    assert len(pages(office)) == before


def test_larger_is_drawn_with_more_dots(qtbot: QtBot, opened: MainWindow, office: FakeOffice) -> None:
    look(qtbot, opened)
    original = opened.search.article.original
    (first,) = [call[3] for call in office.calls if call[0] == "preview"]
    width = original.sheet.width()
    press(original, Qt.Key.Key_Plus, CTRL)
    assert original.sheet.width() > width  # at once, from the dots that are there
    qtbot.waitUntil(lambda: office.count("preview") == 2)
    settle(qtbot, opened)
    assert [call[3] for call in office.calls if call[0] == "preview"][-1] > first
    press(original, Qt.Key.Key_Minus, CTRL)
    assert original.sheet.width() == width
    qtbot.waitUntil(lambda: office.count("preview") == 3)
    settle(qtbot, opened)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (PreviewMissing(name="a.md"), "(ING-024)"),
        (FileMissing(name="a.pdf"), "(ING-001)"),
        (FileChanged(name="a.pdf"), "(ING-025)"),
    ],
)
def test_why_there_is_no_page(
    qtbot: QtBot, opened: MainWindow, office: FakeOffice, fault: Exception, said: str
) -> None:
    office.faults["preview"] = fault
    look(qtbot, opened)
    original = opened.search.article.original
    assert original.words.isVisible()
    assert original.words.text().endswith(said)
    assert not original.view.isVisible()
    assert not original.password_button.isVisible()
    assert original.open_button.isVisible()
    assert not opened.search.notice.isVisible()
    office.faults.clear()
    opened.search.article.step(1)
    settle(qtbot, opened)
    assert original.view.isVisible()


@pytest.mark.usefixtures("korean")
def test_a_format_without_pages_in_korean(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = open_window(office.counter(), language="ko")
    office.faults["preview"] = PreviewMissing(name="a.md")
    read(qtbot, window)
    look(qtbot, window)
    assert "원본 미리보기가 없는 형식입니다" in window.search.article.original.words.text()
    assert window.search.article.original.open_button.text() == "원본 열기"


def test_a_locked_file_asks_once_for_its_document(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    given = ["틀림", None, office.PASSWORD]
    window = open_window(office.counter(), pickers=answers(password=lambda *_: given.pop(0)))
    office.locked_file = office.PASSWORD
    read(qtbot, window)
    look(qtbot, window)
    original = window.search.article.original
    assert original.words.text().endswith("(ING-003)")
    click(original.password_button)
    settle(qtbot, window)
    assert original.words.text().endswith("(ING-016)")
    click(original.password_button)  # and the user thinks better of it
    click(original.password_button)
    settle(qtbot, window)
    assert original.view.isVisible()
    press(original, Qt.Key.Key_PageDown, ALT)
    settle(qtbot, window)
    assert original.number.text().startswith("Page 2")
    press(window.search.box, Qt.Key.Key_Down)  # another document: the password is forgotten
    qtbot.waitUntil(lambda: pages(office)[-1][0] == "doc2")
    settle(qtbot, window)
    assert [call[4] for call in office.calls if call[0] == "preview"][-1] == ""


def test_the_file_is_opened_in_its_own_program(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    asked: list[Path] = []

    def open_file(path: Path) -> bool:
        asked.append(path)
        return len(asked) > 1

    window = open_window(office.counter(), pickers=answers(open_file=open_file))
    read(qtbot, window)
    look(qtbot, window)
    click(window.search.article.original.open_button)
    settle(qtbot, window)
    assert [path.name for path in asked] == ["복무 운영 내규.hwpx"]
    assert "No program" in window.search.notice.title.text()
    window.search.notice.hide()
    click(window.search.article.original.open_button)
    settle(qtbot, window)
    assert not window.search.notice.isVisible()


def test_a_page_that_comes_late_is_not_shown_over_another(qtbot: QtBot, opened: MainWindow, office: FakeOffice) -> None:
    office.gates["preview"] = threading.Event()
    press(opened.search.article, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: office.count("preview") == 1)
    original = opened.search.article.original
    assert original.words.text() == "Drawing the page…"
    press(opened.search.box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: office.count("preview") == 2)
    office.gates["preview"].set()
    settle(qtbot, opened)
    assert pages(office) == [("doc0", 1), ("doc2", 1)]
    assert not opened.search.originals.pending


def test_nothing_found_turns_no_page(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    press(window.search.article, Qt.Key.Key_F9)
    read(qtbot, window, "우주선")
    assert pages(office) == []
    assert not window.search.article.shows_original


def test_the_badge_of_a_hit_goes_with_it_into_the_article(opened: MainWindow, qtbot: QtBot) -> None:
    hit: Hit = opened.search.results.hits.hits[0]
    opened.search.reader.open_now(replace(hit, standing=Standing.SUPERSEDED))
    assert opened.search.article.badge.text() == "Older version"
    opened.search.reader.open_now(hit)
    assert not opened.search.article.badge.isVisible()
    settle(qtbot, opened)
