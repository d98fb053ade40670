"""Whether a model's version of a sentence may be proposed: the same facts, the same duties, Korean, of sane length.

It is asked of somebody else's words, so whatever cannot be told is a no.
"""

import re
from collections import Counter

from app.core.drafts import Provenance
from app.core.findings import RewriteStyle
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
_NEW = {RewriteStyle.PLAIN: 0.6, RewriteStyle.NATIVE: 0.5}
"""So much of what the version says may be other words; of other styles less."""
_NEW_USUALLY = 0.45
_LEAST = 0.4
"""So much of what was said must be said again."""
_SS = 20


def trusted(before: str, after: str, style: RewriteStyle) -> bool:
    """Whether `after` may stand for `before`."""
    if not after.strip() or "\n" in after.strip() or not _sane(before, after):
        return False
    return (
        counted(before) == counted(after)
        and Counter(_held(before)) == Counter(_held(after))
        and all(_same(pattern, before, after) for pattern in _MODES.values())
        and _past(before) == _past(after)
        and _alike(before, after, style)
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


def _alike(before: str, after: str, style: RewriteStyle) -> bool:
    said, says = _pairs(before), _pairs(after)
    if not said or not says:
        return False
    new = len(says - said) / len(says)
    return new <= _NEW.get(style, _NEW_USUALLY) and len(said & says) / len(said) >= _LEAST * min(
        1, len(says) / len(said)
    )


def _pairs(text: str) -> frozenset[str]:
    """Pairs of letters within words."""
    return frozenset(word[place : place + 2] for word in _WORDS.findall(text) for place in range(len(word) - 1))


def _traced(text: str, source: str) -> bool:
    """Whether every fact of a text stands in the other."""
    return all(one.provenance is not Provenance.MISSING for one in traces(text, Sources(source)))
