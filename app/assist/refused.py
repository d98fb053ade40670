"""A child that must not do its work says why, once for each request, and lives."""

from collections.abc import Iterable, Iterator, Mapping

from app.core.errors import AppError
from app.worker.child import Handler, Stop
from app.worker.frames import Frame


def handlers(operations: Iterable[str], error: AppError) -> Mapping[str, Handler]:
    """Every operation raises that error."""

    def refuse(_request: Frame, _stop: Stop) -> Iterator[Frame]:
        raise type(error)(**error.params)

    return dict.fromkeys(operations, refuse)
