"""The model reads what is open while nobody asks; the clock is played by hand."""

import threading
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.answers import Origin, Placement
from app.gui.main_window import MainWindow
from tests.fakes.counter import FakeOffice, leave_answer
from tests.gui.conftest import press, settle

CTRL = Qt.KeyboardModifier.ControlModifier


def ask(qtbot: QtBot, window: MainWindow, question: str = "연가를") -> None:
    window.search.box.setText(question)
    press(window.search.box, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)


def ordered(office: FakeOffice) -> list[tuple[int, ...]]:
    return [call[1] for call in office.calls if call[0] == "prefill"]


def stay(window: MainWindow) -> None:
    """The article stays open as long as it takes."""
    ahead = window.search.ahead
    assert ahead.timer.isActive()
    ahead.timer.stop()
    ahead.timer.timeout.emit()


def open_next(qtbot: QtBot, window: MainWindow) -> int:
    qtbot.waitUntil(lambda: window.search.article.current() is not None)
    window.search.article.next.click()
    settle(qtbot, window)
    passage = window.search.article.current()
    assert passage is not None
    return passage.id


def start_reading(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> threading.Event:
    """A model has answered, an article is open, and the model is in the middle of it."""
    ask(qtbot, window)
    gate = office.gates["prefill"] = threading.Event()
    open_next(qtbot, window)
    stay(window)
    qtbot.waitUntil(lambda: office.count("prefill") == 1)
    assert window.search.ahead.reading
    return gate


def test_nothing_is_read_before_a_model_has_answered(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    window.search.box.setText("연가를")
    press(window.search.box, Qt.Key.Key_Return)
    settle(qtbot, window)
    open_next(qtbot, window)
    assert not window.search.ahead.timer.isActive()
    office.answer = lambda hits: replace(leave_answer(hits), model="")
    ask(qtbot, window)
    open_next(qtbot, window)
    assert not window.search.ahead.timer.isActive()


def test_an_article_that_stays_open_is_read_once(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window)
    identity = open_next(qtbot, window)
    assert window.search.ahead.timer.interval() >= 2000
    stay(window)
    settle(qtbot, window)
    cited = office.texts["doc0"][2].id
    assert ordered(office) == [(cited, identity)]  # what the conversation stands on stays the beginning
    assert not window.search.ahead.reading
    window.search.ahead.wait()
    assert not window.search.ahead.timer.isActive()  # it knows it


def test_what_the_answer_stands_on_is_not_read_again(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window)
    qtbot.waitUntil(lambda: window.search.article.current() is not None)
    assert not window.search.ahead.timer.isActive()


def test_a_model_that_read_and_wrote_nothing_of_use_has_read(
    qtbot: QtBot, window: MainWindow, office: FakeOffice
) -> None:
    office.answer = lambda hits: replace(leave_answer(hits), origin=Origin.EXTRACT)
    ask(qtbot, window)
    qtbot.waitUntil(lambda: window.search.article.current() is not None)
    assert not window.search.ahead.timer.isActive()
    open_next(qtbot, window)
    assert window.search.ahead.timer.isActive()


def test_without_a_conversation_the_article_alone_is_read(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    ask(qtbot, window)
    window.search.begin_anew()
    window.search.box.setText("분실")
    press(window.search.box, Qt.Key.Key_Return)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.search.article.current() is not None)
    stay(window)
    settle(qtbot, window)
    assert ordered(office) == [(office.texts["doc1"][1].id,)]


def test_asking_goes_first(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    start_reading(qtbot, window, office)
    window.search.ask()
    assert not window.search.ahead.reading  # at once, and not when the answer comes
    settle(qtbot, window)
    kinds = [call for call in office.calls if call[0] in ("ask", "prefill", "prefilled")]
    assert ("prefilled", True) in kinds  # told to stop
    assert office.count("ask") == 2
    assert not window.search.ahead.reading


def test_searching_goes_first(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    start_reading(qtbot, window, office)
    window.search.box.setText("분실")
    window.search.search()
    assert not window.search.ahead.reading
    settle(qtbot, window)
    assert ("prefilled", True) in office.calls


def test_typing_stops_it_and_quiet_begins_it_anew(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    gate = start_reading(qtbot, window, office)
    window.search.box.textEdited.emit("휴")
    settle(qtbot, window)
    assert ("prefilled", True) in office.calls
    gate.set()
    stay(window)
    settle(qtbot, window)
    first, second = ordered(office)
    assert first == second


def test_never_two_at_once(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    start_reading(qtbot, window, office)
    window.search.article.previous.click()  # another article: the first is dropped
    stay(window)
    qtbot.waitUntil(lambda: office.count("prefill") == 2)
    kinds = [call[0] for call in office.calls if call[0].startswith("prefill")]
    assert kinds == ["prefill", "prefilled", "prefill"]  # the second began when the first had ended
    office.gates["prefill"].set()
    settle(qtbot, window)


def test_the_window_closes_in_the_middle_of_it(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    start_reading(qtbot, window, office)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert ("prefilled", True) in office.calls


# --- the status bar --------------------------------------------------------------------------
def test_where_the_model_runs_is_told_after_an_answer(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    model = window.status.model
    assert model.text() == "tiny-ko"
    assert model.accessibleDescription() == "The model is loaded with the first question."
    office.loaded = Placement("CPU", "빠른 CPU", 0, 28, "f16", 4096, 128, 1600, 9000, "cpu_only", {})
    office.speed = 12.4
    ask(qtbot, window)
    assert model.text() == "tiny-ko · CPU · 12 tok/s"
    assert model.accessibleDescription() == f"빠른 CPU\n{window.session.messages.say('placed_cpu_only')}"


def test_a_part_of_the_model_on_the_graphics_card(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    params: dict[str, str | int] = {"free": "3.1", "total": 28, "layers": 22}
    office.loaded = Placement("CUDA0", "RTX", 22, 28, "q8_0", 4096, 512, 3000, 3174, "gpu_part", params)
    ask(qtbot, window)
    assert window.status.model.text() == "tiny-ko · GPU 22/28 layers"
    assert "3.1" in window.status.model.accessibleDescription()
    office.loaded = replace(office.loaded, layers=28)
    ask(qtbot, window)
    assert window.status.model.text() == "tiny-ko · GPU"


def test_a_reason_without_words_is_told_by_its_key(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.loaded = Placement("CPU", "", 0, 28, "f16", 4096, 128, 1600, 9000, "unheard_of", {})
    ask(qtbot, window)
    assert window.status.model.accessibleDescription() == "unheard_of"
