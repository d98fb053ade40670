"""Letters of others, read as far as they follow the form."""

import pytest

from app.core.draft_errors import FormUnknown
from app.core.drafts import Attachment, Item, Table
from app.core.paths import assets_dir
from app.letters import forms
from app.letters.composing import compose
from app.letters.read_back import letter as reading

FORMS = forms.load(assets_dir() / "templates")


def test_a_letter_with_lines_broken_by_hand() -> None:
    text = """
  ○○부 △△사령부

수 신 : ○○시장(안전총괄과장)
(경  유)
제 목 : 훈련장 사용 협의

1. 관련 : △△과-12(2026. 2. 3.)

2. 위 호와 관련하여 아래와 같이 훈련장 사용을 협의하오니 검토하여 주시기
   바랍니다.
   가. 기간 : 2026. 4. 13.~4. 15.
   나. 장소 : ○○ 종합
       훈련장
붙임 : 1. 사용 계획서 1부
       2. 배치도 각 2부.  끝

△△사령관

수신자 : ○○시장, □□군수
기안자 주무관 ○○○   검토자 담당 ○○○
"""
    letter = reading.letter(text, FORMS)
    assert letter.form in ("external", "cooperation")
    assert letter.fields["agency"] == "○○부 △△사령부"
    assert letter.fields["recipient"] == "○○시장(안전총괄과장)"
    assert letter.fields["title"] == "훈련장 사용 협의"
    assert letter.fields["sender"] == "△△사령관"
    assert letter.fields["drafter"] == "주무관 ○○○"
    assert letter.items == (
        Item("관련 : △△과-12(2026. 2. 3.)"),
        Item(
            "위 호와 관련하여 아래와 같이 훈련장 사용을 협의하오니 검토하여 주시기 바랍니다.",
            (Item("기간 : 2026. 4. 13.~4. 15."), Item("장소 : ○○ 종합 훈련장")),
        ),
    )
    assert letter.attachments == (Attachment("사용 계획서"), Attachment("배치도", "각 2부"))


def test_a_report_with_a_table() -> None:
    text = """상반기 점검 결과 보고

■ 현황
 ㅇ 점검 대상
  | 구분 | 수량 |
  |---|---|
  | 차량 | 3 |
 ㅇ 점검 기간: 2026. 4. 13.~4. 15.
■ 조치
 ㅇ 미비점 보완
"""
    letter = reading.letter(text, FORMS)
    assert letter.form == "report"
    assert letter.fields == {"title": "상반기 점검 결과 보고"}
    assert letter.items == (
        Item(
            "현황",
            (
                Item("점검 대상", table=Table((("구분", "수량"), ("차량", "3")))),
                Item("점검 기간: 2026. 4. 13.~4. 15."),
            ),
        ),
        Item("조치", (Item("미비점 보완"),)),
    )


def test_paragraphs_without_marks_stand_beside_each_other() -> None:
    text = """수신  ○○○ 귀하
제목  민원에 대한 회신

귀하의 가정에 행복이 가득하시기를 바랍니다.

문의하신 사항은 다음 규정에 따라 처리하였음을 알려 드립니다.

감사합니다.  끝.

○○사령관"""
    letter = reading.letter(text, FORMS)
    assert letter.form == "reply"
    assert [one.text for one in letter.items] == [
        "귀하의 가정에 행복이 가득하시기를 바랍니다.",
        "문의하신 사항은 다음 규정에 따라 처리하였음을 알려 드립니다.",
        "감사합니다.",
    ]
    assert letter.fields["sender"] == "○○사령관"


def test_an_internal_letter_is_known_by_its_recipient() -> None:
    letter = reading.letter("수신  내부결재\n제목  장비 교체\n\n장비를 교체하고자 합니다.  끝.", FORMS)
    assert (letter.form, letter.items) == ("internal", (Item("장비를 교체하고자 합니다."),))


def test_the_blank_cell_is_not_the_letter_s() -> None:
    text = "수신  내부결재\n(경유)\n제목  표\n\n다음과 같습니다.\n| 가 | 나 |\n| 1 | 이하 빈칸 |"
    letter = reading.letter(text, FORMS)
    assert letter.items == (Item("다음과 같습니다.", table=Table((("가", "나"), ("1", "")))),)
    assert compose.plain(compose.sheet(letter, FORMS.get(letter.form))) == text


@pytest.mark.parametrize("text", ["", "\n \n", "끝.", "수신", "제목", "| a |", "붙임"])
def test_next_to_nothing_is_some_letter(text: str) -> None:
    letter = reading.letter(text, FORMS)
    assert compose.plain(compose.sheet(letter, FORMS.get(letter.form)))


def test_a_form_may_be_named() -> None:
    assert reading.letter("제목\n\n□ 가", FORMS, "메모 보고").form == "memo"
    with pytest.raises(FormUnknown):
        reading.letter("제목", FORMS, "없는 서식")
