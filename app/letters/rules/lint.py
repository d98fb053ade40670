"""The rules of official documents over a text: what breaks one, where, by which article, and what would be right."""

from app.core.findings import Finding
from app.letters.rules import (
    attached,
    ends,
    foot,
    head,
    items,
    masks,
    moments,
    money,
    papers,
    particles,
    script,
    terms,
    usage,
)
from app.letters.rules.lines import open_page
from app.letters.rules.page import Page


def lint(text: str, *, kind: str = "", laid_out: bool = True) -> tuple[Finding, ...]:
    """Findings in the order in which they stand in the text.

    `kind`: "letter", "report", "press", "statute", "piece" (of which nobody can say what it lacks), or empty: guessed.
    `laid_out` False: the text came out of a file whose blanks at the heads of lines were lost.
    """
    page = open_page(text, kind, laid_out=laid_out)
    view = masks.masked(page.view)
    words = masks.words_only(view)
    found = [
        *head.check(page),
        *foot.check(page),
        *items.check(page),
        *attached.check(page),
        *ends.check(page),
        *papers.check(page),
        *moments.check(page, view),
        *money.check(page, view),
        *money.numerals(page, words),
        *script.check(view),
        *terms.check(words),
        *usage.check(words),
        *particles.check(words),
    ]
    return tuple(sorted({_key(one): one for one in (_placed(page, one) for one in found)}.values(), key=_key))


def _placed(page: Page, finding: Finding) -> Finding:
    """With its place in the text as it was given. A fix that would take markup out with it is none."""
    if not page.origin:
        return finding
    span = page.span(finding.span)
    fix = finding.fix if page.text[slice(*span)] == page.view[slice(*finding.span)] else None
    return Finding(finding.rule, finding.severity, finding.article, finding.message, span, fix, finding.params)


def _key(finding: Finding) -> tuple[int, int, str, str]:
    return (*finding.span, finding.rule, finding.message)
