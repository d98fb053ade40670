"""Any text is read, the same text always the same, and never longer than it may be."""

import unicodedata
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.search import lookup
from app.search.query.places import places
from app.search.query.plain import LONGEST, plain
from app.search.query.read import understand
from app.search.vocabulary.sketch import signature, signatures
from app.search.vocabulary.wordlist import WordList, packed
from tests.fakes.lexicon import lexicon

LEXICON = lexicon({"act": "물품관리법", "decree": "물품관리법 시행령", "long": "가상 기관의 정보공개에 관한 법률"})
DAY = date(2026, 3, 9)
KOREAN = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
PIECES = st.sampled_from(
    ["휴가", "휴까를", "물품관리법", "시행령", "제3조", "의2", "2항", "호", "기준", "2024.1.1.", '"', "-", "“", "”",
     " ", "rnrqkdqn",
     "ㄱㅂㅂ", "ㅠ", "이틀", "백만원", "이십오조", "년", "억", ",", "천", "십", "별표", "ᄀ", "１", "정보공개법",
     "에", "를"]
)  # fmt: skip
ANYTHING = st.one_of(st.text(), st.text(KOREAN), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_any_text_is_read(text: str) -> None:
    read = understand(text, LEXICON, DAY)
    assert read == understand(text, LEXICON, DAY)
    assert len(read.text) <= 3 * LONGEST
    assert "\n" not in read.text
    assert all(change.said and change.read for change in read.changes)
    lookup.find(read.text, LEXICON.names)


@given(st.text(KOREAN, max_size=50))
def test_composed_and_decomposed_are_one(text: str) -> None:
    assert plain(unicodedata.normalize("NFD", text)) == plain(text) == text


@given(st.integers(1, 999), st.integers(0, 20), st.integers(0, 30), st.integers(0, 40), st.booleans())
def test_a_place_is_read_back(article: int, branch: int, paragraph: int, item: int, spaced: bool) -> None:
    gap = " " if spaced else ""
    text = f"제{article}조" + (f"의{branch}" if branch else "")
    label = text
    text += f"{gap}제{paragraph}항" if paragraph else ""
    text += f"{gap}제{item}호" if item else ""
    (place,) = places(f"물품관리법 {text}")
    assert (place.label, place.paragraph, place.item) == (label, paragraph, (item, 0))


WORDS = st.dictionaries(st.text(KOREAN, min_size=1, max_size=9), st.integers(1, 10**6), max_size=60)


@given(WORDS, st.text(KOREAN, max_size=9))
def test_a_word_list_keeps_its_words(counts: dict[str, int], other: str) -> None:
    words = WordList(packed(counts))
    assert dict(words.items()) == counts
    assert all(words.count(word) == count for word, count in counts.items())
    assert words.count(other) == counts.get(other, 0)


@given(st.lists(st.text(KOREAN, min_size=1, max_size=9), min_size=1, max_size=20))
def test_many_signatures_are_those_of_each(words: list[str]) -> None:
    bits, counts = signatures(words)
    assert [(int(bit), int(count)) for bit, count in zip(bits, counts, strict=True)] == [
        signature(word) for word in words
    ]


@given(st.text(KOREAN, min_size=2, max_size=6), st.data())
def test_one_stroke_away_is_near(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    code = ord(word[place]) - 0xAC00
    typed = word[:place] + chr(0xAC00 + code // 28 * 28 + (1 if code % 28 == 0 else 0)) + word[place + 1 :]
    strokes = 1 if code % 28 in (0, 1, 2, 4, 7, 8, 16, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27) else 2
    assert word in [found for found, _ in WordList(packed({word: 5})).near(typed, strokes)]
