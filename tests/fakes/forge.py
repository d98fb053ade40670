"""BundleForge makes bundles with keys of its own, and bends and signs them anew.

It writes the format by itself, from app/bundle/SPEC.md and not with app/bundle/writing.py: a bundle that the room's own
writer refuses to make can be made here.
"""

import base64
import copy
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from app.bundle.trust.trusted import Trust

Fields = dict[str, Any]

TYPES = {
    "root": "application/vnd.munjigi.root.v1+json",
    "release": "application/vnd.munjigi.release.v1+json",
}
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PART_BYTES = (4 << 30) - (1 << 20)
CHUNK = 4096


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")


def pae(kind: str, payload: bytes) -> bytes:
    return b" ".join([b"DSSEv1", b"%d" % len(kind), kind.encode(), b"%d" % len(payload), payload])


def text64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def keyid_of(spki: bytes) -> str:
    return hashlib.sha256(spki).hexdigest()


class Holder:
    """Somebody with a private key, which lives as long as the test."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.private = ec.generate_private_key(ec.SECP256R1())
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        self.spki = self.private.public_key().public_bytes(serialization.Encoding.DER, form)
        self.keyid = keyid_of(self.spki)

    def sign(self, message: bytes, *, high: bool = False) -> bytes:
        """DER, in the canonical low form, or in the other one."""
        r, s = decode_dss_signature(self.private.sign(message, ec.ECDSA(hashes.SHA256())))
        low = min(s, ORDER - s)
        return encode_dss_signature(r, ORDER - low if high else low)

    @property
    def fields(self) -> Fields:
        return {"name": self.name, "spki": text64(self.spki)}

    def pem(self) -> bytes:
        return self.private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


class BundleForge:
    """One publisher: three holders a role, two of whom must sign. `roots` and `release` are plain fields to be bent
    before `medium` signs and writes them; `data` holds every content by its SHA-256."""

    def __init__(self, folder: Path, *, product: str = "munjigi", channel: str = "stable") -> None:
        self.folder, self.product, self.channel = folder, product, channel
        self.root_holders = [Holder(f"뿌리 {number}") for number in (1, 2, 3)]
        self.release_holders = [Holder(f"배포 {number}") for number in (1, 2, 3)]
        self.data: dict[str, bytes] = {}
        self.roots: list[Fields] = [self.root()]
        self.root_signers: dict[int, list[Holder]] = {}
        self.release: Fields = self.made()

    def root(self, version: int = 1, **bent: Any) -> Fields:
        holders = {one.keyid: one for one in [*self.root_holders, *self.release_holders]}
        return {
            "type": "root",
            "product": self.product,
            "channels": [self.channel],
            "version": version,
            "epoch": 1,
            "floor": [0, 0],
            "keys": {keyid: one.fields for keyid, one in holders.items()},
            "roles": {
                "root": self.role(self.root_holders),
                "release": self.role(self.release_holders),
            },
            **bent,
        }

    def role(self, holders: Sequence[Holder], threshold: int = 2) -> Fields:
        return {"keys": sorted(one.keyid for one in holders), "threshold": threshold}

    def made(self, **bent: Any) -> Fields:
        """A release for both systems: a program, a model, an optional part, a policy."""
        program = b"\x7fELF" + bytes(range(256)) * 64
        return {
            "type": "release",
            "product": self.product,
            "channel": self.channel,
            "version": "1.0.0",
            "epoch": 1,
            "sequence": 1,
            "signed_at": "2026-11-02T09:30:00Z",
            "components": [
                self.part("app", "cuda", {"cuda.so": b"cuda"}, folder="app/cuda", optional=True, os="linux"),
                self.part("app", "munjigi", {"munjigi": program, "_internal/a.txt": b"a"}, os="linux"),
                self.part("app", "munjigi", {"munjigi.exe": b"MZ" + program, "_internal/a.txt": b"a"}, os="windows"),
                self.part("model", "tiny", {"weights.gguf": b"GGUF" + bytes(10_000), "card.md": b"card\n"}),
                self.part("policy", "site", {"policy.toml": 'title = "기관"\n'.encode()}),
            ],
            "notes": ["첫 판"],
            **bent,
        }

    def part(self, kind: str, id_: str, files: dict[str, bytes], **bent: Any) -> Fields:
        """A component's fields; its contents are taken into `data`."""
        folder = {
            "model": f"models/{id_}",
            "adapter": f"adapters/{id_}",
            "corpus": f"corpora/{id_}",
            "templates": f"templates/{id_}",
        }.get(kind, kind)
        return {
            "kind": kind,
            "id": id_,
            "version": "1.0.0",
            "title": f"{id_} 1.0.0",
            "os": "",
            "optional": False,
            "folder": folder,
            "files": {path: self.file(data) for path, data in files.items()},
            **bent,
        }

    def file(self, data: bytes, *, chunk: int = CHUNK, executable: bool = False) -> Fields:
        digest = hashlib.sha256(data).hexdigest()
        self.data[digest] = data
        return {
            "size": len(data),
            "sha256": digest,
            "executable": executable,
            "chunk": chunk,
            "chunks": [hashlib.sha256(data[at : at + chunk]).hexdigest() for at in range(0, len(data), chunk)],
        }

    def sealed(self, kind: str, payload: Fields | bytes, holders: Sequence[Holder], **bent: Any) -> bytes:
        """An envelope as it lies on a medium; `bent` replaces fields of it after signing."""
        data = payload if isinstance(payload, bytes) else canonical(payload)
        message = pae(TYPES[kind], data)
        signatures = [{"keyid": one.keyid, "sig": text64(one.sign(message))} for one in holders]
        fields = {
            "payloadType": TYPES[kind],
            "payload": text64(data),
            "signatures": sorted(signatures, key=lambda one: one["keyid"]),
        }
        return canonical({**fields, **bent})

    def root_envelope(self, number: int) -> bytes:
        """The root at this place of `roots`, signed by its own holders and by those of the one before."""
        fields = self.roots[number]
        return self.sealed("root", fields, self.root_signers.get(number, self.root_holders))

    def release_envelope(self, release: Fields | None = None) -> bytes:
        return self.sealed("release", release or self.release, self.release_holders[:2])

    def next_root(self, **bent: Any) -> Fields:
        """One root more, like the last one but for its version and what is bent; it is in `roots`."""
        fields = {**copy.deepcopy(self.roots[-1]), "version": len(self.roots) + 1, **bent}
        self.roots.append(fields)
        return fields

    def medium(
        self,
        name: str = "medium",
        *,
        release: bytes | None = None,
        roots: Sequence[bytes] | None = None,
        data: dict[str, bytes] | None = None,
    ) -> Path:
        """Writes a medium. `release`, `roots`: envelopes instead of its own; `data`: contents instead of all."""
        folder = self.folder / name
        (folder / "meta").mkdir(parents=True, exist_ok=True)
        (folder / "data").mkdir(exist_ok=True)
        own = [self.root_envelope(number) for number in range(len(self.roots))]
        for version, envelope in enumerate(own if roots is None else roots, 1):
            (folder / "meta" / f"{version}.root.json").write_bytes(envelope)
        (folder / "meta" / "release.json").write_bytes(release or self.release_envelope())
        for digest, content in (self.data if data is None else data).items():
            for number, at in enumerate(range(0, len(content), PART_BYTES)):
                (folder / "data" / f"{digest}.{number:03d}").write_bytes(content[at : at + PART_BYTES])
        return folder

    def trust(self, **bent: Any) -> Trust:
        """What a PC believes that was handed the first root."""
        return Trust(**{"roots": (self.root_envelope(0),), "product": self.product, **bent})
