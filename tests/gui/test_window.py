"""The window as a whole: first start, places, the status line, two at once, and leaving."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import WorkspaceBusy, WorkspaceNewer
from app.core.messages import Messages
from app.core.paths import assets_dir
from app.core.settings import Settings
from app.gui.counter import Counter
from app.gui.main_window import MainWindow
from app.store.lock import WriteLock
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import HOME, OpenWindow, answers, click, close, press, settle


def test_the_first_start_teaches(qtbot: QtBot, open_window: OpenWindow) -> None:
    office = FakeOffice(empty=True)
    window = open_window(office.counter())
    assert window.stack.currentWidget() is window.welcome
    assert window.welcome.folder.hasFocus()
    press(window.welcome.sample, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert ("index", (assets_dir() / "sample",), "Sample") in office.calls
    assert window.stack.currentWidget() is window.library
    window.go_to(0)
    assert window.stack.currentWidget() is window.search


def test_a_folder_from_the_first_start(qtbot: QtBot, open_window: OpenWindow) -> None:
    office = FakeOffice(empty=True)
    pickers = answers(folder=lambda _: (Path("/") / "docs",))
    window = open_window(office.counter(), pickers=pickers)
    click(window.welcome.folder)
    settle(qtbot, window)
    assert ("index", (Path("/") / "docs",), "") in office.calls


@pytest.mark.parametrize(("locked", "words"), [(True, "Network blocked"), (False, "Network not blocked")])
def test_the_status_line_tells_the_truth(open_window: OpenWindow, office: FakeOffice, locked: bool, words: str) -> None:
    window = open_window(office.counter(), network_locked=locked)
    assert window.status.network.text() == words
    assert window.status.model.text() == "tiny-ko"  # where it runs is known once it is loaded
    assert window.status.holdings.text() == "Documents 3 · Articles 7 · Failed 1"


def test_the_encoder_is_warmed_once_there_is_something_to_find(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    window = open_window(office.counter())
    window.session.refresh()
    settle(qtbot, window)
    assert office.count("warm") == 1
    empty = FakeOffice(empty=True)
    open_window(empty.counter())
    assert empty.count("warm") == 0


def test_a_missing_model_is_said(open_window: OpenWindow, office: FakeOffice) -> None:
    office.model = ""
    assert open_window(office.counter()).status.model.text() == "No model for answers"


@pytest.mark.usefixtures("korean")
def test_korean(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = open_window(office.counter(), language="ko")
    assert window.windowTitle() == "문지기"
    assert window.status.network.text() == "네트워크 차단됨"
    assert window.status.holdings.text() == "문서 3 · 조문 7 · 실패 1"
    assert window.search.row.ask_button.text() == "질문하기"
    latin = [text for text in _texts(window) if text.isascii() and any(char.isalpha() for char in text)]
    assert latin == []


def test_english(open_window: OpenWindow, office: FakeOffice) -> None:
    window = open_window(office.counter(), language="en")
    assert window.search.row.ask_button.text() == "Ask"
    assert all(text.isascii() for text in _texts(window) if "‹" not in text and "›" not in text and "…" not in text)


def test_ctrl_k_from_anywhere(qtbot: QtBot, window: MainWindow) -> None:
    window.search.box.setText("연가")
    press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.library
    press(window.library.table.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.search
    assert window.search.box.hasFocus()
    assert window.search.box.selectedText() == "연가"


def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTextEdit)
    own = [widget for kind in kinds for widget in window.findChildren(kind) if not _inside_another(widget, kinds)]
    assert len(own) > 20
    nameless = [
        widget
        for widget in own
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    # the button of a notice has its words when there is something to do
    pages: tuple[Any, ...] = (
        window,
        window.search,
        window.writing.surface,
        window.library,
        window.bundle,
        *window.settings.sections,
    )
    notices = [each.notice for each in pages]
    assert set(nameless) == {button for each in notices for button in (each.button, each.second)}


def test_tab_leads_from_the_box_through_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.search.article.current() is not None)
    window.search.box.setFocus()
    reached = []
    for _ in range(20):
        focused = window.focusWidget()
        assert focused is not None
        press(focused, Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
    for widget in (
        window.search.filters.button,
        window.search.row.search_button,
        window.search.row.ask_button,
        window.search.results,
        window.search.article.text,
        window.search.article.next,
        window.search.article.copy_button,
    ):
        assert widget in reached


def test_the_workspace_that_does_not_open(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.faults["open"] = WorkspaceNewer(path="x")
    window = open_window(office.counter())
    assert "(STO-004)" in window.notice.text.text()
    assert window.stack.currentWidget() is window.opening
    del office.faults["open"]
    click(window.notice.button)
    settle(qtbot, window)
    assert window.stack.currentWidget() is window.search


def test_nothing_can_be_ordered_before_it_is_open(qtbot: QtBot, office: FakeOffice) -> None:
    window = MainWindow(office.counter(), Messages.load("en"), answers(), network_locked=True)
    window.show()
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    window.search.box.setText("연가")
    window.search.search()
    window.search.ask()
    window.library.take((Path("/") / "docs",))
    assert window.stack.currentWidget() is window.opening
    assert office.calls == []
    close(qtbot, window)
    window.deleteLater()


def test_two_windows_on_one_workspace(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.gates["index"] = threading.Event()
    first = open_window(office.counter())
    first.library.take((Path("/") / "docs",))
    qtbot.waitUntil(first.status.cancel.isVisible)
    other = FakeOffice()
    other.faults["index"] = WorkspaceBusy(path="x")
    second = open_window(other.counter())
    second.library.take((Path("/") / "docs",))
    settle(qtbot, second)
    assert "(STO-003)" in second.library.notice.text.text()
    second.search.box.setText("연가")
    second.search.search()
    settle(qtbot, second)
    assert second.search.results.hits.rowCount() == 2
    office.gates["index"].set()
    settle(qtbot, first)


def test_a_real_workspace_that_another_is_writing_to(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    home = tmp_path / "home"
    window = open_window(Counter.real(), home=home)
    assert window.stack.currentWidget() is window.welcome
    with WriteLock(home):
        window.library.take((tmp_path,), "x")
        settle(qtbot, window)
    assert "(STO-003)" in window.library.notice.text.text()


def test_closing_stops_the_work_first(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.gates["index"] = office.gates["ask"] = threading.Event()
    window = open_window(office.counter())
    window.library.take((Path("/") / "docs",))
    window.search.box.setText("연가를")
    window.search.ask()
    qtbot.waitUntil(lambda: office.count("index") == 1 and office.count("ask") == 1)
    close(qtbot, window)
    assert office.calls[-1] == ("close",)
    qtbot.waitUntil(lambda: not window.session.crew.busy)  # the end of giving back comes with the next event


def test_closing_while_it_opens(qtbot: QtBot, office: FakeOffice) -> None:
    window = MainWindow(office.counter(), Messages.load("en"), answers(), network_locked=True)
    window.show()
    window.open_workspace(HOME, Settings())
    close(qtbot, window)
    assert office.count("open") == office.count("close")
    window.deleteLater()


def _inside_another(widget: QWidget, kinds: tuple[type[QWidget], ...]) -> bool:
    """Parts that Qt makes itself: the button in a box, the list of a combo box, the corner of a table."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parentWidget()
    return False


def _texts(window: MainWindow) -> list[str]:
    """The words of labels and buttons that do not come from the data."""
    buttons = [button.text() for button in window.findChildren(QAbstractButton)]
    actions = [action.text() for action in window.findChildren(QAction) if action.isVisible()]
    tips = [widget.placeholderText() for widget in window.findChildren(QLineEdit)]
    return [text for text in (*buttons, *actions, *tips) if text]
