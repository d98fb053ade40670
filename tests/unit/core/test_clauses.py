"""항, 호 and 목 in an article's text: nested, in order, and not moved by what is only cited."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clauses import Clause, body_start, clauses, find
from app.core.locator import NONE, Locator

LEAVE = (
    "제12조(휴가) ① 휴가는 다음 각 호와 같다. <개정 2020. 1. 2.>\n"
    "1. 연가\n"
    "가. 정기 연가\n"
    "나. 다음 각 목의 연가\n"
    "2. 병가(제1호에 따른 연가는 제외한다)\n"
    "2의2. 공가\n"
    "3. 삭제 <2019. 3. 1.>\n"
    "② 제1항제1호의 연가는 21일로 한다.\n"
    "③ 삭제 <2021. 1. 1.>"
)


def told(text: str) -> list[str]:
    return [str(clause.locator) for clause in clauses(text)]


def cut(text: str, **at: object) -> str | None:
    found = find(text, Locator(**at))  # type: ignore[arg-type]
    return None if found is None else text[found.start : found.end]


def test_an_article_in_lines() -> None:
    assert told(LEAVE) == [
        "제1항",
        "제1항제1호",
        "제1항제1호가목",
        "제1항제1호나목",
        "제1항제2호",
        "제1항제2호의2",
        "제1항제3호",
        "제2항",
        "제3항",
    ]


def test_the_same_article_run_together() -> None:
    assert told(" ".join(LEAVE.split())) == told(LEAVE)


def test_what_a_clause_holds() -> None:
    assert cut(LEAVE, paragraph=1, item=(1, 0)) == "1. 연가\n가. 정기 연가\n나. 다음 각 목의 연가"
    assert cut(LEAVE, paragraph=1, item=(1, 0), subitem="나") == "나. 다음 각 목의 연가"
    assert cut(LEAVE, paragraph=1, item=(2, 2)) == "2의2. 공가"
    assert cut(LEAVE, paragraph=2) == "② 제1항제1호의 연가는 21일로 한다."
    assert cut(LEAVE, paragraph=4) is None
    assert cut(LEAVE, paragraph=2, item=(1, 0)) is None


def test_the_place_of_the_article_is_kept() -> None:
    place = Locator(chapter=(2, 0), article=(12, 0))
    assert str(clauses(LEAVE, place)[2].locator) == "제2장 제12조제1항제1호가목"


def test_an_article_without_paragraphs() -> None:
    text = "제2조(정의) 말의 뜻은 다음과 같다.\n1. 부대란 제3조의 부대를 말한다.\n2. 기관이란 그 밖을 말한다."
    assert told(text) == ["제1호", "제2호"]
    assert cut(text, paragraph=1, item=(2, 0)) == "2. 기관이란 그 밖을 말한다."
    assert cut(text, paragraph=1) == text[body_start(text) :]
    assert cut(text, paragraph=2) is None


def test_directives_that_number_paragraphs_with_digits() -> None:
    text = "제5조(접수)\n1. 문서는 담당이 접수한다.\n가. 우편\n나. 전자\n2. 접수한 문서는 나누어 준다."
    assert told(text) == ["제1항", "제1항가목", "제1항나목", "제2항"]
    assert told(" ".join(text.split())) == told(text)


@pytest.mark.parametrize(
    "text",
    [
        "제7조(시행) 2020. 1. 2. 시행한 영에 따라 제1항 및 제2호를 적용한다.",
        "제7조(적용) 「기록법」 제3조 ② 의 문서와 (1. 접수 2. 발송)을 말한다.",
        "제7조(준용) 법 제6조제1항 및 ② 항을 준용한다.",
        "제7조(기한) 신청은 2026.\n12. 31.까지 한다.",
        "제7조(지급표) 지급액은 아래 표와 같다.\n1. 갑 | 20\n2. 을 | 30",
        "제7조(종결) 그렇게 한다. 가. 나.",
        "제7조(기한) 제출은 ① 항에서 정한 날까지 한다.",
    ],
)
def test_citations_dates_and_tables_open_nothing(text: str) -> None:
    assert told(text) == []


def test_a_list_below_an_item_is_no_paragraph() -> None:
    text = "제9조(절차) 다음 각 호의 순서에 따른다.\n1. 접수\n① 우편\n② 전자\n2. 처리"
    assert told(text) == ["제1호", "제2호"]


def test_an_excerpt_may_begin_later_and_leave_out() -> None:
    assert told("제6조 (기록관)\n③ 이관한다.\n⑤ 보존한다.") == ["제3항", "제5항"]


def test_a_first_paragraph_without_its_mark() -> None:
    text = "제3조 회의는 의장이 연다.\n② 회의는 공개한다."
    assert told(text) == ["제1항", "제2항"]
    assert cut(text, paragraph=1) == "회의는 의장이 연다."


def test_a_heading_before_the_body() -> None:
    assert body_start("제39조(의견 건의)\n군인은") == len("제39조(의견 건의)\n")
    assert body_start("##### 제2조의3 [목적] 가") == len("##### 제2조의3 [목적] ")
    assert body_start("제6조") == 0
    assert body_start("그 밖의 글") == 0


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["①", "②", "③", "1.", "2.", "2의2.", "3.", "가.", "나.", "다.", "\n", " ", "제1항", "<", ">"]),
        st.text(alphabet="가나다 한다.\n①②12「」()", max_size=8),
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(PIECES, st.booleans(), st.sampled_from([" ", "\n", ""]))
def test_spans_are_nested_ordered_and_inside(pieces: list[str], headed: bool, between: str) -> None:
    text = ("제3조(휴가) " if headed else "") + between.join(pieces)
    made = clauses(text)
    assert len({clause.locator for clause in made}) == len(made)
    assert [clause.start for clause in made] == sorted({clause.start for clause in made})
    above: list[Clause] = []
    for clause in made:
        assert 0 <= clause.start < clause.end <= len(text)
        assert not text[clause.start].isspace()
        assert not text[clause.end - 1].isspace()
        while above and above[-1].end <= clause.start:
            above.pop()
        if above:
            assert clause.end <= above[-1].end
            assert depth(above[-1]) < depth(clause)
        above.append(clause)


def depth(clause: Clause) -> int:
    if clause.locator.subitem:
        return 3
    return 2 if clause.locator.item != NONE else 1


def test_a_very_long_line_of_marks_ends() -> None:
    assert told("제1조(가) " + "① ( < 「 1. 가. " * 60_000)[:1] == ["제1항"]
