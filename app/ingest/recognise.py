"""Scanned pages -> text, one page at a time. Runs in the child of role ocr, after all text has been read."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from app.core.errors import FileDamaged, FilePartlyRead, ReadByRecognition, RecognitionMissing
from app.ingest import read, sniff
from app.ingest.blocks import Block, Extract, Warning_
from app.ingest.readers import image, pdf
from app.ingest.readers.faults import PARSER_FAULTS
from app.ingest.readers.ocr import Engine

if TYPE_CHECKING:
    from PIL.Image import Image


class Scans(Protocol):
    """A file with pages that wait: their `numbers` from 1, each as a picture, and the document in the end."""

    numbers: tuple[int, ...]

    def picture(self, number: int) -> "Image": ...

    def extract(self, seen: Mapping[int, list[Block]]) -> Extract: ...


Opener = Callable[[bytes, str, str], contextlib.AbstractContextManager[Scans]]

_OPENERS: Mapping[str, Opener] = {"pdf": pdf.scans, "image": image.scans}


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `pages` that wait have been looked at."""

    done: int
    pages: int


def recognise(data: bytes, name: str, password: str, engine: Engine | None) -> Iterator[Step | Extract]:
    """A Step before the first page and after each; last the whole document. Without an engine the pages go on waiting.

    The document carries ReadByRecognition, or RecognitionMissing. Raises as read.read, and FileDamaged when no
    scanned page could be looked at and there is no other text.
    """
    found = sniff.sniff(data, name)
    if found not in _OPENERS:
        yield read.read(data, name, password)
        return
    with _OPENERS[found](data, name, password) as scans:
        if engine is None and scans.numbers:
            extract = scans.extract({})
            missing = (RecognitionMissing.code, {"name": name, "pages": len(scans.numbers)})
            yield read.checked(replace(extract, warnings=(*extract.warnings, missing)), found, name)
            return
        seen: dict[int, list[Block]] = {}
        lost = slow = 0
        total = len(scans.numbers)
        yield Step(0, total)
        for done, number in enumerate(scans.numbers, 1):
            seen[number] = []
            try:
                if engine is not None:
                    seen[number] = [
                        Block(line.text, confidence=line.confidence) for line in engine.read(scans.picture(number))
                    ]
            except TimeoutError:
                slow += 1
            except PARSER_FAULTS:
                lost += 1
            yield Step(done, total)
        extract = scans.extract(seen)
    if lost == total > 0 and not extract.blocks:
        raise FileDamaged(name=name)
    yield read.checked(replace(extract, warnings=(*extract.warnings, *_notices(seen, lost + slow, name))), found, name)


def _notices(seen: Mapping[int, list[Block]], lost: int, name: str) -> list[Warning_]:
    lines = [line for page in seen.values() for line in page]
    made: list[Warning_] = [(FilePartlyRead.code, {"name": name})] if lost else []
    if lines:
        certainty = sum(line.confidence * len(line.text) for line in lines) / sum(len(line.text) for line in lines)
        pages = sum(bool(page) for page in seen.values())
        made.append((ReadByRecognition.code, {"name": name, "pages": pages, "confidence": round(certainty)}))
    return made
