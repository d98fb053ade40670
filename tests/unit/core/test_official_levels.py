"""The marks of items (규칙 제2조제1항)."""

import pytest

from app.core.drafts import Marks
from app.core.official import levels


def test_the_eight_levels_of_the_rule() -> None:
    assert [levels.mark(level, 1) for level in range(1, 9)] == ["1.", "가.", "1)", "가)", "(1)", "(가)", "①", "㉮"]
    assert [levels.mark(level, 1, Marks.SYMBOLS) for level in range(1, 6)] == ["□", "○", "-", "ㆍ", "ㆍ"]
    assert levels.mark(2, 14) == "하."
    assert levels.mark(2, 15) == "거."
    assert [levels.letters(index) for index in (84, 85, 168, 84 + 84 * 84, 10_000)] == [
        "히",
        "가가",
        "가히",
        "히히",
        "가소라",
    ]
    with pytest.raises(ValueError, match="0"):
        levels.mark(0, 1)


@pytest.mark.parametrize(
    "line", ["4. 13. 접수", "2026. 3. 3. 접수", "1.붙임", "-3도", "----", "제1조", "가나다", "", "3.5 %"]
)
def test_lines_without_a_mark(line: str) -> None:
    assert levels.parse(line) is None


@pytest.mark.parametrize(
    ("line", "level", "index", "text"),
    [
        ("1. 2026. 3. 3. 접수", 1, 1, "2026. 3. 3. 접수"),
        ("2. 3. 3.까지 제출", 1, 2, "3. 3.까지 제출"),
        ("    가. 일시", 2, 1, "일시"),
        ("거. 열다섯째", 2, 15, "열다섯째"),
        ("가)나", 4, 1, "나"),
        ("⑫ 열둘", 7, 12, "열둘"),
        ("■ 현황", 1, 0, "현황"),
        ("ㅇ 접수", 2, 0, "접수"),
        ("· 작은 것", 4, 0, "작은 것"),
    ],
)
def test_marks_are_read(line: str, level: int, index: int, text: str) -> None:
    marked = levels.parse(line)
    assert marked is not None
    assert (marked.level, marked.index, marked.text) == (level, index, text)
