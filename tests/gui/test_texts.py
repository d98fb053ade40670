"""What is cut, cited and counted: snippets, citations, UTF-16, the part of a document that is laid out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.locator import Locator
from app.core.messages import Messages
from app.core.types import Because, Passage, Standing, Tie
from app.gui.citing import amended_on, citation, heading, heading_length, place, quoted, source_line
from app.gui.days import dotted, iso
from app.gui.listmodels.snippet import snippet
from app.gui.particles import object_of, together, toward
from app.gui.utf16 import Units
from app.gui.widgets.document_text import window
from app.gui.words import hit_badges, kind_name, size_text, stage_name, status_name
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
    assert quoted(" 글 \n", "「복무 운영 내규」 제3조") == "글\n「복무 운영 내규」 제3조"


def test_a_source_is_named_down_to_its_paragraph_with_its_day() -> None:
    document = FakeOffice().documents["doc0"]
    text = "제9조(연가) ① 연가는 다음과 같다.\n1. 봄\n2. 여름\n② 부서장은 허가한다."
    article = passage("제3장 제9조", "연가", text)
    at = text.index

    def named(start: int, end: int) -> str:
        return source_line(document, [article], (start, end)).removeprefix("「복무 운영 내규」 제9조")

    day = "(시행 2026. 3. 1.)"
    assert source_line(document, [article]) == f"「복무 운영 내규」 제9조{day}"
    assert named(at("봄"), at("봄") + 1) == f"제1항{day}"
    assert named(at("부서장"), len(text)) == f"제2항{day}"
    assert named(at("여름"), len(text)) == f"제1항부터 제2항까지{day}"
    assert named(0, len(text)) == day  # with its heading: the article
    assert source_line(replace(document, effective=""), [article]) == "「복무 운영 내규」 제9조"
    assert source_line(document, [article, passage("제10조")]) == f"「복무 운영 내규」 제9조부터 제10조까지{day}"
    assert source_line(document, [passage("별표 1")], (0, 1)) == f"「복무 운영 내규」 별표 1{day}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("① 간다. <개정 2014.12.31, 2020. 6. 4.>", "2020-06-04"),
        ("간다.\n[전문개정 2011. 3. 8.]", "2011-03-08"),
        ("간다.\n[본조신설 2019.4.23]", "2019-04-23"),
        ("<신설 2020. 1. 1.> <개정 2018. 1. 1.>", "2020-01-01"),
        ("2020. 1. 1. 개정된 법률에 따른다.", ""),
        ("<개정 >", ""),
    ],
)
def test_when_an_article_was_amended_last(text: str, day: str) -> None:
    assert amended_on(text) == day


def test_particles_follow_the_end_of_a_word() -> None:
    words = ("국방부", "민법", "법률", "rnrqkdqn", "ABL", "2일", "3", "ㄱㅂㅂ", "(훈령)", "", "☆")
    assert [object_of(word) for word in words] == ["를", "을", "을", "을", "을", "을", "을", "을", "을", "를", "를"]
    assert [toward(word) for word in words[:9]] == ["로", "으로", "로", "으로", "로", "로", "으로", "으로", "으로"]
    assert (together("국방부"), together("민법")) == ("와", "과")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        *dict.fromkeys(
            ("2024-01-31", "2024. 1. 31.", "2024.1.31", "20240131", " 2024년 1월 31일 "), "2024-01-31"
        ).items(),
        *dict.fromkeys(("", "2024", "202401", "2024-02-30", "내일", "2024-1"), "").items(),
    ],
)
def test_days_as_people_write_them(written: str, day: str) -> None:
    assert iso(written) == day
    assert dotted(day) == ("2024. 1. 31." if day else "")


def test_badges_say_only_what_a_reader_must_know() -> None:
    leave, goods, old = (FakeOffice().hits(word)[0] for word in ("근무시간", "분실", "신청서를"))
    assert hit_badges(leave) == ()
    assert hit_badges(goods) == ("Not yet in force",)
    assert hit_badges(replace(leave, standing=Standing.SUPERSEDED)) == ("Older version",)
    assert hit_badges(replace(leave, because=Because(Tie.IMPLEMENTS, 7, "물품법", "제3조"))) == ("Carries out 제3조",)
    assert hit_badges(replace(leave, because=Because(Tie.DELEGATES, 7, "물품령", "제5조"))) == ("Basis of 제5조",)
    assert hit_badges(replace(goods, standing=Standing.REPEALED)) == ("Repealed",)
    amended = replace(leave.passage, text="① 간다. <개정 2020. 6. 4.>", ocr=80)
    assert hit_badges(replace(leave, passage=amended)) == ("Amended", "Read from a picture · 80%")
    assert old.document.status == "시행"


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


def test_the_frame_of_a_table_is_left_out_of_a_snippet() -> None:
    text = "표와 같다. ├────┼────┤ |수첩 |3권 | ├────┼────┤ |볼펜 |5자루 |"
    at = text.index("볼펜")
    cut = snippet(text, [(at, at + 2)])
    assert cut.text == "표와 같다. |수첩 |3권 | |볼펜 |5자루 |"
    ((start, end),) = cut.marks
    assert cut.text[start:end] == "볼펜"


@given(st.text(), st.integers(0, 200), st.integers(0, 200))
def test_marks_of_a_snippet_are_the_marked_text(text: str, one: int, two: int) -> None:
    start, end = min(one, two, len(text)), min(max(one, two), len(text))
    if start == end:
        return
    cut = snippet(text, [(start, end)])
    for left, right in cut.marks:
        unframed = "".join(char for char in text[start:end] if not "\u2500" <= char <= "\u257f")
        assert "".join(cut.text[left:right].split()) == "".join(unframed.split())


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
