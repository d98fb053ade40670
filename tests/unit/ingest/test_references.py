"""References in the words of statutes, directives and letters: what each names, and what is none."""

import pytest

from app.core.locator import Locator
from app.core.types import Reference
from app.ingest.blocks import Block, Extract
from app.ingest.parse import Parsed, parse
from app.ingest.wire import NotParsed, from_json, to_json


def read(*lines: str, title: str = "물자 관리법") -> Parsed:
    return parse(Extract("txt", tuple(Block(line) for line in lines), {"title": title}), "규정.txt")


def told(document: Parsed) -> list[str]:
    """`words → relation law locator~last` of each reference."""
    return [f"{document.text[one.start : one.end]} → {_meaning(one)}" for one in document.references]


def _meaning(one: Reference) -> str:
    last = f"~{one.last}" if one.last is not None else ""
    return " ".join(filter(None, (one.relation.value, one.law, f"{one.locator}{last}")))


def in_article(line: str, *others: str, title: str = "물자 관리법") -> list[str]:
    """The references of 제5조, whose text is `line`, among ten articles."""
    before = [f"제{number}조(가) 가이다." for number in range(1, 5)]
    after = [f"제{number}조(나) 나이다." for number in range(6, 11)]
    return told(read(*before, f"제5조(휴가) {line}", *others, *after, title=title))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "「민법」 제9조제1항제2호가목에 따른다.",
            ["「민법」 제9조제1항제2호가목 → external 민법 제9조제1항제2호가목"],
        ),
        ("「민법」제 9 조 제1항은 같다.", ["「민법」제 9 조 제1항 → external 민법 제9조제1항"]),
        ("｢민법｣ 제3조의2를 준용한다.", ["｢민법｣ 제3조의2 → external 민법 제3조의2"]),
        ("「민법」에 따른 법인", ["「민법」 → external 민법"]),
        (
            "「민법」 제3조 및 제5조, 제7조제1항ㆍ제3항에 따른다.",
            [
                "「민법」 제3조 → external 민법 제3조",
                "제5조 → external 민법 제5조",
                "제7조제1항 → external 민법 제7조제1항",
                "제3항 → external 민법 제7조제3항",
            ],
        ),
        (
            "「민법」 제3조에 따라 제4조의 신고를 한다.",
            ["「민법」 제3조 → external 민법 제3조", "제4조 → internal 제4조"],
        ),
        ("제3조부터 제7조까지를 준용한다.", ["제3조부터 제7조까지 → internal 제3조~제7조"]),
        ("휴가는 제2항 내지 제4항의 규정", ["제2항 내지 제4항 → relative 제5조제2항~제5조제4항"]),
        ("제3조제1항 또는 제3항", ["제3조제1항 → internal 제3조제1항", "제3항 → internal 제3조제3항"]),
        ("전조제2항 및 제1항", ["전조제2항 → relative 제4조제2항", "제1항 → relative 제4조제1항"]),
        (
            "「민법」 제3조에 따른 신고와 같은 조 제2항 및 같은 법 시행령 제9조",
            [
                "「민법」 제3조 → external 민법 제3조",
                "같은 조 제2항 → relative 민법 제3조제2항",
                "같은 법 시행령 제9조 → external 민법 시행령 제9조",
            ],
        ),
        (
            "「민법」 제3조제1항에 따른 신고와 동조제2항 및 동법 제9조",
            [
                "「민법」 제3조제1항 → external 민법 제3조제1항",
                "동조제2항 → relative 민법 제3조제2항",
                "동법 제9조 → external 민법 제9조",
            ],
        ),
        (
            "별표 1, 별표 2 및 별지 제3호의2서식에 따른다.",
            [
                "별표 1 → annex 별표 1",
                "별표 2 → annex 별표 2",
                "별지 제3호의2서식 → annex 별지 제3호의2서식",
            ],
        ),
        (
            "별표 1 제1호의 주택 및 같은 표 제2호의 창고",
            ["별표 1 제1호 → annex 별표 1 제1호", "같은 표 제2호 → relative 별표 1 제2호"],
        ),
        ("「민법 시행령」 별표 4에 따른다.", ["「민법 시행령」 별표 4 → annex 민법 시행령 별표 4"]),
        (
            "「민법」 제3조를 위반(이하 이 조에서 같다)하고 다시 같은 조 제2항을 위반한 자",
            ["「민법」 제3조 → external 민법 제3조", "같은 조 제2항 → relative 민법 제3조제2항"],
        ),
        (
            "「민법」 중 제8조부터 제9조까지, 「민법」 시행규칙 제3조",
            [
                "「민법」 중 제8조부터 제9조까지 → external 민법 제8조~제9조",
                "「민법」 시행규칙 제3조 → external 민법 시행규칙 제3조",
            ],
        ),
        ("이 법 제3조에 따른다.", ["이 법 제3조 → internal 제3조"]),
        ("국가공무원법 제3조에 따른다.", ["국가공무원법 제3조 → external 국가공무원법 제3조"]),
        (
            "「항만법」(제28조만 해당한다)에 따른다.",
            ["「항만법」 → external 항만법", "제28조 → external 항만법 제28조"],
        ),
        (
            "「민법」 제3조(제2항은 제외한다) 및 제4조",
            [
                "「민법」 제3조 → external 민법 제3조",
                "제2항 → external 민법 제3조제2항",
                "제4조 → external 민법 제4조",
            ],
        ),
    ],
)
def test_what_is_named(line: str, expected: list[str]) -> None:
    assert in_article(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "그 부대는 제3항공여단과 제2호선, 제1호봉",
        "종전의 제3조에 따른다.",
        "국방부령 제12호로 정한다.",
        "정관 제3조에 따라 정한다.",
        "관계 법령 제3조에 따른다.",
        '"제3조에 따른 신고"는 "등록"으로 본다.',
        "“제1항의 신고”라 한다.",
        "『지리산의 사계』를 읽는다.",
        "이 조에서 같다.",
        "같은 항 제2호에 따른다.",
        "과목, 종목, 품목과 제목",
        "같은 법에 따른다.",
    ],
)
def test_what_is_no_reference(line: str) -> None:
    assert in_article(line) == []


