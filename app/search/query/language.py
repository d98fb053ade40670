"""Whether a word is Korean, known to the corpus or not: a noun with its ending, or a verb as it is conjugated."""

from app.search.query.jamo import TAILS, VOWELS, is_syllable, letters, strokes
from app.search.query.known import knows, stems
from app.search.query.lexicon import Dictionary, Words

_PAST = ("", "ㅇㅓㅆ", "ㅇㅏㅆ", "ㅆ", "ㅇㅕㅆ", "ㅅㅣ", "ㅇㅡㅅㅣ", "ㄱㅔㅆ", "ㅇㅓㅆㄱㅔㅆ")
_MORE = ("", "ㅇㅛ", "ㄷㅗ", "ㅁㅏㄴ", "ㄴㅡㄴ", "ㄱㅏ", "ㄹㅡㄹ", "ㅇㅣ", "ㄴㅏ")
"""What may follow an ending."""
_LINKS = ("ㅇㅓ", "ㅇㅏ")
"""What joins a verb to the next."""
_SHORT_FORMS = "ㄴㄹㅂ"
"""Tails in which an ending hides: 거 and ㄴ가요 are 건가요, 청에 and ㄴ are 청엔."""
_ADVERBS = frozenset("안못몇한두세더잘꼭옛새첫큰또")
"""Words of one letter that are written together with the next."""
_RUN_TOGETHER = (
    ("ㅇㅗㅏ", "ㅇㅓ"),
    ("ㅇㅜㅓ", "ㅇㅓ"),
    ("ㅇㅜ", "ㅇㅡ"),
    ("ㅇㅏ", "ㅇㅓ"),
    ("ㄹㅏ", "ㅇㅓ"),
    ("ㄹㅓ", "ㅇㅓ"),
)
_OPEN, _DONE = "ㅏㅓㅐㅔ", ("ㅎㅐ", "ㄷㅗㅐ")
_AFTER_LOST = "ㅇㄴㄹㅂㅅ"
"""What may follow a stem that lost a consonant."""
_NOUNS = frozenset(
    "돈책총강집땅물불빚법군방옷밥술차배병약몸눈귀코입손발피뼈살털목팔말글시곡상벌죄표값세빛칼공쌀콩닭소개새꽃풀숲산섬"
    "길길역항문벽창솥컵병통짐일꿈잠힘꾀뜻맘정겁흠탓덕복화칭몫짝쪽편형딸놈년아빠남녀왕님적벗병졸죄수표금은철돌흙재"
    "저나내너제그이걔뭐거게것건걸수데바줄때등분명곳점중안밖앞뒤옆위밑끝속겉밤낮봄달해날때주월초분시일년번개장권대척동채당앱애원"
)
"""Words of one syllable that people use; a dictionary has one for nearly every syllable there is."""
_LONGEST = 40


def speaks(word: str, words: Words, dictionary: Dictionary) -> bool:
    """A dictionary's noun with or without an ending, a verb's stem and what may follow one, or two such words
    that were written together, the second known to the corpus, short or a verb."""
    if word[0] == "몇" or _one(word, dictionary):
        return True
    return any(
        _leads(word[:place], words, dictionary) and _follows(word[place:], words, dictionary)
        for place in range(1, len(word))
    )


def _leads(first: str, words: Words, dictionary: Dictionary) -> bool:
    if len(first) == 1:
        return first in _ADVERBS
    return words.count(first) > 0 or _one(first, dictionary)


def _follows(second: str, words: Words, dictionary: Dictionary) -> bool:
    return (
        any(stem in _NOUNS for stem, _ in stems(second))
        or (len(second) > 1 and knows(second, words))
        or _contracted(second, dictionary)
        or _conjugated(strokes(second), dictionary)
    )


def _one(word: str, dictionary: Dictionary) -> bool:
    return (
        any(_noun(stem, dictionary) for stem, _ in stems(word))
        or _contracted(word, dictionary)
        or _conjugated(strokes(word), dictionary)
    )


def _noun(word: str, dictionary: Dictionary) -> bool:
    return word in _NOUNS if len(word) == 1 else dictionary.noun(word)


def _contracted(word: str, dictionary: Dictionary) -> bool:
    for place, char in enumerate(word):
        typed = letters(char)
        if is_syllable(char) and typed[-1] in _SHORT_FORMS and (ord(char) - 0xAC00) % 28:
            open_ = chr(ord(char) - TAILS.index(typed[-1])) if typed[-1] == TAILS[(ord(char) - 0xAC00) % 28] else ""
            rest = strokes(typed[-1] + word[place + 1 :])
            if (
                open_
                and any(_noun(stem, dictionary) for stem, _ in stems(word[:place] + open_))
                and (len(rest) == 1 or dictionary.ending(rest))
            ):
                return True
    return False


def _conjugated(typed: str, dictionary: Dictionary) -> bool:
    """A stem may lose its last stroke (올리 and 었 are 올렸, 돕 and 아 are 도와), and another verb may follow it
    (돌려내다)."""
    typed = typed[:_LONGEST]
    for place in range(2, len(typed) + 1):
        head, rest = typed[:place], typed[place:]
        if _begins(head, rest, dictionary) and (not rest or any(_ends(form, dictionary) for form in _forms(rest))):
            return True
        if _joins(head, rest, dictionary):
            return True
    return False


def _begins(head: str, rest: str, dictionary: Dictionary) -> bool:
    if dictionary.stem(head):
        return True
    if not rest:
        return False
    vowel, consonant = rest[0] in VOWELS or rest[0] == "ㄹ", rest[0] in _AFTER_LOST
    return (vowel and dictionary.stem(head, "vowel")) or (consonant and dictionary.stem(head, "consonant"))


def _forms(rest: str) -> list[str]:
    """What follows a stem, also as it was before it ran together: ㅕㅆ is 었, 와 (of 도와) and 라 (of 몰라) 어.

    The dictionary has 어 for 아, too.
    """
    for short, long in _RUN_TOGETHER:
        if rest.startswith(short):
            return [rest, long + rest.removeprefix(short)]
    return [rest, "ㅇㅓ" + rest[1:]] if rest[0] in VOWELS else [rest]


def _ends(rest: str, dictionary: Dictionary) -> bool:
    for before in _PAST:
        if not rest.startswith(before):
            continue
        left = rest.removeprefix(before)
        if any(left.endswith(after) and dictionary.ending(left.removesuffix(after)) for after in _MORE):
            return True
    return any(rest.startswith(link) and _conjugated(rest.removeprefix(link), dictionary) for link in _LINKS)


def _joins(head: str, rest: str, dictionary: Dictionary) -> bool:
    """Another verb follows a stem in which the joining vowel does not show: 빼주다, 해오다."""
    open_ = head in _DONE or (head[-1] in _OPEN and dictionary.stem(head))
    return open_ and (not rest or _ends(rest, dictionary) or _conjugated(rest, dictionary))
