"""What a note tells and what it asks for in one line are both kept."""

from datetime import date

import pytest

from app.core.drafts import Form, Marks, Note, NoteRole
from app.letters.notes import read

FORM = Form("f", "글", 1, Marks.NUMBERED)


def notes(line: str) -> tuple[Note, ...]:
    return read.read(f"책상 점검\n{line}", FORM, date(2026, 5, 4), 2026, {}).notes[1:]


@pytest.mark.parametrize(
    "line", ["상대 가게 영업비밀이라 비공개(해당 호수까지 찾아서)", "개인 주소가 들어 있어 비공개 처리(몇 호인지 확인)"]
)
def test_a_decision_stays_told_and_its_item_is_looked_up(line: str) -> None:
    told, asked = notes(line)
    assert told.role is NoteRole.FACT and "비공개" in told.text and "호" not in told.text.partition("비공개")[2]
    assert asked.role is NoteRole.LOOKUP and "비공개" in asked.query


def test_what_is_to_be_kept_secret_still_is() -> None:
    (kept,) = notes("담당자 이름은 비공개")
    assert kept.role is NoteRole.WITHHELD


def test_what_goes_on_from_a_question_is_a_question() -> None:
    found = notes("며칠 안에 고쳐야 하는지 규정 확인, 늦으면 늘릴 수 있는지도")
    assert [one.role for one in found].count(NoteRole.FACT) == 0
