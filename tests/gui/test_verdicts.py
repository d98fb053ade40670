"""Who wrote each sentence of an answer, and how far it can be relied on."""

import threading
from dataclasses import replace

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from pytestqt.qtbot import QtBot

from app.core.answers import Packing
from app.core.errors import DeviceFailed, ModelDied, ModelMissing, PersonalDataAsked
from app.core.events import Warned
from app.gui.main_window import MainWindow
from tests.fakes.checked import GROUNDED, QUOTED, RULE, STRAY, checked, extract
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow
from tests.gui.test_answer import ask, finish, shapes


def shown(window: MainWindow) -> str:
    return window.search.answer.text.toPlainText()


def told(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> str:
    office.extract, office.answer = extract, checked
    ask(qtbot, window)
    finish(qtbot, window)
    return shown(window)


def test_every_sentence_looks_its_part(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    text = told(qtbot, window, office)
    assert f"{RULE} [1] ✓" in text
    assert f"{GROUNDED} {QUOTED} ✓ {STRAY} ⚠" in text  # marks, not colours alone
    runs = shapes(window)
    dotted = [run for run, shape in runs if shape.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine]
    assert dotted == [STRAY]
    behind = {run: shape.background().style().value for run, shape in runs}
    assert behind[RULE + " "] and behind[QUOTED.removesuffix("[2].")]
    assert not behind[GROUNDED.removesuffix("[1].")]
    links = [shape.anchorHref() for run, shape in runs if run in ("[1]", "[2]")]
    assert links == ["cite:1", "cite:1", "cite:2"]


def test_the_legend_counts_in_words(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    told(qtbot, window, office)
    legend = window.search.answer.legend
    assert legend.isVisible()
    assert legend.text() == "Sentences 4 · quoted 2 ✓ · grounded 1 · check needed 1 ⚠"


def test_who_wrote_what(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    lines = told(qtbot, window, office).splitlines()
    assert lines.index("Word for word from the articles") < lines.index(f"{RULE} [1] ✓")
    assert lines.index("Written by tiny-ko") < lines.index(f"{GROUNDED} {QUOTED} ✓ {STRAY} ⚠")
    assert window.search.answer.state.text() == "tiny-ko · 9.3 s · 3 sources · 812/900 tokens"


def test_what_was_left_out_of_the_prompt_is_said(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.answer = lambda hits: replace(checked(hits), packing=Packing(1200, 1300, 4, 2))
    ask(qtbot, window)
    finish(qtbot, window)
    assert window.search.answer.state.text().endswith("4 sources · 1,200/1,300 tokens · 2 left out or cut")


def test_what_code_cut_is_there_before_the_model_speaks(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.extract, office.answer = extract, checked
    office.gates["extract"] = office.gates["ask"] = threading.Event()
    ask(qtbot, window)
    qtbot.waitUntil(lambda: f"{RULE} [1] ✓" in shown(window))
    assert "신청합니다" not in shown(window)
    assert window.search.answer.state.text().startswith("This stands in the articles.")
    assert window.search.results.hits.rowCount() == 2
    office.gates.pop("extract")
    office.gates["ask"], gate = threading.Event(), office.gates["ask"]
    gate.set()
    qtbot.waitUntil(lambda: "연가는 시작일 3일 전까지 신청합니다 [1]." in shown(window))
    assert "The model writes below" in window.search.answer.state.text()
    lines = shown(window).splitlines()
    assert lines.index("The model writes:") == len(lines) - 2  # the streamed text stands below what was cut
    window.search.answer.text.anchorClicked.emit(QUrl("cite:1"))
    qtbot.waitUntil(lambda: bool(window.search.article.text.extraSelections()))
    office.gates["ask"].set()
    finish(qtbot, window)
    assert "The model writes:" not in shown(window)
    assert f"{STRAY} ⚠" in shown(window)


def test_a_model_that_dies_leaves_what_was_cut(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.extract = extract
    office.faults["ask"] = ModelDied()
    ask(qtbot, window)
    finish(qtbot, window)
    assert "(LLM-005)" in window.search.notice.text.text()
    assert window.search.answer.isVisible()
    assert f"{RULE} [1] ✓" in shown(window)
    assert "The model stopped" in window.search.answer.state.text()


def test_without_a_model_the_articles_speak(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.model, office.tokens, office.extract, office.answer = "", (), extract, extract
    office.notices_of_asking = (Warned("", ModelMissing.code, {"model": "tiny-ko"}),)
    window = open_window(office.counter())
    assert window.status.model.text() == "No model for answers"
    assert window.search.row.ask_button.isEnabled()
    ask(qtbot, window)
    finish(qtbot, window)
    assert window.search.answer.state.text() == "Word for word from the articles; no model wrote here · 0.3 s"
    assert window.search.answer.legend.text() == "Sentences 1 · quoted 1 ✓"
    assert f"({ModelMissing.code})" in window.search.notice.text.text()


def test_what_goes_wrong_on_the_way_is_said_and_the_answer_comes(
    qtbot: QtBot, window: MainWindow, office: FakeOffice
) -> None:
    for warned in (
        Warned("", DeviceFailed.code, {"model": "tiny-ko", "device": "CUDA0"}),
        Warned("", PersonalDataAsked.code, {"kinds": ("personal_phone",)}),
    ):
        office.notices_of_asking = (warned,)
        told(qtbot, window, office)
        assert f"({warned.code})" in window.search.notice.text.text()
        assert window.search.notice.isVisible()
        assert f"{STRAY} ⚠" in shown(window)


def test_sentences_that_were_dropped_are_counted_not_shown(
    qtbot: QtBot, window: MainWindow, office: FakeOffice
) -> None:
    office.answer = lambda hits: replace(extract(hits), unsupported=(STRAY,), model="tiny-ko")
    ask(qtbot, window)
    finish(qtbot, window)
    assert STRAY not in shown(window)
    assert "Left out, as no article supports it: 1" in shown(window)


def test_copying_takes_the_answer_as_it_is_read(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    told(qtbot, window, office)
    window.search.answer.copy_button.click()
    assert QGuiApplication.clipboard().text().splitlines() == shown(window).splitlines()
