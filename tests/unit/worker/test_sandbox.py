"""What a process gives up stays given up: checked in processes of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the lock is written for Linux so far")

_TRY = """
import socket, subprocess, sys, threading
from app.worker.sandbox import deny_network
started = threading.Event(); go = threading.Event(); seen = {}
def attempt(name, family, kind=socket.SOCK_STREAM):
    try:
        socket.socket(family, kind).close()
        seen[name] = "open"
    except PermissionError:
        seen[name] = "denied"
def early():
    started.set(); go.wait(); attempt("thread", socket.AF_INET)
thread = threading.Thread(target=early); thread.start(); started.wait()
assert deny_network()
go.set(); thread.join()
attempt("inet", socket.AF_INET); attempt("inet6", socket.AF_INET6)
attempt("udp", socket.AF_INET, socket.SOCK_DGRAM); attempt("packet", socket.AF_PACKET, socket.SOCK_RAW)
attempt("unix", socket.AF_UNIX); socket.socketpair()[0].close()
child = subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], capture_output=True)
seen["child"] = "denied" if b"PermissionError" in child.stderr else "open"
print(sorted(seen.items()))
"""


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_only_unix_sockets_are_left() -> None:
    seen = dict(eval(run(_TRY)))
    assert seen.pop("unix") == "open"
    assert set(seen) == {"thread", "inet", "inet6", "udp", "packet", "child"}
    assert set(seen.values()) == {"denied"}


def test_memory_is_capped_and_no_file_is_written() -> None:
    script = (
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "import tempfile; from app.worker.sandbox import limit_memory\n"
        "file = tempfile.TemporaryFile(); assert limit_memory(256)\n"
        "try:\n    bytearray(512 << 20); print('grew')\nexcept MemoryError:\n    print('capped')\n"
        "try:\n    file.write(b'x'); file.flush(); print('written')\nexcept OSError:\n    print('refused')\n"
        "import os, sys; sys.stdout.flush(); os._exit(0)"
    )
    assert run(script) == "capped\nrefused"


def test_cpu_time_ends() -> None:
    script = "from app.worker.sandbox import allow_cpu\nallow_cpu(0)\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode < 0, "ended by a signal of the kernel"


def test_the_program_locks_itself_before_anything_else() -> None:
    """The first thing `python -m app` imports of ours is the sandbox; nothing heavy comes before."""
    source = (ROOT / "app" / "__main__.py").read_text(encoding="utf-8")
    body = source[source.index("def main(") :]
    assert body.index("deny_network()") < body.index("import")
