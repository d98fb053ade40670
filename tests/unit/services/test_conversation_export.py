"""A conversation in a file: whole, escaped, self-contained, and never half of one."""

import errno
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from app.core.answers import Exchange, KeptCitation, Statement, Verdict
from app.core.errors import ConversationMissing, DiskFull, OutputUnwritable
from app.core.messages import LANGUAGES, Messages
from app.core.settings import Settings
from app.services.context import Workspace
from app.services.conversations import export

NASTY = '<script>alert(1)</script> & "따옴표" *별* [링크](http://x) # 제목'
QUOTE = "① 부서의 물품을 빌리려는 직원은 신청한다.\n② <b>기간</b>은 14일이다."
TEXT = "기간은 14일이다. [1]\n근거가 없는 말이다."
CITED = KeptCitation(1, "d", "물품 <관리> 지침", "제6조", "물품 *1*.md", QUOTE, (0, 9))
FIRST = Exchange(
    id=0,
    question=f"며칠 빌리나요? {NASTY}",
    standalone=f"며칠 빌리나요? {NASTY}",
    asked=1_760_000_000_000_000_000,
    collections=("규정<1>",),
    text=TEXT,
    abstained=False,
    reason="",
    reason_params={},
    statements=(
        Statement((0, TEXT.index("\n")), Verdict.QUOTED, (1,)),
        Statement((TEXT.index("\n") + 1, len(TEXT)), Verdict.UNCHECKED),
    ),
    citations=(CITED,),
    model="모델",
)
SECOND = Exchange(
    id=0,
    question="제99조는?",
    standalone="물품 관리 지침 제99조",
    asked=1_760_000_001_000_000_000,
    collections=(),
    text="근거 없음",
    abstained=True,
    reason="no_article",
    reason_params={"law": "물품 관리 지침", "article": "제99조", "last": "제12조"},
    statements=(),
    citations=(),
    model="",
)


class Page(HTMLParser):
    """The tags of a page with what they name, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "onclick")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path / "home", Settings())
    yield made
    made.close()


@pytest.fixture
def begun(workspace: Workspace) -> int:
    begun = workspace.conversations.begin()
    workspace.conversations.keep(begun, FIRST)
    workspace.conversations.keep(begun, SECOND)
    return begun


def test_the_page_needs_nothing_else_and_says_everything(workspace: Workspace, begun: int, tmp_path: Path) -> None:
    out = tmp_path / "대화.html"
    export(workspace, begun, out)
    source = out.read_text(encoding="utf-8")
    page = Page(source)
    assert "script" not in page.tags and "b" not in page.tags and page.links == []
    assert "default-src 'none'" in source
    for said in (
        NASTY,
        QUOTE,
        "물품 <관리> 지침",
        "물품 *1*.md",
        "규정<1>",
        "근거가 없는 말이다.",
        "(확인 필요)",
        "모델",
    ):
        assert said in page.text, said
    assert "물품 관리 지침 제99조" in page.text and "마지막 조문: 제12조" in page.text
    assert page.text.index("며칠 빌리나요?") < page.text.index(QUOTE) < page.text.index("제99조는?")


def test_plain_text_is_as_it_was_shown(workspace: Workspace, begun: int, tmp_path: Path) -> None:
    out = tmp_path / "대화.txt"
    export(workspace, begun, out)
    text = out.read_text(encoding="utf-8")
    assert NASTY in text and "[1] 「물품 <관리> 지침」 제6조 (물품 *1*.md)" in text
    assert "근거가 없는 말이다. (확인 필요)" in text
    assert all(f"    {line}\n" in text for line in QUOTE.splitlines())


def test_markdown_of_a_text_stays_text(workspace: Workspace, begun: int, tmp_path: Path) -> None:
    out = tmp_path / "대화.md"
    export(workspace, begun, out)
    text = out.read_text(encoding="utf-8")
    assert "<script" not in re.sub(r"\\<", "", text)
    assert r"\*별\*" in text and r"\[링크\](http" in text
    assert text.startswith("# 대화 기록\n")
    assert [line for line in text.splitlines() if line.startswith("## ")][1] == r"## 2. 제99조는?"
    plain = re.sub(r"\\(.)", r"\1", text)
    assert all(f"> {line}" in plain for line in QUOTE.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", [".md", ".html", ".HTM", ".txt", ""])
def test_every_form_in_both_languages(
    workspace: Workspace, begun: int, tmp_path: Path, language: str, suffix: str
) -> None:
    out = tmp_path / f"out{suffix}"
    export(workspace, begun, out, Messages.load(language))
    assert Messages.load(language).say("talk_heading") in out.read_text(encoding="utf-8")


def test_a_conversation_that_is_not_there_or_empty(workspace: Workspace, tmp_path: Path) -> None:
    for missing in (99, workspace.conversations.begin()):
        with pytest.raises(ConversationMissing):
            export(workspace, missing, tmp_path / "out.md")
    assert not (tmp_path / "out.md").exists()


def test_a_folder_that_is_not_there(workspace: Workspace, begun: int, tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable):
        export(workspace, begun, tmp_path / "없음" / "out.md")


def test_a_full_disk_leaves_the_old_file(
    workspace: Workspace, begun: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    out = tmp_path / "out.md"
    out.write_text("먼저 쓴 것", encoding="utf-8")
    monkeypatch.setattr("app.services.conversations.os.fsync", full)
    with pytest.raises(DiskFull):
        export(workspace, begun, out)
    assert out.read_text(encoding="utf-8") == "먼저 쓴 것"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "out.md"]
