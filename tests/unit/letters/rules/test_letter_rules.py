"""Each rule finds what breaks it, and is silent about what keeps it."""

import pytest

from app.core.findings import Finding, Severity
from app.letters.rules.fixing import fixed
from app.letters.rules.lint import lint

LETTER = """국방부 한빛사령부

수신  다온시장(안전총괄과장)
(경유)
제목  합동 소방 훈련 협조 요청

1. 관련: 안전과-415(2026. 3. 2.)
2. 합동 소방 훈련을 다음과 같이 실시하고자 하니 협조하여 주시기 바랍니다.
  가. 일시: 2026. 4. 13.(월) 14:00~16:30
  나. 장소: 사령부 연병장
  다. 협조 사항
    1) 소방차 2대 지원
    2) 교관 1명 파견
  라. 소요 예산: 금1,860,000원(금일백팔십육만원)

붙임  1. 훈련 계획 1부.
      2. 참가자 명단 1부.  끝.

국방부 한빛사령관

★담당 김○○  과장 전결 2026. 3. 5. 이○○
협조자
시행  안전과-520(2026. 3. 5.)  접수
우 00000 다온시 한빛로 1  /  www.example.go.kr
전화 000-000-0000  팩스 000-000-0001  /  safety@example.go.kr  /  부분공개(5)
"""

TABLE = """수신  내부결재
(경유)
제목  물품 점검 결과

점검 결과는 다음과 같습니다.
| 번호 | 물품 | 수량 |
|---|---|---|
| 1 | 소화기 | 12개 |
"""


def keys(text: str, kind: str = "") -> set[str]:
    return {f"{one.rule} {one.message}" for one in lint(text, kind=kind)}


def only(text: str, kind: str = "") -> Finding:
    (found,) = lint(text, kind=kind)
    return found


def test_a_right_letter_has_no_findings() -> None:
    assert lint(LETTER) == ()


