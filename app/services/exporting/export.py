"""A draft on paper: written beside, read back, compared letter by letter, and only then put in its place.

Whatever goes wrong, the draft is where it was: nothing here changes it. HWPX goes through python-hwpx's checks too.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.core.draft_errors import ExportExists, ExportFormatUnknown, ExportInvalid, ExportOpen, MarkedDraft
from app.core.drafts import Draft, Sheet
from app.core.errors import DiskFull, OutputUnwritable
from app.core.events import Cancel, Done, Event
from app.core.paths import assets_dir
from app.core.security_errors import AuditUnwritable
from app.export.layout import Layout, laid_out
from app.letters.composing import compose
from app.letters.markings import MarkingKind, markings
from app.services.context import Workspace
from app.services.drafting.checks import review
from app.services.drafting.draft import composed
from app.services.drafting.unit import defaults
from app.services.exporting.form_template import in_template
from app.services.recording import leaving
from app.services.recording.leaving import Exit

FORMATS = (".hwpx", ".docx", ".pdf", ".md", ".txt")
"""The endings there are, the most usual first."""

_OFFICE = ("phone", "fax", "email", "address", "homepage", "contact")
"""Fields in which a letter tells of the office that wrote it."""

_WORDS = dict.fromkeys((MarkingKind.ADDRESS, MarkingKind.BIRTH, MarkingKind.VEHICLE, MarkingKind.GRADE), "marking")
"""Kinds whose message keys are `marking_…`; those of core.personal are `personal_…`."""

_HELD_ELSEWHERE = frozenset({5, 32, 33})
"""Windows: access denied, sharing violation, lock violation (winerror.h)."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """`out` says by its suffix how; `marked`: somebody has seen the marks and says that it may go out; `appendix`: the
    review appendix goes with it, in a file of its own."""

    draft: Draft
    out: Path
    overwrite: bool = False
    marked: bool = False
    appendix: bool = False
    template: Path | None = None
    """A form with named fields (.hwpx) that the letter is put into; None: the site's own for this kind of document
    (`<home>/templates/<id of the form>.hwpx`), if there is one, else ours is drawn."""


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and its pages where the format has any of its own (PDF); 0 elsewhere."""

    out: str
    pages: int = 0
    appendix: str = ""
    """The file of the review appendix, if one was asked for."""


