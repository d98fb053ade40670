"""A past letter as a frame: what might be a fact is gone, labels and sentences stay."""

import pytest

from app.core.drafts import Attachment, Item, Letter, Table
from app.letters.building.reuse import emptied, empty


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("일시: 2026. 3. 3.(화) 14:00", "일시: [확인 필요: 일시]"),
        ("장소: 본관 3층 대회의실", "장소: [확인 필요: 장소]"),
        ("관련: 정보보호과-123(2026. 2. 3.)", "관련: [확인 필요: 문서번호]"),
        (
            "기한: 각 부서는 3월 5일까지 제출합니다.",
            "기한: 각 부서는 [확인 필요: 날짜]까지 제출합니다.",
        ),
        ("「민원 처리에 관한 법률」 제27조제1항에 따라", "「민원 처리에 관한 법률」 [확인 필요: 조문]에 따라"),
        ("2026년 제3회 군 인권교육 실시 알림", "[확인 필요: 연도] [확인 필요: 회차] 군 인권교육 실시 알림"),
        ("예산 금3,500,000원(금삼백오십만원)을 집행하고자 합니다.", "예산 [확인 필요: 금액]을 집행하고자 합니다."),
        ("12명이 참석하여 두 차례 협의하였습니다.", "[확인 필요: 인원]이 참석하여 [확인 필요: 수량] 협의하였습니다."),
        ("4월 1일과 5월 2일은 쉽니다.", "[확인 필요: 날짜]와 [확인 필요: 날짜]는 쉽니다."),
        ("김철수 과장과 협의함", "[확인 필요: 성명] 과장과 협의함"),
        ("홍길동 귀하", "[확인 필요: 성명] 귀하"),
        ("참석한 김철수, 이영희가 서명함", "참석한 [확인 필요: 성명]이 서명함"),
        ("문의는 정보화팀 박민수(02-1234-5678)에게", "문의는 정보화팀 [확인 필요: 성명]([확인 필요: 연락처])에게"),
        ("안건: [확인 필요: 안건]", "안건: [확인 필요: 안건]"),
        ("전 직원을 대상으로 정보보안 교육을 실시합니다.", "전 직원을 대상으로 정보보안 교육을 실시합니다."),
        ("정보보안 담당자는 매일 점검합니다.", "정보보안 담당자는 매일 점검합니다."),
    ],
)
def test_a_line_without_its_facts(text: str, frame: str) -> None:
    assert empty(text, {}) == frame
    assert empty(frame, {}) == frame, "a frame has nothing left to lose"


def test_what_the_notes_said_goes_wherever_it_stands() -> None:
    values = {"해오름관": "장소", "새솔군": "기관"}
    assert empty("해오름관을 새솔군과 함께 씁니다.", values) == "[확인 필요: 장소]를 [확인 필요: 기관]과 함께 씁니다."


LETTER = Letter(
    form="external",
    fields={
        "title": "2026년 교육 알림",
        "recipient": "새솔군수(총무과장)",
        "agency": "한빛시",
        "phone": "02-123-4567",
        "drafter": "주무관 김철수",
        "number": "총무과-12",
        "enforced_on": "2026. 3. 3.",
    },
    items=(
        Item(
            "다음과 같이 3회 실시합니다.", (Item("일시: 2026. 3. 3."),), Table((("구분", "2026년"), ("본부", "12명")))
        ),
    ),
    attachments=(Attachment("2026년 계획", "2부"),),
)


def test_a_letter_keeps_its_shape_and_no_digit() -> None:
    frame = emptied(LETTER, {}, ours=True)
    assert frame.fields == {
        "title": "[확인 필요: 연도] 교육 알림",
        "recipient": "새솔군수(총무과장)",
        "agency": "한빛시",
        "phone": "02-123-4567",
    }
    (item,) = frame.items
    assert item.items == (Item("일시: [확인 필요: 일시]"),)
    assert item.table == Table((("구분", "[확인 필요: 연도]"), ("[확인 필요: 구분]", "[확인 필요: 내용]")))
    assert frame.attachments == (Attachment("[확인 필요: 연도] 계획"),)


def test_the_unit_of_another_letter_is_not_ours() -> None:
    assert set(emptied(LETTER, {}, ours=False).fields) == {"title", "recipient"}


def test_a_table_without_heads_asks_for_everything() -> None:
    letter = Letter("memo", {}, (Item("표", table=Table((("가", "1"), ("나", "2")), heads=0)),))
    (item,) = emptied(letter, {}, ours=True).items
    assert item.table == Table((("[확인 필요: 내용]", "[확인 필요: 내용]"),), heads=0)
