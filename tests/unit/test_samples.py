"""The sample documents are sound, agree with each other, and hold what their questions ask for."""

import io
import json
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.core.locator import Locator
from app.core.paths import assets_dir, program_dir
from installer.make_samples import FORMATS, STAMP, Grid, Line, docx_bytes, hwpx_bytes, parse, pieces, steady_ids

SAMPLE = assets_dir() / "sample"
MASTERS = program_dir() / "installer" / "samples"
SHIPPED_AS_TEXT = ("물품 관리 지침", "기록물 관리 지침", "월간 업무 회의 결과")
REGULATIONS = (
    "복무 운영 내규",
    "당직 근무 지침",
    "출장 여비 기준",
    "보안 업무 세칙",
    "물품 관리 지침",
    "기록물 관리 지침",
)
NAMES = (*FORMATS, *SHIPPED_AS_TEXT)
FILES = {name: SAMPLE / f"{name}.{FORMATS.get(name, 'md')}" for name in NAMES}
WEEKDAYS = "월화수목금토일"
NINE_ITEMS = ["명칭", "기관", "일시", "참석자", "순서", "안건", "발언", "결정", "표결"]


def master(name: str) -> str:
    return ((SAMPLE if name in SHIPPED_AS_TEXT else MASTERS) / f"{name}.md").read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    """Without spaces, table borders and emphasis: a line may break anywhere in a PDF."""
    return re.sub(r"[\s|*]", "", text)


def articles(name: str) -> dict[str, str]:
    """Label → text, cut from a master by its own marks: 제N조, 부칙, 별표 N."""
    found: dict[str, str] = {}
    label = supplement = ""
    for line in master(name).splitlines():
        if line.startswith("## "):
            annex = re.match(r"## \[별표 (\d+)\]", line)
            supplement = "부칙" if line == "## 부칙" else ""
            label = f"별표 {annex[1]}" if annex else supplement
        elif (article := re.match(r"(제\d+조)\(", line)) and not supplement:
            label = article[1]
        if label:
            found[label] = found.get(label, "") + line + "\n"
    return found


def questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


def golds() -> list[Any]:
    return [pytest.param(gold, id=row["id"]) for row in questions() for gold in row["gold"]]


def extracted(path: Path) -> str:
    """The text of a built file by a library that is not the one that wrote it."""
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    from dochan import Dochan

    return str(Dochan(str(path)).to_markdown())


# --- the documents ---------------------------------------------------------------------------
def test_the_folder_holds_these_documents_and_no_others() -> None:
    assert {path.name for path in SAMPLE.iterdir()} == {
        *(path.name for path in FILES.values()),
        "questions.jsonl",
    }
    assert {path.stem for path in MASTERS.iterdir()} == set(FORMATS)
    assert Counter(FORMATS.values()) == {"docx": 2, "hwpx": 3, "pdf": 2}
    assert all(path.stat().st_size < 300_000 for path in FILES.values())


@pytest.mark.parametrize("name", FORMATS)
def test_a_built_file_says_what_its_master_says(name: str) -> None:
    text = squeezed(extracted(FILES[name]))
    for block in parse(master(name)):
        lines = ["".join(row) for row in block.rows] if isinstance(block, Grid) else [block.text]
        for line in lines:
            assert squeezed(line) in text, f"{line!r}: run installer/make_samples.py again"


@pytest.mark.parametrize("name", REGULATIONS)
def test_articles_and_paragraphs_are_numbered_in_order(name: str) -> None:
    text = master(name)
    body, _, supplement = text.partition("## 부칙")
    for part in (body, supplement):
        numbers = [int(n) for n in re.findall(r"^제(\d+)조\(", part, re.MULTILINE)]
        assert numbers == list(range(1, len(numbers) + 1))
    chapters = [int(n) for n in re.findall(r"^## 제(\d+)장", text, re.MULTILINE)]
    assert chapters == list(range(1, len(chapters) + 1))
    for label, article in articles(name).items():
        if label.startswith("제"):
            marks = [ord(c) - ord("①") for c in re.findall(r"(?:^|\) )([①-⑳])", article, re.MULTILINE)]
            assert marks == list(range(len(marks))) and len(marks) != 1, label
    assert re.search(r"^\[시행 \d{4}\. \d+\. \d+\.\]", text, re.MULTILINE)


