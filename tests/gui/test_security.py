"""설정 → 보안: a workspace is encrypted from the window and opened again; what that is not is said, too."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.core.errors import DiskFull
from app.core.policy import Policy
from app.gui.counter import Counter
from app.gui.main_window import SETTINGS, MainWindow
from app.gui.site_counter import NewLock
from app.gui.widgets.passphrase_dialog import PassphraseDialog
from app.services.vault import VaultStatus
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import HOME, SLOW, OpenWindow, answers, at_rest, click, press, settle

WORDS, OTHER = "열려라 참깨 하나 둘", "닫혀라 들깨 셋 넷"


def opened(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, *given: tuple[str, NewLock]) -> MainWindow:
    said = iter(given)
    pickers = answers(new_passphrase=lambda *_: next(said, None))
    window = open_window(office.counter(), pickers=pickers)
    window.go_to(SETTINGS)
    window.settings.open(window.settings.security)
    settle(qtbot, window)
    return window


def idle(qtbot: QtBot, window: MainWindow) -> None:
    """Until it is open again, or asks."""
    qtbot.waitUntil(lambda: (window.session.is_open or window.opening.asks) and not window.session.crew.busy)


def test_it_says_what_it_is_and_what_it_is_not(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    page = opened(qtbot, open_window, office).settings.security
    assert "Not encrypted" in page.facts.text() and "Blocked" in page.facts.text()
    assert "비밀" in page.limits.text() and "KCMVP" in page.limits.text()
    assert page.encrypt.isVisible() and not page.change.isVisible()


def test_it_is_encrypted_and_opened_again(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = opened(qtbot, open_window, office, ("", NewLock(WORDS, recovery=True)))
    page = window.settings.security
    office.gates["lock"] = threading.Event()
    click(page.encrypt)
    qtbot.waitUntil(lambda: not window.session.is_open)
    assert window.stack.currentWidget() is window.opening
    assert "Encrypting" in window.opening.words.text()
    office.gates["lock"].set()
    idle(qtbot, window)
    assert window.session.is_open and window.stack.currentWidget() is window.settings
    names = [call[0] for call in office.calls]
    assert names.index("close") < names.index("lock")  # nobody has it open while it is rewritten
    assert ("lock", HOME, NewLock(WORDS, recovery=True)) in office.calls
    assert "Encrypted" in page.facts.text()
    assert page.recovery.isVisible() and page.recovery.text() == "ABCD-EFGH"
    assert not page.encrypt.isVisible() and page.change.isVisible()
    window.settings.open(window.settings.audit)
    window.settings.open(page)
    assert page.recovery.text() == ""  # nobody can show it again


def test_it_is_stopped(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = opened(qtbot, open_window, office, ("", NewLock(WORDS)))
    office.gates["lock"] = threading.Event()
    click(window.settings.security.encrypt)
    qtbot.waitUntil(lambda: not window.session.is_open and window.status.cancel.isVisible())
    click(window.status.cancel)
    idle(qtbot, window)
    assert window.session.is_open
    assert "Not encrypted" in window.settings.security.facts.text()


def test_a_fault_leaves_it_as_it_was(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.faults["lock"] = DiskFull(path="x")
    window = opened(qtbot, open_window, office, ("", NewLock(WORDS)))
    click(window.settings.security.encrypt)
    qtbot.waitUntil(lambda: not window.session.is_open)
    idle(qtbot, window)
    assert window.session.is_open
    assert "(STO-" in window.settings.security.notice.text.text()


def test_work_that_runs_is_stopped_first(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = opened(qtbot, open_window, office, ("", NewLock(WORDS)))
    office.gates["index"] = threading.Event()
    window.library.take((Path("/") / "docs",))
    qtbot.waitUntil(lambda: window.status.bar.maximum() == 3)
    window.go_to(SETTINGS)
    click(window.settings.security.encrypt)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: "Encrypted" in window.settings.security.facts.text())
    assert ("at the next file",) not in office.calls


def test_the_passphrase_is_changed(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.site.vault = VaultStatus(HOME, True, "aes-256-gcm", "chacha20", ("passphrase", "recovery"))
    window = opened(qtbot, open_window, office, (WORDS, NewLock(OTHER)))
    office.site.passphrase = WORDS
    page = window.settings.security
    assert "the passphrase, the recovery passphrase" in page.facts.text()
    click(page.change)
    qtbot.waitUntil(lambda: office.site.passphrase == OTHER)
    idle(qtbot, window)
    assert window.session.is_open and "was changed" in page.notice.title.text()


def test_a_wrong_present_one_changes_nothing_and_asks(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    office.site.vault = VaultStatus(HOME, True, "aes-256-gcm", "chacha20", ("passphrase",))
    window = opened(qtbot, open_window, office, ("아닌 것입니다", NewLock(OTHER)))
    office.site.passphrase = WORDS
    click(window.settings.security.change)
    qtbot.waitUntil(lambda: window.opening.asks)
    settle(qtbot, window)
    assert "(KEY-002)" in window.opening.fault.text()
    assert office.site.passphrase == WORDS


def test_a_policy_that_wants_it_encrypted_leads_there(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    office.site.policy = Policy(title="규정", digest="d", encrypted=True)
    window = open_window(office.counter(), pickers=answers(new_passphrase=lambda *_: ("", NewLock(WORDS))))
    assert "Encrypt" in window.notice.button.text()
    click(window.notice.button)
    idle(qtbot, window)
    assert window.session.is_open and office.site.passphrase == WORDS


@pytest.fixture
def dialog(qtbot: QtBot) -> PassphraseDialog:
    made = PassphraseDialog(10, changing=False)
    qtbot.addWidget(made)
    return made


def test_the_dialog_wants_it_twice_and_long_enough(dialog: PassphraseDialog) -> None:
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled() and dialog.present is None
    dialog.new.setText("짧은 것")
    assert not ok.isEnabled() and "short" in dialog.fault.text()
    dialog.new.setText(WORDS)
    dialog.again.setText(OTHER)
    assert not ok.isEnabled() and "not the same" in dialog.fault.text()
    dialog.again.setText(WORDS)
    assert ok.isEnabled() and dialog.fault.text() == ""
    press(dialog.account, Qt.Key.Key_Space)
    assert dialog.take() == ("", NewLock(WORDS, account=True))
    assert dialog.new.text() == "" and dialog.again.text() == ""


def test_the_dialog_of_a_change_wants_the_present_one(qtbot: QtBot) -> None:
    dialog = PassphraseDialog(10, changing=True)
    qtbot.addWidget(dialog)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    for field in (dialog.new, dialog.again):
        field.setText(WORDS)
    assert dialog.present is not None and not ok.isEnabled()
    dialog.present.setText(OTHER)
    assert ok.isEnabled() and dialog.take()[0] == OTHER


def test_a_real_workspace(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, monkeypatch: Any) -> None:
    """Encrypted in the window, closed, opened with the passphrase: the real services behind the real counter."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "account"))
    home = tmp_path / "home"
    pickers = answers(new_passphrase=lambda *_: ("", NewLock(WORDS)))
    window = open_window(Counter.real(), home=home, pickers=pickers, wait=False)
    at_rest(qtbot, window)
    window.go_to(SETTINGS)
    window.settings.open(window.settings.security)
    at_rest(qtbot, window)
    click(window.settings.security.encrypt)
    qtbot.waitUntil(lambda: "Encrypted" in window.settings.security.facts.text(), timeout=SLOW)
    at_rest(qtbot, window)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=SLOW)
    again = open_window(Counter.real(), home=home, wait=False)
    qtbot.waitUntil(lambda: again.opening.asks, timeout=SLOW)
    again.opening.field.setText(WORDS)
    click(again.opening.unlock)
    qtbot.waitUntil(lambda: again.session.is_open, timeout=SLOW)
    at_rest(qtbot, again)
