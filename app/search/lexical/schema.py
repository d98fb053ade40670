"""The fields of the two indexes and what is put into them.

`passages` has an entry a passage, `laws` one a document, so that a document's title and the titles of its articles
are weighed among documents and not among passages.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from app.core.types import Document, Passage
from app.search.tokens import bigrams

VERSION = 3
"""Of the fields and their terms: another version is built beside the old one."""

PASSAGES, LAWS = "passages", "laws"

SUPPLEMENT = "부칙"
"""The label of passages that tell of a law's own changes; they repeat the words of what they change."""


def schema(index: str) -> Any:
    """`passage` and `owner` are signed: tantivy does not delete by an unsigned term."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("owner", stored=False, indexed=True, fast=True)
    builder.add_integer_field("day", stored=False, indexed=False, fast=True)
    for name in ("collection", "kind", "ministry"):
        builder.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
    if index == PASSAGES:
        builder.add_integer_field("passage", stored=False, indexed=True, fast=True)
        builder.add_integer_field("supplement", stored=False, indexed=False, fast=True)
        names = ("morphemes", "bigrams", "headings")
    else:
        builder.add_text_field("document", stored=True, tokenizer_name="raw", index_option="basic")
        names = ("titles", "headings", "words")
    for name in names:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


@lru_cache(maxsize=1 << 17)
def owner(document: str) -> int:
    """A document's id as a signed number of 64 bits, so that it can stand in a column."""
    return int.from_bytes(blake2b(document.encode(), digest_size=8).digest(), signed=True)


def day(date: str) -> int:
    """2024-03-01 as 20240301; 0 for what is no date."""
    digits = date.replace("-", "")
    return int(digits) if len(digits) == 8 and digits.isascii() and digits.isdigit() else 0


def wording(document: Document, passage: Passage) -> str:
    """Everything that a passage is found by."""
    return f"{document.title} {passage.breadcrumb} {passage.text}"


def passage_entry(document: Document, passage: Passage, text: str, morphemes: str) -> Any:
    entry = _entry(document)
    entry.add_integer("passage", passage.id)
    entry.add_integer("supplement", int(passage.locator.label == SUPPLEMENT))
    entry.add_text("morphemes", morphemes)
    entry.add_text("bigrams", " ".join(bigrams(text)))
    entry.add_text("headings", " ".join(bigrams(f"{passage.heading} {passage.breadcrumb}")))
    return entry


def law_entry(document: Document, passages: Sequence[Passage]) -> Any:
    entry = _entry(document)
    entry.add_text("document", document.id)
    entry.add_text("titles", " ".join(bigrams(document.title)))
    body = [passage for passage in passages if passage.locator.label != SUPPLEMENT]
    entry.add_text("headings", " ".join(bigrams(" ".join(passage.heading for passage in body))))
    entry.add_text("words", " ".join(bigrams(" ".join(passage.text for passage in body))))
    return entry


def _entry(document: Document) -> Any:
    from tantivy import Document as Entry

    entry = Entry()
    entry.add_integer("owner", owner(document.id))
    entry.add_integer("day", day(document.effective))
    entry.add_text("collection", document.collection)
    entry.add_text("kind", document.kind)
    entry.add_text("ministry", document.ministry)
    return entry
