"""The parent's side of a child process: start, ask, cancel, kill, start again.

A child is a copy of this program (`python -m app worker ROLE`, or the frozen executable).
"""

import contextlib
import itertools
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from app.core.errors import Cancelled, ChildUnstartable, error_for_code
from app.core.events import Cancel
from app.core.paths import program_dir
from app.worker.frames import Frame, FrameError, read_frame, write_frame
from app.worker.sandbox import WRITABLE, windows_job

log = logging.getLogger(__name__)

CANCEL_GRACE = 2.0
"""Seconds of silence after a cancel before the child is killed."""

_POLL = 0.05

_WAKE = Frame({"event": "wake"})
"""Put among the replies by a cancel, so that who waits for them looks at the flag at once. It belongs to no call."""

_OUT_OF_CPU_TIME = (-24, 1816)
"""How a child ends that used up its time: SIGXCPU on Linux; ERROR_NOT_ENOUGH_QUOTA, Windows' word for a job's limit."""


class ChildDied(Exception):
    """The child ended, or broke the protocol, before it had answered."""


class ChildSilent(Exception):
    """The child gave no reply for longer than allowed, and was killed."""


class ChildOverran(ChildDied):
    """The system ended the child: it had used the CPU time that it was given."""


class ChildCrashed(Exception):
    """The child met a bug or ran out of memory on this request and lives on."""


def child_command(role: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "worker", role]
    return [sys.executable, "-P", "-m", "app", "worker", role]


