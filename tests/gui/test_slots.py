"""The fields on the left: what is open is shown as open, and counted once."""

from pytestqt.qtbot import QtBot

from app.core.drafts import Conflict, Draft, Item, Letter, Provenance, Slot
from app.core.paths import assets_dir
from app.gui.writing.slots_panel import SlotsPanel
from app.letters.forms import load

GAP = "[확인 필요: 소요 예산]"


def shown(qtbot: QtBot, *conflicts: Conflict) -> SlotsPanel:
    panel = SlotsPanel()
    qtbot.addWidget(panel)
    letter = Letter("external", {"title": "점검", "recipient": "각 부서", "sender": "가나다청장"}, (Item(GAP),))
    slots = (Slot("budget", GAP, Provenance.NOTES, (3,)), Slot("place", "대강당", Provenance.NOTES, (4,)))
    draft = Draft(0, letter, slots=slots, conflicts=conflicts)
    panel.show_draft(draft, load(assets_dir() / "templates").get("external"))
    return panel


def test_a_gap_is_no_value(qtbot: QtBot) -> None:
    panel = shown(qtbot)
    row = panel.rows["budget"]
    assert row.box.text() == "" and row.missing and row.check.isHidden()
    assert panel.open_count() == 1
    assert not panel.rows["place"].missing


def test_a_contradiction_is_counted_once(qtbot: QtBot) -> None:
    panel = shown(qtbot, Conflict("예산", ("금1,000원", "금2,000원"), (3, 5)))
    assert panel.rows["budget"].missing
    assert panel.open_count() == 1


def test_contradictions_stay_above_the_fields(qtbot: QtBot) -> None:
    conflicts = (Conflict("예산", ("1", "2"), (3, 5)), Conflict("장소", ("가", "나"), (4, 6)))
    panel = shown(qtbot, *conflicts)
    panel.resize(300, 3000)
    panel.more.setChecked(True)  # the rows are built anew below what stands there
    panel.show()
    qtbot.waitExposed(panel)
    lowest = max(box.geometry().bottom() for box in panel.conflicts)
    assert all(row.geometry().top() > lowest for row in panel.rows.values())
