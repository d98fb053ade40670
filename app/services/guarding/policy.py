"""The policy that is in force: the one of the installed release, proved again at every start.

The release is proved by its signatures under the installation's trust (`<root>/trust/N.root.json`), the policy's files
by their size and SHA-256 in that release. Some milliseconds; the weights and the program are proved when they are
installed, and on demand. No variable and no argument puts another policy in its place. In a checkout, or where somebody
copied the program's folder elsewhere, there is no installation and no policy: what keeps a user from running another
program is the PC, not this file.

An older version that is still kept cannot be started to get round a policy: the one of the release that `current`
names is in force.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.bundle.format.release import FileEntry
from app.bundle.installing.around import Installation, read
from app.bundle.installing.layout import is_version
from app.bundle.trust.trusted import Trust
from app.bundle.verifying import Verified, kept
from app.core.components import Component, ComponentKind
from app.core.errors import AppError, BadRequestFile
from app.core.policy import Policy
from app.core.policy_file import MOST_BYTES, NAME, parsed
from app.core.security_errors import PolicyDamaged, PolicyMalformed

_RELEASE_BYTES = 64 * 1024 * 1024
_ROOT_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """The policy, and what says so: the release it came with, empty in a checkout, and who signed that; or the name of
    the file that was only checked."""

    policy: Policy
    release: str = ""
    signers: tuple[str, ...] = ()
    file: str = ""


def in_force(installation: Installation | None) -> Policy:
    """No policy where there is no installation, or its release has none. Raises PolicyDamaged where the release or the
    policy is not what was signed or is missing, and PolicyMalformed."""
    return shown(installation).policy


def shown(installation: Installation | None) -> PolicyReport:
    """As `in_force`, with what says so."""
    if installation is None:
        return PolicyReport(Policy())
    try:
        started = _started(installation)
        verified = _proved(started)
    except OSError as error:
        raise PolicyDamaged(detail=Path(str(error.filename)).name) from error
    except AppError as error:
        raise PolicyDamaged(detail=error.code) from error
    signers = tuple(signer.name for signer in verified.signers)
    component = _component(verified, started)
    if component is None:
        return PolicyReport(Policy(), started.folder.name, signers)
    data = b""
    for entry in verified.files[component]:
        content = _content(started.folder, entry)
        if entry.path == f"{component.folder}/{NAME}":
            data = content
    if not data:
        raise PolicyMalformed(name=NAME, detail="missing")
    return PolicyReport(parsed(data), started.folder.name, signers)


def checked_file(path: Path) -> PolicyReport:
    """A file that may become a policy, read as strictly. Raises BadRequestFile where it cannot be read, and
    PolicyMalformed."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadRequestFile(name=path.name, line=0, detail=type(error).__name__) from error
    return PolicyReport(parsed(data, path.name), file=path.name)


def _started(installation: Installation) -> Installation:
    """The version that `current` names; the running one while nothing is current yet. Raises InstalledDamaged."""
    try:
        name = installation.layout.current.read_text("ascii", "replace").strip()
    except FileNotFoundError:
        return installation
    if not is_version(name) or name == installation.folder.name:
        return installation
    folder = installation.layout.version(name)
    return read(folder) if folder.is_dir() else installation


def _proved(installation: Installation) -> Verified:
    """Raises what verifying.kept raises, and OSError."""
    numbered = sorted(
        (int(path.name.split(".")[0]), path)
        for path in installation.layout.trust.glob("*.root.json")
        if path.name.split(".")[0].isdigit()
    )
    roots = tuple(_read(path, _ROOT_BYTES) for _, path in numbered)
    raw = _read(installation.signed_release, _RELEASE_BYTES)
    verified = kept(raw, Trust(roots), installation.release.root_version)
    if verified.release.folder != installation.folder.name:
        raise PolicyDamaged(detail=verified.release.folder)
    return verified


def _component(verified: Verified, installation: Installation) -> Component | None:
    """What is signed counts, not what the installer noted: a policy that is not optional cannot be left out by striking
    it from `installed.json`."""
    found = [one for one in verified.files if one.kind is ComponentKind.POLICY]
    noted = {one.id for one in installation.of(ComponentKind.POLICY)}
    return next((one for one in found if not one.optional or one.id in noted), None)


def _content(version: Path, entry: FileEntry) -> bytes:
    """Raises PolicyDamaged for a file that is missing or not what was signed."""
    path = version / entry.path
    if entry.size > MOST_BYTES:
        raise PolicyMalformed(name=path.name, detail=f"> {MOST_BYTES >> 10} KiB")
    try:
        data = _read(path, MOST_BYTES)
    except OSError as error:
        raise PolicyDamaged(detail=path.name) from error
    if len(data) != entry.size or hashlib.sha256(data).hexdigest() != entry.sha256:
        raise PolicyDamaged(detail=path.name)
    return data


def _read(path: Path, most: int) -> bytes:
    """At most one byte more than that. Raises OSError."""
    with path.open("rb") as stream:
        return stream.read(most + 1)
