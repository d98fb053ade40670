"""Names of laws: spellings of one name, and the short names that long titles have."""

import sqlite3

import pytest

from app.core.titles import SPACERS, abbreviates, spelling
from app.store.holders import TITLE


@pytest.mark.parametrize(
    ("short", "title"),
    [
        ("정보공개법", "공공기관의 정보공개에 관한 법률"),
        ("국가계약법 시행령", "국가를 당사자로 하는 계약에 관한 법률 시행령"),
        ("청탁금지법", "부정청탁 및 금품등 수수의 금지에 관한 법률"),
        ("중대재해처벌법", "중대재해 처벌 등에 관한 법률"),
        ("공공기록물법", "공공기록물 관리에 관한 법률"),
        ("군인복무기본법", "군인의 지위 및 복무에 관한 기본법"),
    ],
)
def test_short_names_of_statutes(short: str, title: str) -> None:
    assert abbreviates(short, title)


@pytest.mark.parametrize(
    ("short", "title"),
    [
        ("도로법", "도로교통법"),
        ("국가공무원법", "국가공무원 복무에 관한 법률"),
        ("국가계약법", "국가를 당사자로 하는 소송에 관한 법률"),
        ("정보공개법", "공공기관의 정보공개에 관한 법률 시행령"),
        ("정보공개법 시행령", "공공기관의 정보공개에 관한 법률"),
        ("공개법", "공공기관의 정보공개에 관한 법률"),
        ("물품관리법", "군수품관리법"),
    ],
)
def test_what_is_no_short_name_of_it(short: str, title: str) -> None:
    assert not abbreviates(short, title)


def test_the_store_spells_as_the_names_do() -> None:
    title = "가" + "나".join(SPACERS) + "다"
    (spelt,) = sqlite3.connect(":memory:").execute(f"SELECT {TITLE} FROM (SELECT ? AS title)", (title,)).fetchone()
    assert spelt == spelling(title)
    assert spelling("대ㆍ중소기업 상생협력") == spelling("대·중소기업상생협력")


def test_a_long_name_without_spaces_is_told_at_once() -> None:
    title = "등대와 항로와 부두와 선박과 선원과 화물과 여객과 방파제와 도선사와 항만청에 의한 관리와 감독과 육성"
    whole = title.replace(" ", "")
    assert not abbreviates(f"{whole}에관한민사특별법", f"{title}에 관한 형사특별법")
    assert abbreviates(f"{whole}에관한형사특별법", f"{title}에 관한 형사특별법")
