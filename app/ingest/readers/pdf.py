"""PDF through PDFium: text in reading order, tables, headings; which pages wait for recognition; and their pictures.

lines.py joins wrapped lines and takes running heads off, pdf_layout.py parts columns, pdf_table.py reads ruled
tables, pdf_scan.py tells scans and garbled text.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.core.errors import FileDamaged, FileEncrypted, FileMissing, FilePartlyRead, PasswordWrong, TooManyPages
from app.ingest import blocks
from app.ingest.blocks import Block, Extract, Member
from app.ingest.readers import lines, pdf_headings, pdf_scan, pdf_table
from app.ingest.readers.faults import PARSER_FAULTS
from app.ingest.readers.pdf_layout import Table, arrange
from app.ingest.readers.pdf_page import Drawn, Glyphs, drawn, glyphs, height, slanted
from app.ingest.readers.picture import fit_dpi
from app.ingest.structure.marks import article_mark

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 3000
MAX_ATTACHMENTS = 200

Item = pdf_headings.Sized | Table | Block


@dataclass(slots=True)
class Page:
    """`items` in reading order; `broken`: PDFium could not read it; `dpi` of a scanned page's picture.

    A scanned page keeps what little text it has until recognition gives more.
    """

    items: list[Item] = field(default_factory=list)
    scanned: bool = False
    broken: bool = False
    dpi: float = 0.0

    @property
    def silent(self) -> bool:
        return not self.items


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, FileEncrypted, PasswordWrong or TooManyPages."""
    with opened(data, name, password) as document:
        return extract(document, pages(document, name), name)


@contextlib.contextmanager
def opened(data: bytes, name: str, password: str) -> Iterator[Any]:
    """The document, closed in the end. Raises FileDamaged, FileEncrypted, PasswordWrong or TooManyPages."""
    try:
        document = _open(data, password)
        count = len(document)
    except PARSER_FAULTS as error:
        if "assword" not in str(error) and "security" not in str(error):
            raise FileDamaged(name=name) from error
        raise (PasswordWrong if password and "assword" in str(error) else FileEncrypted)(name=name) from error
    try:
        if not count:
            raise FileDamaged(name=name)
        if count > MAX_PAGES:
            raise TooManyPages(name=name, pages=count, limit=MAX_PAGES)
        yield document
    finally:
        document.close()


def _open(data: bytes, password: str) -> Any:
    """A password that is not needed does no harm: one may be given for a whole folder."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data, password=password or None)
    except PARSER_FAULTS as error:
        if not password or "assword" not in str(error):
            raise
        return pypdfium2.PdfDocument(data)


def pages(document: Any, name: str) -> list[Page]:
    """Every page's text, read one by one: a page that fails costs itself alone. Raises FileDamaged when all fail."""
    found = []
    for index in range(len(document)):
        try:
            found.append(_page(document, index))
        except PARSER_FAULTS:
            found.append(Page(broken=True))
    if all(page.broken for page in found):
        raise FileDamaged(name=name)
    return found


class Scans:
    """A PDF, open. `numbers` are its pages from 1 that wait."""

    def __init__(self, document: Any, found: list[Page], name: str) -> None:
        self._document = document
        self._pages = found
        self._name = name
        self.numbers = tuple(number for number, page in enumerate(found, 1) if page.scanned)

    def picture(self, number: int) -> "Image":
        """A page in grey, fit for recognition. Raises what PDFium raises."""
        sheet = self._document[number - 1]
        try:
            width, tall = (side / 72 for side in sheet.get_size())
            dpi = fit_dpi(self._pages[number - 1].dpi, width, tall)
            bitmap = sheet.render(scale=dpi / 72, grayscale=True)
            try:
                made: Image = bitmap.to_pil().convert("L")
                return made
            finally:
                bitmap.close()
        finally:
            sheet.close()

    def extract(self, seen: Mapping[int, list[Block]]) -> Extract:
        """The document, with the lines recognised on each page in its place; the other pages wait."""
        merged = [
            _recognised(page, seen[number]) if number in seen else page for number, page in enumerate(self._pages, 1)
        ]
        return extract(self._document, merged, self._name)


@contextlib.contextmanager
def scans(data: bytes, name: str, password: str = "") -> Iterator[Scans]:
    """Raises as `read`."""
    with opened(data, name, password) as document:
        yield Scans(document, pages(document, name), name)


