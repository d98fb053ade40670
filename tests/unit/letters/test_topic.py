"""What a title is about, and titles in official words."""

import pytest

from app.letters.building.topic import topic
from app.letters.notes.wording import tidy


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("보존기간 경과 서류 폐기 계획", "보존기간 경과 서류 폐기"),
        ("민원 이송 안내", "민원 이송"),
        ("청문 통지", "청문 통지"),
        ("정기 감사 계획 보고", "정기 감사"),
        ("[확인 필요: 제목] 안내", "[확인 필요: 제목] 안내"),
    ],
)
def test_a_title_without_what_its_letter_does(title: str, about: str) -> None:
    assert topic(title) == about


@pytest.mark.parametrize(
    ("jotted", "official"),
    [
        ("겸직 신청자 명단 내라고 협조 요청", "겸직 신청자 명단 제출 요청"),
        ("우리 소관 아닌 민원 넘김 안내", "타 기관 소관 민원 이송 안내"),
        ("업체 (주)가람건설에 하자보수 요청", "하자보수 요청"),
        ("육아휴직 신청 처리에 관한 계획", "육아휴직 신청 처리 계획"),
        ("예산 2억원 증액 요청", "예산 2억원 증액 요청"),
    ],
)
def test_a_title_in_official_words(jotted: str, official: str) -> None:
    assert tidy(jotted) == official
