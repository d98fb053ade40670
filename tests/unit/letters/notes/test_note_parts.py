"""Attachments, addressees, questions, what is undecided, kinds of values, and values that contradict each other."""

from datetime import date

import pytest

from app.core.drafts import Field, FieldKind, Form, Marks, NoteRole
from app.letters.notes import addressees, attachments, kinds, lookups, rendering, roles, undecided
from app.letters.notes.read import read

FORM = Form(
    "external",
    "대외 시행문",
    1,
    Marks.NUMBERED,
    fields=(
        Field("when", "일시", FieldKind.MOMENT),
        Field("place", "장소", FieldKind.PLACE),
        Field("budget", "예산", FieldKind.AMOUNT),
        Field("attendees", "참석자", FieldKind.LINES),
        Field("disclosure", "공개구분", FieldKind.CHOICE, choices=("공개", "부분공개", "비공개")),
    ),
)
TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("명단 1부", [("명단", "1부")]),
        ("명단", [("명단", "1부")]),
        ("견적서 2부, 규격서(안) 1부", [("견적서", "2부"), ("규격서(안)", "1부")]),
        ("1. 계획서 1부 2. 사진 3매.  끝.", [("계획서", "1부"), ("사진", "3매")]),
        ("계획서, 예산서 각 2부", [("계획서", "2부"), ("예산서", "2부")]),
        ("신청서 및 서약서 각 1부", [("신청서", "1부"), ("서약서", "1부")]),
        ("배치도(1층, 2층) 1부", [("배치도(1층, 2층)", "1부")]),
        ("문진표 첨부", [("문진표", "1부")]),
        ("없음", []),
    ],
)
def test_attachments_have_names_and_quantities(text: str, listed: list[tuple[str, str]]) -> None:
    assert [(one.name, one.quantity) for one in attachments.listed(text)] == listed


@pytest.mark.parametrize(
    ("text", "units", "several", "sender"),
    [
        ("총무과 → 시설과, 경비대", ("시설과", "경비대"), True, "총무과"),
        ("각 과에 보냄", ("각 과",), True, ""),
        ("관내 업체 여러 곳", ("관내 업체",), True, ""),
        ("(주)가람에 보냄", ("(주)가람",), False, ""),
        ("기획과와 예산과", ("기획과", "예산과"), True, ""),
        ("시설과에 협조 요청", ("시설과",), False, ""),
    ],
)
def test_addressees(text: str, units: tuple[str, ...], several: bool, sender: str) -> None:
    found = addressees.addressees(text)
    assert (found.units, found.several, found.sender) == (units, several, sender)


def test_firms_are_named_without_their_particles() -> None:
    assert kinds.firms("(주)가람테크가 납품, 주식회사 새봄은 시공, 한누리전기(주)") == (
        "(주)가람테크",
        "주식회사 새봄",
        "한누리전기(주)",
    )


@pytest.mark.parametrize(
    ("text", "subject", "query"),
    [
        ("근거 규정 찾아 넣기", "당직 근무 편성", "당직 근무 편성"),
        ("연장은 몇 번까지 되는지 규정 확인", "임차 계약", "임차 계약 연장은 몇 번까지 되는지"),
        ("물품관리법 35조였던 것 같은데 확인", "노트북 불용", "노트북 불용 물품관리법"),
        ("며칠 안에 신고해야 하는지 찾아서 안내", "분실 신고", "분실 신고 며칠 이내에 신고하여야 하는지"),
    ],
)
def test_a_question_is_clean_and_names_its_matter(text: str, subject: str, query: str) -> None:
    assert lookups.query(text, subject=subject) == query


@pytest.mark.parametrize(
    "text", ["민원법 25조였던 듯(확인할 것)", "근거가 27조였나? 확인", "제12조인가 싶음", "30조로 알고 있음"]
)
def test_a_guessed_article_reaches_nothing(text: str) -> None:
    notes = read(f"창고 임차 계약\n{text}", FORM, TODAY).notes
    assert notes[1].role is NoteRole.LOOKUP
    assert not [note for note in notes if "조" in f"{note.text}{note.value}{note.query}"]


