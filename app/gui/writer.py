"""What 쓰기 orders at the counter: drafts, sheets, checks, words, files. Every order is a Job."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from app.core.drafts import Basis, Draft
from app.core.events import Cancel, Done, Event
from app.core.findings import RewriteStyle, Rewriting
from app.gui.crew import Lane
from app.gui.job import Job
from app.gui.session import Session, once
from app.gui.writing_counter import DraftOrder, ExportOrder, WritingCounter

if TYPE_CHECKING:
    from app.services.context import Workspace

_R = TypeVar("_R")

RULES_ALONE = "never"
"""The value of `writing` that asks no model."""


class Writer(QObject):
    """`ready` tells whether there is a workspace to order on."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session

    @property
    def ready(self) -> bool:
        return self.session.is_open

    def forms(self) -> Job:
        """Done gives the Forms there are."""
        return self._quick(lambda counter, workspace: counter.forms(workspace))

    def make_ready(self) -> None:
        """What the first rewriting needs, read before anybody waits for it."""
        self.session.order(lambda counter, workspace, _: once(counter.writing.make_ready), Lane.AHEAD)

    def draft(self, order: DraftOrder) -> Job:
        """`drafted` gives what code alone makes of the notes, Done the Draft."""
        job = self.session.order(
            lambda counter, workspace, cancel: counter.writing.draft(workspace, order, cancel=cancel)
        )
        self.session.working.emit(job, self.tr("Drafting"))
        return job

    def laid(self, draft: Draft) -> Job:
        """Done gives its Laid sheet."""
        return self._quick(lambda counter, workspace: counter.laid(workspace, draft))

    def checked(self, draft: Draft) -> Job:
        """Done gives what was Checked."""
        return self.session.order(
            lambda counter, workspace, cancel: once(lambda: counter.writing.checked(workspace, draft, cancel))
        )

    def refilled(self, draft: Draft, key: str, value: str) -> Job:
        """Done gives the Draft with another value of a field."""
        return self._quick(lambda counter, workspace: counter.refilled(workspace, draft, key, value))

    def cited(self, draft: Draft, basis: Basis, *, chosen: bool) -> Job:
        """Done gives the Draft with an article put in or taken out."""
        return self._quick(lambda counter, workspace: counter.cited(workspace, draft, basis, chosen))

    def unit(self) -> Job:
        """Done gives the unit's own values by the keys of fields."""
        return self._quick(lambda counter, workspace: counter.unit(workspace))

    def keep_unit(self, values: Mapping[str, str]) -> Job:
        """Write the unit's own values; one after the other, and not given up when the window closes."""
        return self.session.order(
            lambda counter, workspace, _: once(lambda: counter.writing.keep_unit(workspace, values)), Lane.KEEP
        )

    def with_unit(self, draft: Draft) -> Job:
        """Done gives the Draft with the unit's own values where it has none."""
        return self._quick(lambda counter, workspace: counter.with_unit(workspace, draft))

    def rewrite(self, texts: tuple[str, ...], style: RewriteStyle, *, polite: bool) -> Job:
        """Done gives a Rewriting of each text, by the rules alone: at once."""

        def work(counter: WritingCounter, workspace: "Workspace", cancel: Cancel) -> Iterator[Event]:
            made: list[Rewriting] = []
            for text in texts:
                for event in counter.rewrite(workspace, text, style, polite, RULES_ALONE, cancel=cancel):
                    if isinstance(event, Done):
                        made.append(event.result)
                        break
                    yield event
            yield Done(tuple(made))

        return self.session.order(lambda counter, workspace, cancel: work(counter.writing, workspace, cancel))

    def reword(self, text: str, style: RewriteStyle, *, polite: bool) -> Job:
        """Done gives a Rewriting of the text with the model's proposals, too, if the settings let it be asked."""
        job = self.session.order(
            lambda counter, workspace, cancel: counter.writing.rewrite(
                workspace, text, style, polite, "", cancel=cancel
            )
        )
        self.session.working.emit(job, self.tr("Rewriting"))
        return job

    def export(self, order: ExportOrder) -> Job:
        """Done tells what was written."""
        job = self.session.order(
            lambda counter, workspace, cancel: counter.writing.export(workspace, order, cancel=cancel)
        )
        self.session.working.emit(job, self.tr("Exporting"))
        return job

    def pages(self, draft: Draft) -> Job:
        """Done gives what draws its pages on a printer."""
        return self._quick(lambda counter, workspace: counter.pages(workspace, draft))

    def _quick(self, call: "Callable[[WritingCounter, Workspace], _R]") -> Job:
        return self.session.order(lambda counter, workspace, _: once(lambda: call(counter.writing, workspace)))
