"""A sealed process computes and uses its pipes; it reaches no file, process or socket. Tried in real processes."""

import errno
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.worker.sandbox.linux_bpf import Step
from app.worker.sandbox.linux_calls import NUMBERS, PLAIN

ROOT = Path(__file__).resolve().parents[3]

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")

_PRELUDE = """
import ctypes, json, os, resource, select, signal, socket, subprocess, sys, threading, time
from app.worker.sandbox import seal, sealed
libc = ctypes.CDLL(None, use_errno=True)
probe, other = sys.argv[1], int(sys.argv[2])
ARM = os.uname().machine == "aarch64"
seen = {}
def attempt(name, act):
    try:
        act()
        seen[name] = "done"
    except OSError as error:
        seen[name] = error.errno
def raw(number, *arguments):
    if libc.syscall(ctypes.c_long(number), *map(ctypes.c_void_p, arguments)) == -1:
        raise OSError(ctypes.get_errno(), "")
"""

_REFUSED = (
    _PRELUDE
    + """
assert seal() and sealed()
attempt("open to read", lambda: os.open("/etc/passwd", os.O_RDONLY))
attempt("open to write", lambda: os.open(probe, os.O_WRONLY | os.O_CREAT))
attempt("open a folder", lambda: os.open("/", os.O_RDONLY | os.O_DIRECTORY))
attempt("list", lambda: os.listdir("/"))
attempt("stat", lambda: os.stat("/etc/passwd"))
attempt("link", lambda: os.readlink("/proc/self/exe"))
attempt("unlink", lambda: os.unlink(probe))
attempt("rename", lambda: os.rename(probe, probe + "2"))
attempt("mkdir", lambda: os.mkdir(probe + "3"))
attempt("chmod", lambda: os.chmod(probe, 0o777))
attempt("chdir", lambda: os.chdir("/"))
attempt("truncate", lambda: os.truncate(probe, 0))
attempt("memfd", lambda: os.memfd_create("x"))
attempt("pipe", lambda: os.pipe())
attempt("dup", lambda: os.dup(1))
for family in (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
    attempt(f"socket {family.name}", lambda: socket.socket(family, socket.SOCK_DGRAM))
attempt("socketpair", lambda: socket.socketpair())
attempt("fork", os.fork)
attempt("exec", lambda: os.execv("/bin/true", ["true"]))
attempt("kill another", lambda: os.kill(other, 0))
attempt("kill all", lambda: os.kill(-1, 0))
attempt("priority", lambda: os.nice(1))
room = ctypes.create_string_buffer(16)
attempt("another limit", lambda: raw((302, 261)[ARM], 0, resource.RLIMIT_NOFILE, ctypes.addressof(room), 0))
attempt("limit of another", lambda: resource.prlimit(other, resource.RLIMIT_CPU))
attempt("epoll", select.epoll)
attempt("ioctl", lambda: os.get_terminal_size(2))
CALLS = {  # those that Python has no word for: x86-64, AArch64
    "openat2": (437, 437), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "bpf": (321, 280), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "mount": (165, 40),
    "unshare": (272, 97), "setns": (308, 268), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "userfaultfd": (323, 282), "perf_event_open": (298, 241), "keyctl": (250, 219), "name_to_handle_at": (303, 264),
    "prctl": (157, 167), "seccomp": (317, 277), "shmget": (29, 194), "chroot": (161, 51), "memfd_secret": (447, 447),
}
for name, numbers in CALLS.items():
    attempt(name, lambda: raw(numbers[ARM], 0, 0, 0, 0, 0))
FORK, NEWUSER_THREAD = 17, 0x10010F00
clone = (56, 220)[ARM]
attempt("clone as fork", lambda: raw(clone, FORK, 0, 0, 0, 0))
attempt("clone into a namespace", lambda: raw(clone, NEWUSER_THREAD, 0, 0, 0, 0))
attempt("clone3", lambda: raw(435, 0, 0))
mmap = (9, 222)[ARM]
attempt("memory to run", lambda: raw(mmap, 0, 4096, 7, 0x22, 0xFFFFFFFF, 0))
print(json.dumps(seen))
"""
)

