"""문서함: the ledger, putting in, failures and trying again, throwing out."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import DiskFull, WorkspaceBusy
from app.core.messages import Messages
from app.gui.listmodels import ledger
from app.gui.listmodels.ledger import LedgerModel
from app.gui.main_window import LIBRARY, MainWindow
from app.gui.pickers import Pickers
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, click

FOLDER = Path("/") / "docs" / "규정"


@pytest.fixture
def library(window: MainWindow) -> MainWindow:
    window.go_to(LIBRARY)
    return window


def cells(model: LedgerModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.crew.busy)


def test_the_ledger_names_every_file_and_why_it_failed(library: MainWindow) -> None:
    model = library.library.table.entries
    assert cells(model, ledger.PATH)[-1] == "규정/암호 걸린 문서.hwp"
    assert cells(model, ledger.STATE) == ["Indexed", "Indexed", "Indexed", "⚠ Failed"]
    assert cells(model, ledger.TITLE)[-1].endswith("(ING-003)")
    assert cells(model, ledger.PASSAGES) == ["2", "1", "4", ""]
    assert cells(model, ledger.FORMAT)[0] == "HWPX"
    assert cells(model, ledger.SIZE)[0] == "33 KB"


def test_the_chosen_row_tells_the_whole_story(library: MainWindow) -> None:
    table = library.library.table
    table.view.selectRow(3)
    message = Messages.load("en").for_code("ING-003", {"name": "암호 걸린 문서.hwp"})
    assert str(message) in table.story.text()
    assert message.action in table.story.text()


def test_narrowing_and_sorting(qtbot: QtBot, library: MainWindow) -> None:
    page, model = library.library, library.library.table.entries
    page.states.setCurrentIndex(page.states.findData("failed"))
    assert cells(model, ledger.PATH) == ["규정/암호 걸린 문서.hwp"]
    page.states.setCurrentIndex(0)
    page.collections.setCurrentIndex(page.collections.findData("옛 규정"))
    assert cells(model, ledger.TITLE) == ["복무 규칙(구판)"]
    page.collections.setCurrentIndex(0)
    page.words.setText("복무")
    assert model.rowCount() == 2
    page.words.clear()
    page.table.view.sortByColumn(ledger.PASSAGES, Qt.SortOrder.DescendingOrder)
    assert cells(model, ledger.PASSAGES) == ["4", "2", "1", ""]


def test_the_chosen_file_stays_chosen(library: MainWindow) -> None:
    table = library.library.table
    table.view.selectRow(0)
    table.view.sortByColumn(ledger.PATH, Qt.SortOrder.DescendingOrder)
    entry = table.current_entry()
    assert entry is not None
    assert entry.title == "물품 관리 지침"
    assert table.view.currentIndex().row() == 3


def test_ten_thousand_rows_ask_for_the_visible_cells_only(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    for number in range(10_000):
        office.fail(f"규정/{number:05}.hwp", "규정", "ING-005", {"name": f"{number}.hwp"})
    window = open_window(office.counter())
    asked = []
    model = window.library.table.entries
    assert model.rowCount() == 10_004
    texts = model._text
    model._text = lambda entry, column: asked.append(1) or texts(entry, column)  # type: ignore[method-assign,func-returns-value]
    window.go_to(LIBRARY)
    window.library.table.view.sortByColumn(ledger.SIZE, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: bool(asked))
    window.library.table.view.scrollToBottom()
    window.library.table.view.viewport().repaint()
    assert len(asked) < 3_000


def test_adding_shows_progress_and_a_report(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.gates["index"] = threading.Event()
    pickers = Pickers(lambda _: (), lambda _: (FOLDER,), lambda *_: False)
    window = open_window(office.counter(), pickers=pickers)
    window.go_to(LIBRARY)
    window.library.target.setEditText("총무")
    click(window.library.add_folder)
    qtbot.waitUntil(lambda: "1/3" in window.status.work.text())
    assert "복무 운영 내규.hwpx" in window.status.work.text()
    assert window.status.bar.maximum() == 3
    assert not window.library.add_folder.isEnabled()
    office.gates["index"].set()
    settle(qtbot, window)
    assert ("index", (FOLDER,), "총무") in office.calls
    assert "New 3" in window.library.notice.text.text()
    assert window.library.add_folder.isEnabled()
    assert not window.status.bar.isVisible()


def test_cancelling_says_what_stays(qtbot: QtBot, library: MainWindow, office: FakeOffice) -> None:
    office.gates["index"] = threading.Event()
    library.library.take((FOLDER,))
    qtbot.waitUntil(library.status.cancel.isVisible)
    click(library.status.cancel)
    settle(qtbot, library)
    assert library.library.notice.title.text() == "Stopped"
    assert library.library.add_files.isEnabled()


def test_no_choice_orders_nothing(qtbot: QtBot, library: MainWindow, office: FakeOffice) -> None:
    click(library.library.add_files)
    assert office.count("index") == 0


def test_failed_files_are_tried_again(qtbot: QtBot, library: MainWindow, office: FakeOffice) -> None:
    click(library.library.retry)
    settle(qtbot, library)
    assert ("index", (Path("/") / "docs",), "규정") in office.calls
    office.failures.clear()
    library.session.refresh()
    settle(qtbot, library)
    assert not library.library.retry.isEnabled()


@pytest.mark.parametrize("agrees", [True, False])
def test_removing_a_collection_is_asked_first(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, agrees: bool
) -> None:
    asked = []

    def confirm(_parent: object, _title: str, question: str) -> bool:
        asked.append(question)
        return agrees

    window = open_window(office.counter(), pickers=Pickers(lambda _: (), lambda _: (), confirm))
    window.go_to(LIBRARY)
    page = window.library
    assert not page.remove.isEnabled()
    page.collections.setCurrentIndex(page.collections.findData("옛 규정"))
    click(page.remove)
    settle(qtbot, window)
    assert "옛 규정" in asked[0]
    assert (page.collections.findData("옛 규정") == -1) is agrees
    assert office.count("remove") == int(agrees)


def test_files_dropped_on_the_window_are_taken_in(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(FOLDER)), QUrl("https://example.invalid/x")])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPoint(300, 300), Qt.DropAction.CopyAction, data, left, none))
    settle(qtbot, window)
    assert [call[1] for call in office.calls if call[0] == "index"] == [(FOLDER,)]
    assert window.stack.currentWidget() is window.library


@pytest.mark.parametrize("error", [WorkspaceBusy(path="x"), DiskFull(path="x")])
def test_faults_of_indexing_are_calm(
    qtbot: QtBot, library: MainWindow, office: FakeOffice, error: WorkspaceBusy | DiskFull
) -> None:
    office.faults["index"] = error
    library.library.take((FOLDER,))
    settle(qtbot, library)
    assert f"({error.code})" in library.library.notice.text.text()
    assert library.library.add_files.isEnabled()


def test_an_empty_ledger_has_words(open_window: OpenWindow) -> None:
    window = open_window(FakeOffice(empty=True).counter())
    window.go_to(LIBRARY)
    assert "drop them here" in window.library.table.view.hint


def test_unknown_kinds_and_states_are_shown_as_they_are(office: FakeOffice) -> None:
    model = LedgerModel(Messages.load("en"))
    office.fail("x.hwp", "규정", "ING-999", {"name": "x"})
    model.show([replace(office.failures[-1], state="waiting")])
    assert cells(model, ledger.STATE) == ["⚠ waiting"]
    assert "ING-999" in cells(model, ledger.TITLE)[0]
