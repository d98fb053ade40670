"""설정 → 진단: the doctor and the proof of the air gap run when they are asked for, and what they saw is saved."""

import threading
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.core.errors import OutputUnwritable
from app.gui.main_window import SETTINGS, MainWindow
from app.services.inspecting.diagnose import Check
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, answers, click, settle

OUT = Path("/") / "out" / "진단.json"


def opened(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice, **given: Any) -> MainWindow:
    window = open_window(office.counter(), pickers=answers(**given))
    window.go_to(SETTINGS)
    window.settings.open(window.settings.diagnosis)
    settle(qtbot, window)
    return window


def test_nothing_runs_by_itself(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    page = opened(qtbot, open_window, office).settings.diagnosis
    assert page.head.text() == "Not checked yet"
    assert not page.save.isEnabled() and page.run.isEnabled()
    assert office.count("doctor") == 0


def test_the_checks_are_told_and_saved(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    shown: list[Path] = []
    window = opened(qtbot, open_window, office, save_as=lambda *_: OUT, show_folder=shown.append)
    page = window.settings.diagnosis
    click(page.run)
    settle(qtbot, window)
    assert page.head.text() == "1 checks are not in order"
    assert "✓ Network lock: In order" in page.facts.text()
    assert "(STO-001)" in page.facts.text()
    assert ("doctor", True) in office.calls
    click(page.save)
    settle(qtbot, window)
    assert [out for _, out in office.site.saved] == [OUT]
    assert page.notice.text.text() == str(OUT)
    click(page.notice.button)
    assert shown == [OUT.parent]


def test_all_in_order(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.site.checks = (Check("check_network", True, ""),)
    window = opened(qtbot, open_window, office)
    click(window.settings.diagnosis.run)
    settle(qtbot, window)
    assert window.settings.diagnosis.head.text() == "Everything is in order"


def test_it_can_be_stopped_and_fails_with_words(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = opened(qtbot, open_window, office)
    page = window.settings.diagnosis
    office.gates["doctor"] = threading.Event()
    click(page.run)
    qtbot.waitUntil(page.work.isVisible)
    assert not page.gap.isEnabled()
    click(page.work.cancel)
    settle(qtbot, window)
    assert page.run.isEnabled() and page.head.text() == "Not checked yet"
    del office.gates["doctor"]
    office.faults["doctor"] = OutputUnwritable(name="x")
    click(page.run)
    settle(qtbot, window)
    assert "(EXP-" in page.notice.text.text() or "(SYS-" in page.notice.text.text()


def test_the_air_gap_is_proven_and_filed(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    out = Path("/") / "out" / "page.html"
    window = opened(qtbot, open_window, office, save_as=lambda *_: out)
    page = window.settings.diagnosis
    assert not page.gap_save.isVisible()
    click(page.gap)
    settle(qtbot, window)
    assert page.gap_head.text() == "The program cannot reach a network"
    assert not page.head.isVisible()
    click(page.gap_save)
    settle(qtbot, window)
    assert [path for _, path in office.site.saved] == [out]
