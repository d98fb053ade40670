"""Scanned pages, after all text: each file that waits is read again by the child that recognises characters."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.core.errors import AppError
from app.core.events import Cancel, Event, Warned
from app.core.pace import Pace
from app.core.types import FileState
from app.ingest.remote import MAX_FILE_BYTES, OCR, Reader
from app.services import scan
from app.services.budget import standing_still
from app.services.intake import Intake, Waiting
from app.services.reporting import Report, reported
from app.store.files import FileRecord, Files


def recognise(
    waiting: Sequence[Waiting],
    intake: Intake,
    files: Files,
    results: list[tuple[FileRecord, bool]],
    cancel: Cancel,
    pace: Pace,
) -> Iterator[Event]:
    """Take the files in order; `results` gets each row and whether something was read."""
    reader = Reader(role=OCR)
    try:
        for item in waiting:
            pace.check(cancel)
            yield from _one(item, reader, intake, files, results, cancel, pace)
    finally:
        reader.close()


def _one(
    item: Waiting,
    reader: Reader,
    intake: Intake,
    files: Files,
    results: list[tuple[FileRecord, bool]],
    cancel: Cancel,
    pace: Pace,
) -> Iterator[Event]:
    row, candidate = item.record, item.found.candidate
    told: tuple[Warned, ...] = ()

    def work(report: Report) -> None:
        nonlocal row, told

        def page_done(done: int, total: int) -> None:
            with standing_still(reader.pid if pace.paused else None):
                pace.check(cancel)
            report(done, total)

        content = scan.read(candidate.raw_path, candidate.name, MAX_FILE_BYTES)
        parsed = reader.read(
            content.data,
            candidate.name,
            password=intake.password(row.path),
            member=item.way,
            ocr=True,
            progress=page_done,
            cancel=cancel,
        )
        plain = replace(row, state=FileState.INDEXED, code="", params={}, document_id="")
        row, told = intake.keep(item.found, plain, replace(parsed, scanned=()), item.way)

    try:
        yield from reported("ocr", work, cancel, row.path)
    except AppError as error:
        if not error.code.startswith("ING-"):
            raise
        error.params["name"] = row.path.rsplit("/", 1)[-1]
        # the text of the other pages stays; without any, the file has failed
        state = FileState.INDEXED if row.document_id else FileState.FAILED
        params = {"pages": item.pages, **error.params}
        row = replace(row, state=state, code=error.code, params=params)
        files.note([row])
        told = (Warned(row.path, error.code, params),)
        results.append((row, False))
    else:
        results.append((row, True))
    yield from told
