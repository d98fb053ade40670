"""Front matter from a document's head, 제정·개정 이력, 부칙 by number and date, and texts of no end."""

from itertools import pairwise

import pytest

from app.core.types import DocumentKind
from app.ingest.blocks import HEADING, TABLE, Block, Extract
from app.ingest.identity.frontmatter import split
from app.ingest.identity.history import Amendment, in_line, in_supplement, told
from app.ingest.parse import Parsed, parse
from app.ingest.readers import text as text_reader
from app.ingest.structure.marks import ArticleMark, Strength
from app.ingest.structure.sequence import Candidate, rising

ARTICLES = ("제1조(목적) 이 훈령은 기록을 정한다.", "제2조(적용) 모두에게 적용한다.")


def parsed(*lines: Block | str, **fields: str) -> Parsed:
    return parse(Extract("txt", tuple(b if isinstance(b, Block) else Block(b) for b in lines), fields), "규정.txt")


def test_a_copy_from_the_law_service() -> None:
    law = parsed(
        "휴식 기본법",
        "[시행 2024. 1. 1.] [법률 제19000호, 2023. 1. 1., 일부개정]",
        "국방부(병영정책과), 02-748-5160",
        "제1조(목적) 이 법은 휴식을 정한다.",
        "제2조(정의) 뜻은 다음과 같다.",
    )
    assert (law.title, law.kind, law.number) == ("휴식 기본법", DocumentKind.LAW, "제19000호")
    assert (law.effective, law.promulgated, law.ministry) == ("2024-01-01", "2023-01-01", "국방부")
    assert law.history == "일부개정 2023. 1. 1. 제19000호"
    assert "[시행" not in law.text
    assert "02-748-5160" in law.text


def test_a_directive_of_a_ministry() -> None:
    directive = parsed("기록 훈령", "[시행 2026. 5. 11.]", "[국방부훈령 제3164호, 2026. 5. 11., 일부개정]", *ARTICLES)
    assert (directive.kind, directive.ministry) == (DocumentKind.DIRECTIVE, "국방부")
    assert (directive.number, directive.promulgated) == ("제3164호", "2026-05-11")
    assert directive.passages[0].locator.label == "제1조"


def test_the_amendments_under_a_title() -> None:
    directive = parsed(
        "기록 훈령", "제정 2016. 11. 22. 훈령 제1977호", "개정 2018. 1. 5. 훈령 제2100호", "국방부(기록과)", *ARTICLES
    )
    assert directive.history == "제정 2016. 11. 22. 제1977호\n개정 2018. 1. 5. 제2100호"
    assert (directive.number, directive.promulgated) == ("제2100호", "2018-01-05")
    assert "1977" not in directive.text


@pytest.mark.parametrize(
    ("line", "amendments"),
    [
        ("2016. 11. 22. 제정 (훈령 제1977호)", ["제정 2016. 11. 22. 제1977호"]),
        ("제정 2016년 11월 22일 개정 2018.1.1.", ["제정 2016. 11. 22.", "개정 2018. 1. 1."]),
        ("개정 2018. 1. 1. 훈령 제2100호, 2019. 2. 2.", ["개정 2018. 1. 1. 제2100호", "개정 2019. 2. 2."]),
        ("국방부훈령 제3164호(2026. 5. 11.)", ["2026. 5. 11. 제3164호"]),
        ("이 훈령은 2016. 11. 22. 제정되었다.", []),
        ("추진 경과 2016. 11. 22. 제정", []),
        ("제3조(휴가)", []),
    ],
)
def test_lines_of_amendments(line: str, amendments: list[str]) -> None:
    assert [str(amendment) for amendment in in_line(line)] == amendments


def test_number_and_date_of_a_supplement() -> None:
    assert in_supplement("부칙 <제3164호, 2026. 5. 11.>") == Amendment("2026-05-11", "", "제3164호")
    of_other = in_supplement("부칙(정부조직법) <제11690호,2013.3.23>")
    assert of_other == Amendment("2013-03-23", "타법개정", "제11690호", "정부조직법")
    assert in_supplement("부칙") is None


def test_history_is_told_once_and_in_order() -> None:
    told_of = [Amendment("2020-01-02", "", "제2호"), Amendment("2019-01-02", "제정", "제1호")]
    assert (
        told([*told_of, Amendment("2020-01-02"), Amendment("2020-01-02", "개정", "제2호")])
        == "제정 2019. 1. 2. 제1호\n개정 2020. 1. 2. 제2호"
    )


def test_each_supplement_bears_number_and_date() -> None:
    directive = parsed(
        *ARTICLES,
        "부 칙",
        "<제3164호, 2026. 5. 11.>",
        "제1조(시행일) 이 훈령은 발령한 날부터 시행한다.",
        "제2조(경과조치) 종전에 따른다.",
        "부칙(기록물법) <제40호,2027.1.1>",
        "이 훈령은 2027년 3월 1일부터 시행한다.",
    )
    assert [p.breadcrumb for p in directive.passages[2:4]] == ["부 칙 <제3164호, 2026. 5. 11.>"] * 2
    assert directive.passages[4].heading == "부칙(기록물법) <제40호,2027.1.1>"
    assert directive.history == "2026. 5. 11. 제3164호\n타법개정 2027. 1. 1. 제40호 (기록물법)"


def test_a_supplement_without_a_date_is_told_by_its_day_in_force() -> None:
    supplements = ("부칙", "이 훈령은 2016년 11월 22일부터 시행한다.", "부칙", "이 훈령은 발령일부터 시행한다.")
    directive = parsed(*ARTICLES, *supplements)
    assert [p.heading for p in directive.passages[2:]] == ["부칙 (2016. 11. 22. 시행)", "부칙"]


