"""Reading the fields of a document: exact names, exact types, bounded. SPEC.md 5 names the types."""

import base64
import binascii
import itertools
import re
from dataclasses import dataclass
from typing import Any

from app.bundle.format.names import odd
from app.core.bundle_errors import BundleMalformed, BundleTooLarge

IDENTIFIER = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Form:
    """One document's reader. `name` is what messages call the document; `where` is a field's name in SPEC.md.

    Every method raises BundleMalformed with `where: rule`; those with `most` raise BundleTooLarge beyond it.
    """

    name: str

    def bad(self, where: str, rule: str) -> BundleMalformed:
        return BundleMalformed(name=self.name, detail=f"{where}: {rule}")

    def record(self, value: Any, where: str, fields: frozenset[str]) -> dict[str, Any]:
        """An object with exactly these fields."""
        if type(value) is not dict:
            raise self.bad(where, "type")
        if value.keys() != fields:
            raise self.bad(where, "fields")
        return value

    def table(self, value: Any, where: str, most: int) -> dict[str, Any]:
        """An object whose keys are data, with at least one."""
        if type(value) is not dict:
            raise self.bad(where, "type")
        self._count(len(value), where, 1, most)
        return value

    def items(self, value: Any, where: str, most: int, *, least: int = 0) -> list[Any]:
        if type(value) is not list:
            raise self.bad(where, "type")
        self._count(len(value), where, least, most)
        return value

    def _count(self, count: int, where: str, least: int, most: int) -> None:
        if count > most:
            raise BundleTooLarge(name=f"{self.name} {where}", limit=most)
        if count < least:
            raise self.bad(where, "empty")

    def integer(self, value: Any, where: str, low: int, high: int) -> int:
        if type(value) is not int:
            raise self.bad(where, "type")
        if not low <= value <= high:
            raise self.bad(where, "number")
        return value

    def flag(self, value: Any, where: str) -> bool:
        if type(value) is not bool:
            raise self.bad(where, "type")
        return value

    def matching(self, value: Any, where: str, pattern: re.Pattern[str], most: int = 64) -> str:
        if type(value) is not str:
            raise self.bad(where, "type")
        if len(value) > most or not pattern.fullmatch(value):
            raise self.bad(where, "form")
        return value

    def text(self, value: Any, where: str, most: int) -> str:
        """Words for people: 1 to `most` code points, none of them unseen."""
        if type(value) is not str:
            raise self.bad(where, "type")
        if not value or len(value) > most or odd(value):
            raise self.bad(where, "text")
        return value

    def ascending(self, keys: list[Any], where: str) -> None:
        """In order, and so none twice."""
        if any(not before < after for before, after in itertools.pairwise(keys)):
            raise self.bad(where, "order")

    def base64(self, value: Any, where: str, most: int) -> bytes:
        """RFC 4648 section 4, padded, in the one spelling that a byte string has."""
        if type(value) is not str:
            raise self.bad(where, "type")
        if len(value) > (most + 2) // 3 * 4:
            raise BundleTooLarge(name=f"{self.name} {where}", limit=most)
        try:
            data = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise self.bad(where, "base64") from None
        if base64.b64encode(data).decode("ascii") != value:
            raise self.bad(where, "base64")
        return data
