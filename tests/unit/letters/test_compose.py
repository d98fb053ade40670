"""Letters laid out: 두문, marks, 붙임, 끝 in each case, 결문 (규칙 제2조, 제4조; 편람)."""

from dataclasses import replace

import pytest

from app.core.drafts import Attachment, Item, Letter, Part, Table
from app.core.paths import assets_dir
from app.letters import forms
from app.letters.composing import compose

FORMS = forms.load(assets_dir() / "templates")
_LETTER = Letter(
    "external",
    {
        "agency": "○○사령부",
        "recipient": "○○시장(안전총괄과장)",
        "title": "훈련장 사용 협의",
        "sender": "○○사령관",
    },
    (
        Item("관련: △△과-12(2026. 2. 3.)"),
        Item(
            "다음과 같이 협의합니다.",
            (Item("기간: 2026. 4. 13.~4. 15."), Item("장소", (Item("훈련장"), Item("주차장")))),
        ),
    ),
    (Attachment("계획서"),),
)


def _plain(letter: Letter, columns: int = 80) -> str:
    return compose.plain(compose.sheet(letter, FORMS.get(letter.form), columns))


def _with(*items: Item, form: str = "external", attachments: tuple[Attachment, ...] = ()) -> Letter:
    return replace(_LETTER, form=form, items=items, attachments=attachments)


def _tail(letter: Letter, columns: int = 80) -> list[str]:
    """The body and what ends it."""
    text = _plain(letter, columns).split("\n\n")
    return "\n".join(text[2:-1]).splitlines()


def test_a_letter_as_it_prints() -> None:
    assert (
        _plain(_LETTER)
        == """○○사령부

수신  ○○시장(안전총괄과장)
(경유)
제목  훈련장 사용 협의

1. 관련: △△과-12(2026. 2. 3.)
2. 다음과 같이 협의합니다.
  가. 기간: 2026. 4. 13.~4. 15.
  나. 장소
    1) 훈련장
    2) 주차장

붙임  계획서 1부.  끝.

○○사령관"""
    )


def test_an_item_that_is_alone_has_no_mark_and_what_is_under_it_keeps_its_level() -> None:
    alone = _with(Item("다음과 같이 알려 드립니다.", (Item("하나"), Item("둘", (Item("셋"),)))))
    assert _tail(alone) == ["다음과 같이 알려 드립니다.", "1. 하나", "2. 둘", "  셋  끝."]


@pytest.mark.parametrize("text", ["(사)○○협회 건", "4. 13. 접수분", "붙임 서식 참조", "- 5도 이하", "| 표 |"])
def test_an_item_that_is_alone_but_looks_marked_has_a_mark(text: str) -> None:
    assert _tail(_with(Item(text))) == [f"1. {text}  끝."]


def test_all_eight_levels_and_what_is_deeper() -> None:
    def nest(depth: int) -> tuple[Item, ...]:
        return (Item("가"), Item("나", nest(depth - 1))) if depth else ()

    lines = [line for line in compose.sheet(_with(*nest(10)), FORMS.get("external")).lines if line.part is Part.BODY]
    assert [line.mark for line in lines] == [
        *("1.", "2.", "가.", "나.", "1)", "2)", "가)", "나)", "(1)", "(2)", "(가)", "(나)", "①", "②"),
        *("㉮", "㉯", "㉰", "㉱", "㉲", "㉳"),
    ]
    assert [line.level for line in lines][-1] == 8


def test_empty_items_leave_no_line_and_what_they_held_moves_up() -> None:
    letter = _with(Item("가"), Item(" ", (Item("나"), Item(""))), Item("\n"))
    assert _tail(letter) == ["1. 가", "2. 나  끝."]
    assert _tail(_with()) == ["[확인 필요: 내용]  끝."]


@pytest.mark.parametrize(
    ("attachments", "lines"),
    [
        ((Attachment("명단"),), ["붙임  명단 1부.  끝."]),
        ((Attachment("명단", "각 2부"),), ["붙임  명단 각 2부.  끝."]),
        ((Attachment("명단 3부."),), ["붙임  명단 3부.  끝."]),
        ((Attachment("1. 명단", ""), Attachment("서식")), ["붙임  1. 명단 1부.", "      2. 서식 1부.  끝."]),
        ((Attachment(" "), Attachment("서식")), ["붙임  서식 1부.  끝."]),
        ((Attachment("명단", "[확인 필요: 수량]"),), ["붙임  명단 [확인 필요: 수량].  끝."]),
    ],
)
def test_attachments(attachments: tuple[Attachment, ...], lines: list[str]) -> None:
    assert _tail(_with(Item("보냅니다."), attachments=attachments)) == ["보냅니다.", *lines]


def test_the_end_goes_to_the_next_line_where_the_last_one_is_full() -> None:
    assert _tail(_with(Item("가" * 37))) == ["가" * 37 + "  끝."]
    assert _tail(_with(Item("가" * 38))) == ["가" * 38, "  끝."]
    assert _tail(_with(Item("가" * 38)), columns=0) == ["가" * 38 + "  끝."]
    assert _tail(_with(Item("가" * 57))) == ["가" * 57 + "  끝."]
    assert _tail(_with(Item("가"), Item("가" * 36))) == ["1. 가", "2. " + "가" * 36 + "  끝."]
    assert _tail(_with(Item("가"), Item("가" * 37))) == ["1. 가", "2. " + "가" * 37, "  끝."]


def _table(*cells: str) -> Item:
    return Item("다음과 같습니다.", table=Table((("가", "나"), cells[:2], cells[2:])))


