"""A letter put into a form template: one that was chosen, or the site's own for this kind of document.

A template is a file of somebody's: it is judged as files are that are taken in, before anything in it is read.
"""

import re
from collections.abc import Generator
from pathlib import Path

from app.core.draft_errors import FormBad, TemplateLacks
from app.core.drafts import Draft, Sheet
from app.core.errors import FileDamaged, FileEncrypted, FileTooLarge, FormatUnsupported
from app.core.events import Event, Warned
from app.export.layout import laid_out
from app.letters.composing import foot
from app.services import installed_parts
from app.services.context import Workspace
from app.services.drafting.draft import form_of

_NAME = re.compile(r"[\w-]+")


def in_template(workspace: Workspace, draft: Draft, sheet: Sheet, chosen: Path | None) -> Generator[Event, None, bytes]:
    """The bytes of the filled form, empty without a template or where it cannot be filled, which is Warned of."""
    path = chosen or _site(workspace, draft)
    if path is None:
        return b""
    try:
        data, lacking = filled_file(path, sheet, _values(workspace, draft), draft.letter.fields.get("department", ""))
    except FormBad as fault:
        yield Warned(path.name, fault.code, fault.params)
        return b""
    if lacking:
        yield Warned(path.name, TemplateLacks.code, {"name": path.name, "fields": ", ".join(lacking)})
    return data


def filled_file(
    path: Path, sheet: Sheet, values: tuple[tuple[str, str, str], ...], creator: str = ""
) -> tuple[bytes, tuple[str, ...]]:
    """The file, and what the template has no field for. `values` are keys, labels and texts of what stands at the foot.

    Raises FormBad for a template that is none, and for one whose filled form does not read back as the sheet.
    """
    from app.export.hwpx import filling, package, template  # heavy: when somebody exports
    from app.export.readback import filled_difference

    layout = laid_out(sheet, creator)
    opened = template.opened(_read(path, template.LARGEST), path.name)
    done = filling.filled(opened, sheet, layout, [filling.Value(*one) for one in values])
    detail = filled_difference(done.data, done.fields, done.lines) or "; ".join(package.faults(done.data))
    if detail:
        raise FormBad(name=path.name, detail=detail)
    return done.data, done.lacking


def _site(workspace: Workspace, draft: Draft) -> Path | None:
    name = form_of(workspace, draft).id
    if not _NAME.fullmatch(name):
        return None
    places = (workspace.home / "templates", *installed_parts.templates(workspace.installation))
    return next((path for folder in places if (path := folder / f"{name}.hwpx").is_file()), None)


def _values(workspace: Workspace, draft: Draft) -> tuple[tuple[str, str, str], ...]:
    form = form_of(workspace, draft)
    value = foot.values(form, draft.letter.fields)
    return tuple((one.key, one.label, text) for one in form.fields if (text := value(one.key)))


def _read(path: Path, largest: int) -> bytes:
    """The bytes of a package that is safe to unpack. Raises FormBad."""
    from app.ingest.archive import package_format

    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
        kind = package_format(data, path.name) if len(data) <= largest else f"> {largest >> 20} MiB"
    except (FileDamaged, FileEncrypted, FileTooLarge, FormatUnsupported) as fault:
        raise FormBad(name=path.name, detail=fault.code) from fault
    except OSError as fault:
        raise FormBad(name=path.name, detail=type(fault).__name__) from fault
    if kind != "hwpx":
        raise FormBad(name=path.name, detail=kind)
    return data
