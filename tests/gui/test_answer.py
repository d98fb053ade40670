"""질문하기: streaming, citations, what is not supported, abstention, stopping."""

import threading

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QPalette, QTextCharFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.answers import Answer, Verdict
from app.core.errors import ModelDied
from app.core.messages import Messages
from app.gui.main_window import MainWindow
from app.gui.turn import of_answer
from app.gui.widgets.answer_writer import judged
from tests.fakes.counter import FakeOffice, no_answer, unverified_answer
from tests.gui.conftest import click, press

QUESTION = "연가를"


def ask(qtbot: QtBot, window: MainWindow) -> None:
    window.search.box.setText(QUESTION)
    window.search.box.setFocus()
    press(window.search.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def finish(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.crew.busy)


def shapes(window: MainWindow) -> list[tuple[str, QTextCharFormat]]:
    """The answer in its runs of one format."""
    runs = []
    block = window.search.answer.text.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            runs.append((fragment.text(), QTextCharFormat(fragment.charFormat())))
            iterator += 1
        block = block.next()
    return runs


def test_the_answer_streams_above_its_hits(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.gates["ask"] = threading.Event()
    ask(qtbot, window)
    answer = window.search.answer
    written = f"{QUESTION}\n연가는 시작일 3일 전까지 신청합니다 [1]."
    qtbot.waitUntil(lambda: answer.text.toPlainText() == written)
    assert answer.isVisible()
    assert window.search.results.hits.rowCount() == 2
    assert not answer.copy_button.isEnabled()  # not checked yet
    assert window.status.cancel.isVisible()
    office.gates["ask"].set()
    finish(qtbot, window)
    assert "tiny-ko" in answer.state.text()
    assert not window.status.cancel.isVisible()


def test_a_citation_opens_the_article_at_the_quote(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window)
    finish(qtbot, window)
    window.search.reader.clear()
    window.search.answer.text.anchorClicked.emit(QUrl("cite:1"))
    finish(qtbot, window)
    marked = [each.cursor.selectedText() for each in window.search.article.text.extraSelections()]
    assert marked == ["시작일 3일 전까지 휴가 신청서를 내야 한다."]
    links = [shape.anchorHref() for text, shape in shapes(window) if text == "[1]"]
    assert links == ["cite:1"]
    assert window.search.results.currentIndex().row() == 0


def test_a_citation_opens_by_its_number(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window)
    finish(qtbot, window)
    window.search.reader.clear()
    press(window.search.box, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)  # there is none of this number
    assert window.search.article.current() is None
    press(window.search.box, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    finish(qtbot, window)
    marked = [each.cursor.selectedText() for each in window.search.article.text.extraSelections()]
    assert marked == ["시작일 3일 전까지 휴가 신청서를 내야 한다."]


def test_what_no_article_supports_looks_different(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window)
    finish(qtbot, window)
    dotted = [
        text for text, shape in shapes(window) if shape.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
    ]
    assert dotted == ["부득이하면 당일에도 낼 수 있습니다."]
    text = window.search.answer.text.toPlainText()
    assert "부득이하면 당일에도 낼 수 있습니다. ⚠" in text  # a mark, not a colour alone
    assert "Check needed" in text
    assert "✓ same as the original" in text


def test_a_quote_that_is_not_in_the_original(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.answer = unverified_answer
    ask(qtbot, window)
    finish(qtbot, window)
    assert "✗ not found in the original" in window.search.answer.text.toPlainText()
    assert not window.search.article.text.extraSelections()


def test_no_evidence_shows_the_nearest_articles(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.answer = no_answer
    ask(qtbot, window)
    finish(qtbot, window)
    assert window.search.answer.title.text() == "No evidence"
    reason = window.session.messages.say("reason_off_topic")
    assert window.search.answer.text.toPlainText() == f"{QUESTION}\n{reason}"
    assert window.search.results.hits.rowCount() == 2
    assert window.search.caption.text().startswith(window.session.messages.say("nearest"))


def test_escape_stops_and_escape_again_closes(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.gates["ask"] = threading.Event()
    ask(qtbot, window)
    answer = window.search.answer
    qtbot.waitUntil(lambda: "신청합니다" in answer.text.toPlainText())
    press(window.search.box, Qt.Key.Key_Escape)
    finish(qtbot, window)
    assert "Stopped" in answer.state.text()
    assert "신청합니다" in answer.text.toPlainText()
    press(window.search.box, Qt.Key.Key_Escape)
    assert not answer.isVisible()


def test_the_status_bar_stops_it_too(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.gates["ask"] = threading.Event()
    ask(qtbot, window)
    qtbot.waitUntil(window.status.cancel.isVisible)
    click(window.status.cancel)
    finish(qtbot, window)
    assert "Stopped" in window.search.answer.state.text()


def test_a_model_that_dies_leaves_the_hits(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.faults["ask"] = ModelDied()
    ask(qtbot, window)
    finish(qtbot, window)
    assert "(LLM-005)" in window.search.notice.text.text()
    assert window.search.results.hits.rowCount() == 2


def test_asking_twice_asks_once(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.gates["ask"] = threading.Event()
    ask(qtbot, window)
    ask(qtbot, window)
    assert "Esc stops it" not in window.search.caption.text()
    window.search.box.setText("분실")
    press(window.search.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Esc stops it" in window.search.caption.text()
    office.gates["ask"].set()
    finish(qtbot, window)
    assert office.count("ask") == 1
    assert window.search.box.text() == "분실"


def pieces(text: str, unsupported: tuple[str, ...]) -> list[tuple[str, bool]]:
    turn = of_answer("", Answer(text, False, (), unsupported, (), "", 0, 0), Messages.load("en"))
    return [(text[a:b], verdict is Verdict.UNCHECKED) for a, b, verdict in judged(turn, 0, len(text))]


def test_without_statements_the_unsupported_sentences_are_looked_up() -> None:
    assert pieces("가. 나. 다.", ("나.",)) == [("가. ", False), ("나.", True), (" 다.", False)]
    assert pieces("가.", ("없음.",)) == [("가.", False)]
    assert pieces("가나", ("가나", "나")) == [("가나", True)]


def test_light_to_dark_repaints_the_answer_and_the_marks(qtbot: QtBot, window: MainWindow, qapp: QApplication) -> None:
    ask(qtbot, window)
    finish(qtbot, window)
    before = qapp.palette()
    dark = QPalette(QColor("#303030"), QColor("#1e1e1e"))
    try:
        qapp.setPalette(dark)
        qtbot.waitUntil(lambda: window.palette().text().color().lightnessF() > 0.5)
        dim = [text for text, shape in shapes(window) if shape.foreground().color().lightnessF() < 0.4]
        assert dim == []
        selection = window.search.article.text.extraSelections()[0]
        mark = selection.format.background().color()
        assert mark.lightnessF() < 0.5
        caption = window.search.caption
        assert caption.palette().color(caption.foregroundRole()).lightnessF() > 0.5
    finally:
        qapp.setPalette(before)
