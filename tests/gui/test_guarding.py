"""What a site's policy means in the window, and the audit as it is read there."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QShowEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from app.core.chain import Entry
from app.core.policy import Policy
from app.gui.main_window import SETTINGS, WRITING, MainWindow
from app.gui.site.policy_words import rules
from app.services.recording.audit import AuditState
from app.services.vault import VaultStatus
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import HOME, OpenWindow, answers, click, press, settle

CONTROL = Qt.KeyboardModifier.ControlModifier
BEFORE = "what another program put there"
OUT = Path("/") / "out" / "기록.csv"


@pytest.fixture
def bound(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> MainWindow:
    """A window whose site forbids copying and printing, with an article on the screen."""
    office.site.policy = Policy(title="규정", digest="d", clipboard=False, printing=False, exports=("pdf",))
    window = open_window(office.counter())
    QGuiApplication.clipboard().clear()
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.search.article.current() is not None)
    return window


def on_clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_no_key_copies(qtbot: QtBot, bound: MainWindow) -> None:
    article = bound.search.article
    for widget in (article.text, bound.search.results, bound.search.box):
        if isinstance(widget, QTextEdit | QLineEdit):
            widget.selectAll()
        widget.setFocus()
        for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_Insert):
            press(widget, key, CONTROL)
            assert on_clipboard() == ""
    assert bound.search.box.text() == "연가"  # nothing was cut
    assert "(POL-005)" in bound.notice.text.text()


def test_it_is_said_once_in_full(bound: MainWindow) -> None:
    bound.search.box.selectAll()
    press(bound.search.box, Qt.Key.Key_C, CONTROL)
    assert bound.notice.isVisible()
    bound.notice.hide()
    press(bound.search.box, Qt.Key.Key_C, CONTROL)
    assert not bound.notice.isVisible()
    assert bound.status.said.text()


def test_buttons_and_menus_do_not_offer_it(qtbot: QtBot, bound: MainWindow) -> None:
    article = bound.search.article
    assert not article.copy_button.isEnabled() and "policy" in article.copy_button.toolTip()
    bound.search.ask()
    settle(qtbot, bound)
    copy = bound.search.answer.copy_button
    assert not copy.isEnabled()
    copy.setEnabled(True)  # who shows an answer knows nothing of the policy
    assert not copy.isEnabled()
    bound.search.box.selectAll()
    menu = bound.search.box.createStandardContextMenu()
    QApplication.sendEvent(menu, QShowEvent())
    named = {action.objectName(): action.isEnabled() for action in menu.actions() if action.objectName()}
    assert named["edit-copy"] is False and named["edit-cut"] is False
    menu.deleteLater()


def test_what_gets_there_all_the_same_is_taken_off(bound: MainWindow) -> None:
    text = bound.search.article.text
    text.selectAll()
    text.copy()  # what every menu and every input method ends in
    assert on_clipboard() == ""
    QGuiApplication.clipboard().setText("written by the program")
    assert on_clipboard() == ""
    if QGuiApplication.clipboard().supportsSelection():
        assert QGuiApplication.clipboard().text(QClipboard.Mode.Selection) == ""


def test_a_press_on_selected_text_drags_nothing(qtbot: QtBot, bound: MainWindow) -> None:
    text = bound.search.article.text
    text.selectAll()
    place = text.cursorRect(text.textCursor()).center()
    text.selectAll()
    QTest.mousePress(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not text.textCursor().hasSelection()
    QTest.mouseRelease(text.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_without_a_policy_copying_works(qtbot: QtBot, window: MainWindow) -> None:
    window.search.box.setText("연가")
    window.search.box.selectAll()
    press(window.search.box, Qt.Key.Key_C, CONTROL)
    assert on_clipboard() == "연가"
    QGuiApplication.clipboard().clear()


def test_a_closed_window_binds_the_next_one_no_more(qtbot: QtBot, bound: MainWindow, open_window: OpenWindow) -> None:
    bound.close()
    qtbot.waitUntil(lambda: not bound.isVisible())
    free = open_window(FakeOffice().counter())
    free.search.box.setText("연가")
    free.search.box.selectAll()
    press(free.search.box, Qt.Key.Key_C, CONTROL)
    assert on_clipboard() == "연가"
    QGuiApplication.clipboard().clear()


def test_printing_is_not_offered(bound: MainWindow) -> None:
    bound.go_to(WRITING)
    assert not bound.writing.surface.bar.paper.isVisible()
    assert bound.writing.surface.bar.export.isVisible()


def test_the_policy_in_words(qtbot: QtBot, office: FakeOffice, open_window: OpenWindow) -> None:
    office.site.policy = Policy(
        *("한빛지원단 정책", "ab" * 32, {"search_history": False, "threads": 2}, ("cd" * 32,), ("규정",), ("pdf",)),
        *(True, False, False, 90, 180, True),
    )
    office.site.vault = VaultStatus(HOME, encrypted=True)
    office.site.release, office.site.signers = "1.2-1.7", ("김하나", "이두리")
    window = open_window(office.counter())
    window.go_to(SETTINGS)
    window.settings.open(window.settings.policy)
    settle(qtbot, window)
    page = window.settings.policy
    assert page.head.text() == "한빛지원단 정책"
    assert "김하나, 이두리" in page.origin.text() and "ab" * 32 in page.origin.text()
    told = page.rules.text()
    for words in ("Remember searches: off", "Processor threads: 2", "cdcdcd", "규정", "PDF", "90 days", "180 days"):
        assert words in told
    assert len(page.rules.rows) == 10  # every field that binds has its row


def test_retention_is_said_when_the_workspace_opens(office: FakeOffice, open_window: OpenWindow) -> None:
    office.site.policy = Policy(title="규정", digest="d", retention_days=90)
    assert "90 days" in open_window(office.counter()).status.said.text()


def test_every_rule_of_a_policy_has_words() -> None:
    plain = Policy()
    bent: dict[str, Any] = {
        "settings": {"language": "ko"},
        "models": ("a",),
        "collections": ("a",),
        "exports": ("pdf",),
        "forbid_marked": True,
        "clipboard": False,
        "printing": False,
        "retention_days": 1,
        "warning_days": 1,
        "encrypted": True,
    }
    fields = {name for name in Policy.__dataclass_fields__ if name not in ("title", "digest")}
    assert set(bent) == fields
    assert rules(plain) == ()
    for name, value in bent.items():
        assert len(rules(Policy(**{name: value}))) == 1, name


def test_no_policy_is_said_so(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(SETTINGS)
    window.settings.open(window.settings.policy)
    settle(qtbot, window)
    assert window.settings.policy.head.text() == "No policy is in force"
    assert "not installed from a bundle" in window.settings.policy.none.text()


def audit(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> MainWindow:
    office.site.entries = (
        Entry(
            3, "2026-03-02T01:02:03.000Z", "exported", {"what": "draft", "format": "pdf", "sha256": "ab" * 32}, "", ""
        ),
        Entry(2, "2026-03-01T01:02:03.000Z", "opened", {"collection": "규정"}, "", ""),
        Entry(1, "2026-03-01T01:02:02.000Z", "begun", {"chain": "x"}, "", ""),
    )
    window = open_window(office.counter(), pickers=answers(save_as=lambda *_: OUT))
    window.go_to(SETTINGS)
    window.settings.open(window.settings.audit)
    settle(qtbot, window)
    return window


def test_the_audit_is_read_and_narrowed(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    page = audit(qtbot, open_window, office).settings.audit
    assert page.rows.rowCount() == 3 and page.count.text() == "3 entries"
    row = [page.rows.data(page.rows.index(0, column)) for column in range(4)]
    assert row[0] == "3" and row[2] == "Exported" and "pdf" in row[3] and "ab" * 32 not in row[3]
    page.words.setText("규정")
    assert page.rows.rowCount() == 1 and page.count.text() == "1 of 3 entries"
    page.words.clear()
    page.kinds.setCurrentIndex(page.kinds.findData("begun"))
    assert page.rows.data(page.rows.index(0, 0)) == "1"


def test_an_empty_audit_says_so(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(SETTINGS)
    window.settings.open(window.settings.audit)
    settle(qtbot, window)
    assert window.settings.audit.count.text() == "Nothing was recorded yet."
    assert not window.settings.audit.export.isEnabled()


@pytest.mark.parametrize(
    ("state", "title", "words"),
    [
        (AuditState("workspace", 3, "ab", 3), "The audit is whole", "3 entries"),
        (AuditState("workspace", 3, "ab", 3, resealed=(2,)), "The audit is whole", "entries 2"),
        (AuditState("workspace", 3, "ab", 0, keyed=False), "The audit is whole", "no seal was checked"),
        (
            AuditState("workspace", code="AUD-002", params={"place": "workspace", "count": 2, "sealed": 3}),
            "The audit is not whole",
            "(AUD-002)",
        ),
    ],
)
def test_the_chain_is_verified(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, state: AuditState, title: str, words: str
) -> None:
    office.site.states = (state,)
    window = audit(qtbot, open_window, office)
    click(window.settings.audit.verify)
    settle(qtbot, window)
    assert window.settings.audit.notice.title.text() == title
    assert words in window.settings.audit.notice.text.text()


def test_the_audit_goes_into_a_file(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = audit(qtbot, open_window, office)
    click(window.settings.audit.export)
    settle(qtbot, window)
    assert [out for _, out in office.site.saved] == [OUT]
    assert str(OUT) in window.settings.audit.notice.text.text()
