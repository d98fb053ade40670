"""When a rule enters into force, as its 부칙 says it; on invented rules."""

import pytest

from app.ingest.identity.entry import entry_into_force
from app.ingest.parse import parse
from app.ingest.read import read


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("이 규칙은 공포한 날부터 시행한다.", "2025-01-07"),
        ("이 훈령은 발령한 날로부터 시행한다.", "2025-01-07"),
        ("이 예규는 발령일부터 시행한다.", "2025-01-07"),
        ("제1조(시행일) 이 법은 2026년 3월 1일부터 시행한다.\n제2조 생략", "2026-03-01"),
        ("이 훈령은 2025. 2. 1.부터 시행한다.", "2025-02-01"),
        ("이 법은 공포 후 1년이 경과한 날부터 시행한다.", "2026-01-08"),
        ("이 법은 공포 후 6개월이 지난 날부터 시행한다.", "2025-07-08"),
        ("이 법은 공포 후 1년 6개월이 경과한 날부터 시행한다.", "2026-07-08"),
        ("이 법은 공포후 30일이 경과한 날부터 시행한다.", "2025-02-07"),
        ("이 규칙은 공포한 날부터 시행하되, 2025년 1월 1일 이후부터 적용한다.", "2025-01-07"),
        ("이 법은 공포한 날부터 시행한다. 다만, 제5조는 2026년 1월 1일부터 시행한다.", "2025-01-07"),
        ("이 법은 「샘물 관리법」의 시행일부터 시행한다.", ""),
        ("이 법은 대통령령으로 정하는 날부터 시행한다.", ""),
        ("두레박은 우물에 둔다.", ""),
        ("이 법은 단기4290년 1월 1일부터 시행한다.", ""),
        ("이 법은 공포 후 99년이 경과한 날부터 시행한다.", "2124-01-08"),
        ("", ""),
    ],
)
def test_the_day_that_a_supplement_names(sentence: str, day: str) -> None:
    assert entry_into_force(sentence, "2025-01-07", other_law=False) == day


@pytest.mark.parametrize(
    ("promulgated", "months", "day"),
    [
        ("2021-11-30", 6, "2022-06-01"),  # counted from 1 December
        ("2023-08-30", 6, "2024-03-01"),  # February has no 31st
        ("2024-02-28", 12, "2025-03-01"),  # nor has it a 29th every year
        ("2024-12-31", 1, "2025-02-01"),
    ],
)
def test_months_go_by_the_calendar(promulgated: str, months: int, day: str) -> None:
    text = f"이 법은 공포 후 {months}개월이 경과한 날부터 시행한다."
    assert entry_into_force(text, promulgated, other_law=False) == day


def test_another_laws_exception_may_be_about_this_text() -> None:
    text = "이 법은 공포한 날부터 시행한다. 다만, 부칙 제7조는 2026년 1월 2일부터 시행한다."
    assert entry_into_force(text, "2025-10-01", other_law=True) == ""
    assert entry_into_force(text, "2025-10-01", other_law=False) == "2025-10-01"


def test_without_a_day_of_promulgation_only_a_date_tells() -> None:
    assert entry_into_force("이 법은 공포한 날부터 시행한다.", "", other_law=False) == ""
    assert entry_into_force("이 법은 2026년 3월 1일부터 시행한다.", "", other_law=False) == "2026-03-01"


def test_years_beyond_the_calendar_are_no_day() -> None:
    assert entry_into_force("이 법은 공포 후 99년이 경과한 날부터 시행한다.", "9990-01-01", other_law=False) == ""


RULE = """두레박 관리 규칙

제1조(목적) 이 규칙은 두레박을 아끼는 것을 목적으로 한다.
제2조(보관) 두레박은 우물가에 둔다.

부칙 <제10호, 2019. 3. 4.>
이 규칙은 공포한 날부터 시행한다.

부칙 <제21호, 2024. 5. 6.>
이 규칙은 공포 후 3개월이 경과한 날부터 시행한다.
"""


def test_a_rule_without_a_head_is_dated_by_its_last_supplement() -> None:
    parsed = parse(read(RULE.encode(), "rule.txt"), "rule.txt")
    assert (parsed.promulgated, parsed.effective, parsed.number) == ("2024-05-06", "2024-08-07", "제21호")


def test_what_the_head_says_counts_more() -> None:
    head = "---\n제목: 두레박 관리 규칙\n종류: 규칙\n공포일자: 2025-06-07\n---\n"
    parsed = parse(read((head + RULE).encode(), "rule.md"), "rule.md")
    assert (parsed.promulgated, parsed.effective) == ("2025-06-07", ""), "the head's amendment has no 부칙 here"


def test_a_report_is_not_dated_by_a_supplement_it_quotes() -> None:
    report = (
        "두레박 점검 결과 보고\n\n두레박을 살펴보았다.\n\n부칙 <제10호, 2019. 3. 4.>\n이 규칙은 공포일부터 시행한다.\n"
    )
    parsed = parse(read(report.encode(), "r.txt"), "r.txt")
    assert (parsed.promulgated, parsed.effective) == ("", "")
