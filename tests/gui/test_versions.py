"""Versions of a draft: a name for what is there now, and any two of them beside each other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.kept_drafts import Cause
from app.gui.main_window import WRITING, MainWindow
from app.gui.writing.state import Address, Place
from app.gui.writing.versions_dialog import VersionsDialog
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import press, settle
from tests.gui.test_writing import CTRL, at_rest, draft

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> VersionsDialog:
    """Of a draft with a version more for each of two words that were typed."""
    window.go_to(WRITING)
    page, sheet = window.writing, draft(qtbot, window)
    for word in ("one", "two"):
        sheet.setFocus()
        sheet.put_caret(Place(Address(0), 0))
        QTest.keyClicks(sheet, word)
        at_rest(qtbot, window)
    press(sheet, Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(lambda: page.keeping.versions is not None and page.keeping.versions.list.count() > 2)
    settle(qtbot, window)
    assert page.keeping.versions is not None
    return page.keeping.versions


def test_the_letter_as_it_is_gets_a_name(
    qtbot: QtBot, window: MainWindow, office: FakeOffice, dialog: VersionsDialog
) -> None:
    count = dialog.list.count()
    assert not dialog.name_button.isEnabled()
    dialog.name.setText(" 과장님 검토본 ")
    press(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.list.count() > count)
    assert office.writing.causes[-1] is Cause.NAMED
    assert "과장님 검토본" in dialog.list.item(0).text() and dialog.name.text() == ""
    assert dialog.isVisible()


def test_two_older_versions_are_compared(qtbot: QtBot, window: MainWindow, dialog: VersionsDialog) -> None:
    last = dialog.list.count() - 1
    dialog.list.setCurrentRow(last)
    settle(qtbot, window)
    assert "twoone" in dialog.text.toPlainText()  # with now
    dialog.against.setCurrentIndex(dialog.against.findData(dialog.list.item(1).data(Qt.ItemDataRole.UserRole).number))
    settle(qtbot, window)
    assert "two" not in dialog.text.toPlainText() and "one" in dialog.text.toPlainText()
