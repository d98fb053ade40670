"""What is to be said of a draft, in one list: broken rules, facts from nowhere, personal data."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.core.drafts import Provenance
from app.core.findings import Severity
from app.core.messages import Messages
from app.core.types import Span
from app.gui.writing.origins import provenance_name
from app.gui.writing_counter import Checked


@dataclass(frozen=True, slots=True)
class Remark:
    """`span` is of the sheet's text; `fix` replaces it, None: the user decides. `rule` groups, `article` is the law's
    place."""

    severity: Severity
    words: str
    rule: str
    article: str
    span: Span
    fix: str | None = None


def remarks(checked: Checked, messages: Messages) -> tuple[Remark, ...]:
    """Errors first, then in the order of the text."""
    found = (*_findings(checked, messages), *_untraced(checked), *_marks(checked, messages))
    return tuple(sorted(found, key=lambda each: (each.severity is not Severity.ERROR, each.span)))


def _findings(checked: Checked, messages: Messages) -> Iterator[Remark]:
    for each in checked.findings:
        try:
            words = messages.say(f"lint_{each.message}", **each.params)
        except KeyError:
            words = each.message
        yield Remark(each.severity, words, each.rule, each.article, each.span, each.fix)


def _untraced(checked: Checked) -> Iterator[Remark]:
    for trace in checked.traces:
        if trace.provenance is Provenance.MISSING:
            words = QCoreApplication.translate("remarks", "{fact}: neither in the notes nor in an article")
            yield Remark(
                Severity.ERROR, words.format(fact=trace.text), provenance_name(trace.provenance), "", trace.span
            )


def _marks(checked: Checked, messages: Messages) -> Iterator[Remark]:
    for mark in checked.marks:
        try:
            name = messages.say(mark.word)
        except KeyError:
            name = mark.word
        words = QCoreApplication.translate("remarks", "{kind}: look whether it has to be in the letter")
        rule = QCoreApplication.translate("remarks", "protected")
        yield Remark(Severity.WARNING, words.format(kind=name), rule, "", mark.span)
