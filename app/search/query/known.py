"""Whether the corpus knows a word, whatever its particle: the longest known beginning, and an ending after it."""

import re

from app.search.query.lexicon import Words

_PARTICLE = (
    "은|는|이|가|을|를|의|에|에서|에게|에게서|께|께서|한테|한테서|로|으로|로서|으로서|로써|으로써|와|과|랑|이랑|하고|도|만"
    "|까지|부터|마다|처럼|같이|보다|대로|만큼|조차|밖에|뿐|들|나|이나|든지|이든지|든|이든|라도|이라도|란|이란|라는|이라는"
    "|라고|이라고|라면|이라면|며|이며|고|이고|면|이면|인|인데|인지|인가|인가요|일|일까요|이냐|냐|냐고|이야|야|이요|요|이에요"
    "|예요|에요|이죠|죠|이지요|지요|입니다|입니까|인가여|여|였|이었|이라서|라서|이니|니까|이니까|상|별|용|간|내|외|중|시|당"
    "|이라|라|이라며|라며|이라던데|라던데|치|케|토록|때|때문|후|전|차"
)
_VERB = "하|되|돼|됐|된|될|됨|됩|한|할|함|합|해|했|시키|시켜|시킨|받|적"
ENDING = re.compile(rf"(?:(?:{_PARTICLE}){{1,3}}|당?(?:{_VERB})[가-힣]{{0,6}})")
"""What may follow a noun: up to three particles, or the verb that it makes."""
_SUFFIX = frozenset(
    "위청처부법원단소국과실팀장자인비금료율률식형권증서표물품력성화제죄범별용류층급직관사업기지생선망차실체학옥"
)
"""Syllables that make a noun of a noun, or stand for a longer one: 심의위, 마약범."""

_SHORTEST = 2
_LONG_NOUN = 4
_LONGEST = 24
"""Letters of a word that is looked into."""


def knows(word: str, words: Words) -> bool:
    """The word stands in the corpus, or a beginning of it does and the rest is an ending, or it is made of words."""
    if words.count(word):
        return True
    if len(word) > _LONGEST:
        return True  # no one's slip
    return _made_of(word, words)


def stems(word: str) -> list[tuple[str, str]]:
    """(beginning, ending) in all ways in which a word may be a noun and what follows it, the shortest ending first;
    the word itself among them."""
    apart = [(word, "")]
    if len(word) > _LONGEST:
        return apart
    for place in range(len(word) - 1, 0, -1):
        if ENDING.fullmatch(word, place):
            apart.append((word[:place], word[place:]))
    return apart


def _made_of(word: str, words: Words) -> bool:
    """Known words of two letters or more end to end, the last with its ending."""
    reached = [False] * (len(word) + 1)
    reached[0] = True
    for start in range(len(word)):
        if not reached[start]:
            continue
        if start and (ENDING.fullmatch(word, start) or _suffixed(word, start)):
            return True
        for end in range(start + _SHORTEST, len(word) + 1):
            if not reached[end] and words.count(word[start:end]):
                reached[end] = True
    return reached[len(word)]


def suffixed(word: str) -> tuple[str, str]:
    """(beginning, ending) of a long word whose ending begins with a syllable that makes nouns: 정보공개, 법에.

    Empty: none does, or the beginning is short, as that of 행심위 is, which stands for something longer.
    """
    for place in range(len(word) - 1, _LONG_NOUN - 1, -1):
        if _suffixed(word, place):
            return word[:place], word[place:]
    return "", ""


def _suffixed(word: str, start: int) -> bool:
    return word[start] in _SUFFIX and (start + 1 == len(word) or ENDING.fullmatch(word, start + 1) is not None)
