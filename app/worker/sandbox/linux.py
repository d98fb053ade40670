"""Linux: a seccomp filter that leaves AF_UNIX only, and rlimits.

The filter is a classic BPF program (seccomp(2), Documentation/userspace-api/seccomp_filter.rst):
foreign architectures and the x32 ABI are killed, io_uring_setup gets EPERM, socket() of any family
but AF_UNIX gets EACCES. It cannot be taken back, covers all threads and is inherited by children.
"""

import ctypes
import errno
import platform
import resource
import struct

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1
_AF_UNIX = 1
_IO_URING_SETUP = 425

_RET_KILL = 0x80000000
_RET_ALLOW = 0x7FFF0000
_RET_ERRNO = 0x00050000

_LOAD = 0x20  # BPF_LD | BPF_W | BPF_ABS
_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_IF_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN = 0x06  # BPF_RET | BPF_K

_NR, _ARCH, _ARG0 = 0, 4, 16  # offsets in struct seccomp_data

_MACHINES = {  # machine: (AUDIT_ARCH, seccomp, socket, first number of a foreign ABI)
    "x86_64": (0xC000003E, 317, 41, 0x40000000),
    "aarch64": (0xC00000B7, 277, 198, 0xFFFFFFFF),
}


def deny_network() -> bool:
    """Give up the network for good. False where the kernel or the machine cannot do it."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    arch, nr_seccomp, nr_socket, foreign = machine
    program = [
        (_LOAD, 0, 0, _ARCH),
        (_IF_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _RET_KILL),
        (_LOAD, 0, 0, _NR),
        (_IF_AT_LEAST, 0, 1, foreign),
        (_RETURN, 0, 0, _RET_KILL),
        (_IF_EQUAL, 0, 1, _IO_URING_SETUP),
        (_RETURN, 0, 0, _RET_ERRNO | errno.EPERM),
        (_IF_EQUAL, 0, 3, nr_socket),
        (_LOAD, 0, 0, _ARG0),
        (_IF_EQUAL, 1, 0, _AF_UNIX),
        (_RETURN, 0, 0, _RET_ERRNO | errno.EACCES),
        (_RETURN, 0, 0, _RET_ALLOW),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in program)
    steps = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(steps)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done = libc.syscall(
        ctypes.c_long(nr_seccomp),
        ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC),
        header,
    )
    return bool(done == 0)


def limit_memory(mib: int) -> bool:
    """Cap the address space at `mib` MiB, files written at 0 bytes and core dumps at none."""
    resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def allow_cpu(seconds: int) -> bool:
    """Let the process use `seconds` more of CPU time; past that the kernel ends it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, hard))
    return True
