"""What is cut, cited and counted: snippets, citations, UTF-16, the part of a document that is laid out."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.locator import Locator
from app.core.messages import Messages
from app.core.types import Passage
from app.gui.citing import citation, heading, heading_length, place, quoted
from app.gui.listmodels.snippet import snippet
from app.gui.utf16 import Units
from app.gui.widgets.document_text import window
from app.gui.words import kind_name, size_text, stage_name, status_name
from tests.fakes.counter import FakeOffice


def passage(locator: str, heading: str = "", text: str = "본문", start: int = 0) -> Passage:
    return Passage(1, "d", 0, Locator.parse(locator), heading, "", text, start, start + len(text))


def test_places_as_they_are_cited() -> None:
    assert place(passage("제3장 제24조의2")) == "제24조의2"
    assert place(passage("부칙(2) 제1조")) == "부칙 제1조"
    assert place(passage("별표 1")) == "별표 1"
    assert heading(passage("제3조", "정의")) == "제3조(정의)"
    assert heading(passage("§2", "추진 배경")) == "추진 배경"
    document = FakeOffice().documents["doc0"]
    assert citation(document, passage("제3조")) == "「복무 운영 내규」 제3조"
    assert quoted(" 글 \n", document, passage("제3조")) == "글\n(「복무 운영 내규」 제3조)"


def test_the_heading_of_an_article() -> None:
    text = "제3조(정의) 이 영에서 쓰는 말"
    assert text[: heading_length(passage("제3조", "정의", text))] == "제3조(정의)"
    assert heading_length(passage("제3조", "", "가" * 80)) == 0


def test_a_snippet_begins_after_the_heading_and_near_the_words() -> None:
    text = "제3조(정의) " + "가나다 " * 80 + "연가 신청\n\n서"
    at = text.index("연가")
    cut = snippet(text, [(at, at + 2)], len("제3조(정의)"))
    assert cut.text.startswith("…")
    assert [cut.text[start:end] for start, end in cut.marks] == ["연가"]
    assert "신청 서" in cut.text
    near = snippet(text, [], len("제3조(정의)"))
    assert near.text.startswith("가나다")
    assert near.text.endswith("…")


@given(st.text(), st.integers(0, 200), st.integers(0, 200))
def test_marks_of_a_snippet_are_the_marked_text(text: str, one: int, two: int) -> None:
    start, end = min(one, two, len(text)), min(max(one, two), len(text))
    if start == end:
        return
    cut = snippet(text, [(start, end)])
    for left, right in cut.marks:
        assert "".join(cut.text[left:right].split()) == "".join(text[start:end].split())


@given(st.text())
def test_positions_go_to_utf_16_and_back(text: str) -> None:
    units = Units(text)
    for point in range(len(text) + 1):
        unit = units.unit(point)
        assert unit == len(text[:point].encode("utf-16-le", "surrogatepass")) // 2
        assert units.point(unit) == point


def test_only_part_of_a_long_document_is_laid_out() -> None:
    parts = [passage("제1조", text="가" * 100, start=number * 100) for number in range(1000)]
    text = "가" * 100_000
    begin, end = window(text, parts, parts[500], room=10_000)
    assert begin <= parts[500].start and parts[500].end <= end
    assert end - begin <= 10_000
    assert begin % 100 == 0 and end % 100 == 0
    assert window(text, parts, parts[500], room=200_000) == (0, 100_000)
    huge = passage("제1조", text="나" * 50_000, start=10)
    assert window("나" * 90_000, [huge], huge, room=1_000) == (10, 50_010)


def test_words_for_data() -> None:
    assert size_text(10) == "10 B"
    assert size_text(34_000) == "33 KB"
    assert size_text(3_000_000) == "2.9 MB"
    assert kind_name("law") == "Statute"
    assert kind_name("") == ""
    assert status_name("폐지") == "Repealed"
    assert status_name("한시") == "한시"
    messages = Messages.load("en")
    assert stage_name(messages, "read") == messages.say("stage_read")
    assert stage_name(messages, "unheard-of") == "unheard-of"
