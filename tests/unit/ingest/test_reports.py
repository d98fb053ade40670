"""개조식 reports, minutes, and regulations whose text stands in tables."""

from app.core.types import DocumentKind
from app.ingest.blocks import HEADING, TABLE, Block, Extract, table
from app.ingest.parse import Parsed, parse
from app.ingest.structure.divide import ENORMOUS, by_length


def parsed(*blocks: Block | str, name: str = "a.hwpx") -> Parsed:
    return parse(Extract("hwpx", tuple(b if isinstance(b, Block) else Block(b) for b in blocks)), name)


def shape(document: Parsed) -> list[tuple[str, str]]:
    return [(p.breadcrumb, p.heading) for p in document.passages]


def test_a_report_is_cut_at_its_chapters() -> None:
    report = parsed(
        "병영식당 개선 결과 보고",
        "Ⅰ. 추진 배경",
        "□ 만족도가 낮음",
        "○ 설문 결과 41%",
        "Ⅱ. 추진 결과",
        "□ 개선함",
        "- 식단",
    )
    assert report.kind is DocumentKind.REPORT
    assert shape(report) == [("", "Ⅰ. 추진 배경"), ("", "Ⅱ. 추진 결과")]
    assert report.passages[0].text == "Ⅰ. 추진 배경\n□ 만족도가 낮음\n○ 설문 결과 41%"


def test_what_is_long_is_cut_at_its_squares() -> None:
    detail = [f"○ 세부 내용 {n}: " + "가" * 90 for n in range(6)]
    report = parsed(
        "안전 점검 계획",
        "Ⅰ. 개요",
        "□ 목적",
        *detail,
        "□ (추진 방향) " + "나" * 80,
        "- 하위",
        "Ⅱ. 일정",
        "□ 상반기",
        "□ 하반기",
    )
    assert shape(report) == [("Ⅰ. 개요", "□ 목적"), ("Ⅰ. 개요", "□ 추진 방향"), ("", "Ⅱ. 일정")]
    assert report.passages[1].text.endswith("\n- 하위")


def test_numbered_headings_of_a_report() -> None:
    report = parsed(
        "사업 현황", "1. 추진배경", "○ 근거 마련", "- 지침 개정", "2. 추진현황", "○ 예산 3억 원", "○ 인원 4명"
    )
    assert shape(report) == [("", "1. 추진배경"), ("", "2. 추진현황")]


def test_a_title_box_of_two_cells_is_a_heading() -> None:
    report = parsed(
        "훈련 계획 보고", *table([["Ⅰ", "추진 배경"]]), "□ 배경", *table([["Ⅱ", "세부 계획"]]), "□ 계획", "○ 가"
    )
    assert shape(report) == [("", "Ⅰ 추진 배경"), ("", "Ⅱ 세부 계획")]


def test_a_long_heading_is_shortened() -> None:
    long = "□ 병력의 건강과 안전을 지키기 위하여 모든 부대가 여름철에 반드시 지켜야 하는 사항을 다음과 같이 다시 알림 "
    report = parsed("안내", "□ 처음", "○ " + "가" * 400, long.strip(), "○ " + "나" * 400)
    assert report.passages[1].heading == "□ 병력의 건강과 안전을 지키기 위하여 모든 부대가 여름철에 반드시…"


def test_no_cut_parts_a_circle_from_its_dashes() -> None:
    blocks = []
    for n in range(20):
        blocks += [Block(f"○ 항목 {n} " + "가" * 200), *[Block("- 세부 " + "나" * 150) for _ in range(3)]]
    pieces = by_length(blocks, 0, len(blocks))
    assert len(pieces) > 5
    assert all(blocks[piece.start].text.startswith("○") for piece in pieces)


def test_a_circle_of_enormous_size_is_cut_all_the_same() -> None:
    blocks = [Block("○ 항목"), *[Block("- " + "나" * 500) for _ in range(30)]]
    sizes = [sum(len(b.text) + 1 for b in blocks[p.start : p.end]) for p in by_length(blocks, 0, len(blocks))]
    assert max(sizes) <= ENORMOUS


def test_minutes_are_cut_at_their_parts() -> None:
    minutes = parsed(
        "제3차 기록관리 협의회 회의록",
        "일시: 2026. 3. 4. 14:00",
        "장소: 본청 회의실",
        "참석자: 기록과장 외 4명",
        "안건: 보존기간 조정",
        "발언 요지",
        "기록과장: 조정이 필요하다고 말함",
        "인사과장: 이견 없음",
        "결정 사항",
        "원안대로 의결함",
    )
    assert minutes.kind is DocumentKind.MINUTES
    assert [p.heading for p in minutes.passages] == ["", "안건: 보존기간 조정", "발언 요지", "결정 사항"]
    assert "인사과장" in minutes.passages[2].text


