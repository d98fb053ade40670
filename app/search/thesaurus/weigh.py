"""From what many documents tell to a table of words: pairs that hold in general, each with a score.

A short form that documents define differently stands for nothing; so does a word that is read in several ways.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.core.titles import ending, key, short_stem
from app.search.thesaurus.evidence import Pair, Told, term_key

Counts = Mapping[Told, Counter[tuple[str, str]]]
"""In how many documents a pair is told in a way."""

_LONGEST = 16
"""Letters of a word that another may be replaced by: a list of offices is no word."""
_MOST_TITLES = 4
"""Steps from a title to the one it has now."""
_DECREES = ("시행령", "시행규칙")


@dataclass(frozen=True, slots=True)
class Entry:
    """`word` may be put in place of `term`. `score` is 0 to 1, `documents` how many tell it."""

    term: str
    word: str
    score: float
    told: str
    documents: int


@dataclass(slots=True)
class Table:
    """`entries` in both directions where a pair holds in both; `names` maps core.titles.key of a name to a title."""

    entries: list[Entry] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def count(mined: Iterable[tuple[str, Iterable[Pair]]]) -> Counts:
    """`mined` holds title and pairs of each document. A law, its decree and its rule speak with one voice."""
    families: dict[str, set[Pair]] = defaultdict(set)
    for title, pairs in mined:
        name = key(title)
        for decree in _DECREES:
            name = name.removesuffix(decree)
        families[name].update(pairs)
    counts: dict[Told, Counter[tuple[str, str]]] = {told: Counter() for told in Told}
    for told in families.values():
        for pair in told:
            counts[pair.told][pair.first, pair.second] += 1
    return counts


def weigh(counts: Counts, titles: Iterable[str]) -> Table:
    """`titles` are those of the documents themselves."""
    table = Table()
    table.entries += _renamed(counts[Told.RENAMED])
    table.entries += _shortened(counts[Told.SHORT])
    table.entries += _explained(counts)
    for (hanja, reading), documents, share, _ in _shares(counts[Told.HANJA]):
        if share > 1 / 2:
            table.entries.append(Entry(hanja, reading, share, Told.HANJA.value, documents))
    table.names = _names(counts[Told.LAW], counts[Told.TITLE], titles)
    return table


def _shares(counts: Counter[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], int, float, float]]:
    """(pair, documents, share of what the first is said to be, share of what is said to be the second), most first."""
    whole: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for (first, second), documents in counts.items():
        whole[term_key(first)] += documents
        sources[term_key(second)] += documents
    for pair, documents in counts.most_common():
        yield pair, documents, documents / whole[term_key(pair[0])], documents / sources[term_key(pair[1])]


def _both(told: Told, pair: tuple[str, str], documents: int, there: float, back: float, least: float) -> list[Entry]:
    """A pair in the directions in which it is what is mostly told. More documents are surer."""
    sure = documents / (documents + 1)
    ways = ((pair[0], pair[1], there), (pair[1], pair[0], back))
    return [Entry(term, word, share * sure, told.value, documents) for term, word, share in ways if share >= least]


def _renamed(counts: Counter[tuple[str, str]]) -> Iterator[Entry]:
    for pair, documents, there, back in _shares(counts):
        first, second = pair
        alike = first[-1] == second[-1] or len(set(first) & set(second)) > 1
        if documents >= (3 if alike else 6) and (alike or max(len(first), len(second)) > 2):
            yield from _both(Told.RENAMED, pair, documents, there, back, 0.25 if documents > 9 else 0.3)


def _shortened(counts: Counter[tuple[str, str]]) -> Iterator[Entry]:
    for (short, whole), documents, there, back in _shares(counts):
        if documents > 1 and there > 0.6 and len(term_key(whole)) <= _LONGEST and not short.endswith("등"):
            yield from _both(Told.SHORT, (short, whole), documents, there, back, 0.3)


def _explained(counts: Counts) -> Iterator[Entry]:
    """Glosses. A word of several readings in Chinese characters (유지: 維持, 溜池) cannot be replaced without them."""
    readings: dict[str, set[str]] = defaultdict(set)
    for hanja, reading in counts[Told.HANJA]:
        readings[reading].add(hanja)
    for told, least in ((Told.MEANS, 1), (Told.GLOSS, 3), (Told.DEFINED, 2)):
        for pair, documents, there, back in _shares(counts[told]):
            plain = not any(len(readings[word]) > 1 for word in pair)
            if plain and documents >= (2 if pair[1].isascii() else least):
                yield from _both(told, pair, documents, there, back, 0.3)


def _names(laws: Counter[tuple[str, str]], renamed: Counter[tuple[str, str]], titles: Iterable[str]) -> dict[str, str]:
    present = {key(title): title for title in titles}
    since = _since(renamed, present)
    found = {key(old): _now(key(old), since, present) for old, _ in renamed if key(old) in since}
    for (short, law), documents, share, _ in _shares(laws):
        if share >= 0.8 and _tells_apart(short, law, documents):
            found[key(short)] = present.get(key(law)) or _now(key(law), since, present) or law
    for name, title in list(found.items()):  # the decrees of a law are named after it
        for decree in _DECREES:
            if ending(name) == "법" or ending(name) == "법률":
                found.setdefault(name + decree, present.get(key(title) + decree, ""))
    return {name: title for name, title in found.items() if title and name not in present}


def _since(renamed: Counter[tuple[str, str]], present: Mapping[str, str]) -> dict[str, str]:
    """Key of a former title -> the title that took its place. A law that still is has only given something away."""
    backwards = {(key(new), key(old)): documents for (old, new), documents in renamed.items()}
    since: dict[str, str] = {}
    for (old, new), documents, share, _ in _shares(renamed):
        if key(old) in since or key(old) in present or share < 0.5:
            continue
        if documents > backwards.get((key(old), key(new)), 0) and ending(key(new)):
            since[key(old)] = new
    return since


def _now(name: str, since: Mapping[str, str], present: Mapping[str, str]) -> str:
    """The title that a former one has come to in the end."""
    title = ""
    for _ in range(_MOST_TITLES):
        if name not in since:
            break
        title = since[name]
        name = key(title)
        if name in present:
            return present[name]
    return title


def _tells_apart(short: str, law: str, documents: int) -> bool:
    """`임용령` is a piece of many titles; `수협법` and `개인정보법` are made of one."""
    stem = key(short).removesuffix(ending(key(short)))
    if key(short) in key(law):
        return False
    return len(stem) >= 3 or bool(short_stem(short)) or (len(stem) == 2 and documents > 1)
