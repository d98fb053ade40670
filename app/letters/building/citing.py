"""How articles stand in a letter: their places in one line, and the words that answer the notes. Pure."""

import re
from collections.abc import Sequence

from app.core.drafts import Basis, Form, Item, Marks, NoteRole, Notes
from app.core.official import dates
from app.letters.notes import undecided

_IN_LETTERS = re.compile(r"\d{1,2}월\s?\d{1,2}일|(?:오전|오후)\s?\d|\d{1,2}시\s?(?:\d{1,2}분|부터|까지|에(?![가-힣]))")
_ITEM_MARK = re.compile(r"^(?:\d{1,3}(?:의\d{1,2})?\.|[가-허]\.|\d{1,2}\))\s*")


_PICKS = re.compile(r"다음\s?각\s?[호목]의\s?(?:어느\s?하나|1에|하나)")


def cited(bases: Sequence[Basis]) -> str:
    """`「물품관리법」 제3조 및 제5조제1항, 「물품관리법 시행령」 제2조`: each title once, a law before its decree."""
    titles: dict[str, list[str]] = {}
    for one in bases:
        if one.chosen and one.article:
            places = titles.setdefault(one.title, [])
            if one.article not in places:
                places.append(one.article)
    ordered = sorted(titles, key=lambda title: _family(title, list(titles)))
    return ", ".join(f"「{title}」 {_row(sorted(titles[title], key=_order))}" for title in ordered)


def _family(title: str, titles: Sequence[str]) -> tuple[int, int]:
    """Those of one law together, in the order in which the first of them was found; the law, its decree, its rule."""
    stem = _stem(title)
    first = next(place for place, one in enumerate(titles) if _stem(one) == stem)
    return first, 2 if title.endswith("시행규칙") else 1 if title.endswith("시행령") else 0


def _stem(title: str) -> str:
    return re.sub(r"\s?시행(?:령|규칙)$", "", title)


def _order(article: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", article))


def _row(places: Sequence[str]) -> str:
    return places[0] if len(places) == 1 else f"{', '.join(places[:-1])} 및 {places[-1]}"


def quotations(bases: Sequence[Basis], form: Form, *, told: bool) -> tuple[Item, ...]:
    """The words that answer, each with its place: in a polite sentence where `told`, else as they stand."""
    return tuple(_quotation(one, form, told=told) for one in bases if one.chosen and one.quote)


def _quotation(basis: Basis, form: Form, *, told: bool) -> Item:
    first, *rest = basis.quote.split("\n")
    more = "(단서 생략)" if _goes_on(basis.quote, basis.text) else ""
    more += f" {undecided.place('적용 조문')}" if basis.doubted else ""
    if not rest and _PICKS.search(first):
        more += f" {undecided.place('해당 호')}"
    if rest:
        items = tuple(Item(_dotted(_ITEM_MARK.sub("", line))) for line in rest)
        first = _dotted(first)
        lead = f"{basis.place}에 따르면 다음과 같습니다." if told else ""
        text = f"{lead} {first}{more}" if told else f"{basis.place}: {_open(first, form)}{more}"
        return Item(text, items)
    if (dotted := _dotted(first)) != first:
        if told:
            return Item(f"{basis.place}에 따르면 다음과 같습니다. {dotted}{more}")
        return Item(f"{basis.place}: {_open(dotted, form)}{more}")
    if told:
        return Item(f"{basis.place}에 따르면 “{first}”라고 규정하고 있습니다.{more}")
    return Item(f"{basis.place}: “{first}”{more}")


def _dotted(sentence: str) -> str:
    """An article's days and hours as a letter has to write them (규정 제7조제5항); what is changed is no quotation."""
    return dates.rewritten(sentence, 0) if _IN_LETTERS.search(sentence) else sentence


def _open(sentence: str, form: Form) -> str:
    """Without its full stop where sentences of this form have none."""
    return sentence if form.polite else sentence.rstrip(".")


def _goes_on(quote: str, article: str) -> bool:
    flat, words = "".join(article.split()), "".join(quote.split())
    after = flat.partition(words)[2] if words in flat else ""
    return after.startswith(("다만,", "단,"))


def unfound(notes: Notes, bases: Sequence[Basis]) -> tuple[str, ...]:
    """What was to be looked up and nothing certain was found for."""
    answered = {one.query for one in bases if one.chosen}
    asked = dict.fromkeys(note.query or note.text for note in notes.notes if note.role is NoteRole.LOOKUP)
    return tuple(query for query in asked if query not in answered)


def symbols(form: Form) -> bool:
    return form.marks is Marks.SYMBOLS
