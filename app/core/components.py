"""The nouns of a signed bundle and of what is installed. Their form on a medium: app/bundle/SPEC.md."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class ComponentKind(StrEnum):
    APP = "app"
    MODEL = "model"
    ADAPTER = "adapter"
    CORPUS = "corpus"
    TEMPLATES = "templates"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a release. Its files lie in `<version>/<folder>/`; `os` is `linux`, `windows`, or empty for every
    system; an `optional` one is installed when it is asked for by `kind/id` (a CUDA backend). `bytes` is the sum of
    its files."""

    kind: ComponentKind
    id: str
    version: str
    title: str
    os: str
    optional: bool
    folder: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Signer:
    """`key` is the SHA-256 of the public key's SubjectPublicKeyInfo in hex; `name` is what the root calls it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Release:
    """What a signed release says of itself. Order of releases: (`epoch`, `sequence`), never a clock; `signed_at` (UTC)
    is only shown, and warned of by its age."""

    product: str
    channel: str
    version: str
    epoch: int
    sequence: int
    signed_at: datetime
    components: tuple[Component, ...]
    digest: str
    """SHA-256 of the signed payload, hex."""
    root_version: int

    @property
    def place(self) -> tuple[int, int]:
        return (self.epoch, self.sequence)

    @property
    def folder(self) -> str:
        """The name of its folder under `versions/`."""
        return f"{self.version}-{self.epoch}.{self.sequence}"


@dataclass(frozen=True, slots=True)
class InstalledRelease:
    """A release on this PC. `current`: it is the one that starts; `allowed`: not below the revocation floor, so that
    one may roll back to it; `components` are those that were installed."""

    release: Release
    signers: tuple[Signer, ...]
    folder: Path
    installed_at: datetime
    current: bool
    allowed: bool
    components: tuple[Component, ...]
