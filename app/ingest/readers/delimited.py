"""CSV and TSV: a table whose header stands at the top of each of its blocks.

The delimiter is judged by how alike it divides the first lines; quotes that never close (an inch sign, a
note) would swallow the rest of a file, so such a file is read without quotes.
"""

import csv
import io
from collections import Counter

from app.core.errors import FilePartlyRead
from app.ingest.blocks import Extract
from app.ingest.decode import decode
from app.ingest.readers import grid
from app.ingest.sniff import suffix_of

_DELIMITERS = ",\t;|"
_LOOKED_AT = 50
_MAX_CELL_LINES = 60


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FormatUnsupported when the bytes are not text."""
    text, _encoding, damaged = decode(data, name)
    lines = text.splitlines()
    delimiter = "\t" if suffix_of(name) == ".tsv" and "\t" in text else _delimiter(lines)
    warnings = ((FilePartlyRead.code, {"name": name}),) if damaged else ()
    return Extract("csv", tuple(grid.sheet(_rows(text, lines, delimiter))), warnings=warnings)


def _delimiter(lines: list[str]) -> str:
    """The one that divides most of the first lines into the same number of cells; of equals the first."""
    sample = [line for line in lines[: 2 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    scores = []
    for delimiter in _DELIMITERS:
        try:
            counts = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        except csv.Error:  # a cell of more than 131,072 characters
            counts = Counter()
        width, alike = counts.most_common(1)[0] if counts else (0, 0)
        scores.append((alike, width, delimiter))
    best = max(alike for alike, _, _ in scores)
    return max((score for score in scores if score[0] == best), key=lambda score: score[1])[2] if best else ","


def _rows(text: str, lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        if all(cell.count("\n") < _MAX_CELL_LINES for row in rows for cell in row):
            return rows
    except csv.Error:  # a cell of more than 131,072 characters: a quote that never closes
        pass
    return [line.split(delimiter) for line in lines]
