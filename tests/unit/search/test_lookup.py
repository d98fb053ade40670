"""Law names and article numbers are read out of a question without a list of short names."""

import pytest

from app.search.lookup import Names, find

TITLES = {
    "act": "가상 기관의 자료 공유 및 활용에 관한 법률",
    "decree": "가상 기관의 자료 공유 및 활용에 관한 법률 시행령",
    "rule": "가상 기관의 자료 공유 및 활용에 관한 법률 시행규칙",
    "leave": "근무지원단 복무 및 휴가 운영 내규",
    "goods": "물품관리법",
    "goods-decree": "물품관리법 시행령",
}


@pytest.mark.parametrize(
    ("question", "document", "label"),
    [
        ("물품관리법 제3조", "goods", "제3조"),
        ("물품관리법 시행령 제 3 조의 2 내용", "goods-decree", "제3조의2"),
        ("물품 관리법 12조가 뭐였죠?", "goods", "제12조"),
        ("자료공유법 9조 1항 보여줘", "act", "제9조"),
        ("자료공유활용법 시행규칙 제2조", "rule", "제2조"),
        ("우리 부대 복무 휴가 내규 제15조", "leave", "제15조"),
    ],
)
def test_an_article_of_a_named_law(question: str, document: str, label: str) -> None:
    reference = find(question, Names(TITLES))
    assert reference is not None
    assert (reference.documents, reference.label) == ((document,), label)


def test_a_law_name_alone_is_a_reference_only_when_it_is_the_whole_question() -> None:
    alone = find("물품관리법", Names(TITLES))
    assert alone is not None
    assert (alone.documents, alone.label, alone.whole) == (("goods",), "", True)
    assert find("물품관리법에 따른 불용 절차를 알려 주세요", Names(TITLES)) is None


def test_a_law_that_is_not_here_is_named_but_not_found() -> None:
    reference = find("도로안전법 27조 뭐라고 되어 있나요?", Names(TITLES))
    assert reference is not None
    assert (reference.documents, reference.name, reference.label) == ((), "도로안전법", "제27조")


def test_the_ending_decides_between_act_decree_and_rule() -> None:
    for name, document in (("자료공유법", "act"), ("자료공유법 시행령", "decree"), ("자료공유법 시행규칙", "rule")):
        reference = find(f"{name} 제1조", Names(TITLES))
        assert reference is not None
        assert reference.documents == (document,)


@pytest.mark.parametrize("question", ["휴가는 며칠 전에 신청하나요?", "예산이 3조 원인가요", "", "법"])
def test_no_reference(question: str) -> None:
    assert find(question, Names(TITLES)) is None


def test_two_copies_of_a_law_are_both_found() -> None:
    reference = find("물품관리법 제3조", Names(TITLES | {"copy": "물품관리법"}))
    assert reference is not None
    assert set(reference.documents) == {"goods", "copy"}


@pytest.mark.parametrize(
    ("question", "paragraph", "whole"),
    [
        ("물품관리법 제3조", 0, True),
        ("물품관리법 3조 2항이 뭐였죠?", 2, True),
        ("물품관리법 제12조 내용 좀 알려 주세요", 0, True),
        ("물품관리법 제12조 불용 절차 알려줘", 0, False),
        ("우리가 아는 물품관리법 제12조", 0, False),
    ],
)
def test_whether_the_article_itself_is_asked_for(question: str, paragraph: int, whole: bool) -> None:
    reference = find(question, Names(TITLES))
    assert reference is not None
    assert (reference.paragraph, reference.whole) == (paragraph, whole)


@pytest.mark.parametrize("title", ["규정 07", "2026년 하반기 직무교육 계획 통보"])
def test_a_title_that_ends_in_any_way_is_named_by_its_own_words(title: str) -> None:
    names = Names({**TITLES, "mine": title, "other": "규정 39"})
    reference = find(f"{title} 제3조", names)
    assert reference is not None
    assert (reference.documents, reference.label) == (("mine",), "제3조")
    whole = find(title, names)
    assert whole is not None
    assert whole.documents == ("mine",)
    assert find(f"{title}을 언제까지 내나", names) is None
