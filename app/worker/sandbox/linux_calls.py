"""Linux: the system calls that the filters name, by machine.

Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (which AArch64
uses). A call that a machine does not have is left out of its table.
"""

from collections.abc import Mapping

PLAIN = (
    # the pipes that are open already
    "read", "readv", "write", "writev", "close", "poll", "ppoll",
    # memory
    "munmap", "mremap", "madvise", "brk",
    # threads and locks
    "futex", "sched_yield", "sched_getaffinity", "getcpu", "membarrier", "set_robust_list", "rseq",
    "exit", "exit_group", "restart_syscall",
    # signals that come
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack",
    # clocks, chance, and what a process may know of itself
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "getrandom",
    "getrusage", "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "sysinfo",
)  # fmt: skip
"""Calls that a sealed process may make with any arguments: none takes a path, an address or another process."""

BORROWING = ("ptrace", "process_vm_writev", "bpf", "pidfd_getfd")
"""Calls by which a process could use a socket of another one, or make the kernel send for it."""

_X86_64 = {
    "read": 0, "write": 1, "close": 3, "poll": 7, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12,
    "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "readv": 19, "writev": 20, "sched_yield": 24,
    "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39, "socket": 41, "clone": 56, "exit": 60, "kill": 62,
    "gettimeofday": 96, "getrusage": 98, "sysinfo": 99, "getuid": 102, "getgid": 104, "geteuid": 107, "getegid": 108,
    "getppid": 110, "sigaltstack": 131, "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204,
    "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231,
    "tgkill": 234, "ppoll": 271, "set_robust_list": 273, "prlimit64": 302, "getcpu": 309, "getrandom": 318,
    "membarrier": 324, "rseq": 334, "io_uring_setup": 425, "clone3": 435,
    "ptrace": 101, "process_vm_writev": 311, "bpf": 321, "pidfd_getfd": 438,
}  # fmt: skip

_AARCH64 = {
    "close": 57, "read": 63, "write": 64, "readv": 65, "writev": 66, "ppoll": 73, "exit": 93, "exit_group": 94,
    "futex": 98, "set_robust_list": 99, "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114,
    "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124, "restart_syscall": 128, "kill": 129,
    "tgkill": 131, "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139,
    "getrusage": 165, "getcpu": 168, "gettimeofday": 169, "getpid": 172, "getppid": 173, "getuid": 174, "geteuid": 175,
    "getgid": 176, "getegid": 177, "gettid": 178, "sysinfo": 179, "socket": 198, "brk": 214, "munmap": 215,
    "mremap": 216, "clone": 220, "mmap": 222, "mprotect": 226, "madvise": 233, "prlimit64": 261, "getrandom": 278,
    "membarrier": 283, "rseq": 293, "io_uring_setup": 425, "clone3": 435,
    "ptrace": 117, "process_vm_writev": 271, "bpf": 280, "pidfd_getfd": 438,
}  # fmt: skip

NUMBERS: Mapping[str, Mapping[str, int]] = {"x86_64": _X86_64, "aarch64": _AARCH64}
