"""An official letter's plain text read back into its parts: ours exactly, another's as far as it follows the form.

What we wrote ourselves comes back as the same letter: laid out again it is the same text. For others' letters items
that are broken over lines are joined, and paragraphs without a mark stand beside each other.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.core.drafts import Attachment, Form, Letter, Marks
from app.core.official import levels
from app.letters.composing import compose, ending
from app.letters.composing.clean import clean, missing
from app.letters.composing.plain import cells
from app.letters.forms import Forms
from app.letters.read_back import body as reading_body
from app.letters.read_back import foot as reading_foot

_TO = re.compile(r"수\s*신\s*[:：]?(?:\s+(?P<text>.*))?")
_VIA = re.compile(r"[(（]\s*경\s*유\s*[)）]\s*[:：]?\s*(?P<text>.*)")
_TITLE = re.compile(r"제\s*목\s*[:：]?\s+(?P<text>.*)")
_AGENCY = re.compile(r"기관명\s*[:：]?\s+(?P<text>.*)")
_ATTACHED = re.compile(r"[<\[〈]?붙\s*임[>\]〉]?\s*[:：]?(?:\s+(?P<text>.*))?")
_OUR_END = re.compile(r"(?<=\s\s)끝\.$")
_END = re.compile(r"(?:^|(?<=[\s.)\]」|]))끝\s?\.?$")
_HEAD_LINES = 12
"""Lines with text in which the head of a letter must be."""
_SENTENCE = 50
"""Cells of a line that is too long for a name."""
_PIECES = re.compile(r"\s{2,}|\t")
_COMMON = frozenset(
    {"보고", "보고서", "결과", "요청", "업무", "공문", "공문서", "대외", "내부", "내부결재", "기안", "기안문", "현황"}
    | {"검토", "추진", "간단", "요약", "자료", "보도", "개조식", "서식"}
)
"""Words in names of forms that titles of any form may have."""
_INTERNAL = re.compile(r"내부\s?결재")


def letter(text: str, forms: Forms, form: str = "", columns: int = 80) -> Letter:
    """The letter that a text is. `form`: the name of its form where that is known (raises FormUnknown); otherwise the
    one that it fits. `columns` as it was laid out with."""
    wanted = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    candidates = (forms.get(form),) if form else tuple(_candidates(wanted, forms))
    for one in candidates:
        made = _read(wanted, one, strict=True)
        if compose.plain(compose.sheet(made, one, columns)) == wanted:
            return made
    return _read(wanted, candidates[0], strict=False)


def _candidates(text: str, forms: Forms) -> Iterator[Form]:
    """The forms that a text may be in, the likeliest first."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = lines[:_HEAD_LINES]
    to = next((match["text"] or "" for match in map(_TO.fullmatch, head) if match), None)
    title = next((match["text"] for match in map(_TITLE.fullmatch, head) if match), "") or " ".join(head[:2])
    marked = [one.marks for one in map(levels.parse, lines) if one is not None]
    symbols = marked.count(Marks.SYMBOLS) > len(marked) / 2
    scored = [(_score(form, to, title, symbols), -at, form) for at, form in enumerate(forms.forms)]
    return (form for _, _, form in sorted(scored, key=lambda one: (-one[0], -one[1])))


def _score(form: Form, to: str | None, title: str, symbols: bool) -> int:
    """How well a form fits: whether it has 수신, 내부결재, its marks, a word of its name in the title."""
    score = 8 if (form.field("recipient") is not None) == (to is not None) else 0
    score += 4 if form.internal == bool(_INTERNAL.search(to or "")) else 0
    score += 4 if (form.marks is Marks.SYMBOLS) == symbols else 0
    words = {word for name in (form.name, *form.names) for word in re.findall(r"[가-힣]{2,}", name)}
    return score + 2 * any(word in title for word in words - _COMMON)


def _read(text: str, form: Form, strict: bool) -> Letter:
    """`strict`: what stands alone is what `body` writes without a mark; otherwise it is a paragraph beside others."""
    lines = text.splitlines()
    fields, start = _letter_head(lines) if form.field("recipient") is not None else _report_head(lines, form)
    end = _OUR_END if strict else _END
    stop, foot = _stop(lines, start, form, end, strict)
    body, attachments = _attached([end.sub("", line) for line in lines[start:stop]])
    reading_foot.read(foot, form, fields)
    items = reading_body.items(body, form.marks, strict, form.ends and not attachments)
    known = {key: value for key, value in fields.items() if value and not _is_missing(form, key, value)}
    return Letter(form.id, known, items, attachments)


