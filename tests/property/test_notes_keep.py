"""Whatever the notes are: no figure of a fact is lost, nothing withheld goes on, the same text gives the same notes."""

import re
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.drafts import NoteRole
from app.core.official import amounts, dates
from app.core.paths import assets_dir
from app.letters import forms
from app.letters.notes.read import read

TODAY = date(2026, 3, 1)
FORM = forms.load(assets_dir() / "templates").get("external")

NOUNS = st.sampled_from(["차량", "의자", "소화기", "교육생", "민원", "도로", "급수대", "예산", "서류", "회의"])
ACTS = st.sampled_from(
    ["점검", "교체함", "사려고 함", "제출 요청", "접수", "고장 남", "정리하기로 함", "부족", "3번 넘게 제출"]
)
COUNTS = st.builds(
    lambda number, unit: f"{number:,}{unit}", st.integers(1, 99_999), st.sampled_from(["명", "대", "건", "권", "곳"])
)
DAYS = st.builds(
    lambda month, day, form: form.format(month, day),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(["2026.{}.{}.", "{}월 {}일", "2026-{:02}-{:02}", "2026. {}. {}."]),
)
TIMES = st.sampled_from(["14시 30분", "오전 9시", "10:00~11:20", "13:00"])
MONEY = st.builds(lambda number: f"{number:,}원", st.integers(1, 10**9))
PIECE = st.one_of(
    st.builds(lambda noun, count, act: f"{noun} {count} {act}", NOUNS, COUNTS, ACTS),
    st.builds(lambda day, noun, act: f"{day} {noun} {act}", DAYS, NOUNS, ACTS),
    st.builds(lambda noun, day, time: f"{noun} {day} {time}", NOUNS, DAYS, TIMES),
    st.builds(lambda noun, money: f"{noun} {money}", NOUNS, MONEY),
)
BULLETS = st.sampled_from(["", "- ", "1. ", "□ ", "가. ", "* "])
ROW = st.builds(lambda bullet, pieces: bullet + ", ".join(pieces), BULLETS, st.lists(PIECE, min_size=1, max_size=3))
SECRETS = st.builds(
    lambda word, order: word + order,
    st.text(alphabet="갈골글길걸굴", min_size=5, max_size=9),
    st.sampled_from([" 쓰지 말 것", "(쓰지 말 것)", "은 내부 참고용", ", 이건 적지 말 것", "는 밖에 알리지 말 것"]),
)


def figures(text: str) -> list[str]:
    """Amounts in 원, days and times as they are, and every other run of digits."""
    found = [str(one.won) for one in amounts.parse(text)]
    for one in reversed(amounts.parse(text)):
        text = text[: one.span[0]] + " " + text[one.span[1] :]
    for when in reversed(dates.parse(text, 2026)):
        found.append(when.written)
        text = text[: when.span[0]] + " " + text[when.span[1] :]
    return sorted(found + re.findall(r"\d[\d,]*", text))


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=4))
def test_no_figure_is_lost_and_none_is_added(rows: list[str]) -> None:
    for row in rows:
        notes = read(row, FORM, TODAY, 2026)
        plain = re.sub(r"^(?:- |1\. |□ |가\. |\* )", "", row)
        written = " / ".join(note.text for note in notes.notes)
        if not notes.conflicts:  # neither of two values is put in
            assert figures(written) == figures(plain), (row, written)


@settings(max_examples=100, deadline=None)
@given(st.lists(ROW, max_size=3), SECRETS, st.lists(ROW, max_size=3))
def test_nothing_withheld_goes_on(before: list[str], secret: str, after: list[str]) -> None:
    notes = read("\n".join([*before, secret, *after]), FORM, TODAY, 2026)
    word = re.match(r"[갈골글길걸굴]+", secret)
    assert word is not None
    held = word[0].removesuffix("은").removesuffix("는")
    open_notes = [note for note in notes.notes if note.role is not NoteRole.WITHHELD]
    assert not [note for note in open_notes if held in f"{note.text} {note.value} {note.query} {note.label}"]
    assert not [slot for slot in notes.slots if held in slot.value]
    assert any(held in note.text for note in notes.notes if note.role is NoteRole.WITHHELD)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
@example("\\A?")
def test_any_text_is_read_or_refused_and_always_the_same(text: str) -> None:
    if not re.search(r"[^\W_]", text):
        return
    first = read(text, FORM, TODAY, 2026)
    assert first == read(text, FORM, TODAY, 2026)
    for note in first.notes:
        assert 0 <= note.span[0] <= note.span[1] <= len(text)
        assert note.line >= 1


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="가나 은는,.:()\"'→-*|#\n1230원월일시/[]<>쓰지말것미정붙임수신", max_size=200))
def test_heaps_of_marks_do_no_harm(text: str) -> None:
    if re.search(r"[^\W_]", text):
        read(text, FORM, TODAY, 2026)