_ALLOWED = (
    _PRELUDE
    + """
early, go = threading.Event(), threading.Event()
def wait():
    early.set(); go.wait(); attempt("thread from before", lambda: os.open("/etc/passwd", os.O_RDONLY))
before = threading.Thread(target=wait); before.start(); early.wait()
assert seal()
go.set(); before.join()
def later():
    seen["new thread"] = "done"
    attempt("new thread opens", lambda: os.open("/etc/passwd", os.O_RDONLY))
threads = [threading.Thread(target=later) for _ in range(8)]
[thread.start() for thread in threads]; [thread.join() for thread in threads]
grown = bytearray(300 << 20); grown[::4096] = b"x" * len(grown[::4096]); seen["memory"] = len(grown) >> 20
small = [bytes(100) for _ in range(200_000)]; del small, grown
attempt("sleep", lambda: time.sleep(0.001))
attempt("clock", time.monotonic)
attempt("local time", time.localtime)
attempt("chance", lambda: os.urandom(32))
attempt("own limit", lambda: resource.setrlimit(resource.RLIMIT_CPU, (100, resource.getrlimit(resource.RLIMIT_CPU)[1])))
attempt("own limits read", lambda: resource.getrlimit(resource.RLIMIT_AS))
attempt("usage", lambda: resource.getrusage(resource.RUSAGE_SELF))
attempt("signal to itself", lambda: os.kill(os.getpid(), 0))
hits = []
signal.signal(signal.SIGUSR1, lambda *_: hits.append(1)); signal.raise_signal(signal.SIGUSR1)
seen["handler"] = len(hits)
seen["stdin"] = os.read(0, 100).decode()
print(json.dumps(seen), flush=True)
os.abort()
"""
)


def run(script: str, tmp_path: Path) -> tuple[dict[str, object], int]:
    probe = tmp_path / "probe"
    probe.write_text("untouched")
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, str(probe), str(bystander.pid)],
            cwd=ROOT,
            capture_output=True,
            input=b"from outside",
            check=False,
        )
    finally:
        bystander.communicate(b"\n")
    assert done.stdout, done.stderr.decode()
    assert probe.read_text() == "untouched"
    assert list(tmp_path.iterdir()) == [probe]
    return json.loads(done.stdout), done.returncode


@linux_only
def test_a_sealed_process_reaches_nothing(tmp_path: Path) -> None:
    seen, status = run(_REFUSED, tmp_path)
    assert status == 0
    assert seen.pop("clone3") == errno.ENOSYS, "so that the C library falls back to clone"
    assert len(seen) > 50
    assert {name: verdict for name, verdict in seen.items() if verdict != errno.EPERM} == {}


@linux_only
def test_a_sealed_process_works(tmp_path: Path) -> None:
    seen, status = run(_ALLOWED, tmp_path)
    assert status == -signal.SIGABRT, "abort() must end a process, not hang in it"
    assert seen.pop("thread from before") == errno.EPERM
    assert seen.pop("new thread opens") == errno.EPERM
    assert (seen.pop("memory"), seen.pop("stdin"), seen.pop("handler")) == (300, "from outside", 1)
    assert set(seen.values()) == {"done"}


@pytest.mark.parametrize(
    ("machine", "header"),
    [("x86_64", "x86_64-linux-gnu/asm/unistd_64.h"), ("aarch64", "asm-generic/unistd.h")],
)
def test_numbers_are_the_kernels(machine: str, header: str) -> None:
    path = Path("/usr/include") / header
    if not path.is_file():
        pytest.skip(f"no kernel header {header} here")
    theirs = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text()))
    assert {name: str(number) for name, number in NUMBERS[machine].items()} == {
        name: theirs[name] for name in NUMBERS[machine]
    }


