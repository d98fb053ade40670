"""How fast PDF text is read without recognition: `python -m tests.bench.pdf_speed FOLDER_OR_FILE…`.

Reads every PDF below the paths given, then a document of 500 pages made by repeating their pages. Prints a line of
JSON for each: pages, CPU seconds of reading and structuring, pages per CPU second of one core.
"""

import argparse
import io
import itertools
import sys
import time
from pathlib import Path

from app.core.errors import AppError
from app.ingest.parse import parse
from app.ingest.preload import preload
from app.ingest.read import read
from tests.bench.running import say

LEAST = 40.0
"""Pages per second and core."""

LONG = 500


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", type=Path, nargs="+")
    chosen = parser.parse_args(argv)
    files = [file for path in chosen.paths for file in ([path] if path.is_file() else sorted(path.rglob("*.pdf")))]
    preload()
    pages, seconds = 0, 0.0
    sound = []
    for file in files:
        count, spent = _timed(file.read_bytes(), file.name)
        if count:
            sound.append(file)
            pages, seconds = pages + count, seconds + spent
    say(bench="samples", files=len(sound), pages=pages, cpu_seconds=round(seconds, 2), rate=round(pages / seconds, 1))
    long, spent = _timed(_long(sound), "긴 문서.pdf")
    say(bench="long", pages=long, cpu_seconds=round(spent, 2), rate=round(long / spent, 1))
    return int(min(pages / seconds, long / spent) < LEAST)


def _timed(data: bytes, name: str) -> tuple[int, float]:
    """(pages, CPU seconds); no pages for a file that cannot be read."""
    import pypdfium2

    started = time.process_time()
    try:
        parse(read(data, name), name)
    except AppError as error:
        say(skipped=name, code=error.code)
        return 0, 0.0
    spent = time.process_time() - started
    with pypdfium2.PdfDocument(data) as document:
        return len(document), spent


def _long(files: list[Path]) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter()
    pages = [page for file in files for page in pypdf.PdfReader(file).pages]
    for page in itertools.islice(itertools.cycle(pages), LONG):
        writer.add_page(page)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