def cited(name: str) -> list[tuple[str, str]]:
    """(document, `제N조제M항`) of every reference in a master, 별표 included."""
    found = []
    for line in master(name).splitlines():
        own = re.sub(r"^제\d+조\(", "(", line)
        for title, clause in re.findall(r"(?:「한빛지원단 ([^」]+)」 )?(제\d+조(?:제\d+항)?)", own):
            found.append((title or name, clause))
        found.extend((name, f"별표 {n}") for n in re.findall(r"(?<!\[)별표 (\d+)", own))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_somewhere(name: str) -> None:
    for title, clause in cited(name):
        assert title in REGULATIONS, clause
        if clause.startswith("별표"):
            assert clause in articles(title)
            continue
        place = Locator.parse(clause)
        text = articles(title)[place.label]
        mark = chr(ord("①") + place.paragraph - 1)
        assert not place.paragraph or mark in text, f"{title} {clause}"


@pytest.mark.parametrize("name", NAMES)
def test_every_day_of_the_week_is_right(name: str) -> None:
    for year, month, day, weekday in re.findall(r"(\d{4})\. (\d+)\. (\d+)\.\((.)\)", master(name)):
        assert WEEKDAYS[date(int(year), int(month), int(day)).weekday()] == weekday, (year, month, day)


def test_titles_named_elsewhere_exist() -> None:
    for name in NAMES:
        for title in re.findall(r"「한빛지원단 ([^」]+)」", master(name)):
            assert f"# 한빛지원단 {title}" in master(title)


def test_sums_of_the_report_are_right() -> None:
    counts, money = (block for block in parse(master("안전 점검 결과 보고")) if isinstance(block, Grid))

    def number(cell: str) -> int:
        return int(re.sub(r"\D", "", cell) or 0)

    for grid, columns in ((counts, (1, 2, 3)), (money, (2,))):
        for column in columns:
            assert sum(number(row[column]) for row in grid.rows[1:-1]) == number(grid.rows[-1][column])
    for row in counts.rows[1:]:
        assert number(row[1]) == number(row[2]) + number(row[3])
    for row in money.rows[1:-1]:
        many, price = row[1].split(" × ")
        assert number(many) * number(price) == number(row[2])


def test_the_letter_ends_as_letters_do() -> None:
    text = master("직무교육 계획 통보")
    assert text.count("끝.") == 1 and re.search(r"부\.  끝\.$", text, re.MULTILINE)
    places = [text.index(part) for part in ("수신 ", "(경유)", "제목 ", "1. 관련", "붙임", "> 교육과장", "시행 ")]
    assert places == sorted(places)


def test_the_minutes_have_their_nine_items() -> None:
    headings = re.findall(r"^## \d\. (.+)$", master("월간 업무 회의 결과"), re.MULTILINE)
    assert len(headings) == len(NINE_ITEMS)
    assert all(word in heading for word, heading in zip(NINE_ITEMS, headings, strict=True))


def test_no_real_person_or_number_can_be_meant() -> None:
    for name in NAMES:
        text = master(name)
        assert set(re.findall(r"\d{2,4}-\d{3,4}-\d{4}", text)) <= {"000-0000-0000"}
        assert not re.search(r"\d{6}-\d{7}|[\w.]+@[\w.]+", text)


