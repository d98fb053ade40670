"""Days, times and periods as people write them, and as the decree does (영 제7조제5항)."""

from datetime import date

import pytest

from app.core.official import dates
from app.core.official.dates import Clock, Day, When


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("2026.3.3. 접수", "2026. 3. 3. 접수"),
        ("2026-03-03 접수", "2026. 3. 3. 접수"),
        ("2026/03/03", "2026. 3. 3."),
        ("2026. 3. 3", "2026. 3. 3."),
        ("2026. 03. 03.", "2026. 3. 3."),
        ("26.3.3 접수", "2026. 3. 3. 접수"),
        ("’26.3.3.까지", "2026. 3. 3.까지"),
        ("2026년 3월 3일까지", "2026. 3. 3.까지"),
        ("2026.3.12 개최", "2026. 3. 12. 개최"),
        ("3.3.(화) 회의", "2026. 3. 3.(화) 회의"),
        ("3월 3일 화요일", "2026. 3. 3.(화)"),
        ("제출 4.13.부터", "제출 2026. 4. 13.부터"),
        ("내년 1월 5일", "2027. 1. 5."),
        ("2026.4.13.~4.15.", "2026. 4. 13.~4. 15."),
        ("2026. 4. 13. ~ 4. 15.", "2026. 4. 13.~4. 15."),
        ("2026.4.13.~2026.4.15.", "2026. 4. 13.~4. 15."),
        ("4.13.~4.15.", "2026. 4. 13.~4. 15."),
        ("4월 13일~15일", "2026. 4. 13.~4. 15."),
        ("2026.12.30.~1.2.", "2026. 12. 30.~2027. 1. 2."),
        ("2026.4.13.(월)~4.17.(금)", "2026. 4. 13.(월)~4. 17.(금)"),
        ("2026.4.13.부터 4.15.까지", "2026. 4. 13.부터 4. 15.까지"),
        ("2026.3.12. 10시~11시 20분", "2026. 3. 12. 10:00~11:20"),
        ("2026.3.3.14:00", "2026. 3. 3. 14:00"),
        ("3월 3일 오후 2시 30분", "2026. 3. 3. 14:30"),
        ("오후 2시반", "14:30"),
        ("15시에", "15:00에"),
        ("정오까지", "12:00까지"),
        ("오전 12시", "00:00"),
        ("밤 12시", "24:00"),
        ("오후 2시~4시", "14:00~16:00"),
        ("10시~2시", "10:00~14:00"),
        ("10:00 ~ 11:20", "10:00~11:20"),
        ("2026.5.중(날짜 미정)", "2026. 5. 중(날짜 미정)"),
        ("2026년 5월", "2026. 5."),
        ("4.13~4.15", "2026. 4. 13.~4. 15."),
        ("2026.4.13~15", "2026. 4. 13.~4. 15."),
        ("4.13(월) 10:00", "2026. 4. 13.(월) 10:00"),
        ("(3.12. 목)", "(2026. 3. 12.(목))"),
        ("3.12까지", "2026. 3. 12.까지"),
        ("26년 3월 3일", "2026. 3. 3."),
        ("3/3~3/5", "2026. 3. 3.~3. 5."),
    ],
)
def test_what_people_write_becomes_what_the_decree_says(text: str, new: str) -> None:
    assert dates.rewritten(text, 2026) == new
    assert dates.rewritten(new, 2026) == new


@pytest.mark.parametrize(
    "text",
    [
        "제3조제2항",
        "기획과-123",
        "국방부 훈령 제3164호",
        "3.5 %",
        "192.168.0.1",
        "10.2.3.4",
        "v2.3.1 과 버전 24.1.2",
        "1,850만원",
        "2. 30.까지",
        "2026. 2. 29.",
        "2026. 13. 1.",
        "24시간 이내",
        "3일 이내",
        "10일간",
        "2시 회의",
        "2월 민원 132건",
        "교육은 4월 중(날짜 미정)",
        "1/2 이상",
        "정오표",
        "2.1. 개요",
        "25:00",
        "02-748-1234",
        "2026. 3. 10시",
        "비율 3.5~4.2 %",
        "12.5 ㎏",
        "평점 3.5점",
        "버전 3.5",
        "0.5 이상",
    ],
)
def test_what_is_no_day_and_what_nobody_can_tell_stays(text: str) -> None:
    assert dates.rewritten(text, 2026) == text


def test_a_day_of_every_year_gets_no_year() -> None:
    assert dates.rewritten("매년 10월 31일까지, 다음 연도 1월 31일, 그 해 12월 31일", 2026) == (
        "매년 10. 31.까지, 다음 연도 1. 31., 그 해 12. 31."
    )
    assert dates.rewritten("올해 10월 31일까지", 2026) == "2026. 10. 31.까지"


@pytest.mark.parametrize("piece", ["2026. ", "1", "3. ", "10:00~", "2026.3.3.~", "오후 "])
def test_long_runs_are_read_in_time(piece: str) -> None:
    assert len(dates.parse(piece * 5000)) <= 5000


def test_a_number_behind_a_month_is_not_its_day() -> None:
    (found,) = dates.parse("2026. 3. 12명")
    assert (found.kind, found.day) == (When.MONTH, Day(2026, 3))


def test_a_wrong_weekday_is_reported_and_never_changed() -> None:
    (found,) = dates.parse("2026. 3. 3.(월)")
    assert found.wrong_weekdays == (("월", "화"),)
    assert found.written == "2026. 3. 3.(월)"
    assert dates.parse("3. 3.(월)")[0].wrong_weekdays == ()


def test_months_are_months() -> None:
    assert [(one.kind, one.days) for one in dates.parse("2026.5.중, 4월 중")] == [
        (When.MONTH, (Day(2026, 5, part="중"),)),
        (When.MONTH, (Day(0, 4, part="중"),)),
    ]


def test_an_hour_that_may_be_morning_or_afternoon_is_not_sure() -> None:
    (found,) = dates.parse("2시 30분에")
    assert (found.time, found.sure) == (Clock(2, 30, sure=False), False)


def test_a_day_without_a_year_keeps_none() -> None:
    (found,) = dates.parse("마감은 3월 3일")
    assert found.day == Day(0, 3, 3)
    assert found.day.date is None
    assert dates.rewritten("마감은 3월 3일") == "마감은 3. 3."


def test_spans_are_those_of_the_text_and_changes_of_both() -> None:
    text = "접수 2026-03-03, 회의 오후 2시"
    assert [text[start:end] for start, end in (one.span for one in dates.parse(text))] == ["2026-03-03", "오후 2시"]
    done = dates.rewrite(text)
    for change in done.changes:
        assert text[slice(*change.span)] == change.old
        assert done.text[slice(*change.at)] == change.new


def test_written_forms() -> None:
    day = date(2026, 3, 3)
    assert dates.written(day) == "2026. 3. 3."
    assert dates.written(day, with_weekday=True) == "2026. 3. 3.(화)"
    assert dates.written_time(9) == "09:00"
    assert dates.written_period(date(2026, 4, 13), date(2026, 4, 15)) == "2026. 4. 13.~4. 15."
    assert dates.written_period(date(2026, 12, 30), date(2027, 1, 2)) == "2026. 12. 30.~2027. 1. 2."
