"""Official letters: who writes, to whom, about what; items, enclosures and 결문."""

import pytest

from app.core.types import DocumentKind
from app.ingest.blocks import HEADING, Block, Extract, table
from app.ingest.parse import Parsed, parse
from app.ingest.structure.letter import read_letter

HEAD = ("국 방 부", "수신 수신자 참조", "(경유)", "제목 2026년 기록관리 교육 계획 알림")
ITEMS = (
    "1. 관련: 기록관리과-321(2026. 1. 12.)",
    "2. 위 호와 관련하여 기록관리 교육 계획을 아래와 같이 알립니다.",
    "가. 일시: 2026. 2. 3. 14:00",
    "나. 장소: 본청 2층 강당",
    "붙임 1. 교육 계획 1부.",
    "2. 참석자 명단 1부. 끝.",
)
CLOSING = (
    "국방부장관",
    "수신자 각 부서의 장",
    "주무관 갑 과장 을 전결 2026. 1. 20.",
    "협조자",
    "시행 기록관리과-412 (2026. 1. 20.) 접수",
    "우 04383 서울특별시 용산구 이태원로 22 / www.mnd.go.kr",
    "전화 02-748-0000 / 전송 02-748-0001 / a@mnd.go.kr / 공개",
)


def parsed(*blocks: Block | str, name: str = "a.hwpx") -> Parsed:
    return parse(Extract("hwpx", tuple(b if isinstance(b, Block) else Block(b) for b in blocks)), name)


def test_the_identity_of_a_letter() -> None:
    letter = parsed(*HEAD, *ITEMS, *CLOSING)
    assert letter.kind is DocumentKind.LETTER
    assert letter.title == "2026년 기록관리 교육 계획 알림"
    assert (letter.ministry, letter.number, letter.effective) == ("국방부", "기록관리과-412", "2026-01-20")


def test_a_short_letter_is_one_passage_and_its_closing() -> None:
    letter = parsed(*HEAD, *ITEMS, *CLOSING)
    body, closing = letter.passages
    assert body.heading == letter.title
    assert body.text == "\n".join((*HEAD, *ITEMS))
    assert (closing.heading, closing.breadcrumb) == ("결문", letter.title)
    assert closing.text == "\n".join(CLOSING)


def test_a_long_letter_is_cut_at_its_items() -> None:
    long = tuple(f"{n}. 제{n}대대의 준비 사항: " + "준비 사항을 적는다. " * 40 for n in range(3, 6))
    letter = parsed(*HEAD, *ITEMS[:4], *(text.strip() for text in long), *ITEMS[4:], *CLOSING)
    first, *items, enclosed, closing = letter.passages
    assert first.heading == letter.title
    assert first.text == "\n".join((*HEAD, *ITEMS[:4], long[0].strip()))  # what is short goes with what follows
    assert [p.text for p in items] == [text.strip() for text in long[1:]]
    assert items[0].heading.startswith("4. 제4대대의 준비 사항: ")
    assert all(p.breadcrumb == letter.title for p in (*items, enclosed, closing))
    assert (enclosed.heading, enclosed.text) == ("붙임", "\n".join(ITEMS[4:]))
    assert closing.text == "\n".join(CLOSING)
    assert [p.locator.offset for p in letter.passages] == [1, 2, 3, 4, 5]


def test_a_form_drawn_as_a_table() -> None:
    form = table([["수신", "인사과장"], ["(경유)", ""], ["제목", "휴가 시행 결과 보고"]])
    closing = table([["기안자", "중위 갑", "검토자", "소령 을"], ["시행", "3대대-27 (2026. 3. 2.)", "접수", ""]])
    letter = parsed("육군 제1234부대", *form, "1. 휴가 시행 결과를 보고합니다.", "붙임 결과표 1부.  끝.", *closing)
    assert letter.kind is DocumentKind.LETTER
    assert (letter.title, letter.ministry) == ("휴가 시행 결과 보고", "육군 제1234부대")
    assert (letter.number, letter.effective) == ("3대대-27", "2026-03-02")
    assert letter.passages[-1].heading == "결문"


def test_labels_and_values_in_lines_of_their_own() -> None:
    letter = read_letter([Block(text) for text in ("수신", "내부결재", "제 목", "물품 구매 계획", "1. 구매한다.  끝.")])
    assert letter is not None
    assert letter.subject == "물품 구매 계획"


def test_an_older_letter_says_number_and_date_above() -> None:
    letter = parsed(
        "문서번호 군수과-77", "시행일자 2009. 5. 6.", "수신 각 부대", "제목 점검 알림", "1. 점검한다. 끝.", "○○부대장"
    )
    assert (letter.number, letter.effective, letter.ministry) == ("군수과-77", "2009-05-06", "")


def test_the_sender_is_who_signs_where_no_agency_stands_above() -> None:
    letter = parsed("수신 각 부대", "제목 점검 알림", "1. 점검한다. 끝.", "육군참모총장", "시행 군수과-1 (2026. 1. 2.)")
    assert letter.ministry == "육군참모총장"


def test_what_is_sent_along_follows_under_the_subject() -> None:
    plan = ["Ⅰ. 개요", "교육의 개요를 적는다.", "Ⅱ. 일정", "교육의 일정을 적는다."]
    letter = parsed(*HEAD, *ITEMS, *CLOSING, *plan)
    assert [p.heading for p in letter.passages] == [letter.title, "결문", "Ⅰ. 개요", "Ⅱ. 일정"]
    assert letter.passages[2].breadcrumb == letter.title


@pytest.mark.parametrize(
    "lines",
    [
        ("수신 여부를 확인한다.", "그 밖의 글이다."),
        ("제목 없는 글", "수신 각 부대"),
        ("1. 수신은 문서과가 한다.", "제목은 짧게 적는다."),
    ],
)
def test_what_is_no_letter(lines: tuple[str, ...]) -> None:
    assert read_letter([Block(line) for line in lines]) is None


def test_a_letter_without_an_end_mark_still_parts_from_its_closing() -> None:
    letter = parsed(*HEAD, *ITEMS[:4], *CLOSING)
    assert letter.passages[-1].text == "\n".join(CLOSING)


def test_an_empty_form_is_no_letter() -> None:
    lines = ("수신", "(경유)", "제목", "붙임    1부.  끝.", "수신자", "기안자    검토자    결재권자")
    form = parsed(*(Block(line, HEADING, 3) for line in lines[:5]), *lines[5:], name="기안문_서식.hwpx")
    assert (form.kind, form.title) == (DocumentKind.FORM, "기안문_서식")


def test_the_closing_of_a_form_with_its_labels_spelt_out() -> None:
    closing = (
        "국방부장관",
        "기안자 갑 검토자 을",
        "우편번호 04383 주소 서울",
        "전화번호 02-748-0000 팩스번호 02-748-0001",
    )
    assert parsed(*HEAD, *ITEMS, *closing).passages[-1].text == "\n".join(closing)
