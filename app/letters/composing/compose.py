"""A letter laid out by the statute, whatever it holds: 두문, 본문, 붙임, 끝, 결문 (규칙 제4조)."""

import re
from collections.abc import Iterator, Mapping

from app.core.drafts import Field, FieldPlace, Form, Letter, Line, Part, Sheet
from app.letters.composing import body, ending
from app.letters.composing.clean import clean, looks_marked, missing
from app.letters.composing.foot import foot, refers, values
from app.letters.composing.plain import plain, spans

__all__ = ["plain", "sheet", "spans"]

INTERNAL = "내부결재"
RECIPIENT, VIA, TITLE, AGENCY = "수신", "(경유)", "제목", "기관명"
_KEYWORDS = re.compile(r"\s*[,;，、\n]\s*")
_OWN = frozenset({"agency", "recipient", "via", "title"})


def sheet(letter: Letter, form: Form, columns: int = 80) -> Sheet:
    """The paragraphs of a letter with all their marks.

    `columns` (half-width cells of a line) tells whether 끝. still fits behind the last letter; 0: it always does.
    """
    given = letter.fields
    text = (*body.lines(letter.items, form.marks), *ending.attachments(letter.attachments))
    if form.ends:
        text = ending.ended(text, columns)
    return Sheet(
        form=form.id,
        lines=(*_head(form, given), *text, *foot(form, given)),
        title=values(form, given)("title"),
        summary=clean(given.get("summary", "")),
        keywords=tuple(one for one in map(clean, _KEYWORDS.split(given.get("keywords", ""))) if one),
    )


def _head(form: Form, given: Mapping[str, str]) -> Iterator[Line]:
    """두문 and the title; of a report its title and byline."""
    value = values(form, given)
    agency = value("agency")
    if agency:
        yield Line(Part.AGENCY, agency, label=AGENCY if looks_marked(agency) else "")
    title = value("title") or missing(TITLE)
    if form.field("recipient") is not None:
        recipient = clean(given.get("recipient", ""))
        recipients = value("recipients") if form.field("recipients") is not None else ""
        to = INTERNAL if form.internal else refers(recipient, recipients) or value("recipient")
        if to:
            yield Line(Part.RECIPIENT, to, label=RECIPIENT)
        if form.field("via") is not None:
            yield Line(Part.VIA, value("via"), label=VIA)
        yield Line(Part.TITLE, title, label=TITLE)
        return
    yield Line(Part.TITLE, title, label=TITLE if looks_marked(title) else "")
    written = [f"{one.label}: {value(one.key)}" for one in byline(form) if value(one.key)]
    if written:
        yield Line(Part.BYLINE, "  ".join(written))


def byline(form: Form) -> tuple[Field, ...]:
    """The fields under a report's title, 공개구분 behind them: a report has no 결문 for it."""
    disclosure = form.field("disclosure")
    head = tuple(one for one in form.fields if one.place is FieldPlace.HEAD and one.key not in _OWN)
    return head if disclosure is None or disclosure.place is FieldPlace.META else (*head, disclosure)
