"""Properties of ingest: passages are spans that lose nothing; bent bytes give codes, never bugs."""

import io
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import AppError
from app.core.locator import SUBITEMS, Locator
from app.ingest import wire
from app.ingest.blocks import HEADING, LISTING, PARAGRAPH, TABLE, Block, Extract, Member
from app.ingest.parse import Parsed, parse
from app.ingest.read import read
from app.ingest.structure.marks import division_mark, without_notes

NUMBERS = st.tuples(st.integers(1, 60), st.integers(0, 4))
WORDS = (
    st.text(alphabet="가나다라마바사아 1.①「」()<>제조항장의에", min_size=1, max_size=40).map(str.strip).filter(bool)
)


def numbered(before: str, number: tuple[int, int], after: str) -> str:
    return f"{before}{number[0]}{after}" + (f"의{number[1]}" if number[1] else "")


OFFICE = (
    *("수신 갑", "제목 을", "1. 관련: 병", "붙임 1부. 끝.", "국방부장관", "시행 정-1 (2026. 1. 2.)", "전화 1 / 공개"),
    *(
        "Ⅰ. 개요",
        "1. 배경",
        "2. 현황",
        "□ 목적",
        "○ 방향",
        "- 세부",
        "※ 참고",
        "회의록",
        "일시: 오늘",
        "안건: 가",
        "결정 사항",
    ),
    *("제정 2020. 1. 2. 훈령 제1호", "[시행 2020. 1. 2.]", "<제3호, 2020. 1. 2.>", "신ㆍ구조문대비표"),
    *("[메모] 가", "[머리말] 가", "[꼬리말] 나", "이 영은 2020년 1월 2일부터 시행한다."),
)
ROWS = (
    "제1조(가) | 나",
    "제2조(다) | 라 | 마",
    "구분 | 제3조(바) 사",
    "제1장 총칙 | ",
    "현행 | 개정안",
    "일시 | 오늘",
    "안건 | 가",
)
LINES = st.one_of(
    WORDS,
    st.sampled_from(OFFICE),
    st.lists(st.sampled_from(ROWS), min_size=1, max_size=4).map("\n".join),
    st.builds(lambda n, t, w: f"{numbered('제', n, '조')}({t}) {w}", NUMBERS, st.just("휴가"), WORDS),
    st.builds(lambda n: f"{numbered('제', n, '조')} 삭제 <2020.1.1>", NUMBERS),
    st.builds(lambda n, w: f"{numbered('제', n, '조')}에 따라 {w}", NUMBERS, WORDS),
    st.builds(lambda n, u: f"제{n}{u} 총칙 <개정 2009.1.30>", st.integers(1, 9), st.sampled_from("편장절관")),
    st.builds(lambda n: f"부칙 <제{n}호,2020.1.1>", st.integers(1, 99)),
    st.just("부칙"),
    st.builds(lambda n: f"[별표 {n}] 지급표", st.integers(1, 9)),
    st.builds(lambda n: f"[별지 제{n}호서식]", st.integers(1, 9)),
)
BLOCKS = st.lists(
    st.builds(
        lambda text, kind, level, page: Block(
            text, TABLE if " | " in text else kind, level if kind == HEADING and " | " not in text else 0, page
        ),
        LINES,
        st.sampled_from([PARAGRAPH, PARAGRAPH, PARAGRAPH, HEADING, TABLE, LISTING]),
        st.integers(1, 6),
        st.just(0),
    ),
    min_size=1,
    max_size=12,
)


def assert_whole(document: Parsed) -> None:
    """Spans are exact, ordered and apart; between them stand only the title and shown headings."""
    end = 0
    for ordinal, passage in enumerate(document.passages):
        assert passage.ordinal == ordinal
        assert passage.start >= end
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.text.strip()
        for line in document.text[end : passage.start].split("\n"):
            assert accounted(line, passage.breadcrumb, document.title), line
        end = passage.end
    assert not document.text[end:].strip()
    assert len({passage.locator for passage in document.passages}) == len(document.passages)


