"""The sources, read once: where a value stands in them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from app.core.drafts import Provenance
from app.letters.facts import bodies, days, figures, people
from app.letters.facts.citing import Citings
from app.letters.facts.contexts import Contexts
from app.letters.facts.frame import masked
from app.letters.facts.quotes import folded
from app.letters.facts.reading import read
from app.letters.facts.sources import Found, Passage, Source, Sources, Value, passages

_MUCH = 10_000
"""From here on notes leave 원 out: 추경 12억."""
_HIDDEN = re.compile(r"[〇◯ＯO]{2,}|[○〇◯]+")
_HEAD = re.compile(r"[관장]$")
"""사령관 of a 사령부, 과장 of a 과."""
_SHORT = re.compile(r"(위|협)(?:원|의)회$")
"""공적심사위 is what notes call it."""


class Grounds:
    """What `find` gives is the first source that carries a value, in the order in which sources are believed."""

    def __init__(self, sources: Sources) -> None:
        self.sources = tuple(_source(passage) for passage in passages(sources))
        self.today = sources.today
        self.bases = sources.bases
        self._held: dict[Value, Found] = {}
        self._days: dict[tuple[int, int], list[tuple[int, Found]]] = defaultdict(list)
        self._months: dict[int, list[tuple[int, Found]]] = defaultdict(list)
        self._numbers: dict[object, Found] = {}
        self.years = {sources.today.year} if sources.today.year > 1 else set()
        for source in self.sources:
            for fact in source.facts:
                self._hold(fact.value, source)
        self._ranks: dict[str, set[str]] = defaultdict(set)
        self.names: set[str] = set()
        self.bodies: set[str] = set()
        self._gather()
        self.said = " ".join(source.squeezed for source in self.sources)
        """All that the sources say, without white space."""
        self.contexts = Contexts(self.sources)
        self.citings = Citings(self.sources, sources.bases)

    def _gather(self) -> None:
        """The names that the sources give, to tell what is like one of them and is not."""
        for source in self._written():
            for fact in people.people(source.passage.text, loose=True):
                name, rank = str(fact.value[1]), str(fact.value[2])
                self.names.add(name)
                self._ranks[name] |= {rank} if rank else set()
            self.bodies |= {str(fact.value[1]) for fact in bodies.bodies(source.passage.text)}

    def _hold(self, value: Value, source: Source) -> None:
        found = source.found
        self._held.setdefault(value, found)
        match value:
            case ("day", int(year), int(month), int(day)):
                self._days[month, day].append((year, found))
                self._months[month].append((year, found))
            case ("month", int(year), int(month)):
                self._months[month].append((year, found))
            case ("count", number, _) | ("number", number) | ("won", number):
                self._numbers.setdefault(number, found)
            case ("digits", str(written)) if written.isdigit() and len(written) < 16:
                self._numbers.setdefault(int(written), found)
                if len(written) < 7:
                    self._held.setdefault(("number", int(written)), found)
        if value[0] in ("day", "month", "year") and isinstance(value[1], int) and value[1]:
            self._held.setdefault(("year", value[1]), found)
            if source.passage.provenance is not Provenance.ARTICLE:
                self.years.add(value[1])

    def find(self, value: Value) -> Found | None:
        match value:
            case ("day", int(year), int(month), int(day)):
                return self._fitting(self._days.get((month, day), []), year)
            case ("month", int(year), int(month)):
                return self._fitting(self._months.get(month, []), year)
            case ("year", int(year)):
                return self._held.get(value) or self._numbers.get(year) or self._this_year(year)
            case ("weekday", *rest):
                return self._weekday(*rest)
            case ("time", int(hour), int(minute), bool(told)):
                return self._time(hour, minute, told)
        return self._figure(value) or self._word(value)

    def _figure(self, value: Value) -> Found | None:
        match value:
            case ("share", Fraction() as share):
                return self._held.get(value) or self._held.get(("count", share, "배"))
            case ("won", int(amount)) if amount >= _MUCH:
                return self._held.get(value) or self._held.get(("number", amount))
            case ("count", number, str(unit)):
                return self._count(number, unit)
            case ("number", number):
                return self._numbers.get(number) or self._held.get(("year", number))
            case ("digits", str(written)):
                return self._digits(written)
        return self._held.get(value)

    def _word(self, value: Value) -> Found | None:
        match value:
            case ("name", str(name), str(rank)):
                return self._name(name, rank)
            case ("body", str(name)):
                return self._body(name)
            case ("quote", str(words)):
                return next((source.found for source in self.sources if words in source.folded), None)
            case ("document", str(name)):
                return self._document(name)
        return None

    def is_today(self, value: Value) -> bool:
        return value == ("day", self.today.year, self.today.month, self.today.day)

    def _fitting(self, held: list[tuple[int, Found]], year: int) -> Found | None:
        """A year that one of the two does not write must be one that the writer works in."""
        for other, found in held:
            if other == year or not year or (not other and (year in self.years or not self.years)):
                return found
        return None

    def _this_year(self, year: int) -> Found | None:
        return (Provenance.DEFAULT, str(year)) if year == self.today.year else None

    def _weekday(self, weekday: object, *day: object) -> Found | None:
        match day:
            case (int(year), int(month), int(number)):
                for one in (year,) if year else sorted(self.years):
                    if days.weekday_of(one, month, number) == weekday:
                        return Provenance.COMPUTED, f"{one}. {month}. {number}."
                return None
        for value, found in self._held.items():
            if value[0] == "weekday" and value[1] == weekday:
                return found
        for (month, number), held in self._days.items():
            for year, _ in held:
                if year and days.weekday_of(year, month, number) == weekday:
                    return Provenance.COMPUTED, f"{year}. {month}. {number}."
        return None

    def _time(self, hour: int, minute: int, told: bool) -> Found | None:
        """`2시` may be either half of the day, `9시` is the morning's; so it is with what a draft leaves open."""
        hours = {(hour, True), (hour, False)}
        hours |= {(hour - 12, False)} if 13 <= hour <= 19 else set()
        hours |= set() if told or hour > 7 else {(hour + 12, True), (hour + 12, False)}
        return next((f for one, t in sorted(hours) if (f := self._held.get(("time", one, minute, t)))), None)

    def _count(self, number: object, unit: str) -> Found | None:
        found = self._held.get(("count", number, unit)) or self._held.get(("number", number))
        if found is None and unit in figures.OBJECTS:
            others = figures.OBJECTS if unit == "개" else ("개",)
            found = next((f for one in others if (f := self._held.get(("count", number, one)))), None)
        if found is None and unit == "배" and isinstance(number, int | float):
            found = self._held.get(("share", Fraction(str(number))))
        return found

    def _digits(self, written: str) -> Found | None:
        if (found := self._held.get(("digits", written))) is not None:
            return found
        for value, found in self._held.items():
            if value[0] == "digits" and len(written) >= 7 and str(value[1]).endswith(written):
                return found
        return self._numbers.get(int(written)) if len(written) < 16 else None

    def _document(self, name: str) -> Found | None:
        for source in self._notes():
            bare = source.squeezed.replace("-", "")
            at = bare.find(name)
            if at >= 0 and not bare[at + len(name) : at + len(name) + 1].isdigit():
                return source.found
        return None

    def _name(self, name: str, rank: str) -> Found | None:
        """A name with another rank than the sources give it is another's."""
        ranks = self._ranks.get(name, set())
        if rank and ranks and rank not in ranks:
            return None
        if "○" in name.strip("○"):
            return self._hidden(name)
        wanted = people.hidden(name)
        return next((source.found for source in self._written() if wanted in people.hidden(source.squeezed)), None)

    def _hidden(self, name: str) -> Found | None:
        """김○○ stands for the 김 of the sources, hidden there or not."""
        for source in self._written():
            if name in people.hidden(source.squeezed):
                return source.found
            for fact in people.people(source.passage.text):
                if str(fact.value[1])[0] == name[0]:
                    return source.found
        return None

    def _body(self, name: str) -> Found | None:
        """○○사령관 is of the 사령부 that the sources name."""
        name = _HIDDEN.sub("○", name)
        for tried in (name, bodies.stripped(name), _HEAD.sub("", name), _SHORT.sub(r"\1", name)):
            if "○" not in tried and (len(tried) < 2 or (tried != name and len(tried) < 3)):
                continue
            for source in self.sources:
                if tried in _HIDDEN.sub("○", source.squeezed):
                    return source.found
        return None

    def _written(self) -> Iterator[Source]:
        return (source for source in self.sources if source.passage.provenance is not Provenance.ARTICLE)

    def _notes(self) -> Iterator[Source]:
        return (source for source in self.sources if source.passage.text)


def _source(passage: Passage) -> Source:
    squeezed = "".join(passage.text.split())
    return Source(passage, tuple(read(masked(passage.text))), squeezed, folded(passage.text))
