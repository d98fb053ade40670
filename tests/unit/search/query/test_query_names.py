"""Laws that a question names somewhere: where to look, not what for."""

import pytest

from app.search.lookup import find
from app.search.query.names import Names, named_anywhere

ACT = "가상 기관의 자료공유에 관한 법률"
TITLES = {
    "act": ACT,
    "decree": f"{ACT} 시행령",
    "goods": "물품관리법",
    "civil": "민법",
    "leave": "근무지원단 복무 및 휴가 운영 내규",
    "copy": "물품관리법",
}
NAMES = Names(TITLES, {"공유활용특법": ACT})


@pytest.mark.parametrize(
    ("question", "said", "documents"),
    [
        ("자료공유법 비공개 대상", "자료공유법", ("act",)),
        ("비공개 대상이 자료공유법에 있나요", "자료공유법", ("act",)),
        ("자료공유법 시행령 비공개 대상", "자료공유법 시행령", ("decree",)),
        ("「물품관리법」상 불용 결정", "물품관리법", ("goods", "copy")),
        ("물품 관리법의 불용", "물품 관리법", ("goods", "copy")),
        ("민법에서 기간 계산", "민법", ("civil",)),
        ("공유활용특법 벌칙", "공유활용특법", ("act",)),
        ("공유활용특법 시행령 서식", "공유활용특법 시행령", ("decree",)),
    ],
)
def test_a_law_named_somewhere(question: str, said: str, documents: tuple[str, ...]) -> None:
    (named,) = named_anywhere(question, NAMES)
    assert question[named.start : named.end] == said
    assert named.documents == documents


@pytest.mark.parametrize(
    "question",
    [
        "시행령이 뭔가요",
        "물품 관리 방법",
        "내규에 있나요",
        "관리법 불용",
        "방법",
        "자료법 벌칙",
        "규정 기준 계획",
        "",
        "법",
    ],
)
def test_a_word_that_only_ends_like_a_law(question: str) -> None:
    assert list(named_anywhere(question, NAMES)) == []


def test_two_laws_in_their_order() -> None:
    named = list(named_anywhere("자료공유법과 물품관리법 시행령 말고 물품관리법의 차이", NAMES))
    assert named[0].title == ACT
    assert named[-1].documents == ("goods", "copy")


@pytest.mark.parametrize(
    ("question", "document", "label"),
    [
        ("민법 3조", "civil", "제3조"),
        ("자료공유법의 3-2조", "act", "제3조의2"),
        ("자료공유법상 제십조", "act", "제10조"),
        ("공유활용특법 시행령 별표 2", "decree", "별표 2"),
        ("물품관리법 부칙 제3조", "goods", "부칙"),
    ],
)
def test_look_up(question: str, document: str, label: str) -> None:
    reference = find(question, NAMES)
    assert reference is not None
    assert reference.documents[0] == document
    assert (reference.label, reference.whole) == (label, True)


def test_the_clause_is_told() -> None:
    reference = find("물품관리법 3조의2 제1항 제4호의5 다목이 뭐였죠", NAMES)
    assert reference is not None
    assert (reference.label, reference.paragraph, reference.item, reference.subitem) == ("제3조의2", 1, (4, 5), "다")
    assert reference.whole


def test_an_annex_without_a_law_is_a_word() -> None:
    assert find("별표 2 서식", NAMES) is None


def test_a_name_alone_that_fits_many_titles_is_a_word() -> None:
    many = Names({str(number): f"{letter}{letter}기본법" for number, letter in enumerate("가나다라마")})
    assert find("기본법", many) is None
    one = find("나나기본법", many)
    assert one is not None
    assert one.documents == ("1",)


def test_copies_of_one_law_are_not_many() -> None:
    copies = Names({str(number): "물품관리법" for number in range(9)})
    reference = find("물품관리법", copies)
    assert reference is not None
    assert len(reference.documents) == 9
