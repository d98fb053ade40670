"""The verb `model add`: a GGUF file becomes a model of this site, or is refused for a reason that is said.

In this order: the header is read by our own reader; llama.cpp is asked whether it knows the file; whether it fits this
PC is planned; its chat template is turned into strings; the file is taken in and hashed; it is tried in the real child;
and only then it is listed. Whatever stops on the way leaves nothing behind.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.assist.chat.remote import read_template
from app.assist.chat.strings import control_strings, same
from app.assist.gguf import header as gguf
from app.assist.gguf.header import Header
from app.assist.gguf.remote import require_known
from app.assist.place.loading import Loader
from app.assist.remote import Generator as Chat
from app.assist.templates import fingerprint
from app.core.audit import AuditKind
from app.core.catalog import ADAPTER, CHAT, Catalog, ChatFormat, Model, ModelFile
from app.core.errors import (
    FileMissing,
    ModelBusy,
    ModelDamaged,
    ModelDied,
    ModelFileBad,
    ModelMissing,
    ModelUnloadable,
    TemplateUnknown,
)
from app.core.events import Cancel, Done, Event, Progress
from app.core.paths import models_dir, site_models_dir
from app.core.security_errors import ModelForbidden
from app.services import site_models
from app.services.context import Workspace
from app.services.models import prepared
from app.services.models.adapters import base_for
from app.services.models.facts import (
    TOKEN_TYPES,
    TOKENS,
    Facts,
    control_words,
    facts,
    model_id,
    one_line,
    specials,
)
from app.services.models.files import Taking, sweep
from app.services.models.prepared import Prepared
from app.services.models.smoke import Smoke, smoke

_NAME_MAX = 200  # bytes; most systems take 255, and `.partial` comes behind it for a while
_STAGES = 6
"""Steps that the progress counts: header, known, fit, template, file, try."""


@dataclass(frozen=True, slots=True)
class AddRequest:
    """`id` and `licence` empty: from the file; `base`: the model of an adapter, empty: the one it fits."""

    file: Path
    id: str = ""
    licence: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added, what its file says, what is known of it, and how the first try went. `licence_from` says who
    gave the licence: `given`, `file`, `prepared` or `nobody`. `linked`: the file was not copied."""

    model: Model
    facts: Facts
    prepared: Prepared | None
    licence_from: str
    linked: bool
    smoke: Smoke


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file that was looked at and not yet taken in. `base` is the model itself, or that of an adapter."""

    header: Header
    facts: Facts
    known: Prepared | None
    model: Model
    base: Model
    licence_from: str


def add(workspace: Workspace, request: AddRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Done(Added).

    Raises ModelForbidden, AuditUnwritable, FileMissing, ModelFileBad, ModelBusy, ModelUnsupported, ModelUnloadable,
    ModelTooLarge, TemplateUnknown, AdapterMismatch, DiskFull, WorkspaceUnwritable, WorkspaceBusy and Cancelled.
    """
    with site_models.writing(workspace.home):
        yield Done((yield from _add(workspace, request, cancel)))


def _add(workspace: Workspace, request: AddRequest, cancel: Cancel) -> Generator[Event, None, Added]:
    workspace.catalog = site_models.read_catalogue(
        workspace.home, workspace.installation
    )  # another window may have added one
    sweep(site_models_dir(workspace.home), [model.id for model in workspace.catalog.models])
    candidate = yield from _look(workspace, request, cancel)
    folder = site_models_dir(workspace.home) / candidate.model.id
    if folder.exists():
        raise ModelBusy(model=candidate.model.id)  # somebody's own folder: nothing in it is touched
    taking = Taking(request.file, folder, _file_name(request.file, candidate.model.id))
    try:
        yield from taking.run(cancel)
        if taking.taken is None:
            raise ModelDamaged(model=candidate.model.id, name=request.file.name)
        model = replace(candidate.model, folder=folder, files=(taking.taken.file,))
        if workspace.policy.models and taking.taken.file.sha256 not in workspace.policy.models:
            raise ModelForbidden(model=model.id)
        if gguf.read(model.weights, wanted=(TOKENS, TOKEN_TYPES)) != candidate.header:
            raise ModelDamaged(model=model.id, name=request.file.name)  # another file than the one we looked at
        tried = yield from _try(workspace, candidate, model, cancel)
        facts = {"model": model.id, "sha256": model.files[0].sha256}
        workspace.audit.append(AuditKind.MODEL_ADDED, facts)
        site_models.put(workspace.home, model)
    except BaseException:
        taking.undo()
        raise
    taking.finish()
    workspace.catalog = site_models.read_catalogue(workspace.home, workspace.installation)
    return Added(model, candidate.facts, candidate.known, candidate.licence_from, taking.taken.linked, tried)


