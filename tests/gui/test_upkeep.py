"""Keeping up with folders: the look at the start, the watch, giving way to the user, pause and cancel."""

import dataclasses
import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.errors import DiskFull, WorkspaceBusy
from app.core.events import Progress
from app.core.settings import Settings
from app.core.types import FileState
from app.gui import upkeep
from app.gui.activity import IDLE_SECONDS, Activity
from app.gui.counter import Counter, Order
from app.gui.main_window import LIBRARY, MainWindow
from app.gui.remaining import Remaining
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.index import IndexReport
from app.services.library import Folder
from app.store.roots import Root
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, click, press, settle

RULES, LETTERS = Path("/") / "docs" / "규정", Path("/") / "docs" / "공문"


@pytest.fixture
def office() -> FakeOffice:
    office = FakeOffice()
    office.folders = [Folder("규정", RULES, ())]
    return office


def paths(office: FakeOffice) -> list[tuple[Path, ...]]:
    return [order.paths for order in office.orders]


def held(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> MainWindow:
    """A window whose first round stands in its middle."""
    office.gates["index"] = threading.Event()
    window = open_window(office.counter(), wait=False)
    qtbot.waitUntil(lambda: window.status.bar.maximum() == 3)
    return window


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "RETRY_MS", 1)


def test_an_order_has_the_fields_of_the_services_request() -> None:
    ours, theirs = ({each.name: each.default for each in dataclasses.fields(kind)} for kind in (Order, IndexRequest))
    assert ours == theirs


