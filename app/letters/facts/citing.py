"""Whether an article that a draft cites is among its bases, or named by the notes or a computation."""

import re
from dataclasses import dataclass

from app.core import clauses, titles
from app.core.drafts import Basis, Provenance
from app.core.locator import NONE, Locator
from app.letters.facts.quotes import folded
from app.letters.facts.sources import Found, Source

_UNSURE = re.compile(r"듯|것\s?같|확인할|확인\s?필요|확인\s?바람|맞는지|맞나|아마|기억|찾아|몇\s?조|\?")
"""A note that only guesses at an article carries none."""
_RUN = 9
"""Letters in a row that are no accident."""
_STANDS_FOR = {
    "법": ("법",),
    "법률": ("법",),
    "영": ("시행령", "규정", "령"),
    "령": ("시행령", "규정", "령"),
    "시행령": ("시행령",),
    "규칙": ("시행규칙", "규칙"),
    "시행규칙": ("시행규칙",),
    "규정": ("규정",),
    "훈령": ("훈령",),
    "예규": ("예규",),
    "지침": ("지침",),
}
"""`영 제7조`: the decree that the letter is about."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A place that a source names."""

    title: str
    place: Locator
    found: Found


@dataclass(frozen=True, slots=True)
class _Basis:
    """`place` is the basis's own article with 항 and 호 as far as it is given; `quoted` that of its quotation."""

    basis: Basis
    place: Locator
    quoted: Locator
    inner: frozenset[Locator]
    """Places that its text refers to without a title."""
    found: Found


class Citings:
    def __init__(self, sources: tuple[Source, ...], bases: tuple[Basis, ...]) -> None:
        self._named: list[_Held] = []
        self._cited: list[_Held] = []
        """What an article's own text cites: believed last."""
        inner: dict[str, set[Locator]] = {}
        for source in sources:
            article = source.passage.provenance is Provenance.ARTICLE
            for fact in source.facts:
                match fact.value:
                    case ("article", str(title), Locator() as place):
                        if article and not title:
                            inner.setdefault(source.passage.where, set()).add(place)
                        elif article:
                            self._cited.append(_Held(title, place, source.found))
                        elif not _UNSURE.search(source.passage.text):
                            self._named.append(_Held(title, place, source.found))
        self._bases = [_basis(basis, frozenset(inner.get(basis.place, ()))) for basis in bases]
        self._squeezed = [(titles.key(source.passage.text), source.found) for source in sources]

    def find(self, title: str, place: Locator, around: str = "") -> Found | None:
        """`around` is what the draft says there: words of a 항 that is not the basis's own carry that 항, too."""
        for one in self._bases:
            if _same(title, one.basis.title) and (place == Locator() or _is_place(one, place, around)):
                return one.found
        for held in (*self._named, *self._cited):
            if _covers(held.place, place) and self._belongs(title, held):
                return held.found
        if place == Locator():
            return self._written(title)
        if place.annex_kind:
            return self._written(str(place).replace("제", "").replace("호서식", "")) or self._written(str(place))
        return None

    def _belongs(self, title: str, held: _Held) -> bool:
        """A note's `25조 1항` may be of any law that the sources name; `법` in a decree is not of every law."""
        if not title or not held.title:
            known = not title or any(_same(title, one.basis.title) for one in self._bases) or self._written(title)
            return bool(known) and (not held.title or held.found[0] is not Provenance.ARTICLE)
        if titles.key(held.title) in _STANDS_FOR:
            return held.found[0] is not Provenance.ARTICLE and _same(title, held.title) and bool(self._written(title))
        return _same(title, held.title)

    def refers(self, title: str, place: Locator) -> Found | None:
        """The basis whose text refers to a place of its own law: 제3항 in what it says."""
        for one in self._bases:
            if _same(title, one.basis.title) and place in one.inner:
                return one.found
        return None

    def _written(self, words: str) -> Found | None:
        key = titles.key(words)
        return next((found for text, found in self._squeezed if key and key in text), None)


def _basis(basis: Basis, inner: frozenset[Locator]) -> _Basis:
    place = _parsed(basis.article)
    return _Basis(basis, place, _quoted(basis, place), inner, (Provenance.ARTICLE, basis.place))


def _parsed(article: str) -> Locator:
    bare = re.sub(r"\([^)]*\)|\s", "", article)
    try:
        return Locator.parse(bare)
    except ValueError:
        match = re.match(r"제\d+조(?:의\d+)?", bare)
        return Locator.parse(match[0]) if match else Locator()


def _quoted(basis: Basis, place: Locator) -> Locator:
    """Where the quotation stands in the article; the article itself where it is in none of its clauses."""
    at = basis.text.find(basis.quote.strip()[:40]) if basis.quote.strip() else -1
    best = place
    if at >= 0:
        for clause in clauses.clauses(basis.text, place):
            if clause.start <= at < clause.end:
                best = clause.locator
    return best


def _is_place(one: _Basis, place: Locator, around: str) -> bool:
    """The article; and its 항 and 호 where the basis says so itself, or its quotation stands there."""
    if place.article == NONE or place.at_article() != one.place.at_article():
        return False
    if place == place.at_article():
        return True
    held = next((held for held in (one.place, one.quoted) if held != held.at_article()), None)
    if held is not None and (_covers(held, place) or (_covers(place, held) and clauses.find(one.basis.text, place))):
        return True
    clause = clauses.find(one.basis.text, place) if one.basis.text else None
    if clause is None:
        return False
    return held is None or _carried(one.basis.text[clause.start : clause.end], around)


def _carried(clause: str, around: str) -> bool:
    """Whether words of the clause stand in what is around."""
    said, here = folded(clause), folded(around)
    return any(said[at : at + _RUN] in here for at in range(len(said) - _RUN + 1))


def _covers(held: Locator, place: Locator) -> bool:
    """The same place, or one that holds it: a note's 제9조제1항 carries 제9조."""
    if held.article != place.article or held.annex_kind != place.annex_kind or held.annex != place.annex:
        return False
    pairs = ((held.paragraph, place.paragraph), (held.item, place.item), (held.subitem, place.subitem))
    return all(not asked or asked == NONE or there == asked for there, asked in pairs)


def _same(first: str, second: str) -> bool:
    """Whether two titles name one law. An empty one, of a place without a title, may be any."""
    if not first or not second:
        return True
    one, other = titles.key(first), titles.key(second)
    if one == other or titles.abbreviates(first, second) or titles.abbreviates(second, first):
        return True
    for short, whole in ((one, other), (other, one)):
        if short in _STANDS_FOR and any(titles.ending(whole) == last for last in _STANDS_FOR[short]):
            return True
    return _ends_with(first, other) or _ends_with(second, one)


def _ends_with(written: str, known: str) -> bool:
    """`근거는 예비군법`: words before a title without brackets were taken for its beginning."""
    words = written.split()
    return len(words) > 1 and any(titles.key("".join(words[at:])) == known for at in range(1, len(words)))
