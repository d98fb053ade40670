"""Patterns that leave files out: `*.tmp`, `임시/`, `2019년/초안/*.hwp`.

A pattern without a slash fits a name anywhere; one that ends with a slash fits folders only; one with a slash
inside fits the path from the root. `*` and `?` stand for letters within a name. Upper and lower case, NFC and
NFD do not matter: people type what they see.
"""

import fnmatch
import unicodedata
from collections.abc import Sequence


class Excludes:
    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = tuple(pattern.strip() for pattern in patterns if pattern.strip().strip("/"))

    def of(self, path: str, *, folder: bool) -> str:
        """The first pattern that leaves `path` ("/" between parts, relative to the root) out, or nothing."""
        folded = _folded(path)
        for pattern in self._patterns:
            if pattern.endswith("/") and not folder:
                continue
            wanted = _folded(pattern.strip("/"))
            subject = folded if "/" in pattern.strip("/") else folded.rsplit("/", 1)[-1]
            if fnmatch.fnmatchcase(subject, wanted):
                return pattern
        return ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
