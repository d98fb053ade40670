"""Names of laws as people shorten them, by the first letters of their parts."""

import pytest

from app.core.titles import key
from app.search.query.heads import heads, made_of_heads
from app.search.query.names import Names, named_anywhere

TITLES = (
    "집회 및 시위에 관한 법률",
    "집회 및 시위에 관한 법률 시행령",
    "형사소송법",
    "행정심판법",
    "주택임대차보호법",
    "아동ㆍ청소년의 성보호에 관한 법률",
    "공유재산 부과에 관한 법률",
    "도시형소공인 지원에 관한 특별법",
    "국가배상법",
    "국가공무원법",
    "국유공간법",
)
NAMES = Names({title: title for title in TITLES})


@pytest.mark.parametrize(
    ("short", "title"),
    [
        ("집시법", "집회 및 시위에 관한 법률"),
        ("집시법 시행령", "집회 및 시위에 관한 법률 시행령"),
        ("행심법", "행정심판법"),
        ("주임법", "주택임대차보호법"),
        ("아청법", "아동ㆍ청소년의 성보호에 관한 법률"),
        ("국배법", "국가배상법"),
    ],
)
def test_the_first_letters_of_the_parts_name_a_law(short: str, title: str) -> None:
    assert NAMES.best(key(short))[1] == [title]
    assert NAMES.sure(short) == [key(title)]
    assert [one.title for one in named_anywhere(f"{short}에서 정한 벌금은?", NAMES)] == [title]


def test_the_parts_of_one_title_win_over_letters_inside_another() -> None:
    assert NAMES.best("형소법")[1] == ["형사소송법"]


@pytest.mark.parametrize("short", ["국공법", "심행법", "집법", "법", "시행령", "방법", "위시법"])
def test_what_fits_several_or_none_names_nothing(short: str) -> None:
    """국공법 may be 국가공무원법 or 국유공간법."""
    assert NAMES.sure(short) == []


def test_a_way_of_doing_something_is_no_law() -> None:
    assert NAMES.sure("공부법") == [key("공유재산 부과에 관한 법률")]
    assert NAMES.sure("공부법", {"공부"}.__contains__) == []


@pytest.mark.parametrize(
    ("alias", "letters"),
    [("집시법", "집시"), ("집시법시행령", "집시"), ("시행령", ""), ("가나다라마법", ""), ("내규", ""), ("불법", "")],
)
def test_letters_before_the_ending(alias: str, letters: str) -> None:
    assert heads(alias) == letters


@pytest.mark.parametrize("title", ["", "법", "및", "ㆍ", "시행령", "에 관한 법률"])
def test_titles_of_nothing(title: str) -> None:
    assert not made_of_heads("집시", title)
