"""One article of an invented rule, and what may and may not be said on its authority."""

import unicodedata

import pytest

from app.assist.settle import settle
from app.core.answers import Verdict
from tests.fakes.hits import hit

TEXT = (
    "① 창고 열쇠를 빌린 사람(교육생은 제외한다)은 15일 이내에 열쇠(예비 열쇠를 포함한다)를 돌려주어야 한다. "
    "다만, 관리관이 필요하다고 인정하는 경우에는 30일의 범위에서 연장할 수 있다.\n"
    "② 관리관은 다음 각 호의 어느 하나에 해당하는 사람에게 열쇠를 빌려줄 수 있다.\n"
    "1. 소속 직원\n2. 보안교육을 마친 사람\n"
    "③ 다음 각 호의 행위를 하여서는 아니 된다.\n1. 열쇠의 복제\n2. 열쇠를 다른 사람에게 빌려주는 행위\n"
    "④ 관리관은 총무과장 또는 시설과장이 임명한다.\n"
    "⑤ 허가를 받아 창고를 촬영하고, 그 사진을 배포할 수 있다.\n"
    "⑥ 보관료는 하루 1,200원으로 한다.\n"
    "⑦ 관리관은 장부를 적어야 하며, 매년 1월 10일까지 과장에게 알려야 한다.\n"
    "⑧ 보관기간은 다음과 같다.\n| 구분 | 보관기간 | 폐기기간 |\n| 대형 | 22년 | 4년 |\n| 소형 | 10년 | 2년 |\n"
    "⑨ 열쇠를 받은 사람은 승인 없이 창고에 들어갈 수 있다.\n"
    "⑩ 다음 각 호의 요건을 모두 갖춘 사람은 창고를 쓸 수 있다.\n1. 나이가 20세 이상일 것\n2. 교육을 마칠 것\n"
    "⑪ 보관 대상은 다음 각 호와 같다.\n1. 서류[전자문서를 포함한다. 이하 같다]를 넣은 상자. 다만, 빈 상자는 제외한다."
)
SOURCE = hit(TEXT, title="창고 관리 지침", heading="열쇠의 관리")
FULL = "관리관이 필요하다고 인정하는 경우에는 30일의 범위에서 연장할 수 있다"


def label(said: str) -> Verdict:
    (only,) = settle(f"{said} [1].", [SOURCE]).statements
    return only.verdict


@pytest.mark.parametrize(
    "said",
    [
        FULL,
        "서류[전자문서를 포함한다. 이하 같다]를 넣은 상자",
        "다만, 빈 상자는 제외한다",
        "다른 사람에게 빌려주는 행위",
        "관리관은 총무과장 또는 시설과장이 임명한다",
        "| 대형 | 22년 | 4년 |",
        "보관료는 하루 １,２００원으로 한다",
        unicodedata.normalize("NFD", "열쇠를 다른 사람에게 빌려주는 행위"),
        "관리관은\u200b 총무과장 또는 시설과장이 임명한다",
        "매년 1월 10일까지 과장에게 알려야 한다",
    ],
)
def test_what_stands_there_is_quoted(said: str) -> None:
    assert label(said) is Verdict.QUOTED


@pytest.mark.parametrize(
    "said",
    [
        "창고 열쇠를 빌린 사람(교육생은 제외한다)은 15일 이내에 열쇠를 돌려주어야 합니다",
        "관리관이 필요하다고 인정하는 경우에는 30일의 범위에서 연장할수있습니다",
        "관리관은 소속 직원에게 열쇠를 빌려줄 수 있습니다",
        "열쇠의 복제를 해서는 안 됩니다",
        "관리관은 시설과장 또는 총무과장이 임명합니다",
        "보관료는 하루 1200원입니다",
        "관리관은 장부를 적어야 한다",
        "대형의 보관기간은 22년이다",
        "대형의 폐기기간은 4년입니다",
        "창고 관리 지침 제4조제6항에 따르면 보관료는 하루 1,200원으로 한다",
    ],
)
def test_a_light_paraphrase_is_grounded(said: str) -> None:
    assert label(said) is Verdict.GROUNDED


@pytest.mark.parametrize(
    "said",
    [
        "30일의 범위에서 연장할 수 있다",  # a condition cut off in front
        "관리관이 30일의 범위에서 연장할 수 있다",  # and within
        "창고 열쇠를 빌린 사람은 15일 이내에 열쇠를 돌려주어야 한다",  # the exception
        "열쇠를 빌려줄 수 있다",  # to whom
        "사람은 승인 없이 창고에 들어갈 수 있다",  # which people
        "5일 이내에 열쇠(예비 열쇠를 포함한다)를 돌려주어야 한다",
        "창고 열쇠를 빌린 사람(교육생은 제외한다)은 15일 이후에 열쇠를 돌려주어야 한다",
        "창고 열쇠를 빌린 사람(교육생은 제외한다)은 15개월 이내에 열쇠를 돌려주어야 한다",
        "창고 열쇠를 빌린 사람(교육생은 제외한다)은 15일 이내에 열쇠를 돌려줄 수 있다",
        "창고 열쇠를 빌린 사람(교육생은 제외한다)은 15일 이내에 연장할 수 있다",  # two halves
        "소속 직원을 하여서는 아니 된다",  # another list's item
        "관리관은 총무과장이다",
        "관리관은 총무과장이 임명한다",
        "관리관은 총무과장 및 시설과장이 임명한다",
        "총무과장은 관리관 또는 시설과장이 임명한다",
        "허가를 받아 창고를 촬영한다",  # may
        "대형의 보관기간은 4년이다",
        "소형의 보관기간은 22년이다",
        "나이가 20세 이상인 사람은 창고를 쓸 수 있다",
        "제4조제2항에 따르면 보관료는 하루 1,200원으로 한다",
        "제5조에 따르면 보관료는 하루 1,200원으로 한다",
        "15일 이내에 … 연장할 수 있다",
        "“15일 이내에 … 연장할 수 있다”",
        "매년 10월 1일까지 과장에게 알려야 한다",
    ],
)
def test_what_only_looks_alike_is_unchecked(said: str) -> None:
    assert label(said) is Verdict.UNCHECKED


def test_an_item_counts_under_its_own_lead_only() -> None:
    reply = "다음 각 호의 행위를 하여서는 아니 된다 [1].\n- {} [1]"
    own = settle(reply.format("열쇠를 다른 사람에게 빌려주는 행위"), [SOURCE]).statements
    strange = settle(reply.format("보안교육을 마친 사람"), [SOURCE]).statements
    assert [one.verdict for one in own] == [Verdict.QUOTED, Verdict.QUOTED]
    assert [one.verdict for one in strange] == [Verdict.QUOTED, Verdict.UNCHECKED]
    below = settle("보관기간은 다음과 같다 [1].\n- 보안교육을 마친 사람 [1]", [SOURCE]).statements
    assert below[-1].verdict is Verdict.UNCHECKED