def test_everything_is_looked_at_once_at_the_start_and_quietly(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    window = open_window(office.counter())
    settle(qtbot, window)
    window.session.refresh()
    settle(qtbot, window)
    assert office.orders == [Order(meaning=False)]
    assert office.calls.count(("catch up", 0)) == 1
    assert not window.notice.isVisible() and not window.library.notice.isVisible()
    assert window.status.said.text() == "Folders: new 3 · failed 1"
    assert window.stack.currentWidget() is window.search


def test_nothing_is_looked_at_where_nothing_was_added(open_window: OpenWindow) -> None:
    office = FakeOffice()
    open_window(office.counter())
    assert office.orders == [] and office.count("watch") == 0


def test_a_backlog_of_meaning_is_worked_off_and_told(qtbot: QtBot, open_window: OpenWindow) -> None:
    office = FakeOffice()
    office.behind = 3
    office.gates["catch up"] = threading.Event()
    window = open_window(office.counter(), wait=False)
    qtbot.waitUntil(lambda: "Index by meaning" in window.status.work.text())
    assert window.status.meaning.text() == "Meaning 57%"  # 4 of 7, never rounded up
    office.gates["catch up"].set()
    settle(qtbot, window)
    assert not window.status.meaning.isVisible()


def test_meaning_gives_way_to_a_change_and_to_the_user(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    office.behind = 3
    office.gates["catch up"] = threading.Event()
    window = open_window(office.counter(), wait=False)
    qtbot.waitUntil(lambda: office.count("catch up") == 1)
    office.news.put((("규정", RULES),))
    qtbot.waitUntil(lambda: paths(office) == [(), (RULES,)])
    qtbot.waitUntil(lambda: office.count("catch up") == 2)
    window.library.take((LETTERS,), "공문")
    qtbot.waitUntil(lambda: paths(office) == [(), (RULES,), (LETTERS,)])
    qtbot.waitUntil(lambda: office.count("catch up") == 3)
    office.gates["catch up"].set()
    settle(qtbot, window)
    assert office.behind == 0


def test_a_change_on_disk_is_read(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = open_window(office.counter())
    settle(qtbot, window)
    office.news.put((("규정", RULES),))
    qtbot.waitUntil(lambda: len(office.orders) == 2)
    settle(qtbot, window)
    assert office.orders[1] == Order((RULES,), "규정", meaning=False)


def test_changes_during_a_round_wait_for_its_end_and_come_once(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    window = held(qtbot, office, open_window)
    changes = (("규정", RULES), ("공문", LETTERS))
    for change in (*changes, *changes):
        window.upkeep.want((change,))
    assert len(office.orders) == 1
    office.gates["index"].set()
    settle(qtbot, window)
    assert office.orders[1:] == [Order((RULES,), "규정", meaning=False), Order((LETTERS,), "공문", meaning=False)]


def test_a_users_order_does_not_wait_behind_upkeep(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = held(qtbot, office, open_window)
    window.library.take((LETTERS,), "공문")
    office.gates["index"].set()
    settle(qtbot, window)
    assert paths(office) == [(), (LETTERS,), ()]  # begun, given way to the user, begun anew
    assert office.count("catch up") == 1  # the meaning of it all, when nothing else is due
    assert not any("Stopped" in each.title.text() for each in (window.notice, window.library.notice))


def test_removing_a_collection_does_not_wait_either(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = held(qtbot, office, open_window)
    window.filing.remove_collection("옛 규정")
    qtbot.waitUntil(lambda: office.count("remove") == 1)  # the gate of the round is still shut
    office.gates["index"].set()
    settle(qtbot, window)
    assert paths(office) == [(), ()]


def test_cancelling_upkeep_ends_it_until_something_changes(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    window = held(qtbot, office, open_window)
    window.upkeep.want((("규정", RULES),))
    press(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    assert len(office.orders) == 1
    office.gates["index"].set()
    office.news.put((("규정", RULES),))
    qtbot.waitUntil(lambda: len(office.orders) == 2)
    settle(qtbot, window)


@pytest.mark.parametrize("by_key", [True, False])
def test_pause_and_resume(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, by_key: bool) -> None:
    window = held(qtbot, office, open_window)

    def toggle() -> None:
        if by_key:
            press(window, Qt.Key.Key_F8)
        else:
            click(window.status.pause)

    toggle()
    assert window.status.work.text().startswith("Paused · ")
    assert window.status.pause.text() == "Continue"
    office.gates["index"].set()
    qtbot.waitUntil(lambda: ("at the next file",) in office.calls)
    assert window.session.crew.busy  # it stands still there until somebody goes on
    toggle()
    settle(qtbot, window)
    assert not window.status.pause.isVisible()


def test_a_paused_round_gives_way_and_stays_paused(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = held(qtbot, office, open_window)
    window.go_to(LIBRARY)
    press(window, Qt.Key.Key_F8)
    office.gates["index"].set()
    window.library.take((LETTERS,), "공문")
    qtbot.waitUntil(window.library.notice.isVisible)  # its report
    qtbot.waitUntil(lambda: window.status.work.text().startswith("Paused"))
    press(window, Qt.Key.Key_F8)
    settle(qtbot, window)


@pytest.mark.usefixtures("hurried")
def test_another_window_that_writes_is_waited_for(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.faults["index"] = WorkspaceBusy(path="x")
    window = open_window(office.counter())
    qtbot.waitUntil(lambda: len(office.orders) >= 2)
    del office.faults["index"]
    qtbot.waitUntil(lambda: window.status.said.text().startswith("Folders"))
    settle(qtbot, window)
    assert not window.notice.isVisible()


def test_a_fault_of_upkeep_is_told_once(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.faults["index"] = DiskFull(path="x")
    window = open_window(office.counter())
    settle(qtbot, window)
    assert "(STO-002)" in window.notice.text.text()
    assert len(office.orders) == 1


def test_the_watch_follows_what_was_added_and_removed(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    window = open_window(office.counter())
    settle(qtbot, window)
    assert office.count("watch") == 1
    office.folders.append(Folder("공문", LETTERS, ()))
    window.session.refresh()
    qtbot.waitUntil(lambda: ("watch", (RULES, LETTERS)) in office.calls)
    office.folders.clear()
    window.session.refresh()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not window.session.crew.staffed)
    assert office.count("watch") == 2


def test_closing_ends_the_round_and_the_watch(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = held(qtbot, office, open_window)
    window.upkeep.want((("규정", RULES),))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert len(office.orders) == 1
    assert office.calls[-1] == ("close",)


def test_search_is_not_shown_over_the_work(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = held(qtbot, office, open_window)
    window.search.box.setText("연가")
    window.search.search()
    qtbot.waitUntil(lambda: window.search.results.hits.rowCount() > 0)
    assert "1/3" in window.status.work.text()
    window.search.box.setText("연가를")
    window.search.ask()
    qtbot.waitUntil(window.search.answer.copy_button.isEnabled)
    qtbot.waitUntil(lambda: "1/3" in window.status.work.text())  # shown again once the answer is there
    office.gates["index"].set()
    settle(qtbot, window)


def test_time_left_comes_from_the_stages_own_speed() -> None:
    now = [0.0]
    remaining = Remaining(lambda: now[0])
    assert remaining.seconds(Progress("read", 0, 100)) is None
    now[0] = 10.0
    assert remaining.seconds(Progress("read", 2, 100)) is None  # too few to tell
    assert remaining.seconds(Progress("read", 20, 100)) == 40.0
    remaining.pause()
    now[0] = 1000.0
    assert remaining.seconds(Progress("read", 20, 100)) == 40.0
    remaining.resume()
    now[0] = 1010.0
    assert remaining.seconds(Progress("read", 40, 100)) == 30.0
    assert remaining.seconds(Progress("vectors", 40, 400)) is None  # another stage begins anew


def test_somebody_works_at_the_pc_while_keys_and_mouse_move(qtbot: QtBot, window: MainWindow) -> None:
    now = [0.0]
    activity = Activity(clock=lambda: now[0])
    handle = window.windowHandle()
    assert handle is not None
    QApplication.instance().focusWindowChanged.emit(handle)  # type: ignore[union-attr]
    now[0] = IDLE_SECONDS - 1
    assert activity.busy()
    now[0] = IDLE_SECONDS
    assert not activity.busy()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, key)
    assert activity.busy()
    now[0] += IDLE_SECONDS
    assert not activity.busy()
    point = QPointF(50, 50)
    none = Qt.MouseButton.NoButton
    wheel = QWheelEvent(
        point,
        point,
        point.toPoint(),
        point.toPoint(),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(handle, wheel)
    assert activity.busy()


def test_the_library_can_be_used_while_upkeep_runs(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = held(qtbot, office, open_window)
    window.go_to(LIBRARY)
    assert window.library.add_folder.isEnabled()
    assert window.library.retry.isEnabled()
    office.gates["index"].set()
    settle(qtbot, window)


def test_the_buttons_stay_in_a_narrow_window(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.behind = 3
    window = held(qtbot, office, open_window)
    window.resize(1280, 800)
    qtbot.waitUntil(window.status.bar.isVisible)
    assert window.status.model.isVisible()
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: window.status.width() <= window.minimumWidth())
    qtbot.waitUntil(lambda: window.status.cancel.geometry().right() <= window.status.width())
    assert window.status.pause.isVisible() and window.status.work.isVisible()
    office.gates["index"].set()
    settle(qtbot, window)


def test_a_real_folder_is_followed(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    """The real services: what appears in an added folder stands in the ledger a moment later."""
    home, folder = tmp_path / "home", tmp_path / "folder"
    folder.mkdir()
    workspace = Workspace.open(home, Settings())
    workspace.roots.put(Root("규정", os.fsencode(folder)))
    workspace.close()
    window = open_window(Counter.real(), home=home, wait=False)
    kept: list[IndexReport] = []
    window.upkeep.kept.connect(kept.append)
    qtbot.waitUntil(lambda: len(kept) == 1 and not window.session.crew.busy, timeout=30_000)
    (folder / "사진.raw").write_bytes(bytes(range(256)))
    qtbot.waitUntil(lambda: len(kept) == 2 and not window.session.crew.busy, timeout=30_000)
    assert [(entry.path, entry.state) for entry in kept[1].entries] == [("사진.raw", FileState.SKIPPED)]
