"""Markup, bullets, tables and lists of notes; and notes that are none."""

from datetime import date

import pytest

from app.core.draft_errors import NotesEmpty, NotesTooLong
from app.core.drafts import Form, Marks, NoteRole
from app.letters.notes.lines import lines
from app.letters.notes.read import LIMIT, foreign, read

PLAIN = Form("external", "대외 시행문", 1, Marks.NUMBERED)
TODAY = date(2026, 3, 1)


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("- 창고 정리", "창고 정리"),
        ("1. 창고 정리", "창고 정리"),
        ("가. 창고 정리", "창고 정리"),
        ("① 창고 정리", "창고 정리"),
        ("□ 창고 정리", "창고 정리"),
        ("## **창고** 정리", "창고 정리"),
        ("> 창고 정리", "창고 정리"),
        ("* [x] 창고 정리", "창고 정리"),
        ("<li>창고 <b>정리</b></li>", "창고 정리"),
        ("창고&nbsp;정리", "창고 정리"),
        ("[창고](https://example.kr/a) 정리", "창고 정리"),
        ("\ufeff창고\u200b 정리", "창고 정리"),
        ("2026. 3. 20. 창고 정리", "2026. 3. 20. 창고 정리"),
        ("3. 20. 창고 정리", "3. 20. 창고 정리"),
        ("-5도 이하", "-5도 이하"),
    ],
)
def test_marks_and_markup_go_and_the_words_stay(text: str, plain: str) -> None:
    assert texts(text) == [plain]


def test_every_character_knows_its_place() -> None:
    text = "머리\n  - **창고** <b>정리</b>&nbsp;3회\n| 가 | 나 |\n"
    for line in lines(text):
        for char, place in zip(line.text, line.places, strict=True):
            assert text[place] == char or char in " :," or text[place] == "&"


def test_rows_of_a_table_say_what_their_heads_say() -> None:
    two = "| 품목 | 수량 |\n|---|---|\n| 의자 | 3개 |\n| 책상 | 2개 |"
    assert texts(two) == ["의자: 3개", "책상: 2개"]
    three = "| 품목 | 수량 | 상태 |\n|:--|--:|---|\n| 의자 | 3개 | 양호 |"
    assert texts(three) == ["의자: 수량 3개, 상태 양호"]


def test_a_list_belongs_to_the_open_label_above_it() -> None:
    notes = read("준비물:\n- 삽 3자루\n- 장갑 10켤레\n\n- 집결 07:00", PLAIN, TODAY).notes
    assert [(note.label, note.value) for note in notes[:2]] == [("준비물", "삽 3자루"), ("준비물", "장갑 10켤레")]
    assert notes[2].label != "준비물"


def test_a_line_that_goes_on_is_one() -> None:
    assert texts("참석 대상은 총무과,\n시설과 및\n경비대") == ["참석 대상은 총무과, 시설과 및 경비대"]


@pytest.mark.parametrize("text", ["", "  \n\t ", "---\n***", "\ufeff"])
def test_notes_without_a_word_are_refused(text: str) -> None:
    with pytest.raises(NotesEmpty):
        read(text, PLAIN, TODAY)


def test_notes_of_fifty_pages_are_refused_with_their_length() -> None:
    with pytest.raises(NotesTooLong) as caught:
        read("가나다라 " * 10_000, PLAIN, TODAY)
    assert caught.value.params == {"characters": 50_000, "limit": LIMIT}
    assert read("회의 " * 6_000, PLAIN, TODAY).notes


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("Please inspect the boiler on Friday morning", True),
        ("CCTV 8대 교체", False),
        ("USB, HDMI cable 3개 구매 요청", False),
        ("OK", False),
    ],
)
def test_notes_in_another_language_are_told(text: str, is_foreign: bool) -> None:
    assert foreign(text) is is_foreign
    assert read(text, PLAIN, TODAY).foreign is is_foreign


def test_days_without_a_year_are_of_the_year_that_is_given_or_the_only_one_named() -> None:
    def first(text: str, year: int = 0) -> str:
        return read(text, PLAIN, TODAY, year).notes[0].value

    assert first("접수 4월 2일", 2024) == "2024. 4. 2."
    assert first("접수 4월 2일\n계약 2025.1.3.") == "2025. 4. 2."
    assert first("접수 4월 2일") == "2026. 4. 2."


@pytest.mark.parametrize("order", ["쓰지 말 것", "이 내용은 적지 말 것", "위 내용은 내부 참고용"])
def test_an_order_on_its_own_line_withholds_the_line_above(order: str) -> None:
    notes = read(f"시설 점검함\n소장이 늦게 왔음\n{order}\n결과 양호", PLAIN, TODAY).notes
    assert [note.role for note in notes] == [NoteRole.FACT, NoteRole.WITHHELD, NoteRole.WITHHELD, NoteRole.FACT]


def test_a_withheld_thing_is_withheld_on_other_lines_too() -> None:
    notes = read("청구인: 홍길수\n청구인 이름은 쓰지 말 것\n접수 2026.3.3.", PLAIN, TODAY).notes
    assert [note.role for note in notes][:2] == [NoteRole.WITHHELD, NoteRole.WITHHELD]
    assert all("홍길수" not in note.text for note in notes[1:])


def test_a_name_that_is_withheld_is_masked_wherever_it_stands() -> None:
    text = "(주)가람테크 장비 3대 고장\n수리는 (주)가람테크가 맡음\n업체 이름은 쓰지 말 것"
    said = [note.text for note in read(text, PLAIN, TODAY).notes if note.role is not NoteRole.WITHHELD]
    assert len(said) == 2
    assert all("가람" not in one and "○○업체" in one for one in said)

    person = "민원인: 홍길수\n홍길수 씨 3회 방문\n민원인 이름은 쓰지 말 것"
    said = [note.text for note in read(person, PLAIN, TODAY).notes if note.role is not NoteRole.WITHHELD]
    assert said == ["○○○ 씨 3회 방문"]


def test_a_firm_is_named_where_only_something_else_of_it_is_withheld() -> None:
    text = "(주)가람테크 장비 3대 고장\n업체 사정이 어려운 건 쓰지 말 것"
    assert read(text, PLAIN, TODAY).notes[0].text == "(주)가람테크 장비 3대 고장"
