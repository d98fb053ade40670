from typing import Any

import pytest

from app.assist import gate
from app.assist.answer import MODEL_ABSTAINED, NO_FIGURE, UNGROUNDED, abstains, answer, repeats, settle
from app.core.answers import Answer
from app.core.errors import Cancelled
from app.core.events import Cancel, Done, Token
from tests.fakes.echo import EchoGenerator
from tests.fakes.hits import hit

RETURN = hit(
    "① 사무용품을 받은 사람은 다음 각 호의 어느 하나에 해당하면 사무용품을 반납하여야 한다.\n"
    "1. 다른 부서로 자리를 옮긴 경우\n2. 30일 이상 자리를 비우는 경우"
)
STORE = hit("반납한 사무용품은 관리 담당자가 1년간 보관한다.", place="제5조", heading="보관")
HITS = (RETURN, STORE)


def asked(reply: str, question: str = "사무용품은 어떤 때 반납하나요?", **more: Any) -> Answer:
    last = list(answer(question, HITS, EchoGenerator(reply), cancel=Cancel(), **more))[-1]
    assert isinstance(last, Done) and isinstance(last.result, Answer)
    return last.result


def test_a_list_keeps_its_form_and_every_item_its_quotation() -> None:
    reply = (
        "다음 각 호의 어느 하나에 해당하면 사무용품을 반납하여야 한다 [1].\n"
        "- 다른 부서로 자리를 옮긴 경우 [1]\n- 30일 이상 자리를 비우는 경우 [1]"
    )
    result = asked(reply)
    assert result.text == reply
    assert not result.abstained and result.unsupported == () and result.hits == HITS and result.model == "echo"
    assert [c.quote for c in result.citations][1:] == ["다른 부서로 자리를 옮긴 경우", "30일 이상 자리를 비우는 경우"]
    assert all(c.quote == c.hit.passage.text[slice(*c.span)] and c.verified for c in result.citations)


def test_numbers_may_come_first_and_are_shown_last() -> None:
    grounded = settle("[1] 다른 부서로 자리를 옮긴 경우\n- [2] 반납한 사무용품은 관리 담당자가 1년간 보관한다.", HITS)
    assert grounded.text == "다른 부서로 자리를 옮긴 경우 [1]\n- 반납한 사무용품은 관리 담당자가 1년간 보관한다 [2]."


def test_tokens_are_streamed_before_the_answer() -> None:
    events = list(answer("사무용품 반납?", HITS, EchoGenerator("다른 부서로 자리를 옮긴 경우 [1]"), cancel=Cancel()))
    assert "".join(e.text for e in events if isinstance(e, Token)) == "다른 부서로 자리를 옮긴 경우 [1]"
    assert isinstance(events[-1], Done)


def test_a_marker_that_names_no_source_is_removed_and_its_sentence_is_not_supported() -> None:
    grounded = settle("다른 부서로 자리를 옮긴 경우 [7].\n30일 이상 자리를 비우는 경우 [1].", HITS)
    assert grounded.text == "다른 부서로 자리를 옮긴 경우.\n30일 이상 자리를 비우는 경우 [1]."
    assert grounded.unsupported == ("다른 부서로 자리를 옮긴 경우.",)


def test_a_wrong_or_missing_marker_is_put_right() -> None:
    grounded = settle("반납한 사무용품은 관리 담당자가 1년간 보관한다 [1].\n다른 부서로 자리를 옮긴 경우", HITS)
    assert grounded.text == "반납한 사무용품은 관리 담당자가 1년간 보관한다 [2].\n다른 부서로 자리를 옮긴 경우 [1]"
    assert [c.number for c in grounded.citations] == [2, 1]


def test_of_two_markers_the_one_that_carries_stays() -> None:
    grounded = settle("반납한 사무용품은 관리 담당자가 1년간 보관한다 [1, 2].", HITS)
    assert grounded.text.endswith("보관한다 [2].")


def test_words_quoted_that_stand_nowhere_lose_their_marks() -> None:
    grounded = settle("「사무용품 특별법」에 따라 30일 이상 자리를 비우는 경우 [1].", HITS)
    assert grounded.text == "사무용품 특별법에 따라 30일 이상 자리를 비우는 경우."
    assert grounded.citations == () and len(grounded.unsupported) == 1


def test_true_quotations_keep_their_marks() -> None:
    grounded = settle('"다른 부서로 자리를 옮긴 경우" [1]', HITS)
    assert grounded.text == '"다른 부서로 자리를 옮긴 경우" [1]' and len(grounded.citations) == 1


