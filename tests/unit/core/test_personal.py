"""What identifies a person is found with its place; dates, articles, amounts and document numbers are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.messages import LANGUAGES, Messages
from app.core.personal import UNIQUE, Personal, PersonalKind, find, kinds

FOUND = [
    ("주민번호 900101-1234568 로 조회", "resident", "900101-1234568"),
    ("9001011234568", "resident", "9001011234568"),
    ("900101 1234568", "resident", "900101 1234568"),
    ("900101－1234567", "resident", "900101－1234567"),
    ("(000229-3000000)", "resident", "000229-3000000"),
    ("아기 210101-3999999은", "resident", "210101-3999999"),
    ("2101013999999", "resident", "2101013999999"),
    ("외국인등록번호 850505-5123457", "foreigner", "850505-5123457"),
    ("8505055123456", "foreigner", "8505055123456"),
    ("제 번호는 010-1234-5678입니다", "mobile", "010-1234-5678"),
    ("01012345678로 전화", "mobile", "01012345678"),
    ("010 1234 5678", "mobile", "010 1234 5678"),
    ("010.1234.5678", "mobile", "010.1234.5678"),
    ("+82-10-1234-5678", "mobile", "+82-10-1234-5678"),
    ("011-234-5678", "mobile", "011-234-5678"),
    ("02-123-4567로", "phone", "02-123-4567"),
    ("(031)123-4567", "phone", "(031)123-4567"),
    ("042-1234-5678", "phone", "042-1234-5678"),
    ("070-1234-5678", "phone", "070-1234-5678"),
    ("hong.gil-dong@korea.kr에게", "email", "hong.gil-dong@korea.kr"),
    ("여권 M12345678", "passport", "M12345678"),
    ("M123A4567", "passport", "M123A4567"),
    ("여권번호 M20231122", "passport", "M20231122"),
    ("면허 11-22-123456-78", "licence", "11-22-123456-78"),
    ("군번 12-10234", "service", "12-10234"),
    ("군번: 1976012345", "service", "1976012345"),
    ("19-76012345 병장", "service", "19-76012345"),
    ("카드 4111-1111-1111-1111", "card", "4111-1111-1111-1111"),
    ("4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
    ("5500005555555559", "card", "5500005555555559"),
    ("국민은행 123456-01-123456", "account", "123456-01-123456"),
    ("계좌번호는 110-123-456789", "account", "110-123-456789"),
    ("통장 12345678901234", "account", "12345678901234"),
    ("번호는 ９００１０１－１２３４５６８ 입니다", "resident", "９００１０１－１２３４５６８"),
    ("9 0 0 1 0 1 - 1 2 3 4 5 6 8", "resident", "9 0 0 1 0 1 - 1 2 3 4 5 6 8"),
    ("9001\u200b01-1234568", "resident", "9001\u200b01-1234568"),
    ("900101 - 1234568", "resident", "900101 - 1234568"),
    ("주민번호 앞자리는 900101이고", "resident", "900101"),
    ("뒷자리는 1234567입니다", "resident", "1234567"),
    ("공일공 일이삼사 오육칠팔", "mobile", "공일공 일이삼사 오육칠팔"),
    ("０１０　１２３４　５６７８", "mobile", "０１０　１２３４　５６７８"),
    ("010 - 1234 - 5678", "mobile", "010 - 1234 - 5678"),
    ("0 1 0 1 2 3 4 5 6 7 8", "mobile", "0 1 0 1 2 3 4 5 6 7 8"),
    ("군번은 １２ － １０２３４", "service", "１２ － １０２３４"),
    ("계좌 110 123 456789", "account", "110 123 456789"),
    ("hong @ korea.kr", "email", "hong @ korea.kr"),
    ("ｈｏｎｇ＠ｋｏｒｅａ．ｋｒ", "email", "ｈｏｎｇ＠ｋｏｒｅａ．ｋｒ"),
]
NOT_FOUND = [
    "2026-11-22",
    "2026. 11. 22.부터 2026. 12. 31.까지",
    "20261122",
    "제24조의2제1항제3호",
    "군인사법 제57조",
    "대통령령 제34567호, 2026. 3. 16.",
    "정책과-123(2026. 3. 2.)",
    "운영과-20261122",
    "문서번호 2026-0001234",
    "금 12,345,678원",
    "1234567890123원",
    "예산 9,001,011,234,568원",
    "10:00-18:00",
    "900101",
    "901301-1234567",
    "900230-1234567",
    "9001011234567",
    "900101 1234567",
    "900101-1******",
    "12-10234",
    "제26-12345호",
    "D20261122",
    "붙임 M20260101",
    "4111-1111-1111-1112",
    "0000-0000-0000-0000",
    "1111222233334444",
    "110-123-456789",
    "1588-1234",
    "119",
    "02-123",
    "별표 1 및 별지 제3호서식",
    "1.5-2.0",
    "ISBN 978-89-1234-567-8",
    "A4 10-20-30",
    "@korea.kr",
    "홍길동 병장",
    "주민등록번호 뒷자리 7자리는 가린다",
    "앞자리가 999999인 사업",
    "이 사 이 삼 오 일",
    "표 1 2 3 4 5 6 7 8 9 0 1 2",
    "제１항부터 제１２항까지",
    "3-12-45-678",
    "2026년 예산 2,026,112,200천원",
    "https://law.go.kr/1234567",
    "",
]


@pytest.mark.parametrize(("text", "kind", "part"), FOUND)
def test_found_where_it_stands(text: str, kind: str, part: str) -> None:
    (found,) = find(text)
    assert (found.kind.value, text[slice(*found.span)]) == (kind, part)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_no_false_alarm(text: str) -> None:
    assert find(text) == ()


def test_several_in_the_order_of_their_places() -> None:
    text = "010-1234-5678, a@b.kr, 900101-1234568"
    assert [found.kind for found in find(text)] == [PersonalKind.MOBILE, PersonalKind.EMAIL, PersonalKind.RESIDENT]
    assert kinds(text + " 011-234-5678") == (PersonalKind.RESIDENT, PersonalKind.MOBILE, PersonalKind.EMAIL)


def test_which_must_not_be_held_without_a_law() -> None:
    assert {kind.value for kind in UNIQUE} == {"resident", "foreigner", "passport", "licence"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_name(language: str) -> None:
    messages = Messages.load(language)
    names = [messages.say(f"personal_{kind.value}") for kind in PersonalKind]
    assert len(set(names)) == len(names)


@given(st.text(alphabet="0123456789-. M@a계좌여권군번가", max_size=60))
def test_places_are_in_the_text_and_apart(text: str) -> None:
    last = 0
    for found in find(text):
        assert isinstance(found, Personal)
        start, end = found.span
        assert last <= start < end <= len(text)
        last = end
