"""Which PDF pages must be looked at rather than read: scans, text drawn as curves, and text that means nothing.

A font without a table to Unicode can come out as rare Hangul. Of the 11,172 syllables, KS X 1001 has the 2,350 that
Korean is written with: real text keeps to them (1.00 measured), such a page does not (.13).
"""

import functools
import math
import re

from app.ingest.readers.pdf_page import Box, Drawn

NEARLY_NOTHING = 40
"""Characters on a scanned page at most: a page number, a stamp, a running head."""

_COVERS = 0.5
_MANY_CURVES = 150
_HANGUL = re.compile("[가-힣]")
_LOST = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_ENOUGH = 30
"""Syllables from which a share means something."""
_LEAST_USUAL = 0.7
_MOST_LOST = 0.3


@functools.cache
def usual_syllables() -> frozenset[str]:
    """The 2,350 syllables of KS X 1001: rows 16 to 40 of its table, 0xB0A1 to 0xC8FE in EUC-KR."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))
    return frozenset(cell.decode("euc_kr") for cell in cells)


def garbled(text: str) -> bool:
    """Whether a page's characters are not what the page shows."""
    letters = len(text) - text.count(" ")
    if letters >= _ENOUGH and len(_LOST.findall(text)) > _MOST_LOST * letters:
        return True
    hangul = _HANGUL.findall(text)
    if len(hangul) < _ENOUGH:
        return False
    usual = usual_syllables()
    return sum(syllable in usual for syllable in hangul) < _LEAST_USUAL * len(hangul)


def pictured(drawn: Drawn, page: Box, characters: int) -> bool:
    """Whether a page with so few characters shows its words in pictures, or draws them as curves."""
    if characters > NEARLY_NOTHING:
        return False
    covered = sum(_area(_common(box, page)) for box, _size in drawn.pictures)
    return covered >= _COVERS * _area(page) or (characters == 0 and drawn.paths >= _MANY_CURVES)


def own_dpi(drawn: Drawn, page: Box) -> float:
    """Dots per inch of the finest picture that covers much of the page; 0 where none does."""
    finest = 0.0
    for box, (width, height) in drawn.pictures:
        if _area(_common(box, page)) >= _COVERS / 2 * _area(page):
            inches = math.sqrt(max(_area(box), 1.0)) / 72
            finest = max(finest, math.sqrt(width * height) / inches)
    return finest


def _common(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
