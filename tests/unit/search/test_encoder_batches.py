"""Which texts are computed together, and rows that are read from the table."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.encoder.batches import batches
from app.search.encoder.table import WordTable


@given(st.lists(st.integers(0, 512), max_size=60), st.integers(16, 2048), st.sampled_from([1, 8, 16]))
def test_every_text_once_and_within_the_bound(lengths: list[int], tokens: int, step: int) -> None:
    made = list(batches(lengths, tokens, step))
    assert sorted(place for batch in made for place in batch.places) == list(range(len(lengths)))
    for batch in made:
        longest = max(lengths[place] for place in batch.places)
        assert longest <= batch.length < max(longest, 1) + step
        assert batch.length % step == 0
        assert len(batch.places) == 1 or len(batch.places) * batch.length <= tokens
    assert [batch.length for batch in made] == sorted((batch.length for batch in made), reverse=True)


def test_short_and_long_do_not_share_a_batch_when_both_fill_one() -> None:
    made = list(batches([16, 512, 16, 512] * 4, 1024))
    assert [len(batch.places) for batch in made] == [2, 2, 2, 2, 8]
    assert {batch.length for batch in made} == {512, 16}


def test_a_row_is_its_scale_times_its_numbers(tmp_path: Path) -> None:
    low, high = range(16), range(15, -1, -1)
    group = np.float16(0.25).tobytes() + bytes(first | second << 4 for first, second in zip(low, high, strict=True))
    (tmp_path / "words").write_bytes(bytes(18) * 3 + group)
    table = WordTable(tmp_path / "words", 64)
    assert len(table) == 2
    row = table.rows([1, 1])
    assert row.dtype == np.float32
    assert row.shape == (2, 64)
    assert row[0, 32:].tolist() == [(q - 8) * 0.25 for q in [*low, *high]]
    assert not table.rows([0]).any()


def test_a_table_of_broken_rows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words").write_bytes(bytes(37))
    with pytest.raises(ValueError, match="reshape"):
        WordTable(tmp_path / "words", 64)


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words").write_bytes(b"")
    with pytest.raises(ValueError, match="empty"):
        WordTable(tmp_path / "words", 64)