def test_an_unsupported_sentence_stays_and_is_listed_as_it_is_shown() -> None:
    result = asked("30일 이상 자리를 비우는 경우 [1]. 그리고 과장에게 커피를 사야 한다 [1].")
    assert result.unsupported == ("그리고 과장에게 커피를 사야 한다.",)
    assert all(sentence in result.text for sentence in result.unsupported)


@pytest.mark.parametrize(
    "reply", ["근거 없음", "근거 없음.", "근거없음 [1]", "근거 없음\n질문은 자료에 없다.", "", " \n"]
)
def test_the_model_may_abstain(reply: str) -> None:
    result = asked(reply)
    assert (
        result.abstained and result.text == "근거 없음" and result.citations == () and result.reason == MODEL_ABSTAINED
    )
    assert abstains(reply)


def test_an_answer_of_which_nothing_is_carried_is_no_answer() -> None:
    result = asked("커피는 하루 세 잔까지 마실 수 있다 [1].")
    assert result.abstained and result.reason == UNGROUNDED and result.unsupported == ()


def test_a_question_for_a_figure_needs_a_figure() -> None:
    reply = "다른 부서로 자리를 옮긴 경우 [1]."
    assert asked(reply, "사무용품은 며칠 안에 반납하나요?").reason == NO_FIGURE
    assert not asked("반납한 사무용품은 관리 담당자가 1년간 보관한다 [2].", "사무용품은 몇 년 보관하나요?").abstained


def test_a_refusal_or_a_gate_needs_no_model() -> None:
    echo = EchoGenerator("다른 부서로 자리를 옮긴 경우 [1]")
    for events in (
        list(answer("사무용품", HITS, echo, cancel=Cancel(), refusal="no_such_article")),
        list(answer("사무용품", (), echo, cancel=Cancel())),
    ):
        assert [type(event) for event in events] == [Done]
        assert isinstance(events[0], Done) and events[0].result.abstained and events[0].result.reason
    assert echo.prompts == []


def test_a_loop_is_stopped_and_not_shown_twice() -> None:
    echo = EchoGenerator("30일 이상 자리를 비우는 경우 [1].\n" * 50)
    events = list(answer("사무용품 반납?", HITS, echo, cancel=Cancel()))
    assert echo.given < 40
    assert isinstance(events[-1], Done) and events[-1].result.text == "30일 이상 자리를 비우는 경우 [1]."
    assert repeats("가나다라. 가나다라. 마") and not repeats("가나다라. 마바사아. 자")


def test_a_sentence_cut_by_the_token_limit_is_not_shown() -> None:
    echo = EchoGenerator("30일 이상 자리를 비우는 경우 [1].\n다른 부서로 자리를 옮", stop="length")
    events = list(answer("사무용품 반납?", HITS, echo, cancel=Cancel()))
    assert isinstance(events[-1], Done) and events[-1].result.text == "30일 이상 자리를 비우는 경우 [1]."


def test_a_full_stop_within_brackets_ends_no_sentence() -> None:
    source = hit("신청서(전자문서를 포함한다. 이하 같다)를 담당자에게 내야 한다.")
    grounded = settle("신청서(전자문서를 포함한다. 이하 같다)를 담당자에게 내야 한다 [1].", [source])
    assert len(grounded.citations) == 1 and grounded.text.count("[1]") == 1


def test_cancel_between_tokens_raises() -> None:
    cancel = Cancel()
    events = answer("사무용품 반납?", HITS, EchoGenerator("30일 이상 자리를 비우는 경우 [1]."), cancel=cancel)
    while not isinstance(next(events), Token):
        pass
    cancel.set()
    with pytest.raises(Cancelled):
        next(events)


def test_gate_reasons() -> None:
    assert gate.refuse("사무용품 반납", ()) == gate.NO_HITS
    assert gate.refuse("우주선 발사 궤도 계산", HITS) == gate.OFF_TOPIC
    assert gate.refuse("사무용품은 몇 미터 떨어진 곳에 두나요?", HITS) == gate.NO_SUCH_FIGURE
    assert not gate.gives_figure(
        "몇 시부터 하나요?", ["다음과 같이 세부 사항을 정한다 [1]. 제3조에 따른다. 두고 한다."]
    )
    assert gate.gives_figure("몇 가지인가요?", ["두 가지로 한다."]) and gate.gives_figure(
        "몇 시부터?", ["오전 9시부터"]
    )
    assert gate.refuse("사무용품 반납은 언제 하나요?", HITS) == ""
    assert gate.refuse("왜 그런 것인가?", HITS) == gate.OFF_TOPIC
    assert gate.refuse("무엇인가요?", HITS) == ""