# --- the questions ---------------------------------------------------------------------------
def test_questions_keep_their_form() -> None:
    rows = questions()
    assert [row["id"] for row in rows] == [f"S{n:02}" for n in range(1, len(rows) + 1)]
    assert Counter(row["answerable"] for row in rows) == {True: 20, False: 6}
    assert {row["kind"] for row in rows} == {"natural", "keyword", "article_lookup", "multi", "table", "unanswerable"}
    for row in rows:
        assert bool(row["gold"]) == row["answerable"] == (row["kind"] != "unanswerable")
        assert row["match"] == ("all" if row["kind"] == "multi" else "any")
        assert row["kind"] != "multi" or len(row["gold"]) == 2
        assert row["answerable"] or row["reason"] in ("not_in_corpus", "nonexistent_article", "live_fact")
    assert {gold["file"] for row in rows for gold in row["gold"]} == {path.name for path in FILES.values()}


@pytest.mark.parametrize("gold", golds())
def test_gold_quote_stands_in_its_article(gold: dict[str, str]) -> None:
    path = SAMPLE / gold["file"]
    assert path in FILES.values()
    whole = articles(path.stem)[gold["article"]] if path.stem in REGULATIONS else master(path.stem)
    assert squeezed(gold["quote"]) in squeezed(whole)
    assert sum(squeezed(gold["quote"]) in squeezed(master(name)) for name in NAMES) == 1


@pytest.mark.e2e
def test_our_own_reader_finds_every_gold_quote_in_its_passage() -> None:
    remote = pytest.importorskip("app.ingest.remote", reason="the ingest room is not built yet")
    reader = remote.Reader()
    parsed = {path.name: reader.read(path.read_bytes(), path.name) for path in FILES.values()}
    missed = []
    for row in questions():
        for gold in row["gold"]:
            passages = [p.text for p in parsed[gold["file"]].passages if p.locator.label == gold["article"]]
            if squeezed(gold["quote"]) not in squeezed("\n".join(passages)):
                missed.append((row["id"], gold["file"], gold["article"]))
    reader.close()
    assert not missed


# --- the builder -----------------------------------------------------------------------------
def test_parse_gives_roles_depths_and_tables() -> None:
    text = "# 지침\n\n## 제1장 총칙\n\n제1조(목적) ① 글\n② 글\n1. 호\n가. 목\n| 가 | 나 |\n|---|---|\n| 1 | 2 |\n"
    assert parse(text) == [
        Line("title", "지침"),
        Line("heading", "제1장 총칙"),
        Line("body", "제1조(목적) ① 글"),
        Line("body", "② 글", 1),
        Line("body", "1. 호", 2),
        Line("body", "가. 목", 3),
        Grid((("가", "나"), ("1", "2")), headed=True),
    ]


def test_a_letter_and_a_report_indent_from_the_edge() -> None:
    assert [line.depth for line in parse("1. 일\n가. 이\n1) 삼") if isinstance(line, Line)] == [0, 1, 2]
    assert [line.depth for line in parse("□ 일\n○ 이\n- 삼\n※ 사") if isinstance(line, Line)] == [0, 1, 2, 2]


def test_the_head_of_an_article_is_bold() -> None:
    assert list(pieces("제3조(정의) 이 지침")) == [("제3조(정의)", True), (" 이 지침", False)]
    assert list(pieces("제3조에 따라")) == [("제3조에 따라", False)]


def test_random_ids_become_a_sequence() -> None:
    xml = b'<p id="846284493"/><p id="12"/><r ref="846284493"/><p id="777777"/>'
    assert steady_ids(xml) == b'<p id="1000001"/><p id="12"/><r ref="1000001"/><p id="1000002"/>'


def test_two_builds_give_the_same_bytes() -> None:
    blocks = parse(master("당직 근무 지침"))
    for build in (docx_bytes, hwpx_bytes):
        assert build(blocks, "당직") == build(blocks, "당직")
        with zipfile.ZipFile(io.BytesIO(build(blocks, "당직"))) as package:
            assert {member.date_time for member in package.infolist()} == {STAMP.timetuple()[:6]}
