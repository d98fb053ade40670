"""The same day where the machine gives less: no network at all, an installation that cannot be written, a nobody."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.frozen.journey import Program, choose_model, working_day
from tests.frozen.watching import Seen, seen, watched

NOBODY = 65534
STRACE_SECONDS = 60.0


def can(*command: str) -> bool:
    return (
        shutil.which(command[0]) is not None
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


needs_namespaces = pytest.mark.skipif(
    not can("unshare", "-n", "true"), reason="this machine gives no network namespace"
)
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="another user can be become by root alone")
needs_strace = pytest.mark.skipif(not can("strace", "-o", "/dev/null", "true"), reason="this machine has no strace")


def without_network(command: Sequence[str]) -> list[str]:
    return ["unshare", "-n", "--", *command]


@needs_namespaces
def test_without_a_network(root: Path, tmp_path: Path) -> None:
    program = Program(root / "munjigi", tmp_path, without_network)
    choose_model(program, "qwen2.5-coder-0.5b")
    working_day(program)


@needs_namespaces
@needs_root
def test_read_only_and_as_nobody(root: Path, tmp_path: Path) -> None:
    """A read-only mount of the installation, no network, user 65534 without a home of its own in /etc/passwd."""

    def isolated(command: Sequence[str]) -> list[str]:
        bind = f"mount --bind '{root}' '{root}' && mount -o remount,bind,ro '{root}'"
        user = f'exec setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups --no-new-privs -- "$@"'
        return ["unshare", "-n", "-m", "--", "sh", "-c", f"{bind} && touch '{root}/x' 2>/dev/null && exit 99; {user}",
                "sh", *command]  # fmt: skip

    for place in [tmp_path, *tmp_path.parents][:3]:
        place.chmod(0o755)
    program = Program(root / "munjigi", tmp_path / "nobody", isolated)
    choose_model(program, "qwen2.5-coder-0.5b")
    for path in [program.place, *program.place.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    working_day(program)


@needs_strace
def test_under_strace(root: Path, tmp_path: Path) -> None:
    """60 seconds and more of window, index, search, ask, draft, export and exit: no inet socket, no strange file."""
    logs = tmp_path / "strace"
    logs.mkdir()
    program = Program(root / "munjigi", tmp_path / "watched", lambda command: watched(command, logs / _next(logs)))
    choose_model(program, "qwen2.5-coder-0.5b")
    begun = time.monotonic()
    working_day(program)
    window = program.start("window", "--home", program.home)
    left = max(15.0, STRACE_SECONDS - (time.monotonic() - begun))
    with pytest.raises(subprocess.TimeoutExpired):  # it stays until it is ended
        window.communicate(timeout=left)
    _end(window)
    found = seen(sorted(logs.iterdir()))
    _tell(found, time.monotonic() - begun)
    assert time.monotonic() - begun >= STRACE_SECONDS
    assert found.calls > 1000, "strace saw nothing"
    assert found.internet == 0, found.sockets
    assert "io_uring" not in found.sockets
    assert found.outside([program.place]) == {}


def _next(logs: Path) -> str:
    return f"{len(list(logs.iterdir())):02d}.log"


def _end(window: "subprocess.Popen[str]") -> None:
    """As a session's end does: the program itself gets SIGTERM (its tracer passes nothing on)."""
    children = Path(f"/proc/{window.pid}/task/{window.pid}/children").read_text(encoding="ascii").split()
    for child in children:
        os.kill(int(child), signal.SIGTERM)
    window.communicate(timeout=60)


def _tell(found: Seen, seconds: float) -> None:
    print(f"\nstrace: {seconds:.0f} s, {found.calls} calls, sockets {dict(found.sockets)}, peers {dict(found.peers)}")
    places = sorted({str(Path(path).parent) for path in found.written})
    print(f"written to {len(found.written)} names in {len(places)} folders:", *places, sep="\n  ")