# (what the right letter has, what it has instead, what must be found; empty: nothing)
LONG = "2. 이번 훈련에 참가하는 사람의 소속과 직급과 성명과 연락처를 적은 명단 1부."
CHANGED = [
    # R1 to R5: the head
    ("제목  합동 소방 훈련 협조 요청\n", "", "R5 title_missing"),
    ("제목  합동 소방 훈련 협조 요청", "제목", "R5 title_empty"),
    ("협조 요청\n\n1.", "협조 요청.\n\n1.", "R5 title_point"),
    ("국방부 한빛사령부\n\n수신", "수신", "R2 agency_missing"),
    ("수신  다온시장(안전총괄과장)\n", "", "R3 recipient_missing"),
    ("수신  다온시장(안전총괄과장)", "수신", "R3 recipient_empty"),
    ("수신  다온시장(안전총괄과장)", "수신  다온시장, 가람시장", "R3 recipients_listed"),
    ("수신  다온시장(안전총괄과장)", "수신자  다온시장", "R3 recipient_label"),
    ("수신  다온시장(안전총괄과장)", "수신  ○○업무담당과장", ""),
    ("수신  다온시장(안전총괄과장)", "수신  수신자 참조", "R3 recipients_missing"),
    ("수신  다온시장(안전총괄과장)", "수신  다온시장(안전총괄과장)\n참조  안전총괄과장", "R3 reference_line"),
    ("(경유)\n", "", "R4 via_missing"),
    ("(경유)\n", "경유\n", "R4 via_form"),
    ("(경유)\n", "(경유)  다온도지사\n", ""),
    ("(경유)\n제목  합동 소방 훈련 협조 요청\n", "제목  합동 소방 훈련 협조 요청\n(경유)\n", "R1 head_order"),
    # R6 to R9: the foot
    ("국방부 한빛사령관\n\n★", "★", "R7 sender_missing"),
    ("국방부 한빛사령관\n", "국방부 한빛사령부\n", "R7 sender_head"),
    ("국방부 한빛사령관\n", "한빛조정위원회\n", ""),
    ("국방부 한빛사령관\n", "국방부 한빛사령관 직무대리\n부사령관 박○○\n", ""),
    ("국방부 한빛사령관\n\n", "국방부 한빛사령관 직무대리\n\n\n\n\n", "R7 acting_post"),
    ("국방부 한빛사령관\n", "국방부 한빛사령관 직무대행 박○○\n", "R7 acting_word"),
    ("★담당", "☆담당", "R8 sign_mark"),
    ("★담당", "◎담당", "R8 sign_mark"),
    ("★담당 김○○", "담당★ 김○○", "R8 sign_place"),
    ("과장 전결 2026. 3. 5. 이○○", "과장 전결 이○○", "R8 approval_day"),
    ("과장 전결 2026. 3. 5. 이○○", "팀장 대결 2026. 3. 5. 이○○", ""),
    ("과장 전결 2026. 3. 5. 이○○", "과장 대결 전결 2026. 3. 5. 이○○", "R8 stand_in_order"),
    ("과장 전결 2026. 3. 5. 이○○", "과장 전결 대결 2026. 3. 5. 이○○", ""),
    ("과장 전결 2026. 3. 5. 이○○", "과장 대리결재 2026. 3. 5. 이○○", "R8 approval_word"),
    ("★담당 김○○", "★담당 김○○ 팀장(이견 있음) 박○○", "R8 opinion_form"),
    ("★담당 김○○", "★담당 김○○ 팀장(의견 있음) 박○○", ""),
    ("국방부 한빛사령관\n", "국방부 한빛사령관  관인생략\n", ""),
    ("국방부 한빛사령관\n", "국방부 한빛사령관  직인생략\n", "R9 seal_word"),
    ("국방부 한빛사령관\n", "국방부 한빛사령관\n관인생략\n", "R9 seal_place"),
    ("국방부 한빛사령관\n", "국방부 한빛사령관 (인)\n", "R9 seal_drawn"),
    ("시행  안전과-520(2026. 3. 5.)  접수\n우 00000 다온시 한빛로 1  /  www.example.go.kr\n",
     "우 00000 다온시 한빛로 1  /  www.example.go.kr\n시행  안전과-520(2026. 3. 5.)  접수\n", "R6 foot_order"),
    # R11, R12: items
    ("  나. 장소", "  다. 장소", "R11 order_gap"),
    ("    1) 소방차", "    2) 소방차", "R11 order_start"),
    (
        "    1) 소방차 2대 지원\n    2) 교관 1명 파견",
        "    가) 소방차 2대 지원\n    나) 교관 1명 파견",
        "R11 level_skipped",
    ),
    ("    1) 소방차 2대 지원\n    2)", "    ① 소방차 2대 지원\n    ②", "R11 level_skipped"),
    ("  나. 장소: 사령부 연병장", "    나. 장소: 사령부 연병장", "R12 indent"),
    ("  나. 장소", "  나.장소", "R12 mark_space"),
    ("    2) 교관 1명 파견\n", "", "R12 single_item"),
    ("  나. 장소", "  2-1. 장소", "R11 mark_shape"),
    # R13, R14: days and times
    ("2026. 4. 13.(월)", "2026년 4월 13일(월)", "R13 date_letters"),
    ("2026. 4. 13.(월)", "2026-04-13(월)", "R13 date_hyphen"),
    ("2026. 4. 13.(월)", "2026. 4. 13(월)", "R13 date_point"),
    ("2026. 4. 13.(월)", "2026.4.13.(월)", "R13 date_spacing"),
    ("2026. 4. 13.(월)", "2026. 04. 13.(월)", "R13 date_zero"),
    ("2026. 4. 13.(월)", "2026. 4. 13. (월)", "R13 date_spacing"),
    ("2026. 4. 13.(월)", "2026. 4. 13.(화)", "R13 weekday_wrong"),
    ("2026. 4. 13.(월)", "2026. 4. 31.", "R13 date_impossible"),
    ("2026. 4. 13.(월)", "’26. 4. 13.", "R13 date_year"),
    ("14:00~16:30", "14:00 ~ 16:30", "R14 wave_space"),
    ("14:00~16:30", "오후 2시 30분", "R14 time_letters"),
    ("14:00~16:30", "14시", "R14 time_letters"),
    ("일시: ", "일시 : ", "R14 colon_before"),
    ("장소: 사령부", "장소:사령부", "R14 colon_after"),
    # R15: amounts
    ("(금일백팔십육만원)", "(금일백팔십오만원)", "R15 amount_disagrees"),
    ("(금일백팔십육만원)", "", "R15 amount_form"),
    ("금1,860,000원(금일백팔십육만원)", "1,860,000원", "R15 amount_plain"),
    ("(금일백팔십육만원)", "(금백팔십육만원)", "R15 amount_form"),
    ("금1,860,000원(금일백팔십육만원)", "186,0000원", "R15 amount_commas"),
    # R16, R17: language
    ("교관 1명", "instructor 1명", "R16 foreign_word"),
    ("교관 1명", "敎官 1명", "R16 hanja_word"),
    ("교관 1명", "교관(敎官) 1명", ""),
    ("소방차 2대", "소방차(fire engine) 2대", ""),
    ("2) 교관 1명 파견", "2) 드론 사진 300MB를 USB로 제출", ""),
    ("협조하여 주시기 바랍니다", "금번에도 협조하여 주시기 바랍니다", "R17 term_difficult"),
    ("2) 교관 1명", "2) 장애우 1명", "R17 term_discriminatory"),
    ("2) 교관 1명 파견", "2) 로드맵 작성", "R17 term_foreign"),
    # R19 to R24: 붙임 and 끝
    ("붙임  1.", "붙임: 1.", "R19 attachment_colon"),
    ("붙임  1.", "첨부  1.", "R19 attachment_label"),
    ("붙임  1.", "붙임 1.", "R19 attachment_gap"),
    ("훈련 계획 1부.", "훈련 계획.", "R19 attachment_quantity"),
    ("훈련 계획 1부.", "훈련 계획 1부", "R19 attachment_point"),
    ("1. 훈련 계획 1부.\n      2. 참가자 명단 1부.", "1. 훈련 계획 1부.", "R12 attachment_single"),
    ("1. 훈련 계획 1부.\n      2. 참가자 명단 1부.", "훈련 계획 1부. 명단 1부.", "R19 attachment_unnumbered"),
    ("1. 훈련 계획 1부.\n      2. 참가자 명단 1부.", "훈련 계획 1부.", ""),
    ("1. 훈련 계획 1부.\n      2. 참가자 명단 1부.", "없음", "R5 attachment_none"),
    ("      2. 참가자", "      3. 참가자", "R11 order_gap"),
    ("1부.  끝.", "1부.", "R20 end_missing"),
    ("1부.  끝.", "1부.끝.", "R20 end_space"),
    ("1부.  끝.", "1부. 끝.", ""),
    ("1부.  끝.", "1부.   끝.", "R20 end_space"),
    ("1부.  끝.", "1부.  끝", "R20 end_point"),
    ("1부.  끝.", "1부.  -끝-", "R20 end_form"),
    ("1부.  끝.", "1부.\n  끝.", "R21 end_own_line"),
    ("2. 참가자 명단 1부.  끝.", LONG + "\n  끝.", ""),
    ("2. 참가자 명단 1부.  끝.", LONG + "\n끝.", "R21 end_indent"),
    ("(금일백팔십육만원)\n", "(금일백팔십육만원)  끝.\n", "R20 end_before_attachment R20 end_twice"),
    ("바랍니다.\n  가.", "바랍니다. 붙임과 같이 합니다.\n  가.", ""),
    # R25 to R28
    ("협조 요청\n\n1.", '협조 요청 "Ⅱ급비밀"\n\n1.', ""),
    ("협조 요청\n\n1.", "협조 요청 Ⅱ급비밀\n\n1.", "R25 grade_form"),
    ("1부.  끝.", '1부.  끝.  "암호"', ""),
    ("1부.  끝.", "1부.  끝.\n암호", "R25 cipher_form"),
    ("415(2026. 3. 2.)", "415", "R26 related_day"),
    ("안전과-415(2026. 3. 2.)", "안전과 415호(2026. 3. 2.)", "R26 related_number"),
    ("1. 관련: 안전과-415(2026. 3. 2.)", "1. 관련: 「소방기본법」 제17조", ""),
    ("부분공개(5)", "공개", ""),
    ("부분공개(5)", "비공개(2, 6)", ""),
    ("부분공개(5)", "부분공개", "R27 disclosure_number"),
    ("부분공개(5)", "비공개(9)", "R27 disclosure_number"),
    ("부분공개(5)", "일부공개(5)", "R27 disclosure_form"),
    ("부분공개(5)", "대국민공개", "R27 disclosure_form"),
    ("  /  부분공개(5)", "", "R27 disclosure_missing"),
    ("부분공개(5)", "부분공개(5)  /  보존기간: 10년", ""),
    ("부분공개(5)", "부분공개(5)  /  보존기간: 7년", "R28 retention_value"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "instead", "expected"), CHANGED)
