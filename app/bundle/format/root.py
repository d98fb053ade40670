"""The root document (SPEC.md 7): which keys may sign what, how many of them, and what has been revoked."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.bundle.format import canonical, keys, limits
from app.bundle.format.fields import DIGEST, IDENTIFIER, Form
from app.core.bundle_errors import PayloadTypeWrong
from app.core.components import Signer

TYPE: Final = "root"
ROLES: Final = ("release", "root")

_FIELDS: Final = frozenset({"channels", "epoch", "floor", "keys", "product", "roles", "type", "version"})
_KEY: Final = frozenset({"name", "spki"})
_ROLE: Final = frozenset({"keys", "threshold"})
_KIND: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Key:
    """`spki`: SubjectPublicKeyInfo in DER; `name`: whose it is, for people."""

    name: str
    spki: bytes

    @property
    def keyid(self) -> str:
        return keys.keyid(self.spki)


@dataclass(frozen=True, slots=True)
class Role:
    keys: tuple[str, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class Root:
    """`epoch` is the only one in which releases may be made; `floor` is the lowest (epoch, sequence) that may be
    installed or returned to."""

    product: str
    channels: tuple[str, ...]
    version: int
    epoch: int
    floor: tuple[int, int]
    keys: Mapping[str, Key]
    roles: Mapping[str, Role]

    def signer(self, keyid: str) -> Signer:
        return Signer(keyid, self.keys[keyid].name)


def encode(root: Root, name: str = "root") -> bytes:
    """The payload to sign. Raises what decode raises: no root is made that no verifier takes."""
    fields = {
        "type": TYPE,
        "product": root.product,
        "channels": list(root.channels),
        "version": root.version,
        "epoch": root.epoch,
        "floor": list(root.floor),
        "keys": {
            keyid: {"name": key.name, "spki": base64.b64encode(key.spki).decode("ascii")}
            for keyid, key in root.keys.items()
        },
        "roles": {
            role: {"keys": list(holders.keys), "threshold": holders.threshold} for role, holders in root.roles.items()
        },
    }
    payload = canonical.encode(fields, name)
    decode(payload, name)
    return payload


def decode(payload: bytes, name: str) -> Root:
    """Raises BundleMalformed, BundleTooLarge, PayloadTypeWrong."""
    form = Form(name)
    value = canonical.decode(payload, name)
    check_type(value, TYPE)
    fields = form.record(value, "root", _FIELDS)
    channels = [form.matching(one, "channels", IDENTIFIER, 32) for one in _channels(form, fields)]
    form.ascending(channels, "channels")
    epoch = form.integer(fields["epoch"], "epoch", 1, limits.ORDINAL)
    held = {keyid: _key(form, keyid, one) for keyid, one in form.table(fields["keys"], "keys", limits.KEYS).items()}
    roles = form.record(fields["roles"], "roles", frozenset(ROLES))
    given = {role: _role(form, roles[role], held) for role in ROLES}
    if any(all(keyid not in role.keys for role in given.values()) for keyid in held):
        raise form.bad("keys", "unused")
    return Root(
        product=form.matching(fields["product"], "product", IDENTIFIER, 32),
        channels=tuple(channels),
        version=form.integer(fields["version"], "version", 1, limits.ROOTS),
        epoch=epoch,
        floor=_floor(form, fields["floor"], epoch),
        keys=held,
        roles=given,
    )


def check_type(value: Any, expected: str) -> None:
    """The payload says itself what it is, whatever its envelope says. Raises PayloadTypeWrong."""
    found = value.get("type") if type(value) is dict else None
    if found != expected:
        known = type(found) is str and len(found) <= 32 and _KIND.fullmatch(found)
        raise PayloadTypeWrong(expected=expected, found=found if known else "?")


def _channels(form: Form, fields: dict[str, Any]) -> list[Any]:
    return form.items(fields["channels"], "channels", limits.CHANNELS, least=1)


def _key(form: Form, keyid: str, value: Any) -> Key:
    fields = form.record(value, "keys", _KEY)
    spki = form.base64(fields["spki"], "spki", limits.KEY_BYTES)
    if not keys.sound(spki):
        raise form.bad("spki", "key")
    if form.matching(keyid, "keyid", DIGEST) != keys.keyid(spki):
        raise form.bad("keyid", "digest")
    return Key(form.text(fields["name"], "name", limits.TEXT), spki)


def _role(form: Form, value: Any, held: Mapping[str, Key]) -> Role:
    fields = form.record(value, "roles", _ROLE)
    keyids = [form.matching(one, "roles", DIGEST) for one in form.items(fields["keys"], "roles", limits.KEYS, least=1)]
    form.ascending(keyids, "roles")
    if any(keyid not in held for keyid in keyids):
        raise form.bad("roles", "key")
    return Role(tuple(keyids), form.integer(fields["threshold"], "threshold", 1, len(keyids)))


def _floor(form: Form, value: Any, epoch: int) -> tuple[int, int]:
    pair = form.items(value, "floor", limits.KEYS)
    if len(pair) != 2:
        raise form.bad("floor", "count")
    lowest = form.integer(pair[0], "floor", 0, epoch)
    return lowest, form.integer(pair[1], "floor", 0, limits.ORDINAL)
