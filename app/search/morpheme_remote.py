"""Morphemes as the parent sees them: texts in, their morphemes out."""

import json
from collections.abc import Sequence
from typing import Any

from app.core.errors import ChildUnstartable
from app.search.tokens import Tagged
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent

_SILENCE = 300.0  # seconds for one call; a megabyte of text takes some seconds


class RemoteMorphemes:
    """Safe across threads. A child that died is started again once a call."""

    def __init__(self) -> None:
        self._child = Child("morphemes")

    def of_many(self, texts: Sequence[str]) -> list[str]:
        """Raises ChildUnstartable when the child cannot be kept alive."""
        body = json.dumps(list(texts), ensure_ascii=False).encode("utf-8", "replace")
        found: list[str] = self._call("split", body)
        return found

    def parts_of(self, texts: Sequence[str]) -> list[tuple[list[Tagged], list[Tagged]]]:
        """Raises ChildUnstartable."""
        body = json.dumps(list(texts), ensure_ascii=False).encode("utf-8", "replace")
        found = self._call("parts", body)
        return [([(term, tag) for term, tag in one], [(term, tag) for term, tag in other]) for one, other in found]

    def dictionary(self) -> dict[str, list[str]]:
        """`nouns`, `stems` and `endings` as Morphemes gives them. Raises ChildUnstartable."""
        found: dict[str, list[str]] = self._call("dictionary", b"")
        return found

    def _call(self, verb: str, body: bytes) -> Any:
        for attempt in (1, 2):
            try:
                (reply,) = self._child.call(verb, {}, body, silence=_SILENCE)
                return json.loads(reply.body)
            except (ChildDied, ChildSilent, ChildCrashed, ValueError) as error:
                self._child.kill()
                if attempt == 2:
                    raise ChildUnstartable(role=self._child.role) from error
        raise AssertionError

    def close(self) -> None:
        self._child.kill()
