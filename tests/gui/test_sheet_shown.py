"""The sheet on the screen: where marks and labels stand, as they will print."""

import pytest
from PySide6.QtGui import QFontMetricsF, QTextBlock
from pytestqt.qtbot import QtBot

from app.core.drafts import Attachment, Draft, Item, Letter, Part
from app.core.paths import assets_dir
from app.gui.laid import Laid
from app.gui.writing.desk import Desk
from app.gui.writing.lines import Block
from app.gui.writing.sheet_formats import font_of, lead_width
from app.gui.writing.sheet_view import SheetView
from app.gui.writing.state import State
from app.letters.composing import compose
from app.letters.forms import load


def shown(qtbot: QtBot, *attachments: Attachment) -> SheetView:
    letter = Letter("external", {"title": "점검 안내", "recipient": "각 부서"}, (Item("점검합니다."),), attachments)
    sheet = compose.sheet(letter, load(assets_dir() / "templates").get("external"))
    view = SheetView(Desk())
    qtbot.addWidget(view)
    view.resize(900, 900)
    view.show_state(State(Draft(0, letter)), Laid(sheet, compose.plain(sheet), compose.spans(sheet)))
    return view


def attached(view: SheetView) -> list[tuple[QTextBlock, Block]]:
    made, block = [], view.document().begin()
    while block.isValid():
        held = view.spot(block)
        if held is not None and held.part is Part.ATTACHMENT:
            made.append((block, held))
        block = block.next()
    return made


def begins(view: SheetView, block: QTextBlock, held: Block) -> float:
    """Where its label or mark is drawn, in pixels."""
    return block.blockFormat().leftMargin() - lead_width(held, metrics(view))


def metrics(view: SheetView) -> QFontMetricsF:
    return QFontMetricsF(font_of(Part.ATTACHMENT, view.font()))


def test_the_marks_of_attachments_stand_below_each_other(qtbot: QtBot) -> None:
    view = shown(qtbot, *(Attachment(f"자료 {n}") for n in range(1, 11)))
    found = attached(view)
    assert [held.lead for _, held in found] == ["붙임  1.", *(f"{n}." for n in range(2, 11))]
    assert [held.text for _, held in found][-1] == "자료 10 1부.  끝."
    first, behind = begins(view, *found[0]), metrics(view).horizontalAdvance("붙임  ")
    assert first == 0
    for block, held in found[1:]:
        assert begins(view, block, held) == pytest.approx(behind), held.lead
    assert found[1][0].blockFormat().leftMargin() == pytest.approx(found[0][0].blockFormat().leftMargin())


def test_one_attachment_has_no_mark(qtbot: QtBot) -> None:
    ((block, held),) = attached(shown(qtbot, Attachment("점검표")))
    assert held.lead == "붙임" and held.text == "점검표 1부.  끝."
    assert block.blockFormat().leftMargin() > 0
