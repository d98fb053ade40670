"""What an article points to and what points to it; text that was read from a picture."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.core.locator import Locator
from app.core.types import Citing, Link, Passage, Relation
from app.gui import tones
from app.gui.listmodels.hits import HitModel
from app.gui.main_window import MainWindow
from tests.fakes.counter import FakeOffice
from tests.gui.conftest import OpenWindow, click, press, settle

ALT = Qt.KeyboardModifier.AltModifier


def link(passage: Passage, words: str, law: str, document: str, target: int, place: str = "") -> Link:
    at = passage.text.index(words)
    span = (at, at + len(words))
    locator = Locator.parse(place) if place else Locator()
    label = f"「{law}」 {place}".strip()
    return Link(passage.id, span, Relation.EXTERNAL, law, locator, None, label, document, target)


@pytest.fixture
def office() -> FakeOffice:
    """제9조 of the leave rules points to 제8조 of the goods rules, to a law that is not here, and is cited once."""
    office = FakeOffice()
    source, target = office.texts["doc0"][2], office.texts["doc1"][1]
    office.links[source.id] = (
        link(source, "휴가 신청서", "물품 관리 지침", "doc1", target.id, "제8조"),
        link(source, "부서장", "정부조직법", "", 0),
    )
    citing = office.texts["doc2"][0]
    span = (0, 3)
    office.citing[target.id] = (
        Citing("doc2", "복무 규칙(구판)", citing.id, "제3조", "연가 신청", span, Relation.EXTERNAL, Locator(), None),
    ) * 2
    return office


@pytest.fixture
def reading(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> MainWindow:
    window = open_window(office.counter())
    window.search.box.setText("연가를")
    window.search.search()
    qtbot.waitUntil(lambda: bool(anchors(window)))
    return window


def anchors(window: MainWindow) -> list[tuple[str, str]]:
    """(text, tool tip) of every link that can be followed."""
    return [(text, tip) for text, tip, href in _fragments(window) if href]


def _fragments(window: MainWindow) -> list[tuple[str, str, str]]:
    found = []
    block = window.search.article.text.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            piece = place.fragment()
            shape = piece.charFormat()
            found.append((piece.text(), shape.toolTip(), shape.anchorHref()))
            place += 1
        block = block.next()
    return found


def underlined(window: MainWindow) -> list[str]:
    ink = tones.link(window.search.article.text.palette())
    return [
        each.cursor.selectedText()
        for each in window.search.article.text.extraSelections()
        if each.format.foreground().color() == ink and each.format.fontUnderline()
    ]


def test_a_reference_is_a_link_and_one_that_leads_nowhere_is_not(reading: MainWindow) -> None:
    assert anchors(reading) == [("휴가 신청서", "「물품 관리 지침」 제8조")]
    assert underlined(reading) == ["휴가 신청서"]
    tips = {text: tip for text, tip, _ in _fragments(reading) if tip}
    assert tips["부서장"] == "“정부조직법” is not in the library."


def test_a_link_is_followed_by_the_keyboard_and_back(qtbot: QtBot, reading: MainWindow) -> None:
    article = reading.search.article
    assert not article.back.isVisible()
    article.text.setFocus()
    press(article.text, Qt.Key.Key_Tab)
    assert article.text.hasFocus()  # the link has it now
    press(article.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: article.title.text() == "물품 관리 지침")
    assert article.place.text() == "제8조(분실)"
    qtbot.waitUntil(article.cited_by.isVisible)
    assert anchors(reading) == []
    assert article.back.isVisible()
    press(article, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: article.title.text() == "복무 운영 내규")
    assert not article.back.isVisible()
    qtbot.waitUntil(lambda: bool(anchors(reading)))


def test_links_leave_with_their_article(qtbot: QtBot, reading: MainWindow) -> None:
    reading.search.article.step(1)
    assert anchors(reading) == []
    assert underlined(reading) == []


def test_who_cites_an_article(qtbot: QtBot, reading: MainWindow) -> None:
    article = reading.search.article
    article.text.followed.emit(reading.search.article.text._links[0][1])
    qtbot.waitUntil(article.cited_by.isVisible)
    assert article.cited_by.text() == "Cited by 1"  # twice in one article is one
    action = article.cited_by.menu().actions()[0]
    assert action.text() == "「복무 규칙(구판)」 제3조(연가 신청)"
    action.trigger()
    qtbot.waitUntil(lambda: article.title.text() == "복무 규칙(구판)")
    marked = [each.cursor.selectedText() for each in article.text.extraSelections()]
    assert marked == ["제3조"]


def test_a_new_hit_ends_the_way_back(qtbot: QtBot, reading: MainWindow) -> None:
    article = reading.search.article
    article.text.followed.emit(article.text._links[0][1])
    qtbot.waitUntil(article.back.isVisible)
    reading.search.results.choose(0)
    reading.search.reader.open_now(reading.search.results.hits.hits[0])
    assert not article.back.isVisible()
    settle(qtbot, reading)


def test_a_place_that_the_document_lacks_opens_its_beginning(
    qtbot: QtBot, open_window: OpenWindow, office: FakeOffice
) -> None:
    source = office.texts["doc0"][2]
    office.links[source.id] = (link(source, "부서장", "물품 관리 지침", "doc1", 0, "제99조"),)
    window = open_window(office.counter())
    window.search.box.setText("연가를")
    window.search.search()
    qtbot.waitUntil(lambda: bool(anchors(window)))
    assert "not found in that document" in anchors(window)[0][1]
    window.search.article.text.followed.emit(window.search.article.text._links[0][1])
    qtbot.waitUntil(lambda: window.search.article.place.text() == "제1조(목적)")


def test_copying_a_text_with_links_gives_its_words_alone(reading: MainWindow) -> None:
    click(reading.search.article.copy_button)
    assert "휴가 신청서를 내야 한다." in QGuiApplication.clipboard().text()


def test_text_from_a_picture_says_so(qtbot: QtBot, open_window: OpenWindow, office: FakeOffice) -> None:
    first, *others = office.texts["doc1"]
    office.texts["doc1"] = (replace(first, ocr=87), *others)
    window = open_window(office.counter())
    window.search.box.setText("지침은")
    window.search.search()
    qtbot.waitUntil(window.search.article.badge.isVisible)
    assert window.search.article.badge.text() == "Read from a picture · 87%"
    window.search.article.step(1)
    assert not window.search.article.badge.isVisible()
    model = HitModel()
    model.show(office.hits("지침은"))
    assert "Read from a picture · 87%" in model.index(0).data()


def test_of_very_many_citing_articles_the_rest_is_counted(reading: MainWindow, office: FakeOffice) -> None:
    article = reading.search.article
    one = next(iter(office.citing.values()))[0]
    article.show_connections((), [replace(one, passage_id=1000 + number) for number in range(40)])
    actions = article.cited_by.menu().actions()
    assert article.cited_by.text() == "Cited by 40"
    assert (len(actions), actions[-1].text(), actions[-1].isEnabled()) == (26, "and 15 more", False)
