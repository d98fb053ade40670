"""Figures that follow from a rule, and those that nobody may compute."""

from datetime import date

import pytest

from app.core.drafts import Basis, Computation, Form, Marks, Notes
from app.letters.notes.read import read
from app.letters.reckon.computed import computed, periods, runs_from_a_day
from app.letters.reckon.reckoning import Unit

FORM = Form("external", "대외 시행문", 1, Marks.NUMBERED)
TODAY = date(2026, 3, 1)


def notes(text: str) -> Notes:
    return read(text, FORM, TODAY, 2026)


def basis(quote: str, title: str = "청사 관리 규정", article: str = "제7조") -> Basis:
    return Basis("d", title, article, quote)


def compute(text: str, *quotes: Basis) -> tuple[Computation, ...]:
    return computed(notes(text), quotes, TODAY)


@pytest.mark.parametrize(
    ("rule", "number", "unit", "back", "said"),
    [
        ("신청서를 접수한 날부터 30일 이내에 알린다", 30, Unit.DAYS, False, "신청서를 접수한 날부터 30일 이내"),
        ("제2자는 그 통지를 받은 날부터 7일 이내에 의견을", 7, Unit.DAYS, False, "그 통지를 받은 날부터 7일 이내"),
        ("행사 개시 60일 전까지 내야 한다", 60, Unit.DAYS, True, "행사 개시 60일 전까지"),
        ("공고한 날부터 2개월 이내에", 2, Unit.MONTHS, False, "공고한 날부터 2개월 이내"),
        ("접수일부터 3근무일 이내", 3, Unit.WORKING_DAYS, False, "접수일부터 3근무일 이내"),
    ],
)
def test_periods_of_a_rule(rule: str, number: int, unit: Unit, back: bool, said: str) -> None:
    (period,) = periods(rule)
    assert (period.number, period.unit, period.back, period.said) == (number, unit, back, said)


def test_a_period_counts_from_the_day_that_the_notes_name_for_it() -> None:
    (one,) = compute("대관 신청 2026.3.4. 접수", basis("신청을 접수한 날부터 10일 이내에 승인 여부를 알린다"))
    assert one.result == "2026. 3. 16."  # the tenth day is a Saturday
    assert "2026. 3. 4.의 다음 날부터 10일" in one.formula
    assert "2026. 3. 14.이 토요일이므로 그다음 근무일" in one.formula
    assert one.basis == "「청사 관리 규정」 제7조"


def test_backwards_from_the_day_something_begins() -> None:
    (one,) = compute("사용 희망일: 2026. 8. 3.", basis("사용 개시 90일 전까지 신청하여야 한다"))
    assert one.result == "2026. 5. 5."
    assert one.formula.startswith("2026. 8. 3.의 90일 전")
    assert "어린이날" in one.formula  # whether it moves is not said by any law


def test_the_day_a_notice_was_sent_is_not_the_day_it_was_received() -> None:
    rule = basis("통지를 받은 날부터 3일 이내에 요청할 수 있다")
    assert compute("2026.3.3. 청구 접수, 업체에 통지 2026.3.5.", rule) == ()
    assert compute("통지 2026.3.5. 발송", rule) == ()
    (one,) = compute("통지 받은 날: 2026. 3. 9.", rule)
    assert one.result == "2026. 3. 12."


def test_two_days_that_both_could_be_meant_give_none() -> None:
    rule = basis("접수한 날부터 10일 이내")
    assert compute("신청 A 2026.3.3. 접수\n신청 B 2026.3.4. 접수", rule) == ()


def test_a_rule_without_a_start_is_counted_only_when_asked() -> None:
    rule = basis("사용 승인은 20일 전까지 신청한다")
    text = "강당 사용일: 2026. 6. 1."
    assert compute(text, rule) == ()
    (one,) = compute(f"{text}\n며칠 전까지 신청하는지 규정 찾아서 날짜 계산", rule)
    assert one.result == "2026. 5. 12."


