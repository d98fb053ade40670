"""The verbs `model list` and `model verify`."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from app.core.catalog import Model
from app.core.errors import ModelDamaged, ModelMissing
from app.core.events import Cancel, Done, Event
from app.services.context import Workspace
from app.services.installed_parts import Provenance, provenance
from app.services.reporting import Report, reported

_STEP = 64 << 20  # bytes between two progress events


@dataclass(frozen=True, slots=True)
class ModelState:
    """`state`: `present` (not hashed), `ok`, `missing` or `damaged`. `used`: the workspace's choice. `name` is the file
    that is missing or damaged, where it was looked for; `bundle` what the model was installed with, None for the
    program's own and the site's."""

    model: Model
    state: str
    code: str
    used: bool
    name: str = ""
    bundle: Provenance | None = None


def installed(workspace: Workspace) -> tuple[ModelState, ...]:
    """Every model of the catalogue and whether its files are there; nothing is hashed."""
    return tuple(
        _state(workspace, model, "missing", ModelMissing.code)
        if model.missing()
        else _state(workspace, model, "present", "")
        for model in workspace.catalog.models
    )


def verify(workspace: Workspace, model_id: str, *, cancel: Cancel) -> Iterator[Event]:
    """Hash one model's files, or all models' for an empty id. Done(tuple[ModelState, ...]).

    Raises ModelUnknown.
    """
    models = [workspace.catalog.get(model_id)] if model_id else list(workspace.catalog.models)
    states = []
    for model in models:
        state = yield from _verify_one(workspace, model, cancel)
        states.append(state)
    yield Done(tuple(states))


def _verify_one(workspace: Workspace, model: Model, cancel: Cancel) -> Generator[Event, None, ModelState]:
    total = sum(file.bytes for file in model.files)

    def work(report: Report) -> None:
        done = shown = 0

        def count(size: int) -> None:
            nonlocal done, shown
            done += size
            if done - shown >= _STEP:
                shown = done
                report(done, total)

        model.verify(count)

    try:
        yield from reported("verify", work, cancel, model.id)
    except ModelMissing as error:
        return _state(workspace, model, "missing", error.code, str(error.params["name"]))
    except ModelDamaged as error:
        return _state(workspace, model, "damaged", error.code, str(error.params["name"]))
    return _state(workspace, model, "ok", "")


def _state(workspace: Workspace, model: Model, state: str, code: str, name: str = "") -> ModelState:
    brought = provenance(workspace.installation, model.folder)
    return ModelState(model, state, code, _used(workspace, model), name, brought)


def _used(workspace: Workspace, model: Model) -> bool:
    return model in (workspace.chat_model, workspace.embed_model, workspace.adapter)