def test_a_stated_article_is_a_fact() -> None:
    assert roles.role("청사관리규정 제12조에 따라 사용료 면제") is NoteRole.FACT


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("심의회 날짜는 미정", ("심의회 날짜",)),
        ("강사 아직 안 정함", ("강사",)),
        ("시간과 장소는 추후 통보", ("시간", "장소")),
        ("수리비가 얼마인지는 모름", ("수리비",)),
        ("이사업체 선정은 나중에", ("이사업체 선정",)),
    ],
)
def test_what_is_undecided_has_a_name(text: str, names: tuple[str, ...]) -> None:
    assert roles.role(text) is NoteRole.UNDECIDED
    assert undecided.names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "촬영하지 말 것",
        "내부 검토 결과 적합",
        "적지 않은 인원 참여",
        "주말 빼고 운영",
        "제3자가 비공개 요청",
        "대외비 문서 재분류",
        "본심사 4월 예정",
        "인원이 적지 않음",
        "주말은 제외하고 운영",
        "벽에서 물이 새면 바로 신고",
        "업체가 공개하지 말아 달라고 함",
    ],
)
def test_what_only_looks_withheld_is_not(text: str) -> None:
    assert roles.role(text) is not NoteRole.WITHHELD


@pytest.mark.parametrize(
    "text",
    [
        "업체 이름은 쓰지 말 것",
        "이건 빼고",
        "내부 참고용임",
        "밖에는 알리지 말기",
        "책임 소재는 단정하지 말 것",
        "외부에 공개 금지",
        "민원인 신원은 드러내지 않도록",
        "담당자 실수라는 건 언급하지 말자",
        "민원인이 알면 안 됨",
        "예산 사정은 적으면 안 됨",
        "업체 이름은 제외하고 작성",
        "회의 분위기는 쓰지 않음",
    ],
)
def test_what_is_withheld(text: str) -> None:
    assert roles.role(text) is NoteRole.WITHHELD


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("2026. 3. 20. 오후 2시 30분", FieldKind.MOMENT, "일시"),
        ("2026.4.13.~4.15.", FieldKind.PERIOD, "기간"),
        ("제출 2026.4.10.까지", FieldKind.DATE, "제출기한"),
        ("2026.3.9. 접수", FieldKind.DATE, "접수일"),
        ("본관 1층 당직실", FieldKind.PLACE, "장소"),
        ("추정가격 1,850만원", FieldKind.AMOUNT, "추정가격"),
        ("031-555-0142", FieldKind.CONTACT, "연락처"),
        ("총무과-1234(2026. 3. 2.)", FieldKind.NUMBER, "관련"),
        ("기획과장, 재정과장", FieldKind.PERSON, ""),
        ("주무관 박○○", FieldKind.PERSON, ""),
    ],
)
def test_a_piece_that_is_one_value(text: str, kind: FieldKind, label: str) -> None:
    typed = kinds.typed(text, 2026)
    assert typed is not None
    assert (typed.kind, typed.label) == (kind, label)


@pytest.mark.parametrize("text", ["감찰실", "창고 정리", "서류 3건 접수", "과장 지시사항", "4월 중 점검하고 결과 보고"])
def test_a_piece_that_is_more_or_less_than_a_value(text: str) -> None:
    assert kinds.typed(text, 2026) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("when", "별관"), ("budget", "3명"), ("disclosure", "대충"), ("place", "3,000원")],
)
def test_a_value_of_another_kind_fills_no_field(field: str, value: str) -> None:
    named = FORM.field(field)
    assert named is not None
    assert [slot for slot in read(f"{named.label}: {value}", FORM, TODAY).slots if slot.key == field] == []


