"""Letters in form templates, made by the command line, and sixty of them, are read by the program's own reader (dochan,
syhwp), which shares no code with what filled them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.drafts import Part, Sheet
from app.core.paths import assets_dir
from app.export.layout import Layout, blocks_of, is_letter, texts
from app.ingest.remote import Reader
from app.letters import forms
from app.letters.composing import compose, foot
from app.services.exporting.form_template import filled_file
from tests.e2e.conftest import run
from tests.fakes.letters import cases

FORMS = assets_dir() / "templates" / "hwpx"
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "samples" / "template"
TEMPLATES = {
    "ours": (FORMS / "일반기안문.hwpx", FORMS / "간이기안문.hwpx"),
    "official": (SAMPLES / "일반기안문_서식.hwpx", SAMPLES / "간이기안문_서식.hwpx"),
}
NOTES = "점검 일시: 2026-04-13 오후 2시\n장소: 본관 대회의실\n붙임: 점검표 1부\n"
SPACES = re.compile(r"[\s|\\]+")
TEXT = (Part.BODY, Part.TABLE, Part.ATTACHMENT, Part.END, Part.TITLE)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    child = Reader()
    yield child
    child.close()


@pytest.mark.parametrize("which", TEMPLATES)
def test_the_reader_finds_every_line_of_sixty(reader: Reader, which: str) -> None:
    known = forms.load(assets_dir() / "templates")
    lacking = []
    for case in cases():
        form = known.get(case.letter.form)
        sheet = compose.sheet(case.letter, form, case.columns)
        path = TEMPLATES[which][0 if is_letter(sheet) else 1]
        if not path.exists():
            pytest.skip("the official samples are not there")
        value = foot.values(form, case.letter.fields)
        values = tuple((one.key, one.label, value(one.key)) for one in form.fields if value(one.key))
        data, _ = filled_file(path, sheet, values)
        parsed = reader.read(data, f"{case.name}.hwpx")
        found = SPACES.sub("", f"{parsed.title}\n{parsed.text}")
        lacking += [f"{case.name}: {line}" for line in _lines(sheet) if SPACES.sub("", line) not in found]
    assert lacking == []


def _lines(sheet: Sheet) -> tuple[str, ...]:
    lines = [line for line in sheet.lines if line.part in TEXT]
    return texts(Layout(blocks_of(lines, letter=True), ""))


def test_the_command_line_fills_a_form(reader: Reader, tmp_path: Path) -> None:
    notes, out = tmp_path / "메모.txt", tmp_path / "글.hwpx"
    notes.write_text(NOTES, encoding="utf-8")
    words = ("--home", tmp_path / "home", "draft", "대외 시행문", notes, "--writing", "never", "-o", out)
    done = run(*words, "--template", FORMS / "일반기안문.hwpx", "--json")
    assert done.status == 0, done.err
    found = SPACES.sub("", reader.read(out.read_bytes(), "글.hwpx").text)
    assert "2026.4.13.14:00" in found and "점검표1부.끝." in found and "기안자검토자결재권자" in found
    spoilt = tmp_path / "틀.hwpx"
    spoilt.write_bytes((FORMS / "일반기안문.hwpx").read_bytes()[:-3000])
    told = run(*words, "--template", spoilt, "--overwrite")
    assert told.status == 0 and "틀.hwpx" in told.err
    assert "기안자" not in reader.read(out.read_bytes(), "글.hwpx").text
    other = run(*words[:-1], tmp_path / "글.docx", "--template", spoilt)
    assert other.status == 1 and "EXP-001" in other.err
