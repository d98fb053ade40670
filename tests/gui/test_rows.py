"""The body as rows, and what keys do to it: whatever is done, the letter stays a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.drafts import Draft, Item, Letter, Table
from app.core.findings import Change
from app.gui.writing import edits, rows
from app.gui.writing.rows import Row, Rows
from app.gui.writing.state import Address, Place, State
from app.gui.writing.tracked import all_decided, change_at, decided, offset_of, pieces, proposed

WORDS = st.text(st.sampled_from("가나다 1.\U0001f600"), max_size=6)
FLAT = st.lists(st.builds(Row, st.integers(1, 9), WORDS), min_size=1, max_size=8).map(rows.settled)
TABLE = Table((("가", "나"), ("", "")))


def state_of(flat: Rows) -> State:
    return State(Draft(0, Letter("external", {"title": "제목"}, rows.items(flat))))


@given(FLAT)
def test_rows_and_items_say_the_same(flat: Rows) -> None:
    items = rows.items(flat)
    assert rows.rows(items) == flat
    for row, way in zip(flat, rows.ways(flat), strict=True):
        siblings, found = items, Item("")
        for step in way:
            found = siblings[step]
            siblings = found.items
        assert found.text == row.text and len(way) == row.level


@given(FLAT, st.data())
def test_every_edit_leaves_a_letter_and_the_caret_in_it(flat: Rows, data: st.DataObject) -> None:
    state = state_of(flat)

    def place() -> Place:
        row = data.draw(st.integers(0, len(flat) - 1))
        return Place(Address(row), data.draw(st.integers(0, len(flat[row].text))))

    start, end = sorted((place(), place()), key=lambda each: (each.address.row, each.offset))
    pasted = data.draw(st.sampled_from(["가", "가. 하나\n1) 둘", "\n\n", "셋\n\n나. 넷"]))
    for edited in (
        edits.enter(state, start, end),
        edits.remove(state, start, end),
        edits.paste(state, start, end, pasted),
        edits.back(state, Place(start.address, 0)),
        edits.forward(state, start),
        (edits.shift(state, start, end, data.draw(st.sampled_from((1, -1)))), start),
    ):
        if edited is not None:
            after, caret = edited
            assert after.rows == rows.settled(after.rows)
            assert 0 <= caret.offset <= len(after.text(caret.address))
            assert caret.address.row < len(after.rows)


@given(FLAT, st.data())
def test_what_enter_parts_backspace_joins(flat: Rows, data: st.DataObject) -> None:
    flat = tuple(Row(row.level, "".join(row.text.split()) or "가") for row in flat)
    row = data.draw(st.integers(0, len(flat) - 1))
    offset = data.draw(st.integers(1, len(flat[row].text)))
    parted = edits.enter(state_of(flat), Place(Address(row), offset), Place(Address(row), offset))
    assert parted is not None
    joined = edits.back(*parted)
    assert joined is not None
    assert ["".join(each.text.split()) for each in joined[0].rows] == [each.text for each in flat]


def test_a_table_stays_under_the_words_before_it() -> None:
    flat = (Row(1, "가나", TABLE), Row(1, "다"))
    parted = rows.split(flat, 0, 1)
    assert [row.table for row in parted] == [None, TABLE, None]
    assert edits.back(state_of(flat), Place(Address(1), 0)) is None
    state = state_of(flat).with_text(Address(0, (1, 0)), "라")
    assert state.text(Address(0, (1, 0))) == "라"
    assert state.text(Address(0, (7, 7))) == state.text(Address(9)) == ""


def test_a_level_takes_what_stands_under_it_along() -> None:
    flat = (Row(1, "가"), Row(1, "나"), Row(2, "다"), Row(1, "라"))
    down = rows.shift(flat, 1, 1, 1)
    assert [row.level for row in down] == [1, 2, 3, 1]
    assert rows.shift(down, 1, 1, 1) == down  # two below what stands over it is no level
    assert rows.shift(down, 1, 1, -1) == flat


# --- tracked changes -------------------------------------------------------------------------
TEXT = "하나 둘 셋 넷"
CHANGES = (Change((0, 2), "1"), Change((3, 4), ""), Change((7, 7), "와 "))


@pytest.fixture
def tracked() -> State:
    return proposed(state_of((Row(1, TEXT),)), Address(0), CHANGES)


def test_changes_are_read_in_the_text(tracked: State) -> None:
    held = tracked.tracked[0]
    assert "".join(piece.text for piece in pieces(held)) == "하나1 둘 셋 와 넷"
    assert [change_at(held, at) for at in (0, 3, 4, 5, 9)] == [0, 0, 1, 1, 2]
    assert [offset_of(held, number) for number in range(3)] == [0, 4, 8]
    assert tracked.text(Address(0)) == TEXT


def test_changes_are_taken_in_any_order(tracked: State) -> None:
    after = decided(tracked, Address(0), 2, take=True)
    after = decided(after, Address(0), 0, take=True)
    after = decided(after, Address(0), 0, take=False)
    assert after.text(Address(0)) == "1 둘 셋 와 넷"
    assert after.tracked == ()
    assert all_decided(tracked, take=True).text(Address(0)) == "1  셋 와 넷"
    assert all_decided(tracked, take=False).text(Address(0)) == TEXT


def test_what_changes_nothing_is_not_proposed() -> None:
    state = state_of((Row(1, TEXT),))
    assert proposed(state, Address(0), (Change((0, 2), "하나"),)) == state