def test_one_change_is_one_finding(right: str, instead: str, expected: str) -> None:
    assert right in LETTER
    text = LETTER.replace(right, instead, 1)
    wanted = {" ".join(pair) for pair in zip(expected.split()[::2], expected.split()[1::2], strict=True)}
    assert keys(text) == wanted


@pytest.mark.parametrize(("right", "instead", "expected"), CHANGED)
def test_fixes_leave_nothing_to_fix(right: str, instead: str, expected: str) -> None:
    text = LETTER.replace(right, instead, 1)
    before = lint(text)
    after = lint(fixed(text))
    assert all(one.fix is None for one in after)
    assert {one.message for one in after} <= {one.message for one in before}


def test_statutes_are_errors_and_the_manual_warns() -> None:
    assert only(LETTER.replace("2026. 4. 13.(월)", "2026-04-13(월)")).severity is Severity.ERROR
    assert only(LETTER.replace("2026. 4. 13.(월)", "2026.4.13.(월)")).severity is Severity.WARNING
    assert only(LETTER.replace("붙임  1.", "붙임: 1.")).article == "편람"
    assert only(LETTER.replace("1부.  끝.", "1부.")).article == "규칙 제4조제5항"


def test_internal_documents() -> None:
    text = LETTER.replace("수신  다온시장(안전총괄과장)", "수신  내부결재")
    assert keys(text) == {"R7 sender_internal"}
    assert lint(text.replace("국방부 한빛사령관\n\n", "")) == ()
    assert "R3 internal_form" in keys(text.replace("내부결재", "내부 결재"))


