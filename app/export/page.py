"""A page of titled tables and notes as HTML that a browser and QTextDocument both show as it is meant.

No script, nothing fetched, one style sheet in the page. QTextDocument knows few properties, so the layout is made of
tables whose widths are percentages. Every text is escaped here: callers give plain text.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as escaped
from itertools import zip_longest

PAPER_MM = (210, 297)
"""A4: width, height."""

MARGIN_MM = 13

_NAME = ' class="name"'
_INSTEAD = {"\t": " ", "\r": " "}


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, `columns` pairs side by side."""

    title: str
    pairs: Sequence[tuple[str, str]]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """`align` holds l, c or r for each column, `widths` its share in percent. Cells of a row that begins with
    `*` are set in bold, without the star. `note` stands below."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str
    widths: Sequence[int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """A list; a line's `lead` is set in bold before it."""

    title: str
    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    language: str
    title: str
    subtitle: str
    parts: Sequence[Facts | Table | Notes]
    foot: str = ""


def html(page: Page, points: float = 9.0) -> str:
    """The whole page as UTF-8 text; `points` is the size of the body's letters."""
    body = "".join(_part(part) for part in page.parts)
    foot = f'<p class="foot">{escape(page.foot)}</p>' if page.foot else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(page.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(page.title)}</title>\n<style>{_style(points)}</style></head>\n<body>"
        f'<p class="title">{escape(page.title)}</p><p class="under">{escape(page.subtitle)}</p>\n'
        f"{body}{foot}</body></html>\n"
    )


def escape(text: str) -> str:
    """Plain text for HTML, without control letters and without those that turn the direction of what follows."""
    tame = (
        letter if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf") else _INSTEAD.get(letter, "")
        for letter in text
    )
    return escaped("".join(tame))


def _part(part: Facts | Table | Notes) -> str:
    title = f'<p class="part">{escape(part.title)}</p>'
    if isinstance(part, Facts):
        return title + _facts(part)
    return title + (_table(part) if isinstance(part, Table) else _notes(part))


def _facts(facts: Facts) -> str:
    rows = list(zip_longest(*[iter(facts.pairs)] * facts.columns, fillvalue=("", "")))
    name, value = 28 // facts.columns, 72 // facts.columns
    cells = (
        "".join(
            f'<td{_NAME if key else ""} width="{name}%">{escape(key)}</td><td width="{value}%">{_wrapped(text)}</td>'
            for key, text in row
        )
        for row in rows
    )
    return _framed("".join(f"<tr>{row}</tr>" for row in cells))


def _table(table: Table) -> str:
    sides = [{"l": "left", "c": "center", "r": "right"}[one] for one in table.align]
    head = "".join(
        f'<td class="head" align="{side}" width="{width}%">{escape(text)}</td>'
        for text, side, width in zip(table.head, sides, table.widths, strict=True)
    )
    rows = "".join(_row(row, sides) for row in table.rows)
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return _framed(f"<tr>{head}</tr>{rows}") + note


def _row(row: Sequence[str], sides: Sequence[str]) -> str:
    strong = bool(row) and row[0].startswith("*")
    kind = ' class="strong"' if strong else ""
    texts = [text.removeprefix("*") if strong and not place else text for place, text in enumerate(row)]
    return (
        "<tr>"
        + "".join(f'<td{kind} align="{side}">{_wrapped(text)}</td>' for text, side in zip(texts, sides, strict=True))
        + "</tr>"
    )


def _notes(notes: Notes) -> str:
    lines = (
        f'<p class="line">{f"<b>{escape(lead)}</b> " if lead else ""}{escape(text)}</p>' for lead, text in notes.lines
    )
    return "".join(lines)


def _framed(rows: str) -> str:
    return f'<table width="100%" cellspacing="0" cellpadding="0">{rows}</table>\n'


def _wrapped(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _style(points: float) -> str:
    small, large, largest = points * 0.88, points * 1.12, points * 1.9
    width = PAPER_MM[0] - 2 * MARGIN_MM
    return f"""
@page {{ size: A4; margin: {MARGIN_MM}mm }}
body {{ font-family: "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo", sans-serif; font-size: {points:.2f}pt;
  color: #1a1a1a; background: #ffffff; max-width: {width}mm; margin: 0 auto; word-break: keep-all; line-height: 1.3 }}
p {{ margin: 0 }}
table {{ border-collapse: collapse; margin-top: 4px; margin-bottom: 0 }}
td {{ padding: 0.4px 4px 2px 4px; border-bottom: 1px solid #d5dae0; vertical-align: middle;
  overflow-wrap: anywhere }}
.title {{ font-size: {largest:.2f}pt; font-weight: bold; color: #12345a }}
.under {{ color: #555f6b; margin-bottom: 3px }}
.part {{ font-size: {large:.2f}pt; font-weight: bold; color: #12345a; margin-top: 8px }}
.head {{ background-color: #e8edf3; color: #333c46; font-size: {small:.2f}pt; border-bottom: 1px solid #9aa7b5 }}
.name {{ background-color: #f3f5f8; color: #44505c; font-size: {small:.2f}pt }}
.strong {{ font-weight: bold }}
.note, .foot {{ color: #555f6b; font-size: {small:.2f}pt; margin-top: 2px }}
.foot {{ margin-top: 6px }}
.line {{ font-size: {small:.2f}pt; margin-top: 1px }}
"""
