"""What a file may cost its reader. Child and parent name the same figures."""

MEMORY_MIB = 1024
"""Address space of the reader: room for PDFium, lxml and a 100 MB file; bombs die here."""

CPU_SECONDS = 30
"""CPU time of a small file, and of one page that is being recognised. The slowest honest sample needed 3 s."""

MOST_CPU_SECONDS = 120
_CPU_SECONDS_PER_MIB = 8
"""A PDF of 3,000 pages of text has some 9 MB and is read at 40 pages a second."""


def cpu_seconds(size: int) -> int:
    """What a file of `size` bytes may use."""
    return min(MOST_CPU_SECONDS, CPU_SECONDS + size * _CPU_SECONDS_PER_MIB // (1 << 20))


def wall_seconds(size: int) -> float:
    """How long the parent waits. Far more than the CPU time: what computes without end dies by that, and a busy PC,
    to which the reader gives way, must not turn an honest file into a failed one."""
    return 3.0 * cpu_seconds(size)


MAX_PLAIN = 16 << 20
"""Bytes of a file that is nothing but text. The longest statute has 2 MB; 40 MB on one line need a gigabyte."""

MAX_PASSAGES = 50_000
"""Passages of one document; the longest statute has 3,000. More would be the parent's memory."""

MAX_WIDTH = 4000
MAX_SIDE = 16_000
MAX_PIXELS = 12_000_000
"""Dots of a page that is shown: 36 MB. An A4 page 2,400 dots wide has 8 million."""
