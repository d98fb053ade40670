from app.assist.cut.units import Kind, blocks, row_text
from tests.fakes.hits import hit

RULE = """제7조 (대여)
① 물품을 빌리려는 사람은 사용일 3일 전까지 신청서(전자문서를 포함한다. 이하 같다)를 내야 한다. \
다만, 급하면 당일에 낼 수 있다. <개정 2020. 1. 1.>
② 다음 각 호의 어느 하나에 해당하면 빌릴 수 없다. 이 경우 담당자는 까닭을 알려야 한다.
1. 반납이 두 번 늦은 사람
2. 다음 각 목의 물품
가. 열쇠
나. 인장
3. 삭제 <2019. 5. 1.>
③ 삭제 <2018. 2. 2.>"""

BOXED = """① 보관 기간은 다음과 같다.
\t┌────┬─────┐
\t│물품    │기간      │
\t├────┼─────┤
\t│의자    │3년       │
\t│        │(나무)    │
\t├────┼─────┤
\t│책상    │5년       │
\t└────┴─────┘
② 기간은 줄일 수 있다."""

PIPED = "이용료는 다음 표와 같다.\n| 구분 | 낮 | 밤 |\n| --- | --- | --- |\n| 1시간 | 천원 | 2천원 |\n| 하루 | 만원 | |"


def said(text: str) -> list[list[tuple[str, str]]]:
    return [[(unit.kind.value, text[slice(*unit.span)]) for unit in block.units] for block in blocks(text)]


def test_a_proviso_is_never_cut_from_its_rule() -> None:
    first = said(RULE)[0]
    assert len(first) == 1 and first[0][1].startswith("물품을 빌리려는") and "급하면 당일에" in first[0][1]


def test_items_hang_on_their_lead_and_subitems_on_both() -> None:
    block = blocks(RULE)[1]
    lead, *items = block.units
    assert lead.kind is Kind.SENTENCE and "이 경우 담당자는" in RULE[slice(*lead.span)]
    assert [RULE[slice(*unit.span)] for unit in items] == [
        "1. 반납이 두 번 늦은 사람",
        "2. 다음 각 목의 물품\n가. 열쇠\n나. 인장",
        "가. 열쇠",
        "나. 인장",
    ]
    assert [len(unit.leads) for unit in items] == [1, 1, 2, 2]
    assert RULE[slice(*items[2].leads[1])] == "2. 다음 각 목의 물품"


def test_what_was_deleted_is_nothing() -> None:
    assert len(blocks(RULE)) == 2
    assert not any("삭제" in text for block in said(RULE) for _kind, text in block)


def test_a_drawn_table_has_rows_with_the_names_of_its_columns() -> None:
    block = blocks(BOXED)[0]
    (table,) = block.tables
    assert [row_text(table.head, row) for row in table.rows] == ["의자: 기간 3년 (나무)", "책상: 기간 5년"]
    rows = [unit for unit in block.units if unit.kind is Kind.ROW]
    assert [BOXED[slice(*unit.leads[0])] for unit in rows] == ["① 보관 기간은 다음과 같다."] * 2
    assert BOXED[slice(*rows[1].span)].startswith("책상") and BOXED[slice(*rows[1].span)].endswith("5년")


def test_a_table_of_bars_has_a_row_a_line() -> None:
    (table,) = blocks(PIPED)[0].tables
    assert [row_text(table.head, row) for row in table.rows] == [
        "구분 1시간: 낮 천원, 밤 2천원",
        "하루: 낮 만원",
    ]


def test_a_table_may_have_no_bars_around_it() -> None:
    text = "① 기간은 다음 표와 같다.\n구분 | 기간\n직원 | 7일\n방문객 | 1일\n② 손님에게 알린다."
    (table,) = blocks(text)[0].tables
    assert [row_text(table.head, row) for row in table.rows] == ["직원: 기간 7일", "방문객: 기간 1일"]
    assert [text[slice(*span)] for span in table.spans] == ["직원 | 7일", "방문객 | 1일"]


def test_an_article_without_paragraphs_is_one_block() -> None:
    assert said(hit("열쇠는 3일 안에 돌려준다. 늦으면 알린다.").passage.text) == [
        [("sentence", "열쇠는 3일 안에 돌려준다."), ("sentence", "늦으면 알린다.")]
    ]
    assert blocks("") == () and blocks("제3조 삭제") == ()
