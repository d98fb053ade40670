"""The morphemes child: Kiwi in a process of its own, so that loading it never stops a window."""

import json
from collections.abc import Callable, Iterator, Mapping

from app.search.tokens import Morphemes
from app.worker.child import Handler
from app.worker.frames import Frame


def handlers() -> Mapping[str, Handler]:
    """`split`: body a JSON list of texts; reply body a JSON list of lists of morphemes."""
    morphemes = Morphemes()

    def split(request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        del cancelled
        yield Frame({}, json.dumps(morphemes.of_many(json.loads(request.body))).encode())

    return {"split": split}