def test_both_machines_name_the_same_calls() -> None:
    only_x86 = set(NUMBERS["x86_64"]) - set(NUMBERS["aarch64"])
    assert only_x86 == {"poll", "time"}
    assert set(NUMBERS["aarch64"]) <= set(NUMBERS["x86_64"])
    assert set(PLAIN) <= set(NUMBERS["x86_64"])


# --- the filter as a program, run by a small machine: what an AArch64 kernel would answer ----------------


def verdict(program: list[Step], arch: int, number: int, *arguments: int) -> int:
    """Run a filter over one call, as the kernel would (LD ABS, JEQ, JGE, JSET, RET)."""
    words = {0: number, 4: arch}
    for index in range(6):
        value = arguments[index] if index < len(arguments) else 0
        words[16 + 8 * index], words[20 + 8 * index] = value & 0xFFFFFFFF, value >> 32
    register, at = 0, 0
    while True:
        operation, then, otherwise, operand = program[at]
        at += 1
        if operation == 0x20:
            register = words[operand]
        elif operation == 0x06:
            return operand
        else:
            true = {0x15: register == operand, 0x35: register >= operand, 0x45: register & operand != 0}[operation]
            at += then if true else otherwise


ALLOW, EPERM, ENOSYS, KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
ARCHES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
PTHREAD = 0x003D0F00
OWN = 4242


@linux_only
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_answers_as_meant(machine: str) -> None:
    from app.worker.sandbox.linux_seccomp import sealed_program

    program, arch, number = sealed_program(machine, OWN), ARCHES[machine], NUMBERS[machine]

    def ask(name: str, *arguments: int) -> int:
        return verdict(program, arch, number[name], *arguments)

    assert {ask(name) for name in PLAIN if name in number} == {ALLOW}
    assert ask("clone", PTHREAD) == ALLOW
    assert ask("clone", 17) == EPERM, "a fork"
    assert [ask("clone", PTHREAD | 1 << bit) for bit in (17, 25, 26, 27, 28, 29, 30)] == [EPERM] * 7, "namespaces"
    assert ask("clone3") == ENOSYS
    assert (ask("mmap", 0, 1, 3), ask("mmap", 0, 1, 5), ask("mprotect", 0, 1, 4)) == (ALLOW, EPERM, EPERM)
    assert (ask("kill", OWN, 6), ask("kill", OWN + 1), ask("kill", 0xFFFFFFFF)) == (ALLOW, EPERM, EPERM)
    assert (ask("tgkill", OWN, 1, 6), ask("tgkill", 1, 1, 6)) == (ALLOW, EPERM)
    cpu, memory, new = 0, 9, 0x7FFF00000000
    assert ask("prlimit64", 0, cpu, new) == ALLOW
    assert ask("prlimit64", 0, memory, 0) == ALLOW
    assert ask("prlimit64", 0, memory, new) == EPERM, "a pointer whose low word is 0 is not NULL"
    assert (ask("prlimit64", OWN, cpu, new), ask("prlimit64", 1, memory, 0)) == (EPERM, EPERM)
    assert (ask("socket", 1), ask("io_uring_setup")) == (EPERM, EPERM)
    assert verdict(program, 0x40000003, 0) == KILL, "a foreign machine's numbers"


@linux_only
def test_every_call_that_is_not_named_fails() -> None:
    from app.worker.sandbox.linux_seccomp import sealed_program

    for machine, arch in ARCHES.items():
        program, named = sealed_program(machine, OWN), set(NUMBERS[machine].values())
        assert {verdict(program, arch, n) for n in range(1024) if n not in named} == {EPERM}


@linux_only
def test_the_x32_numbers_are_killed() -> None:
    from app.worker.sandbox.linux_seccomp import sealed_program

    assert verdict(sealed_program("x86_64", OWN), ARCHES["x86_64"], 0x40000000) == KILL
