"""Morphemes as the parent sees them: texts in, lists of morphemes out."""

import json
from collections.abc import Sequence

from app.core.errors import ChildUnstartable
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent

_SILENCE = 300.0  # seconds for one document; the longest statute takes about ten


class RemoteMorphemes:
    """Safe across threads. A child that died is started again once a call."""

    def __init__(self) -> None:
        self._child = Child("morphemes")

    def of_many(self, texts: Sequence[str]) -> list[list[str]]:
        """Raises ChildUnstartable when the child cannot be kept alive."""
        body = json.dumps(list(texts), ensure_ascii=False).encode("utf-8", "replace")
        for attempt in (1, 2):
            try:
                (reply,) = self._child.call("split", {}, body, silence=_SILENCE)
                found: list[list[str]] = json.loads(reply.body)
                return found
            except (ChildDied, ChildSilent, ChildCrashed, ValueError) as error:
                self._child.kill()
                if attempt == 2:
                    raise ChildUnstartable(role=self._child.role) from error
        raise AssertionError

    def close(self) -> None:
        self._child.kill()
