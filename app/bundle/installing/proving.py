"""Bytes on the disk against what was signed of them."""

import hashlib
import os
from collections.abc import Generator, Iterator

from app.bundle.format.release import FileEntry

_READ = 1 << 19

Proof = Generator[int, None, bool]
"""Yields how many bytes were read since the last time; returns whether they are what was signed."""


def whole(descriptor: int, entry: FileEntry) -> Proof:
    """The file is `entry`: every byte, and no byte more."""
    if os.fstat(descriptor).st_size != entry.size:
        return False
    digest, buffer = hashlib.sha256(), memoryview(bytearray(min(_READ, max(entry.size, 1))))
    unsaid = 0
    with os.fdopen(os.dup(descriptor), "rb", buffering=0) as stream:
        stream.seek(0)
        while count := stream.readinto(buffer):
            digest.update(buffer[:count])
            unsaid += count
            if unsaid >= entry.chunk:
                yield unsaid
                unsaid = 0
    yield unsaid
    return digest.hexdigest() == entry.sha256


def good_chunks(descriptor: int, entry: FileEntry) -> Generator[int, None, int]:
    """Yields the bytes of each chunk that is what was signed, from the start on; returns how many they are."""
    count = 0
    for data in chunks(descriptor, entry):
        count += 1
        yield len(data)
    return count


def chunks(descriptor: int, entry: FileEntry) -> Iterator[bytes]:
    """The chunks, each proved; ends before the first that is not what was signed."""
    with os.fdopen(os.dup(descriptor), "rb", buffering=0) as stream:
        stream.seek(0)
        for number, digest in enumerate(entry.chunks):
            want = min(entry.chunk, entry.size - number * entry.chunk)
            data = stream.read(want)
            if len(data) != want or hashlib.sha256(data).hexdigest() != digest:
                return
            yield data
