"""Sixty letters and reports in five formats, read back: `python -m tests.bench.export [--keep FOLDER]`.

Each file is compared letter by letter by the reader of app/export (no code in common with what writes) as every export
is, HWPX goes through python-hwpx's two checks, and then the program's own reader child, which has other parsers
(dochan, syhwp, python-docx, pypdfium2), must find every line. Ends with 1 if one file differs.
"""

import argparse
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from app.core.draft_errors import ExportInvalid
from app.core.drafts import Sheet
from app.core.paths import assets_dir
from app.export.layout import laid_out, texts
from app.ingest.remote import Reader
from app.letters import forms
from app.letters.composing import compose
from app.services.exporting.export import FORMATS, file_of
from tests.fakes.letters import cases

_SPACES = re.compile(r"[\s|\\]+")
"""And strokes of tables, which a plain text marks with a sign before those of its own."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, default=None, help="write the files there")
    keep = parser.parse_args(argv).keep
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sheets = dict(_sheets())
    reader = Reader()
    wrong = 0
    try:
        print(f"{'format':8}{'files':>7}{'equal':>7}{'found':>7}{'median ms':>11}{'most ms':>9}{'KiB':>8}")
        for suffix in FORMATS:
            wrong += _format(suffix, sheets, reader, keep)
    finally:
        reader.close()
    return int(wrong > 0)


def _sheets() -> Iterator[tuple[str, Sheet]]:
    known = forms.load(assets_dir() / "templates")
    for case in cases():
        yield case.name, compose.sheet(case.letter, known.get(case.letter.form), case.columns)


def _format(suffix: str, sheets: dict[str, Sheet], reader: Reader, keep: Path | None) -> int:
    """One line of the table; how many files are wrong."""
    took, sizes, equal, found = [], [], 0, 0
    for name, sheet in sheets.items():
        began = time.perf_counter()
        try:
            data, _ = file_of(sheet, suffix, "", name)
        except ExportInvalid as fault:
            print(f"  {name}{suffix}: {fault.params['detail']}")
            continue
        took.append((time.perf_counter() - began) * 1000)
        sizes.append(len(data) / 1024)
        equal += 1
        missing = _missing(reader, sheet, data, f"{name}{suffix}")
        found += not missing
        if missing:
            print(f"  {name}{suffix}: the reader lacks {missing[:3]}")
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{name}{suffix}").write_bytes(data)
    middle, most = statistics.median(took), max(took)
    print(f"{suffix:8}{len(sheets):7}{equal:7}{found:7}{middle:11.0f}{most:9.0f}{statistics.mean(sizes):8.1f}")
    return 2 * len(sheets) - equal - found


def _missing(reader: Reader, sheet: Sheet, data: bytes, name: str) -> list[str]:
    """Lines that the program's own reader does not find in the file."""
    parsed = reader.read(data, name)
    text = _SPACES.sub("", f"{parsed.title}\n{parsed.text}")
    return [line for line in texts(laid_out(sheet)) if _SPACES.sub("", line) not in text]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
