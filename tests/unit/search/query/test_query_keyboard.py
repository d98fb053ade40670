"""Korean typed in English letters, English typed in Korean ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.query.jamo import LEADS, composed, letters, strokes, syllable
from app.search.query.keyboard import english, hangul

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("rnrqkdqn", "국방부"), ("gbrk", "휴가"), ("dhkswjs", "완전"), ("rkqtdms", "값은"), ("ekfrdl", "닭이"),

        ("ekfrrl", "닭기"), ("Tkd", "쌍"), ("dPdml", "예의"), ("dhlrnrdlf", "외국일"), ("RKK", "까ㅏ"),
        ("rk1sk", "가1나"), ("", ""),
    ],
)  # fmt: skip
def test_two_set_keyboard(keys: str, text: str) -> None:
    assert hangul(keys) == text


@pytest.mark.parametrize(
    ("text", "keys"), [("ㅗ디ㅔ", "help"), ("국방부", "rnrqkdqn"), ("ㅓㅊㄴ", "jcs"), ("a1", "a1")]
)
def test_the_other_way(text: str, keys: str) -> None:
    assert english(text) == keys


@given(SYLLABLES)
def test_both_ways_is_where_it_began(text: str) -> None:
    assert hangul(english(text)) == text


@given(st.text("abcdefghijklmnopqrstuvwxyzQWERTOP"))
def test_keys_come_back(keys: str) -> None:
    assert english(hangul(keys)) == keys


@given(SYLLABLES)
def test_letters_put_together_again(text: str) -> None:
    assert composed(strokes(text)) == text


def test_a_syllable_of_parts() -> None:
    assert syllable("ㄱ", "ㅏ") == "가"
    assert letters("뷁") == "ㅂㅜㅔㄹㄱ"
    with pytest.raises(ValueError, match="not"):
        syllable("ㅏ", "ㄱ")
    assert len(LEADS) == 19