@pytest.mark.parametrize(
    ("text", "rule", "result"),
    [
        ("앰풀이 깨진 것을 안 날은 2026.4.8.", "그 사유가 생긴 것을 안 날부터 5일 이내에 보고한다", "2026. 4. 13."),
        ("출장 다녀옴, 귀국일 2026.5.4.", "여행을 마친 날의 다음 날부터 기산하여 2주일 이내에 낸다", "2026. 5. 18."),
        ("물품 다 들어왔고 검사도 2026.4.21.에 합격", "검사를 완료한 날부터 7일 이내에", "2026. 4. 28."),
        ("지급 청구서 2026.4.2. 접수", "청구를 받은 날부터 3일(공휴일과 토요일은 제외한다) 이내", "2026. 4. 7."),
        ("고지서 송달일 2026.4.6.", "고지를 받은 날부터 30일 이내", "2026. 5. 6."),
        ("청문일 2026.6.10.", "청문이 시작되는 날부터 9일 전까지", "2026. 6. 1."),
        ("누수가 난 날 2026.4.1., 안 날 2026.4.3.", "누수 사실을 안 날부터 7일 이내", "2026. 4. 10."),
        ("이의신청서 2026.4.2. 접수, 결정 통지는 2026.4.9. 받음", "이의신청을 받은 날부터 7일 이내", "2026. 4. 9."),
    ],
)
def test_events_agree_in_other_words(text: str, rule: str, result: str) -> None:
    (one,) = compute(text, basis(rule))
    assert one.result == result


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("납품 계약인데 기한 2026.2.27. 넘김", "처분이 있음을 안 날부터 90일 이내"),
        ("준공일 2026.4.3.", "검사를 완료한 날부터 5일 이내"),
        ("처분 통지서 2026.4.1. 송달", "처분이 있은 날부터 180일 이내"),
        ("이의신청서 2026.4.2. 접수", "신청을 접수한 날부터 7일 이내"),
        ("민원 2026.3.19. 접수", "청구를 받은 날부터 10일 이내"),
        ("계약 해지 2026.4.1.", "계약을 체결한 날부터 10일 이내"),
        (
            "검사 합격일 2026.4.22.",
            "검사를 마친 날부터 5일 이내. 다만, 그 뒤 청구한 때에는 청구를 받은 날부터 5일 이내",
        ),
        ("점검일 2026.4.2.", "10일 이내에 보고하여야 한다"),
    ],
)
def test_other_events_compute_nothing(text: str, rule: str) -> None:
    assert compute(f"{text}\n언제까지인지 규정에서 찾아 기한 계산", basis(rule)) == ()


def test_a_proposed_article_computes_nothing() -> None:
    rule = Basis("d", "청사 관리 규정", "제7조", "접수한 날부터 10일 이내", chosen=False)
    assert compute("2026.3.3. 접수", rule) == ()


def test_deadlines_of_the_notes_are_no_beginnings() -> None:
    assert compute("신청 기한 2026.3.3.까지", basis("신청한 날부터 10일 이내")) == ()


def test_laws_that_count_working_days_and_the_first_day() -> None:
    law = "공공기관의 정보공개에 관한 법률"
    (one,) = compute("정보공개 청구: 2026.3.3. 접수", basis("청구를 받은 날부터 10일 이내에 결정", law, "제11조제1항"))
    assert one.result == "2026. 3. 16."
    assert "첫날로 하여" in one.formula
    petition = "민원 처리에 관한 법률 시행령"
    assert compute("민원 2026.3.3. 접수", basis("민원을 접수한 날부터 4일 이내", petition, "제14조")) == ()  # in hours


@pytest.mark.parametrize(
    ("text", "result", "formula"),
    [
        (
            "추정가격 1,000만원\n추정가격의 100분의 120 계산해서 적기",
            "금12,000,000원(금일천이백만원)",
            "10,000,000원 × 120 ÷ 100",
        ),
        ("사업비 500만원\n사업비 10% 금액 계산할 것", "금500,000원(금오십만원)", "5,000,000원 × 10 ÷ 100"),
        ("1층 12명, 2층 9명, 3층 4명\n합계 계산해서 넣기", "25명", "12 + 9 + 4"),
        ("장부 2,310점 / 현품 2,298점\n차이 계산해서 넣기", "12점", "2,310 - 2,298"),
        ("소화기 64대\n단가 28,000원\n총액 계산해서 넣기", "금1,792,000원(금일백칠십구만이천원)", "28,000원 × 64대"),
    ],
)
def test_what_the_notes_ask_for(text: str, result: str, formula: str) -> None:
    (one,) = compute(text)
    assert (one.result, one.formula) == (result, formula)


@pytest.mark.parametrize(
    "text",
    [
        "1층 12명, 2층 9명",  # nobody asks
        "민원 132건, 그중 반복 9건\n합계 계산해서 넣기",  # a part is not to be added
        "의자 3개, 직원 5명\n합계 계산해서 넣기",  # two units
        "사업비 500만원, 예비비 100만원\n10% 금액 계산할 것",  # of which amount?
        "사업비 1원\n사업비 33% 금액 계산할 것",  # no whole 원
    ],
)
def test_what_cannot_be_told_is_not_computed(text: str) -> None:
    assert compute(text) == ()


def test_an_order_to_compute_does_not_reach_the_letter() -> None:
    said = notes("1층 12명, 2층 9명\n합계 계산해서 넣기").notes
    assert [note.role.value for note in said] == ["fact", "style"]


def test_a_rule_that_counts_from_a_day_of_the_notes() -> None:
    told = notes("신청서 받은 날: 2026.3.31.")
    assert runs_from_a_day(told, "며칠 안에 알려야 하는지", "신청을 받은 날부터 60일 이내에 알린다")
    assert not runs_from_a_day(told, "청구하면 며칠 안에 주는지", "신청을 받은 날부터 60일 이내에 준다")
    assert not runs_from_a_day(told, "며칠 안에 알려야 하는지", "청구를 받은 날부터 60일 이내에 알린다")
    assert not runs_from_a_day(told, "며칠 안에 알려야 하는지", "60일 이내에 알린다")
