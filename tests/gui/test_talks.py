"""A conversation: follow-ups, the turns before, a new one, and those from before."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.core.answers import KeptCitation
from app.core.errors import OutputUnwritable, WorkspaceBusy
from app.core.types import Query
from app.gui.kept import find_kept
from app.gui.main_window import MainWindow
from app.gui.pickers import Pickers
from tests.fakes.checked import RULE, STRAY, checked, extract
from tests.fakes.counter import FakeOffice, no_answer
from tests.gui.conftest import OpenWindow, answers, click, press, settle

CTRL = Qt.KeyboardModifier.ControlModifier
DOUBT = f"{STRAY} ⚠"


@pytest.fixture(autouse=True)
def judged(office: FakeOffice) -> None:
    office.extract, office.answer = extract, checked


def ask(qtbot: QtBot, window: MainWindow, question: str) -> None:
    window.search.box.setText(question)
    window.search.box.setFocus()
    press(window.search.box, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)


def asked(office: FakeOffice) -> list[tuple[str, int]]:
    return [(call[1].text, call[2]) for call in office.calls if call[0] == "ask"]


def shown(window: MainWindow) -> str:
    return window.search.answer.text.toPlainText()


def rows(window: MainWindow) -> list[str]:
    names = window.search.talks.popup.list
    return [names.item(row).text() for row in range(names.count())]


def open_list(qtbot: QtBot, window: MainWindow) -> None:
    press(window.search.box, Qt.Key.Key_J, CTRL)
    qtbot.waitUntil(window.search.talks.popup.isVisible)
    settle(qtbot, window)


# --- going on --------------------------------------------------------------------------------
def test_new_words_go_on_with_the_conversation(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window, "연가를")
    assert window.search.box.selectedText() == "연가를"  # what is typed next is the next question
    assert "Ctrl+Enter with new words" in window.search.caption.text()
    office.answer = lambda hits: replace(checked(hits), asked="연가는 누가 허가하나?")
    ask(qtbot, window, "연가")
    assert asked(office) == [("연가를", 1), ("연가", 1)]
    lines = shown(window).splitlines()
    assert lines[0] == "▸ 연가를"
    assert lines[1].startswith("연가를 쓰려는") and lines[1].endswith("…")
    assert lines[2:4] == ["연가", "Read and looked for as: 연가는 누가 허가하나?"]
    assert shown(window).count(DOUBT) == 1  # the turn before is folded


def test_the_turns_before_unfold_by_key(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "연가를")
    ask(qtbot, window, "연가")
    text = window.search.answer.text
    text.setFocus(Qt.FocusReason.TabFocusReason)
    press(text, Qt.Key.Key_Tab)
    assert text.textCursor().selectedText() == "▸ 연가를"
    press(text, Qt.Key.Key_Return)
    assert shown(window).startswith("▾ 연가를")
    assert shown(window).count(DOUBT) == 2
    press(text, Qt.Key.Key_Return)  # the keyboard is still on it
    assert shown(window).startswith("▸ 연가를")


def test_a_citation_of_a_turn_before_opens_its_article(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window, "연가를")
    office.answer, office.extract = no_answer, None
    ask(qtbot, window, "분실")
    window.search.answer.text.anchorClicked.emit(QUrl("fold:0"))
    window.search.answer.text.anchorClicked.emit(QUrl("past:0:1"))
    settle(qtbot, window)
    marked = [each.cursor.selectedText() for each in window.search.article.text.extraSelections()]
    assert marked == [RULE]


def test_the_filter_may_change_within_a_conversation(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window, "연가를")
    window.search.filters.put(Query("", collections=("옛 규정",)))
    settle(qtbot, window)
    assert window.search.answer.isVisible()
    ask(qtbot, window, "연가")
    queries = [(call[1].collections, call[2]) for call in office.calls if call[0] == "ask"]
    assert queries == [((), 1), (("옛 규정",), 1)]


@pytest.mark.parametrize("leave", [Qt.Key.Key_N, Qt.Key.Key_Escape])
def test_what_is_not_on_the_screen_is_not_gone_on_with(
    qtbot: QtBot, window: MainWindow, office: FakeOffice, leave: Qt.Key
) -> None:
    ask(qtbot, window, "연가를")
    press(window.search.box, leave, CTRL if leave == Qt.Key.Key_N else Qt.KeyboardModifier.NoModifier)
    assert not window.search.answer.isVisible()
    assert window.search.box.hasFocus()
    assert bool(window.search.box.text()) == (leave == Qt.Key.Key_Escape)
    ask(qtbot, window, "연가")
    assert asked(office) == [("연가를", 1), ("연가", 2)]
    assert shown(window).startswith("연가\n")


def test_a_search_ends_the_conversation_on_the_screen(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window, "연가를")
    window.search.box.setText("분실")
    press(window.search.box, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not window.search.answer.isVisible()
    assert window.search.asking.conversation == 0


def test_a_question_that_was_stopped_is_not_a_turn(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window, "연가를")
    office.gates["ask"] = threading.Event()
    window.search.box.setText("연가")
    press(window.search.box, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "The model writes:" in shown(window))
    press(window.search.box, Qt.Key.Key_Escape)
    settle(qtbot, window)
    office.gates["ask"].set()
    ask(qtbot, window, "분실")
    assert [line for line in shown(window).splitlines() if line.startswith("▸")] == ["▸ 연가를"]


def test_what_cannot_be_kept_is_answered(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.talks.fault = WorkspaceBusy()
    ask(qtbot, window, "연가를")
    assert f"({WorkspaceBusy.code})" in window.search.notice.text.text()
    assert asked(office) == [("연가를", 0)]
    assert DOUBT in shown(window)
    ask(qtbot, window, "연가")
    assert shown(window).startswith("▸ 연가를")


def test_a_long_conversation_shows_its_end(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window, "연가를")
    office.talks.kept[1] *= 70
    window.search.begin_anew()
    open_list(qtbot, window)
    press(window.search.talks.popup.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    lines = shown(window).splitlines()
    assert lines[0].startswith("Questions before these: 9.")
    assert sum(line.startswith("▸") for line in lines) == 60
    window.search.answer.text.anchorClicked.emit(QUrl("fold:9"))
    assert shown(window).splitlines()[1] == "▾ 연가를"


# --- those from before -----------------------------------------------------------------------
def test_a_conversation_from_before_is_opened_and_gone_on_with(
    qtbot: QtBot, window: MainWindow, office: FakeOffice
) -> None:
    ask(qtbot, window, "연가를")
    ask(qtbot, window, "연가")
    window.search.begin_anew()
    ask(qtbot, window, "시작일")
    window.search.begin_anew()
    open_list(qtbot, window)
    assert [row.rsplit(" · ", 1)[0] for row in rows(window)] == ["시작일 · 1 questions", "연가를 · 2 questions"]
    popup = window.search.talks.popup
    assert popup.list.hasFocus()
    press(popup.list, Qt.Key.Key_Down)
    press(popup.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not popup.isVisible()
    assert window.search.answer.isVisible()
    assert shown(window).startswith("▸ 연가를\n")
    assert DOUBT in shown(window)
    assert window.search.answer.legend.text().startswith("Sentences 4 · quoted 2")
    marked = [each.cursor.selectedText() for each in window.search.article.text.extraSelections()]
    assert marked == [RULE]  # its first citation is open
    ask(qtbot, window, "분실")
    assert asked(office)[-1] == ("분실", 1)


def test_conversations_are_searched(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "연가를")
    window.search.begin_anew()
    ask(qtbot, window, "시작일")
    open_list(qtbot, window)
    popup = window.search.talks.popup
    press(popup.list, Qt.Key.Key_Up)
    assert popup.field.hasFocus()
    popup.field.setText("연가를")
    press(popup.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [row.split(" · ")[0] for row in rows(window)] == ["시작일", "연가를"]  # the answer holds it, too
    popup.field.setText("없는 말")
    press(popup.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert rows(window) == []
    assert popup.note.text() == "No conversation holds these words."
    assert not popup.export_button.isEnabled()


def test_one_is_forgotten_and_all_are(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    questions: list[str] = []

    def confirm(_parent: QWidget, _title: str, question: str) -> bool:
        questions.append(question)
        return len(questions) != 1

    window = open_window(office.counter(), pickers=answers(confirm=confirm))
    ask(qtbot, window, "연가를")
    window.search.begin_anew()
    ask(qtbot, window, "시작일")
    open_list(qtbot, window)
    popup = window.search.talks.popup
    press(popup.list, Qt.Key.Key_Delete)  # thought better of it
    settle(qtbot, window)
    assert len(office.talks.kept) == 2
    assert window.search.answer.isVisible()
    press(popup.list, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert [row.split(" · ")[0] for row in rows(window)] == ["연가를"]
    assert not window.search.answer.isVisible()  # it was the one on the screen
    assert "시작일" in questions[1]
    click(popup.empty_button)
    settle(qtbot, window)
    assert office.talks.kept == {}
    assert rows(window) == []


def test_export(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, tmp_path: Path) -> None:
    offered: list[str] = []
    opened: list[Path] = []

    def save_as(_parent: QWidget, suggested: str, formats: object) -> Path:
        offered.append(suggested)
        return tmp_path / ("a.pdf" if len(offered) == 2 else "a.html")

    def open_file(path: Path) -> bool:
        opened.append(path)
        return True

    pickers = answers(save_as=save_as, open_file=open_file)
    window = open_window(office.counter(), pickers=pickers)
    ask(qtbot, window, "연가를 가/나?")
    open_list(qtbot, window)
    press(window.search.talks.popup.list, Qt.Key.Key_S, CTRL)
    settle(qtbot, window)
    assert office.talks.exported == [(1, tmp_path / "a.html")]
    assert offered == ["연가를 가 나.md"]
    assert window.search.notice.title.text() == "The conversation was saved"
    click(window.search.notice.button)
    assert opened == [tmp_path / "a.html"]
    open_list(qtbot, window)
    click(window.search.talks.popup.export_button)
    settle(qtbot, window)
    assert f"({OutputUnwritable.code})" in window.search.notice.text.text()


def test_the_list_closes_and_the_box_is_back(qtbot: QtBot, window: MainWindow) -> None:
    open_list(qtbot, window)
    popup = window.search.talks.popup
    assert popup.field.hasFocus()  # there is nothing to choose from
    assert "Nothing yet" in popup.note.text()
    press(popup.field, Qt.Key.Key_Up)
    assert not popup.isVisible()
    assert window.search.box.hasFocus()
    click(window.search.row.talks_button)
    qtbot.waitUntil(popup.isVisible)
    press(popup.field, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_where_nothing_is_kept_that_is_said(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.remembering = False
    ask(qtbot, window, "연가를")
    assert asked(office) == [("연가를", 0)]
    open_list(qtbot, window)
    assert "not kept" in window.search.talks.popup.note.text()


def test_a_cited_document_that_has_gone_is_said(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window, "연가를")
    window.search.begin_anew()
    del office.documents["doc0"]
    window.session.refresh()
    settle(qtbot, window)
    open_list(qtbot, window)
    press(window.search.talks.popup.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.search.notice.title.text() == "The cited document has gone"
    assert "「복무 운영 내규」" in window.search.notice.text.text()
    assert RULE in shown(window)  # the conversation keeps what it said
    assert window.search.article.current() is None


def test_a_cited_article_that_has_changed_is_said(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window, "연가를")
    window.search.begin_anew()
    passages = office.texts["doc0"]
    office.texts["doc0"] = tuple(replace(each, text=each.text.replace("3일", "5일")) for each in passages)
    window.session.refresh()
    settle(qtbot, window)
    open_list(qtbot, window)
    press(window.search.talks.popup.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.search.notice.title.text() == "The cited article has changed"
    current = window.search.article.current()
    assert current is not None and current.heading == "연가"


def test_where_a_kept_citation_stands_today(office: FakeOffice) -> None:
    passages = office.texts["doc0"]
    text = passages[2].text
    at = text.index(RULE)
    kept = KeptCitation(1, "doc0", "복무 운영 내규", "제9조", "a.hwpx", RULE, (at, at + len(RULE)))
    assert find_kept(kept, passages) == (passages[2], ((at, at + len(RULE)),))
    moved = replace(kept, span=(0, 4), article="제2조")  # the words stand in another article now
    assert find_kept(moved, passages) == (passages[2], ((at, at + len(RULE)),))
    assert find_kept(replace(kept, quote="없는 말"), passages) == (passages[2], ())
    assert find_kept(replace(kept, quote="없는 말", article="제99조"), passages) == (None, ())


@pytest.mark.parametrize(
    ("typed", "chosen", "out"),
    [
        ("a", "HTML (*.html)", "a.html"),
        ("a.txt", "HTML (*.html)", "a.txt"),
        ("v1.2", "TXT (*.txt)", "v1.2.txt"),
        ("", "TXT (*.txt)", None),
    ],
)
def test_a_name_without_an_ending_gets_one(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, typed: str, chosen: str, out: str | None
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, chosen))
    parent = QWidget()
    qtbot.addWidget(parent)
    given = Pickers.real().save_as(parent, "대화.md", ("Markdown (*.md)", "HTML (*.html)", "TXT (*.txt)"))
    assert given == (Path(out) if out else None)


def test_copying_leaves_the_turns_before_out(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "연가를")
    ask(qtbot, window, "연가")
    window.search.answer.copy_button.click()
    assert QGuiApplication.clipboard().text().lstrip().startswith("연가\n")
