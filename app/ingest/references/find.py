"""References in a document's text: what each names, by the document's own words. Pure; runs in the reader child.

A place is read with what stands before it: `「민법」 제3조 및 제5조` are two articles of one law, `같은 조 제2항` is a
paragraph of the article named last, a bare `제3조` one of the document's own. What cannot be told for certain gives
no reference: text as it was before an amendment (종전의 제3조), text in quotation marks, an abbreviation that
nothing explains, the wording with which a 부칙 changes other laws.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.core.locator import NONE, Locator
from app.core.types import Passage, Reference, Relation
from app.ingest.references import law_names
from app.ingest.references.amending import amended, changes_others, goes_on
from app.ingest.references.marks import (
    ADJACENT,
    AMENDS,
    FORMER,
    JOINED,
    JOINING,
    LETTER_NUMBER,
    LIKEWISE,
    TOKEN,
    UNTIL,
    annex,
    as_far_as,
    begin,
    place,
    under,
)
from app.ingest.references.standpoint import Book, Standpoint, line_start

_NOWHERE = Locator()
_LONGEST_GAP = 300
_BRACKET = re.compile(r"[()]")
_HEAD = re.compile(r"\s*제\s?\d{1,4}\s?조(?:\s?의\s?\d{1,3}(?!\d))?|\s*부\s*칙")
_LIMITED = re.compile(r"[^()]{0,60}?(?:제외|한정|한한|해당|만을)")


@dataclass(slots=True, eq=False)
class _Found:
    """A reference in the making. `head`: a law or 같은 조 that a place may follow at once; `sure`: it is shown."""

    start: int
    end: int
    relation: Relation
    law: str
    locator: Locator
    last: Locator | None = None
    head: bool = False
    sure: bool = True


def references(title: str, text: str, passages: Sequence[Passage]) -> tuple[Reference, ...]:
    """The references of a document in order; no two overlap. `text` is the document's, `passages` are spans of it."""
    book = Book.of(title, text, passages)
    return tuple(one for passage in passages for one in _Reading(Standpoint(book, passage), passage).references())


