"""What marks a draft is found where it marks; what is only spoken of is not."""

from itertools import pairwise

import pytest

from app.core.messages import LANGUAGES, Messages
from app.letters.markings import Marking, MarkingKind, grade_key, markings


def found(text: str, *official: str) -> list[tuple[str, str]]:
    return [(one.kind.value, one.word) for one in markings(text, official)]


MARKED = [
    ("대외비\n\n제목  훈련 계획", "grade", "대외비"),
    ("제목  훈련 계획 “대외비”\n\n1. 본문", "grade", "대외비"),
    ("제목  훈련 계획(Ⅱ급비밀)\n", "grade", "Ⅱ급비밀"),
    ('1. 본문입니다.  끝.  "3급비밀"', "grade", "3급비밀"),
    ("| 이하 빈칸 |\n본문 끝. (비밀)", "grade", "비밀"),
    ("- 군사 Ⅲ급 비밀 -\n본문", "grade", "군사 Ⅲ급 비밀"),
    ("보안등급: II급비밀", "grade", "II급비밀"),
    ("[암호자재]\n목록", "grade", "암호자재"),
    ("대 외 비", "grade", "대 외 비"),
    ("주민등록번호 900101-1234567", "resident", "900101-1234567"),
    ("연락처 010-1234-5678", "mobile", "010-1234-5678"),
    ("군번 12-345678", "service", "12-345678"),
    ("농협 계좌 301-0117-5542-81", "account", "301-0117-5542-81"),
    ("메일 hong@naver.com", "email", "hong@naver.com"),
    ("자택 02-123-4567", "phone", "02-123-4567"),
    ("주소: 서울특별시 용산구 이태원로 22", "address", "서울특별시 용산구 이태원로 22"),
    ("주소 충남 계룡시 신도안면 계룡대로 663, 101동", "address", "충남 계룡시 신도안면 계룡대로 663"),
    ("생년월일: 1985. 3. 2.", "birth", "1985. 3. 2."),
    ("생년월일 850302", "birth", "850302"),
    ("12가3456 차량", "vehicle", "12가3456"),
    ("차량번호 123호 4567", "vehicle", "123호 4567"),
]


@pytest.mark.parametrize(("text", "kind", "word"), MARKED)
def test_marked(text: str, kind: str, word: str) -> None:
    assert (kind, word) in found(text)


UNMARKED = [
    "비밀엄수 의무를 다하여야 한다.",
    "비밀번호를 바꾸기 바랍니다.",
    "「국가기밀 보호에 관한 법률」 제3조",
    "Ⅱ급비밀 취급 인가를 받은 사람",
    "대외비 문서를 파기하였습니다.",
    "“대외비”로 분류된 문서를 정리",
    "군사기밀 유출을 막기 위하여",
    "비밀 관리 기록부",
    "암호를 설정하여 보냅니다.",
    "제30호 2024. 5. 3.",
    "문의: 총무과 02-748-1234",
    "담당자 minwon@korea.kr",
    "주소록을 정리",
    "출생 신고 37건",
    "예산 30부 1000원",
    "1. 관련: 기획과-1234(2026. 3. 3.)",
]


@pytest.mark.parametrize("text", UNMARKED)
def test_unmarked(text: str) -> None:
    assert found(text) == []


def test_the_units_own_contacts_are_no_marking() -> None:
    text = "전화: 자택 041-730-2214, 주소: 가람군 중앙로 15, 010-2345-6789"
    own = ("041-730-2214", "가람군 중앙로 15")
    assert found("041-730-2214\n주소: 가람군 중앙로 15", *own) == []
    assert found(text, *own) == [("mobile", "010-2345-6789")]


def test_markings_are_in_order_and_apart() -> None:
    found = markings("대외비\n010-1234-5678, 생년월일 1985. 3. 2., 900101-1234567\n비밀")
    assert [one.kind.value for one in found] == ["grade", "mobile", "birth", "resident", "grade"]
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found))


def test_writings_of_one_grade() -> None:
    assert len({grade_key(word) for word in ("Ⅱ급비밀", "II 급 비밀", "2급비밀")}) == 1
    assert grade_key("Ⅲ급비밀") != grade_key("Ⅱ급비밀")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_words(language: str) -> None:
    messages = Messages.load(language)
    keys = [Marking(kind, (0, 1), "").key for kind in MarkingKind]
    assert all(messages.say(key) not in ("", key) for key in keys)
