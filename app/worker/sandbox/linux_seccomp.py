"""Linux: two filters. One gives up the network, for the whole program; one gives up all but computing.

`seal` is an allow-list, and what is not on it fails with EPERM: a library that tries to open a file meets
an ordinary OSError, which the readers turn into a code, instead of a dead process.
"""

import errno
import os
import resource

from app.worker.sandbox import linux_bpf as bpf
from app.worker.sandbox.linux_calls import BORROWING, NUMBERS, PLAIN

_AF_UNIX = 1
_PROT_EXEC = 0x4
_CLONE_THREAD = 0x00010000
_CLONE_NEW_ANYTHING = 0x7E020000  # namespaces: NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET


def deny_network() -> bool:
    """Give up the network for good: sockets of any family but AF_UNIX fail with EACCES, io_uring with EPERM.

    So do the calls by which another process's socket could be used. What is left is AF_UNIX: the display, the input
    method and the printing service of this PC are reached by it, and so would be any other local service.
    False where the kernel or the machine cannot do it.
    """
    machine = bpf.own_machine()
    if machine is None:
        return False
    number = NUMBERS[machine]
    program = [
        *bpf.prologue(machine),
        *bpf.refuse(number["io_uring_setup"], errno.EPERM),
        *(step for name in BORROWING for step in bpf.refuse(number[name], errno.EPERM)),
        *bpf.allow_if(number["socket"], [bpf.equal(bpf.low(0), _AF_UNIX)], error=errno.EACCES),
        bpf.allow_rest(),
    ]
    return bpf.install(program, machine)


def deny_sockets() -> bool:
    """Give up local sockets too: a child talks by its pipes alone. False where the kernel cannot do it."""
    machine = bpf.own_machine()
    if machine is None:
        return False
    program = [*bpf.prologue(machine), *bpf.refuse(NUMBERS[machine]["socket"], errno.EACCES), bpf.allow_rest()]
    return bpf.install(program, machine)


def seal() -> bool:
    """From here on the process computes and uses the pipes it holds; nothing else, for good.

    No file by any path, no socket, no process, no new executable memory, no signal to others. Threads start,
    memory grows (as far as its limit), clocks tick. What is to be imported must be imported before. False
    where the kernel or the machine cannot do it.
    """
    machine = bpf.own_machine()
    if machine is None:
        return False
    return bpf.install(sealed_program(machine, os.getpid()), machine)


def sealed_program(machine: str, own_pid: int) -> list[bpf.Step]:
    """The filter of `seal`."""
    number = NUMBERS[machine]
    own = bpf.equal(bpf.low(0), 0)
    return [
        *bpf.prologue(machine),
        *(step for name in PLAIN if name in number for step in bpf.allow(number[name])),
        *bpf.allow_if(number["mmap"], [bpf.no_bit(bpf.low(2), _PROT_EXEC)]),
        *bpf.allow_if(number["mprotect"], [bpf.no_bit(bpf.low(2), _PROT_EXEC)]),
        *bpf.allow_if(
            number["clone"], [bpf.any_bit(bpf.low(0), _CLONE_THREAD), bpf.no_bit(bpf.low(0), _CLONE_NEW_ANYTHING)]
        ),
        # its flags lie in memory, where a filter cannot look; without it the C library takes clone
        *bpf.refuse(number["clone3"], errno.ENOSYS),
        *bpf.allow_if(number["tgkill"], [bpf.equal(bpf.low(0), own_pid)]),  # abort() ends the process by it
        *bpf.allow_if(number["kill"], [bpf.equal(bpf.low(0), own_pid)]),
        # read its own limits; change that of CPU time, which is counted anew for each file
        *bpf.allow_if(
            number["prlimit64"],
            [own, bpf.equal(bpf.low(1), resource.RLIMIT_CPU)],
            [own, bpf.equal(bpf.low(2), 0), bpf.equal(bpf.high(2), 0)],
        ),
        bpf.refuse_rest(errno.EPERM),
    ]


def sealed() -> bool:
    """Whether no file can be opened, found out by trying."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except PermissionError:
        return True
    return False