def test_several_recipients() -> None:
    text = LETTER.replace("수신  다온시장(안전총괄과장)", "수신  수신자 참조")
    listed = text.replace("국방부 한빛사령관\n", "국방부 한빛사령관\n\n수신자  다온시장, 가람시장\n")
    assert lint(listed) == ()
    early = text.replace("국방부 한빛사령관\n", "수신자  다온시장, 가람시장\n\n국방부 한빛사령관\n")
    assert "R3 recipients_place" in keys(early)
    assert "R3 recipients_form" in keys(listed.replace("수신자 참조", "수신처 참조"))


# --- 규칙 제4조제5항제2호: tables ---------------------------------------------------------------
def test_full_table() -> None:
    assert lint(TABLE + "  끝.\n") == ()
    assert keys(TABLE) == {"R22 end_missing_table"}
    assert keys(TABLE + "끝.\n") == {"R22 end_indent"}
    assert keys(TABLE.replace("12개 |", "12개  끝. |")) == {"R22 end_in_table"}
    assert keys(TABLE + "이하 빈칸\n") == {"R23 blank_full"}


def test_table_filled_in_part() -> None:
    half = TABLE + "| 이하 빈칸 |  |  |\n|  |  |  |\n"
    assert lint(half) == ()
    assert keys(half.replace("이하 빈칸", "이하여백")) == {"R23 blank_form"}
    assert keys(half + "  끝.\n") == {"R23 end_half_table"}
    assert keys(TABLE + "|  |  |  |\n|  |  |  |\n") == {"R23 blank_missing"}
    assert keys(TABLE + "|  |  |  |\n|  | 이하 빈칸 |  |\n") == {"R23 blank_place"}


