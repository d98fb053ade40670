"""Whether a model's version of a sentence may be proposed: the same facts, the same duties, the same things spoken of.

Whatever cannot be told is a no. A version that leaves out a word that says something, or brings one, is refused even
where a reader would find it the same: small models were seen to write 결정 for 결빙 and to lose 우천 시.
"""

import re
from collections import Counter

from app.core.drafts import Provenance
from app.letters.facts.sources import Sources
from app.letters.facts.tracing import traces
from app.letters.rewriting.guarded import counted, guarded

_MODES = {
    "must": re.compile(r"[가-힣]야 ?(?:하[여였고며는기나]|[한할함합됩된됨])|필요가 있|의무|반드시|꼭"),
    "may": re.compile(r"수 (?:있|없)|가능"),
    "ask": re.compile(r"바랍|바람|주시기|주십시오|주세요|요청|부탁"),
    "forbid": re.compile(r"금지|금한|금합|삼가|말아|마시기|말 것|안 [되됩된]"),
    "plan": re.compile(r"예정|계획|겠"),
    "guess": re.compile(r"보입|보인|보임|추정|예상|듯|같[습다은]|생각"),
    "intend": re.compile(r"고자|려고|려는|위하|위해|위한|도록"),
    "by": re.compile(r"따라|따르|따른"),
    "if": re.compile(r"(?:으?면|경우|때)(?=[\s,.은는에]|$)"),
    "only": re.compile(r"만(?=\s)|한하여|한정|외에|제외"),
}
"""What is said of a deed: that it must, may, should not, will be done. One that comes or goes changes the meaning."""
_WORD_PAST = re.compile(r"[가-힣]")
_WORDS = re.compile(r"[가-힣]+")
_LATIN = re.compile(r"[A-Za-z]+")
_FOREIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0400-\u04ff\u0600-\u06ff]")
_MARKUP = re.compile(r"[<>{}|`#*\\_:：?!]|->|=>")
_SHORTEST, _LONGEST = 0.35, 1.6
_PARTICLE = re.compile(
    r"(?<=[가-힣])(?:에서는|에게는|으로는|에서|에게|까지|부터|으로|이나|들은|들이|들을|들의|들도|마다|보다|처럼|은|는|이|가|을|를|에|의|로|와|과|도|만|들)$"
)
_EMPTY = re.compile(
    r"관련|경우|사항|것|수|등|때|시|및|또는|그|이|각|부분|점|바|내용|필요|가능|실시|진행|시행|수행"
    r"|(?:관련|필요|가능|실시|진행|시행|수행)[하한할함합해했되된될됨됩됐][가-힣]*|이루어[가-힣]*|이뤄[가-힣]*"
    r"|(?:대|통|의|위)(?:하여|해|한|하는|하고|하기|해서|하여서)|따라|따라서|따르면|따른"
    r"|하(?:여|고|며|면|는|기|지|게|도|려|였|오|시|자)[가-힣]*|해|해야|해서|해도|한|한다|할|함|합니다|했[가-힣]*"
    r"|되(?:어|고|며|면|는|기|지|게|도|었|오)[가-힣]*|된|된다|될|됨|됩니다|됐[가-힣]*|돼[가-힣]*"
    r"|[있없않못][가-힣]*|아니[가-힣]*|주시[가-힣]*|주기|바랍[가-힣]*|바람|드[리립림린릴][가-힣]*|입니다|이다|임|인|이며|이고"
)
"""Words that say nothing of their own; what they do to a sentence is seen by _MODES."""
_SS = 20


def trusted(before: str, after: str) -> bool:
    """Whether `after` may stand for `before`."""
    if not after.strip() or "\n" in after.strip() or not _sane(before, after):
        return False
    return (
        counted(before) == counted(after)
        and Counter(_held(before)) == Counter(_held(after))
        and all(_same(pattern, before, after) for pattern in _MODES.values())
        and _past(before) == _past(after)
        and _spoken(before) == _spoken(after)
        and _traced(before, after)
        and _traced(after, before)
    )


def _sane(before: str, after: str) -> bool:
    length = len(after) / max(len(before), 1)
    strange = set(_LATIN.findall(after)) - set(_LATIN.findall(before))
    foreign = set(_FOREIGN.findall(after)) - set(_FOREIGN.findall(before))
    markup = set(_MARKUP.findall(after)) - set(_MARKUP.findall(before))
    return _SHORTEST <= length <= _LONGEST and not strange and not foreign and not markup


def _held(text: str) -> list[str]:
    return [text[slice(*span)] for span in guarded(text)]


def _same(pattern: re.Pattern[str], before: str, after: str) -> bool:
    return (pattern.search(before) is None) == (pattern.search(after) is None)


def _past(text: str) -> bool:
    """Whether something is said to have been done: a syllable in ㅆ that is neither 있 nor 겠."""
    return any((ord(one) - 0xAC00) % 28 == _SS and one not in "있겠" for one in _WORD_PAST.findall(text))


def _spoken(text: str) -> frozenset[str]:
    """What is spoken of: the first two syllables of each word that says something, without its particle."""
    words = (_PARTICLE.sub("", word) for word in _WORDS.findall(text))
    return frozenset(word[:2] for word in words if not _EMPTY.fullmatch(word))


def _traced(text: str, source: str) -> bool:
    """Whether every fact of a text stands in the other."""
    return all(one.provenance is not Provenance.MISSING for one in traces(text, Sources(source)))