def export(workspace: Workspace, request: ExportRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Yields Done(Exported), and before it Warned of a template that cannot be filled (the file is drawn without it)
    or that has no field for something (TemplateLacks).

    Raises ExportForbidden, ExportFormatUnknown, FormUnknown, BadRequestFile (unit.toml), MarkedDraft (`marks`: message
    keys), MarkedForbidden where the policy lets nobody override that, AuditUnwritable, ExportExists, ExportInvalid,
    ExportOpen, OutputUnwritable, DiskFull, Cancelled. A file that was there is whole until the new one is.
    """
    suffix = _suffix_for(request.out, request.template)
    leaving.require(workspace, request.out)
    fields = request.draft.letter.fields
    sheets = {request.out: composed(workspace, request.draft)}
    marks = _marks(workspace, sheets[request.out], fields)
    leaving.require_unmarked(workspace, marks)
    if marks and not request.marked:
        raise MarkedDraft(marks=marks)
    if request.appendix:
        sheets[appendix_of(request.out)] = appendix = review(workspace, request.draft, cancel=cancel)
        leaving.require_unmarked_text(workspace, compose.plain(appendix))
    for out in sheets:
        _free(out, overwrite=request.overwrite)
    made = {}
    if suffix == ".hwpx":
        data = yield from in_template(workspace, request.draft, sheets[request.out], request.template)
        made = {request.out: (data, 0)} if data else {}
    for out, sheet in sheets.items():
        cancel.check()
        if out not in made:
            made[out] = file_of(sheet, suffix, fields.get("department", ""), out.name)
    cancel.check()
    for out, (data, _) in made.items():
        what = Exit.DRAFT if out == request.out else Exit.APPENDIX
        digest = hashlib.sha256(data).hexdigest()
        tell = partial(leaving.record, workspace, what, out, digest, document=request.draft.id, marked=bool(marks))
        _place(data, out, tell, overwrite=request.overwrite)
    beside = str(appendix_of(request.out)) if request.appendix else ""
    yield Done(Exported(str(request.out), made[request.out][1], beside))


def appendix_of(out: Path) -> Path:
    """The file of the review appendix that belongs to a letter's: it is not sent with the letter."""
    return out.with_name(f"{out.stem}_검토부록{out.suffix}")


def ready(out: Path, *, overwrite: bool = False, template: Path | None = None) -> None:
    """Before work begins: raises ExportFormatUnknown and ExportExists."""
    _suffix_for(out, template)
    _free(out, overwrite=overwrite)


def suffix_of(out: Path) -> str:
    """Raises ExportFormatUnknown."""
    suffix = {".markdown": ".md"}.get(out.suffix.lower(), out.suffix.lower())
    if suffix not in FORMATS:
        raise ExportFormatUnknown(name=out.name, known=", ".join(FORMATS))
    return suffix


def _suffix_for(out: Path, template: Path | None) -> str:
    """A template is filled as what it is. Raises ExportFormatUnknown."""
    suffix = suffix_of(out)
    if template is not None and suffix != ".hwpx":
        raise ExportFormatUnknown(name=out.name, known=".hwpx")
    return suffix


def _marks(workspace: Workspace, sheet: Sheet, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Message keys of what a sheet should not go out with unseen. What the unit's file and the letter's own `fields`
    tell of the office that writes it (telephone, address) does not count."""
    office = [*defaults(workspace.home).values(), *(fields.get(key, "") for key in _OFFICE)]
    kinds = dict.fromkeys(one.kind for one in markings(compose.plain(sheet), office))
    return tuple(f"{_WORDS.get(kind, 'personal')}_{kind.value}" for kind in kinds)


def file_of(sheet: Sheet, suffix: str, creator: str = "", name: str = "") -> tuple[bytes, int]:
    """The file's bytes and pages, read back and compared. Raises ExportInvalid."""
    from app.export.readback import difference  # here and below: what is heavy waits until somebody exports

    if suffix == ".txt":
        return compose.plain(sheet).encode("utf-8", "replace") + b"\n", 0
    layout = laid_out(sheet, creator)
    data, pages = _written(layout, suffix)
    found = difference(layout, data, suffix) or (_faults(data) if suffix == ".hwpx" else "")
    if found:
        raise ExportInvalid(name=name, detail=found)
    return data, pages


def _written(layout: Layout, suffix: str) -> tuple[bytes, int]:
    if suffix == ".hwpx":
        from app.export.hwpx import package

        return package.written(layout), 0
    if suffix == ".docx":
        from app.export import docx

        return docx.written(layout), 0
    if suffix == ".pdf":
        from app.export import sheet_pdf

        return sheet_pdf.written(layout, assets_dir() / "fonts")
    from app.export import sheet_text

    return sheet_text.markdown(layout).encode("utf-8"), 0


def _faults(data: bytes) -> str:
    from app.export.hwpx import package

    return "; ".join(package.faults(data))


def _free(out: Path, *, overwrite: bool) -> None:
    if not overwrite and os.path.lexists(out):
        raise ExportExists(name=out.name)


def _place(data: bytes, out: Path, tell: Callable[[], None], *, overwrite: bool) -> None:
    """Beside, to the disk, read from the disk, recorded, renamed."""
    beside = out.with_name(out.name + ".part")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if beside.read_bytes() != data:
            raise OSError(errno.EIO, "differs")
        _free(out, overwrite=overwrite)
        tell()
        beside.replace(out)
    except (OSError, ExportExists, AuditUnwritable) as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _fault(error, out) from error
        raise


def _fault(error: OSError, out: Path) -> ExportOpen | DiskFull | OutputUnwritable:
    if error.errno in _FULL:
        return DiskFull(name=out.name, path=str(out))
    if getattr(error, "winerror", None) in _HELD_ELSEWHERE and out.is_file():
        return ExportOpen(name=out.name)
    return OutputUnwritable(name=out.name, path=str(out))
