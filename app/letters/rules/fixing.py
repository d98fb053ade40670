"""Applying the fixes of findings to a text."""

from collections.abc import Sequence

from app.core.findings import Finding
from app.letters.rules.lines import open_page
from app.letters.rules.lint import lint

_ROUNDS = 12
"""A fix may wait for another that touches its place; more rounds than this nothing needs."""


def applied(text: str, findings: Sequence[Finding]) -> str:
    """The text with every fix that has one; of two that overlap the first."""
    out: list[str] = []
    last = 0
    for one in sorted(findings, key=lambda found: found.span):
        start, end = one.span
        if one.fix is None or start < last:
            continue
        out += [text[last:start], one.fix]
        last = end
    return "".join(out) + text[last:]


def fixed(text: str, *, kind: str = "", laid_out: bool = True) -> str:
    """The text with all safe fixes: again until there is none left."""
    kind = kind or open_page(text).kind  # which must not change under the fixes
    for _ in range(_ROUNDS):
        after = applied(text, lint(text, kind=kind, laid_out=laid_out))
        if after == text:
            break
        text = after
    return text
