"""The morphemes child: Kiwi in a process of its own, so that loading it never stops a window."""

import json
from collections.abc import Callable, Iterator, Mapping

from app.search.tokens import Morphemes
from app.worker.child import Handler
from app.worker.frames import Frame


def handlers() -> Mapping[str, Handler]:
    """`split`: body a JSON list of texts; reply body a JSON list of their morphemes, spaces between.
    `parts`: the same body; reply body a JSON list of what Morphemes.parts_of gives.
    `dictionary`: reply body a JSON object of nouns, stems and endings."""
    morphemes = Morphemes()

    def split(request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        del cancelled
        found = morphemes.of_many(json.loads(request.body))
        yield Frame({}, json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))

    def parts(request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        del cancelled
        found = morphemes.parts_of(json.loads(request.body))
        yield Frame({}, json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))

    def dictionary(request: Frame, cancelled: Callable[[], bool]) -> Iterator[Frame]:
        del request, cancelled
        yield Frame({}, json.dumps(morphemes.dictionary(), ensure_ascii=False).encode())

    return {"split": split, "parts": parts, "dictionary": dictionary}