def test_an_enormous_article_of_a_supplement_is_cut() -> None:
    amended = [f"{n}번째 법률 일부를 다음과 같이 개정한다. " + "가" * 300 for n in range(40)]
    supplement = ("부칙 <제1호,2020.1.1>", "제1조(시행일) 시행한다.", "제2조(다른 법률의 개정) 고친다.")
    law = parsed(*ARTICLES, *supplement, *amended)
    pieces = law.passages[3:]
    assert len(pieces) > 5
    assert {p.heading for p in pieces} == {"다른 법률의 개정"}
    assert [str(p.locator) for p in pieces[:2]] == ["부칙 제2조 §1", "부칙 제2조 §2"]


def test_the_heaviest_chain_of_many_candidates() -> None:
    """A wrapped citation in every third line, in numbers that a quadratic search would not end with."""
    numbers = [i // 3 + 2 if i % 3 else 7000 for i in range(20_000)]
    marks = [Candidate(i, ArticleMark((n, 0), "가", Strength.TITLED), False) for i, n in enumerate(numbers)]
    chosen = rising(marks)
    assert len(chosen) > 13_000
    assert all(a.number <= b.number for a, b in pairwise(chosen))


def test_many_blocks_of_one_label() -> None:
    law = parse(Extract("md", tuple(Block("제5조(휴가)", HEADING, 5) for _ in range(20_000))), "a.md")
    assert len({p.locator for p in law.passages}) == 20_000


def test_the_title_of_an_annex_may_stand_below_its_number() -> None:
    first = ("■ 여비 규정 [별표 1] <개정 2023. 3. 2.>", "국내 여비 지급표(제10조 관련) <개정 2023. 3. 2.>")
    others = ("[별지 제1호서식]", "휴가 신청서", "[별표 2]", "다음과 같이 지급한다.")
    directive = parsed(*ARTICLES, *first, Block("구분 | 금액\n일비 | 1", TABLE), *others)
    assert [(p.locator.label, p.heading) for p in directive.passages[2:]] == [
        ("별표 1", "국내 여비 지급표(제10조 관련)"),
        ("별지 제1호서식", "휴가 신청서"),
        ("별표 2", ""),
    ]


def test_what_stands_in_the_margin_is_no_part_of_an_article() -> None:
    margin = ("[메모] 과장 확인 필요", "[꼬리말] 대외 주의", "[머리말] 기록 훈령")
    directive = parsed("기록 훈령", *ARTICLES, *margin)
    assert [p.heading for p in directive.passages] == ["목적", "적용", "메모", "머리말·꼬리말"]
    assert [p.text for p in directive.passages[1:]] == [ARTICLES[1], *margin[:2]]  # the title is said already
    assert [str(p.locator) for p in directive.passages[2:]] == ["§1", "§2"]


BAD = (
    "제1조(" + "((가" * 120_000,
    "제1조(가" + "(가" * 120_000,
    "[시행 " * 80_000,
    "수신" + " " * 200_000 + "제목",
    "제목" + " " * 200_000 + "가",
    "부칙 " + "<" * 200_000,
    "가 " + "□ ○ - " * 60_000,
    "제정 2016. 11. 22. " * 16_000,
    "[법률 제1호, " * 40_000,
    "2020" + " " * 200_000 + "1",
    "훈령(" * 80_000,
    "<개정 " * 60_000 + ">",
    "회의" + " 회의" * 80_000,
)


@pytest.mark.parametrize("line", BAD, ids=range(len(BAD)))
def test_a_line_without_end_comes_to_an_end(line: str) -> None:
    for kind in ("paragraph", TABLE):
        blocks = (Block("문서"), Block(line, kind), Block("제2조(가) 나"), Block("다"))
        assert parse(Extract("txt", blocks), "a.txt").passages


MARKDOWN = ("# " + "#" * 200_000 + "가", "**가 " * 80_000, "<img " * 80_000, "![" * 100_000, "![a](" * 60_000)


@pytest.mark.parametrize("line", (*MARKDOWN, "| " * 100_000), ids=range(len(MARKDOWN) + 1))
def test_markdown_without_end_comes_to_an_end(line: str) -> None:
    assert text_reader.read(line.encode(), "a.md").blocks


def test_front_matter_without_end_comes_to_an_end() -> None:
    assert not split("---\n" + "가" * 200_000 + "\n---\n")[0].values
    folded = split("---\n제목: 가\n" + ("나" * 200 + "\n") * 15_000 + "---\n다")[0]
    assert len(folded.values["제목"]) < 30_000


def test_bold_and_closed_headings_of_markdown() -> None:
    text = "## 제1장 **총칙** ##\n\n**①** 뜻은 **다음**과 같다. ** 별 ** C#\n### C#\n"
    read = text_reader.read(text.encode(), "a.md")
    assert [block.text for block in read.blocks] == ["제1장 총칙", "① 뜻은 다음과 같다. ** 별 ** C#", "C#"]


@pytest.mark.parametrize("aside", ["[각주 1] 앞의 글을 본다", "[메모] 고칠 곳이 있다", "[머리말] 한빛지원단"])
def test_a_note_or_a_running_head_is_no_title(aside: str) -> None:
    extract = Extract("hwp", (Block(aside), Block("업무 인수 안내"), Block("내용은 이렇게 이어진다.")))
    assert parse(extract, "파일 이름.hwp").title == "업무 인수 안내"
