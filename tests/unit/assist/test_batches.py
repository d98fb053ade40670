"""Batches: whole, within their borders, and the same for another question on the same sources."""

from hypothesis import given
from hypothesis import strategies as st

from app.assist.llama.encoded import Encoded, borders_of


def spans(*borders: int, size: int = 128) -> list[tuple[int, int]]:
    return Encoded(tuple(range(borders[-1])), borders).batches(size)


def test_a_stretch_that_is_too_short_has_no_border() -> None:
    assert borders_of([0, 20, 3000], 3040) == (3000, 3040)
    assert borders_of([], 40) == (40,)
    assert borders_of([1000, 3040], 3040) == (1000, 3040)


def test_another_question_is_cut_at_the_same_places() -> None:
    short, long = (spans(*borders_of([1000, 3000], length)) for length in (3040, 3300))
    assert short[:-1] == long[: len(short) - 1]


@given(st.lists(st.integers(1, 4000), min_size=1, max_size=5, unique=True), st.sampled_from([64, 128, 512]))
def test_batches_cover_everything_and_cross_no_border(lengths: list[int], size: int) -> None:
    borders = sorted(lengths)
    made = spans(*borders, size=size)
    assert [place for span in made for place in range(*span)] == list(range(borders[-1]))
    assert all(0 < end - start <= size for start, end in made)
    assert not [border for border in borders for start, end in made if start < border < end]
