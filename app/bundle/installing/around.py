"""The installation that the running program is part of. Cheap: one small file is read, nothing is verified."""

from dataclasses import dataclass
from pathlib import Path

from app.bundle.installing import record
from app.bundle.installing.layout import INSTALLED, VERSIONS, Layout, is_version
from app.core.bundle_errors import InstalledDamaged
from app.core.components import Component, ComponentKind, Release, Signer

APP_FOLDER = "app"


@dataclass(frozen=True, slots=True)
class Installation:
    """One version under a root. `folder` is its own; `components` are those of `release` that were installed."""

    root: Path
    folder: Path
    release: Release
    signers: tuple[Signer, ...]
    components: tuple[Component, ...]

    @property
    def layout(self) -> Layout:
        return Layout(self.root)

    @property
    def signed_release(self) -> Path:
        """The signed envelope of the release, as it was on the medium."""
        return self.folder / "release.json"

    def of(self, kind: ComponentKind) -> tuple[Component, ...]:
        """The installed components of a kind, in the release's order."""
        return tuple(one for one in self.components if one.kind == kind)

    def place(self, component: Component) -> Path:
        """The folder that holds its files."""
        return self.folder / component.folder


def around(executable: Path) -> Installation | None:
    """The installation whose `versions/<version>/app/` holds `executable`; None in a checkout or anywhere else.
    Raises InstalledDamaged where the version's record is not whole."""
    app = executable.resolve().parent
    version = app.parent
    if app.name != APP_FOLDER or version.parent.name != VERSIONS or not is_version(version.name):
        return None
    return read(version)


def read(version: Path) -> Installation:
    """The version that lies in a folder under `versions/`. Raises InstalledDamaged."""
    try:
        found = record.read((version / INSTALLED).read_bytes())
    except (OSError, record.RecordBad) as error:
        raise InstalledDamaged(version=version.name, name=INSTALLED) from error
    if found.release.folder != version.name:
        raise InstalledDamaged(version=version.name, name=INSTALLED)
    return Installation(version.parent.parent, version, found.release, found.signers, found.components)
