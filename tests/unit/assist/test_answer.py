"""The pipeline with a writer that says what the test tells it to."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from app.assist import gate
from app.assist.answer import MODEL_ABSTAINED, Standing, abstains, answer, repeats
from app.core.answers import Answer, Origin, Verdict
from app.core.errors import Cancelled, ModelMissing
from app.core.events import Cancel, Done, Event, Extracted, Progress, Token, Warned
from tests.fakes.echo import EchoGenerator
from tests.fakes.hits import hit

RETURN = hit(
    "제4조(반납) ① 사무용품을 받은 사람은 다음 각 호의 어느 하나에 해당하면 사무용품을 반납하여야 한다.\n"
    "1. 다른 부서로 자리를 옮긴 경우\n2. 30일 이상 자리를 비우는 경우"
)
STORE = hit("반납한 사무용품은 관리 담당자가 1년간 보관한다.", place="제5조", heading="보관")
HITS = (RETURN, STORE)
LIST = "사무용품을 반납하는 사유는?"
ADDED = "반납한 사무용품은 관리 담당자가 1년간 보관합니다 [2]."


def events(reply: str, question: str = "사무용품 반납", **more: Any) -> list[Event]:
    return list(answer(question, HITS, EchoGenerator(reply), cancel=Cancel(), **more))


def asked(reply: str, question: str = "사무용품 반납", **more: Any) -> Answer:
    last = events(reply, question, **more)[-1]
    assert isinstance(last, Done) and isinstance(last.result, Answer)
    return last.result


def test_the_extract_is_shown_before_the_model_is_asked_and_stands_above_what_it_writes() -> None:
    happened = events(ADDED)
    kinds = [type(event) for event in happened]
    assert kinds.index(Extracted) < kinds.index(Progress) < kinds.index(Token) and kinds[-1] is Done
    first = next(event.answer for event in happened if isinstance(event, Extracted))
    last = happened[-1]
    assert isinstance(last, Done)
    result = last.result
    assert first.origin is Origin.EXTRACT and first.extracted == len(first.text) and first.model == ""
    assert result.text[: result.extracted] == first.text and result.origin is Origin.MODEL and result.model == "echo"
    assert result.packing is not None and result.packing.sources == 2 and 0 < result.packing.used <= result.packing.room


def test_a_certain_extract_needs_no_model() -> None:
    happened = events(ADDED, LIST, standing=Standing(sure=True))
    assert [type(event) for event in happened] == [Extracted, Done]
    assert asked(ADDED, LIST, standing=Standing(sure=True)).text.startswith("① 사무용품을 받은 사람은 다음 각 호")


def test_a_list_is_shown_whole_and_every_line_is_quoted() -> None:
    result = asked("", LIST, standing=Standing(sure=True))
    assert "1. 다른 부서로 자리를 옮긴 경우\n2. 30일 이상 자리를 비우는 경우 [1]" in result.text
    assert {one.verdict for one in result.statements} == {Verdict.QUOTED}
    assert all(c.quote == c.hit.passage.text[slice(*c.span)] for c in result.citations)


def test_what_nothing_carries_is_marked_or_the_models_words_are_left_out() -> None:
    result = asked(f"{ADDED} 그리고 과장에게 커피를 사야 한다 [1].")
    assert result.unsupported == ("그리고 과장에게 커피를 사야 한다.",) and result.unsupported[0] in result.text
    alone = asked("과장에게 커피를 사야 한다 [1].")
    assert alone.origin is Origin.EXTRACT and "커피" not in alone.text and alone.unsupported == ()


@pytest.mark.parametrize(
    "reply", ["근거 없음", "근거 없음.", "근거없음 [1]", "근거 없음\n질문은 자료에 없다.", "", " \n"]
)
def test_the_models_abstention_counts_only_where_search_is_in_doubt(reply: str) -> None:
    doubted = asked(reply)
    assert doubted.abstained and doubted.text == "근거 없음" and doubted.reason == MODEL_ABSTAINED
    assert doubted.citations == () and doubted.statements == ()
    trusted = asked(reply, standing=Standing(sure=True))
    assert not trusted.abstained and trusted.citations
    assert abstains(reply)


def test_a_question_for_a_figure_needs_a_figure() -> None:
    only = (hit("사무용품을 잃어버린 사람은 담당자에게 알려야 한다."),)
    last = list(answer("사무용품은 며칠 안에 반납하나요?", only, EchoGenerator(""), cancel=Cancel()))[-1]
    assert isinstance(last, Done) and last.result.reason == gate.NO_FIGURE
    assert not asked("", "사무용품은 몇 년 보관하나요?", standing=Standing(sure=True)).abstained


def test_a_refusal_or_nothing_found_needs_no_model() -> None:
    echo = EchoGenerator(ADDED)
    for happened in (
        list(answer("사무용품", HITS, echo, cancel=Cancel(), standing=Standing(refusal="no_article"))),
        list(answer("사무용품", (), echo, cancel=Cancel())),
    ):
        assert [type(event) for event in happened] == [Done]
        assert isinstance(happened[0], Done) and happened[0].result.abstained and happened[0].result.reason
    assert echo.prompts == []


class NoModel(EchoGenerator):
    def prepare(self, *, cancel: Cancel | None = None) -> Iterator[Progress]:
        if not self.given:
            raise ModelMissing(model="echo")
        yield Progress("model", 0, 0)


def test_without_a_model_the_extract_stands_alone_and_a_code_says_why() -> None:
    happened = list(answer("사무용품 반납", HITS, NoModel(""), cancel=Cancel()))
    assert [type(event) for event in happened] == [Extracted, Warned, Done]
    assert isinstance(happened[1], Warned) and happened[1].code == ModelMissing.code
    assert isinstance(happened[2], Done) and happened[2].result.citations and happened[2].result.model == ""


def test_sources_that_a_model_has_read_keep_their_places() -> None:
    def like(_questions: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
        return [[0.9 if "보관한다" in text else 0.8 for text in texts] for _each in _questions]

    moved = asked("", LIST.replace("사유", "보관"), standing=Standing(sure=True, like=like))
    assert moved.citations[0].number == 1 and moved.citations[0].hit is STORE
    stays = asked("", LIST.replace("사유", "보관"), standing=Standing(sure=True, like=like, kept=1))
    assert stays.citations[0].number == 2 and stays.citations[0].hit is STORE


def test_a_question_far_from_every_clause_is_refused() -> None:
    def far(questions: Sequence[str], texts: Sequence[str]) -> list[list[float]]:
        return [[0.5] * len(texts) for _each in questions]

    assert asked(ADDED, standing=Standing(like=far)).reason == gate.OFF_TOPIC
    assert asked(ADDED, "우주선 발사 궤도 계산").reason == gate.OFF_TOPIC


def test_a_loop_is_stopped_and_not_shown_twice() -> None:
    echo = EchoGenerator(f"{ADDED}\n" * 50)
    last = list(answer("사무용품 반납", HITS, echo, cancel=Cancel()))[-1]
    assert echo.given < 60
    assert isinstance(last, Done) and last.result.text.count("보관합니다") == 1
    assert repeats("가나다라. 가나다라. 마") and not repeats("가나다라. 마바사아. 자")


def test_a_sentence_cut_by_the_token_limit_is_not_shown() -> None:
    echo = EchoGenerator(f"{ADDED}\n다른 부서로 자리를 옮", stop="length")
    last = list(answer("사무용품 반납", HITS, echo, cancel=Cancel()))[-1]
    assert isinstance(last, Done) and last.result.text.endswith(ADDED)


def test_cancel_between_tokens_raises() -> None:
    cancel = Cancel()
    running = answer("사무용품 반납", HITS, EchoGenerator(ADDED), cancel=cancel)
    while not isinstance(next(running), Token):
        pass
    cancel.set()
    with pytest.raises(Cancelled):
        next(running)


def test_a_doubtful_search_refuses_what_it_would_else_show() -> None:
    assert asked(ADDED, standing=Standing(chance=0.1)).reason == gate.UNLIKELY
    assert not asked(ADDED, standing=Standing(chance=0.1, sure=True)).abstained
    when = "우산을 반납하는 날짜는 언제인가요?"
    only = (hit("우산을 빌린 사람은 우산을 담당자에게 반납하는 날짜를 알려야 한다."),)
    for sure, reason in ((False, gate.NO_FIGURE), (True, "")):
        last = list(answer(when, only, EchoGenerator("근거 없음"), cancel=Cancel(), standing=Standing(sure=sure)))[-1]
        assert isinstance(last, Done) and last.result.reason == reason


def test_figures_of_a_unit() -> None:
    assert not gate.gives_figure(
        "몇 시부터 하나요?", ["다음과 같이 세부 사항을 정한다 [1]. 제3조에 따른다. 두고 한다."]
    )
    assert gate.gives_figure("몇 가지인가요?", ["두 가지로 한다."])
    assert gate.gives_figure("몇 시부터?", ["오전 9시부터"])
