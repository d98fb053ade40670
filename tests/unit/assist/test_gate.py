"""When an extract is not shown."""

from app.assist import gate
from app.assist.cut.extract import Extract, Line, Pick
from app.assist.cut.wants import Want


def cut(
    text: str, *, likeness: float = 0.85, wanted: set[Want] | None = None, given: set[Want] | None = None
) -> Extract:
    pick = Pick(0, (Line(text, (0, len(text))),), ((0, len(text)),), 0.9)
    return Extract((pick,), 0.9, likeness, 1.0, frozenset(wanted or ()), frozenset(given or ()))


def test_a_clause_far_from_the_question_is_off_topic() -> None:
    assert gate.refuse("우산", cut("우산을 빌려준다.", likeness=0.7), sure=True) == gate.OFF_TOPIC
    assert gate.refuse("우산", cut("우산을 빌려준다.", likeness=0.795), sure=True) == ""
    assert gate.refuse("우산", cut("우산을 빌려준다.", likeness=0.795), sure=False) == gate.OFF_TOPIC


def test_without_likeness_the_words_decide() -> None:
    assert gate.refuse("우주선 궤도", cut("우산을 빌려준다.", likeness=0.0)) == gate.OFF_TOPIC
    assert gate.refuse("우산 대여", cut("우산을 빌려준다.", likeness=0.0)) == ""


def test_a_doubtful_chance_refuses_unless_search_is_sure() -> None:
    assert gate.refuse("우산", cut("우산을 빌려준다."), chance=0.1) == gate.UNLIKELY
    assert gate.refuse("우산", cut("우산을 빌려준다."), chance=0.1, sure=True) == ""
    assert gate.refuse("우산", cut("우산을 빌려준다."), chance=0.3) == ""


def test_a_wanted_figure_must_be_there() -> None:
    wanting = cut("우산을 돌려준다.", wanted={Want.PERIOD})
    assert gate.refuse("우산은 언제 돌려주나요?", wanting) == gate.NO_FIGURE
    assert gate.refuse("우산은 언제 돌려주나요?", wanting, sure=True) == ""
    assert gate.refuse("우산은 며칠 안에 돌려주나요?", wanting, sure=True) == gate.NO_FIGURE
    given = cut("우산은 3일 안에 돌려준다.", wanted={Want.PERIOD}, given={Want.PERIOD})
    assert gate.refuse("우산은 며칠 안에 돌려주나요?", given) == ""


def test_a_number_of_no_unit_wants_any_figure_and_one_beside_the_question_none() -> None:
    assert gate.refuse("우산은 몇 가지인가요?", cut("우산을 돌려준다."), sure=True) == gate.NO_FIGURE
    assert gate.refuse("우산은 몇 가지인가요?", cut("우산은 두 가지로 한다."), sure=True) == ""
    assert gate.refuse("우산을 며칠 빌려줄지는 누가 정하나요?", cut("우산은 창고지기가 빌려준다."), sure=True) == ""
    assert gate.refuse("몇 명이 찬성해야 우산을 사나요?", cut("과반수의 찬성으로 우산을 산다."), sure=True) == ""


def test_what_is_asked_outright_decides_and_not_what_a_question_sounds_like() -> None:
    sounding = cut("6개월마다 우산을 센다.", wanted={Want.AMOUNT})
    assert gate.refuse("우산을 얼마마다 세나요?", sounding) == ""
    assert gate.refuse("우산 세는 값은 얼마인가요?", sounding) == gate.NO_FIGURE
