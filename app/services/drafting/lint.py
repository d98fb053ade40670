"""The verb `lint`: a document against the rules of official writing; files of every format that can be read."""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import AppError, FileMissing, FileTooLarge, FormatUnsupported, NoText
from app.core.events import Cancel, Done, Event, Progress, Warned
from app.core.findings import Finding, Severity
from app.ingest.decode import decode
from app.ingest.remote import MAX_FILE_BYTES, Reader
from app.letters.rules import fixing
from app.letters.rules.lint import lint as findings_of
from app.services import scan
from app.services.context import Workspace
from app.services.excludes import Excludes

PLAIN_TEXT = frozenset({".txt", ".md", ".markdown"})
"""Read as they stand, blanks and all, by decoding alone; other formats are taken apart in the reader's child."""
DOCUMENTS = PLAIN_TEXT | {".hwpx", ".hwp", ".docx", ".pdf"}
"""What is taken out of a folder."""
LONGEST_TEXT = 2_000_000
"""Characters that are checked: some 1,300 pages."""


@dataclass(frozen=True, slots=True)
class LintRequest:
    """A file, or where `path` is None a text. `kind` as of the rules: letter, report, press, or empty: guessed."""

    path: Path | None = None
    text: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LintReport:
    """Spans of `findings` are of `text`. `plain`: the text is the file's own, so that it can be fixed and written."""

    name: str
    text: str
    findings: tuple[Finding, ...]
    plain: bool = True

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


@dataclass(frozen=True, slots=True)
class LintBatch:
    """Files, and folders with all documents below them."""

    paths: tuple[Path, ...]
    kind: str = ""


def check_text(text: str, kind: str = "") -> tuple[Finding, ...]:
    """What the window asks on every pause: the findings of a text, spans and all. Takes some 3 ms a page."""
    return findings_of(text, kind=kind)


def fix_text(text: str, kind: str = "") -> str:
    """The text with every fix that is certain."""
    return fixing.fixed(text, kind=kind)


def lint(workspace: Workspace, request: LintRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Done(LintReport). Raises FileTooLarge for a text that is too long, and the ING errors of a file."""
    cancel.check()
    if request.path is None:
        yield Done(_report("", _checked_length(request.text, "-"), request.kind))
        return
    reader = Reader()
    try:
        yield Done(_file(reader, request.path, request.kind, cancel))
    finally:
        reader.close()


def lint_all(workspace: Workspace, batch: LintBatch, *, cancel: Cancel) -> Iterator[Event]:
    """Progress a file, Warned for each that cannot be read, then Done(tuple[LintReport, …]).

    A single file that cannot be read raises its ING error; so does a path that is not there.
    """
    paths = [path for given in batch.paths for path in _documents(given)]
    alone = len(batch.paths) == 1 and batch.paths[0].is_file()
    reports: list[LintReport] = []
    reader = Reader()
    try:
        for count, path in enumerate(paths):
            cancel.check()
            yield Progress("lint", count, len(paths), path.name)
            try:
                reports.append(_file(reader, path, batch.kind, cancel))
            except AppError as error:
                if alone or not error.code.startswith("ING-"):
                    raise
                yield Warned(str(path), error.code, error.params)
    finally:
        reader.close()
    yield Done(tuple(reports))


def _documents(path: Path) -> list[Path]:
    """A file itself, or the documents below a folder in the order of their names. Raises FileMissing."""
    found = scan.candidates(os.fsencode(path), Excludes(()))
    if not path.is_dir():
        return [path] if list(found) else []
    return [
        Path(os.fsdecode(one.raw_path)) for one in found if not one.code and Path(one.name).suffix.lower() in DOCUMENTS
    ]


def _file(reader: Reader, path: Path, kind: str, cancel: Cancel) -> LintReport:
    """Raises the ING errors, each with the file's name."""
    name = unicodedata.normalize("NFC", path.name)
    if path.suffix.lower() not in DOCUMENTS:
        raise FormatUnsupported(name=name)
    if not os.path.lexists(path):
        raise FileMissing(name=name)
    data = scan.read(os.fsencode(path), name, MAX_FILE_BYTES).data
    if path.suffix.lower() in PLAIN_TEXT:
        text, _, _ = decode(data, name)
        plain = True
    else:
        try:
            text = reader.read(data, name, cancel=cancel).text
        except AppError as error:
            error.params["name"] = name
            raise
        plain = False
    if not text.strip():
        raise NoText(name=name)
    return _report(str(path), _checked_length(text, name), kind, plain=plain)


def _checked_length(text: str, name: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise FileTooLarge(name=name, limit_mb=LONGEST_TEXT // 1_000_000)
    return unicodedata.normalize("NFC", text)


def _report(name: str, text: str, kind: str, *, plain: bool = True) -> LintReport:
    return LintReport(name, text, findings_of(text, kind=kind, laid_out=plain), plain)