def test_the_end_stands_under_a_full_table() -> None:
    assert _tail(_with(_table("1", "2", "3", "4")))[-2:] == ["| 3 | 4 |", "  끝."]


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (("1", "2", "3", ""), ["| 1 | 2 |", "| 3 | 이하 빈칸 |"]),
        (("1", "", "", ""), ["| 1 | 이하 빈칸 |", "|  |  |"]),
        (("", "", "", ""), ["| 이하 빈칸 |  |", "|  |  |"]),
        (("1", "2", "3", "이하 빈칸"), ["| 1 | 2 |", "| 3 | 이하 빈칸 |"]),
    ],
)
def test_a_table_that_is_filled_partly_has_no_end_mark(cells: tuple[str, ...], rows: list[str]) -> None:
    assert _tail(_with(_table(*cells)))[-2:] == rows


def test_a_table_before_attachments_is_left_as_it_is() -> None:
    lines = _tail(_with(_table("1", "", "", ""), attachments=(Attachment("명단"),)))
    assert lines[-2:] == ["|  |  |", "붙임  명단 1부.  끝."]


@pytest.mark.parametrize("text", ["알려 드립니다.  끝.", "알려 드립니다. 끝.", "알려 드립니다. 끝. 끝."])
def test_an_end_mark_in_the_text_is_not_written_twice(text: str) -> None:
    assert _tail(_with(Item(text))) == ["알려 드립니다.  끝."]


def test_an_internal_letter_has_its_recipient_and_no_sender() -> None:
    text = _plain(replace(_LETTER, form="internal"))
    assert "수신  내부결재" in text
    assert "○○사령관" not in text


def test_several_recipients_are_listed_below_the_sender() -> None:
    fields = {**_LETTER.fields, "recipient": "", "recipients": "기획과장\n\n 운영과장"}
    text = _plain(replace(_LETTER, fields=fields))
    assert "수신  수신자 참조" in text
    assert text.endswith("○○사령관\n수신자  기획과장, 운영과장")
    fields = {**_LETTER.fields, "recipient": "수신자참조"}
    assert _plain(replace(_LETTER, fields=fields)).endswith("○○사령관\n수신자  [확인 필요: 수신자]")


def test_what_is_required_and_unknown_is_marked_and_nothing_else() -> None:
    text = _plain(Letter("external", {}, (Item("가"),)))
    assert text == "수신  [확인 필요: 수신]\n(경유)\n제목  [확인 필요: 제목]\n\n가  끝.\n\n[확인 필요: 발신명의]"


def test_the_foot_in_the_order_of_the_rule() -> None:
    fields = {
        **_LETTER.fields,
        "drafter": "주무관 ○○○",
        "approver": "전결 과장 ○○○",
        "cooperator": "재정과장 ○○○",
        "number": "○○과-1",
        "enforced_on": "2026. 4. 2.",
        "received_on": "2026. 4. 3.",
        "postcode": "00000",
        "address": "○○시 ○○로 1",
        "homepage": "www.example.kr",
        "phone": "02-000-0000",
        "email": "a@example.kr",
        "disclosure": "부분공개(5)",
        "retention": "5년",
    }
    assert _plain(replace(_LETTER, fields=fields)).split("\n\n")[-1].splitlines() == [
        "기안자 주무관 ○○○  결재권자 전결 과장 ○○○",
        "협조자 재정과장 ○○○",
        "시행  ○○과-1(2026. 4. 2.)  접수  (2026. 4. 3.)",
        "우 00000  ○○시 ○○로 1  / www.example.kr",
        "전화 02-000-0000  / a@example.kr  / 부분공개(5)",
    ]


def test_a_report_has_a_title_a_byline_and_symbols() -> None:
    fields = {
        "title": "점검 결과",
        "day": "2026. 4. 2.",
        "department": "○○과",
        "summary": "요지",
        "keywords": "점검, 안전;결과",
    }
    items = (Item("현황", (Item("○ 차량 3대", (Item("승용 2대", (Item("전기 1대", (Item("깊은 것"),)),)),)),)),)
    sheet = compose.sheet(Letter("report", fields, items), FORMS.get("report"))
    assert (
        compose.plain(sheet)
        == """점검 결과
작성일자: 2026. 4. 2.  작성부서: ○○과

□ 현황
  ○ 차량 3대
    - 승용 2대
      ㆍ 전기 1대
      ㆍ 깊은 것"""
    )
    assert (sheet.title, sheet.summary, sheet.keywords) == ("점검 결과", "요지", ("점검", "안전", "결과"))


def test_those_who_hand_over_are_asked_for() -> None:
    text = _plain(Letter("handover", {"title": "인계인수서", "giver": "대위 ○○○"}, (Item("가"),)))
    assert text.endswith("인계자  대위 ○○○\n인수자  [확인 필요: 인수자]\n입회자  [확인 필요: 입회자]")


def test_no_text_breaks_the_form() -> None:
    wild = "한\n둘\r\n\x00셋\u2028넷\u200b\ttab  끝."
    fields = dict.fromkeys(("agency", "recipient", "title", "sender", "number", "drafter"), wild)
    text = _plain(Letter("external", fields, (Item(wild, (Item(wild),)), Item(wild)), (Attachment(wild),)))
    assert len(text.splitlines()) == 16
    assert text.count("끝.") == 1


def test_lines_know_their_item_and_their_place() -> None:
    sheet = compose.sheet(_LETTER, FORMS.get("external"))
    text = compose.plain(sheet)
    placed = {line.item: text[slice(*span)] for line, span in zip(sheet.lines, compose.spans(sheet), strict=True)}
    assert placed[(1, 1, 0)] == "1) 훈련장"
    assert placed[(0,)] == "1. 관련: △△과-12(2026. 2. 3.)"
