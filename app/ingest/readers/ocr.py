"""Characters from pictures of pages: Tesseract with its Korean data. The only home of tesserocr.

Page mode 6 (one block of text): the default mode loses a third of a clean Korean page (character error .40 against
.016). English data beside the Korean raises the error threefold.
"""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

from app.ingest import blocks
from app.ingest.readers import picture

LANGUAGE = "kor"
_LEAST_SIDE = 24
"""Dots; nothing smaller holds a line of text."""
PATIENCE = 15.0
"""Seconds for a page after its layout; an honest one takes two. Noise and photographs may take minutes."""
_DOUBTFUL = 30
"""Percent of certainty below which a line is dirt or a drawing."""

_AFTER_DIGIT = re.compile(r"(?<=.\d) (?=[가-힣])")
"""Not after a digit that begins the line: that may be the mark of a paragraph."""
_ORDINAL = re.compile(r"(?:(?<![가-힣])|(?<=[편장절관조항호]))(제|별표|별지) (?=\d)")
_MIDDLE_DOT = re.compile(r" ?([ㆍ·]) ?")
_SPREAD = re.compile(r"(?<!\S)[가-힣](?: [가-힣]){3,}(?!\S)")
"""Four syllables and more; three in a row are words often enough (이 영 중)."""
_WORD = re.compile("[가-힣A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Seen:
    """A line that was recognised. `confidence` is the mean certainty of its words, 1 to 100."""

    text: str
    confidence: int


class Engine:
    """Tesseract with its data in memory: made before the process gives up its files. One page at a time."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds kor.traineddata. Raises RuntimeError when Tesseract does not take it."""
        os.environ["OMP_THREAD_LIMIT"] = "1"  # its threads wait for each other by spinning
        import tesserocr

        self._page = tesserocr.PSM.SINGLE_BLOCK
        self._line = tesserocr.RIL.TEXTLINE
        self._api = tesserocr.PyTessBaseAPI(path=f"{folder}{os.sep}", lang=LANGUAGE, psm=self._page)

    def read(self, page: "Image") -> list[Seen]:
        """The lines of a grey page from top to bottom, column by column. Raises TimeoutError after PATIENCE."""
        if min(page.size) < _LEAST_SIDE:
            return []
        page = picture.cleaned(page)
        until = time.monotonic() + PATIENCE
        return [line for box in picture.columns(page) for line in self.lines(page.crop(box), until)]

    def lines(self, part: "Image", until: float) -> list[Seen]:
        """The lines of a picture as it stands, by the clock of time.monotonic. Raises TimeoutError."""
        if min(part.size) < _LEAST_SIDE:
            return []
        try:
            self._api.SetImage(part)
            self._api.SetSourceResolution(picture.DPI)
            if not self._api.Recognize(max(1, round((until - time.monotonic()) * 1000))):
                raise TimeoutError
            return self._found()
        finally:
            self._api.Clear()

    def _found(self) -> list[Seen]:
        """The text of the page knows its spaces (199 of 200 right); that of a single line does not (130 of 200)."""
        texts = [line for line in self._api.GetUTF8Text().split("\n") if line.strip()]
        alone = list(self._each_line())
        if len(texts) != len(alone):
            texts = [text for text, _sure in alone]
        found = []
        for text, (_alone, sure) in zip(texts, alone, strict=True):
            line = respaced(blocks.clean(text).strip())
            if sure >= _DOUBTFUL and _WORD.search(line):
                found.append(Seen(line, max(1, min(100, round(sure)))))
        return found

    def _each_line(self) -> Iterator[tuple[str, float]]:
        """(text, certainty) of each line."""
        lines = self._api.GetIterator()
        while lines is not None and not lines.Empty(self._line):
            text = lines.GetUTF8Text(self._line)
            if text.strip():
                yield text, lines.Confidence(self._line)
            if not lines.Next(self._line):
                break


def respaced(text: str) -> str:
    """Spaces that recognition made up: `제 7 조`, `24 시각`, `연 ㆍ월`, `작 성 방 법`. Others are left as they are."""
    text = _AFTER_DIGIT.sub("", _ORDINAL.sub(r"\1", text))
    text = _MIDDLE_DOT.sub(r"\1", text)
    return _SPREAD.sub(lambda found: found[0].replace(" ", ""), text)
