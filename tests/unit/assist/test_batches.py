"""Batches: whole, within their borders, and none too small for the fast kernels where it can be helped."""

from hypothesis import given
from hypothesis import strategies as st

from app.assist.llama.encoded import TILE, Encoded, borders_of

SIZE = 128


def spans(*borders: int, size: int = SIZE) -> list[tuple[int, int]]:
    return Encoded(tuple(range(borders[-1])), borders).batches(size)


def test_what_would_be_left_over_becomes_a_tile() -> None:
    assert spans(300) == [(0, 128), (128, 236), (236, 300)]
    assert spans(256) == [(0, 128), (128, 256)]
    assert spans(20) == [(0, 20)]


def test_a_question_takes_the_last_tile_of_what_stands_before_it() -> None:
    assert borders_of([1000, 3000], 3040, asked=True) == (1000, 3000 - TILE, 3040)
    assert borders_of([1000, 3000], 3040, asked=False) == (1000, 3000, 3040)


def test_a_stretch_that_is_too_short_has_no_border() -> None:
    assert borders_of([20, 3000], 3040, asked=True) == (3000 - TILE, 3040)
    assert borders_of([1000, 1050], 1090, asked=True) == (1000, 1090)
    assert borders_of([], 40, asked=False) == (40,)


def test_another_question_is_cut_at_the_same_places() -> None:
    short, long = (borders_of([1000, 3000], length, asked=True) for length in (3040, 3300))
    assert short[:-1] == long[:-1]
    assert spans(*short)[:-1] == spans(*long)[: len(spans(*short)) - 1]


@given(st.lists(st.integers(1, 4000), min_size=1, max_size=5, unique=True), st.sampled_from([64, 128, 512]))
def test_batches_cover_everything_and_cross_no_border(lengths: list[int], size: int) -> None:
    borders = sorted(lengths)
    made = spans(*borders, size=size)
    assert [place for span in made for place in range(*span)] == list(range(borders[-1]))
    assert all(0 < end - start <= size for start, end in made)
    assert not [border for border in borders for start, end in made if start < border < end]
    stretches = zip([0, *borders], borders, strict=False)
    small = sum(0 < end - start < TILE for start, end in stretches)
    assert size <= TILE or sum(end - start < TILE for start, end in made) <= small
