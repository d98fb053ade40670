"""Differences of any two texts make one of the other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.letters.differences import applied, differences

_WORDS = st.lists(st.sampled_from(["교육을", "실시한다.", "2026. 3. 3.", "참석", "\n", " ", "끝.", "말"]), max_size=30)


@given(_WORDS, _WORDS)
def test_they_make_one_of_the_other(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), "".join(after)
    changes = differences(old, new)
    assert applied(old, changes) == new
    assert all(one.span[1] <= two.span[0] for one, two in pairwise(changes))
    assert all(old[slice(*change.span)] != change.after for change in changes)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_texts_are(old: str, new: str) -> None:
    assert applied(old, differences(old, new)) == new
