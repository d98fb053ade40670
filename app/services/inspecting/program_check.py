"""The verb `doctor --program`: does this copy of the program run on this PC? No workspace, no model, no document.

An installer asks a new version this before the version is used (app/bundle/installing/health.py). Every file was proved
by then; what is looked for is what hashes cannot tell: a system too old for a library, a child that is not let start, a
lock that does not hold.
"""

import contextlib
import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from app import __version__
from app.core.bundle_errors import InstalledDamaged
from app.core.catalog import Catalog
from app.core.components import ComponentKind
from app.core.errors import AppError, ChildUnstartable, ProgramDamaged
from app.core.events import Cancel, Done, Event, Progress
from app.core.messages import LANGUAGES, Messages
from app.core.paths import assets_dir, models_dir
from app.core.policy_file import NAME, parsed
from app.core.security_errors import PolicyMalformed
from app.services.inspecting.diagnose import Check, DoctorReport
from app.services.installed_parts import here
from app.worker.airgap import ROLES, child_trials

LIBRARIES = (
    "apsw",
    "cryptography.hazmat.primitives.asymmetric.ec",
    "numpy",
    "faiss",
    "tantivy",
    "kiwipiepy",
    "openvino",
    "tokenizers",
    "lxml.etree",
    "PIL.Image",
    "pypdf",
    "pypdfium2",
    "olefile",
    "openpyxl",
    "docx",
    "pptx",
    "tesserocr",
    "watchdog.observers",
    "psutil",
    "PySide6.QtWidgets",
)
"""Those with code of their own for the processor, and those that whole rooms stand on: each is loaded once. llama.cpp
is not: only the llm child knows from where, and it is started."""

_FOLDERS = ("fonts", "i18n", "icons", "lexicon", "messages", "sample", "templates")


def check_program(network_locked: bool, *, cancel: Cancel) -> Iterator[Event]:
    """Done(DoctorReport). Some seconds: every library is loaded and every child started once."""
    checks = [Check("check_network", network_locked, ""), _assets(), _record(), *_policy()]
    steps = len(LIBRARIES) + len(ROLES)
    broken = []
    for step, name in enumerate(LIBRARIES):
        yield Progress("program", step, steps, name)
        cancel.check()
        broken += _library(name)
    checks += broken or [Check("check_libraries", True, str(len(LIBRARIES)))]
    for step, role in enumerate(ROLES, len(LIBRARIES)):
        yield Progress("program", step, steps, role)
        checks.append(_child(role, cancel))
    yield Done(DoctorReport(__version__, tuple(checks)))


def _library(name: str) -> list[Check]:
    try:
        importlib.import_module(name)
    except (ImportError, OSError, RuntimeError) as error:
        detail = f"{name}: {type(error).__name__}"
        return [Check("check_libraries", False, detail, ProgramDamaged.code, params={"name": name})]
    return []


def _child(role: str, cancel: Cancel) -> Check:
    """It starts, loads what it loads, and no way to a network is left to it."""
    try:
        trials = child_trials(role, cancel).trials
    except AppError as error:
        return Check("check_child", False, role, error.code, params=error.params)
    open_ways = ", ".join(sorted(name for name, refused in trials.items() if not refused))
    if open_ways or not trials:
        return Check("check_child", False, f"{role}: {open_ways}", ChildUnstartable.code, params={"role": role})
    return Check("check_child", True, role)


def _assets() -> Check:
    """The words of both languages, the catalogue of models, and every folder that ships."""
    name = ""
    try:
        for language in LANGUAGES:
            name = f"assets/messages/{language}.toml"
            Messages.load(language, assets_dir() / "messages").say("doctor_ok")
        name = "models/catalog.toml"
        Catalog.load(models_dir())
        for folder in _FOLDERS:
            name = f"assets/{folder}"
            next((assets_dir() / folder).iterdir())
    except (OSError, tomllib.TOMLDecodeError, KeyError, StopIteration, AppError):
        return Check("check_assets", False, name, ProgramDamaged.code, params={"name": name})
    return Check("check_assets", True, "")


def _record() -> Check:
    """Which installation this is; a checkout is none."""
    try:
        found = here()
    except InstalledDamaged as error:
        return Check("check_installed", False, "", error.code, params=error.params)
    return Check("check_installed", None, found.release.folder if found else "")


def _policy() -> list[Check]:
    """A policy that is none would keep the new version from starting. It is only read here: its bytes were proved just
    now, and what is in force is still the version before."""
    with contextlib.suppress(InstalledDamaged):  # told already
        found = here()
        places = [found.place(one) / NAME for one in found.of(ComponentKind.POLICY)] if found else []
        return [_readable(place) for place in places]
    return []


def _readable(place: Path) -> Check:
    try:
        return Check("check_policy", True, parsed(place.read_bytes()).title)
    except PolicyMalformed as error:
        return Check("check_policy", False, "", error.code, params=error.params)
    except OSError as error:
        params = {"name": place.name, "detail": type(error).__name__}
        return Check("check_policy", False, "", PolicyMalformed.code, params=params)
