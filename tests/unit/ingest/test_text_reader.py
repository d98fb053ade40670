"""Markdown, plain text and front matter."""

from app.ingest.blocks import HEADING, LISTING, TABLE
from app.ingest.identity import frontmatter
from app.ingest.readers.text import read

MARKDOWN = """---
제목: '기록 ''보관'' 규칙'
법령구분: 총리령
소관부처:
- 기록과
- 총무과
공포번호: '00408'
첨부파일:
- 별표번호: '0001'
  별표가지번호: '00'
  별표구분: 별표
  제목: 보존기간표(제4조 관련)
- 별표번호: '0002'
  별표가지번호: '03'
  별표구분: 서식
  제목: 이관 신청서가
    두 줄이다
- 별표번호: '0003'
  별표구분: 별표
  제목: 삭제 &lt;2023. 6. 28.&gt;
---

# 기록 '보관' 규칙

##### 제1조 (목적)

**①** 이 규칙은 정한다. <개정 2020.1.1>

  1\\. 첫째
  2\\. 둘째 <img id="1"></img>

| 구분 | 기간 |
|---|---|
| 가 | 3년 |
"""


def test_markdown() -> None:
    extract = read(MARKDOWN.encode(), "규칙.md")
    assert extract.fields == {
        "title": "기록 '보관' 규칙",
        "kind": "총리령",
        "ministry": "기록과, 총무과",
        "number": "00408",
    }
    assert [(b.kind, b.text) for b in extract.blocks[:2]] == [(HEADING, "기록 '보관' 규칙"), (HEADING, "제1조 (목적)")]
    assert [b.text for b in extract.blocks[2:5]] == ["① 이 규칙은 정한다. <개정 2020.1.1>", "1. 첫째", "2. 둘째"]
    assert (extract.blocks[5].kind, extract.blocks[5].text) == (TABLE, "구분 | 기간\n가 | 3년")
    listing = extract.blocks[6]
    assert listing.kind == LISTING
    assert listing.text == "별표 1 보존기간표(제4조 관련)\n별지 제2호의3서식 이관 신청서가 두 줄이다"


def test_plain_text_keeps_its_signs() -> None:
    extract = read("# 머리\n**굵게** | 표 |\n".encode(), "a.txt")
    assert [(b.kind, b.text) for b in extract.blocks] == [("paragraph", "# 머리"), ("paragraph", "**굵게** | 표 |")]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    text = "---\n그냥 줄\n---\n본문\n"
    assert frontmatter.split(text)[1] == text
    assert frontmatter.split("---\nkey: 1\n끝이 없다\n")[1].startswith("---")
