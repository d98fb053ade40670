"""The way in: no display, a light start, and the choice of language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from app.core.paths import assets_dir, program_dir
from app.gui.fonts import has_hangul, use_shipped_fonts
from app.gui.run import translators

_HEAVY = "numpy torch tantivy faiss kiwipiepy sqlite3 apsw dochan sentence_transformers llama_cpp"


def start(tmp_path: Path, **display: str) -> subprocess.CompletedProcess[str]:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, "-m", "app", "window", "--home", tmp_path / "home"],
        cwd=program_dir(),
        env=environment | display,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only there Qt needs a display server")
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "no-such-platform"}])
def test_no_display_is_a_coded_message(tmp_path: Path, display: dict[str, str]) -> None:
    ended = start(tmp_path, **display)
    assert ended.returncode == 1
    assert "SYS-003" in ended.stderr
    assert "화면" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_window_needs_nothing_heavy() -> None:
    program = f"import app.gui.run, sys; print([n for n in '{_HEAVY} app.services'.split() if n in sys.modules])"
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=program_dir(), capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"


def test_korean_brings_qt_s_own_words_too(qm: Path) -> None:
    found = translators("ko", qm)
    assert [Path(each.filePath()).name for each in found] == ["qtbase_ko.qm", "munjigi_ko.qm"]
    assert all(isinstance(each, QTranslator) for each in found)
    assert translators("en", qm) == []


def test_hangul_without_boxes(qapp: QApplication) -> None:
    if not any((assets_dir() / "fonts").glob("*.[ot]tf")):
        pytest.skip("the shipped font is not fetched (python3 installer/dev.py test fetches it)")
    use_shipped_fonts(qapp, assets_dir() / "fonts")
    assert has_hangul(qapp)


def test_without_a_shipped_font_the_system_s_is_kept(qapp: QApplication, tmp_path: Path) -> None:
    before = qapp.font()
    assert use_shipped_fonts(qapp, tmp_path / "none") == before.families()[0]
    qapp.setFont(before)