def _recognised(page: Page, seen: list[Block]) -> Page:
    """A page that waits no longer; its own few words stay where recognition gave fewer."""
    own = sum(len(item[0]) for item in page.items if isinstance(item, tuple))
    items: list[Item] = [*seen] if sum(len(line.text) for line in seen) > own else page.items
    return Page(items, broken=page.broken)


def extract(document: Any, found: Sequence[Page], name: str) -> Extract:
    """The document of these pages."""
    scanned = tuple(number for number, page in enumerate(found, 1) if page.scanned)
    lost = sum(page.broken for page in found)
    silent = sum(page.silent and not page.scanned for page in found)
    partly = bool(lost) or (silent * 2 >= len(found) and silent < len(found))
    return Extract(
        "pdf",
        tuple(_blocks(document, found)),
        warnings=((FilePartlyRead.code, {"name": name}),) if partly else (),
        members=_members(document),
        scanned=scanned,
    )


def member(data: bytes, name: str, index: int, password: str) -> tuple[bytes, str]:
    """(bytes, name) of an attachment. Raises FileMissing, FileDamaged and what `opened` raises."""
    with opened(data, name, password) as document:
        if not 0 <= index < len(_members(document)):
            raise FileMissing(name=name)
        try:
            attachment = document.get_attachment(index)
            return bytes(attachment.get_data()), _plain(str(attachment.get_name()))
        except PARSER_FAULTS as error:
            raise FileDamaged(name=name) from error


def _members(document: Any) -> tuple[Member, ...]:
    """Attachments by name. Their size is not known before they are unpacked, which is left to `member`."""
    try:
        count = min(int(document.count_attachments()), MAX_ATTACHMENTS)
        names = [str(document.get_attachment(index).get_name()) for index in range(count)]
    except PARSER_FAULTS:
        return ()
    return tuple(Member(name.encode("utf-8", "replace"), _plain(name), 0) for name in names)


def _plain(name: str) -> str:
    return blocks.clean(name).replace("\n", " ").strip() or "?"


def _page(document: Any, index: int) -> Page:
    sheet = document[index]
    text_page = sheet.get_textpage()
    try:
        characters, objects = glyphs(text_page), drawn(sheet)
        written = characters.text(list(range(len(characters.codes))))
        amount = len("".join(written.split()))
        frame = sheet.get_bbox()
        garbled = pdf_scan.garbled(written)
        scanned = garbled or pdf_scan.pictured(objects, frame, amount)
        items = [] if garbled else _items(text_page, characters, objects)
        return Page(items, scanned=scanned, dpi=pdf_scan.own_dpi(objects, frame) if scanned else 0.0)
    finally:
        text_page.close()
        sheet.close()


def _items(text_page: Any, characters: Glyphs, objects: Drawn) -> list[Item]:
    if slanted(text_page, len(characters.codes)):
        return [(line, 0.0) for line in blocks.clean(str(text_page.get_text_bounded())).split("\n") if line.strip()]
    made: list[Item] = []
    for part in arrange(characters, pdf_table.grids(objects)):
        if isinstance(part, Table):
            made.append(part)
            continue
        size = height(text_page, part.first)
        made += [(text, size) for text in blocks.clean(part.text).split("\n") if text.strip()]
    return made


def _blocks(document: Any, found: Sequence[Page]) -> list[Block]:
    sized = [[item for item in page.items if isinstance(item, tuple)] for page in found]
    heads: dict[tuple[int, int], int] = {}
    if sum(article_mark(text.lstrip()) is not None for page in sized for text, _size in page) < 2:
        heads = pdf_headings.levels(sized, pdf_headings.outline(document))
    glue = lines.Glue([lines.Line(text, 0) for page in sized for text, _size in page])
    ready = [_ready(page, number, heads, glue.joined) for number, page in enumerate(found)]
    return lines.join(lines.without_running_heads(ready))


def _ready(
    page: Page, number: int, heads: dict[tuple[int, int], int], joined: Callable[[list[str]], str]
) -> list[lines.Item]:
    """A page's items as lines.py takes them: lines, headings, tables in blocks."""
    made: list[lines.Item] = []
    count = -1
    for item in page.items:
        if isinstance(item, Block):
            made.append(item)
        elif isinstance(item, Table):
            made += blocks.table([[joined(cell) if cell else "" for cell in row] for row in item.cells])
        else:
            count += 1
            level = heads.get((number, count), 0)
            made.append(Block(item[0].strip(), blocks.HEADING, level) if level else item[0])
    return made