def test_a_management_card_needs_no_end() -> None:
    assert lint(LETTER.replace("1부.  끝.", "1부.") + "\n문서관리카드\n") == ()


# --- pieces, reports, other people's texts ----------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가. 일시: 2026년 3월 3일", {"R13 date_letters"}),
        ("가. 일시: 2026. 3. 3.", set()),
        ("붙임 : 계획서 1부.", {"R19 attachment_colon"}),
        ("붙임  계획서 1부.  끝.", set()),
        ("1. 첫째\n2. 둘째\n4. 넷째", {"R11 order_gap"}),
        ("  가. 하나\n  다. 셋", {"R11 order_gap"}),
        ("문서 번호는 제3조부터 제5조까지의 규정에 따른다.", set()),
        ("국방부훈령 제2026-15호에 따른다.", {"R29 order_number"}),
        ("국방부공고 제15호로 알린다.", {"R29 notice_number"}),
        ("국방부공고 제2026-15호로 알린다.", set()),
        ("3/12", {"R10 page_number"}),
        ("- 3 -", set()),
        ("문서요지:\n키워드: 훈련, 소방", {"R18 summary_empty"}),
        ("문서요지: 소방 훈련을 함께 하자는 요청\n키워드: 훈련, 소방", set()),
    ],
)
def test_pieces(text: str, expected: set[str]) -> None:
    assert keys(text) == expected


REPORT = """안전 점검 결과 보고

□ 개요
  ○ 기간: 2026. 7. 20.~7. 22.
  ○ 점검반: 안전담당관 등 5명
□ 결과
  ○ 지적 14건 가운데 9건은 현장에서 조치
    - 소화기 압력 부족 12개
"""


def test_a_report_needs_neither_recipient_nor_end() -> None:
    assert lint(REPORT) == ()
    assert keys(REPORT.replace("7. 22.", "7월 22일")) == {"R13 date_letters"}


PRESS = """보도자료

담당 부서: 안전과
담당자: 소령 김○○
연락처: 02-000-0000

□ 합동 소방 훈련을 실시한다.
"""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("담당 부서: 안전과\n", "press_unit"),
        ("담당자: 소령 김○○\n", "press_person"),
        ("연락처: 02-000-0000\n", "press_contact"),
    ],
)
def test_press_releases(line: str, message: str) -> None:
    assert lint(PRESS) == ()
    assert keys(PRESS.replace(line, "")) == {f"R30 {message}"}


def test_other_shapes_of_the_same_letter() -> None:
    marked = LETTER.replace("수신  ", "**수신**  ").replace("제목  ", "**제목**  ")
    assert lint(marked) == ()
    colons = LETTER.replace("수신  ", "수 신: ").replace("제목  ", "제 목: ")
    assert lint(colons) == ()
    assert keys(marked.replace("2026. 4. 13.(월)", "**2026-04-13(월)**")) == {"R13 date_hyphen"}


def test_spans_lead_to_the_text_as_it_was_given() -> None:
    text = "**가.** 일시: 2026-03-03까지"
    found = only(text)
    assert text[slice(*found.span)] == "2026-03-03"


def test_a_file_that_lost_its_blanks_is_not_blamed_for_them() -> None:
    flat = "\n".join(line.strip() for line in LETTER.splitlines() if line.strip())
    assert lint(flat, laid_out=False) == ()


def test_foreign_documents_are_exempt() -> None:
    assert lint("Dear Sir or Madam,\nplease find the schedule of the joint exercise attached.\n") == ()
