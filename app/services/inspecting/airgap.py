"""The verb `doctor --airgap`: the proof that the program cannot reach a network, repeated on the user's PC.

Every process of the program tries the system calls themselves; then real work is done in a workspace of its own while
the processes are looked at many times a second. What this cannot show is said on the page: another program of the PC
is another matter, and local sockets (AF_UNIX) are left for the display, the input method and the printer.
"""

import contextlib
import importlib.util
import os
import platform
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from app import __version__
from app.core.errors import AppError, Cancelled
from app.core.events import Cancel, Done, Event, Progress
from app.core.paths import assets_dir
from app.core.policy import Policy
from app.core.settings import Settings
from app.core.types import Query
from app.services.ask import Question, ask
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.guarding.policy import in_force
from app.services.index import index
from app.services.inspecting.diagnose import Check
from app.services.installed_parts import here
from app.services.search import search
from app.store.vault.unlocking import Unlock
from app.worker.airgap import ROLES, child_trials
from app.worker.sandbox import probe

_SAMPLE = "물품 관리 지침.md"
_QUESTION = "물품의 불용은 누가 정하나요?"
_TELLING_LIBRARIES = ("onnxruntime", "openvino_telemetry")
"""Libraries that are known to report their use."""

_LOOK_EVERY = 0.02


@dataclass(frozen=True, slots=True)
class AirgapReport:
    """`trials`: for the program and each child, name of a way to a network -> refused. `looks` is how often the
    processes were looked at while they worked, `processes` how many they were. `checks` are the verdicts."""

    version: str
    machine: str
    measured: datetime
    trials: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]
    checks: tuple[Check, ...]
    looks: int
    processes: int
    seconds: float

    @property
    def sound(self) -> bool:
        return all(check.ok is not False for check in self.checks)


def airgap(workspace: Workspace | None, *, cancel: Cancel) -> Iterator[Event]:
    """Done(AirgapReport). `workspace` gives the settings, so that its models do the work; nothing in it is touched.

    Takes as long as the models need to load and answer once. Raises Cancelled.
    """
    begun = time.monotonic()
    yield Progress("airgap", 0, len(ROLES) + 2)
    trials = [("program", tuple(probe.network_trials().items()))]
    checks = [_refused("program", trials[0][1]), *_own()]
    for number, role in enumerate(ROLES, start=1):
        try:
            tried = child_trials(role, cancel)
        except AppError as error:
            checks.append(Check("airgap_child", False, role, error.code, params=error.params))
        else:
            trials.append((role, tuple(tried.trials.items())))
            checks += [_refused(role, trials[-1][1]), Check("airgap_writes", not tried.writes, role)]
        yield Progress("airgap", number, len(ROLES) + 2)
    seen = _Seen()
    if workspace is not None:  # it is open, with its locks and its log, while this runs
        seen.folders = (workspace.home.resolve(),)
    policy = workspace.policy if workspace is not None else in_force(here())
    settings = workspace.settings if workspace is not None else Settings()
    checks += _work(settings, policy, seen, cancel)
    checks += _outcome(seen)
    yield Progress("airgap", len(ROLES) + 2, len(ROLES) + 2)
    yield Done(
        AirgapReport(
            __version__,
            f"{platform.system()} {platform.release()} {platform.machine()}",
            datetime.now(UTC),
            tuple(trials),
            tuple(checks),
            seen.looks,
            len(seen.pids),
            time.monotonic() - begun,
        )
    )


def _refused(role: str, tried: tuple[tuple[str, bool], ...]) -> Check:
    """All ways that were tried are refused."""
    open_ways = [name for name, refused in tried if not refused]
    return Check("airgap_child", bool(tried) and not open_ways, ", ".join((role, *open_ways)))


def _own() -> list[Check]:
    """What concerns the PC and this process alone."""
    given_up = probe.privileges_given_up()
    telling = [name for name in _TELLING_LIBRARIES if importlib.util.find_spec(name) is not None]
    silenced = os.environ.get("ORT_DISABLE_TELEMETRY") == "1"
    interfaces = ", ".join(probe.interfaces())
    return [
        Check("airgap_privileges", given_up, ""),
        Check("airgap_libraries", not telling or silenced, ", ".join(telling)),
        Check("airgap_interfaces", None, interfaces or "-"),
        Check("airgap_local", None, "AF_UNIX" if probe.local_sockets_left() else "-"),
    ]


@dataclass(slots=True)
class _Seen:
    """What the watch has seen of the program's processes while they worked; `blind`: the system does not show it."""

    looks: int = 0
    pids: set[int] = field(default_factory=set)
    sockets: set[str] = field(default_factory=set)
    written: set[Path] = field(default_factory=set)
    folders: tuple[Path, ...] = ()
    blind: bool = False

    def look(self) -> None:
        pids = probe.descendants(os.getpid())
        self.pids.update(pids)
        sockets, written = probe.open_network_sockets(pids), probe.written_files(pids)
        self.blind = self.blind or sockets is None or written is None
        self.sockets.update(sockets or ())
        self.written.update(written or ())
        self.looks += 1


def _work(settings: Settings, policy: Policy, seen: _Seen, cancel: Cancel) -> list[Check]:
    """Take a document in, search, ask, in a workspace that is thrown away; watched all the time."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK_EVERY):
            seen.look()

    with tempfile.TemporaryDirectory(prefix="munjigi-airgap-") as folder:
        home = Path(folder)
        seen.folders = (*seen.folders, home, Path(tempfile.gettempdir()).resolve())
        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            done = _job(home, settings, policy, cancel)
        except Cancelled:
            raise
        except AppError as error:
            return [Check("airgap_work", False, "", error.code, params=error.params)]
        finally:
            over.set()
            watcher.join()
    return [Check("airgap_work", True, done)]


def _job(home: Path, settings: Settings, policy: Policy, cancel: Cancel) -> str:
    """What was done, for the page. Of the site's policy only its models bind a workspace that holds the sample alone
    and is thrown away; what belongs to the account is thrown away with it."""
    models, unlock = Policy(models=policy.models), Unlock(account=home / "account")
    done = ["index", "search"]
    with contextlib.closing(
        Workspace.open(home, replace(settings, writing="always"), unlock=unlock, policy=models)
    ) as workspace:
        for event in index(workspace, IndexRequest((assets_dir() / "sample" / _SAMPLE,)), cancel=cancel):
            del event
        for event in search(workspace, Query(_QUESTION), cancel=cancel):
            del event
        allowed = not models.models or workspace.chat_model.files[0].sha256 in models.models
        if allowed and not workspace.chat_model.missing():
            for event in ask(workspace, Question(_QUESTION), cancel=cancel):
                del event
            done.append("ask")
    return ", ".join(done)


def _outcome(seen: _Seen) -> list[Check]:
    """What nobody could look at is not said to be none."""
    if seen.blind or not seen.looks:
        return [Check(name, None, "–") for name in ("airgap_sockets", "airgap_written")]
    strange = sorted(str(path) for path in seen.written if not any(path.is_relative_to(own) for own in seen.folders))
    return [
        Check("airgap_sockets", not seen.sockets, ", ".join(sorted(seen.sockets)) or "0"),
        Check("airgap_written", not strange, ", ".join(strange) or "0"),
    ]
