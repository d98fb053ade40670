"""설정: its sections, the form that is made from core.settings, and the models."""

import dataclasses
import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from app.core.audit import FACTS
from app.core.errors import DiskFull
from app.core.policy import Policy
from app.core.settings import Settings, choices
from app.gui.main_window import SETTINGS, MainWindow
from app.gui.site import audit_words, preference_words
from app.gui.site.preferences import OF_MODELS
from app.gui.site.section import Section
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, click, press, settle


def settings_of(qtbot: QtBot, window: MainWindow, section: Section) -> None:
    window.go_to(SETTINGS)
    window.settings.open(section)
    settle(qtbot, window)


def test_the_keyboard_leads_there_and_through(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    page = window.settings
    assert window.stack.currentWidget() is page
    assert page.names.hasFocus()
    for section in page.sections[1:]:
        press(page.names, Qt.Key.Key_Down)
        assert page.stack.currentWidget() is section
        settle(qtbot, window)
        assert section.isVisible()
    press(page.names, Qt.Key.Key_Home)
    press(page.names, Qt.Key.Key_Tab)
    assert page.preferences.fields["language"].input.hasFocus()


def test_every_setting_has_a_field_with_words(window: MainWindow) -> None:
    names = {field.name for field in dataclasses.fields(Settings)}
    assert set(window.settings.preferences.fields) == names - OF_MODELS
    for name, field in window.settings.preferences.fields.items():
        assert preference_words.label(name) != name
        assert preference_words.sentence(name)
        assert field.input.accessibleName() == preference_words.label(name)
        for value in choices(name):
            assert preference_words.choice(name, value) != value


def test_what_is_chosen_is_written_at_once(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    settings_of(qtbot, window, window.settings.preferences)
    fields = window.settings.preferences.fields
    box, combo, spin = fields["search_history"].input, fields["writing"].input, fields["threads"].input
    assert isinstance(box, QCheckBox) and isinstance(combo, QComboBox) and isinstance(spin, QSpinBox)
    press(box, Qt.Key.Key_Space)
    press(combo, Qt.Key.Key_Down)
    spin.setValue(3)
    settle(qtbot, window)
    assert office.site.chosen == [("search_history", False), ("writing", "always"), ("threads", 3)]
    assert "next start" in window.status.said.text()
    assert spin.specialValueText() == "Chosen for this PC"


def test_what_could_not_be_written_is_shown_as_it_was(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    settings_of(qtbot, window, window.settings.preferences)
    office.faults["choose"] = DiskFull(path="x")
    field = window.settings.preferences.fields["keep_conversations"].input
    assert isinstance(field, QCheckBox) and field.isChecked()
    press(field, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert window.settings.preferences.notice.isVisible()
    assert field.isChecked()


def test_a_value_that_the_policy_fixes_cannot_be_changed(
    qtbot: QtBot, office: FakeOffice, open_window: OpenWindow
) -> None:
    office.site.policy = Policy(title="규정", digest="d", settings={"search_history": False})
    office.site.settings = Settings(search_history=False)
    window = open_window(office.counter())
    settings_of(qtbot, window, window.settings.preferences)
    fields = window.settings.preferences.fields
    assert not fields["search_history"].input.isEnabled()
    assert fields["search_history"].locked.isVisible()
    assert "administrator" in fields["search_history"].locked.text()
    assert fields["keep_conversations"].input.isEnabled()
    assert not fields["keep_conversations"].locked.isVisible()


def test_the_wheel_scrolls_and_changes_nothing(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    settings_of(qtbot, window, window.settings.preferences)
    for name in ("writing", "threads"):
        field = window.settings.preferences.fields[name].input
        middle = QPointF(field.rect().center())
        turned = QWheelEvent(
            *(middle, QPointF(field.mapToGlobal(middle.toPoint())), QPoint(0, -120), QPoint(0, -120)),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(field, turned)
    settle(qtbot, window)
    assert office.site.chosen == []


def test_models_are_told_and_chosen(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    office.site.missing = {"polite"}
    models = window.settings.models
    settings_of(qtbot, window, models)
    rows = {texts[0]: texts[1:] for texts in models.table.texts()}
    assert rows["tiny-ko"] == ["Writes answers", "Installed", "Fits", "In use"]
    assert rows["wide-ko"][2] == "Too little memory"
    assert rows["polite"][1] == "Not installed"
    assert not models.use.isEnabled()  # the first one is in use
    models.table.selectRow(1)
    click(models.use)
    settle(qtbot, window)
    assert ("use", "wide-ko", False) in office.calls
    assert "next start" in models.notice.text.text()
    assert {texts[0]: texts[4] for texts in models.table.texts()}["wide-ko"] == "In use"
    models.table.selectRow(2)
    assert not models.use.isEnabled()  # it is not installed
    models.table.selectRow(3)
    assert not models.use.isEnabled()  # it writes no answers


def test_a_model_that_the_policy_does_not_name_is_not_offered(
    qtbot: QtBot, office: FakeOffice, open_window: OpenWindow
) -> None:
    office.site.policy = Policy(title="규정", digest="d", models=("cd" * 32,))
    window = open_window(office.counter())
    models = window.settings.models
    settings_of(qtbot, window, models)
    assert [row[3] for row in models.table.texts()][:3] == ["Not allowed by the policy"] * 3
    assert models.table.texts()[3][3] == "Fits"  # what searches was not named by anybody
    models.table.selectRow(1)
    assert not models.use.isEnabled()


@pytest.mark.parametrize(("damaged", "title"), [(set(), "Every installed"), ({"wide-ko"}, "A model is damaged")])
def test_models_are_hashed_on_demand(
    qtbot: QtBot, window: MainWindow, office: FakeOffice, damaged: set[str], title: str
) -> None:
    office.site.damaged = damaged
    models = window.settings.models
    settings_of(qtbot, window, models)
    assert ("verify", "") not in office.calls
    click(models.check)
    settle(qtbot, window)
    assert models.notice.title.text().startswith(title)
    assert {texts[0]: texts[2] for texts in models.table.texts()}["tiny-ko"] == "Checked: whole"


def test_hashing_is_stopped(qtbot: QtBot, window: MainWindow, office: FakeOffice) -> None:
    models = window.settings.models
    settings_of(qtbot, window, models)
    office.gates["verify"] = threading.Event()
    click(models.check)
    qtbot.waitUntil(lambda: "tiny-ko" in models.work.text.text())
    assert models.work.isVisible() and not models.check.isEnabled()
    click(models.work.cancel)
    settle(qtbot, window)
    assert not models.work.isVisible() and models.check.isEnabled()
    assert not models.notice.isVisible()


def test_every_fact_of_the_audit_has_a_name_for_people(qtbot: QtBot, window: MainWindow) -> None:
    facts = {name for allowed in FACTS.values() for name in allowed}
    raw = {name for name in facts if "_" in audit_words.fact_name(name) or audit_words.fact_name(name) == "sha256"}
    assert raw == set()
    assert audit_words.facts_text({"what": "ledger", "document": 0, "marked": False}).count("·") == 1
