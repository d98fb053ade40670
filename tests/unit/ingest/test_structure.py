"""Blocks to passages: articles, 부칙, 별표, documents without articles."""

from app.core.locator import Locator
from app.core.types import DocumentKind
from app.ingest.blocks import HEADING, TABLE, Block, Extract, paragraphs, table
from app.ingest.parse import Parsed, parse


def parsed(*lines: str | Block, name: str = "규정.txt", **fields: str) -> Parsed:
    made = tuple(line if isinstance(line, Block) else Block(line) for line in lines)
    return parse(Extract("txt", made, fields), name)


def labels(document: Parsed) -> list[str]:
    return [passage.locator.label for passage in document.passages]


def test_plain_articles_with_chapters() -> None:
    document = parsed(
        "복무 규정",
        "제1장 총칙",
        "제1조(목적) 이 규정은 복무를 정한다.",
        "제2장 복무",
        "제1절 휴가",
        "제2조(휴가) ① 휴가는 다음과 같다.",
        "1. 연가",
        "제2조의2(연가의 제한) 제2조에 따른 연가는 제한할 수 있다.",
    )
    assert document.title == "복무 규정"
    assert labels(document) == ["제1조", "제2조", "제2조의2"]
    second = document.passages[1]
    assert second.text == "제2조(휴가) ① 휴가는 다음과 같다.\n1. 연가"
    assert second.breadcrumb == "제2장 복무 › 제1절 휴가"
    assert second.heading == "휴가"
    assert second.locator == Locator(chapter=(2, 0), section=(1, 0), article=(2, 0))


def test_markdown_headings_and_a_deleted_article() -> None:
    document = parsed(
        Block("휴가법", HEADING, 1),
        Block("제1조 (목적)", HEADING, 5),
        Block("제9조(휴가) 이 인용문은 조가 아니다."),
        Block("제2조", HEADING, 5),
        Block("삭제 <2020.1.1>"),
    )
    assert labels(document) == ["제1조", "제2조"]
    assert document.passages[1].text == "제2조\n삭제 <2020.1.1>"


def test_a_wrapped_citation_does_not_break_the_rise() -> None:
    document = parsed(
        "제1조(목적) 이 규정은",
        "제38조(휴가) 이 줄은 줄바꿈된 인용이다",
        "제2조(정의) 뜻은 다음과 같다.",
        "제3조(범위) 모두에게 적용한다.",
    )
    assert labels(document) == ["제1조", "제2조", "제3조"]
    assert "제38조(휴가)" in document.passages[0].text


def test_a_title_may_go_on_in_the_next_line() -> None:
    document = parsed(
        "제1조(목적) 이 규정은 정한다.", "제2조(휴가와 외출의 허가권자에 관", "한 사항) ① 허가권자는 다음과 같다."
    )
    assert [(p.locator.label, p.heading) for p in document.passages] == [
        ("제1조", "목적"),
        ("제2조", "휴가와 외출의 허가권자에 관한 사항"),
    ]


def test_supplements_are_kept_apart_and_counted() -> None:
    document = parsed(
        "제1조(목적) 이 규정은 복무를 정한다.",
        "제2조(적용) 모두에게 적용한다.",
        "부칙",
        "부칙 <제1호,2020.1.1>",
        "제1조(시행일) 이 규정은 공포한 날부터 시행한다.",
        "제2조(다른 규정의 개정) 여비 규정을 다음과 같이 개정한다.",
        "제7조(여비) 인용된 조문이다.",
        "부칙 <제2호,2021.1.1>",
        "이 규정은 공포한 날부터 시행한다.",
    )
    assert labels(document) == ["제1조", "제2조", "부칙", "부칙", "부칙"]
    places = [str(passage.locator) for passage in document.passages[2:]]
    assert places == ["부칙 제1조", "부칙 제2조", "부칙(2)"]
    assert "제7조(여비)" in document.passages[3].text
    assert document.passages[4].text == "부칙 <제2호,2021.1.1>\n이 규정은 공포한 날부터 시행한다."


def test_annexes_are_passages_and_the_body_may_go_on() -> None:
    document = parsed(
        "제1조(목적) 이 규정은 여비를 정한다.",
        "제2조(여비) 여비는 별표 1에 따른다.",
        "[별표 1] 여비 지급표",
        Block("구분 | 금액\n일비 | 20,000원", TABLE),
        "[별지 제2호서식] 신청서",
        "제1조(계약) 서식 안의 조문이다.",
    )
    assert labels(document) == ["제1조", "제2조", "별표 1", "별지 제2호서식"]
    assert document.passages[2].heading == "여비 지급표"
    reference = parsed("제1조(가) 가이다.", "제2조(나) 나이다.", "[별표 1]", "제3조(다) 다이다.")
    assert labels(reference) == ["제1조", "제2조", "별표 1", "제3조"]


