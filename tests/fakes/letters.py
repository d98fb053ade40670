"""Sixty letters and reports that no one wrote: long ones, tables, several 붙임, 수신자 참조, items at every level, and
each way in which a letter ends (규칙 제4조제5항). Always the same ones."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core.drafts import Attachment, Item, Letter, Table

COUNT = 60
_FORMS = (
    "external",
    "internal",
    "cooperation",
    "report",
    "minutes",
    "reply",
    "plan",
    "memo",
    "handover",
    "press",
)
_TITLES = {
    "external": "2026년도 기록물 정리 기간 운영 안내",
    "internal": "노후 통신 장비 교체 추진",
    "cooperation": "부서별 교육 대상자 명단 제출 협조",
    "report": "상반기 민원 처리 현황 보고",
    "minutes": "제3차 안전 점검 조정회의 결과",
    "reply": "체육 시설 개방 관련 민원에 대한 회신",
    "plan": "전산실 정전 대비 훈련 계획(안)",
    "memo": "구내식당 급식 인원 변동 보고",
    "handover": "기록물 관리 업무 인계인수서",
    "press": "지역 주민 초청 안보 견학 행사 개최",
}
_SENTENCES = (
    "관련: 「공공기록물 관리에 관한 법률 시행령」 제18조제2항 및 ○○과-1234(2026. 3. 3.)",
    "위와 관련하여 다음과 같이 알려 드리오니 업무에 참고하시기 바랍니다.",
    "일시: 2026. 4. 13.(월) 10:00~11:20",
    "장소: 본관 2층 소회의실(내선 0000)",
    "소요 예산: 금18,500,000원(금일천팔백오십만원)",
    "대상: 각 부서 기록물관리책임자 및 처리과 담당자 23명",
    "기간: 2026. 4. 13.~4. 15.(3일간)",
    "‘가나다’ 체계와 “라마바” 장비 사이의 전송 시험 결과를 100분의 95 이상으로 유지",
    "제출 방법: 붙임 서식을 작성하여 전자문서로 제출(서면 제출은 받지 않음)",
    "온도 -5 ℃ 이하, 습도 60 % 이상이면 점검 주기를 3 → 1개월로 단축",
    "문의: [확인 필요: 연락처]",
    "추진 배경과 경과, 앞으로의 계획은 붙임과 같으며, 세부 일정은 사정에 따라 달라질 수 있음을 알려 드립니다.",
)
_NAMES = (
    "점검표 서식",
    "2026년도 세부 추진 계획(안)",
    "참석 대상자 명단(부서별)",
    "관련 규정 발췌본",
    "신청서·동의서",
    "예산 내역서",
    "시설 배치도",
    "자주 묻는 질문과 답",
    "교육 일정표",
    "결과 보고 서식",
    "자체 점검 항목 안내",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A letter, what is special in it, and the cells of the line it is laid out with."""

    name: str
    letter: Letter
    columns: int = 80


def cases() -> tuple[Case, ...]:
    """The sixty, with names that tell them apart."""
    made = tuple(_cases())
    assert len(made) == COUNT
    return made


def _cases() -> Iterator[Case]:
    """For each form six letters, the features turned so that each form meets most of them."""
    for at, form in enumerate(_FORMS):
        plain = Letter(form, _fields(form, at), _items(at, 3))
        yield Case(f"{form}-plain", plain)
        yield Case(f"{form}-nested", replace(plain, items=_nested(at), attachments=_attachments(at, 1)))
        yield Case(f"{form}-long", replace(plain, items=_items(at, 40, 4), attachments=_attachments(at, 3)))
        yield Case(f"{form}-table-full", replace(plain, items=(*_items(at, 2), _tabled(at, 0))))
        yield Case(f"{form}-table-{'part' if at % 2 else 'mid'}", _mixed(plain, at))
        yield _special(plain, at)


def _special(plain: Letter, at: int) -> Case:
    """What only some have: a full last line, one item alone, many attachments, a list of recipients, nothing known."""
    form = plain.form
    many = _attachments(at, 11)
    fields = {
        **plain.fields,
        "recipient": "수신자 참조",
        "recipients": "\n".join(f"제{one}부서장" for one in range(1, 15)),
    }
    return (
        Case(f"{form}-recipients", replace(plain, fields=fields, attachments=many)),
        Case(f"{form}-full-line", replace(plain, items=(Item("가" * 39),))),
        Case(f"{form}-full-attachment", replace(plain, attachments=(Attachment("나" * 33, "1부"),))),
        Case(f"{form}-alone", replace(plain, items=(Item(_SENTENCES[at], (Item(_SENTENCES[0]),)),))),
        Case(f"{form}-many", replace(plain, items=_items(at, 16, 16), attachments=many)),
        Case(f"{form}-unknown", Letter(form, {}, ())),
        Case(f"{form}-narrow", replace(plain, attachments=_attachments(at, 2)), 40),
        Case(f"{form}-signs", replace(plain, items=_signs())),
        Case(f"{form}-deep", replace(plain, items=_nested(at, 8, 2))),
        Case(f"{form}-wide-table", replace(plain, items=(Item("현황", table=_wide()),), attachments=many[:2])),
    )[at]


