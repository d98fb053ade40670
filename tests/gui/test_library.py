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
from app.core.events import Warned
from app.core.messages import Messages
from app.core.types import FileState
from app.gui import reports
from app.gui.listmodels import ledger
from app.gui.listmodels.ledger import LedgerModel, Sorted
from app.gui.main_window import LIBRARY, MainWindow
from app.services.index import IndexReport
from app.services.library import Folder
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, answers, click, press, settle

FOLDER = Path("/") / "docs" / "규정"


@pytest.fixture
def library(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.go_to(LIBRARY)
    settle(qtbot, window)
    return window


def cells(model: LedgerModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


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
    page.filter.states.setCurrentIndex(page.filter.states.findData("failed"))
    assert cells(model, ledger.PATH) == ["규정/암호 걸린 문서.hwp"]
    page.filter.states.setCurrentIndex(0)
    page.filter.collections.setCurrentIndex(page.filter.collections.findData("옛 규정"))
    assert cells(model, ledger.TITLE) == ["복무 규칙(구판)"]
    page.filter.collections.setCurrentIndex(0)
    page.filter.words.setText("복무")
    assert model.rowCount() == 2
    page.filter.words.clear()
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
    texts = model._text
    model._text = lambda entry, column: asked.append(1) or texts(entry, column)  # type: ignore[method-assign,func-returns-value]
    window.go_to(LIBRARY)
    settle(qtbot, window)
    assert model.rowCount() == 10_004
    window.library.filter.words.setText("0999")
    assert model.rowCount() == 11
    window.library.filter.words.clear()
    window.library.table.view.sortByColumn(ledger.SIZE, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: bool(asked))
    window.library.table.view.scrollToBottom()
    window.library.table.view.viewport().repaint()
    assert len(asked) < 3_000


def test_adding_shows_progress_and_a_report(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.gates["index"] = threading.Event()
    window = open_window(office.counter(), pickers=answers(folder=lambda _: (FOLDER,)))
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
    assert "new 3" in window.library.notice.text.text()
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
    assert office.orders[0].retry
    office.others.clear()
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

    window = open_window(office.counter(), pickers=answers(confirm=confirm))
    window.go_to(LIBRARY)
    page = window.library
    assert not page.remove.isEnabled()
    page.filter.collections.setCurrentIndex(page.filter.collections.findData("옛 규정"))
    click(page.remove)
    settle(qtbot, window)
    assert "옛 규정" in asked[0]
    assert (page.filter.collections.findData("옛 규정") == -1) is agrees
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
    assert office.orders[0].paths == (FOLDER,)
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


def test_an_empty_ledger_has_words(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = open_window(FakeOffice(empty=True).counter())
    window.go_to(LIBRARY)
    settle(qtbot, window)
    assert "drop them here" in window.library.table.view.hint


def test_every_state_is_told_apart(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.put("규정/스캔.pdf", "규정", FileState.WAITING, "ING-019", {"name": "스캔.pdf", "pages": 3})
    office.put("규정/새 문서.hwp", "규정", FileState.WAITING)
    office.put("규정/사진.raw", "규정", FileState.SKIPPED, "ING-013", {"name": "사진.raw"})
    window = open_window(office.counter())
    window.go_to(LIBRARY)
    settle(qtbot, window)
    page, model = window.library, window.library.table.entries
    states, titles = cells(model, ledger.STATE), cells(model, ledger.TITLE)
    rows = {path: (states[row], titles[row]) for row, path in enumerate(cells(model, ledger.PATH))}
    assert rows["규정/스캔.pdf"][0] == "… Waiting"
    assert "(ING-019)" in rows["규정/스캔.pdf"][1]
    assert rows["규정/새 문서.hwp"] == ("… Waiting", "Waiting for its turn")
    assert rows["규정/사진.raw"][0] == "Skipped"
    assert window.status.holdings.text() == "Documents 3 · Articles 7 · Waiting 2 · Failed 1"
    for state, count in (("waiting", 2), ("skipped", 1), ("failed", 1), ("indexed", 3)):
        page.filter.states.setCurrentIndex(page.filter.states.findData(state))
        assert model.rowCount() == count


def test_members_stand_under_their_container(office: FakeOffice) -> None:
    model = LedgerModel(Messages.load("en"))
    for path in ("묶음.zip/안/규정.hwpx", "묶음.zip", "묶음.zip 사본.hwp", "묶음.zip/목록.xlsx"):
        office.put(path, "규정", FileState.INDEXED)
    model.show(Sorted.of([each for each in office.others if each.path.startswith("묶음")]))
    nested = ["묶음.zip", "      ↳ 목록.xlsx", "      ↳ 안/규정.hwpx", "묶음.zip 사본.hwp"]
    assert cells(model, ledger.PATH) == nested
    assert model.index(2, ledger.PATH).data(Qt.ItemDataRole.ToolTipRole) == "묶음.zip/안/규정.hwpx"
    model.narrow("", "", "안/규정")
    assert cells(model, ledger.PATH) == ["묶음.zip/안/규정.hwpx"]  # its container is not there to stand under
    model.narrow("", "", "")
    model.sort(ledger.STATE)
    assert "묶음.zip/목록.xlsx" in cells(model, ledger.PATH)


def test_an_indexed_file_may_have_something_to_say(office: FakeOffice) -> None:
    model = LedgerModel(Messages.load("en"))
    office.put("규정/일부.pdf", "규정", FileState.INDEXED, "ING-012", {"name": "일부.pdf"})
    told = replace(office.others[-1], title="일부", ocr=87, document_id="x", modified=1_760_000_000_000_000_000)
    model.show(Sorted.of([told]))
    assert cells(model, ledger.STATE) == ["Indexed"]
    assert cells(model, ledger.TITLE)[0].startswith("일부 · ")
    assert cells(model, ledger.OCR) == ["87%"]
    assert cells(model, ledger.MODIFIED)[0].startswith("2025-10-")


def test_the_report_names_failures_and_shows_them(qtbot: QtBot, library: MainWindow, office: FakeOffice) -> None:
    office.put("규정/스캔.pdf", "규정", FileState.WAITING, "ING-019", {"name": "스캔.pdf", "pages": 3})
    library.library.take((FOLDER,))
    settle(qtbot, library)
    page = library.library
    assert page.notice.title.text() == "Taken in, but 1 files could not be read"
    assert "waiting 1 · failed 1" in page.notice.text.text()
    assert page.notice.button.text() == "Show failed files"
    assert page.notice.second.text() == "Show waiting files"
    page.filter.words.setText("없는 말")
    click(page.notice.second)
    assert cells(page.table.entries, ledger.PATH) == ["규정/스캔.pdf"]
    page.show_only(FileState.FAILED)
    assert page.table.current_entry() is not None
    assert "ING-003" in page.table.story.text()


def test_what_is_left_out_is_edited(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.folders.append(Folder("규정", FOLDER, ("*.tmp",)))
    asked: list[object] = []

    def patterns(_parent: object, folder: Path, now: tuple[str, ...]) -> tuple[str, ...]:
        asked.append((folder, now))
        return ("*.tmp", "임시/")

    window = open_window(office.counter(), pickers=answers(patterns=patterns))
    window.go_to(LIBRARY)
    page = window.library
    assert page.tabs.tabText(1) == "Added &folders 1"
    page.tabs.setCurrentIndex(1)
    assert page.folders.table.model().index(0, 2).data() == "*.tmp"
    settle(qtbot, window)
    office.orders.clear()
    click(page.folders.patterns)
    settle(qtbot, window)
    assert asked == [(FOLDER, ("*.tmp",))]
    assert (office.orders[0].paths, office.orders[0].collection) == ((FOLDER,), "규정")
    assert office.orders[0].excludes == ("*.tmp", "임시/")


def test_a_folder_is_no_longer_kept_up_with(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.folders += [Folder("규정", FOLDER, ()), Folder("규정", FOLDER / "안", ())]
    said: list[str] = []

    def confirm(_parent: object, _title: str, question: str) -> bool:
        said.append(question)
        return len(said) > 1

    window = open_window(office.counter(), pickers=answers(confirm=confirm))
    window.go_to(LIBRARY)
    page = window.library
    page.tabs.setCurrentIndex(1)
    settle(qtbot, window)
    click(page.folders.removal)
    settle(qtbot, window)
    assert len(office.folders) == 2, "the user said no"
    click(page.folders.removal)
    settle(qtbot, window)
    assert [folder.path for folder in office.folders] == [FOLDER / "안"]
    assert str(FOLDER) in said[1]
    assert page.notice.isVisible()


def test_looking_again_by_key(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.folders.append(Folder("규정", FOLDER, ()))
    window = open_window(office.counter())
    window.go_to(LIBRARY)
    settle(qtbot, window)
    office.orders.clear()
    press(window.library.table.view, Qt.Key.Key_F5)
    settle(qtbot, window)
    assert office.orders[0].paths == ()
    assert window.library.notice.isVisible()


def test_the_list_is_saved(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    names = iter((Path("/") / "out" / "문서함.csv", Path("/") / "out" / "문서함.exe"))
    window = open_window(office.counter(), pickers=answers(save=lambda *_: next(names)))
    window.go_to(LIBRARY)
    settle(qtbot, window)
    view = window.library.table.view
    press(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert window.status.said.text() == "4 rows were saved: 문서함.csv"
    press(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert "(SYS-004)" in window.library.notice.text.text()


@pytest.mark.parametrize(
    ("added", "unchanged", "failed", "title"),
    [
        (3, 0, 0, "The files were taken in"),
        (0, 9, 0, "The files were looked through"),
        (3, 9, 2, "Taken in, but 2 files could not be read"),
        (0, 9, 2, "Looked through; 2 files cannot be read"),
        (0, 0, 2, "Nothing was taken in: 2 files could not be read"),
    ],
)
def test_a_failure_is_never_told_as_success(added: int, unchanged: int, failed: int, title: str) -> None:
    report = IndexReport(
        added=added,
        updated=0,
        unchanged=unchanged,
        moved=0,
        removed=0,
        skipped=0,
        failed=(Warned("x", "ING-005", {}),) * failed,
        passages=0,
        seconds=0,
        states=dict.fromkeys(FileState, 0),
    )
    assert reports.title(report) == title
    assert ("failed" in reports.counts(report)) is bool(failed)
    assert bool(reports.news(report)) is bool(added)
