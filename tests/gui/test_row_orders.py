"""What can be done to one row of the ledger: read again, unlock, show its place, copy its path, open it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.core.types import FileState
from app.gui.main_window import LIBRARY, MainWindow
from app.gui.widgets.dialogs import PasswordDialog, PatternsDialog
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, answers, click, press, settle

LOCKED = "규정/암호 걸린 문서.hwp"
CTRL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, path: str = LOCKED, **given: Any) -> MainWindow:
    """The library with a row chosen."""
    window = open_window(office.counter(), pickers=answers(**given))
    window.go_to(LIBRARY)
    settle(qtbot, window)
    window.library.table.choose("규정", path)
    return window


def test_the_password_goes_with_the_order_and_nowhere_else(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    asked = []

    def password(_parent: object, name: str, hint: str) -> str:
        asked.append((name, hint))
        return FakeOffice.PASSWORD

    window = opened(qtbot, open_window, office, password=password)
    press(window.library.table.view, Qt.Key.Key_L, CTRL)
    settle(qtbot, window)
    assert asked[0][0] == "암호 걸린 문서.hwp"
    order = office.orders[0]
    assert order.paths == (Path("/") / "docs" / LOCKED,)
    assert order.collection == "규정"
    assert dict(order.passwords) == {LOCKED: FakeOffice.PASSWORD}
    assert FakeOffice.PASSWORD not in repr(order)
    assert all(not each.passwords for each in office.orders[1:])
    assert window.library.notice.title.text() == "The file was read"
    entry = window.library.table.current_entry()
    assert entry is not None and entry.state is FileState.INDEXED


def test_a_wrong_password_is_said_and_asked_again(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    typed = iter(("닫혀라", FakeOffice.PASSWORD))
    window = opened(qtbot, open_window, office, password=lambda *_: next(typed))
    page = window.library
    press(page.table.view, Qt.Key.Key_Return)  # a locked row has nothing to read: Enter asks for the password
    settle(qtbot, window)
    assert "(ING-016)" in page.notice.text.text()
    click(page.notice.button)
    settle(qtbot, window)
    assert page.notice.title.text() == "The file was read"


def test_no_password_orders_nothing(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = opened(qtbot, open_window, office)
    press(window.library.table.view, Qt.Key.Key_L, CTRL)
    settle(qtbot, window)
    assert office.orders == []


def test_one_file_is_read_again(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.fail("규정/깨짐.hwp", "규정", "ING-005", {"name": "깨짐.hwp"})
    window = opened(qtbot, open_window, office, "규정/깨짐.hwp")
    press(window.library.table.view, Qt.Key.Key_R, CTRL)
    settle(qtbot, window)
    assert office.orders[0].retry
    assert office.orders[0].paths == (Path("/") / "docs" / "규정/깨짐.hwp",)
    assert "(ING-005)" in window.library.notice.text.text()  # still broken, and said so


@pytest.mark.parametrize(
    ("code", "retry", "unlock"), [("ING-003", True, True), ("ING-005", True, False), ("ING-009", False, False)]
)
def test_only_what_helps_is_offered(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, code: str, retry: bool, unlock: bool
) -> None:
    office.fail("규정/하나.hwp", "규정", code, {"name": "하나.hwp"})
    table = opened(qtbot, open_window, office, "규정/하나.hwp").library.table
    assert (table.retry.isEnabled(), table.unlock.isEnabled()) == (retry, unlock)
    assert not table.read.isEnabled()
    table.choose("규정", "규정/물품 관리 지침.hwpx")
    assert table.read.isEnabled() and not table.retry.isEnabled() and not table.unlock.isEnabled()


@pytest.mark.parametrize("there", [True, False])
def test_where_a_file_lies(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, there: bool) -> None:
    seen = []

    def show_folder(folder: Path) -> bool:
        seen.append(folder)
        return there

    window = opened(qtbot, open_window, office, show_folder=show_folder)
    QGuiApplication.clipboard().clear()
    press(window.library.table.view, Qt.Key.Key_O, CTRL)
    settle(qtbot, window)
    assert seen == [Path("/") / "docs" / "규정"]
    assert QGuiApplication.clipboard().text() == ("" if there else str(Path("/") / "docs" / LOCKED))


def test_a_file_that_has_gone_is_said(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = opened(qtbot, open_window, office)
    office.others.clear()
    press(window.library.table.view, Qt.Key.Key_R, CTRL)
    settle(qtbot, window)
    assert window.library.notice.title.text() == "The file is no longer in the library"
    assert office.orders == []


def test_copying_and_reading(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = opened(qtbot, open_window, office)
    press(window.library.table.view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == LOCKED
    window.library.table.choose("규정", "규정/물품 관리 지침.hwpx")
    press(window.library.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.search.article.current() is not None)
    assert window.stack.currentWidget() is window.search
    assert window.search.article.title.text() == "물품 관리 지침"


def test_the_password_field_hides_and_forgets(qtbot: QtBot) -> None:
    dialog = PasswordDialog("규정.hwp", "잠김")
    qtbot.addWidget(dialog)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    assert dialog.field.echoMode() is QLineEdit.EchoMode.Password
    dialog.reveal.setChecked(True)
    assert dialog.field.echoMode() is QLineEdit.EchoMode.Normal
    dialog.field.setText("열려라")
    assert ok.isEnabled()
    assert dialog.take() == "열려라"
    assert dialog.field.text() == ""


def test_patterns_are_one_a_line(qtbot: QtBot) -> None:
    dialog = PatternsDialog(Path("/") / "docs", ("*.tmp",))
    qtbot.addWidget(dialog)
    assert dialog.text.toPlainText() == "*.tmp"
    dialog.text.setPlainText(" *.tmp \n\n임시/\n*.tmp")
    assert dialog.patterns() == ("*.tmp", "임시/")
