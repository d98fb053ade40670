"""What is exported is read by the program's own reader, which shares no code with what wrote it."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.core.drafts import Sheet
from app.core.paths import assets_dir
from app.export import docx, sheet_pdf, sheet_text
from app.export.hwpx import package
from app.export.layout import Layout, laid_out, texts
from app.ingest.remote import Reader
from tests.e2e.conftest import run
from tests.fakes.sheets import LETTER, REPORT

os.environ["QT_QPA_PLATFORM"] = "offscreen"

WRITTEN: dict[str, Callable[[Layout], bytes]] = {
    "글.hwpx": package.written,
    "글.docx": docx.written,
    "글.md": lambda layout: sheet_text.markdown(layout).encode("utf-8"),
    "글.pdf": lambda layout: sheet_pdf.written(layout, assets_dir() / "fonts")[0],
}
NOTES = "점검 일시: 2026-04-13 오후 2시\n장소: 본관 대회의실\n붙임: 점검표 1부\n"
SPACES = re.compile(r"[\s|]+")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    child = Reader()
    yield child
    child.close()


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("sheet", [LETTER, REPORT], ids=["letter", "report"])
def test_the_reader_finds_every_line(reader: Reader, sheet: Sheet, name: str) -> None:
    layout = laid_out(sheet)
    parsed = reader.read(WRITTEN[name](layout), name)
    found = SPACES.sub("", f"{parsed.title}\n{parsed.text}")
    missing = [text for text in texts(layout) if SPACES.sub("", text) not in found]
    assert not missing
    assert not parsed.warnings


@pytest.mark.parametrize("name", ["글.hwpx", "글.docx", "글.pdf", "글.md", "글.txt"])
def test_the_command_line_exports(reader: Reader, tmp_path: Path, name: str) -> None:
    notes, out = tmp_path / "메모.txt", tmp_path / name
    notes.write_text(NOTES, encoding="utf-8")
    words = ("--home", tmp_path / "home", "draft", "대외 시행문", notes, "--writing", "never", "-o", out)
    done = run(*words, "--json")
    assert done.status == 0, done.err
    assert done.result["out"] == str(out)
    found = SPACES.sub("", reader.read(out.read_bytes(), name).text)
    assert "2026.4.13.14:00" in found and "점검표1부.끝." in found
    again = run(*words, "--json")
    assert again.status == 1 and again.error["code"] == "EXP-002"
    assert run(*words, "--overwrite").status == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(["home", "메모.txt", name])


def test_a_draft_that_may_not_go_out_is_shown_all_the_same(tmp_path: Path) -> None:
    notes, out = tmp_path / "메모.txt", tmp_path / "글.docx"
    notes.write_text(f"{NOTES}신청인 주민등록번호: 900101-1234567\n", encoding="utf-8")
    words = ("--home", tmp_path / "home", "draft", "대외 시행문", notes, "--writing", "never", "-o", out)
    done = run(*words)
    assert done.status == 1 and "POL-001" in done.err and "주민등록번호" in done.err
    assert "본관 대회의실" in done.out and not out.exists()
    assert run(*words, "--marked").status == 0 and out.exists()
