"""Marks of exactness and exclusion, and everything that only looks like them."""

import pytest

from app.search.query.operators import operators
from app.search.query.plain import LONGEST, plain


@pytest.mark.parametrize(
    ("typed", "text", "phrases", "excluded"),
    [
        ('"물품 대장" 정리', "물품 대장 정리", ("물품 대장",), ()),
        ("“물품 대장”을 정리", "물품 대장을 정리", ("물품 대장",), ()),
        ('대장"물품 출납"', "대장 물품 출납", ("물품 출납",), ()),
        ('"갑" "갑"', "갑 갑", ("갑",), ()),
        ("당직 근무 -휴일", "당직 근무", (), ("휴일",)),
        ('당직 근무 -"공휴일 당직"', "당직 근무", (), ("공휴일 당직",)),
        ("당직 -휴일, 근무", "당직 근무", (), ("휴일",)),
        ('"야간 당직" -휴일', "야간 당직", ("야간 당직",), ("휴일",)),
    ],
)
def test_marks(typed: str, text: str, phrases: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    read = operators(typed)
    assert (read.text, read.phrases, read.excluded) == (text, phrases, excluded)


@pytest.mark.parametrize(
    "typed",
    [
        "한-미 협정",
        "제3조-제5조",
        "기온 -3도",
        "2024-01-01 이후",
        "물품 - 대장",
        "--help",
        "-",
        "-휴일",  # nothing would be left to look for
        '물품 "대장',
        '"" 물품',
        '"?!" 물품',
        "'물품 대장' 정리",
        "「물품관리법」 정리",
        "title:물품 AND text:/대장.*/ OR *:*",
        "'; DROP TABLE passages; --",
        "(?=.*)+[a-z]{1,9}$",
        "물품~2 대장^3",
    ],
)
def test_text_that_only_looks_like_marks(typed: str) -> None:
    read = operators(typed)
    assert (read.text, read.phrases, read.excluded) == (typed, (), ())


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  휴가\t\n 신청  ", "휴가 신청"),
        ("휴가", "휴가"),
        ("２０２４년　ＡＢＣ（가）", "2024년 ABC(가)"),
        ("제1항 ①호 ㎡ ½", "제1항 ①호 ㎡ ½"),
        ("휴\u200b가\ufeff", "휴가"),
        ("휴가\x00신청\ud800", "휴가 신청"),
        ("\u1100\u1107", "ㄱㅂ"),
        ("휴가 🏖️", "휴가 🏖️"),
        ("", ""),
    ],
)
def test_one_plain_line(typed: str, line: str) -> None:
    assert plain(typed) == line


def test_a_long_text_is_cut_between_words() -> None:
    line = plain("물품관리 " * 2500)
    assert 0 < len(line) <= LONGEST
    assert set(line.split()) == {"물품관리"}
    assert len(plain("가" * 10_000)) == LONGEST