def test_minutes_drawn_as_a_table() -> None:
    rows = [
        ["회의명", "협의회"],
        ["일시", "2026. 3. 4."],
        ["장소", "회의실"],
        ["안건", "보존기간 조정"],
        ["결정사항", "의결함"],
    ]
    minutes = parsed("협의회 회의 결과", *table(rows))
    assert [p.heading for p in minutes.passages] == ["", "안건", "결정사항"]
    assert minutes.passages[0].text == "회의명 | 협의회\n일시 | 2026. 3. 4.\n장소 | 회의실"


def test_articles_in_the_rows_of_a_table() -> None:
    rows = [
        ["구분", "내용"],
        ["제1장 총칙", ""],
        ["제1조(목적)", "이 내규는 당직을 정한다."],
        ["제2조(당직)", "① 당직은 하루로 한다. ② 당직자는 쉬지 않는다. 1. 주간 2. 야간"],
        ["3", "제3조(보고) 당직 결과를 보고한다. 제4조(기록) 기록을 남긴다."],
    ]
    document = parsed("당직 내규", *table(rows))
    assert [p.locator.clause for p in document.passages if p.locator.clause] == ["제1조", "제2조", "제3조", "제4조"]
    first, second = document.passages[1:3]
    assert (first.heading, first.breadcrumb) == ("목적", "제1장 총칙")
    assert second.text == "제2조(당직) ① 당직은 하루로 한다. ② 당직자는 쉬지 않는다. 1. 주간 2. 야간"
    assert document.passages[-1].text == "제4조(기록) 기록을 남긴다. | 3"


def test_articles_that_a_table_only_lists_stay_in_it() -> None:
    rows = [["근거", "내용"], ["제3조(휴가)", "위반"], ["제7조(보고)", "누락"]]
    document = parsed(
        "제1조(목적) 정한다.", "제2조(벌칙) 표와 같다.", *table(rows), "제3조(휴가) 쉰다.", "제4조(기록) 적는다."
    )
    assert [p.locator.label for p in document.passages] == ["제1조", "제2조", "제3조", "제4조"]
    assert "제7조(보고) | 누락" in document.passages[1].text


def test_a_long_annex_table_keeps_its_first_row_in_sight() -> None:
    rows = [["계급", "금액"], *[[f"계급 {n}", "금" * 60] for n in range(120)]]
    document = parsed("제1조(목적) 정한다.", "제2조(여비) 별표와 같다.", "[별표 1] 여비 지급표", *table(rows))
    pieces = [p for p in document.passages if p.locator.annex_kind]
    assert len(pieces) > 3
    assert {p.heading for p in pieces} == {"여비 지급표"}
    assert [p.breadcrumb for p in pieces] == ["", *["계급 | 금액"] * (len(pieces) - 1)]
    assert all(block.kind == TABLE for block in table(rows))


def test_a_notice_with_its_number_and_a_comparison_of_texts() -> None:
    rows = [["현 행", "개 정 안"], ["제8조(세율) 갑", "제8조(세율) 을"], ["제9조(세액) 갑", "제9조(세액) 을"]]
    notice = parsed(
        *(Block("입 법 예 고", HEADING, 1), "울산광역시 남구 공고 제2021-174호"),
        *(Block("1. 개정이유", HEADING, 3), "법이 고쳐졌다.", "부 칙", "이 조례는 공포한 날부터 시행한다."),
        "신ㆍ구조문대비표",
        *table(rows),
        Block("남구청장", HEADING, 3),
    )
    assert (notice.kind, notice.title) == (DocumentKind.NOTICE, "입법예고")
    assert (notice.number, notice.ministry) == ("제2021-174호", "울산광역시 남구")
    assert [p.heading for p in notice.passages] == ["", "1. 개정이유", "부 칙", "신ㆍ구조문대비표"]
    assert notice.passages[-1].text.startswith("신ㆍ구조문대비표\n현 행 | 개 정 안")


def test_a_signature_drawn_large_is_no_section() -> None:
    document = parsed(Block("1. 개요", HEADING, 3), "개요이다.", Block("○○기관장", HEADING, 3), name="알림.hwpx")
    assert [p.text for p in document.passages] == ["1. 개요\n개요이다.\n○○기관장"]


def test_the_first_cell_may_be_the_title() -> None:
    report = parsed(*table([["주간업무보고서", "부서명: 가"], ["금주 업무", ""]]), "기타")
    assert (report.title, report.kind) == ("주간업무보고서", DocumentKind.REPORT)