def _fields(form: str, at: int) -> dict[str, str]:
    """Everything a form may know; the form leaves out what is not its own."""
    fields = {
        "agency": "국방부 ○○사령부",
        "recipient": ("○○시장(안전총괄과장)", "○○부대장", "○○○ 귀하")[at % 3],
        "via": "○○참모부장" if at % 2 else "",
        "title": _TITLES[form],
        "sender": "국방부 ○○사령관",
        "drafter": "주무관 ○○○",
        "reviewer": "담당관 ○○○",
        "approver": "과장 전결 2026. 4. 2. ○○○",
        "cooperator": "재정과장 ○○○" if at % 2 == 0 else "",
        "number": f"○○과-{100 + at}",
        "enforced_on": "2026. 4. 2.",
        "received_number": f"△△과-{200 + at}" if at % 3 == 0 else "",
        "received_on": "2026. 4. 3." if at % 3 == 0 else "",
        "postcode": "00000",
        "address": "○○시 ○○구 ○○로 1, 2층(○○동)",
        "homepage": "www.example.kr",
        "phone": "02-000-0000",
        "fax": "02-000-0001",
        "email": "unit@example.kr",
        "disclosure": ("공개", "부분공개(5)", "비공개(6)")[at % 3],
        "retention": "5년",
        "summary": f"{_TITLES[form]}에 관한 문서",
        "keywords": "기록물, 안내, 점검",
        "day": "2026. 4. 2.",
        "department": "○○과",
        "author": "주무관 ○○○",
        "release": "2026. 4. 2. 09:00",
        "giver": "육군 대위 ○○○",
        "receiver": "육군 대위 ○○○",
        "witness": "육군 소령 ○○○",
    }
    return {key: value for key, value in fields.items() if value}


def _items(start: int, count: int, under: int = 2) -> tuple[Item, ...]:
    """So many items, each second one with some below it."""
    return tuple(
        Item(
            _sentence(start + at), tuple(Item(_sentence(start + at + low + 1)) for low in range(under if at % 2 else 0))
        )
        for at in range(count)
    )


def _nested(start: int, depth: int = 8, width: int = 3) -> tuple[Item, ...]:
    """Items within items; on each level the second one goes on."""
    if not depth:
        return ()
    return tuple(
        Item(_sentence(start + at + depth), _nested(start + 1, depth - 1, width) if at == 1 else ())
        for at in range(width)
    )


def _sentence(at: int) -> str:
    return _SENTENCES[at % len(_SENTENCES)]


def _attachments(start: int, count: int) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(_NAMES[(start + at) % len(_NAMES)], ("1부", "각 1부", "12부", "2매")[at % 4]) for at in range(count)
    )


def _mixed(plain: Letter, at: int) -> Letter:
    """A table that is filled partly at the end, or one in the middle of the text with attachments behind."""
    if at % 2:
        return replace(plain, items=(*_items(at, 2), _tabled(at, 1 + at % 3)))
    tabled = Item("부서별 현황", (Item("표 아래의 항목"), Item("그다음 항목")), _table(3, 4, 0))
    return replace(plain, items=(*_items(at, 2), tabled, *_items(at, 1)), attachments=_attachments(at, 2))


def _tabled(at: int, empty: int) -> Item:
    return Item("부서별 점검 결과는 다음과 같습니다.", table=_table(3 + at % 3, 4, empty))


def _table(columns: int, rows: int, empty: int) -> Table:
    """A head and rows; the last `empty` cells hold nothing."""
    cells = [
        f"{row}행 {column}열 {1000 * row + column:,}" for row in range(1, rows + 1) for column in range(1, columns + 1)
    ]
    cells[len(cells) - empty :] = [""] * empty
    body = tuple(tuple(cells[start : start + columns]) for start in range(0, len(cells), columns))
    return Table((tuple(f"구분 {column}" for column in range(1, columns + 1)), *body))


def _wide() -> Table:
    """Eight columns, an empty cell in the middle, cells of several sentences and of signs that a format may mind."""
    head = tuple(f"항목{column}" for column in range(1, 9))
    row = (
        "1",
        "",
        "가 | 나",
        "A & B < C",
        "금113,560원(금일십일만삼천오백육십원)",
        "2026. 4. 2.",
        _SENTENCES[11],
        "비고",
    )
    return Table((head, row, tuple(reversed(row))))


def _signs() -> tuple[Item, ...]:
    """Signs that an XML file, a table or a mark might stumble over."""
    return (
        Item("<부서> & “따옴표” ‘홑따옴표’ 「낫표」 『겹낫표』 ㆍ가운뎃점·마침표… \\ / | ~ ∼ — –"),
        Item("㎡ ℃ ½ × ÷ ± → ※ ★ ⊙ ○ △ ☎ ① ㉮ Ⅳ", (Item("漢字(한자) ABC(에이비시) 123"), Item("(주)○○, (사)○○협회"))),
        Item("가나\u00a0다라\t마바  사아"),
    )
