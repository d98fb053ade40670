"""The verbs `model use` and `model remove`: which of the models answers, and taking one of the site's out again."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core.audit import AuditKind
from app.core.catalog import ADAPTER, CHAT, Model
from app.core.errors import AdapterMismatch, AppError, Cancelled, ModelInUse, ModelMissing, ModelShipped, ModelUnknown
from app.core.events import Cancel, Done, Event
from app.core.security_errors import ModelForbidden
from app.core.settings import require_free
from app.services import site_models
from app.services.context import Workspace
from app.services.settings_file import set_values
from app.services.site_models import adapter_header


@dataclass(frozen=True, slots=True)
class Chosen:
    """What answers from the next start on; `adapter` empty: none."""

    model: str
    adapter: str


@dataclass(frozen=True, slots=True)
class RemovedModel:
    id: str


def use(workspace: Workspace, model_id: str, *, without_adapter: bool = False, cancel: Cancel) -> Iterator[Event]:
    """Write the choice to the settings. An adapter brings its model along; another model leaves the adapter behind.

    An adapter of the model that is loaded works at once, without loading it again; another model from the next start
    on. With no id the model in use goes on, without its adapter. Done(Chosen). Raises ModelForbidden, SettingLocked,
    AuditUnwritable, ModelUnknown, ModelMissing,
    ModelDamaged (an adapter's file), AdapterMismatch (its model is not here), BadRequestFile, DiskFull,
    WorkspaceUnwritable and what Generator.adapt raises.
    """
    cancel.check()
    model = workspace.catalog.get(model_id) if model_id else workspace.chat_model
    if model.role not in (CHAT, ADAPTER):
        raise ModelUnknown(model=model_id)
    _require_allowed(workspace, model)
    if model.missing():
        raise ModelMissing(model=model.id, name=model.files[0].path)
    if model.role == ADAPTER:
        if not any(one.id == model.base and one.role == CHAT for one in workspace.catalog.models):
            raise AdapterMismatch(adapter=model.id, model=model.base)
        chosen = Chosen(model.base, "" if without_adapter else model.id)
    else:
        now = workspace.adapter
        kept = now.id if now is not None and now.base == model.id and not without_adapter else ""
        chosen = Chosen(model.id, kept)
    require_free(workspace.policy.settings, {"chat_model": chosen.model, "adapter": chosen.adapter})
    _require_allowed(workspace, workspace.catalog.get(chosen.model))
    digest = workspace.catalog.get(chosen.model).files[0].sha256
    facts = {"model": chosen.model, "sha256": digest, "adapter": chosen.adapter}
    workspace.audit.append(AuditKind.MODEL_USED, facts)
    if chosen.model == workspace.chat_model.id:
        adapter = workspace.catalog.get(chosen.adapter) if chosen.adapter else None
        _wear(workspace, adapter, cancel)
    set_values(workspace.home, {"chat_model": chosen.model, "adapter": chosen.adapter})
    workspace.settings = replace(workspace.settings, chat_model=chosen.model, adapter=chosen.adapter)
    yield Done(chosen)


def remove(workspace: Workspace, model_id: str, *, cancel: Cancel) -> Iterator[Event]:
    """Take a model of the site out, with its folder. Done(RemovedModel).

    Raises AuditUnwritable, ModelUnknown, ModelShipped, ModelInUse, DiskFull, WorkspaceUnwritable and WorkspaceBusy.
    """
    cancel.check()
    model = workspace.catalog.get(model_id)
    if not model.site:
        raise ModelShipped(model=model_id)
    worn = workspace.adapter.id if workspace.adapter is not None else ""
    if model_id in (workspace.settings.chat_model, workspace.settings.adapter, workspace.chat_model.id, worn):
        raise ModelInUse(model=model_id)
    if any(one.base == model_id for one in workspace.catalog.models):
        raise ModelInUse(model=model_id)
    with site_models.writing(workspace.home):
        facts = {"model": model_id, "sha256": model.files[0].sha256}
        workspace.audit.append(AuditKind.MODEL_REMOVED, facts)
        site_models.drop(workspace.home, model_id)
    workspace.catalog = site_models.read_catalogue(workspace.home, workspace.installation)
    yield Done(RemovedModel(model_id))


def _wear(workspace: Workspace, adapter: Model | None, cancel: Cancel) -> None:
    """Put on the model that is loaded. One that cannot be leaves the one before in its place."""
    try:
        workspace.generator.adapt(adapter_header(adapter) if adapter is not None else None, cancel=cancel)
    except (AppError, Cancelled):
        before = workspace.adapter
        with contextlib.suppress(AppError):
            workspace.generator.adapt(adapter_header(before) if before is not None else None)
        raise
    workspace.adapter = adapter


def _require_allowed(workspace: Workspace, model: Model) -> None:
    allowed = workspace.policy.models
    if allowed and model.files[0].sha256 not in allowed:
        raise ModelForbidden(model=model.id)
