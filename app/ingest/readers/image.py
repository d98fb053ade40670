"""Pictures as files: PNG, JPEG, and TIFF of one or more pages. They have no text of their own: every page waits."""

import contextlib
import io
import warnings
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.core.errors import FileDamaged, FileTooLarge, TooManyPages
from app.ingest.blocks import Block, Extract
from app.ingest.readers import lines, picture
from app.ingest.readers.faults import PARSER_FAULTS

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PAGES = 3000
_FORMATS = ("PNG", "JPEG", "TIFF")
"""A JPEG of several pictures (MPO) is opened as a JPEG too."""
_LIMIT_MB = 100
_UPRIGHT = 0x0112
"""The Exif tag that tells how a camera was held."""


def read(data: bytes, name: str, password: str = "") -> Extract:
    """No blocks, every page `scanned`. Raises FileDamaged, FileTooLarge or TooManyPages."""
    with scans(data, name, password) as found:
        return found.extract({})


@contextlib.contextmanager
def scans(data: bytes, name: str, password: str = "") -> Iterator["Scans"]:
    """The pages of a picture file; nothing but its head is read here. Raises as `read`."""
    del password
    from PIL import Image, MpoImagePlugin, TiffImagePlugin

    del MpoImagePlugin, TiffImagePlugin  # importing makes them known; Pillow would look for all it has, in files
    Image.MAX_IMAGE_PIXELS = picture.MAX_PIXELS
    try:
        with _quietly():
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileTooLarge(name=name, limit_mb=_LIMIT_MB) from error
    except PARSER_FAULTS as error:
        raise FileDamaged(name=name) from error
    with opened:
        yield Scans(opened, _count(opened, name))


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Pillow tells of odd bytes by warning; of a picture over its limit too, which is made a fault here."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _count(opened: "Image", name: str) -> int:
    """Pages: a TIFF may have more than one; the further pictures of other formats are thumbnails or an animation."""
    if opened.format != "TIFF":
        return 1
    count = 1
    try:
        with _quietly(), contextlib.suppress(EOFError):  # Pillow counts in square time: no further than is needed
            while count <= MAX_PAGES:
                opened.seek(count)
                count += 1
        opened.seek(0)
    except PARSER_FAULTS as error:
        raise FileDamaged(name=name) from error
    if count > MAX_PAGES:
        raise TooManyPages(name=name, pages=count, limit=MAX_PAGES)
    return count


class Scans:
    """A picture file, open. `numbers` are its pages from 1, all of which wait."""

    def __init__(self, opened: "Image", count: int) -> None:
        self._opened = opened
        self.numbers = tuple(range(1, count + 1))

    def picture(self, number: int) -> "Image":
        """A page in grey, upright, fit for recognition. Raises what Pillow raises for bad bytes."""
        with _quietly():
            return self._picture(number)

    def _picture(self, number: int) -> "Image":
        from PIL import ImageOps

        opened = self._opened
        if number > 1 or opened.format == "TIFF":
            opened.seek(number - 1)
        if opened.width * opened.height > picture.MAX_PIXELS:
            raise ValueError(opened.size)
        if opened.format == "JPEG":
            opened.draft("L", opened.size)
        turned = opened.getexif().get(_UPRIGHT, 1) != 1
        page = picture.grey(ImageOps.exif_transpose(opened) if turned else opened)
        dpi = opened.info.get("dpi", (0, 0))
        return picture.made_fit(page, float(dpi[0] or 0))

    def extract(self, seen: Mapping[int, list[Block]]) -> Extract:
        """The document, with the lines recognised on each page; the other pages wait."""
        pages = [seen.get(number, []) for number in self.numbers]
        return Extract(
            str(self._opened.format or "").lower().replace("mpo", "jpeg"),
            tuple(lines.join(lines.without_running_heads(pages))),
            scanned=tuple(number for number in self.numbers if number not in seen),
        )
