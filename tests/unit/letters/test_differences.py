"""Differences make one text of the other, and touch no more than what differs."""

import pytest

from app.core.findings import Change
from app.letters.differences import differences


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("같은 글.", "같은 글.", ()),
        ("오늘 교육을 한다. 내일은 쉰다.", "오늘 훈련을 한다. 내일은 쉰다.", (Change((3, 6), "훈련을"),)),
        ("가 나 다", "가 다", (Change((2, 4), ""),)),
        ("가 나 다 라", "가 마 바 라", (Change((2, 5), "마 바"),)),
        ("첫 줄\n둘째 줄\n", "첫 줄\n새 줄\n둘째 줄\n", (Change((4, 4), "새 줄\n"),)),
    ],
)
def test_they_are_small(old: str, new: str, changes: tuple[Change, ...]) -> None:
    assert differences(old, new) == changes


def test_a_very_long_passage_is_one_change() -> None:
    old, new = "가 " * 3_000, "나 " * 3_000
    assert differences(old, new) == (Change((0, len(old)), new),)
