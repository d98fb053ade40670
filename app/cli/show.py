"""Events and results as text for people. Progress only on a terminal."""

import re
import shutil
import sys
from collections.abc import Callable, Sequence

from app.cli import (
    bundle_making,
    bundling,
    drafting,
    figures,
    guarding,
    linting,
    model_words,
    parts,
    proving,
    talk_words,
    vaulting,
)
from app.core.answers import Answer, Citation
from app.core.errors import AppError
from app.core.events import Changed, Done, Drafted, Event, Extracted, Found, Progress, Token, Warned
from app.core.messages import Messages
from app.core.types import FileState, Hit, LedgerEntry, Standing
from app.services.bundling.corpora import Shelf
from app.services.draft_report import DraftReport
from app.services.index import IndexReport
from app.services.inspecting.airgap import AirgapReport
from app.services.inspecting.airgap_page import MARKS
from app.services.inspecting.diagnose import DoctorReport
from app.services.library import Dropped, Folder, Removed
from app.services.links import LinkReport
from app.services.measure.answers import AnswersReport
from app.services.measure.bench import BenchReport
from app.services.measure.suites import EvalReport
from app.services.models.installed import ModelState
from app.services.rows import BatchReport
from app.services.search import SearchResult
from app.services.thesaurus import Checked, Listed, Place

_SNIPPET = 160
_FRAMES = re.compile("[\u2500-\u257f]+")
_READINGS = {"number": "also", "synonym": "also", "date": "date", "law": "law", "cut": "cut"}
"""What is said of a reading; of any other that a slip was put right."""


