"""Linux: seccomp filters as lists of steps, and installing them.

A filter is a classic BPF program over struct seccomp_data (seccomp(2), Documentation/userspace-api/
seccomp_filter.rst). It cannot be taken back, covers all threads and is inherited by children. Of two
filters the stricter verdict counts.
"""

import ctypes
import errno
import platform
import struct
from collections.abc import Sequence

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1

_RET_KILL = 0x80000000
_RET_ALLOW = 0x7FFF0000
_RET_ERRNO = 0x00050000

_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_IF_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_IF_ANY_BIT = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K

_NR, _ARCH, _ARGS = 0, 4, 16  # offsets in struct seccomp_data

_MACHINES = {  # machine: (AUDIT_ARCH, number of seccomp(2), first number of a foreign ABI); both little-endian
    "x86_64": (0xC000003E, 317, 0x40000000),
    "aarch64": (0xC00000B7, 277, 0xFFFFFFFF),
}

Step = tuple[int, int, int, int]
"""(operation, steps to skip when true, steps to skip when false, operand), as in struct sock_filter."""

Test = tuple[int, int, int, bool]
"""(offset of a 32-bit word, operation, operand, the answer that is wanted)."""


def low(argument: int) -> int:
    """The offset of the low word of an argument, counted from 0. Kernel ints are this word alone."""
    return _ARGS + 8 * argument


def high(argument: int) -> int:
    """The offset of the high word of an argument, which a pointer has."""
    return _ARGS + 8 * argument + 4


def equal(word: int, value: int) -> Test:
    return (word, _IF_EQUAL, value, True)


def any_bit(word: int, mask: int) -> Test:
    return (word, _IF_ANY_BIT, mask, True)


def no_bit(word: int, mask: int) -> Test:
    return (word, _IF_ANY_BIT, mask, False)


def own_machine() -> str | None:
    """The machine when its calls are known by number here."""
    machine = platform.machine()
    return machine if machine in _MACHINES else None


def prologue(machine: str) -> list[Step]:
    """Kill what calls by another machine's numbers; then the number of the call is in the register."""
    arch, _, foreign = _MACHINES[machine]
    return [
        (_LOAD, 0, 0, _ARCH),
        (_IF_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _RET_KILL),
        (_LOAD, 0, 0, _NR),
        (_IF_AT_LEAST, 0, 1, foreign),
        (_RETURN, 0, 0, _RET_KILL),
    ]


def allow(number: int) -> list[Step]:
    return [(_IF_EQUAL, 0, 1, number), allow_rest()]


def refuse(number: int, error: int) -> list[Step]:
    return [(_IF_EQUAL, 0, 1, number), refuse_rest(error)]


def allow_if(number: int, *alternatives: Sequence[Test], error: int = errno.EPERM) -> list[Step]:
    """Allow the call when all tests of one alternative hold; else it fails with `error`."""
    body: list[Step] = []
    for tests in alternatives:
        for index, (word, operation, operand, wanted) in enumerate(tests):
            out = 2 * (len(tests) - index) - 1  # to just behind this alternative's verdict
            body += [(_LOAD, 0, 0, word), (operation, 0 if wanted else out, out if wanted else 0, operand)]
        body.append(allow_rest())
    body.append(refuse_rest(error))
    return [(_IF_EQUAL, 0, len(body), number), *body]


def allow_rest() -> Step:
    return (_RETURN, 0, 0, _RET_ALLOW)


def refuse_rest(error: int) -> Step:
    return (_RETURN, 0, 0, _RET_ERRNO | error)


def install(program: Sequence[Step], machine: str) -> bool:
    """Put the filter on this process for good. False where the kernel refuses it."""
    code = b"".join(struct.pack("HBBI", *step) for step in program)
    steps = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(steps)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done = libc.syscall(
        ctypes.c_long(_MACHINES[machine][1]),
        ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC),
        header,
    )
    return bool(done == 0)
