"""A report as a file, HTML or PDF by its suffix."""

import hashlib
from pathlib import Path

from app.core.messages import Messages
from app.core.paths import assets_dir
from app.export.page import Page, html
from app.services.context import Workspace
from app.services.measure.answers import AnswersReport
from app.services.measure.bench import BenchReport, kept_bench
from app.services.measure.report_answers import answers_page
from app.services.measure.report_bench import bench_page
from app.services.outputs import write_whole
from app.services.recording import leaving
from app.services.recording.leaving import Exit

SUFFIXES = (".html", ".pdf")


def file_report(workspace: Workspace, report: AnswersReport | BenchReport, out: Path, messages: Messages) -> None:
    """Recorded with the digest of its HTML, whichever form it takes. Raises ExportForbidden, MarkedForbidden,
    AuditUnwritable, OutputUnwritable, DiskFull."""
    leaving.require(workspace, out, "html", "pdf")
    if isinstance(report, AnswersReport):
        about = report.about
        bench = kept_bench(workspace.home, about.model_sha256, about.adapter_sha256)
        page = answers_page(report, bench, messages)
    else:
        page = bench_page(report, messages)
    text = html(page)
    leaving.require_unmarked_text(workspace, text)
    leaving.record(workspace, Exit.REPORT, out, hashlib.sha256(text.encode()).hexdigest())
    write_page(page, out)


def write_page(page: Page, out: Path) -> None:
    if out.suffix.lower() == ".pdf":
        from app.export.pdf import write_pdf

        write_pdf(page, out, assets_dir() / "fonts")
    else:
        write_whole(out, html(page))
