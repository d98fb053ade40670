"""What crosses the pipe from the reader child: a Parsed as JSON, a page as dots.

The structure is found in the child, so that text made to slow a pattern down costs one file too. The parent
treats the form as untrusted: every type, span and locator is checked before a Parsed exists.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from app.core.locator import Locator
from app.core.types import DocumentKind, PagePicture, Passage, Reference, Relation
from app.ingest.blocks import Member
from app.ingest.limits import MAX_SIDE
from app.ingest.parse import Parsed

_T = TypeVar("_T")
_WORDS = ("format", "title", "number", "ministry", "effective", "promulgated", "history", "status", "text")


class NotParsed(Exception):
    """The other side sent something that is not the JSON form of a Parsed."""


def to_json(parsed: Parsed) -> bytes:
    """UTF-8 JSON for a frame's body; a passage's text is given by its span alone."""
    return json.dumps(
        {
            **{name: getattr(parsed, name) for name in _WORDS},
            "kind": parsed.kind.value,
            "passages": [
                [str(p.locator), p.heading, p.breadcrumb, p.start, p.end, p.page, p.ocr] for p in parsed.passages
            ],
            "warnings": [list(warning) for warning in parsed.warnings],
            "members": [[member.raw_name.hex(), member.name, member.size] for member in parsed.members],
            "scanned": list(parsed.scanned),
            "references": [
                [r.passage, r.start, r.end, r.relation.value, r.law, str(r.locator), str(r.last) if r.last else ""]
                for r in parsed.references
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "replace")


def from_json(untrusted: bytes) -> Parsed:
    """Read `to_json`'s form. Raises NotParsed."""
    try:
        data = json.loads(untrusted.decode("utf-8"))
        words = {name: _checked(data[name], str) for name in _WORDS}
        passages = tuple(_passages(data["passages"], words["text"]))
        return Parsed(
            **words,
            kind=DocumentKind(data["kind"]),
            passages=passages,
            warnings=tuple((_checked(code, str), _checked(params, dict)) for code, params in data["warnings"]),
            members=tuple(
                Member(bytes.fromhex(raw), _checked(name, str), _checked(size, int))
                for raw, name, size in data["members"]
            ),
            scanned=tuple(_checked(page, int) for page in data["scanned"]),
            references=tuple(_references(data["references"], passages)),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NotParsed from error


def from_dots(header: Mapping[str, Any], untrusted: bytes) -> PagePicture:
    """A page as the child drew it. Raises NotParsed for what is no picture."""
    try:
        width, height, page, pages = (_checked(header[key], int) for key in ("width", "height", "page", "pages"))
    except (LookupError, TypeError) as error:
        raise NotParsed from error
    small = 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and 0 < page <= pages
    if not small or len(untrusted) != width * height * 3:
        raise NotParsed
    return PagePicture(width, height, untrusted, page, pages)


def _passages(items: Any, text: str) -> Iterator[Passage]:
    """Each after the one before: spans that overlap would let a few bytes ask for any amount of memory."""
    reached = 0
    for ordinal, (locator, heading, breadcrumb, start, end, page, ocr) in enumerate(items):
        if not reached <= _checked(start, int) < _checked(end, int) <= len(text):
            raise ValueError(start)
        reached = end
        yield Passage(
            id=0,
            document_id="",
            ordinal=ordinal,
            locator=Locator.parse(_checked(locator, str)),
            heading=_checked(heading, str),
            breadcrumb=_checked(breadcrumb, str),
            text=text[start:end],
            start=start,
            end=end,
            page=_checked(page, int),
            ocr=_checked(ocr, int),
        )


def _references(items: Any, passages: Sequence[Passage]) -> Iterator[Reference]:
    """Each within its passage and after the one before: a face draws them by their spans."""
    reached = (0, 0)
    for ordinal, start, end, relation, law, locator, last in items:
        if _checked(ordinal, int) < 0 or (ordinal, _checked(start, int)) < reached:
            raise ValueError(ordinal)
        passage = passages[ordinal]
        if not passage.start <= start < _checked(end, int) <= passage.end:
            raise ValueError(start)
        reached = (ordinal, end)
        yield Reference(
            passage=ordinal,
            start=start,
            end=end,
            relation=Relation(relation),
            law=_checked(law, str),
            locator=_place(locator),
            last=_place(last) if last != "" else None,
        )


def _place(written: Any) -> Locator:
    """With numbers no greater than the store has room for."""
    locator = Locator.parse(_checked(written, str))
    numbers = (*locator.item, *locator.annex, locator.article[1], locator.paragraph, locator.supplement)
    if max(numbers) > 999 or locator.article[0] > 9_999 or locator.item[1] > 99:
        raise ValueError(written)
    return locator


def _checked(value: Any, wanted: type[_T]) -> _T:
    if type(value) is not wanted:
        raise TypeError(value)
    return value
