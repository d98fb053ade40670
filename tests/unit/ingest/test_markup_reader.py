"""HTML: visible text, headings, merged cells, lists, charsets, pages that are hard on a parser."""

import pytest

from app.core.errors import FileDamaged, NoText
from app.ingest.blocks import HEADING, TABLE
from app.ingest.read import read

PAGE = """<!DOCTYPE html><html><head>{meta}<title>창 제목</title><style>p {{}}</style></head><body>
<h1>휴가 규정</h1><p>제1조(목적) 이 규정은<b>휴가</b>를
정한다.<br>둘째 줄</p><script>alert(1)</script><p style="display: none">숨김</p><div hidden>숨김</div>
<ol><li>첫째</li><li>둘째</li></ol></body></html>"""


def texts(markup: str, name: str = "글.html") -> list[str]:
    return [block.text for block in read(markup.encode(), name).blocks]


def test_visible_text_in_order() -> None:
    extract = read(PAGE.format(meta="").encode(), "글.html")
    assert [(b.kind, b.level, b.text) for b in extract.blocks] == [
        (HEADING, 1, "휴가 규정"),
        ("paragraph", 0, "제1조(목적) 이 규정은휴가를 정한다."),
        ("paragraph", 0, "둘째 줄"),
        ("paragraph", 0, "1. 첫째"),
        ("paragraph", 0, "2. 둘째"),
    ]
    assert (extract.format, extract.warnings) == ("html", ())


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp949", "euc-kr"),
        ("cp949", "ks_c_5601-1987"),
        ("cp949", ""),
        ("utf-8", "euc-kr"),
        ("utf-16", ""),
        ("utf-8", ""),
    ],
)
def test_charsets(encoding: str, declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    assert read(PAGE.format(meta=meta).encode(encoding), "글.htm").blocks[0].text == "휴가 규정"


def test_merged_cells_keep_their_neighbours_in_place() -> None:
    rows = "<tr><th rowspan=2>구분<th colspan=2>금액<tr><td>상반기<td>하반기<tr><td>계<td>1<td>2"
    extract = read(f"<html><table>{rows}</table>".encode(), "표.html")
    assert [(b.kind, b.text) for b in extract.blocks] == [(TABLE, "구분 | 금액 | \n | 상반기 | 하반기\n계 | 1 | 2")]


def test_a_table_that_holds_tables_only_lays_out() -> None:
    inner = "<table><tr><td>가<td>1</table>"
    page = f"<html><table><tr><td>메뉴<td><p>본문 한 줄</p>{inner}<p>끝</p></table>"
    assert texts(page) == ["메뉴", "본문 한 줄", "가 | 1", "끝"]


def test_a_page_that_calls_itself_a_workbook_is_read_and_said() -> None:
    extract = read(b"<table><tr><td>a</td><td>1</td></tr></table>", "report.xls")
    assert [b.text for b in extract.blocks] == ["a | 1"]
    assert extract.warnings == (("ING-007", {"name": "report.xls"}),)


def test_the_title_names_a_page_without_headings() -> None:
    assert read("<html><title>공지 사항</title><p>글".encode(), "a.html").fields == {"title": "공지 사항"}


def test_deep_nesting_is_said() -> None:
    deep = "<div>" * 30_000 + "바닥"
    extract = read(f"<html><p>위{deep}".encode(), "깊음.html")
    assert extract.blocks[0].text == "위"
    assert [code for code, _ in extract.warnings] == ["ING-012"]
    with pytest.raises(FileDamaged):
        read(f"<html>{deep}".encode(), "깊음.html")


def test_spans_made_to_be_huge() -> None:
    rows = "".join("<tr>" + "<td rowspan=60000 colspan=9999>가</td>" * 100 for _ in range(100))
    with pytest.raises(FileDamaged):
        read(f"<html><table>{rows}</table>".encode(), "큼.html")


def test_an_external_entity_stays_outside() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>&x;글</p></html>'
    assert all("글" in text and "SYSTEM" not in text for text in texts(page)[-1:])


def test_a_page_of_scripts_has_no_text() -> None:
    with pytest.raises(NoText):
        read(b"<html><script>1</script></html>", "a.html")


@pytest.mark.parametrize("style", ["font-size:0", "font-size: 0px", "opacity:0.0", "position:absolute;left:-9999px"])
def test_what_nobody_sees_is_not_read(style: str) -> None:
    assert texts(f'<p>제1조(목적) 휴가를 정한다.</p><p style="{style}">숨김</p>') == ["제1조(목적) 휴가를 정한다."]


@pytest.mark.parametrize("style", ["font-size:0.8em", "opacity:0.5", "font-size:10px", "left:-20px"])
def test_what_is_small_is_read(style: str) -> None:
    assert texts(f'<p style="{style}">작은 글</p>') == ["작은 글"]
