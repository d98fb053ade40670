"""A model's version stands only if every fact, negation and duty of the sentence survives."""

import pytest

from app.letters.rewriting.trusted import trusted

BEFORE = "각 부서는 2026. 3. 5.까지 점검 결과 12건을 「물품관리법」 제5조에 따라 정보화담당관에게 제출하여야 합니다."


def said(old: str, new: str) -> str:
    assert old in BEFORE
    return BEFORE.replace(old, new)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        said("각 부서는", "부서는"),
        said("제출하여야 합니다", "제출해야 합니다"),
        said("점검 결과 12건을", "점검한 결과 12건을"),
    ],
)
def test_the_same_in_other_words_stands(after: str) -> None:
    assert trusted(BEFORE, after)


@pytest.mark.parametrize(
    "after",
    [
        "",
        "   ",
        said("2026. 3. 5.", "2026. 3. 6."),
        said("12건", "13건"),
        said("12건을", "결과를"),
        said("제5조", "제6조"),
        said("「물품관리법」", "「국유재산법」"),
        said("「물품관리법」 제5조에 따라 ", ""),
        said("제출하여야 합니다", "제출할 수 있습니다"),
        said("제출하여야 합니다", "제출하지 않아야 합니다"),
        said("제출하여야 합니다", "제출하였습니다"),
        said("제출하여야 합니다", "제출합니다"),
        said("제출하여야 합니다", "제출하여 주시기 바랍니다"),
        said("정보화담당관에게 ", "정보화담당관 김철수에게 "),
        said("각 부서는", "All 부서는"),
        said("각 부서는", "各 부서는"),
        BEFORE + "\n이상입니다.",
        BEFORE + " 제출하지 않으면 불이익이 있을 수 있으니 유의하시고 늦지 않게 서둘러 주시기 바랍니다.",
        "**" + BEFORE + "**",
        "제출합니다.",
        said("제출하여야 합니다", "전달하여야 합니다"),
        said("점검 결과", "결과"),
        said("점검", "점수"),
        said("5.까지", "5.까지 빨리"),
        "수정된 문장: " + BEFORE,
    ],
)
def test_anything_else_does_not(after: str) -> None:
    assert not trusted(BEFORE, after)
