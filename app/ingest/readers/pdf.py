"""PDF text with PDFium: characters in reading order, lines joined to paragraphs, running heads off.

PDFium makes up spaces where glyphs stand apart. Word processors set Hangul and digits a little apart
(제 1 조), so on a page that has spaces of its own the made-up ones between Hangul and digits go.
"""

import re
from typing import Any

from app.core.errors import FileDamaged, FileEncrypted, FilePartlyRead, FileTooLarge, NoText
from app.ingest import blocks
from app.ingest.blocks import Extract
from app.ingest.readers import lines
from app.ingest.readers.faults import PARSER_FAULTS

MAX_PAGES = 3000
_LIMIT_MB = 100
_SPACED_OUT = re.compile(r"[가-힣] [0-9A-Za-z]|[0-9A-Za-z] [가-힣]")
_NEAR = 0.8
"""Gap in glyph sizes up to which two characters belong to one word."""
_HANGUL = re.compile("[가-힣]")
_NARROW = re.compile("[0-9A-Za-zⅠ-Ⅻ]")


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, FileEncrypted, FileTooLarge or NoText."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except PARSER_FAULTS as error:
        raise (FileEncrypted if "assword" in str(error) else FileDamaged)(name=name) from error
    if count > MAX_PAGES:
        raise FileTooLarge(name=name, limit_mb=_LIMIT_MB)
    pages, broken = [], 0
    for index in range(count):
        try:
            pages.append(_page_text(document, index))
        except PARSER_FAULTS:
            pages.append("")
            broken += 1
    if broken == count:
        raise FileDamaged(name=name)
    if not any(page.strip() for page in pages):
        raise NoText(name=name)
    silent = sum(not page.strip() for page in pages)
    split = [[line for line in blocks.clean(page).split("\n") if line.strip()] for page in pages]
    made = lines.join(lines.without_running_heads(split))
    partly = ((FilePartlyRead.code, {"name": name}),) if broken or silent * 2 >= count else ()
    return Extract("pdf", tuple(made), warnings=partly)


def _page_text(document: Any, index: int) -> str:
    page = document[index]
    text_page = page.get_textpage()
    try:
        text = str(text_page.get_text_bounded())
        return _without_made_up_spaces(text_page) if _SPACED_OUT.search(text) else text
    finally:
        text_page.close()
        page.close()


def _without_made_up_spaces(text_page: Any) -> str:
    import pypdfium2.raw as pdfium

    count = text_page.count_chars()
    units = [pdfium.FPDFText_GetUnicode(text_page.raw, i) for i in range(count)]
    spaces = [i for i, unit in enumerate(units) if unit == 0x20]
    made_up = {i for i in spaces if pdfium.FPDFText_IsGenerated(text_page.raw, i) == 1}
    dropped: set[int] = set()
    if len(spaces) - len(made_up) > len(made_up) // 4:
        between = {i for i in made_up if 0 < i < count - 1 and _mixed(chr(units[i - 1]), chr(units[i + 1]))}
        dropped = {i for i in between if _near(text_page, i)}
    text = "".join(chr(unit) for i, unit in enumerate(units) if i not in dropped and unit <= 0x10FFFF)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mixed(left: str, right: str) -> bool:
    return bool((_HANGUL.match(left) and _NARROW.match(right)) or (_NARROW.match(left) and _HANGUL.match(right)))


def _near(text_page: Any, index: int) -> bool:
    """Whether the characters beside a made-up space stand closer than cells of a table would."""
    left, bottom, right, top = text_page.get_charbox(index - 1)
    after = text_page.get_charbox(index + 1)
    return bool(after[0] - right < _NEAR * max(right - left, top - bottom, after[3] - after[1]))
