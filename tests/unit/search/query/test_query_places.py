"""Places in a law, however they are spelt."""

import pytest

from app.search.query.figures import number
from app.search.query.places import first_place, places


@pytest.mark.parametrize(
    ("typed", "label", "paragraph", "item", "subitem"),
    [
        ("7조", "제7조", 0, (0, 0), ""),
        ("제 7 조", "제7조", 0, (0, 0), ""),
        ("제7조의 2", "제7조의2", 0, (0, 0), ""),
        ("7조의2", "제7조의2", 0, (0, 0), ""),
        ("7-2조", "제7조의2", 0, (0, 0), ""),
        ("제7의2조", "제7조의2", 0, (0, 0), ""),
        ("7조 2항", "제7조", 2, (0, 0), ""),
        ("7조의 2항", "제7조", 2, (0, 0), ""),
        ("7조2항3호", "제7조", 2, (3, 0), ""),
        ("제7조의3제2항제4호의2나목", "제7조의3", 2, (4, 2), "나"),
        ("제7조 제2항 제4호 나목에서", "제7조", 2, (4, 0), "나"),
        ("7조 ③", "제7조", 3, (0, 0), ""),
        ("7조 3호", "제7조", 0, (3, 0), ""),
        ("십칠조", "제17조", 0, (0, 0), ""),
        ("백이십삼조 이항", "제123조", 2, (0, 0), ""),
        ("제칠조 제일항", "제7조", 1, (0, 0), ""),
        ("물품관리법이십조", "제20조", 0, (0, 0), ""),
        ("물품관리법 제십조", "제10조", 0, (0, 0), ""),
        ("물품관리법7조", "제7조", 0, (0, 0), ""),
        ("7조의 3가지 요건", "제7조", 0, (0, 0), ""),
        ("별표 3", "별표 3", 0, (0, 0), ""),
        ("별표 제3호의2", "별표 3의2", 0, (0, 0), ""),
        ("별지 제12호서식", "별지 제12호서식", 0, (0, 0), ""),
        ("별지 12호의3 서식", "별지 제12호의3서식", 0, (0, 0), ""),
        ("부칙 제3조", "부칙", 0, (0, 0), ""),
    ],
)
def test_spellings(typed: str, label: str, paragraph: int, item: tuple[int, int], subitem: str) -> None:
    place = first_place(f"가나다법 {typed} 어쩌고" if typed[0] != "물" else typed)
    assert place is not None
    assert (place.label, place.paragraph, place.item, place.subitem) == (label, paragraph, item, subitem)


@pytest.mark.parametrize(
    "typed",
    [
        "예산 3조 원", "3조원", "3조 5천억", "1.5조", "조건 2조각", "협동조합",
        "구조 활동", "일조권", "백조", "이조 시대",
        "2조 3교대", "수십조", "0조", "25조합", "삼조", "제도", "",
    ],
)  # fmt: skip
def test_no_place(typed: str) -> None:
    assert first_place(typed) is None


def test_every_place_in_its_order() -> None:
    text = "물품관리법 제3조제2항과 제5조, 별표 1"
    assert [(place.label, text[place.start : place.end]) for place in places(text)] == [
        ("제3조", "제3조제2항"),
        ("제5조", "제5조"),
        ("별표 1", "별표 1"),
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("이십오", 25), ("십", 10), ("백", 100), ("천이백삼십사", 1234), ("백만", 1_000_000),
        ("3백만", 3_000_000),
        ("2만5천", 25_000), ("1,234", 1234), ("일억이천만", 120_000_000), ("만", 10_000),
        ("영", 0), ("오억", 500_000_000),
        ("이오", None), ("휴가", None), ("", None), ("1,2", None), ("3삼", None),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert number(words) == value
