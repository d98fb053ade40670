"""Words written by their first consonants: ㄱㅂㅂ is 국방부."""

import re

from app.search.query.lexicon import Words

_INITIALS = re.compile(r"[ㄱ-ㅎ]{2,12}")
_LAUGHS = re.compile(r"(.)\1+|[ㅋㅎㅠㅜㅡㅇ]+")
_PAIRS = str.maketrans(
    {
        "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ",
        "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
    }
)  # fmt: skip
"""Some input methods join what was typed apart."""
_OTHERS = 4


def initials(word: str, words: Words) -> tuple[str, ...]:
    """The words that may be meant, the commonest first; empty when it is no such word, or laughter."""
    if not _INITIALS.fullmatch(word) or _LAUGHS.fullmatch(word):
        return ()
    return tuple(found for found, _ in words.initials(word.translate(_PAIRS))[: _OTHERS + 1])
