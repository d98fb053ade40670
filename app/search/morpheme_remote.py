"""Morphemes as the parent sees them: texts in, their morphemes out."""

import json
from collections.abc import Sequence

from app.core.errors import ChildUnstartable
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent

_SILENCE = 300.0  # seconds for one call; a megabyte of text takes some seconds


class RemoteMorphemes:
    """Safe across threads. A child that died is started again once a call."""

    def __init__(self) -> None:
        self._child = Child("morphemes")

    def of_many(self, texts: Sequence[str]) -> list[str]:
        """Raises ChildUnstartable when the child cannot be kept alive."""
        body = json.dumps(list(texts), ensure_ascii=False).encode("utf-8", "replace")
        for attempt in (1, 2):
            try:
                (reply,) = self._child.call("split", {}, body, silence=_SILENCE)
                found: list[str] = json.loads(reply.body)
                return found
            except (ChildDied, ChildSilent, ChildCrashed, ValueError) as error:
                self._child.kill()
                if attempt == 2:
                    raise ChildUnstartable(role=self._child.role) from error
        raise AssertionError

    def close(self) -> None:
        self._child.kill()