class Screen:
    """Prints to stdout; progress and errors to stderr."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._live = sys.stderr.isatty()
        self._progress_shown = False
        self._streaming = False
        self._extracted = ""
        self._shown: dict[type, Callable[..., None]] = {
            IndexReport: self._index,
            SearchResult: self._search,
            Answer: self._answer,
            BatchReport: self._batch,
            EvalReport: self._evaluation,
            AnswersReport: lambda result: print(figures.answers_text(result, messages)),
            BenchReport: lambda result: print(figures.bench_text(result, messages)),
            DoctorReport: self._doctor,
            AirgapReport: self._airgap,
            DraftReport: self._draft,
            Removed: self._removed,
            Dropped: self._dropped,
            LinkReport: self._links,
            Listed: self._thesaurus,
            Checked: self._checked,
            Place: lambda result: print(result.path),
            linting.Linted: lambda result: print(linting.shown(result, messages)),
            tuple: self._table,
            **model_words.printer(messages),
            **dict.fromkeys(bundle_making.RESULTS, lambda result: print(bundle_making.shown(result, messages))),
            **dict.fromkeys(bundling.RESULTS, lambda result: print(bundling.shown(result, messages))),
            **talk_words.printer(messages),
            **guarding.printer(messages),
            **vaulting.printer(messages),
        }

    def event(self, event: Event) -> None:
        match event:
            case Progress():
                self._progress(event)
            case Token(text):
                self._clear()
                self._streaming = True
                print(text, end="", flush=True)
            case Found():
                self._clear()
            case Extracted(answer):
                self._clear()
                self._asked(answer)
                self._extracted = answer.text
                print(answer.text + "\n")
            case Drafted():
                self._clear()
            case Warned():
                self._warned(event)
            case Changed(roots):
                self._clear()
                print(self._messages.say("changed", count=len(roots)), file=sys.stderr)
            case Done(result):
                self._clear()
                self._shown[type(result)](result)

    def error(self, error: AppError) -> None:
        self._clear()
        print(str(self._messages.for_error(error)), file=sys.stderr)

    def say(self, key: str) -> None:
        self._clear()
        print(self._messages.say(key), file=sys.stderr)

    # --- while it works ----------------------------------------------------------------------
    def _progress(self, progress: Progress) -> None:
        if not self._live or self._streaming:
            return
        name = self._messages.say(f"stage_{progress.stage}")
        count = f" {progress.done}/{progress.total}" if progress.total else ""
        width = shutil.get_terminal_size().columns - 1
        line = f"{name}{count} {progress.subject}"
        if progress.stage in bundling.IN_BYTES and progress.total:
            line = bundling.progress(progress, self._messages)
        print(f"\r\x1b[K{line[: width // 2]}", end="", file=sys.stderr, flush=True)
        self._progress_shown = True

    def _clear(self) -> None:
        if self._progress_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._progress_shown = False

    def _warned(self, warned: Warned) -> None:
        self._clear()
        message = self._messages.for_code(warned.code, warned.params)
        print(f"! {warned.subject}: {message}" if warned.subject else f"! {message}", file=sys.stderr)

    # --- results -----------------------------------------------------------------------------
    def _index(self, report: IndexReport) -> None:
        print(
            self._messages.say(
                "index_done",
                added=report.added,
                updated=report.updated,
                unchanged=report.unchanged,
                removed=report.removed,
                moved=report.moved,
                skipped=report.skipped,
                waiting=report.states[FileState.WAITING],
                failed=len(report.failed),
                passages=report.passages,
                seconds=report.seconds,
            )
        )

    def _search(self, result: SearchResult) -> None:
        for notice in result.notices:
            self._warned(notice)
        for change in result.understood.changes if result.understood else ():
            print(self._messages.say(f"read_{_READINGS.get(change.kind, 'slip')}", said=change.said, read=change.read))
        if result.absent:
            print(self._messages.say(f"reason_{result.absent}", **result.absent_params))
        if not result.hits:
            print(self._messages.say("no_hits"))
        self._hits(result.hits)
        print(self._messages.say("took", ms=result.took_ms))

    def _hits(self, hits: Sequence[Hit]) -> None:
        for rank, hit in enumerate(hits, 1):
            print(f"{rank:>2}. {place(hit)}{self._badge(hit)}")
            print(f"    {snippet(hit)}")

    def _answer(self, answer: Answer) -> None:
        if self._streaming:
            print("\n")
            self._streaming = False
        if not self._extracted:
            self._asked(answer)
        if answer.abstained:
            print(self._messages.say("no_evidence"))
            if answer.reason:
                print(self._messages.say(f"reason_{answer.reason}", **answer.reason_params))
            if answer.hits:
                print(f"\n{self._messages.say('nearest')}")
                self._hits(answer.hits[:3])
            return
        if answer.text != self._extracted:
            print(answer.text + "\n")
        print(self._messages.say("sources"))
        for citation in answer.citations:
            print(self._citation(citation))
        for sentence in answer.unsupported:
            print(f"{self._messages.say('unsupported_mark')}: {sentence}")

    def _asked(self, answer: Answer) -> None:
        """How a follow-up was looked for."""
        if answer.asked:
            print(self._messages.say("asked_as", asked=answer.asked) + "\n")

    def _citation(self, citation: Citation) -> str:
        where = f"{place(citation.hit)}{self._badge(citation.hit)}"
        return f"[{citation.number}] {where}\n    “{' '.join(citation.quote.split())}”"

    def _badge(self, hit: Hit) -> str:
        """` [시행 예정 2027-01-01]` where the text is not the one in force; whose sake it stands there for."""
        told = ""
        if because := hit.because:
            place = f"{because.title} {because.label}"
            told = self._messages.say(f"because_{because.tie.value}", place=place)
        return self._standing(hit) + (f" [{told}]" if told else "")

    def _standing(self, hit: Hit) -> str:
        if hit.standing == Standing.CURRENT:
            return ""
        day = f" {hit.document.effective}" if hit.document.effective else ""
        return f" [{self._messages.say(f'standing_{hit.standing.value}')}{day}]"

    def _batch(self, report: BatchReport) -> None:
        print(f"{report.questions} → {report.out}")

    def _draft(self, report: DraftReport) -> None:
        if self._streaming:
            print("\n")
            self._streaming = False
        print(drafting.shown(report, self._messages))

    def _evaluation(self, report: EvalReport) -> None:
        print(f"{report.suite}: n={report.questions}")
        for metric, value in report.metrics.items():
            print(self._messages.say("eval_line", metric=metric, value=f"{value:.3f}"))

    def _doctor(self, report: DoctorReport) -> None:
        print(f"문지기 {report.version}")
        for check in report.checks:
            mark = MARKS[check.ok]
            told = {"model": check.detail, "role": check.detail, **check.params}
            text = f" — {self._messages.for_code(check.code, told)}" if check.code else ""
            text += f" — {self._messages.say(check.reason, **check.params)}" if check.reason else ""
            detail = f": {check.detail}" if check.detail else ""
            print(f"{mark} {self._messages.say(check.name)}{detail}{text}")
        bad = sum(check.ok is False for check in report.checks)
        print(self._messages.say("doctor_bad", count=bad) if bad else self._messages.say("doctor_ok"))

    def _airgap(self, report: AirgapReport) -> None:
        print(proving.shown(report, self._messages))

    def _links(self, report: LinkReport) -> None:
        print(
            self._messages.say(
                "links_done",
                references=report.references,
                unresolved=report.unresolved,
                laws=report.laws,
                places=report.places,
            )
        )
        for missing in report.missing:
            print(f"「{missing.law}」 {missing.place}".rstrip() + f"\t{missing.references}\t{missing.documents}")

    def _thesaurus(self, listed: Listed) -> None:
        say = self._messages.say
        for entry in listed.entries:
            source = say(f"thesaurus_{entry.told}")
            print(f"{entry.term} → {entry.word}\t{source}\t{entry.documents or ''}".rstrip())
        for name, title in listed.names:
            print(f"{name} → 「{title}」")
        print(say("thesaurus_total", words=len(listed.entries), names=len(listed.names)))

    def _checked(self, checked: Checked) -> None:
        print(self._messages.say("thesaurus_checked", path=checked.path, rules=checked.rules, faults=checked.faults))

    def _removed(self, removed: Removed) -> None:
        print(self._messages.say("collection_removed", name=removed.name, documents=removed.documents))

    def _dropped(self, dropped: Dropped) -> None:
        print(self._messages.say("folder_removed", name=dropped.path, documents=dropped.documents))

    def _table(self, rows: tuple[Shelf | ModelState | Folder | LedgerEntry, ...]) -> None:
        if not rows:
            print(self._messages.say("nothing_to_list"))
        if talk := talk_words.text(rows, self._messages) or drafting.forms_shown(rows):
            print(talk)
            return
        if states := guarding.states_shown(rows, self._messages):
            print(states)
            return
        for row in rows:
            if isinstance(row, Folder):
                print(f"{row.collection}\t{row.path}\t{', '.join(row.excludes)}".rstrip())
            elif isinstance(row, LedgerEntry):
                message = self._messages.for_code(row.code, row.params) if row.code else None
                state = self._messages.say(f"state_{row.state.value}")
                print(f"{state}\t{row.path}\t{row.passages or ''}\t{message or ''}".rstrip())
            elif isinstance(row, Shelf):
                print(parts.shelf(row, self._messages))
            else:
                print(parts.model(row, self._messages))


def place(hit: Hit) -> str:
    """`「물품 관리 지침」 제3조(정의) · 제1장 총칙`."""
    passage = hit.passage
    heading = f"({passage.heading})" if passage.heading and passage.heading not in passage.locator.label else ""
    above = f" · {passage.breadcrumb}" if passage.breadcrumb else ""
    return f"「{hit.document.title}」 {passage.locator.label}{heading}{above}"


def snippet(hit: Hit) -> str:
    """Some words around the first match, on one line."""
    text = hit.passage.text
    start = max(0, hit.highlights[0][0] - _SNIPPET // 4) if hit.highlights else 0
    piece = " ".join(_FRAMES.sub(" ", text[start : start + _SNIPPET]).split())
    return ("…" if start else "") + piece + ("…" if start + _SNIPPET < len(text) else "")
