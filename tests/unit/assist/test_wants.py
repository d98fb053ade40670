import pytest

from app.assist.cut.wants import DECISIVE, Want, gives, parts, wants


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("열쇠는 며칠 안에 돌려줘야 하나요?", Want.PERIOD),
        ("열쇠 반납 기한", Want.PERIOD),
        ("언재까지 내야되나요", Want.PERIOD),
        ("자전거 이용료가 얼마예요?", Want.AMOUNT),
        ("할인은 몇 퍼센트인가요?", Want.RATIO),
        ("우산은 몇 개까지 빌리나요?", Want.COUNT),
        ("어느 직급부터 쓸 수 있죠?", Want.RANK),
        ("몰래 가져가면 처벌은?", Want.PENALTY),
        ("어떤 경우에 못 빌리나요?", Want.LIST),
        ("누가 허락하나요?", Want.WHO),
        ("빌려도 되나요?", Want.WHETHER),
        ("비품이란 무엇인가요?", Want.MEANING),
    ],
)
def test_what_a_question_wants(question: str, wanted: Want) -> None:
    assert wanted in wants(question).kinds


def test_how_long_ago_is_no_amount_and_a_bare_topic_wants_nothing() -> None:
    assert Want.AMOUNT not in wants("얼마 전에 산 우산을 돌려줘도 되나요?").kinds
    assert not wants("우산 대여 대장").kinds & DECISIVE


def test_what_a_text_gives() -> None:
    assert gives(Want.PERIOD, "3일 이내에 내야 한다") and gives(Want.PERIOD, "지체 없이 알린다")
    assert not gives(Want.PERIOD, "제3조에 따라 내야 한다")
    assert not gives(Want.PERIOD, "다음 각 호의 방\n1. 주거용 방\n2. 일터") and gives(Want.PERIOD, "1. 2주")
    assert gives(Want.AMOUNT, "5만원을 낸다") and not gives(Want.AMOUNT, "3일 이내")
    assert gives(Want.LIST, "다음 각 호와 같다") and gives(Want.LIST, "가", listed=True) and not gives(Want.LIST, "가")


def test_a_question_of_several_things_is_taken_apart() -> None:
    assert parts("우산은 어떤 사유로 못 빌리고, 누가 그것을 정하며, 언제 알려 주나요?") == (
        "우산은 어떤 사유로 못 빌리고",
        "누가 그것을 정하며",
        "언제 알려 주나요?",
    )
    assert parts("우산은 며칠 동안 빌리나요?") == ()


@pytest.mark.parametrize(
    "question",
    [
        "우산을 빌리려고 물품을 찾는데 어디로 가나요?",
        "열쇠를 돌려 달라고 관리인이 말할 수 있나요?",
        "비품을 들고 나가다가 잃어버리면 며칠 안에 알리나요?",
        "우산을 두고 내린 사람이 가장 최고 금액을 내나요?",
    ],
)
def test_what_is_only_told_before_a_question_is_no_part_of_it(question: str) -> None:
    assert parts(question) == ()


def test_two_questions_are_taken_apart_without_a_comma() -> None:
    assert parts("우산은 언제까지 신청해야 하고 어떤 때는 안 빌려 주나요?") == (
        "우산은 언제까지 신청해야 하고",
        "어떤 때는 안 빌려 주나요?",
    )
    assert parts("열쇠를 빌리려면 신청서를 내야 하고 보증금은 얼마인가요?") == (
        "열쇠를 빌리려면 신청서를 내야 하고",
        "보증금은 얼마인가요?",
    )
