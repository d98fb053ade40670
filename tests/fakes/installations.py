"""Installed versions as the installer leaves them, signed by a forge of their own: folders, record, trust."""

from collections.abc import Mapping
from pathlib import Path

from app.bundle.format import envelope, release
from app.bundle.installing import record
from app.bundle.installing.around import Installation, read
from app.bundle.installing.layout import INSTALLED, RELEASE
from app.bundle.verifying import opened
from app.core.components import Signer
from tests.fakes.forge import BundleForge

Parts = Mapping[tuple[str, str], Mapping[str, bytes]]
"""(kind, id) → the files of a component, by their path in it."""


class Site:
    """One place that versions are installed to."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "program"
        self._forge = BundleForge(folder / "forge")

    def version(
        self,
        parts: Parts,
        *,
        sequence: int = 1,
        titles: Mapping[str, str] | None = None,
        program: Mapping[str, bytes] = {"munjigi": b"program"},
    ) -> Installation:
        """Version 1.<sequence>.0 with a program of these files, and these parts."""
        listed = [self._forge.part("app", "munjigi", dict(program), os="linux")]
        for (kind, id_), files in parts.items():
            title = (titles or {}).get(id_, id_)
            listed.append(self._forge.part(kind, id_, dict(files), version=f"{sequence}", title=title))
        listed.sort(key=lambda one: (one["kind"], one["id"], one["os"]))
        fields = self._forge.made(version=f"1.{sequence}.0", sequence=sequence, components=listed)
        return self._laid(self._forge.release_envelope(fields))

    def _laid(self, signed: bytes) -> Installation:
        contents = release.decode(envelope.decode(signed, RELEASE, envelope.RELEASE).payload, RELEASE, 1)
        made = contents.release
        folder = self.root / "versions" / made.folder
        for entries in contents.files.values():
            for entry in entries:
                path = folder / entry.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._forge.data[entry.sha256])
        medium = self._forge.medium(made.folder, release=signed, data={})
        signers: tuple[Signer, ...] = opened([medium], self._forge.trust()).signers
        moment = made.signed_at
        (folder / INSTALLED).write_bytes(record.written(record.Record(made, signers, made.components, moment)))
        (folder / RELEASE).write_bytes(signed)
        trust = self.root / "trust"
        trust.mkdir(exist_ok=True)
        (trust / "1.root.json").write_bytes(self._forge.root_envelope(0))
        (self.root / "current").write_text(made.folder + "\n")
        return read(folder)
