"""A real process that runs one installing verb and is killed (SIGKILL, by itself) before the n-th thing that it does to
files. Where that is depends on nothing but the number, so that every point can be tried; the shipped code knows
nothing of it: Python reports what a process does to an audit hook.

Run as `python -m tests.fakes.killed POINT VERB ROOT [WORD…]`; POINT 0: never, and the number of points is printed.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from app.bundle.installing.install import InstallRequest, install
from app.bundle.installing.returning import rollback
from app.bundle.installing.uninstall import uninstall
from app.core.audit import AuditKind, Facts
from app.core.events import Cancel
from app.store.audit_file import FOLDER, AuditFile

ROOT = Path(__file__).resolve().parents[2]
_CHANGES = frozenset({"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main(argv: list[str]) -> int:
    point, verb, root, words = int(argv[0]), argv[1], Path(argv[2]), argv[3:]
    seen = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in _CHANGES and not (event == "open" and isinstance(args[2], int) and args[2] & _WRITES):
            return
        seen += 1
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def note(kind: AuditKind, facts: Facts) -> None:
        AuditFile(root / FOLDER).append(kind, facts)

    sys.addaudithook(hook)
    print("ready", flush=True)  # what comes now may be killed from outside, too
    if verb == "install":
        trust = Path(words[1]) if len(words) > 1 else None
        events = install(InstallRequest(root, (Path(words[0]),), trust), note, cancel=Cancel())
    elif verb == "rollback":
        events = rollback(root, words[0] if words else "", note, cancel=Cancel())
    else:
        events = uninstall(root, note, purge="purge" in words, cancel=Cancel())
    for event in events:
        del event
    print(seen, flush=True)
    return 0


def command(point: int, verb: str, root: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", "tests.fakes.killed", str(point), verb, str(root), *map(str, words)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def run(point: int, verb: str, root: Path, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    """To its end or its kill."""
    return subprocess.run(
        command(point, verb, root, *words),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def points(done: "subprocess.CompletedProcess[str]") -> int:
    """How many points a run to its end had."""
    return int(done.stdout.split()[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