def _is_missing(form: Form, key: str, value: str) -> bool:
    field = form.field(key)
    return field is not None and field.required and value == missing(field.label)


def _letter_head(lines: list[str]) -> tuple[dict[str, str], int]:
    """두문 and the title; where the body begins."""
    fields: dict[str, str] = {}
    before: list[str] = []
    start = seen = 0
    for at, line in enumerate(lines):
        told = line.strip()
        if not told:
            continue
        seen += 1
        if seen > _HEAD_LINES:
            break
        key, match = _head_line(told)
        if match is None:
            if "recipient" not in fields and "title" not in fields:
                before.append(told)
            continue
        if key in fields:
            break
        fields[key] = clean(match["text"] or "")
        start = at + 1
        if key == "title":
            break
    if before and start:
        agency = _AGENCY.fullmatch(before[0])
        fields["agency"] = clean(agency["text"] if agency is not None else " ".join(before))
    return fields, start


def _head_line(told: str) -> tuple[str, re.Match[str] | None]:
    for key, pattern in (("recipient", _TO), ("via", _VIA), ("title", _TITLE)):
        match = pattern.fullmatch(told)
        if match is not None:
            return key, match
    return "", None


def _report_head(lines: list[str], form: Form) -> tuple[dict[str, str], int]:
    """Title and byline, and the agency above them; where the body begins."""
    fields: dict[str, str] = {}
    told = [(at, line.strip()) for at, line in enumerate(lines) if line.strip()]
    if not told:
        return fields, 0
    first = 0
    apart = len(told) > 1 and told[1][0] > told[0][0] + 1 and levels.parse(told[1][1]) is None
    if apart and form.field("agency") is not None:
        agency = _AGENCY.fullmatch(told[0][1])
        fields["agency"] = clean(agency["text"] if agency is not None else told[0][1])
        first = 1
    at, line = told[first]
    title = _TITLE.fullmatch(line)
    fields["title"] = clean(title["text"] if title is not None else line)
    if first + 1 < len(told):
        below, line = told[first + 1]
        values = _byline(line, form)
        if values and below == at + 1:
            return fields | values, below + 1
    return fields, at + 1


def _byline(line: str, form: Form) -> dict[str, str]:
    labels = {one.label: one.key for one in compose.byline(form)}
    values: dict[str, str] = {}
    for piece in _PIECES.split(line):
        label, colon, value = piece.partition(": ")
        if not colon or label not in labels:
            return {}
        values[labels[label]] = clean(value)
    return values


def _stop(lines: list[str], start: int, form: Form, end: re.Pattern[str], strict: bool) -> tuple[int, list[str]]:
    """Where body and attachments end, and the lines of the foot."""
    ends = [at for at in range(start, len(lines)) if end.search(lines[at])]
    if ends:
        return ends[-1] + 1, lines[ends[-1] + 1 :]
    last = start
    begun = False
    for at in range(start, len(lines)):
        line = lines[at]
        told = line.strip()
        if not told:
            continue
        if reading_foot.begins(told, form):
            break
        marked = line[:1] in " \t\u3000" or told.startswith("|") or levels.parse(told) is not None
        sentence = not strict and (told[-1] in ".:다" or cells(told) >= _SENTENCE)
        if marked or sentence or _ATTACHED.match(told) is not None or not begun or last == at:
            last = at + 1
        begun = True
    return last, lines[last:]


def _attached(lines: list[str]) -> tuple[list[str], tuple[Attachment, ...]]:
    """The body's lines, and the attachments behind them."""
    first = next((at for at, line in enumerate(lines) if _ATTACHED.fullmatch(line.strip())), None)
    if first is None:
        return lines, ()
    texts: list[str] = []
    for line in lines[first:]:
        told = line.strip()
        match = _ATTACHED.fullmatch(told)
        if match is not None:
            told = (match["text"] or "").strip()
        marked = levels.parse(told)
        numbered = told.startswith(f"{len(texts) + 1}. ") or (marked is not None and marked.level in (1, 3))
        if told and (numbered or not texts):
            texts.append(told)
        elif told:
            texts[-1] = f"{texts[-1]} {told}"
    made = tuple(_attachment(text, at) for at, text in enumerate(texts, 1))
    return lines[:first], tuple(one for one in made if one.name)


def _attachment(text: str, at: int) -> Attachment:
    made = ending.attachment(text.removeprefix(f"{at}. "))
    return replace(made, name=made.name)