def test_a_bare_paragraph_is_of_its_own_article_and_an_item_of_its_own_paragraph() -> None:
    found = in_article("① 휴가는 다음 각 호와 같다.", "1. 연가", "2. 제1호 외의 휴가", "② 제1항제2호 및 전항의 휴가")
    assert found == [
        "제1호 → relative 제5조제1항제1호",
        "제1항제2호 → relative 제5조제1항제2호",
        "전항 → relative 제5조제1항",
    ]


def test_an_item_that_the_paragraph_does_not_have_is_of_the_one_named_last() -> None:
    found = in_article("① 다음과 같다.", "1. 연가", "② 제1항 각 호의 휴가(제1호의 경우에는 3일)로 한다.")
    assert found[-1] == "제1호 → relative 제5조제1항제1호"
    assert in_article("① 다음과 같다.", "1. 연가", "② 제7호의 경우에는 그러하지 아니하다.") == []


def test_an_article_head_is_no_reference_but_its_title_may_hold_one() -> None:
    document = read("제1조(목적) 정한다.", "제2조(제1조의 적용) 적용한다.")
    assert told(document) == ["제1조 → internal 제1조"]


@pytest.mark.parametrize(
    ("definition", "use", "expected"),
    [
        ("「물자 관리 기본법」(이하 “법”이라 한다)", "법 제5조", "물자 관리 기본법 제5조"),
        ('「물자 관리 기본법」 (이하 "기본법"이라 함)', "기본법 제5조제1항", "물자 관리 기본법 제5조제1항"),
        ('「물자법」, 같은 법 시행령(이하 "영"이라 한다)', "영 제5조", "물자법 시행령 제5조"),
        (
            '「물자법」, 같은 법 시행령 및 시행규칙(이하 "법, 영, 규칙"이라 한다)',
            "규칙 제2조",
            "물자법 시행규칙 제2조",
        ),
    ],
)
def test_an_abbreviation_means_what_the_text_says(definition: str, use: str, expected: str) -> None:
    document = read(f"제1조(목적) {definition}에서 위임된 사항", f"제2조(신고) {use}에 따른다.", title="물자 관리 지침")
    assert told(document)[-1] == f"{use} → external {expected}"


