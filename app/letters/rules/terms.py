"""R17: difficult, foreign, discriminatory and translated words that a plainer one could replace (영 제7조제2항)."""

import re
from collections.abc import Iterator

from app.core.findings import Finding
from app.letters.rules import lexicon, particles
from app.letters.rules.lexicon import Term
from app.letters.rules.told import PLAIN, warning

_RUN = re.compile(r"[가-힣]+(?: [가-힣]+)?")
_PARTICLE = (
    "을|를|이|가|은|는|의|에|에서|에게|께|로|으로|로서|으로서|로써|으로써|와|과|도|만|까지|부터|보다|마다|이나|나|라도|이라도|"
    "라는|이라는|이란|란|인|이며|이고|이다|이므로|입니다|임|처럼|별|들|등"
)
_TAIL = re.compile(rf"(?:{_PARTICLE}){{0,3}}")
_VERBAL = re.compile(
    rf"(?:{_PARTICLE}){{0,3}}|(?:하|되|시키)[가-힣]{{0,6}}|[한할함된될됨킬킴]|[해했합돼됐됩][가-힣]{{0,5}}|시[킨킬킴]|받[가-힣]{{0,4}}"
)


def check(view: str) -> Iterator[Finding]:
    """`view` is a page's view with quotations and amounts masked."""
    lex = lexicon.terms()
    for run in _RUN.finditer(view):
        yield from _word(run[0], run.start(), lex)
        head, _, second = run[0].partition(" ")
        if second:
            yield from _word(second, run.start() + len(head) + 1, lex)
    for phrase in lex.phrases:
        for match in phrase.pattern.finditer(view):
            found = match[0].strip()
            fix = phrase.plain if phrase.fix else None
            key = f"term_{phrase.category}"
            yield warning("R17", PLAIN, key, match.span(), fix, found=found, plain=phrase.plain)


def _word(text: str, at: int, lex: lexicon.Lexicon) -> Iterator[Finding]:
    """The longest term at the head of a word."""
    for length in range(min(lex.longest, len(text)), 1, -1):
        term = lex.terms.get(text[:length])
        if term is None:
            continue
        tail = text[length:].split(" ", 1)[0]
        if not (_VERBAL if term.verbal else _TAIL).fullmatch(tail):
            continue
        span, fix = _fixed(text[:length], tail, at, term)
        yield warning("R17", PLAIN, f"term_{term.category}", span, fix, found=text[:length], plain=term.plain)
        return


def _fixed(word: str, tail: str, at: int, term: Term) -> tuple[tuple[int, int], str | None]:
    """What stands instead, with the particle that goes with it."""
    if not term.fix:
        return (at, at + len(word)), None
    particle = particles.suited(term.plain, tail)
    if particle is None:
        return (at, at + len(word)), None
    return (at, at + len(word) + len(tail)), term.plain + particle