def test_a_childless_chapter_is_a_passage() -> None:
    document = parsed(
        "제1조(가) 가이다.", "제2장 삭제 <2016.5.29>", "제3장 보칙", "제9조(나) 나이다.", "제4장 삭제 <2017>"
    )
    assert labels(document) == ["제1조", "제2장", "제9조", "제4장"]


def test_two_passages_never_share_a_locator() -> None:
    first, second = Block("제5조(휴가)", HEADING, 5), Block("제5조(휴가)", HEADING, 5)
    document = parsed(first, "지금의 글", second, "[시행일: 2027.1.1] 다음의 글")
    places = [passage.locator for passage in document.passages]
    assert len(set(places)) == 2
    assert labels(document) == ["제5조", "제5조"]


def test_without_articles_headings_make_the_passages() -> None:
    document = parsed(
        Block("안전 점검 결과 보고", HEADING, 1),
        Block("Ⅰ. 개요", HEADING, 2),
        "목적은 사고 예방이다.",
        Block("1. 세부", HEADING, 3),
        "세부 내용",
        name="보고.docx",
    )
    assert document.kind is DocumentKind.REPORT
    assert labels(document) == ["§1", "§2"]
    assert document.passages[1].heading == "1. 세부"
    assert document.passages[1].breadcrumb == "Ⅰ. 개요"


def test_without_headings_pages_make_the_passages() -> None:
    blocks = [Block(f"{page}쪽의 글이다.", page=page) for page in (1, 2, 3)]
    long = [Block("가" * 900 + f"{n}", page=4) for n in range(6)]
    document = parse(Extract("pdf", (*blocks, *long)), "스캔.pdf")
    assert labels(document)[:3] == ["p.1", "p.2", "p.3"]
    assert [p.locator.offset for p in document.passages] == [0, 0, 0, 1, 2, 3, 4, 5, 6]
    assert {p.page for p in document.passages[3:]} == {4}


def test_without_either_paragraphs_are_gathered() -> None:
    document = parsed(*[f"{n}번째 문단이다. " + "글" * 180 for n in range(20)], name="메모.txt")
    lengths = [len(passage.text) for passage in document.passages]
    assert labels(document) == [f"§{n}" for n in range(1, len(lengths) + 1)]
    assert len(lengths) > 1
    assert all(400 <= length <= 1600 for length in lengths)


def test_an_article_is_never_cut() -> None:
    document = parsed("제1조(목적) 가", *["나" * 500] * 40, "제2조(정의) 다")
    assert labels(document) == ["제1조", "제2조"]
    assert len(document.passages[0].text) > 20_000


def test_identity_from_front_matter() -> None:
    document = parsed(
        "제1조(목적) 이 훈령은 정한다.",
        title="기록 훈령",
        kind="훈령",
        number="00408",
        effective="2020. 1. 5.",
        status="N",
        ministry="기록과",
    )
    assert (document.title, document.kind, document.number) == ("기록 훈령", DocumentKind.DIRECTIVE, "제408호")
    assert (document.effective, document.status, document.ministry) == ("2020-01-05", "연혁", "기록과")


def test_identity_from_a_table_of_labels_which_is_no_passage() -> None:
    document = parsed(
        "휴가 지침",
        *table([["문서명", "휴가 지침"], ["종류", "예규"], ["번호", "12"], ["시행일", "2024-03-01"]]),
        "제1조(목적) 이 예규는 정한다.",
    )
    assert (document.title, document.number, document.effective) == ("휴가 지침", "제12호", "2024-03-01")
    assert labels(document) == ["제1조"]


def test_identity_of_a_letter_a_law_and_minutes() -> None:
    letter = parsed("국방과", "수신 수신자 참조", "제목 교육 계획 알림", "1. 관련: 교육과-12", name="a.txt")
    assert (letter.kind, letter.title) == (DocumentKind.LETTER, "교육 계획 알림")
    law = parsed("휴식 규정", "[시행 2026. 1. 1.] [대통령령 제7호, 2025. 1. 1., 제정]", "제1조(목적) 이 영은 정한다.")
    assert (law.kind, law.number, law.effective) == (DocumentKind.LAW, "제7호", "2026-01-01")
    assert parsed("8월 회의 결과", "가. 안건", "나. 결정").kind is DocumentKind.MINUTES


def test_title_falls_back_to_the_file_name() -> None:
    assert parsed("이 문서는 제목이 없이 문장으로 시작한다.", name="휴가 안내.txt").title == "휴가 안내"


def test_a_document_of_one_line_has_one_passage() -> None:
    document = parsed("공지", name="a.txt")
    assert [passage.text for passage in document.passages] == ["공지"]


def test_a_long_table_may_be_cut_between_rows() -> None:
    rows = [["번호", "이름"]] + [[str(n), "가" * 50] for n in range(200)]
    blocks = table(rows)
    assert len(blocks) > 5
    assert "\n".join(block.text for block in blocks).count("\n") == 200


def test_a_single_column_table_is_a_frame() -> None:
    assert table([["첫 줄\n둘째 줄"]]) == paragraphs("첫 줄\n둘째 줄")
