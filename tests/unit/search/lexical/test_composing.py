"""What an unfinished syllable may become."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.lexical.composing import among, becoming

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
TERMS = [("휴가", 9), ("휴게", 5), ("휴직", 4), ("신청", 8), ("신처", 1), ("가대", 3), ("과태", 7), ("업소", 2)]


@pytest.mark.parametrize(
    ("word", "settled", "completed"),
    [
        ("휴ㄱ", "휴", ["휴가", "휴게"]),
        ("신처", "신처", ["신청"]),
        ("휴갇", "휴갇", ["가대"]),
        ("휴", "휴", ["휴가", "휴게", "휴직"]),
        ("없", "없", ["업소"]),
        ("ㄱ", "", []),
        ("a4", "a4", []),
        ("", "", []),
    ],
)
def test_becoming(word: str, settled: str, completed: list[str]) -> None:
    now, patterns = becoming(word)
    assert now == settled
    assert among(patterns, TERMS, 9) == completed


def strokes(word: str) -> list[str]:
    """The states in which an editor shows a word of two syllables while its second one is typed."""
    initial, vowel, *final = list(unicodedata.normalize("NFD", word[1]))
    first = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[ord(initial) - 0x1100]
    states = [word[0] + first, word[0] + unicodedata.normalize("NFC", initial + vowel)]
    return states + ([word] if final else [])


@given(word=st.tuples(SYLLABLES, SYLLABLES).map("".join))
def test_every_state_on_the_way_leads_to_the_word(word: str) -> None:
    for state in strokes(word):
        _, patterns = becoming(state)
        assert state == word or among(patterns, [(word, 1)], 1) == [word]


@given(st.text(max_size=5))
def test_any_word(word: str) -> None:
    settled, patterns = becoming(word)
    assert word.startswith(settled) and len(patterns) <= 2
