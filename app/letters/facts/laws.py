"""Articles that a text names: 「개인정보 보호법」 제28조제1항 및 제34조, 같은 법 제5조, 예비군법 10조 2항, 영 제7조.

Value: ("article", title as written or what stands for one, Locator). A title alone has an empty Locator. `같은 법` is
resolved here; `법`, `영`, `규칙` alone stay as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.core.findings import FactKind
from app.core.locator import NONE, Locator
from app.letters.facts.sources import Fact

_S = r"[ \t]{0,2}"
_LAW = r"(?:법률|법|시행령|시행규칙|규정|훈령|규칙|령|예규|고시|조례|지침|세칙|강령|통칙|내규)"
_TITLE = re.compile(
    rf"「(?P<quoted>[^」\n]{{2,90}})」(?:{_S}(?P<sub>시행령|시행규칙))?"
    rf"|(?P<same>(?:같은|동|이|위)\s?(?:법률|법|영|령|규칙|규정|훈령|시행령|시행규칙|예규|지침|고시|조례|세칙|강령|내규|통칙)(?:\s(?:시행령|시행규칙))?)(?={_S}(?:제\s?\d|에|의|\())"
    rf"|(?P<bare>(?<![가-힣ㆍ·])[가-힣ㆍ·]{{0,40}}{_LAW}(?:\s(?:시행령|시행규칙))?)(?={_S}(?:제\s?)?\d{{1,4}}\s?조(?![원각]))"
)
_WORDS = re.compile(r"(?:[가-힣ㆍ·]+\s){1,8}$")
"""Words before a title without brackets: they may belong to it, and nobody can tell here."""
_WORDS_BACK = 60
_ARTICLE = re.compile(
    rf"(?:(?P<joint>{_S}(?:,|ㆍ|·|및|또는|와|과|~|∼|～|부터|내지|까지|에서|\(|\)){_S})|{_S})"
    rf"(?:(?P<a>(?:제\s?\d{{1,4}}\s?조|\d{{1,4}}\s?조(?=[\s,.제의에를은와과및)\d]|$))(?:{_S}의\s?\d{{1,3}}(?!\d))?)"
    rf"(?:\s?\([가-힣 ,ㆍ·]{{1,30}}\))?)?"
    rf"(?P<p>{_S}(?:제\s?\d{{1,2}}\s?항|(?<=조 )\d{{1,2}}\s?항|(?<=조)\d{{1,2}}\s?항))?"
    rf"(?P<i>{_S}(?:제\s?\d{{1,3}}\s?호(?!\s?(?:서식|로|선))(?:의\s?\d{{1,2}})?"
    rf"|(?<=항 )\d{{1,2}}\s?호|(?<=조 )\d{{1,2}}\s?호))?"
    rf"(?P<s>{_S}[가-하]목)?"
)
_LOOSE = re.compile(rf"(?<![가-힣\d.,])(?=제\s?\d{{1,4}}\s?(?:조|항|호(?!\s?서식))|같은\s조)(?:같은\s조{_S})?")
_LOOSE_NOTE = re.compile(r"(?<![\d.,가-힣])(?=\d{1,4}조\s?(?:의\s?\d|\d+\s?항|제|에|였|인|로|,|및|와|$))")
_ANNEX = re.compile(
    rf"(?:(?P<kind>별표|별지){_S}(?:제{_S})?(?P<n>\d{{1,3}})(?:호)?(?:의{_S}(?P<b>\d{{1,2}}))?(?:호)?(?:{_S}서식)?)"
)
_NUMBERS = re.compile(r"\d+")


def articles(text: str) -> Iterator[Fact]:
    """Every place, each with the law that it belongs to; then titles that stand alone in 「」."""
    title, last, reached = "", Locator(), 0
    for match in _mentions(text):
        if match.start() < reached:
            continue
        start, at = match.start(), match.end()
        if match.re is _TITLE:
            words = _WORDS.search(text, max(reached, start - _WORDS_BACK), start) if match["bare"] else None
            start = words.start() if words is not None else start
            title = _named(match, title, words[0] if words is not None else "")
        found = 0
        base = last if match.re is not _TITLE else Locator()
        while (place := _place(text, at, base, first=not found)) is not None:
            base, stop = place
            yield Fact(FactKind.ARTICLE, (start, stop), ("article", title, base))
            found, at, last, start = found + 1, stop, base, _next_start(text, stop)
        if match.re is _TITLE and not found and not match["same"]:
            yield Fact(FactKind.ARTICLE, match.span(), ("article", title, Locator()))
        reached = at
    for match in _ANNEX.finditer(text):
        annex = Locator(annex_kind=match["kind"], annex=(int(match["n"]), int(match["b"] or 0)))
        yield Fact(FactKind.ARTICLE, match.span(), ("article", title, annex))


def _mentions(text: str) -> list[re.Match[str]]:
    found = [*_TITLE.finditer(text), *_LOOSE.finditer(text), *_LOOSE_NOTE.finditer(text)]
    return sorted(found, key=lambda match: (match.start(), match.re is not _TITLE))


def _named(match: re.Match[str], before: str, words: str) -> str:
    """The title that a mention stands for: 같은 법 시행령 after 「예비군법」 is 예비군법 시행령."""
    if match["quoted"]:
        return f"{match['quoted'].strip()} {match['sub']}" if match["sub"] else match["quoted"].strip()
    if match["bare"]:
        return words + str(match["bare"])
    tail = re.search(r"\s(시행령|시행규칙)$", match["same"])
    whole = re.sub(r"\s(?:시행령|시행규칙)$", "", before)
    if tail is not None:
        return f"{whole} {tail[1]}"
    wanted = re.sub(r"^(?:같은|동|이|위)\s?", "", match["same"])
    return whole if wanted in ("법", "법률") else before


def _place(text: str, at: int, base: Locator, *, first: bool) -> tuple[Locator, int] | None:
    """(the place that begins at `at`, its end); a place without 조 goes on from the one before it."""
    match = _ARTICLE.match(text, at)
    if match is None or not (match["a"] or match["p"] or match["i"] or match["s"]) or (first and match["joint"]):
        return None
    if not first and not match["joint"]:
        return None
    place = base
    if match["a"]:
        place = Locator(article=_number(match["a"]))
    elif place.article == NONE and not first:
        return None
    if match["p"]:
        place = replace(place, paragraph=_number(match["p"])[0], item=NONE, subitem="")
    if match["i"]:
        place = replace(place, item=_number(match["i"]), subitem="")
    if match["s"]:
        place = replace(place, subitem=match["s"].strip()[0])
    return place, match.end()


def _number(text: str) -> tuple[int, int]:
    numbers = [int(part) for part in _NUMBERS.findall(text)]
    return numbers[0], numbers[1] if len(numbers) > 1 else 0


def _next_start(text: str, stop: int) -> int:
    """Where the next place of a list begins: behind the comma."""
    match = re.compile(rf"{_S}(?:,|ㆍ|·|및|또는|와|과|~|∼|～|부터|내지|까지|에서|\(|\)){_S}").match(text, stop)
    return match.end() if match is not None else stop
