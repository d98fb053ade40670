"""The law and the place that a conversation last spoke of: what 제2항은? and 시행령에는? leave unsaid.

The numbering is that of the drafting rules of statutes: 제N조의M제K항제L호, 목; 별표, 별지, 부칙.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.answers import Exchange
from app.core.locator import SUBITEMS
from app.core.titles import ending, key

_NUMBER = r"제?\s*\d{1,4}\s*"
_BRANCH = r"(?:\s*의\s*\d{1,3}(?!\d|\s*(?:항|호|가지|개|명|일|년|번)))?"
_NEXT = r"(?=$|[^가-힣]|의|에|는|은|가|를|와|과|도|로|만|랑|이|을|제|부터|까지|요|인|중)"
"""What may follow a 조, 항, 호 or 목: no other word begins with it (조사, 호봉, 목록)."""
_ARTICLE = rf"(?<![\d·.,]){_NUMBER}조(?!\s*원|\s*억){_NEXT}{_BRANCH}"
_ANNEX = (
    r"(?<![가-힣])(?:별표(?:\s*제?\s*\d{1,3}(?!\d)\s*호?(?:\s*의\s*\d{1,2})?)?"
    r"|별지(?:\s*제?\s*\d{1,3}\s*호?(?:\s*의\s*\d{1,2})?(?:\s*서식)?)?|부칙(?:\s*제?\s*\d{1,3}\s*조)?)"
)
_PLACE = re.compile(
    rf"(?P<article>{_ARTICLE}|{_ANNEX})?"
    rf"(?P<paragraph>(?:\s*의\s*)?\s*{_NUMBER}항{_NEXT})?"
    rf"(?P<item>(?:\s*의\s*)?\s*{_NUMBER}호{_NEXT}{_BRANCH})?"
    rf"(?P<subitem>\s*(?<![가-힣])[{SUBITEMS}]목{_NEXT})?"
)
_LEVELS = ("article", "paragraph", "item", "subitem")
_QUOTED = re.compile(r"「([^」]{2,80})」")
_LAW = re.compile(r"(?<![가-힣])[가-힣ㆍ·]{2,}(?:법률|법)(?:\s*시행령|\s*시행규칙)?(?=[\s,?.]|은|는|이|의|에|상|을|$)")
_NO_LAW = re.compile(r"(?:방|불|위|적|합|기|문|편|용|수)법$")
_PARTICLE = re.compile(r"(?:에서는|에서|에는|에도|에|의|상의|상|은|는|이|가|을|를|과|와|도|으로|로)$")
_NO_NAME = re.compile(
    r"(?:요|까|죠|[하되쓰있없][는던]|한|된|할|될|은|는|을|를|이|가|에|에서|의|면|때|서|고|그럼|그러면|또)$"
    r"|^(?:같은|동|그|이|해당|위|앞)$"
)
_LONGEST_NAME = 8  # words
_LOOK_BACK = 8  # exchanges
_HEAD = re.compile(r"^제\d+조(?:의\d+)?\(([^)]{2,40})\)")


@dataclass(frozen=True, slots=True)
class Place:
    """`text[span]` names it; what is not named is empty. Each level as statutes write it: `제24조의2`, `제3항`."""

    article: str = ""
    paragraph: str = ""
    item: str = ""
    subitem: str = ""
    span: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        return " ".join(part for part in (self.article, self.paragraph, self.item, self.subitem) if part)

    def within(self, outer: "Place") -> "Place":
        """This place, with what stands above it taken from `outer`."""
        levels = {}
        for name in _LEVELS:
            if getattr(self, name):
                break
            levels[name] = getattr(outer, name)
        return replace(self, **levels)


@dataclass(frozen=True, slots=True)
class Named:
    """Empty law or article: none was named. `heading` is what the cited article is about, where its quote says so."""

    law: str = ""
    place: Place = Place()
    heading: str = ""


def places(text: str) -> Iterator[Place]:
    """In the order in which they stand."""
    for match in _PLACE.finditer(text):
        if any(match[name] for name in _LEVELS):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            levels = {name: _written(match[name] or "") for name in _LEVELS}
            yield Place(**levels, span=(start, match.end()))


def law_in(text: str, titles: Sequence[str]) -> str:
    """The law that a text names, as it names it: in brackets, by a title that is known, before a place, or as ….법."""
    if quoted := _QUOTED.search(text):
        return quoted[1]
    first = next(places(text), None)
    head = text[: first.span[0]] if first else text
    return _by_title(text, titles) or (_before_place(head) if first else "") or _by_ending(text)


def named_before(before: Sequence[Exchange]) -> Named:
    """What the last exchanges spoke of; the nearest wins, what was asked before what was cited."""
    titles = tuple(dict.fromkeys(cited.title for one in before for cited in one.citations))
    law, place, heading = "", Place(), ""
    for exchange in reversed(before[-_LOOK_BACK:]):
        asked = [found for found in places(exchange.standalone) if found.article]
        cited = exchange.citations[0] if exchange.citations else None
        if not place.article:
            place = asked[-1] if asked else next(places(cited.article), Place()) if cited else Place()
            heading = _heading(cited.quote) if cited and cited.article == place.article else ""
        law = law_in(exchange.standalone, titles) or (cited.title if cited else "")
        if law:
            break
    return Named(law, place, heading)


def _heading(quote: str) -> str:
    head = _HEAD.match(quote)
    return head[1] if head else ""


def _written(level: str) -> str:
    """제 57 조 의2, 57조의2 and 제57조의2 are one; 별표1 is 별표 1."""
    if not level:
        return ""
    bare = re.sub(r"^\s*의\s*|\s+", "", level)
    if bare[0].isdigit():
        return f"제{bare}"
    return re.sub(r"^(별표|별지)제?(\d.*)|^(부칙)(제?\d.*)", r"\1\3 \2\4", bare)


def _by_title(text: str, titles: Sequence[str]) -> str:
    words = [(match.start(), match.end()) for match in re.finditer(r"[^\s,?!]+", text)]
    whole = [key(title) for title in titles]
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            said = _bare(text[words[first][0] : words[first + length - 1][1]])
            letters = key(said)
            if len(letters) >= 3 and ending(letters) and any(title.endswith(letters) for title in whole):
                return said
    return ""


def _before_place(head: str) -> str:
    """The run of words before a place that may be a name: its last word ends as names do, none before it has a
    particle."""
    words = head.split()
    if not words or not ending(key(_bare(words[-1]))) or _NO_LAW.search(_bare(words[-1])):
        return ""
    name = [_bare(words.pop())]
    while words and len(name) < _LONGEST_NAME and not _NO_NAME.search(words[-1]):
        name.insert(0, words.pop())
    return " ".join(name)


def _by_ending(text: str) -> str:
    for match in _LAW.finditer(text):
        if not _NO_LAW.search(match[0]):
            return match[0]
    return ""


def _bare(word: str) -> str:
    """Without a particle, unless the word would no longer end as names do."""
    short = _PARTICLE.sub("", word)
    return short if ending(key(short)) else word
