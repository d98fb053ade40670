"""A page of a file as its author sees it: a PDF's page, a scan, or the picture that a document carries of itself.

Runs in the reader child. What comes out are plain dots: nobody outside has to decode a picture that came from a file.
"""

import io
import math
from typing import TYPE_CHECKING

from app.core.errors import FileDamaged, FileMissing, PreviewMissing
from app.core.types import PagePicture
from app.ingest import read, sniff
from app.ingest.limits import MAX_PIXELS, MAX_SIDE, MAX_WIDTH
from app.ingest.readers import container, hwp_container, image, opc, pdf, unlock
from app.ingest.readers.faults import PARSER_FAULTS
from app.ingest.readers.picture import MAX_PIXELS as MAX_OPENED

if TYPE_CHECKING:
    from PIL.Image import Image

_HWPX_PICTURES = ("Preview/PrvImage.png", "Preview/PrvImage.jpg")
_CARRIED = ("PNG", "JPEG", "BMP", "GIF")
"""What Hancom Office and Word write their previews as; Word's EMF and WMF are left alone."""
_THUMBNAIL = "thumbnail"
"""The last word of the package relation that leads to it (ISO/IEC 29500-2, 10)."""


def preview(data: bytes, name: str, page: int, width: int, password: str = "") -> PagePicture:
    """Page `page` (from 1; the last where there are fewer), `width` dots wide at most.

    Raises PreviewMissing for a format without pages that carries no picture of itself, FileDamaged for a page that
    cannot be drawn, and what opening the file raises.
    """
    width = min(max(width, 1), MAX_WIDTH)
    found = sniff.sniff(data, name)
    if found == "locked":
        data = unlock.unlocked(data, name, password)
        found = sniff.sniff(data, name)
    if found == "pdf":
        return _pdf_page(data, name, page, width, password)
    if found == "image":
        return _scan(data, name, page, width)
    try:
        with _opened(_carried(data, name, found)) as picture:
            made = _dots(picture, width, enlarge=False)
    except PARSER_FAULTS as error:  # the document itself may be sound
        raise PreviewMissing(name=name) from error
    if made.rgb == made.rgb[:3] * (made.width * made.height):
        raise PreviewMissing(name=name)  # programs that never drew the page leave an empty sheet
    return made


def inside(data: bytes, name: str, way: bytes, password: str = "") -> tuple[bytes, str]:
    """(bytes, name) of the file that raw names, with slashes between them, lead to through containers.

    Raises FileMissing, and what opening the containers raises.
    """
    for _depth in range(container.MAX_DEPTH):
        if not way:
            break
        members = read.read(data, name, password).members
        fits = [
            (member.raw_name != way, index, member.raw_name)
            for index, member in enumerate(members)
            if member.raw_name == way or way.startswith(member.raw_name + b"/")
        ]
        if not fits:
            raise FileMissing(name=name)
        _longer, index, raw_name = min(fits)
        data, name = container.member(data, name, index, password)
        way = way[len(raw_name) + 1 :]
    if way:
        raise FileMissing(name=name)
    return data, name


def _pdf_page(data: bytes, name: str, page: int, width: int, password: str) -> PagePicture:
    with pdf.opened(data, name, password) as document:
        pages = len(document)
        number = min(max(page, 1), pages)
        try:
            sheet = document[number - 1]
            try:
                bitmap = sheet.render(scale=_scale(sheet.get_size(), width - 0.5))  # PDFium rounds up
                try:
                    return _raw(bitmap.to_pil(), number, pages)
                finally:
                    bitmap.close()
            finally:
                sheet.close()
        except PARSER_FAULTS as error:
            raise FileDamaged(name=name) from error


def _scale(size: tuple[float, float], width: float) -> float:
    """Dots a point, so that the page is as wide as wanted and no side or area goes past its limit."""
    across, down = size
    if not (math.isfinite(across) and math.isfinite(down) and across > 0 and down > 0):
        raise ValueError(size)
    return min(width / across, MAX_SIDE / max(across, down), math.sqrt(MAX_PIXELS / (across * down)))


def _scan(data: bytes, name: str, page: int, width: int) -> PagePicture:
    with image.scans(data, name) as scans:
        pages = len(scans.numbers)
        number = min(max(page, 1), pages)
        try:
            return _dots(scans.picture(number), width, enlarge=True, page=number, pages=pages)
        except PARSER_FAULTS as error:
            raise FileDamaged(name=name) from error


def _carried(data: bytes, name: str, found: str) -> bytes:
    """The picture that a document carries of its first page. Raises PreviewMissing or PARSER_FAULTS."""
    if found == "hwp":
        made = hwp_container.preview(data, name)
    elif found == "hwpx":
        package = opc.Package(data)
        made = next((package.bytes(part) for part in _HWPX_PICTURES if part in package.names), b"")
    elif found in ("docx", "xlsx", "pptx"):
        package = opc.Package(data)
        made = next((package.bytes(each.part) for each in package.relations("") if each.kind == _THUMBNAIL), b"")
    else:
        made = b""
    if not made:
        raise PreviewMissing(name=name)
    return made


def _opened(picture: bytes) -> "Image":
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_OPENED
    try:
        opened = Image.open(io.BytesIO(picture), formats=_CARRIED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(len(picture)) from error
    if opened.width * opened.height > MAX_OPENED:
        raise ValueError(opened.size)
    return opened


def _dots(picture: "Image", width: int, *, enlarge: bool, page: int = 1, pages: int = 1) -> PagePicture:
    """At most `width` wide; a small picture is made larger only where its dots are those of a page."""
    from PIL import Image

    scale = _scale((float(picture.width), float(picture.height)), width)
    scale = scale if enlarge else min(scale, 1.0)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    plain = _on_paper(picture)
    return _raw(plain if size == plain.size else plain.resize(size, Image.Resampling.LANCZOS), page, pages)


def _on_paper(picture: "Image") -> "Image":
    """In colour, on white where it is transparent."""
    from PIL import Image

    if "transparency" in picture.info or "A" in picture.getbands():
        whole = picture.convert("RGBA")
        paper = Image.new("RGB", whole.size, (255, 255, 255))
        paper.paste(whole, mask=whole.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _raw(picture: "Image", page: int, pages: int) -> PagePicture:
    plain = picture.convert("RGB")
    return PagePicture(plain.width, plain.height, plain.tobytes(), page, pages)
