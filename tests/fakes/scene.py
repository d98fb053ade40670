"""A PC, what it believes, and the media in front of it: where a hostile bundle is shown, and what comes of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from app.bundle import verifying
from app.bundle.medium import Media
from app.bundle.verifying import Verified
from tests.fakes.forge import BundleForge, Fields, canonical


class Scene:
    """`forge` is bent before, `after` says what is done to the written medium. `trust` replaces what the PC believes,
    `media` the media that it is given. `release`, `roots`: envelopes instead of the forge's own."""

    def __init__(self, folder: Path) -> None:
        self.forge = BundleForge(folder)
        self.after: list[Callable[[Path], Any]] = []
        self.trust: Fields = {}
        self.media: Callable[[Path], list[Path]] = lambda medium: [medium]
        self.release: bytes | None = None
        self.roots: list[bytes] | None = None
        self.systems = ("linux", "windows")
        self.wanted: tuple[str, ...] = ()

    @property
    def parts(self) -> dict[str, Fields]:
        """Components of the release by `kind/id` (the first of that name)."""
        named: dict[str, Fields] = {}
        for one in self.forge.release["components"]:
            named.setdefault(f"{one['kind']}/{one['id']}", one)
        return named

    @property
    def weights(self) -> Fields:
        """A file of three chunks."""
        found: Fields = self.parts["model/tiny"]["files"]["weights.gguf"]
        return found

    def payload(self, old: bytes, new: bytes) -> None:
        """The release's payload with other bytes, properly signed."""
        made = canonical(self.forge.release)
        assert made.count(old) == 1
        self.signed(made.replace(old, new))

    def signed(self, payload: bytes) -> None:
        self.release = self.forge.sealed("release", payload, self.forge.release_holders[:2])

    def named(self, path: str) -> None:
        """The model with one file more, of this name."""
        self.parts["model/tiny"]["files"][path] = self.forge.file(b"?")

    def look(self) -> Verified:
        """All that an installer reads: the metadata, and then every chunk of both systems."""
        medium = self.forge.medium(release=self.release, roots=self.roots)
        for change in self.after:
            change(medium)
        media = self.media(medium)
        verified = verifying.opened(media, self.forge.trust(**self.trust))
        source = Media(media)
        for system in self.systems:
            for entry in verified.selected(system, self.wanted):
                assert b"".join(source.chunks(entry)) == self.forge.data[entry.sha256]
        return verified


Bend = Callable[[Scene], Any]


class Case(NamedTuple):
    """`bend` makes of a scene that `arrange` set up, and that is accepted so, one that is refused with `code`;
    `detail` is in what the error says, so that nothing is refused for another reason."""

    name: str
    code: str
    detail: str
    bend: Bend
    arrange: Bend = lambda scene: None