def test_a_decree_knows_its_law_by_its_title() -> None:
    decree = read("제1조(목적) 정한다.", "제2조(신고) 법 제5조에 따른다.", title="물자 관리법 시행령")
    assert told(decree) == ["법 제5조 → external 물자 관리법 제5조"]
    rule = read("제1조(목적) 정한다.", "제2조(신고) 영 제5조와 법 별표 1에 따른다.", title="물자 관리법 시행규칙")
    assert told(rule) == ["영 제5조 → external 물자 관리법 시행령 제5조", "법 별표 1 → annex 물자 관리법 별표 1"]
    assert told(read("제1조(가) 가", "제2조(나) 법 제5조에 따른다.", title="물자 관리 지침")) == []


SUPPLEMENT = (
    "제1조(목적) 정한다.",
    "제2조(휴가) 휴가는 준다.",
    "부칙 <제10호,2020.1.1>",
    "제1조(시행일) 이 법은 공포한 날부터 시행한다. 다만, 제2조의 개정규정은 3월 후에 시행한다.",
    "제2조(경과조치) 부칙 제1조 단서에 따른 휴가는 종전의 제2조에 따른다.",
)


def test_a_supplement_names_its_own_articles_and_the_body() -> None:
    assert told(read(*SUPPLEMENT)) == ["제2조 → internal 제2조", "부칙 제1조 → supplement 부칙 제1조"]


def test_the_wording_that_changes_another_law_is_not_linked() -> None:
    document = read(
        *SUPPLEMENT[:4],
        "제2조(다른 법률의 개정) ① 국가공무원법 일부를 다음과 같이 개정한다.",
        '제3조제1항 중 "제5조"를 "제6조"로 한다.',
        "② 「군인사법」 일부를 다음과 같이 개정한다.",
        "제7조를 삭제한다.",
    )
    assert told(document)[1:] == ["국가공무원법 → amends 국가공무원법", "「군인사법」 → amends 군인사법"]


def test_a_supplement_that_another_law_brought_does_not_speak_of_the_body() -> None:
    document = read(
        *SUPPLEMENT[:2],
        "부칙(정부조직법) <제11호,2021.1.1>",
        "제1조(시행일) 이 법은 공포한 날부터 시행한다. 다만, 제2조는 3월 후에 시행한다.",
    )
    assert told(document) == []


def test_a_letter_has_no_articles_of_its_own() -> None:
    document = read(
        "수신 각 부서의 장",
        "관련: 정책과-123(2026. 3. 2.), 총무과-45호(2026. 1. 5.)",
        "1. 「군인사법」 제6조와 제7조제2항에 따라 알립니다.",
        "2. 국가를 당사자로 하는 계약에 관한 법률 시행령 제26조",
        "3. 제3조에 따른 신고",
        title="휴가 알림",
    )
    assert told(document) == [
        "정책과-123 → number 정책과-123",
        "총무과-45 → number 총무과-45",
        "「군인사법」 제6조 → external 군인사법 제6조",
        "제7조제2항 → external 군인사법 제7조제2항",
        "국가를 당사자로 하는 계약에 관한 법률 시행령 제26조 → external "
        "국가를 당사자로 하는 계약에 관한 법률 시행령 제26조",
    ]


def test_references_cross_the_pipe_and_are_checked() -> None:
    document = read("제1조(목적) 정한다.", "제2조(신고) 「민법」 제3조 및 제1조부터 제2조까지, 별표 1에 따른다.")
    assert len(document.references) == 3
    body = to_json(document)
    assert from_json(body).references == document.references
    start = document.references[0].start
    for bad in (f"[1,{start},99999,", f"[7,{start},", f"[1,{start},{start},"):
        whole = f"[1,{start},{document.references[0].end},"
        with pytest.raises(NotParsed):
            from_json(
                body.decode().replace(whole, bad + (whole.split(",")[2] + "," if bad.count(",") == 2 else "")).encode()
            )
    with pytest.raises(NotParsed):
        from_json(body.decode().replace("제3조", "제99999조").encode())


def test_spans_lie_in_their_passages() -> None:
    document = read(*SUPPLEMENT, "[별표 1] 지급표(제2조 관련)", "구분")
    assert told(document)[-1] == "제2조 → internal 제2조"
    for one in document.references:
        passage = document.passages[one.passage]
        assert passage.start <= one.start < one.end <= passage.end
    assert all(isinstance(one.locator, Locator) for one in document.references)
