"""Where everything of an installation lies, and what its names may be.

<root>/current               one line: the name of the version that starts
<root>/versions/<version>/   a component's files in its folder; release.json, installed.json
<root>/staging/<version>/    what was copied of a version that is not whole yet
<root>/trust/                N.root.json; state.json: the place that was accepted
<root>/audit/                what was installed, when, by whom signed
<root>/munjigi, munjigi.cmd  starts the current version
"""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

CURRENT, VERSIONS, STAGING, TRUST, AUDIT, LOCK = "current", "versions", "staging", "trust", "audit", "lock"
RELEASE, INSTALLED = "release.json", "installed.json"

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,63}-[0-9]{1,10}\.[0-9]{1,10}")
"""`<version>-<epoch>.<sequence>`. No separator, no leading dot, nothing that a shell or Windows reads otherwise."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below one root. Nothing is read or made here."""

    root: Path

    @property
    def current(self) -> Path:
        return self.root / CURRENT

    @property
    def versions(self) -> Path:
        return self.root / VERSIONS

    @property
    def staging(self) -> Path:
        return self.root / STAGING

    @property
    def trust(self) -> Path:
        return self.root / TRUST

    @property
    def audit(self) -> Path:
        return self.root / AUDIT

    @property
    def lock(self) -> Path:
        return self.root / LOCK

    def version(self, name: str) -> Path:
        """Raises ValueError for a name that is none of a version."""
        if not is_version(name):
            raise ValueError(name)
        return self.versions / name


def is_version(name: str) -> bool:
    """Whether a folder of that name may stand under `versions/`."""
    return _VERSION.fullmatch(name) is not None and ".." not in name


def executable_name(system: str) -> str:
    """The program's file inside the component `app`; `system` is `linux` or `windows`."""
    return "munjigi.exe" if system == "windows" else "munjigi"


def this_system() -> str:
    """What a component's `os` says of this PC."""
    return "windows" if sys.platform == "win32" else "linux"


def default_root(*, machine_wide: bool) -> Path:
    """Where one installs when nobody says where: for every user of the PC, or for oneself."""
    if sys.platform == "win32":
        if machine_wide:
            return Path(os.environ.get("PROGRAMFILES") or r"C:\Program Files") / "Munjigi"
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "Munjigi Program"
    if machine_wide:
        return Path("/opt/munjigi")
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "munjigi-program"
