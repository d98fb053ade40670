"""설치된 구성 and 번들 설치: what is installed and whether it is whole; verifying comes before installing."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.bundle_errors import SignaturesTooFew
from app.core.events import Warned
from app.gui.bundle_counter import Pack
from app.gui.counter import Counter
from app.gui.main_window import LIBRARY, SETTINGS, MainWindow
from tests.fakes import releases
from tests.fakes.bundles import ROOT
from tests.fakes.counter import FakeOffice
from tests.fakes.forge import BundleForge
from tests.gui.conftest import OpenWindow, answers, at_rest, click, press, settle

MEDIUM, OTHER, TRUST = Path("/") / "media" / "a", Path("/") / "media" / "b", Path("/") / "hand" / "1.root.json"


def components(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> MainWindow:
    window = open_window(office.counter())
    window.go_to(SETTINGS)
    window.settings.open(window.settings.components)
    settle(qtbot, window)
    return window


def test_in_a_checkout_it_says_that_nothing_was_signed(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    page = components(qtbot, open_window, office).settings.components
    assert page.none.isVisible() and "not from a signed bundle" in page.none.text()
    assert not page.releases.isVisible() and not page.check.isVisible()
    assert page.install.isVisible()


def test_releases_signers_and_parts(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.bundles.put("1.2", 7, current=True)
    office.bundles.put("1.1", 6, allowed=False)
    page = components(qtbot, open_window, office).settings.components
    assert not page.none.isVisible()
    rows = page.releases.texts()
    assert rows[0] == ["1.2", "김하나, bbbbbbbbbbbb", "2026-03-02", "30 days ago", "In use", "Not checked yet"]
    assert rows[1][4] == "Kept, but may not start again"
    assert [row[0] for row in page.parts.texts()] == ["Program", "Model"]
    assert "1.7" in page.facts.text() and "cd" * 32 in page.facts.text()
    assert ("list bundles", True) not in office.calls


def test_they_are_checked_on_demand(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.bundles.put("1.2", 7, current=True)
    office.bundles.put("1.1", 6)
    office.bundles.damaged = {"1.1"}
    window = components(qtbot, open_window, office)
    page = window.settings.components
    click(page.check)
    settle(qtbot, window)
    assert [row[5] for row in page.releases.texts()] == ["As it was signed", "Damaged"]
    assert "1.1-1.6" in page.notice.text.text()
    office.bundles.damaged = set()
    office.gates["check bundles"] = threading.Event()
    click(page.check)
    qtbot.waitUntil(page.work.isVisible)
    click(page.work.cancel)
    settle(qtbot, window)
    assert page.check.isEnabled()


def test_an_old_release_is_pointed_out(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    office.bundles.put("1.2", 7, current=True)
    office.bundles.warnings = (Warned("1.2-1.7", "BND-026", {"days": 400, "limit": 180}),)
    page = components(qtbot, open_window, office).settings.components
    assert "(BND-026)" in page.notice.text.text() and "400" in page.notice.text.text()


def installing(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> MainWindow:
    """At the page of the first start, with two media and a root document chosen."""
    media = iter((MEDIUM, OTHER))
    pickers = answers(medium=lambda _: (next(media),), root_document=lambda _: (TRUST,))
    window = open_window(office.counter(), pickers=pickers)
    press(window.welcome.bundle, Qt.Key.Key_Space)
    page = window.bundle
    assert window.stack.currentWidget() is page
    assert not page.verify.isEnabled() and not page.install.isEnabled()
    click(page.add)
    click(page.add)
    click(page.trust)
    return window


def test_an_installed_program_asks_no_place(qtbot: QtBot, open_window: OpenWindow) -> None:
    office = FakeOffice(empty=True)
    office.bundles.own = ROOT
    page = installing(qtbot, open_window, office).bundle
    assert page.own.isHidden() and page.all.isHidden()
    assert page.place.text() == str(ROOT) and not page.place.isHidden()


def test_it_is_verified_shown_and_installed(qtbot: QtBot, open_window: OpenWindow) -> None:
    office = FakeOffice(empty=True)
    window = installing(qtbot, open_window, office)
    page = window.bundle
    assert not page.install.isEnabled()
    click(page.verify)
    settle(qtbot, window)
    told = page.facts.text()
    for words in ("1.3", "김하나", "2026-03-02", "Program · 문지기", "두 번째 매체", str(ROOT.with_name("own"))):
        assert words in told
    click(page.install)
    settle(qtbot, window)
    assert "1.3" in page.notice.title.text()
    assert [name for name, _ in office.bundles.orders] == ["verify", "install"]
    assert office.bundles.orders[0][1] == office.bundles.orders[1][1]
    assert office.bundles.orders[1][1].media == (MEDIUM, OTHER) and office.bundles.orders[1][1].trust == TRUST


def test_what_is_refused_cannot_be_installed(qtbot: QtBot, open_window: OpenWindow) -> None:
    office = FakeOffice(empty=True)
    office.faults["verify bundle"] = SignaturesTooFew(role="release", have=1, need=2)
    window = installing(qtbot, open_window, office)
    click(window.bundle.verify)
    settle(qtbot, window)
    assert "(BND-003)" in window.bundle.notice.text.text()
    assert not window.bundle.install.isEnabled()


def test_another_place_has_to_be_verified_again(qtbot: QtBot, open_window: OpenWindow) -> None:
    office = FakeOffice(empty=True)
    window = installing(qtbot, open_window, office)
    page = window.bundle
    click(page.verify)
    settle(qtbot, window)
    press(page.all, Qt.Key.Key_Space)
    assert not page.install.isEnabled() and page.facts.text() == ""
    click(page.verify)
    settle(qtbot, window)
    assert str(ROOT) in page.facts.text()


def test_an_installation_that_was_stopped_goes_on(qtbot: QtBot, open_window: OpenWindow) -> None:
    office = FakeOffice(empty=True)
    window = installing(qtbot, open_window, office)
    page = window.bundle
    click(page.verify)
    settle(qtbot, window)
    office.gates["install bundle"] = threading.Event()
    click(page.install)
    qtbot.waitUntil(page.work.isVisible)
    assert not page.back.isEnabled()
    click(page.work.cancel)
    settle(qtbot, window)
    assert "goes on where it stopped" in page.notice.text.text()
    assert page.install.isEnabled()


def test_back_to_the_first_screen(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = installing(qtbot, open_window, FakeOffice(empty=True))
    click(window.bundle.back)
    assert window.stack.currentWidget() is window.welcome


def test_from_the_settings_too(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    window = components(qtbot, open_window, office)
    click(window.settings.components.install)
    assert window.stack.currentWidget() is window.bundle
    window.go_to(SETTINGS)
    assert window.stack.currentWidget() is window.settings


def test_installed_packs_are_told_and_taken_in(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    folder = ROOT / "versions" / "1.2-1.7" / "corpora" / "laws"
    office.bundles.packs = (
        Pack("법령", "2026.3", ("김하나", "이두리"), "2026-03-02", folder, taken=False),
        Pack("서식", "2026.1", ("김하나",), "2026-03-02", folder.with_name("forms"), taken=True),
    )
    window = open_window(office.counter())
    window.go_to(LIBRARY)
    settle(qtbot, window)
    packs = window.library.packs
    assert packs.table.texts()[0] == ["법령", "2026.3", "김하나, 이두리", "2026-03-02", "Not yet"]
    window.library.tabs.setCurrentIndex(2)
    click(packs.take)
    settle(qtbot, window)
    assert ("index", (folder,), "법령") in office.calls
    packs.table.selectRow(1)
    assert not packs.take.isEnabled()


def test_without_packs_it_says_so(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(LIBRARY)
    settle(qtbot, window)
    assert "No documents came" in window.library.packs.caption.text()


def test_a_real_medium(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Verified and installed by the real services; a bent byte of the next one is refused."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    forge = BundleForge(tmp_path / "forge")
    releases.release(forge, "1.0", 1)
    first = forge.medium("first")
    trust = releases.root_file(forge)
    media = [first]
    pickers = answers(medium=lambda _: (media[-1],), root_document=lambda _: (trust,))
    window = open_window(Counter.real(), home=tmp_path / "home", pickers=pickers, wait=False)
    at_rest(qtbot, window)
    click(window.welcome.bundle)
    page = window.bundle
    for button in (page.add, page.trust, page.verify):
        click(button)
    at_rest(qtbot, window)
    assert "1.0" in page.facts.text() and page.install.isEnabled()
    click(page.install)
    at_rest(qtbot, window)
    assert "1.0" in page.notice.title.text(), page.notice.text.text()
    root = tmp_path / "data" / "munjigi-program"
    assert (root / "current").read_text().strip() == "1.0-1.1"
    assert (root / "versions" / "1.0-1.1" / "models" / "tiny" / "weights.gguf").read_bytes() == releases.MODEL
    releases.release(forge, "1.1", 2)
    bent = forge.medium("second")
    part = max((bent / "data").iterdir(), key=lambda path: path.stat().st_size)
    part.write_bytes(b"X" + part.read_bytes()[1:])
    media.append(bent)
    for button in (page.clear, page.add, page.verify):
        click(button)
    at_rest(qtbot, window)
    assert "(BND-011)" in page.notice.text.text()
    assert not page.install.isEnabled()
