"""Bench: how much of HWP and HWPX files the readers keep, against readers that share no code with them.

Job: text recall against unhwp and hwp2markdown, the cells of every table against the raw file, files a second.
May import: app.ingest, and nothing else of the app. The two readers are run in another Python, where they are
installed (`pip install unhwp==0.23.1 hwp2markdown==0.1.0`); they are no dependency of the product.
Must not: be part of the timed tests, or judge: it prints figures as JSON.
Entry points: python -m tests.bench.hancom FOLDER --python OTHER_PYTHON
"""

import argparse
import json
import re
import struct
import subprocess
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from app.core.errors import AppError
from app.ingest import blocks
from app.ingest.readers import hwp, hwp_container, hwpx
from app.ingest.readers.owpml import OwpmlParser

OTHERS = """
import json, sys
import hwp2md, unhwp
told = {}
for path in sys.argv[1:]:
    said = {}
    try:
        said["unhwp"] = unhwp.extract_text(path)
    except Exception as error:
        said["unhwp"] = ""
    try:
        said["hwp2markdown"] = hwp2md.convert_bytes(open(path, "rb").read(), path).markdown
    except Exception as error:
        said["hwp2markdown"] = ""
    told[path] = said
json.dump(told, sys.stdout)
"""
_ADDED = re.compile(
    r"<[^<>]{1,300}>|!\[[^\]]*\]\([^)]*\.\w{3,4}\)|\]\([^)]*\)|\[\^\w+\]|\\\\?[a-zA-Z]+|^\s*\d+\\?\. ", re.MULTILINE
)
"""Tags, pictures, links, note marks, commands of formulas, numbers of lists: added by the other readers."""
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")


def words(text: str) -> Counter[str]:
    """Words of Hangul, Latin letters and digits, without what markdown and HTML add."""
    return Counter(_WORD.findall(_ADDED.sub(" ", blocks.clean(text))))


def recall(mine: str, theirs: str) -> tuple[float, list[str]]:
    """Share of their words that stand in mine as often, white space ignored; and the words that do not."""
    wanted = words(theirs)
    squeezed = "".join(blocks.clean(mine).split())
    lost = Counter({word: max(0, count - squeezed.count(word)) for word, count in wanted.items()})
    total = sum(wanted.values())
    return (1 - lost.total() / total if total else 1.0), [word for word, count in lost.items() if count]


def raw_tables(path: Path) -> list[tuple[int, int, int]]:
    """(rows, columns, cells) of each table as the file itself counts them."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        found = []
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if re.search(r"section\d+\.xml$", name):
                    root = ElementTree.fromstring(package.read(name))  # samples of our own choosing
                    for table in root.iter("{http://www.hancom.co.kr/hwpml/2011/paragraph}tbl"):
                        rows = [r for r in table if r.tag.endswith("}tr")]
                        cells = sum(c.tag.endswith("}tc") for row in rows for c in row)
                        found.append((int(table.get("rowCnt", "0")), int(table.get("colCnt", "0")), cells))
        return sorted(found)
    made = []
    for section in hwp_container.streams(data, path.name).sections:
        for tag, _level, start, _end in hwp_container.records(section):
            if tag == 77:  # HWPTAG_TABLE: properties, rows, columns, spacing, four margins, cells of each row
                rows, columns = struct.unpack_from("<HH", section, start + 4)
                made.append((rows, columns, sum(struct.unpack_from(f"<{rows}H", section, start + 18))))
    return sorted(made)


def model_tables(path: Path) -> list[tuple[int, int, int]]:
    """The same of the model that the reader walks."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        document = OwpmlParser().parse(path, include_assets=False)
    else:
        document, _ = hwp._parsed(hwp_container.streams(data, path.name))
    return sorted(_shape(table) for table in document.find_all("table") if table.rows)


def _shape(table: Any) -> tuple[int, int, int]:
    covered = 0
    for row in table.rows:
        for cell in row:
            if not cell.is_merged_away:
                covered += cell.row_span * cell.col_span - 1
    columns = max(len(row) for row in table.rows)
    return len(table.rows), columns, len(table.rows) * columns - covered


def read(data: bytes, name: str) -> blocks.Extract:
    reader = hwpx.read if data.startswith(b"PK") else hwp.read
    return reader(data, name)


def ragged(found: list[blocks.Block]) -> int:
    """Table blocks whose lines differ in their number of cells."""
    return sum(len({line.count(" | ") for line in b.text.split("\n")}) > 1 for b in found if b.kind == blocks.TABLE)


def one(path: Path, others: dict[str, str]) -> dict[str, Any]:
    row: dict[str, Any] = {"file": path.name}
    try:
        extract = read(path.read_bytes(), path.name)
    except AppError as error:
        fuller = max(others.values(), key=lambda text: words(text).total())
        return row | {"code": error.code, "others_words": words(fuller).total()}
    text = "\n".join(block.text for block in extract.blocks)
    fuller_name = max(others, key=lambda name: words(others[name]).total())
    row["recall"], row["lost"] = recall(text, others[fuller_name])
    row["by"] = {name: round(recall(text, told)[0], 4) for name, told in others.items()}
    row["fuller"], row["words"] = fuller_name, words(others[fuller_name]).total()
    row["notices"] = [code for code, _ in extract.warnings]
    row["tables_right"] = not Counter(raw_tables(path)) - Counter(model_tables(path))  # charts give tables of their own
    row["tables"], row["ragged"] = len(raw_tables(path)), ragged(list(extract.blocks))
    return row


def speed(paths: list[Path]) -> float:
    held = [(path.name, path.read_bytes()) for path in paths]
    start = time.process_time()
    for name, data in held:
        try:
            read(data, name)
        except AppError:
            continue
    return round(len(held) / (time.process_time() - start), 1)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--python", required=True)
    asked.add_argument("--all", action="store_true", help="a line a file")
    given = asked.parse_args()
    paths = sorted(p for p in given.folder.iterdir() if p.suffix.lower() in (".hwp", ".hwpx"))
    command = [given.python, "-c", OTHERS, *map(str, paths)]
    others = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    rows = [one(path, others[str(path)]) for path in paths]
    told = [row for row in rows if "recall" in row]
    if given.all:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    print(
        json.dumps(
            {
                "files": len(rows),
                "read": len(told),
                "codes": Counter(row["code"] for row in rows if "code" in row),
                "words_in_files_with_a_code": sum(row.get("others_words", 0) for row in rows),
                "mean_recall": round(sum(r["recall"] for r in told) / len(told), 4),
                "below_.95_without_notice": [r["file"] for r in told if r["recall"] < 0.95 and not r["notices"]],
                "tables": sum(r["tables"] for r in told),
                "files_with_wrong_tables": [r["file"] for r in told if not r["tables_right"] or r["ragged"]],
                "files_a_second": speed(paths),
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main()
