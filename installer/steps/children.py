"""Processes that the set-up starts in the background, so that Ctrl+C ends all of them, compilers included."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer.steps.say import Interrupted

_GRACE = 5.0  # seconds between asking a process to end and ending it


class Children:
    """Safe across threads. After `stop()` nothing more is started."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(self, command: Sequence[str], log: Path, *, cwd: Path, env: Mapping[str, str] | None = None) -> int:
        """Run to the end, output into `log` (written anew). Returns the exit status.

        Raises Interrupted when `stop()` was called, OSError when the program cannot be started.
        """
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as out:
            process = self._start(command, out.fileno(), cwd, env)
        try:
            status = process.wait()
        finally:
            with self._turn:
                self._running.discard(process)
        if self._stopped:
            raise Interrupted
        return status

    def _start(
        self, command: Sequence[str], out: int, cwd: Path, env: Mapping[str, str] | None
    ) -> subprocess.Popen[bytes]:
        with self._turn:
            if self._stopped:
                raise Interrupted
            process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env=None if env is None else dict(env),
                start_new_session=True,  # a group of its own, so that its compilers end with it
            )
            self._running.add(process)
            return process

    def stop(self) -> None:
        """End every running process and its offspring."""
        with self._turn:
            self._stopped = True
            running = list(self._running)
        for process in running:
            _end(process)
        for process in running:
            try:
                process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                _end(process, hard=True)


def _end(process: subprocess.Popen[bytes], *, hard: bool = False) -> None:
    """Ask the process and its offspring to end, as Ctrl+C would: pip then clears its folders. `hard` does not ask."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL if hard else signal.SIGINT)
