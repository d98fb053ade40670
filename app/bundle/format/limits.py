"""Every number of SPEC.md 3. A document is measured before it is parsed, a count before what it counts is read."""

from typing import Final

MIB: Final = 1 << 20

ROOT_ENVELOPE: Final = 512 * 1024
"""Bytes of one N.root.json."""
RELEASE_ENVELOPE: Final = 24 * MIB
"""Bytes of release.json."""
ENVELOPE_MARKS: Final = 512
"""`{`, `[` and `,` in one envelope: base64 has none, and 24 MiB of empty lists would fill the memory before a signature
was looked at."""
META_NAMES: Final = 4096
"""Names in one meta folder."""
DEPTH: Final = 8
"""Levels of nesting in a document; a release needs six."""

ROOTS: Final = 1024
"""Roots of one chain, and the highest version of one."""
KEYS: Final = 64
SIGNATURES: Final = 64
CHANNELS: Final = 16
COMPONENTS: Final = 256
FILES: Final = 50_000
"""Files of a release, all components together."""
CHUNKS: Final = 262_144
"""Chunks of a release, all files together."""
NOTES: Final = 200

SAFE_INTEGER: Final = (1 << 53) - 1
ORDINAL: Final = (1 << 31) - 1
"""Highest epoch and sequence."""
FILE_BYTES: Final = 1 << 40

PART_BYTES: Final = (4 << 30) - MIB
"""A part holds this much, the last one the rest: FAT32 takes no file of 4 GiB."""
CHUNK_LEAST: Final = 4096
CHUNK_BYTES: Final = 16 * MIB
"""The largest chunk: a power of two from CHUNK_LEAST on. What is written is 1 MiB, which is still in the processor's
cache when it was hashed and is to be written: 16 MiB cost twice the time (tests/bench/installing.py)."""

PATH_BYTES: Final = 400
PART_NAME_BYTES: Final = 240
PATH_DEPTH: Final = 16
TEXT: Final = 200
NOTE: Final = 500
"""Code points of a title or a key's name, and of one note."""
SIGNATURE_BYTES: Final = 72
KEY_BYTES: Final = 96
"""Decoded, before their form is looked at."""
