"""The new version's own check, run by its own executable before it becomes the one that starts.

It is a process of the new version because only that can tell whether the new version runs on this PC.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from app.bundle.installing.layout import executable_name, this_system
from app.core.bundle_errors import HealthCheckFailed

WALL_SECONDS = 300.0
"""Generous: each child starts once, from a disk that may be slow and a cache that is cold."""

_KEPT = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
)
_DETAIL = 160
_OUTPUT = 256 * 1024


def check(version: Path, name: str, wall: float = WALL_SECONDS) -> None:
    """`munjigi doctor --program --json` of the version in the folder `version`. Raises HealthCheckFailed."""
    program = version / "app" / executable_name(this_system())
    try:
        process = subprocess.Popen(
            [str(program), "doctor", "--program", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=version,
            env={key: value for key, value in os.environ.items() if key.upper() in _KEPT},
            start_new_session=True,
        )
    except OSError as error:
        raise HealthCheckFailed(version=name, detail=error.strerror or type(error).__name__) from error
    with process:
        try:
            said, _ = process.communicate(timeout=wall)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise HealthCheckFailed(version=name, detail=f"> {wall:g} s") from error
        except BaseException:  # the installer is told to stop: its child goes with it
            _end(process)
            raise
    if process.returncode or not _answered(said[-_OUTPUT:]):
        raise HealthCheckFailed(version=name, detail=_detail(said[-_OUTPUT:], process.returncode))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The check and the children it started: they are a group of their own."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _answered(said: bytes) -> bool:
    """Whether the check came to its end: another program's exit 0 says nothing."""
    for line in reversed(said.decode("utf-8", "replace").splitlines()):
        with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
            return bool(json.loads(line)["event"] == "done")
    return False


def _detail(said: bytes, status: int) -> str:
    """What failed: the checks that its result names, else its last line."""
    last = ""
    for line in reversed(said.decode("utf-8", "replace").splitlines()):
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
            event = json.loads(line)
            if event["event"] == "error":
                return _shown(str(event["code"]))
            failed = [check for check in event["result"]["checks"] if check["ok"] is False]
            return _shown(", ".join(f"{check['code']} {check['detail']}".strip() for check in failed))
        last = last or line.strip()
    return _shown(last) or f"exit {status}"


def _shown(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:_DETAIL]
