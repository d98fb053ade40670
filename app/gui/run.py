"""The way into the window. Nothing but Qt is imported before it is on the screen."""

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QMessageLogContext, QtMsgType, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.core.errors import BadRequestFile, DisplayMissing
from app.core.messages import LANGUAGES, Messages
from app.core.paths import assets_dir, default_home
from app.core.settings import Settings
from app.gui.counter import Counter
from app.gui.fonts import use_shipped_fonts
from app.gui.main_window import MainWindow
from app.gui.pickers import Pickers

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(argv: list[str], *, network_locked: bool) -> int:
    """Show the window until it is closed; gives the exit status. `argv` may hold --home DIR and --lang ko|en."""
    home, settings, fault = _choices(argv)
    messages = Messages.load(settings.language)
    app = _application(messages)
    if app is None:
        return 1
    for translator in translators(settings.language, assets_dir() / "i18n"):
        translator.setParent(app)
        app.installTranslator(translator)
    use_shipped_fonts(app, assets_dir() / "fonts")
    window = MainWindow(Counter.real(), messages, Pickers.real(), network_locked=network_locked)
    window.show()
    if fault is not None:
        window.notice.show_error(fault)
    window.open_workspace(home, settings)
    return app.exec()


def translators(language: str, folder: Path) -> list[QTranslator]:
    """Qt's own words first, then ours: the one that was installed last is asked first."""
    if language == "en":
        return []
    made = []
    for name, place in (
        (f"qtbase_{language}", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))),
        (f"munjigi_{language}", folder),
    ):
        translator = QTranslator()
        if translator.load(name, str(place)):
            made.append(translator)
    return made


def _choices(argv: list[str]) -> tuple[Path, Settings, BadRequestFile | None]:
    parser = argparse.ArgumentParser(prog="munjigi window")
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--lang", choices=LANGUAGES, default="")
    options = parser.parse_args(argv)
    home = options.home or default_home()
    fault = None
    try:
        settings = Settings().with_file(home / "settings.toml")
    except BadRequestFile as error:  # the window opens with the defaults, and says so
        settings, fault = Settings(), error
    if options.lang:
        settings = settings.with_values({"language": options.lang}, "--lang")
    return home, settings, fault


def _application(messages: Messages) -> QApplication | None:
    """Qt aborts the process where there is no display; here it gets as far as a coded message."""
    words = str(messages.for_error(DisplayMissing()))
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        print(words, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return None

    def say_fatal(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(words, text, sep="\n", file=sys.stderr, flush=True)  # noqa: T201
            os._exit(1)  # Qt calls abort() as soon as we return

    before = qInstallMessageHandler(say_fatal)
    try:
        app = QApplication(["munjigi"])
    finally:
        qInstallMessageHandler(before)
    app.setApplicationName("munjigi")
    app.setDesktopFileName("munjigi")
    app.setWindowIcon(QIcon(str(assets_dir() / "icons" / "munjigi.svg")))
    return app