def child_environment() -> dict[str, str]:
    """Ours, less what could make a library load foreign code or look for a network.

    OMP_WAIT_POLICY=PASSIVE keeps a busy PC usable: spinning barriers were measured 32 times slower.
    MALLOC_ARENA_MAX keeps glibc from holding on to the encoder's buffers once for every thread;
    ONEDNN_PRIMITIVE_CACHE_CAPACITY keeps oneDNN from holding a copy of the weights for every length of text.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GGML_", "LLAMA_", "PYTHON", "HF_")) and name not in ("LD_PRELOAD",)
    }
    return kept | {
        "OMP_WAIT_POLICY": "PASSIVE",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "MALLOC_ARENA_MAX": "2",
        "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "16",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(program_dir()),
        "PYTHONDONTWRITEBYTECODE": "1" if "PYTHONDONTWRITEBYTECODE" in os.environ else "",
    }


@dataclass(frozen=True, slots=True)
class Limits:
    """What the parent puts on a child where a child cannot put it on itself (Windows: windows_job.py)."""

    memory_mib: int
    cpu_seconds: int
    """User time of one request."""


class Child:
    """One child of one role, started on first use and again after it died. Safe across threads:
    one request at a time."""

    def __init__(self, role: str, limits: Limits | None = None, writable: Path | None = None) -> None:
        """`writable`: the one folder where the child may write; it is made. Else it writes nowhere."""
        self.role = role
        self._writable = writable
        self._limits = limits
        self.environment: dict[str, str] = {}
        """Added to the environment from the next start on."""
        self._job: windows_job.Job | None = None
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._calls = itertools.count(1)
        self._last_words: deque[str] = deque(maxlen=40)

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def call(
        self,
        op: str,
        header: Mapping[str, Any] | None = None,
        body: bytes = b"",
        *,
        cancel: Cancel | None = None,
        silence: float = 600.0,
    ) -> Iterator[Frame]:
        """Ask and yield the replies.

        `silence` is the longest wait in seconds for the next reply. Raises the AppError that the
        child raised, Cancelled, ChildDied, ChildOverran, ChildSilent, ChildCrashed or ChildUnstartable.
        Leaving the iterator early cancels the request.
        """
        with self._turn:
            number = next(self._calls)
            self._start()
            self._allow_cpu()
            self._send(Frame({**(header or {}), "op": op, "call": number}, body))
            finished = False
            try:
                for frame in self._received(number, cancel, silence):
                    if frame.header.get("event") == "reply":
                        yield frame
                    else:
                        finished = True
                        _raise_end(frame)
                        return
            finally:
                if not finished and self.pid is not None:
                    self._cancel(number)

    def kill(self) -> None:
        """End the child at once; the next call starts a new one."""
        process, self._process = self._process, None
        job, self._job = self._job, None
        if job is not None:
            job.close()
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def _start(self) -> None:
        if self.pid is not None:
            return
        self.kill()
        self._replies = queue.SimpleQueue()
        if self._writable is not None:
            with contextlib.suppress(OSError):  # then it writes nowhere
                self._writable.mkdir(parents=True, exist_ok=True)
        try:
            process = subprocess.Popen(
                child_command(self.role),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=program_dir(),
                env=child_environment() | {WRITABLE: str(self._writable or "")} | self.environment,
                start_new_session=True,
                creationflags=_creation_flags(self._limits),
            )
        except OSError as error:
            raise ChildUnstartable(role=self.role) from error
        self._process = process
        self._job = _confined(process, self._limits)
        threading.Thread(target=_read_replies, args=(process.stdout, self._replies), daemon=True).start()
        threading.Thread(target=self._listen, args=(process.stderr,), daemon=True).start()

    def _allow_cpu(self) -> None:
        if self._job is not None and self._limits is not None:
            with contextlib.suppress(OSError):  # the wall clock is left
                self._job.allow_cpu(self._limits.cpu_seconds)

    def _listen(self, stream: BinaryIO) -> None:
        with contextlib.suppress(OSError, ValueError):
            for raw in stream:
                line = "".join(c for c in raw.decode("utf-8", "replace") if c.isprintable())
                self._last_words.append(line)
                log.debug("%s: %s", self.role, line)

    def _send(self, frame: Frame) -> None:
        process = self._process
        if process is None or process.stdin is None:
            raise ChildDied(self.role)
        try:
            write_frame(cast(BinaryIO, process.stdin), frame)
        except FrameError as error:  # nothing was written
            raise ChildCrashed("request too large") from error
        except (OSError, ValueError) as error:
            self.kill()
            raise ChildDied(self._obituary()) from error

    def _received(self, number: int, cancel: Cancel | None, silence: float) -> Iterator[Frame]:
        """Frames of this call; the cancel flag is obeyed as soon as it is set."""
        replies = self._replies
        with contextlib.nullcontext() if cancel is None else cancel.waking(lambda: replies.put(_WAKE)):
            yield from self._receive(number, cancel, silence)

    def _receive(self, number: int, cancel: Cancel | None, silence: float) -> Iterator[Frame]:
        """Frames of this call. Looks at the cancel flag with every frame, and every 50 ms."""
        deadline = time.monotonic() + silence
        asked_to_stop = False
        while True:
            if cancel is not None and cancel.is_set() and not asked_to_stop:
                asked_to_stop = True
                self._send(Frame({"op": "cancel", "call": number}))
                deadline = time.monotonic() + CANCEL_GRACE
            try:
                frame = self._replies.get(timeout=_POLL)
            except queue.Empty:
                if time.monotonic() > deadline:
                    self.kill()
                    raise (Cancelled() if asked_to_stop else ChildSilent(self.role)) from None
                continue
            if frame is None:
                raise Cancelled if asked_to_stop else self._cause_of_death()
            if frame.header.get("call") != number:
                continue  # the tail of a request that was given up
            if not asked_to_stop:
                yield frame
                deadline = time.monotonic() + silence  # the caller may have taken its time
            elif frame.header.get("event") != "reply":
                # even a plain end: replies may have been passed over, so the work is not whole
                yield Frame({"event": "cancelled"})

    def _cancel(self, number: int) -> None:
        flag = Cancel()
        flag.set()
        with contextlib.suppress(Cancelled, ChildDied):
            for frame in self._receive(number, flag, CANCEL_GRACE):
                if frame.header.get("event") != "reply":
                    return

    def _cause_of_death(self) -> Exception:
        process = self._process
        self.kill()
        overran = process is not None and process.returncode in _OUT_OF_CPU_TIME
        return ChildOverran(self.role) if overran else ChildDied(self._obituary())

    def _obituary(self) -> str:
        return f"{self.role}: " + " | ".join(list(self._last_words)[-5:])


def _creation_flags(limits: Limits | None) -> int:
    if sys.platform == "win32":
        return windows_job.NO_WINDOW | (windows_job.BELOW_NORMAL if limits is not None else 0)
    return 0


def _confined(process: "subprocess.Popen[bytes]", limits: Limits | None) -> windows_job.Job | None:
    """The job around a child that has limits, on Windows; the child itself reports whether they hold.

    The frozen program is one process. A virtual environment's python.exe is two: a launcher and the interpreter.
    """
    if sys.platform == "win32" and limits is not None:
        processes = 1 if getattr(sys, "frozen", False) else 2
        try:
            return windows_job.Job(
                windows_job.load_kernel32(), int(cast(Any, process)._handle), limits.memory_mib, processes
            )
        except OSError:
            log.info("%s: no job object", process.args)
    return None


def _read_replies(stream: BinaryIO, replies: "queue.SimpleQueue[Frame | None]") -> None:
    try:
        while (frame := read_frame(stream)) is not None:
            replies.put(frame)
    except (FrameError, OSError, ValueError):
        pass
    replies.put(None)


def _raise_end(frame: Frame) -> None:
    """Turn the last frame of a call into what it means; a plain end returns."""
    event = frame.header.get("event")
    if event == "end":
        return
    if event == "cancelled":
        raise Cancelled
    if event == "error":
        try:
            error = error_for_code(str(frame.header["code"]), dict(frame.header["params"]))
        except (KeyError, TypeError, ValueError):
            raise ChildCrashed("unknown code") from None
        raise error
    raise ChildCrashed(str(frame.header.get("detail", "")))
