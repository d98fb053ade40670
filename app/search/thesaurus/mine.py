"""Pairs of words from the text of one document: definitions, glosses, abbreviations.

What holds only inside the document (`이하 "영"이라 한다`) or a part of it (`이하 이 조에서`) is left out here or, where
many documents must be asked, by weigh.py. 법령 입안 심사 기준 (법제처) gives the forms.
"""

import re
from collections.abc import Iterator

from app.search.thesaurus.evidence import Pair, Told, term_key
from app.search.thesaurus.names import law_names
from app.search.thesaurus.renames import renames

_WORD = r"가-힣A-Za-z0-9ㆍ·"
_BRACKETS = re.compile(r"\((?P<inside>[^()\n]{2,80})\)")
_BEFORE = re.compile(rf"[{_WORD}]{{2,15}}$")
_PHRASE = re.compile(r"(?:[가-힣A-Za-z0-9ㆍ·]+ ){0,4}[가-힣A-Za-z0-9ㆍ·]+$")
_SHORTENED = re.compile(r"이하 ?[\"“](?P<short>[^\"“”\n]{2,20})[\"”] ?(?:이?라 ?(?:고 ?)?(?:한다|함|칭한다|약칭한다))")
_GLOSS = re.compile(r"[가-힣]{2,12}|[A-Za-z][A-Za-z0-9 -]{1,20}")
_GOES_ON = re.compile(r"(?![은는이가을를의에와과로도만나라및])[가-힣A-Za-z0-9]")
"""`토지(임야)대장`: two words within a longer one, of which one or the other is meant."""
_HANJA = re.compile(r"(?P<hanja>[一-龥]{2,10})(?: ?[:：,] ?(?P<means>[가-힣]{2,8}))?")
_MEANS = re.compile(
    r"[\"“](?P<word>[가-힣A-Za-z]{2,12})[\"”](?:이란|란|이라 함은|라 함은) (?P<means>[가-힣]{2,12})(?:을|를) 말한다"
)
_NO_GLOSS = re.compile(
    r"(?:다|외|포함|제외|한정|경우|만|자|등|각|및|또는|함|것|때|분|부터|까지|이상|이하|미만|초과|의|인|한|된|하는|에서|에)$"
    r"|^(?:이하|제\d|별표|별지|단|다만|같은|해당|유한|합명|합자|주|재|사|가칭|무궁화|본|구|신|그)"
    r"|\d|[가-힣]{0,4}(?:변경|신청|승인|신고|등록|허가|지정|취소|정정|재발급|갱신|연장|확인|연기|면제|신설|폐지|개정|전부|일부)"
    r"[가-힣]{0,2}$"
)
"""A bracket that limits, adds or gives a choice in a form, rather than explains."""
_NO_HEAD = re.compile(r"^부칙|^제?\d|\d$|[서증]$|^[ㆍ·]|[ㆍ·]$")
_ADNOMINAL = re.compile(
    r"(?:는|한|된|할|될|던|의|및|또는|른|인|간|후|전|각|그|이|본|당해|해당|등|에|서|로|과|와|을|를|은|여|며)$"
)


def mine(title: str, text: str) -> list[Pair]:
    """The pairs that a document tells, each once."""
    found = dict.fromkeys(_in_brackets(text))
    found |= dict.fromkeys(
        Pair(Told.DEFINED, match["word"], match["means"])
        for match in _MEANS.finditer(text)
        if not _NO_GLOSS.search(match["means"])
    )
    found |= dict.fromkeys(renames(text))
    found |= dict.fromkeys(law_names(title, text))
    return [pair for pair in found if term_key(pair.first) != term_key(pair.second)]


def _in_brackets(text: str) -> Iterator[Pair]:
    for match in _BRACKETS.finditer(text):
        inside = match["inside"]
        before = text[max(0, match.start() - 40) : match.start()]
        if inside.startswith("이하"):
            yield from _shortened(before, inside)
        elif "一" <= inside[0] <= "龥":
            yield from _hanja(before, inside)
        elif _GLOSS.fullmatch(inside) and not _GOES_ON.match(text, match.end()):
            yield from _glossed(before, inside, text)


def _shortened(before: str, inside: str) -> Iterator[Pair]:
    """`국가기후환경회의(이하 "기후환경회의"라 한다)`: the words before the bracket that the short form is made of."""
    short = _SHORTENED.match(inside)
    phrase = _PHRASE.search(before)
    if short is None or phrase is None:
        return
    letters = term_key(short["short"])
    whole = ""
    for word in reversed(phrase[0].split(" ")):
        if whole and _ADNOMINAL.search(word):
            return
        whole = f"{word} {whole}".strip()
        if len(term_key(whole)) > len(letters) and _made_of(letters, term_key(whole)):
            yield Pair(Told.SHORT, short["short"], whole)
            return


def _made_of(short: str, whole: str) -> bool:
    """The letters of `short` stand in `whole` in their order, from the first of a run of two on."""
    place = 0
    for letter in short:
        place = whole.find(letter, place) + 1
        if not place:
            return False
    return short not in whole


def _hanja(before: str, inside: str) -> Iterator[Pair]:
    """`개수(改修)`: the reading, and the plain words where they follow (`관정(管井: 우물)`)."""
    told, word = _HANJA.fullmatch(inside), _BEFORE.search(before)
    if told is None or word is None:
        return
    reading = word[0][-len(told["hanja"]) :]
    if len(reading) == len(told["hanja"]) and re.fullmatch("[가-힣]+", reading):
        yield Pair(Told.HANJA, told["hanja"], reading)
        if told["means"] and not _NO_GLOSS.search(told["means"]):
            yield Pair(Told.MEANS, reading, told["means"])


def _glossed(before: str, inside: str, text: str) -> Iterator[Pair]:
    word = _BEFORE.search(before)
    gloss = inside.strip()
    if word is None or _NO_HEAD.search(word[0]) or _NO_GLOSS.search(gloss):
        return
    one, other = re.split("[ㆍ·]", word[0])[-1], gloss
    if len(one) < 2:
        return
    if one in other or other in one:
        return
    if text.count(other) > text.count(f"({other})"):  # a word that also stands by itself is another thing
        return
    yield Pair(Told.GLOSS, one, other)
