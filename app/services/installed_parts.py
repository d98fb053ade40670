"""What the installed release brings beside the program: models and adapters, forms, documents, and who signed them.

Nothing is verified here: the installer proved every byte before it was laid down, and what runs is hashed again where
it is loaded. In a checkout there is no installation, and nothing of this.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from app.bundle.installing.around import APP_FOLDER, Installation, around
from app.bundle.trust.trusted import Trust
from app.bundle.verifying import Verified, kept
from app.core.bundle_errors import InstalledDamaged
from app.core.components import Component, ComponentKind
from app.core.errors import AppError

DATA, BACKENDS = "_internal", "backends"
"""The frozen program's data folder (PyInstaller), and in it llama.cpp's modules."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which component of which release a file came with, and the names of those who signed it."""

    component: str
    version: str
    release: str
    signers: tuple[str, ...]


def here() -> Installation | None:
    """The installation of the program that runs. Raises InstalledDamaged."""
    return around(Path(sys.executable))


def folders(installation: Installation | None, *kinds: ComponentKind) -> tuple[Path, ...]:
    """Where the components of some kinds lie, in the release's order."""
    if installation is None:
        return ()
    return tuple(installation.place(one) for one in installation.components if one.kind in kinds)


def models(installation: Installation | None) -> tuple[Path, ...]:
    """Folders of weights; one that is not the program's own has its `catalog.toml` beside them."""
    return folders(installation, ComponentKind.MODEL, ComponentKind.ADAPTER)


def templates(installation: Installation | None) -> tuple[Path, ...]:
    return folders(installation, ComponentKind.TEMPLATES)


def modules(installation: Installation | None) -> dict[str, str] | None:
    """What the signed release says of llama.cpp's modules: SHA-256 by file name, of the components that are installed;
    None in a checkout. The release is proved anew. Raises what `signed` raises."""
    if installation is None:
        return None
    folder = f"{APP_FOLDER}/{DATA}/{BACKENDS}/"
    chosen = {(one.kind, one.id, one.os) for one in installation.components}
    return {
        entry.path.removeprefix(folder): entry.sha256
        for component, entries in signed(installation).files.items()
        if (component.kind, component.id, component.os) in chosen
        for entry in entries
        if entry.path.startswith(folder)
    }


def signed(installation: Installation) -> Verified:
    """The release of an installation, proved under the trust that it keeps. Raises InstalledDamaged."""
    try:
        found = sorted(installation.layout.trust.glob("*.root.json"), key=lambda path: int(path.name.split(".")[0]))
        roots = tuple(path.read_bytes() for path in found)
        raw = installation.signed_release.read_bytes()
        return kept(raw, Trust(roots), installation.release.root_version)
    except (AppError, OSError, ValueError) as error:
        raise InstalledDamaged(version=installation.folder.name, name=installation.signed_release.name) from error


def provenance(installation: Installation | None, path: Path) -> Provenance | None:
    """What `path` came with; None for what no bundle brought beside the program."""
    if installation is None:
        return None
    for one in installation.components:
        if one.kind is not ComponentKind.APP and path.is_relative_to(installation.place(one)):
            return _told(installation, one)
    return None


def _told(installation: Installation, component: Component) -> Provenance:
    signers = tuple(signer.name for signer in installation.signers)
    return Provenance(component.id, component.version, installation.release.version, signers)
