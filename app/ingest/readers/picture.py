"""What a picture of a page needs before its characters can be recognised: grey, a fit size, no specks, level.

Each step was kept because it helped on pages of a statute (tests/bench/ocr.py measures them again): noise that is
enlarged with the page ruins it (character error .45 against .02), so a scan keeps its own resolution where that
will do; a median filter takes noise off but eats thin strokes, so it is used on noisy pages only; lines that
climb 2 degrees raise the error from .016 to .054.
"""

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 80_000_000
"""Of a picture that is opened: an A3 sheet at 600 dpi has 70 million."""

FIT_PIXELS = 20_000_000
"""Of a picture that is recognised: an A3 sheet at 300 dpi has 17 million."""

DPI, LEAST_DPI = 300, 150
"""Dots per inch to bring a page to, and those from which a scan is taken as it is."""

_LONG_SIDE_INCHES = 11.7
_NOISY = 3
"""Grey levels between half of all dots and their neighbourhood; clean pages have 0."""
_LEVEL = 0.3
"""Degrees below which turning would only blur."""
_STEEPEST = 5
_SMALL = (700, 900)
_GUTTER = (0.35, 0.65)
_LEAST_GUTTER, _LEAST_BAND = 0.015, 0.4
_INK = 245


def fit_dpi(own: float, width: float, height: float) -> float:
    """Dots per inch for a page of `width` x `height` inches whose picture has `own` (0: not known)."""
    wanted = own if LEAST_DPI <= own <= DPI else DPI
    return float(min(wanted, (FIT_PIXELS / max(width * height, 1e-6)) ** 0.5))


def made_fit(picture: "Image", own: float = 0.0) -> "Image":
    """A picture file's page in a size for recognition; without `own` dpi it is taken for a sheet of A4."""
    from PIL import Image

    known = own if 70 <= own <= 1200 else max(picture.size) / _LONG_SIDE_INCHES
    dpi = fit_dpi(known, picture.width / known, picture.height / known)
    scale = min(dpi / known, 4.0)
    if abs(scale - 1) < 0.01:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BICUBIC)


def grey(picture: "Image") -> "Image":
    """Eight-bit grey on white paper, whatever the picture's mode."""
    from PIL import Image

    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        low, high = picture.getextrema()
        span = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]
        return picture.point(lambda v: v * (255 / span) - float(low) * 255 / span).convert("L")  # type: ignore[arg-type]
    if "transparency" in picture.info and "A" not in picture.getbands():
        picture = picture.convert("RGBA")
    if "A" in picture.getbands():
        return Image.composite(picture.convert("L"), Image.new("L", picture.size, 255), picture.getchannel("A"))
    return picture.convert("L")


def cleaned(picture: "Image") -> "Image":
    """Specks off where the page is noisy, and turned until its lines are level."""
    from PIL import Image, ImageFilter

    if _noise(picture) >= _NOISY:
        picture = picture.filter(ImageFilter.MedianFilter(3))
    angle = skew(picture)
    if abs(angle) < _LEVEL:
        return picture
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _noise(picture: "Image") -> int:
    """How far, in grey levels, half of all dots are from the median of their neighbours."""
    from PIL import ImageChops, ImageFilter

    width, height = picture.size
    middle = picture.crop((width // 3, height // 3, width * 2 // 3, height * 2 // 3))
    if not middle.width or not middle.height:
        return 0
    histogram = ImageChops.difference(middle, middle.filter(ImageFilter.MedianFilter(3))).histogram()
    seen = 0
    for level, count in enumerate(histogram):
        seen += count
        if seen * 2 >= middle.width * middle.height:
            return level
    return 0


def skew(picture: "Image") -> float:
    """Degrees to turn the page by: where the rows of dots differ most from row to row."""
    small = _small(picture)
    coarse = max((_contrast(small, angle / 2), angle / 2) for angle in range(-2 * _STEEPEST, 2 * _STEEPEST + 1))[1]
    return max((_contrast(small, coarse + step / 10), coarse + step / 10) for step in range(-4, 5))[1]


def _contrast(picture: "Image", angle: float) -> int:
    from PIL import Image

    turned = picture.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in itertools.pairwise(rows))


def _small(picture: "Image") -> "Image":
    from PIL import Image

    small = picture.copy()
    small.thumbnail(_SMALL, Image.Resampling.BOX)
    return small


def columns(picture: "Image") -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) to read one after the other: two columns, and what spans them above and below.

    The whole page where no clean white gutter runs down its middle.
    """
    whole = [(0, 0, picture.width, picture.height)]
    small = _small(picture)
    gutter = _gutter(small)
    if gutter is None:
        return whole
    left, right = gutter
    band = _clear_band(small, left, right)
    if band is None:
        return whole
    scale = picture.height / small.height
    top, bottom = round(band[0] * scale), round(band[1] * scale)
    middle = round((left + right) / 2 * picture.width / small.width)
    boxes = [
        (0, 0, picture.width, top),
        (0, top, middle, bottom),
        (middle, top, picture.width, bottom),
        (0, bottom, picture.width, picture.height),
    ]
    return [box for box in boxes if box[3] - box[1] > picture.height // 100]


def _gutter(small: "Image") -> tuple[int, int] | None:
    """The widest white run of dot columns near the middle, with ink on both sides of it."""
    from PIL import Image

    width, height = small.size
    middle = small.crop((0, height // 5, width, height * 4 // 5))
    ink = [value < _INK for value in middle.resize((width, 1), Image.Resampling.BOX).tobytes()]
    best: tuple[int, int] | None = None
    start = -1
    for at in range(int(width * _GUTTER[0]), int(width * _GUTTER[1])):
        if ink[at]:
            start = -1
            continue
        start = at if start < 0 else start
        if best is None or at + 1 - start > best[1] - best[0]:
            best = (start, at + 1)
    if best is None or best[1] - best[0] < _LEAST_GUTTER * width:
        return None
    sides = (ink[: best[0]], ink[best[1] :])
    return best if all(sum(side) > len(side) // 2 for side in sides) else None


def _clear_band(small: "Image", left: int, right: int) -> tuple[int, int] | None:
    """The longest run of dot rows without ink in the gutter, if it is most of a page."""
    from PIL import Image

    strip = small.crop((left + 1, 0, max(right - 1, left + 2), small.height))
    rows = strip.resize((1, small.height), Image.Resampling.BOX).tobytes()
    best, start = (0, 0), 0
    for at, value in enumerate((*rows, 0)):
        if value < _INK:
            if at - start > best[1] - best[0]:
                best = (start, at)
            start = at + 1
    return best if best[1] - best[0] > _LEAST_BAND * small.height else None
