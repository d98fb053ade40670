"""What is exported is read by the program's own reader, which shares no code with what wrote it."""

import os
import re
from collections.abc import Callable, Iterator

import pytest

from app.core.drafts import Sheet
from app.core.paths import assets_dir
from app.export import docx, sheet_pdf, sheet_text
from app.export.hwpx import package
from app.export.layout import Layout, laid_out, texts
from app.ingest.remote import Reader
from tests.fakes.sheets import LETTER, REPORT

os.environ["QT_QPA_PLATFORM"] = "offscreen"

WRITTEN: dict[str, Callable[[Layout], bytes]] = {
    "글.hwpx": package.written,
    "글.docx": docx.written,
    "글.md": lambda layout: sheet_text.markdown(layout).encode("utf-8"),
    "글.pdf": lambda layout: sheet_pdf.written(layout, assets_dir() / "fonts")[0],
}
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
