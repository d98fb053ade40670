"""What a file may cost its reader. Child and parent name the same figures."""

MEMORY_MIB = 1024
"""Address space of the reader: room for PDFium, lxml and a 100 MB file; bombs die here."""

CPU_SECONDS = 30
"""CPU time of a file (or of one page that is being recognised)."""

WALL_SECONDS = 60.0
"""The longest a file, or a page that is being recognised, may take. Twice the CPU time: the reader steps back
for what the user does, and a busy PC must not turn an honest file into a failed one."""

MAX_PLAIN = 16 << 20
"""Bytes of a file that is nothing but text. The longest statute has 2 MB; 40 MB on one line need a gigabyte."""

MAX_PASSAGES = 50_000
"""Passages of one document; the longest statute has 3,000. More would be the parent's memory."""
