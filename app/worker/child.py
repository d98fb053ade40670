"""The loop of a child process: requests in on stdin, replies out on what was stdout.

The real stdout is kept aside and fd 1 points at stderr, so that a library that prints cannot
break a frame. A child whose parent has gone ends at once.
"""

import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from app.core.errors import AppError, Cancelled
from app.worker.frames import Frame, FrameError, read_frame, write_frame
from app.worker.sandbox import probe

log = logging.getLogger(__name__)


class Stop:
    """Whether the parent has given a request up. Called, it says so; `flag[0]` says it to code in C."""

    def __init__(self) -> None:
        self.flag = bytearray(2)

    def __call__(self) -> bool:
        return self.flag[0] != 0

    def set(self) -> None:
        self.flag[0] = 1


Handler = Callable[[Frame, Stop], Iterator[Frame]]
"""(request, is_cancelled) -> replies. May raise AppError or Cancelled."""


def serve(load: Callable[[], Mapping[str, Handler]]) -> None:
    """Answer requests until stdin closes. One request at a time; a `cancel` frame stops the current one.

    `load` gives the handlers by their op. It is called when the channels stand, so that it may give up opening
    files, and what libraries print while they load breaks no frame. Every role also answers `airgap`.
    """
    requests, replies = _take_channels()
    handlers = {**load(), "airgap": _airgap}
    waiting: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    stops: dict[int, Stop] = {}
    threading.Thread(target=_read_requests, args=(requests, waiting, stops), daemon=True).start()
    while True:
        request = waiting.get()
        _answer(handlers, request, stops, replies)


def _take_channels() -> tuple[BinaryIO, BinaryIO]:
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    return requests, replies


def _read_requests(requests: BinaryIO, waiting: "queue.SimpleQueue[Frame]", stops: dict[int, Stop]) -> None:
    while True:
        try:
            frame = read_frame(requests)
        except (FrameError, OSError):
            frame = None
        if frame is None:
            os._exit(0)  # the parent is gone; nothing here is worth finishing
        if frame.header.get("op") == "cancel":
            if (stop := stops.get(int(frame.header["call"]))) is not None:
                stop.set()
        else:
            stops[int(frame.header["call"])] = Stop()
            waiting.put(frame)


def _airgap(request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
    """Reply: `{"trials", "local", "writes"}`, what this child can still do towards a network, and whether it can make a
    file where it has no business: probe."""
    del request, is_cancelled
    local, writes = probe.local_sockets_left(), probe.writes_elsewhere()
    yield Frame({"trials": probe.network_trials(), "local": local, "writes": writes})


def _answer(handlers: Mapping[str, Handler], request: Frame, stops: dict[int, Stop], replies: BinaryIO) -> None:
    call = int(request.header["call"])

    def send(event: str, header: Mapping[str, Any], body: bytes = b"") -> None:
        write_frame(replies, Frame({**header, "call": call, "event": event}, body))

    try:
        handler = handlers[request.header["op"]]
        for reply in handler(request, stops[call]):
            send("reply", reply.header, reply.body)
        send("end", {})
    except Cancelled:
        send("cancelled", {})
    except AppError as error:
        send("error", {"code": error.code, "params": error.params})
    except (BrokenPipeError, FrameError):
        sys.exit(1)
    except MemoryError:
        send("crash", {"detail": "MemoryError"})
    except Exception as error:  # the child loop is one of two places that may catch everything
        log.exception("bug in the child")
        send("crash", {"detail": type(error).__name__})
    finally:
        del stops[call]
