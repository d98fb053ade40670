"""What opens an article, a 장, a 부칙, a 별표, and what merely cites one."""

import pytest

from app.core.locator import NONE
from app.ingest.structure.marks import (
    Strength,
    annex_mark,
    article_mark,
    division_mark,
    opens_paragraph,
    supplement_mark,
    without_notes,
)


@pytest.mark.parametrize(
    ("line", "number", "title", "strength"),
    [
        ("제1조(목적) 이 규정은 휴가에 관한 사항을 정한다.", (1, 0), "목적", Strength.TITLED),
        ("제3조의2 (휴가의 제한)", (3, 2), "휴가의 제한", Strength.TITLED),
        ("제 12 조의 3 (정의) ① 이 영에서", (12, 3), "정의", Strength.TITLED),
        ("제5조(정의(용어를 말한다))", (5, 0), "정의(용어를 말한다)", Strength.TITLED),
        ("제7조【벌칙】 다음 각 호", (7, 0), "벌칙", Strength.TITLED),
        ("제1조(목적)이 규정은 복무에 관한 사항을 정한다.", (1, 0), "목적", Strength.TITLED),
        ("제16조(구분) 제12조부터 제14조까지의 규정에 따른 구분은 다음과 같다.", (16, 0), "구분", Strength.TITLED),
        ('제5조(비밀) "비" 표시의 안건은', (5, 0), "비밀", Strength.TITLED),
        ("제6조", (6, 0), "", Strength.BARE),
        ("제6조 <개정 2020.1.1>", (6, 0), "", Strength.BARE),
        ("제5조 삭제 <2020.1.1>", (5, 0), "", Strength.DELETED),
        ("제5조(삭제)", (5, 0), "", Strength.DELETED),
        ("제2조 생략", (2, 0), "", Strength.DELETED),
        ("제1조 이 영은 공포한 날부터 시행한다.", (1, 0), "", Strength.RUNNING),
        ("제9조(벌칙) 위반 시에는 경고한다.", (9, 0), "벌칙", Strength.RUNNING),
    ],
)
def test_opens_an_article(line: str, number: tuple[int, int], title: str, strength: Strength) -> None:
    mark = article_mark(line)
    assert mark is not None
    assert (mark.number, mark.title, mark.strength) == (number, title, strength)


@pytest.mark.parametrize(
    "line",
    [
        "제3조에 따라 휴가를 얻은 사람은",
        "제3조(휴가)의 규정에 의하여",
        "제3조(휴가)에 따른 휴가는",
        "제3조(휴가) 및 제5조(외출)에 따라",
        "제3조(휴가) 제1항에 따라",
        "제3조(휴가) 의 규정에 따라",
        "제12조제1항 중 “국방부령”을",
        "제12조의2제1항",
        '제12조(휴가)"라고 한다.',
        "제12조 및 제13조에 따른",
        "제12조, 제13조",
        "제4조 내지 제6조의 규정",
        "제0조(없는 조)",
        "다음 제3조(휴가)",
        "제3조(휴가)를 준용한다.",
    ],
)
def test_cites_an_article(line: str) -> None:
    assert article_mark(line) is None


@pytest.mark.parametrize(
    ("line", "unit", "number", "text"),
    [
        ("제2장 복무", "장", (2, 0), "제2장 복무"),
        ("제 2 장 비밀보호 <신설 2020.1.14>", "장", (2, 0), "제 2 장 비밀보호"),
        ("제4장의2 벌칙", "장", (4, 2), "제4장의2 벌칙"),
        ("제1절  휴가 및 외출", "절", (1, 0), "제1절 휴가 및 외출"),
        ("제5장 위반 시의 조치 <개정 2008.12.31>", "장", (5, 0), "제5장 위반 시의 조치"),
        ("제1편", "편", (1, 0), "제1편"),
        ("제3관 장의식 집행요령", "관", (3, 0), "제3관 장의식 집행요령"),
        ("제1장총칙", "장", (1, 0), "제1장총칙"),
    ],
)
def test_opens_a_division(line: str, unit: str, number: tuple[int, int], text: str) -> None:
    mark = division_mark(line)
    assert mark is not None
    assert (mark.unit, mark.number, mark.text) == (unit, number, text)


@pytest.mark.parametrize(
    "line", ["제2장에 따른 휴가", "제2장의 규정", "제2장 및 제3장", "제2장 복무에 관한 사항은 따로 정한다."]
)
def test_cites_a_division(line: str) -> None:
    assert division_mark(line) is None


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("부칙", True),
        ("부      칙", True),
        ("부칙 <제27263호,2016.6.28>", True),
        ("부칙(국방부와 그 소속기관 직제) <제24413호,2013.3.23>", True),
        ("부 칙 (2020. 1. 1.)", True),
        ("부칙 제2조에서 같다.", False),
        ("부칙(제24413호)에 따라", False),
        ("부칙을 다음과 같이 한다.", False),
    ],
)
def test_supplement(line: str, opens: bool) -> None:
    assert supplement_mark(line) is opens


@pytest.mark.parametrize(
    ("line", "kind", "number", "title"),
    [
        ("[별표 1]", "별표", (1, 0), ""),
        ("[별표 2의3] <개정 2020.1.1>", "별표", (2, 3), ""),
        ("■ 공무원 여비 규정 [별표 2] <개정 2023. 3. 2.>", "별표", (2, 0), ""),
        ("[별지 제3호의2서식] 휴가 신청서", "별지", (3, 2), "휴가 신청서"),
        ("【별지 제1호 서식】", "별지", (1, 0), ""),
        ("별표 4 상여금 지급기준(제23조제4항 관련)", "별표", (4, 0), "상여금 지급기준(제23조제4항 관련)"),
        ("<별표>", "별표", NONE, ""),
    ],
)
def test_opens_an_annex(line: str, kind: str, number: tuple[int, int], title: str) -> None:
    mark = annex_mark(line)
    assert mark is not None
    assert (mark.kind, mark.number) == (kind, number)
    assert mark.title == title


@pytest.mark.parametrize(
    "line",
    [
        "별표 1에 따른다.",
        "별표 1의 비고란 제2호를 다음과 같이 한다.",
        "[별표]중 하사관급란을 다음과 같이 한다.",
        "별지 제1호서식에 따라 작성한다.",
        "별표 3과 같다",
        "[별표 3]을 다음과 같이 한다.",
    ],
)
def test_cites_an_annex(line: str) -> None:
    assert annex_mark(line) is None


def test_notes_are_taken_off_headings() -> None:
    assert without_notes("제1장 조직 <개정 2009.1.30>") == "제1장 조직"


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("① 직원은", True),
        ("1. 목적", True),
        ("가. 일시", True),
        ("2020.1.14, 2020.7.14>", False),
        ("라 국가정보원의", False),
    ],
)
def test_what_begins_a_paragraph(line: str, opens: bool) -> None:
    assert opens_paragraph(line) is opens
