"""The audit as the faces ask for it: the workspace's own, and that of the installation around the program."""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.core.chain import Entry, Head, Link, Verdict, tail, verified
from app.core.errors import BadRequestFile
from app.core.security_errors import AuditBroken, AuditCut, AuditUnwritable
from app.services.context import Workspace
from app.services.outputs import write_whole
from app.services.recording import leaving
from app.services.recording.leaving import Exit
from app.store.audit_file import AuditFile

FORM = "munjigi audit 1"
WORKSPACE, INSTALLATION = "workspace", "installation"
LEAST_DIGITS = 16
"""Of a digest that was noted by hand: its beginning is enough, from so many hex digits on."""

_MOST_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class AuditList:
    """The latest first. `place`: whose audit it is."""

    place: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class AuditState:
    """What a check of one audit found. `code` empty: it is whole; else AUD-001 or AUD-002 (AUD-003 where it cannot be
    read here) with `params`. The rest as in core.chain.Verdict, 0 where it is not whole."""

    place: str
    count: int = 0
    digest: str = ""
    sealed: int = 0
    foreign: int = 0
    keyed: bool = True
    resealed: tuple[int, ...] = ()
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditHeads:
    """(place, count, digest) of each audit: what an inspector notes on paper."""

    heads: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class AuditExported:
    path: str
    entries: int


def listed(workspace: Workspace, *, installation: bool = False, limit: int = -1) -> AuditList:
    """Empty where there is no installation. Raises AuditUnwritable where the installation's cannot be read."""
    if not installation:
        return AuditList(WORKSPACE, workspace.audit.entries(limit))
    file = _file(workspace)
    if file is None:
        return AuditList(INSTALLATION, ())
    with _readable():
        found = tuple(reversed(file.entries()))
    return AuditList(INSTALLATION, found[:limit] if limit >= 0 else found)


def checked(workspace: Workspace, noted: Head | None = None, *, installation: bool = False) -> tuple[AuditState, ...]:
    """The workspace's audit and, where there is one, the installation's. `noted` is a head that was written down
    earlier (`audit seal`); it is held against the workspace's, or with `installation` against the other."""
    states = [_judged(WORKSPACE, workspace.audit.verify, workspace.audit.links, None if installation else noted)]
    file = _file(workspace)
    if file is not None:
        states.append(_judged(INSTALLATION, file.verify, file.links, noted if installation else None))
    return tuple(states)


def sealed(workspace: Workspace, *, accept: bool = False) -> AuditHeads:
    """The heads as they are now. `accept`: a person who knows why the workspace's audit does not go on from what was
    sealed (a copy was put back) takes it on as it is; that is recorded. Raises AuditUnwritable."""
    if accept:
        workspace.audit.accept()
    own = workspace.audit.head()
    heads = [(WORKSPACE, own.count, own.digest)]
    file = _file(workspace)
    if file is not None:
        head = file.head()
        heads.append((INSTALLATION, head.count, head.digest))
    return AuditHeads(tuple(heads))


def exported(workspace: Workspace, out: Path, *, installation: bool = False) -> AuditExported:
    """The whole audit as JSON lines: a first line with its head, then each entry as it is kept, which anybody can check
    without a key. No policy keeps it back; that it left is recorded first, as its last entry.

    Raises AuditUnwritable, OutputUnwritable and DiskFull.
    """
    leaving.record(workspace, Exit.AUDIT, out, "")
    file = _file(workspace) if installation else None
    if installation and file is not None:
        with _readable():
            links = file.links()
    else:
        links = () if installation else workspace.audit.links()
    head = tail(links)
    first = {
        "form": FORM,
        "place": INSTALLATION if installation else WORKSPACE,
        "chain": head.chain,
        "count": head.count,
        "digest": head.digest,
        "exported": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    lines = [first, *({"body": link.body, "digest": link.digest, "seal": link.seal} for link in links)]
    write_whole(out, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return AuditExported(str(out), len(links))


def checked_file(path: Path, noted: Head | None = None) -> tuple[AuditState, ...]:
    """An exported audit: its digests, and `noted` if it is given; seals need the key of the account that wrote them.
    Raises BadRequestFile for a file that is none."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadRequestFile(name=path.name, line=0, detail="size")
        lines = path.read_text(encoding="utf-8").split("\n")
        first = json.loads(lines[0])
        if first["form"] != FORM:
            raise BadRequestFile(name=path.name, line=1, detail="form")
        links = [_link(number, json.loads(line)) for number, line in enumerate(filter(None, lines[1:]), 1)]
        head = Head(str(first["chain"]), int(first["count"]), str(first["digest"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise BadRequestFile(name=path.name, line=0, detail=type(error).__name__) from error
    state = _judged(path.name, lambda: verified(links, head, None, path.name), lambda: tuple(links), noted)
    return (state,)


def _judged(
    place: str, verify: Callable[[], Verdict], links: Callable[[], tuple[Link, ...]], noted: Head | None
) -> AuditState:
    try:
        found = verify()
        if noted is not None:
            _hold(place, links(), noted)
    except (AuditBroken, AuditCut, AuditUnwritable) as error:
        return AuditState(place, code=error.code, params={**error.params, "place": place})
    except OSError as error:
        return AuditState(place, code=AuditUnwritable.code, params={"path": str(error.filename)})
    head = found.head
    return AuditState(place, head.count, head.digest, found.sealed, found.foreign, found.keyed, found.resealed)


def _hold(place: str, links: tuple[Link, ...], noted: Head) -> None:
    """A head on paper against the entries. Raises AuditCut and AuditBroken."""
    if len(links) < noted.count:
        raise AuditCut(place=place, count=len(links), sealed=noted.count)
    if not links[noted.count - 1].digest.startswith(noted.digest):
        raise AuditBroken(place=place, entry=noted.count)


def _link(number: int, data: Mapping[str, Any]) -> Link:
    return Link(number, str(data["body"]), str(data["digest"]), str(data["seal"]))


def _file(workspace: Workspace) -> AuditFile | None:
    return AuditFile(workspace.installation.layout.audit) if workspace.installation is not None else None


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AuditUnwritable(path=str(error.filename)) from error