@pytest.mark.parametrize(
    ("text", "label", "values"),
    [
        ("일시: 2026.3.5.\n장소: 1층\n일시: 2026.3.6.", "일시", ("2026. 3. 5.", "2026. 3. 6.")),
        ("장소: 대강당\n장소: 소회의실", "장소", ("대강당", "소회의실")),
        ("예산: 300만원\n예산 500만원", "예산", ("금3,000,000원(금삼백만원)", "금5,000,000원(금오백만원)")),
    ],
)
def test_two_values_for_one_thing_are_both_named_and_neither_is_put_in(
    text: str, label: str, values: tuple[str, ...]
) -> None:
    notes = read(text, FORM, TODAY)
    (one,) = notes.conflicts
    assert (one.label, one.values) == (label, values)
    assert len(one.lines) == 2
    for value in values:
        assert not [note for note in notes.notes if value in note.text]
        assert not [slot for slot in notes.slots if value in slot.value]


@pytest.mark.parametrize(
    "text",
    [
        "일시: 2026.3.5.\n시간: 14:00",  # a day and its hour
        "일시: 2026.3.5. 14:00\n일시: 2026.3.5.",  # the same, once less exactly
        "참석자: 총무과장\n참석자: 재정과장",  # there may be several
        "접수 2026.3.3.\n제출 2026.3.9.까지",
    ],
)
def test_what_agrees_is_no_conflict(text: str) -> None:
    assert read(text, FORM, TODAY).conflicts == ()


def test_an_hour_on_a_line_of_its_own_completes_the_day() -> None:
    slots = {slot.key: slot.value for slot in read("일시: 2026.3.5.(목)\n시간: 오후 2시", FORM, TODAY).slots}
    assert slots["when"] == "2026. 3. 5.(목) 14:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "고지서 받은 날이 2026.4.6.인데 이의는 며칠 안에 내야 되는지 찾고 마감일도",
            [("labelled", "고지서 받은 날: 2026. 4. 6."), ("lookup", "이의는 며칠 이내에 내야 되는지")],
        ),
        ("2026.4.3.에 귀국했는데 보고서는 언제까지인지 훈령에서", [("fact", "2026. 4. 3.에 귀국함"), ("lookup", None)]),
        ("심의록은 나중에 붙임", [("undecided", "[확인 필요: 심의록]")]),
        ("통보서 언제 받았는지는 안 적혀 있음", [("undecided", "[확인 필요: 통보서 받은 날]")]),
        ("안전교육은 날짜 미정", [("undecided", "[확인 필요: 안전교육 날짜]")]),
        ("정지 몇 개월인지는 미정", [("undecided", "[확인 필요: 정지 기간]")]),
        ("매각해도 되는지 훈령 확인(31조였나)", [("lookup", None)]),
    ],
)
def test_a_day_and_a_question_are_two_things(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = read(text, FORM, TODAY, 2026).notes
    assert [note.role.value for note in found] == [role for role, _ in expected]
    assert all(said is None or note.text == said for note, (_, said) in zip(found, expected, strict=True))


def test_a_day_at_the_end_of_a_polite_item_keeps_its_point() -> None:
    assert rendering.polite("결정 통지를 받은 날 2026. 4. 6.") == "결정 통지를 받은 날 2026. 4. 6."
    assert rendering.polite("창고를 점검하였습니다") == "창고를 점검하였습니다."


def test_what_is_to_be_found_is_looked_up() -> None:
    assert roles.role("강의료 한도도 찾기") is NoteRole.LOOKUP


@pytest.mark.parametrize("colon", ["", ":"])
def test_everything_of_a_list_is_attached_whether_a_colon_stands_there_or_not(colon: str) -> None:
    made = read(f"점검 안내\n붙임{colon} 점검 계획 1부, 참석 명단 서식 2부", FORM, TODAY, 2026, {})
    things = [(one.name, one.quantity) for one in attachments.attachments(made.notes)]
    assert things == [("점검 계획", "1부"), ("참석 명단 서식", "2부")]
