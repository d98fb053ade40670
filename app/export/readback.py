"""What a written file says when it is read again, by none of the libraries that wrote it.

HWPX and DOCX are read as what they are, ZIP and XML, by the names of ISO/IEC 29500 and KS X 6101 alone; PDF, which Qt
draws, by pypdf. Markdown is taken apart by its own rules. Only for files that this program has just made: nothing here
is built to meet a hostile file.
"""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from lxml import etree

from app.export.layout import Grid, Layout, texts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
_SECTION = re.compile(r"Contents/section\d+\.xml")
_NUMBER = re.compile(r"-\s?\d+\s?-\s*$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CELL_END = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_SHOWN = 40
"""Characters of a difference that are told."""


def difference(layout: Layout, data: bytes, suffix: str) -> str:
    """Empty where the file of that suffix (.hwpx, .docx, .pdf, .md) holds every letter of the layout in its order,
    else the first place where it does not, as `expected | found`."""
    if suffix == ".pdf":
        return _pdf_difference(layout, data)
    found = {".hwpx": _hwpx, ".docx": _docx, ".md": _markdown}[suffix](data)
    for expected, got in zip_longest(texts(layout), (text for text in found if text.strip()), fillvalue=""):
        if expected != got:
            return _told(expected, got)
    return ""


def filled_difference(data: bytes, fields: Mapping[str, str], lines: Sequence[str]) -> str:
    """Empty where a filled form says in its fields (by name) what it should, nothing between where it should not, and
    has every line in its order; words of the form may stand around them. Else as `difference`."""
    said = _fields(data)
    for name, expected in fields.items():
        if said.get(name, "") != expected:
            return _told(expected, said.get(name, ""))
    found = iter([text for text in _hwpx(data) if text.strip()])
    for line in lines:
        if not any(text == line or (text.endswith(line) and line in fields.values()) for text in found):
            return _told(line, "")
    return ""


def _fields(data: bytes) -> dict[str, str]:
    """What named fields say, the last one of a name."""
    said: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(name for name in archive.namelist() if _SECTION.fullmatch(name)):
            open_: list[str] = []
            for one in etree.fromstring(archive.read(name), _parser()).iter(
                f"{_P}fieldBegin", f"{_P}fieldEnd", f"{_P}t"
            ):
                if one.tag == f"{_P}fieldBegin":
                    open_.append(one.get("name", "").strip())
                    said[open_[-1]] = ""
                elif one.tag == f"{_P}fieldEnd" and open_:
                    open_.pop()
                elif open_:
                    said[open_[-1]] += "".join(one.itertext())
    return said


def _told(expected: str, got: str) -> str:
    place = next((at for at, (one, other) in enumerate(zip(expected, got, strict=False)) if one != other), None)
    start = max(0, (place if place is not None else min(len(expected), len(got))) - _SHOWN // 4)
    return f"{expected[start : start + _SHOWN]} | {got[start : start + _SHOWN]}"


def _hwpx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(name for name in archive.namelist() if _SECTION.fullmatch(name))
        for name in names:
            for paragraph in etree.fromstring(archive.read(name), _parser()).iter(f"{_P}p"):
                runs = paragraph.iterchildren(f"{_P}run")
                yield "".join(part.text or "" for run in runs for part in run.iterchildren(f"{_P}t"))


def _docx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"), _parser())
    for paragraph in root.iter(f"{_W}p"):
        yield "".join(part.text or "" for part in paragraph.iter(f"{_W}t"))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _markdown(data: bytes) -> Iterator[str]:
    lines = data.decode("utf-8").split("\n")
    end = lines.index("---", 1) if lines[0] == "---" else -1
    for line in lines[end + 1 :]:
        if not line.startswith("|"):
            yield _ESCAPE.sub(r"\1", re.sub(r"^#+ ", "", line).strip(" \u3000"))
        elif line.strip("|- "):
            cells = _CELL_END.sub(lambda match: match[1] + "\n", line.removeprefix("|").removesuffix("|")).split("\n")
            for cell in cells:
                yield from (_ESCAPE.sub(r"\1", part.strip(" ")) for part in cell.split("<br>"))


def _pdf_difference(layout: Layout, data: bytes) -> str:
    """Spaces do not count: in a PDF they are gaps. A table's head stands again at the top of a page that it goes on on,
    and cells that are cut by a page come in another order, with the same letters."""
    import pypdf

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    if not all(_NUMBER.search(page) for page in pages):
        return f"- {len(pages)} - | "
    found = [_squeezed(_NUMBER.sub("", page)) for page in pages]
    expected = _squeezed("".join(texts(layout)))
    heads = [_squeezed("".join(_head(block))) for block in layout.blocks if isinstance(block, Grid) and block.heads]
    rest = expected
    for page in found:
        taken = next(
            (head for head in ["", *heads] if page.startswith(head) and rest.startswith(page[len(head) :])), None
        )
        if taken is None:
            break
        rest = rest[len(page) - len(taken) :]
    else:
        if not rest:
            return ""
    return _counted(expected, "".join(found), heads, len(pages))


def _counted(expected: str, found: str, heads: Sequence[str], pages: int) -> str:
    """Whether the letters are the same, whatever their order, apart from heads that stand again."""
    missing, more = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
    for head in heads:
        for _ in range(pages):
            if Counter(head) <= more:
                more -= Counter(head)
    if not missing and not more:
        return ""
    return f"{''.join(missing.elements())[:_SHOWN]} | {''.join(more.elements())[:_SHOWN]}"


def _head(grid: Grid) -> Iterator[str]:
    for row in grid.rows[: grid.heads]:
        for cell in row:
            yield from cell


def _squeezed(text: str) -> str:
    """Without spaces and letters that show nothing by themselves (joiners, variation selectors)."""
    kept = "".join(text.split())
    return kept if kept.isascii() else "".join(char for char in kept if unicodedata.category(char) not in ("Cf", "Mn"))
