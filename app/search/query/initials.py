"""Words written by their first consonants: ㄱㅂㅂ is 국방부."""

import re

from app.search.query.lexicon import Dictionary, Words

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
_NOUN = 5
"""Times that a noun counts."""


def initials(word: str, words: Words, dictionary: Dictionary) -> tuple[str, ...]:
    """The words that may be meant, the commonest first; empty when it is no such word, or laughter.

    A noun counts for more: the others are many a word with its particle.
    """
    if not _INITIALS.fullmatch(word) or _LAUGHS.fullmatch(word):
        return ()
    found = [
        (count * (_NOUN if dictionary.noun(one) else 1), one) for one, count in words.initials(word.translate(_PAIRS))
    ]
    return tuple(one for _, one in sorted(found, key=lambda entry: (-entry[0], entry[1]))[: _OTHERS + 1])
