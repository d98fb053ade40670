"""A sorted list of words with counts in one block of bytes that may be mapped from a file.

Layout, little-endian: six int64 (version, words, bytes of text, common words, initials, buckets), then the arrays that
packed() lists in their order, each begun at a multiple of eight. A word is found by the CRC-32 of its bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from app.search.query.jamo import is_letter, is_syllable, lead
from app.search.vocabulary.sketch import signature, signatures

VERSION = 2
_COMMON = 2
"""Passages that a word stands in at least to be what somebody was after."""
_LONGEST = 14
"""Syllables of such a word at most."""
_MOST_NEAR = 256
_MOST_INITIALS = 12
_HEAD = 6


def packed(counts: Mapping[str, int]) -> bytes:
    """The list for these words."""
    import numpy

    words = sorted(counts)
    texts = [word.encode() for word in words]
    offsets = numpy.zeros(len(words) + 1, dtype="<u4")
    numpy.cumsum([len(text) for text in texts], out=offsets[1:])
    held = numpy.fromiter((min(counts[word], 0xFFFFFFFF) for word in words), dtype="<u4", count=len(words))
    common = [
        place
        for place, word in enumerate(words)
        if counts[word] >= _COMMON and 1 < len(word) <= _LONGEST and is_syllable(word[0])
    ]
    bits, strokes = signatures([words[place] for place in common])
    order = numpy.argsort(strokes, kind="stable")
    by_initials = sorted(common, key=lambda place: ("".join(map(lead, words[place])), -counts[words[place]]))
    buckets = 1 << max(1, len(words) // 2).bit_length()
    sums = numpy.fromiter(map(crc32, texts), dtype=numpy.int64, count=len(words)) & (buckets - 1)
    starts = numpy.zeros(buckets + 1, dtype="<u4")
    numpy.cumsum(numpy.bincount(sums, minlength=buckets), out=starts[1:])
    head = [VERSION, len(words), int(offsets[-1]), len(common), len(by_initials), buckets]
    arrays = [
        numpy.asarray(head, dtype="<i8"),
        starts,
        numpy.argsort(sums, kind="stable").astype("<u4"),
        offsets,
        held,
        numpy.frombuffer(b"".join(texts), dtype="u1"),
        numpy.asarray(common, dtype="<u4")[order],
        bits[order].astype("<u8"),
        strokes[order].astype("u1"),
        numpy.asarray(by_initials, dtype="<u4"),
    ]
    return b"".join(_padded(array.tobytes()) for array in arrays)


class WordList:
    """Over bytes that packed() made."""

    def __init__(self, data: Any) -> None:
        """`data` is a buffer. Raises ValueError when it is not such a list."""
        import numpy

        if len(data) < _HEAD * 8:
            raise ValueError(len(data))
        version, words, size, common, initials, buckets = numpy.frombuffer(data, dtype="<i8", count=_HEAD).tolist()
        kinds = (
            ("<u4", buckets + 1),
            ("<u4", words),
            ("<u4", words + 1),
            ("<u4", words),
            ("u1", size),
            ("<u4", common),
            ("<u8", common),
            ("u1", common),
            ("<u4", initials),
        )
        wanted = _HEAD * 8 + sum(_round(numpy.dtype(kind).itemsize * count) for kind, count in kinds)
        if version != VERSION or wanted != len(data):
            raise ValueError(version, wanted, len(data))
        parts, at = [], _HEAD * 8
        for kind, count in kinds:
            part = numpy.frombuffer(data, dtype=kind, count=count, offset=at)
            parts.append(part)
            at += _round(part.nbytes)
        starts, order, offsets, counts, text, self._common, self._bits, self._strokes, self._initials = parts
        self._buckets, self._bucketed = starts.data, order.data  # three times as fast to read
        self._offsets, self._counts, self._text = offsets.data, counts.data, text.data
        self._mask = buckets - 1

    def __len__(self) -> int:
        return len(self._counts)

    def items(self) -> Iterator[tuple[str, int]]:
        """In their order."""
        whole = bytes(self._text)
        offsets = self._offsets.tolist()
        for place, count in enumerate(self._counts.tolist()):
            yield whole[offsets[place] : offsets[place + 1]].decode(), count

    def count(self, word: str) -> int:
        place = self._place(word.encode("utf-8", "replace"))
        return self._counts[place] if place >= 0 else 0

    def near(self, word: str, strokes: int) -> list[tuple[str, int]]:
        """(word, count) of common words whose letters differ as so many strokes may make them differ."""
        import numpy

        if not word or not all(is_syllable(char) or is_letter(char) for char in word):
            return []
        bits, length = signature(word)
        first, last = numpy.searchsorted(
            self._strokes, [max(0, length - strokes), min(255, length + strokes + 1)]
        ).tolist()
        apart = numpy.bitwise_count(self._bits[first:last] ^ numpy.uint64(bits))
        found = numpy.flatnonzero(apart <= 2 * strokes)
        if len(found) > _MOST_NEAR:
            found = found[numpy.argsort(apart[found], kind="stable")[:_MOST_NEAR]]
        return [self._entry(place) for place in self._common[first:last][found].tolist()]

    def initials(self, letters: str) -> list[tuple[str, int]]:
        """(word, count) of words with these first consonants, or with more behind them, the commonest first."""
        import numpy

        first = self._first_with(letters)
        same = self._first_with(letters + "\0") - first
        last = first + same if same else self._first_with(letters + "\uffff")
        found = self._initials[first:last]
        counts = numpy.asarray(self._counts)[found]
        order = numpy.argsort(-counts.astype(numpy.int64), kind="stable")[:_MOST_INITIALS]
        return [self._entry(place) for place in found[order].tolist()]

    def _place(self, text: bytes) -> int:
        bucket = crc32(text) & self._mask
        for at in range(self._buckets[bucket], self._buckets[bucket + 1]):
            place = self._bucketed[at]
            if self._bytes(place) == text:
                return place
        return -1

    def _first_with(self, letters: str) -> int:
        low, high = 0, len(self._initials)
        while low < high:
            middle = (low + high) // 2
            if "".join(map(lead, self._entry(int(self._initials[middle]))[0])) < letters:
                low = middle + 1
            else:
                high = middle
        return low

    def _bytes(self, place: int) -> bytes:
        return bytes(self._text[self._offsets[place] : self._offsets[place + 1]])

    def _entry(self, place: int) -> tuple[str, int]:
        return self._bytes(place).decode(), self._counts[place]


class Both:
    """Two lists as one: what was counted first, and what has come since."""

    def __init__(self, lists: Sequence[WordList]) -> None:
        self._lists = lists

    def __len__(self) -> int:
        return sum(map(len, self._lists))  # a word of both is counted twice: near enough

    def count(self, word: str) -> int:
        return sum(one.count(word) for one in self._lists)

    def near(self, word: str, strokes: int) -> Sequence[tuple[str, int]]:
        return _together([one.near(word, strokes) for one in self._lists])

    def initials(self, letters: str) -> Sequence[tuple[str, int]]:
        found = _together([one.initials(letters) for one in self._lists])
        exact = [entry for entry in found if len(entry[0]) == len(letters)]
        return sorted(exact or found, key=lambda entry: (-entry[1], entry[0]))


def _together(found: Sequence[Sequence[tuple[str, int]]]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for entries in found:
        for word, count in entries:
            counts[word] = counts.get(word, 0) + count
    return list(counts.items())


def _round(size: int) -> int:
    return -(-size // 8) * 8


def _padded(data: bytes) -> bytes:
    return data + bytes(_round(len(data)) - len(data))
