"""What is written is read back as the same: days, periods, amounts, marks."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.core.drafts import Marks
from app.core.official import amounts, dates, levels
from app.core.official.dates import Clock, Day, When

_DAYS = st.dates(date(1950, 1, 1), date(2089, 12, 31))
_FORMS = ("{0}.{1}.{2}.", "{0}. {1}. {2}", "{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}년 {1}월 {2}일", "{0}년{1}월{2}일")


@given(_DAYS, st.sampled_from(_FORMS), st.booleans())
def test_a_day_in_any_form_is_that_day(day: date, form: str, named: bool) -> None:
    text = form.format(day.year, day.month, day.day) + (f"({dates.weekday(day)})" if named else "")
    (found,) = dates.parse(f"회의는 {text} 개최")
    assert found.kind is When.DAY
    assert found.day is not None
    assert found.day.date == day
    assert not found.wrong_weekdays
    assert found.written == dates.written(day, with_weekday=named)


@given(_DAYS, st.integers(1, 800), st.sampled_from(("~", " ~ ", "～", "∼")))
def test_a_period_is_read_back(first: date, length: int, tilde: str) -> None:
    last = first + timedelta(days=length)
    text = dates.written_period(first, last)
    (found,) = dates.parse(text.replace("~", tilde))
    assert found.written == text
    assert found.day is not None
    assert found.day.date == first
    assert found.until_day is not None
    assert found.until_day.date == last


@given(_DAYS, st.integers(0, 23), st.integers(0, 59))
def test_a_moment_is_read_back(day: date, hour: int, minute: int) -> None:
    text = f"{dates.written(day)} {dates.written_time(hour, minute)}"
    (found,) = dates.parse(text)
    assert (found.kind, found.day, found.time) == (
        When.MOMENT,
        Day(day.year, day.month, day.day),
        Clock(hour, minute),
    )
    assert found.written == text


@given(
    st.text(alphabet="0123456789.년월일시분오전후~-/:() (월)중\n부터까지제조", max_size=60), st.sampled_from((0, 2026))
)
def test_any_text_is_rewritten_once_for_all(text: str, year: int) -> None:
    found = dates.parse(text, year)
    ends = [0, *(edge for one in found for edge in one.span)]
    assert ends == sorted(ends)
    assert all("\n" not in text[slice(*one.span)] for one in found)
    done = dates.rewrite(text, year)
    for change in done.changes:
        assert done.text[slice(*change.at)] == change.new


@given(st.integers(0, amounts.LARGEST))
def test_an_amount_is_read_back(won: int) -> None:
    text = amounts.written(won)
    (found,) = amounts.parse(f"예산은 {text}임")
    assert (found.won, found.reading, found.formal) == (won, won, True)
    assert amounts.value(amounts.hangul(won)) == won


@given(st.integers(1, 8), st.integers(1, 120))
def test_a_mark_is_read_back(level: int, index: int) -> None:
    index = (index - 1) % 28 + 1 if level in (4, 6) else index  # in brackets further letters may begin a name
    marked = levels.parse(f"{levels.mark(level, index)} 내용")
    assert marked is not None
    assert (marked.level, marked.index, marked.text, marked.marks) == (level, index, "내용", Marks.NUMBERED)


@given(st.text(alphabet="1가.) ()①㉮□○-ㆍ 내용\u20dd", max_size=12))
def test_any_line_has_a_mark_or_none(line: str) -> None:
    marked = levels.parse(line)
    assert marked is None or line.strip().startswith(marked.mark)
