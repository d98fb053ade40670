"""The root document of a ceremony, from a TOML file that its holders have agreed on; paths in it are relative to it.

product = "munjigi"
channels = ["standard"]
epoch = 1
floor = [1, 1]

[threshold]
root = 2
release = 2

[[key]]
name = "첫째 서명자"
file = "first.pub.pem"
roles = ["root", "release"]

`floor` is the lowest (epoch, sequence) that may be installed or returned to: raising it revokes what is below. A new
root may raise the epoch by one, from which sequences are counted anew.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.bundle import key_files, signing
from app.bundle.format import envelope, keys, root
from app.bundle.format.root import Key, Role, Root
from app.core.bundle_errors import BundleMalformed, BundleSourceBad, ProductWrong, RootChainBroken

_TOP = {"product", "channels", "epoch", "floor", "threshold", "key"}
_KEY = {"name", "file", "roles"}


def make(spec: Path, folder: Path) -> Path:
    """Write the next root of `folder` (1.root.json, 2.root.json, …), unsigned; its path.

    Raises BundleSourceBad for the spec, SigningKeyBad for a key's file, BundleMalformed, ProductWrong and
    RootChainBroken for a root that would not follow from the one before it.
    """
    version = 1
    while (folder / f"{version}.root.json").exists():
        version += 1
    made = _read(spec, version)
    if version > 1:
        _follows(made, _before(folder / f"{version - 1}.root.json"))
    data = signing.unsigned(envelope.ROOT, root.encode(made, spec.name))
    path = folder / f"{version}.root.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(data)
    except OSError as error:
        raise BundleSourceBad(name=str(path), detail=error.strerror or "OSError") from error
    return path


def _before(path: Path) -> Root:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BundleSourceBad(name=str(path), detail=error.strerror or "OSError") from error
    return root.decode(envelope.decode(data, path.name, envelope.ROOT).payload, path.name)


def _follows(new: Root, old: Root) -> None:
    """The rules of SPEC.md 7, before anybody signs."""
    if new.product != old.product:
        raise ProductWrong(expected=old.product, found=new.product)
    if not old.epoch <= new.epoch <= old.epoch + 1:
        raise RootChainBroken(version=new.version, detail="epoch")
    if new.floor < old.floor:
        raise RootChainBroken(version=new.version, detail="floor")


def _read(spec: Path, version: int) -> Root:
    try:
        data = tomllib.loads(spec.read_text(encoding="utf-8-sig"))
        _knows(data, _TOP, spec.name)
        held: dict[str, Key] = {}
        roles: dict[str, list[str]] = {role: [] for role in root.ROLES}
        for entry in data["key"]:
            _knows(entry, _KEY, spec.name)
            key = Key(entry["name"], key_files.public_spki(spec.parent / entry["file"]))
            if key.keyid in held:
                raise BundleSourceBad(name=spec.name, detail=f"key: {entry['file']}")
            held[key.keyid] = key
            for role in entry["roles"]:
                roles[role].append(keys.keyid(key.spki))
        first, second = data["floor"]
        return Root(
            product=data["product"],
            channels=tuple(sorted(data["channels"])),
            version=version,
            epoch=data["epoch"],
            floor=(first, second),
            keys=held,
            roles={role: Role(tuple(sorted(ids)), data["threshold"][role]) for role, ids in roles.items()},
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BundleSourceBad(name=spec.name, detail=str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BundleMalformed(name=spec.name, detail=str(error)) from error


def _knows(table: Mapping[str, Any], known: set[str], name: str) -> None:
    for key in table:
        if key not in known:
            raise BundleSourceBad(name=name, detail=key)
