"""The head of a Markdown file between two `---` lines: a small part of YAML, enough for what is met.

Read: `key: value`, quoted values, folded lines, lists of words, and lists of mappings (attachments).
Anything else is skipped, never an error: a document is more than its head.
"""

import html
import re
from dataclasses import dataclass, field

_KEY = re.compile(r"^(?P<indent>\s*)(?P<dash>-\s+)?(?P<key>[^\s:#'\"][^:]{0,60}?):(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"^\s*-\s+(?P<value>.*)$")
_MAX_LINES = 20_000
_MAX_VALUE = 20_000
"""Characters of one value; what is folded onto a longer one is skipped."""


@dataclass(slots=True)
class FrontMatter:
    """`values`: top-level scalars, lists of words joined by ", ". `lists`: lists of mappings by key."""

    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def split(text: str) -> tuple[FrontMatter, str]:
    """(front matter, the rest). Without a complete head the text comes back as it is."""
    if not text.startswith("---\n"):
        return FrontMatter(), text
    head, mark, body = text[4:].partition("\n---\n")
    if not mark or not re.match(r"\s*[^\s:][^:\n]*:", head):
        return FrontMatter(), text
    return _parse(head.split("\n")[:_MAX_LINES]), body


def _parse(lines: list[str]) -> FrontMatter:
    found = FrontMatter()
    top = ""
    target: dict[str, str] = found.values
    last = ""
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _KEY.match(line)
        if match and not match["indent"] and not match["dash"]:
            top = last = match["key"].strip()
            target = found.values
            target[last] = _scalar(match["value"] or "")
        elif match and match["dash"]:
            last, target = match["key"].strip(), {}
            found.lists.setdefault(top, []).append(target)
            target[last] = _scalar(match["value"] or "")
        elif match and match["indent"] and target is not found.values:
            last = match["key"].strip()
            target[last] = _scalar(match["value"] or "")
        elif item := _ITEM.match(line):
            value, before = _scalar(item["value"]), found.values.get(top, "")
            if len(before) <= _MAX_VALUE:
                found.values[top] = f"{before}, {value}" if before else value
        elif last and len(target[last]) <= _MAX_VALUE:
            target[last] = _scalar(f"{target[last]} {line.strip()}".strip())
    return found


def _scalar(written: str) -> str:
    value = written.strip()
    if value in ("[]", "{}", "null", "~", "|", ">"):
        return ""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return html.unescape(value)