@dataclass(slots=True)
class _Reading:
    """One passage, read from left to right."""

    here: Standpoint
    passage: Passage
    found: list[_Found] = field(default_factory=list)
    at: _Found | None = None
    """What the next place may join."""
    mentioned: _Found | None = None
    """The place named last."""
    law: str = ""
    """The law named last; empty: none."""
    outer: list[tuple[str, _Found | None]] = field(default_factory=list)
    """For each open bracket: what was read since `at`, and `at`, before it."""
    reached: int = 0
    """The end of the last mark."""
    silent: tuple[int, int] = (0, 0)
    """Wording that changes another law."""

    def references(self) -> Iterator[Reference]:
        text = self.passage.text
        head = _HEAD.match(text) if self.passage.locator.article != NONE or self.passage.locator.supplement else None
        if self.passage.locator.supplement and changes_others(self.passage.heading):
            self.silent = (0, len(text))
        reached = head.end() if head else 0
        while (match := self._next(reached)) is not None:
            reached = match.end()
            if match.re is AMENDS or match["amends"]:
                self._amended(match)
            else:
                self._take(match)
                self.reached = reached
        if "-" in text:
            for number in LETTER_NUMBER.finditer(text):
                self.found.append(_Found(*number.span("number"), Relation.NUMBER, number["number"], _NOWHERE))
        self.found.sort(key=lambda one: one.start)
        reached = 0
        for one in self.found:
            if one.sure and one.start >= reached and (one.law or one.locator is not _NOWHERE):
                reached = one.end
                yield Reference(
                    passage=self.passage.ordinal,
                    start=self.passage.start + one.start,
                    end=self.passage.start + one.end,
                    relation=one.relation,
                    law=one.law,
                    locator=one.locator,
                    last=one.last,
                )

    def _next(self, reached: int) -> re.Match[str] | None:
        """The next mark; of wording that changes another law only the next such wording."""
        text = self.passage.text
        if self.silent[0] <= reached < self.silent[1]:
            if (match := AMENDS.search(text, reached, self.silent[1])) is not None:
                return match
            reached = self.silent[1]
        return TOKEN.search(text, reached)

    # --- one mark ----------------------------------------------------------------------------
    def _take(self, match: re.Match[str]) -> None:
        between = self._between(begin(match))
        if match["law"]:
            self._take_law(match)
        elif match["same"]:
            self._take_same_law(match)
        elif match["unit"] or match["same_unit"]:
            self._take_relative(match)
        elif match["supplement"]:
            self._take_supplement(match, between)
        elif (given := annex(match)) is not None:
            self._take_annex(match, given, between)
        else:
            self._take_place(match, place(match), between)

    def _between(self, start: int) -> str:
        """What stands between the last mark and this one, brackets left out; brackets close and open here."""
        reached = self.reached
        line = self.passage.text.rfind("\n", max(reached, start - _LONGEST_GAP), start) + 1
        if line or start - reached > _LONGEST_GAP:
            self.at = None
            self.outer.clear()
            reached = max(line, start - _LONGEST_GAP)
        gap = self.passage.text[reached:start]
        if "(" not in gap and ")" not in gap:
            return gap
        rest, done = "", 0
        for bracket in _BRACKET.finditer(gap):
            rest += gap[done : bracket.start()]
            done = bracket.end()
            if bracket[0] == "(":
                self.outer.append((rest, self.at))
                rest, self.at = "", None
            else:
                rest, self.at = self.outer.pop() if self.outer else ("", None)
        return rest + gap[done:]

    def _add(self, one: _Found) -> None:
        self.found.append(one)
        self.at = one

    def _unsure(self, match: re.Match[str]) -> None:
        """A place that is not to be told: what is listed with it is not either."""
        self._add(_Found(begin(match), match.end(), Relation.EXTERNAL, "", _NOWHERE, sure=False))
        self.mentioned = self.at

    def _take_law(self, match: re.Match[str]) -> None:
        name = law_names.tidy(match["law"]) + (f" {match['decree']}" if match["decree"] else "")
        former = FORMER.search(self.passage.text, max(0, match.start() - 20), match.start()) is not None
        sure = law_names.looks_like_law(name) and not former
        self._add(_Found(match.start(), match.end(), Relation.EXTERNAL, name, _NOWHERE, head=True, sure=sure))
        if law_names.looks_like_law(name):
            self.law = name
        # 같은 조 after a law without an article would go back too far
        self.mentioned = None

    def _take_same_law(self, match: re.Match[str]) -> None:
        law = self._same_law(match["same"], match["child"] or "")
        self._add(_Found(match.start(), match.end(), Relation.EXTERNAL, law, _NOWHERE, head=True, sure=bool(law)))
        self.mentioned = None
        self.law = law or self.law

    def _same_law(self, word: str, child: str) -> str:
        """같은 법: the law named last; 같은 영: the decree named last. Empty when none was."""
        last = self.law
        if not last:
            return ""
        if child or word in ("시행령", "시행규칙"):
            return law_names.child_of(last, child or word)
        is_law = last.endswith(("법", "법률"))
        if word in ("법", "법률"):
            return last if is_law else law_names.parent_of(last)
        if is_law or (word in ("영", "령") and last.endswith("시행규칙")):
            return (
                next((one.law for one in reversed(self.found) if one.law.endswith(("령", "규정"))), "")
                if word in ("영", "령")
                else ""
            )
        ending = "령" if word == "영" else word
        return last if last.endswith((ending, "규정")) else ""

    def _take_relative(self, match: re.Match[str]) -> None:
        law, at = self._meant(match)
        one = _Found(match.start(), match.end(), Relation.RELATIVE, law, at or _NOWHERE, head=True, sure=at is not None)
        if match[0][0] in "이본":
            one.sure = False  # 이 조에서 points nowhere else; 이 조 제2항 does
        if at is not None and match["back"]:
            one.locator, one.last = self._several_before(match, at)
        self._add(one)
        if match[0][0] not in "이본":  # 같은 조 is not this one because 이 조에서 같다 stood between
            self.mentioned = one if at is not None else None

    def _meant(self, match: re.Match[str]) -> tuple[str, Locator | None]:
        """(law, place) of 같은 조, 전항, 이 호 …"""
        if unit := match["same_unit"]:
            last = self.mentioned
            if last is None or not (last.sure or last.head):
                return "", None
            return last.law, as_far_as(last.last or last.locator, unit)
        own = self.here.own(match.start())
        if own is None:
            return "", None
        if match[0][0] == "전":
            return "", self.here.before(own, match["unit"], int(match["back"] or 1))
        return "", as_far_as(own, match["unit"])

    def _several_before(self, match: re.Match[str], first: Locator) -> tuple[Locator, Locator | None]:
        """전2항: from the second before to the one before."""
        own = self.here.own(match.start())
        return first, self.here.before(own, match["unit"], 1) if own is not None and match["back"] != "1" else None

    # --- places ------------------------------------------------------------------------------
    def _take_place(self, match: re.Match[str], given: Locator, between: str) -> None:
        at = self.at
        if at is not None and self._joins(match, given, between, at):
            return
        if given.article == NONE:
            self._take_part(match, given)
            return
        start, law = self.here.whose(match)
        if law == "" and (around := self._around()) is not None and (around.law or not around.sure):
            # 「…법」 제5조(제3항은 제외한다), 「항만법」(제28조만 해당한다): of that law, if it only limits it
            law = around.law if around.sure and _LIMITED.match(self.passage.text, match.end()) else None
        if law == "" and self._of_another(match, given, between):
            law = None
        if law is None or self.here.unlinked(match, start, law, article=True):
            self._unsure(match)
            return
        relation = Relation.EXTERNAL if law else Relation.INTERNAL
        self._add(_Found(start, match.end(), relation, law, given))
        self.mentioned = self.at
        self.law = law or self.law

    def _joins(self, match: re.Match[str], given: Locator, between: str, at: _Found) -> bool:
        """Whether the place goes on from what was named before: 「…법」 제3조, 같은 조 제2항, … 및 제5조."""
        if at.head and ADJACENT.fullmatch(between):
            base = at.locator
            placed = under(base, given) if base is not _NOWHERE or given.article != NONE else None
            at.locator, at.end, at.head = placed or at.locator, match.end(), False
            at.sure = placed is not None and (at.sure or at.relation is Relation.RELATIVE)
            self.mentioned = at
            return True
        joint = JOINED.fullmatch(between)
        if joint is None or (at.head and at.locator is _NOWHERE):
            return False
        placed = under(at.last or at.locator, given)
        if placed is not None and given.article != NONE and at.relation is not Relation.SUPPLEMENT:
            placed = given  # 부칙 제1조제2항 and 제3조: an article of the body
        if not JOINING.search(between):
            if given.article == NONE and given.paragraph == 0 and at.locator.item == NONE and placed is not None:
                at.locator, at.end = placed, match.end()
                self.mentioned = at
                return True
            return False
        if placed is None and at.sure:
            return False
        if joint["range"] and at.last is None and placed is not None and self._is_range(match, joint["range"]):
            until = UNTIL.match(self.passage.text, match.end())
            at.last, at.end, at.head = placed, until.end() if until else match.end(), False
            self.mentioned = at
            return True
        relation = at.relation
        if relation is Relation.RELATIVE and given.article != NONE:
            relation = Relation.EXTERNAL if at.law else Relation.INTERNAL
        sure = at.sure or at.head  # 이 조 및 제5조: the first points nowhere, the second does
        self._add(_Found(begin(match), match.end(), relation, at.law, placed or _NOWHERE, sure=sure))
        self.mentioned = self.at
        return True

    def _is_range(self, match: re.Match[str], word: str) -> bool:
        return word not in ("에서",) or UNTIL.match(self.passage.text, match.end()) is not None

    def _take_part(self, match: re.Match[str], given: Locator) -> None:
        """A bare 제1항, 제2호 or 가목: of this article, or of the one whose brackets it stands in."""
        around = self._around()
        if around is not None and around.locator.article != NONE:
            inside = under(around.locator, given) if _LIMITED.match(self.passage.text, match.end()) else None
            if (
                inside is not None
                and inside.paragraph + inside.item[0] > around.locator.paragraph + around.locator.item[0]
            ):
                self._add(_Found(begin(match), match.end(), around.relation, around.law, inside, sure=around.sure))
                self.mentioned = self.at
                return
            if around.law or not around.sure:
                self._unsure(match)
                return
        placed = self.here.part(begin(match), given, self._mentioned_own())
        if placed is None or self.here.unlinked(match, begin(match), "") or self.here.names_other(match):
            self._unsure(match)
            return
        self._add(_Found(begin(match), match.end(), Relation.RELATIVE, "", placed))
        self.mentioned = self.at

    def _of_another(self, match: re.Match[str], given: Locator, between: str) -> bool:
        """Whether a bare article may be of the law that the line named last: it goes on from it, or is not here."""
        last = self.mentioned
        if last is None or not last.law or "\n" in self.passage.text[last.end : match.start()]:
            return False
        absent = given.article not in self.here.book.numbers
        return absent or LIKEWISE.fullmatch(between) is not None

    def _around(self) -> _Found | None:
        """What the brackets that are open here follow at once."""
        before, around = self.outer[-1] if self.outer else ("", None)
        return around if not before.strip() else None

    def _mentioned_own(self) -> Locator | None:
        """The place named last, when it is in this document."""
        last = self.mentioned
        return last.locator if last is not None and last.sure and not last.law else None

    def _take_annex(self, match: re.Match[str], given: Locator, between: str) -> None:
        own = self.passage.locator
        if own.annex_kind and (own.annex == NONE or (own.annex_kind, own.annex) == (given.annex_kind, given.annex)):
            return  # its own heading, or a list of the annexes
        at = self.at
        if at is not None and at.head and not at.locator.article[0] and ADJACENT.fullmatch(between) and at.law:
            at.relation, at.locator, at.end = Relation.ANNEX, given, match.end()
            self.mentioned = at
            return
        joint = JOINED.fullmatch(between) if at is not None and at.relation is Relation.ANNEX else None
        if at is not None and joint is not None and JOINING.search(between):
            if joint["range"]:
                at.last, at.end = given, match.end()
                return
            self._add(_Found(match.start(), match.end(), Relation.ANNEX, at.law, given, head=True, sure=at.sure))
            return
        start, law = self.here.whose(match)
        if law is None or FORMER.search(self.passage.text, max(0, start - 20), start):
            self._unsure(match)
            return
        self._add(_Found(start, match.end(), Relation.ANNEX, law, given, head=True))
        self.mentioned = self.at

    def _take_supplement(self, match: re.Match[str], between: str) -> None:
        """부칙 before its article: its own, the only one, the one of a promulgation number, or another law's."""
        at = self.at
        if at is not None and at.head and at.law and ADJACENT.fullmatch(between):
            at.relation, at.end = Relation.SUPPLEMENT, match.end()
            at.head, at.locator = True, _NOWHERE
            self._await_supplement(at, 0)
            return
        start, law = self.here.whose(match)
        number: int | None = 0
        if law == "":
            number = self.here.which_supplement(match)
        sure = (
            law is not None and number is not None and not FORMER.search(self.passage.text, max(0, start - 20), start)
        )
        one = _Found(start, match.end(), Relation.SUPPLEMENT, law or "", _NOWHERE, head=True, sure=sure)
        self._add(one)
        self._await_supplement(one, number or 0)

    def _await_supplement(self, one: _Found, number: int) -> None:
        one.locator = Locator(supplement=number)
        self.mentioned = one

    def _amended(self, match: re.Match[str]) -> None:
        """`「…법」 일부를 다음과 같이 개정한다.`: the law is named, what follows is its new wording."""
        text = self.passage.text
        line = line_start(text, match.start())
        laws = amended(text, line, match.start())
        while self.found and self.found[-1].start >= line:
            self.found.pop()
        self.found += [_Found(*span, Relation.AMENDS, name, _NOWHERE) for span, name in laws]
        self.at = self.mentioned = None
        self.silent = (match.start(), goes_on(text, match.end()))
