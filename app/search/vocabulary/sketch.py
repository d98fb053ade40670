"""Strokes of many Korean words at once: how many, and which of them, as numbers that are compared in one step."""

from collections.abc import Sequence
from typing import Any

from app.search.query.jamo import LEADS, letters

_STROKES = LEADS + "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
_SELDOM = "ㅃㅉ"
_TWICE = {letter: 33 + place for place, letter in enumerate(one for one in _STROKES if one not in _SELDOM)}
"""The bit for a letter's second stroke; 31 fit."""
_ONCE = {letter: place for place, letter in enumerate(_STROKES)}
_FIRST, _SYLLABLES = 0xAC00, 11172
_PORTION = 50_000  # words; their strokes are counted in a matrix


def signature(word: str) -> tuple[int, int]:
    """(64 bits, number of strokes) of a word of Hangul, lone letters too. A bit says that a letter is
    there, or is there twice.

    One stroke more, less or changed turns over two bits at most; two that change places turn over none.
    """
    bits = count = 0
    for char in word:
        for letter in letters(char):
            once = 1 << _ONCE[letter]
            bits |= 1 << _TWICE[letter] if bits & once and letter in _TWICE else once
            count += 1
    return bits, count


def signatures(words: Sequence[str]) -> tuple[Any, Any]:
    """(uint64, uint8): those of many words, a word of syllables only."""
    import numpy

    bits = numpy.zeros(len(words), dtype=numpy.uint64)
    counts = numpy.zeros(len(words), dtype=numpy.uint8)
    table = _table()
    for start in range(0, len(words), _PORTION):
        stop = min(start + _PORTION, len(words))
        bits[start:stop], counts[start:stop] = _portion(words[start:stop], table)
    return bits, counts


def _portion(words: Sequence[str], table: Any) -> tuple[Any, Any]:
    import numpy

    lengths = numpy.fromiter(map(len, words), dtype=numpy.int64, count=len(words))
    codes = numpy.frombuffer("".join(words).encode("utf-32-le"), dtype="<u4").astype(numpy.int64) - _FIRST
    owner = numpy.repeat(numpy.arange(len(words)), lengths)
    held = table[codes]  # syllables × strokes of each
    matrix = numpy.zeros((len(words), len(_STROKES) + 1), dtype=numpy.int64)
    for column in held.T:
        matrix += numpy.bincount(owner * matrix.shape[1] + column, minlength=matrix.size).reshape(matrix.shape)
    matrix = matrix[:, :-1]
    bits = numpy.zeros(len(words), dtype=numpy.uint64)
    for letter, place in _ONCE.items():
        bits |= (matrix[:, place] > 0).astype(numpy.uint64) << numpy.uint64(place)
        if letter in _TWICE:
            bits |= (matrix[:, place] > 1).astype(numpy.uint64) << numpy.uint64(_TWICE[letter])
    return bits, numpy.minimum(matrix.sum(axis=1), 255).astype(numpy.uint8)


def _table() -> Any:
    """Of each syllable the places of its strokes, five columns; one place more stands for none."""
    import numpy

    table = numpy.full((_SYLLABLES, 5), len(_STROKES), dtype=numpy.int64)
    for code in range(_SYLLABLES):
        for column, letter in enumerate(letters(chr(_FIRST + code))):
            table[code, column] = _ONCE[letter]
    return table
