"""Whether a question stands alone, and if not, the same question made to stand alone. By rule, never by a model.

Only words of the question itself and of what was asked and cited before come into the text. A question that names
something of its own and points at nothing is left as it is: a new subject must not be mixed with the old one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.assist.follow.forms import (
    AMOUNT,
    BARE_AMOUNT,
    BELOW,
    CONDITION,
    ENGLISH,
    FORMER,
    GREETING,
    LATIN,
    NOT_THAT,
    NOTHING_ASKED,
    PAIR,
    PRONOUN,
    SAME_ARTICLE,
    SAME_LAW,
    TOPIC,
    TURNING,
    WHAT,
    WHERE_TOLD,
    WORD,
)
from app.assist.follow.named_before import Named, Place, law_in, named_before, places
from app.assist.follow.parts import (
    ASKING,
    BARE_ASKING,
    Parts,
    alike,
    apart,
    is_verb,
    joined,
    nouns,
    opened,
    particle,
    stem,
)
from app.assist.follow.words import ACTS, ASPECTS, ROLES
from app.core.answers import Exchange

MOST_LETTERS = 300
"""A longer question says itself what it is about."""
MOST_CARRIED = 160
"""Letters of an earlier question that come into a new one."""
_SHORT = 5
"""Words of a question that may lean on the answer before it."""
_GLUED = 14
"""Letters of a word that was typed without spaces: a question of its own."""


@dataclass(frozen=True, slots=True)
class StandAlone:
    """`text` is what to look for. `carried`: the sources of the answer before belong to it, too."""

    text: str
    carried: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """A question `text` without what opens it, cut into `parts`, and the one before it.

    `asked` are all before it, `told` is what was answered last, with what was cited.
    """

    text: str
    parts: Parts
    earlier: Parts
    named: Named
    titles: tuple[str, ...]
    asked: tuple[str, ...]
    told: str

    @property
    def topic(self) -> str:
        return _clipped(self.earlier.topic)

    @property
    def body(self) -> int:
        """Where the earlier question goes on behind the name of a law and the place in it."""
        text = self.earlier.text
        ends = [place.span[1] for place in places(text)]
        if law := law_in(text, self.titles):
            ends.append(text.find(law) + len(law))
        behind = WORD.search(text, max(ends, default=0) - 1) if ends else None
        return len(text) - len(text[behind.end() :].lstrip()) if behind else 0

    def words(self) -> list[re.Match[str]]:
        """The words of the earlier question that name something: no law, nothing of what is asked."""
        asked = [match.span() for match in ASKING.finditer(self.earlier.text)]
        return [
            word
            for word in WORD.finditer(self.earlier.text, self.body)
            if not any(start < word.end() and word.start() < end for start, end in asked) and not is_verb(word[0])
        ]

    @property
    def is_question(self) -> bool:
        """Whether the earlier one is about something: the name of an article is looked up and asks nothing."""
        text = self.earlier.text
        return bool(self.earlier.predicate or nouns(tuple(text[self.body :].split()))) or bool(ASKING.search(text))

    def with_topic(self, rest: str) -> str:
        """What the earlier question is about before `rest`, nothing twice."""
        again = {stem(word) for word in rest.split()}
        return " ".join([*(word for word in self.topic.split() if stem(word) not in again), rest])


def stand_alone(question: str, before: Sequence[Exchange]) -> StandAlone:
    """`before` are the exchanges of the conversation in their order."""
    text = NOT_THAT.sub("", opened(question))
    if not before or not text or len(text) > MOST_LETTERS or GREETING.match(text):
        return StandAlone(question, False)
    titles = tuple(dict.fromkeys(cited.title for one in before for cited in one.citations))
    asked = tuple(one.standalone for one in before)
    told = " ".join([before[-1].text, *(cited.quote for cited in before[-1].citations)])
    said = _Said(text, apart(text), apart(asked[-1]), named_before(before), titles, asked, told)
    if not said.earlier.text or _stays(said):
        return StandAlone(question, False)
    for rule in _RULES:
        if (made := rule(said)) is not None:
            return StandAlone(" ".join(made.text.split()), made.carried)
    return StandAlone(question, False)


def _stays(said: _Said) -> bool:
    """It names a law, and what is asked of that was not said before; or a place, and no law was named before."""
    rest = SAME_LAW.sub("", said.text)
    if max(map(len, rest.split()), default=0) >= _GLUED:
        return True
    if BELOW.match(rest):
        return not _base(said.named.law)
    place = next(places(rest), None)
    known = said.named.law if place and place.article else said.named.place.article
    return bool(law_in(rest, said.titles)) or (place is not None and not known)


def _plainly(place: Place) -> bool:
    """Inside a sentence only 조 and 항 are places for sure: 별표 is a word like any other, and so is 4호서식."""
    return bool(place.paragraph) or place.article.startswith("제")


def _base(law: str) -> str:
    """The act of a law's name: 군인사법 of 군인사법 시행령. Empty for a rule that is no act's."""
    act = re.sub(r"\s*(?:시행령|시행규칙)$", "", law)
    return act if act.endswith(("법", "법률")) else ""


# --- places ----------------------------------------------------------------------------------
def _place(said: _Said) -> StandAlone | None:
    """제2항은?, 같은 법 제10조는?: the law, and what stands above the place, are those named before."""
    text = SAME_LAW.sub("", said.text)
    first = next(places(text), None)
    if first is None or (text[: first.span[0]].strip() and not _plainly(first)):
        return None
    place = first.within(said.named.place)
    start, end = first.span
    full = f"{said.named.law} {place}"
    head = PRONOUN.sub("", text[:start]).strip()
    bare = NOTHING_ASKED.fullmatch(text[end:]) and not head
    return StandAlone(full if bare else f"{head} {full}{text[end:]}", not first.article)


def _below(said: _Said) -> StandAlone | None:
    """시행령에는?, 법률에는?: the law named before, one rank down or up, about the same."""
    match, base = BELOW.match(SAME_LAW.sub("", said.text)), _base(said.named.law)
    if match is None or not base:
        return None
    law = f"{base} {match['rank']}" if match["rank"].startswith("시행") else base
    if not NOTHING_ASKED.fullmatch(match["rest"]):
        return StandAlone(f"{law}{match['rest']}", False)
    topic = [
        word
        for word in said.topic.replace(said.named.law, " ").split()
        if (nouns((word,)) or stem(word) in ASPECTS | ACTS) and not next(places(word), None)
    ]
    return StandAlone(f"{law} {' '.join(topic) or said.named.heading}", False)


def _article(said: _Said) -> StandAlone | None:
    """방금 그 조문 전체 보여줘: the article that was named last, else the one cited."""
    match = SAME_ARTICLE.match(said.text)
    if match is None or not said.named.place.article:
        return None
    rest = said.text[match.end() :]
    return StandAlone(f"{said.named.law} {said.named.place} {'' if NOTHING_ASKED.fullmatch(rest) else rest}", True)


def _former(said: _Said) -> StandAlone | None:
    """전자는, 후자는: one of two that were last named together."""
    match = FORMER.match(said.text)
    pairs = ((text, PAIR.search(text)) for text in reversed(said.asked)) if match else ()
    text, pair = next(((text, pair) for text, pair in pairs if pair), ("", None))
    if match is None or pair is None:
        return None
    noun = pair["former"] if match["which"] == "전자" else stem(pair["latter"])
    head = [word for word in text[: pair.start()].split() if not is_verb(word)]
    return StandAlone(" ".join([*head, joined(noun, match["after"] or "")]) + said.text[match.end() :], True)


# --- what points back ------------------------------------------------------------------------
def _pointing(said: _Said) -> StandAlone | None:
    """그건, 거기에는, 그 기간은: with what was asked about before it. What points inside its own sentence stays."""
    if TURNING.match(said.text):
        return StandAlone(said.with_topic(said.text), True)
    match = SAME_LAW.search(said.text) or PRONOUN.search(said.text)
    if match is None or nouns(tuple(said.text[: match.start()].split())):
        return None
    rest = said.text[: match.start()] + said.text[match.end() :]
    asked = BARE_ASKING.match(rest)
    if asked and not WHAT.match(rest):
        return _asked_instead(said, asked["asked"])
    return StandAlone(said.with_topic(rest), True)


# --- what leaves out -------------------------------------------------------------------------
def _another_topic(said: _Said) -> StandAlone | None:
    """하사는요?: the earlier question about somebody or something else."""
    match = TOPIC.match(said.text)
    words = match["named"].split() if match and said.is_question else []
    if match is None or not words or ASKING.search(match["named"]) or any(map(is_verb, words)):
        return None
    there = {stem(word) for word in said.earlier.text.split()}
    new = [word for word in words if stem(word) not in there]
    if (
        not new
        or len(words) > (2 if match["asked"] else 3)
        or new[-1] in ASPECTS
        or (new[-1] in ACTS and match["tail"])
    ):
        return None
    noun = new[-1]
    for word in said.words():
        if alike(noun, stem(word[0])):
            return _replaced(said, word, " ".join(new))
    if not nouns((noun,)) or (match["asked"] or ""):
        return None
    if noun in ROLES or match["after"] not in ("은", "는", "도"):
        return _prefixed(said, match["named"] + ("" if noun in ROLES else match["after"]))
    own = [word for word in said.words() if nouns((word[0],))]
    marked = [word for word in own if particle(word[0]) in ("은", "는")] or own
    if len(marked) > 1:  # which of them it stands for is not told
        return _prefixed(said, " ".join(new))
    return _replaced(said, marked[0], " ".join(new)) if marked else None


def _asked(said: _Said) -> StandAlone | None:
    """며칠 전까지요?, 왜요?: another thing asked about the same."""
    match = BARE_ASKING.match(said.text)
    return _asked_instead(said, match["asked"]) if match else None


def _conditioned(said: _Said) -> StandAlone | None:
    """4시간 이상이면요?, 급하면 며칠이에요?: the same under another condition."""
    amount = BARE_AMOUNT.match(said.text)
    match = amount or CONDITION.match(said.text)
    if match is None or not said.is_question:
        return None
    clause, asked = match["clause"], BARE_ASKING.match(match["asked"] or "")
    named = nouns(tuple(clause.split()[:-1]))
    whole = bool(match["asked"]) or clause.endswith("려면") or not clause.endswith("면")
    if (match["asked"] and not asked) or len(named) > (0 if whole else 1):
        return None
    if clause.endswith("려면") and not asked:
        return StandAlone(said.with_topic(said.text), True)
    text = said.earlier.text
    new = AMOUNT.search(clause)
    old = next((one for one in AMOUNT.finditer(text) if new and one["unit"] == new["unit"]), None)
    if amount and not old:
        return None
    if old:
        made = text[: old.start()] + (clause + (old["tail"] or "") if amount else clause) + text[old.end() :]
    else:
        made = _prefixed(said, clause).text.rstrip("?")
    if asked and (there := ASKING.search(made)):
        made = made[: there.start()] + asked["asked"] + made[there.end() :]
    return StandAlone(_clipped(made) + "?", True)


def _aspect(said: _Said) -> StandAlone | None:
    """예외는?, 누가 승인하나요?: it names nothing of its own, so it is about what was asked before."""
    parts = said.parts
    about = [stem(word) for word in parts.subject if stem(word) in ASPECTS | ACTS]
    if nouns(parts.subject) or not (about or parts.predicate):
        return None
    topic = said.topic.split()
    while len(topic) > 1 and stem(topic[-1]) in ASPECTS and not next(places(topic[-1]), None):
        topic.pop()
    if about and said.earlier.doing and stem(said.text.split()[0]) in about:
        topic = [*topic[:-1], stem(topic[-1]), said.earlier.doing]
    again = {stem(word) for word in said.text.split()}
    return StandAlone(" ".join([*(word for word in topic if stem(word) not in again), said.text]), True)


def _answered(said: _Said) -> StandAlone | None:
    """사진은 몇 장?: all that it names stands in the answer that was just read."""
    named = nouns(said.parts.subject)
    if not named or len(said.text.split()) > _SHORT or not all(noun in said.told for noun in named):
        return None
    asked = said.parts.predicate or ASKING.search(said.text)
    return StandAlone(said.with_topic(said.text), True) if asked else None


def _english(said: _Said) -> StandAlone | None:
    """English: a question that opens with a connective, holds a pronoun or is a question word alone."""
    if not LATIN.match(said.text) or not ENGLISH.search(said.text):
        return None
    return StandAlone(f"{_clipped(said.earlier.text)}; {said.text}", True)


_RULES: tuple[Callable[[_Said], StandAlone | None], ...] = (
    _english,
    _below,
    _place,
    _article,
    _former,
    _pointing,
    _asked,
    _another_topic,
    _conditioned,
    _aspect,
    _answered,
)


# --- putting together ------------------------------------------------------------------------
def _asked_instead(said: _Said, asked: str) -> StandAlone:
    text, there = said.earlier.text, ASKING.search(said.earlier.text)
    if WHERE_TOLD.match(asked):
        made = said.with_topic(asked)
    elif there:
        made = text[: there.start()] + asked + text[there.end() :]
    elif said.earlier.predicate and text.endswith(said.earlier.predicate):
        made = f"{text.removesuffix(said.earlier.predicate)} {asked} {said.earlier.predicate}"
    else:
        made = f"{text} {asked}"
    return StandAlone(_clipped(made) + "?", True)


def _replaced(said: _Said, word: re.Match[str], noun: str) -> StandAlone:
    """The earlier question with `noun` where `word` stands; its sources need not hold for it."""
    text = said.earlier.text
    made = text[: word.start()] + joined(noun, particle(word[0])) + text[word.end() :]
    return StandAlone(_clipped(made) + "?", False)


def _prefixed(said: _Said, words: str) -> StandAlone:
    """The earlier question with `words` before it, behind the law that it names."""
    text = said.earlier.text
    return StandAlone(_clipped(f"{text[: said.body]} {words} {text[said.body :]}") + "?", True)


def _clipped(text: str) -> str:
    """At most MOST_CARRIED letters, whole words."""
    if len(text) <= MOST_CARRIED:
        return text
    return text[:MOST_CARRIED].rsplit(" ", 1)[0]
