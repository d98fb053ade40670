"""An encrypted workspace: the passphrase is asked for, a wrong one is said under its field, leaving leads back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.core.errors import WorkspaceNewer, WorkspaceNewerBeside
from app.gui.main_window import MainWindow
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, click, press, settle


def locked(office: FakeOffice, open_window: OpenWindow) -> MainWindow:
    office.site.passphrase = "열려라 참깨"
    return open_window(office.counter())


def test_the_right_one_opens(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    window = locked(office, open_window)
    page = window.opening
    assert window.stack.currentWidget() is page and page.asks
    assert page.field.hasFocus() and page.field.echoMode() == QLineEdit.EchoMode.Password
    assert not page.unlock.isEnabled() and page.fault.text() == ""
    page.field.setText("열려라 참깨")
    press(page.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.stack.currentWidget() is window.search
    assert page.field.text() == ""


def test_a_wrong_one_is_said_under_the_field(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    window = locked(office, open_window)
    page = window.opening
    page.field.setText("아닌 것")
    click(page.unlock)
    settle(qtbot, window)
    assert "(KEY-002)" in page.fault.text()
    assert page.asks and page.field.isEnabled() and page.field.hasFocus() and page.field.text() == ""
    assert not window.notice.isVisible()
    page.field.setText("열려라 참깨")
    click(page.unlock)
    settle(qtbot, window)
    assert window.session.is_open


def test_leaving_leads_to_an_empty_window_and_back(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    window = locked(office, open_window)
    click(window.opening.leave)
    assert not window.opening.asks and "not open" in window.opening.words.text()
    click(window.notice.button)
    settle(qtbot, window)
    assert window.opening.asks


def test_another_fault_is_no_question(office: FakeOffice, open_window: OpenWindow) -> None:
    office.faults["open"] = WorkspaceNewer(path="x")
    window = open_window(office.counter())
    assert not window.opening.asks
    assert "(STO-004)" in window.notice.text.text()


def test_what_it_has_to_tell_is_told_when_it_is_open(office: FakeOffice, open_window: OpenWindow) -> None:
    office.site.notices = (WorkspaceNewerBeside(name="munjigi-9.db"),)
    window = open_window(office.counter())
    assert window.session.is_open
    assert window.notice.isVisible()
    assert "munjigi-9.db" in window.notice.text.text() and "(STO-009)" in window.notice.text.text()


def test_what_is_typed_can_be_seen_and_is_hidden_again(
    qtbot: QtBot, office: FakeOffice, open_window: OpenWindow
) -> None:
    window = locked(office, open_window)
    page = window.opening
    press(page.reveal, Qt.Key.Key_Space)
    assert page.field.echoMode() == QLineEdit.EchoMode.Normal
    page.field.setText("아닌 것")
    click(page.unlock)
    settle(qtbot, window)
    assert page.field.echoMode() == QLineEdit.EchoMode.Password
