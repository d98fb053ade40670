"""Windows offscreen at a faked counter; a Qt warning or a thread left behind fails the test."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.messages import Messages
from app.core.paths import assets_dir
from app.core.settings import Settings
from app.gui.counter import Counter
from app.gui.fonts import use_shipped_fonts
from app.gui.main_window import MainWindow
from app.gui.pickers import Pickers
from tests.fakes.counter import FakeOffice

os.environ["QT_QPA_PLATFORM"] = "offscreen"

HERE = Path(__file__).parent
HOME = Path("/") / "home" / "someone" / "munjigi"

SLOW = 30_000

OpenWindow = Callable[..., MainWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    use_shipped_fonts(qapp, assets_dir() / "fonts")
    return qapp


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """open_window(counter, …) -> a window with its workspace open, at rest unless not `wait`; closed at the end."""
    windows: list[MainWindow] = []

    def make(
        counter: Counter,
        *,
        language: str = "en",
        network_locked: bool = True,
        pickers: Pickers | None = None,
        home: Path = HOME,
        wait: bool = True,
    ) -> MainWindow:
        window = MainWindow(counter, Messages.load(language), pickers or answers(), network_locked=network_locked)
        windows.append(window)
        window.show()
        window.activateWindow()
        window.open_workspace(home, Settings())
        if wait:
            settle(qtbot, window)
        return window

    yield make
    for window in windows:
        close(qtbot, window)
        window.deleteLater()


@pytest.fixture
def window(office: FakeOffice, open_window: OpenWindow) -> MainWindow:
    return open_window(office.counter())


@pytest.fixture(scope="session")
def qm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the Korean translation, compiled here: the compiled file is not in the repository."""
    folder = tmp_path_factory.mktemp("i18n")
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    source = assets_dir() / "i18n" / "munjigi_ko.ts"
    subprocess.run([tool, source, "-qm", folder / "munjigi_ko.qm"], check=True, capture_output=True)
    return folder


@pytest.fixture
def korean(qapp: QApplication, qm: Path) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load("munjigi_ko", str(qm))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def answers(**given: Any) -> Pickers:
    """A user who thinks better of everything that is not given."""
    nothing = Pickers(
        files=lambda _: (),
        folder=lambda _: (),
        save=lambda *_: None,
        save_as=lambda *_: None,
        confirm=lambda *_: False,
        password=lambda *_: None,
        patterns=lambda *_: None,
        show_folder=lambda _: False,
        name=lambda *_: None,
        open_file=lambda _: False,
        export_how=lambda *_: None,
        preview=lambda *_: None,
        medium=lambda _: (),
        root_document=lambda _: (),
        new_passphrase=lambda *_: None,
    )
    return replace(nothing, **given)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Until nothing is at work but what watches."""
    qtbot.waitUntil(lambda: not window.session.crew.busy)


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    """The same where real services work behind the counter, on a PC that may be busy."""
    qtbot.waitUntil(lambda: not window.session.crew.busy, timeout=SLOW)


def close(qtbot: QtBot, window: MainWindow) -> None:
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=SLOW)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """In the middle, or at a place of it."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def compose(widget: QWidget, preedit: str) -> None:
    """Hangul under composition, not yet committed."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def type_hangul(widget: QWidget, text: str) -> None:
    """What an input method sends: each syllable is composed, then committed."""
    for char in text:
        compose(widget, char)
        event = QInputMethodEvent("", [])
        event.setCommitString(char)
        QApplication.sendEvent(widget, event)
