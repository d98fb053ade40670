import pytest

from app.assist.grounding.wording import canonical, words


def spelled(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("반납해야합니다", "반납하여야 한다"),
        ("줄수있습니다", "줄 수 있다"),
        ("하지 않습니다", "하지 아니한다"),
        ("해서는 안 됩니다", "하여서는 아니 된다"),
        ("위원을 둡니다", "위원을 둔다"),
        ("서류를 받습니다", "서류를 받는다"),
        ("제출하지 않은 사람", "제출하지 아니한 사람"),
        ("연 1,200개", "연 １２００개"),
        ("물품·비품", "물품ㆍ비품"),
        ("「물품」을", "물품을"),
        ("30일 내에", "30일 이내에"),
    ],
)
def test_what_is_the_same_is_spelled_alike(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("할 수 있다", "할 수 없다"),
        ("30일", "30개월"),
        ("이상", "이하"),
        ("하여야 한다", "할 수 있다"),
        ("삼십일", "30일"),
    ],
)
def test_what_is_not_the_same_is_not(one: str, other: str) -> None:
    assert spelled(one) != spelled(other)


def test_what_stands_in_brackets_may_be_left_out_unless_it_narrows() -> None:
    kept = [word.text for word in words("신청서(전자문서를 포함한다)를 병(兵)에게") if not word.aside]
    assert kept == ["신청서를", "병에게"]
    assert not any(word.aside for word in words("군인(병은 제외한다)"))


def test_places_are_those_of_the_text() -> None:
    text = "① 「물품」을 <개정 2020. 1. 1.> 1,200개 산다."
    assert [text[slice(*word.span)] for word in words(text)][1:] == ["「물품」을", "1,200개", "산다."]


def test_an_ending_is_only_changed_at_the_end() -> None:
    assert canonical("다음") == "다음" and canonical("책임") == "책임" and canonical("있음") == "있다"
