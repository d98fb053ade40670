"""Rewriting by rules: what each style does, what it leaves alone, and where its changes stand."""

from pathlib import Path

import pytest

from app.core.findings import RewriteStyle
from app.core.messages import Messages
from app.letters.differences import applied
from app.letters.rewriting.rewrite import FILE, TERMS, Rules, rewritten

RULES = Rules.load()

CONCISE, POLITE, OUTLINE, PLAIN, NATIVE = RewriteStyle


def made(text: str, style: RewriteStyle) -> str:
    return applied(text, rewritten(text, style, RULES))


@pytest.mark.parametrize(
    ("style", "text", "after"),
    [
        (CONCISE, "사전에 미리 예약하여 주시기 바랍니다.", "미리 예약하여 주시기 바랍니다."),
        (CONCISE, "교육 기간 동안 외출을 삼갑니다.", "교육 기간에 외출을 삼갑니다."),
        (CONCISE, "공사가 진행 중에 있습니다.", "공사가 진행 중입니다."),
        (CONCISE, "각 부서별로 담당하는 담당자를 정합니다.", "부서별로 담당자를 정합니다."),
        (CONCISE, "약 12명 정도가 참석합니다.", "약 12명이 참석합니다."),
        (CONCISE, "약 30분 가량을 기다립니다.", "약 30분을 기다립니다."),
        (CONCISE, "안전을 위한 목적으로 출입을 제한하도록 하겠습니다.", "안전을 위하여 출입을 제한하겠습니다."),
        (CONCISE, "다음 중에 있습니다.", "다음 중에 있습니다."),
        (POLITE, "자료를 3월 5일까지 제출해 주세요.", "자료를 3월 5일까지 제출하여 주시기 바랍니다."),
        (POLITE, "교육을 실시한다. 대상은 전 직원이다.", "교육을 실시합니다. 대상은 전 직원입니다."),
        (POLITE, "점검을 실시함.\n참석 바람", "점검을 실시합니다.\n참석하여 주시기 바랍니다."),
        (POLITE, "예산은 없음", "예산은 없습니다."),
        (POLITE, "서류는 우편함", "서류는 우편함"),
        (POLITE, "각자의 책임", "각자의 책임"),
        (
            POLITE,
            "신청서는 총무과로 내세요. 열쇠도 받으세요.",
            "신청서는 총무과로 내시기 바랍니다. 열쇠도 받으시기 바랍니다.",
        ),
        (POLITE, "안녕하세요.", "안녕하세요."),
        (POLITE, "신청을 받는다.", "신청을 받습니다."),
        (OUTLINE, "교육을 실시하였습니다. 참석자는 12명입니다.", "교육을 실시하였음. 참석자는 12명임"),
        (OUTLINE, "자료를 제출하여 주시기 바랍니다.", "자료를 제출하기 바람"),
        (OUTLINE, "추진이 어렵습니다.", "추진이 어려움"),
        (OUTLINE, "점검을 받는다.", "점검을 받음"),
        (OUTLINE, "체계를 만듭니다.", "체계를 만듦"),
        (OUTLINE, "기준을 따릅니다.", "기준을 따름"),
        (OUTLINE, "말을 듣습니다.", "말을 들음"),
        (OUTLINE, "길을 걷습니다.", "길을 걷습니다."),
        (OUTLINE, "다음과 같습니다.  끝.", "다음과 같음.  끝."),
        (PLAIN, "금번 계획을 통보하오니 익일까지 회신합니다.", "이번 계획을 알리오니 다음 날까지 회신합니다."),
        (PLAIN, "효율성 제고를 위하여 추진합니다.", "효율성을 높이기 위하여 추진합니다."),
        (PLAIN, "수령한 물품을 명부에 기재한다.", "받은 물품을 명부에 적는다."),
        (PLAIN, "「금번 규정」에 따라 상기와 같이 송부합니다.", "「금번 규정」에 따라 위와 같이 보냅니다."),
        (PLAIN, "금일십만원을 익일 지급함", "금일십만원을 다음 날 지급함"),
        (PLAIN, "대상자로 선정 통보한 날", "대상자로 선정 통보한 날"),
        (NATIVE, "「민원 처리에 관한 법률」 제27조에 의하여", "「민원 처리에 관한 법률」 제27조에 의하여"),
        (NATIVE, "같은 법 제27조에 의하여 처리합니다.", "같은 법 제27조에 따라 처리합니다."),
        (NATIVE, "위원회에 의하여 선정된 사람", "위원회에 의하여 선정된 사람"),
        (NATIVE, "전화를 통해 신청이 가능합니다.", "전화로 신청할 수 있습니다."),
        (NATIVE, "태풍으로 인하여 연기된 것으로 보여집니다.", "태풍으로 연기된 것으로 보입니다."),
        (NATIVE, "관심을 가지고 있는 사람", "관심이 있는 사람"),
        (NATIVE, "협조를 필요로 하는 사항", "협조가 필요한 사항"),
        (NATIVE, "업무를 개선시키고 절차에 대하여 논의하였다.", "업무를 개선하고 절차를 논의하였다."),
        (NATIVE, "“전화를 통해 알린다”라고 하였다.", "“전화를 통해 알린다”라고 하였다."),
    ],
)
def test_what_a_style_does(style: RewriteStyle, text: str, after: str) -> None:
    assert made(text, style) == after
    assert made(after, style) == after, "and no more than once"


def test_a_change_is_small_and_says_why() -> None:
    text = "같은 법 제27조에 의하여 처리합니다."
    (change,) = rewritten(text, NATIVE, RULES)
    assert (text[slice(*change.span)], change.after, change.reason) == ("의하여", "따라", "translated")


def test_there_are_many_rules_and_each_reason_has_its_words() -> None:
    count = {style: len(rules) for style, rules in RULES.by_style.items()}
    assert sum(count.values()) >= 150
    reasons = {rule.reason for rules in RULES.by_style.values() for rule in rules} | {"outline", "polite"}
    for language in ("ko", "en"):
        messages = Messages.load(language)
        assert all(messages.say(f"change_{reason}") for reason in reasons)


@pytest.mark.parametrize(
    "group",
    [
        '[[concise]]\nreason = "double"\n[concise.words]\n"할 수 있다" = "할 수 없다"\n',
        '[[concise]]\nreason = "double"\n[concise.patterns]\n"몇" = "3"\n',
    ],
)
def test_rules_that_change_a_fact_are_refused(tmp_path: Path, group: str) -> None:
    (tmp_path / FILE).write_text(group, encoding="utf-8")
    (tmp_path / TERMS).write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"say the same|figure"):
        Rules.load(tmp_path)