def _look(workspace: Workspace, request: AddRequest, cancel: Cancel) -> Generator[Event, None, _Candidate]:
    """Everything that can be told without taking the file in."""
    header = _header(request.file)
    found = facts(header, request.file.name)
    wanted = request.id or model_id(request.file.stem)
    if not wanted or model_id(wanted) != wanted:
        raise ModelFileBad(name=request.file.name, detail="id")
    if any(model.id == wanted for model in workspace.catalog.models):
        raise ModelBusy(model=wanted)
    known = prepared.recognise(prepared.load(models_dir()), found, request.file.name)
    licence, licence_from = _licence(request, found, known)
    model = Model(
        id=wanted,
        role=CHAT if found.kind == "model" else ADAPTER,
        default=False,
        folder=request.file.parent,
        files=(ModelFile(request.file.name, header.file_bytes, ""),),
        licence=licence,
        origin=found.origin or found.name or one_line(request.file.name),
        context=found.context,
        quantisation=found.quantisation,
        min_memory_mib=0,
        chat_template_sha256="",
        architecture=found.architecture,
        site=True,
    )
    if model.role == ADAPTER:
        base = base_for(header, _bases(workspace), request.base, wanted)
        adapter = replace(model, base=base.id, context=base.context)
        return _Candidate(header, found, known, adapter, base, licence_from)
    yield Progress("look", 1, _STAGES, wanted)
    require_known(request.file, header, model=wanted, cancel=cancel)
    yield Progress("look", 2, _STAGES, wanted)
    model = replace(model, min_memory_mib=_fit(workspace, model, cancel))
    yield Progress("look", 3, _STAGES, wanted)
    form = _form(workspace.catalog, found, header, known, wanted, cancel)
    template = fingerprint(found.template.encode("utf-8"))
    model = replace(model, format=form, chat_template_sha256=template)
    return _Candidate(header, found, known, model, model, licence_from)


def _header(file: Path) -> Header:
    try:
        return gguf.read(file, wanted=(TOKENS, TOKEN_TYPES))
    except ModelMissing as error:
        raise FileMissing(name=str(file)) from error


def _file_name(file: Path, model: str) -> str:
    """What it is called in the workspace: as before, unless that is a name to stumble over."""
    return file.name if file.name.isprintable() and len(file.name.encode()) <= _NAME_MAX else f"{model}.gguf"


def _bases(workspace: Workspace) -> list[Model]:
    """The model in use first."""
    return [workspace.chat_model, *(one for one in workspace.catalog.models if one != workspace.chat_model)]


def _licence(request: AddRequest, found: Facts, known: Prepared | None) -> tuple[str, str]:
    """What the person says comes first, then what is known, then what the file claims."""
    if given := one_line(request.licence):
        return given, "given"
    if known is not None and known.licence:
        return known.licence, "prepared"
    return (found.licence, "file") if found.licence else ("", "nobody")


def _loader(workspace: Workspace, base: Model, adapter: Model | None = None) -> Loader:
    chosen = workspace.settings
    return Loader(
        base,
        chosen.generation_threads(),
        chosen.encoding_threads(),
        chosen.context_tokens,
        gpu_layers=chosen.gpu_layers,
        cache=workspace.home / "cache",
        adapter=site_models.adapter_header(adapter) if adapter is not None else None,
        sealer=workspace.sealer,
        allowed=workspace.policy.models,
    )


def _fit(workspace: Workspace, model: Model, cancel: Cancel) -> int:
    """MiB that it needs here. Raises ModelTooLarge before a byte is copied."""
    chat = Chat(_loader(workspace, model))
    try:
        return chat.planned(cancel=cancel).needs_mib
    finally:
        chat.close()


def _form(
    catalog: Catalog, found: Facts, header: Header, known: Prepared | None, model: str, cancel: Cancel
) -> ChatFormat:
    """The strings of its template, or those noted for a known family: where the file carries no template, or one that
    strings cannot tell but that has their control tokens. Raises TemplateUnknown.
    """
    noted = catalog.formats.get(known.format) if known is not None else None
    try:
        if not found.template:
            raise TemplateUnknown(model=model, detail="absent")
        form = read_template(found.template, specials(header), model=model, cancel=cancel)
    except TemplateUnknown:
        if noted is None or (found.template and not _speaks(found.template, noted)):
            raise
        return noted
    return next((one for one in catalog.formats.values() if same(one, form)), form)


def _speaks(untrusted_template: str, noted: ChatFormat) -> bool:
    """Whether a template has the control tokens of these strings."""
    return all(word in untrusted_template for word in control_strings(noted))


def _try(workspace: Workspace, candidate: _Candidate, model: Model, cancel: Cancel) -> Generator[Event, None, Smoke]:
    """In a child of its own: the model in use stays where it is."""
    adapter = model if model.role == ADAPTER else None
    base = candidate.base if adapter is not None else model
    if base.format is None:
        raise TemplateUnknown(model=base.id, detail="absent")
    controls = control_words(candidate.header) if adapter is None else frozenset()
    chat = Chat(_loader(workspace, base, adapter))
    try:
        return (yield from smoke(chat, base.format, controls, cancel))
    except ModelDied as error:  # twice, over its own first words
        raise ModelUnloadable(model=model.id, detail="crash") from error
    finally:
        chat.close()