def accounted(line: str, breadcrumb: str, title: str) -> bool:
    bare = "".join(line.split())
    shown = {"".join(part.split()) for part in (breadcrumb, title, *breadcrumb.split(" › "))}
    division = division_mark(line)
    return (
        not bare
        or bare in shown
        or (division is not None and division.text in breadcrumb)
        or "".join(without_notes(line).split()) in shown
        or (breadcrumb.startswith("부") and bare in "".join(breadcrumb.split()))
        or bare.partition("]")[2] in shown  # a running head that says the title
        or (bare == "부칙" and breadcrumb.startswith("부칙"))
    )


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_passages_rejoin_to_the_text(blocks: list[Block]) -> None:
    assert_whole(parse(Extract("txt", tuple(blocks)), "문서.txt"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LINES, st.integers(1, 5)), min_size=1, max_size=40))
def test_passages_of_pages_rejoin(lines: list[tuple[str, int]]) -> None:
    blocks = [Block(t, TABLE if " | " in t else PARAGRAPH, page=page) for t, page in sorted(lines, key=lambda x: x[1])]
    assert_whole(parse(Extract("pdf", tuple(blocks)), "문서.pdf"))


@given(
    st.builds(
        Locator,
        supplement=st.integers(0, 30),
        part=st.one_of(st.just((0, 0)), NUMBERS),
        chapter=st.one_of(st.just((0, 0)), NUMBERS),
        section=st.one_of(st.just((0, 0)), NUMBERS),
        article=st.one_of(st.just((0, 0)), NUMBERS),
        paragraph=st.integers(0, 30),
        item=st.one_of(st.just((0, 0)), NUMBERS),
        subitem=st.sampled_from(["", *SUBITEMS]),
        page=st.integers(0, 999),
        offset=st.integers(0, 99),
    )
)
def test_printed_locators_are_read_back(place: Locator) -> None:
    assert Locator.parse(str(place)) == place


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_the_locators_of_passages_are_read_back(blocks: list[Block]) -> None:
    for passage in parse(Extract("txt", tuple(blocks)), "문서.txt").passages:
        assert Locator.parse(str(passage.locator)) == passage.locator


@settings(max_examples=150, deadline=None)
@given(BLOCKS, st.dictionaries(st.sampled_from(["title", "kind"]), WORDS))
def test_what_was_read_survives_the_pipe(blocks: list[Block], fields: dict[str, str]) -> None:
    extract = Extract(
        "zip", tuple(blocks), fields, (("ING-007", {"name": "가"}),), (Member(b"\xb0\xa1", "가", 3),), (2, 5)
    )
    parsed = parse(extract, "문서.txt")
    assert wire.from_json(wire.to_json(parsed)) == parsed


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("제1조(목적) 이 규정은 정한다.")
    document.add_table(2, 2)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def hancom_file() -> bytes:
    section = (
        '<?xml version="1.0"?><hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
        'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"><hp:p><hp:run>'
        "<hp:t>제1조(목적) 정한다.</hp:t></hp:run></hp:p></hs:sec>"
    )
    head = '<?xml version="1.0"?><hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"/>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/hwp+zip", zipfile.ZIP_STORED)
        made.writestr("Contents/header.xml", head)
        made.writestr("Contents/section0.xml", section)
    return stream.getvalue()


def pdf_file() -> bytes:
    """One page with one line, written by hand."""
    content = b"BT /F1 12 Tf 72 700 Td (Article 1 of the rules) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


GOOD = {
    "a.docx": word_file(),
    "a.hwpx": hancom_file(),
    "a.pdf": pdf_file(),
    "a.md": "---\n제목: 가\n---\n# 가\n##### 제1조 (목적)\n**①** 나\n".encode(),
    "a.txt": "제1조(목적) 이 규정은 정한다.\n".encode("cp949"),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_unbent_files_are_read(name: str) -> None:
    assert parse(read(GOOD[name], name), name).passages


@pytest.mark.parametrize("name", GOOD)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_bent_bytes_give_a_code_or_text(name: str, data: st.DataObject) -> None:
    bent = bytearray(GOOD[name])
    for place in data.draw(st.lists(st.integers(0, len(bent) - 1), max_size=12)):
        bent[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(bent)))
    whole = data.draw(st.booleans())
    try:
        parse(read(bytes(bent if whole else bent[:cut]), name), name)
    except AppError as error:
        assert error.params["name"] == name
