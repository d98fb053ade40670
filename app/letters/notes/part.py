"""A part of notes: a piece with its role, before its text is cleaned."""

import re
from dataclasses import dataclass

from app.core.drafts import NoteRole
from app.letters.notes.kinds import Typed
from app.letters.notes.lines import Line

VERBAL = re.compile(r"(?:함|됨|했음|있음|없음|한다|했다|하고|해서|하기로|중임|니다|려고|달라|자고|자|음)\.?$")
PEOPLE = re.compile(r"(참석자?|배석자?|참가자?|출장자|대상자|강사|위원|담당자|입회자?|인계자|인수자)\s+(?!\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece, or several that are one. `line` holds its text and places; `mark` what parts it from the one before."""

    row: int
    line: Line
    role: NoteRole
    label: str = ""
    typed: Typed | None = None
    remark: bool = False
    mark: str = ""
    head: bool = False
    topic: str = ""
    stated: bool = False
    several: bool = False

    @property
    def text(self) -> str:
        return self.line.text
