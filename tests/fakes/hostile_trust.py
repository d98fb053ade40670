"""Bundles whose signatures, roots or place somebody bent: thresholds, rotation, type confusion, replay, downgrade."""

import base64
import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from tests.fakes.forge import TYPES, Fields, Holder, canonical, keyid_of, pae, text64
from tests.fakes.scene import Bend, Case, Scene


def signed_by(*holders: Callable[[Scene], Holder]) -> Bend:
    """The release, signed by these."""

    def bend(scene: Scene) -> None:
        scene.release = scene.forge.sealed("release", scene.forge.release, [one(scene) for one in holders])

    return bend


def releaser(number: int) -> Callable[[Scene], Holder]:
    return lambda scene: scene.forge.release_holders[number]


def rooter(number: int) -> Callable[[Scene], Holder]:
    return lambda scene: scene.forge.root_holders[number]


def stranger(scene: Scene) -> Holder:
    return Holder("모르는 이")


def envelope(change: Callable[[Scene, Fields], Any]) -> Bend:
    """The release's envelope, changed after it was signed; written again in canonical form."""

    def bend(scene: Scene) -> None:
        fields = json.loads(scene.forge.release_envelope())
        change(scene, fields)
        scene.release = canonical(fields)

    return bend


def envelope_bytes(change: Callable[[bytes], bytes]) -> Bend:
    return lambda scene: setattr(scene, "release", change(scene.forge.release_envelope()))


def signature(change: Callable[[bytes], bytes]) -> Bend:
    """The first of two signatures in another encoding."""

    def bent(scene: Scene, fields: Fields) -> None:
        one = fields["signatures"][0]
        one["sig"] = text64(change(base64.b64decode(one["sig"])))

    return envelope(bent)


def high(scene: Scene) -> None:
    forge = scene.forge
    message = pae(TYPES["release"], canonical(forge.release))
    pair = sorted(forge.release_holders[:2], key=lambda one: one.keyid)
    signatures = [{"keyid": one.keyid, "sig": text64(one.sign(message, high=one is pair[0]))} for one in pair]
    scene.release = forge.sealed("release", forge.release, pair, signatures=signatures)


def other_payload(scene: Scene, fields: Fields) -> None:
    fields["payload"] = text64(canonical({**scene.forge.release, "version": "9.0.0"}))


def second_keyid(scene: Scene, fields: Fields) -> None:
    """One holder's signature under a second name."""
    ours = scene.forge.release_holders[0]
    message = pae(TYPES["release"], canonical(scene.forge.release))
    pair = [{"keyid": one, "sig": text64(ours.sign(message))} for one in (ours.keyid, "0" * 64)]
    fields["signatures"] = sorted(pair, key=lambda one: one["keyid"])


def twice(scene: Scene, fields: Fields) -> None:
    fields["signatures"] = [fields["signatures"][0]] * 2


ENVELOPES = [
    Case("one of two", "BND-003", "release 1 2", signed_by(releaser(0))),
    Case("nobody", "BND-003", "release 0 2", signed_by()),
    Case("strangers", "BND-003", "release 0 2", signed_by(stranger, stranger, stranger)),
    Case("one and a stranger", "BND-003", "release 1 2", signed_by(releaser(2), stranger)),
    Case("holders of root keys", "BND-003", "release 0 2", signed_by(rooter(0), rooter(1), rooter(2))),
    Case("payload after signing", "BND-003", "release 0 2", envelope(other_payload)),
    Case("one holder under two names", "BND-003", "release 1 2", envelope(second_keyid)),
    Case("one signature twice", "BND-002", "signatures: order", envelope(twice)),
    Case("signatures out of order", "BND-002", "order", envelope(lambda _, fields: fields["signatures"].reverse())),
    Case(
        "two signatures swapped",
        "BND-003",
        "release 0 2",
        envelope(
            lambda _, f: f.update(
                signatures=[
                    {"keyid": a["keyid"], "sig": b["sig"]}
                    for a, b in zip(f["signatures"], f["signatures"][::-1], strict=True)
                ]
            )
        ),
    ),
    Case("high s", "BND-003", "release 1 2", high),
    Case("signature with a byte after it", "BND-003", "release 1 2", signature(lambda sig: sig + b"\0")),
    Case("signature cut", "BND-003", "release 1 2", signature(lambda sig: sig[:-1])),
    Case("empty signature", "BND-003", "release 1 2", signature(lambda sig: b"")),
    Case("signature of noughts", "BND-003", "release 1 2", signature(lambda sig: bytes.fromhex("3006020100020100"))),
    Case("long-form length", "BND-003", "release 1 2", signature(lambda sig: b"\x30\x81" + sig[1:72])),
    Case("raw r and s", "BND-003", "release 1 2", signature(lambda sig: bytes(64))),
    Case("negative s", "BND-003", "release 1 2", signature(lambda sig: bytes.fromhex("3006020101020180"))),
    Case("signature of 73 bytes", "BND-028", "sig 72", signature(lambda sig: sig + bytes(75 - len(sig)))),
    Case(
        "65 signatures",
        "BND-028",
        "signatures 64",
        envelope(lambda _, f: f.update(signatures=[{"keyid": f"{n:064x}", "sig": ""} for n in range(65)])),
    ),
    Case("envelope white space", "BND-002", "canonical", envelope_bytes(lambda data: data + b"\n")),
    Case("envelope cut", "BND-002", "json", envelope_bytes(lambda data: data[:-1])),
    Case(
        "envelope empty",
        "BND-002",
        "json",
        lambda scene: scene.after.append(lambda medium: (medium / "meta/release.json").write_bytes(b"")),
    ),
    Case("envelope of 25 MB", "BND-028", "25165824", envelope_bytes(lambda data: data + b" " * (24 << 20))),
    Case("envelope is a list", "BND-002", "envelope: type", envelope_bytes(lambda data: b"[]")),
    Case("envelope lacks signatures", "BND-002", "envelope: fields", envelope(lambda _, f: f.pop("signatures"))),
    Case("envelope has one field more", "BND-002", "envelope: fields", envelope(lambda _, f: f.update(alg="none"))),
    Case(
        "signature has one field more",
        "BND-002",
        "signatures: fields",
        envelope(lambda _, f: f["signatures"][0].update(alg="none")),
    ),
    Case(
        "keyid in capitals", "BND-002", "keyid: form", envelope(lambda _, f: f["signatures"][0].update(keyid="A" * 64))
    ),
    Case("payload is an object", "BND-002", "payload: type", envelope(lambda _, f: f.update(payload={}))),
    Case("payload unpadded", "BND-002", "payload: base64", envelope(lambda _, f: f.update(payload="YQ"))),
    Case("payload with line ends", "BND-002", "control", envelope(lambda _, f: f.update(payload="YWFh\nYWFh"))),
    Case("payload with spare bits", "BND-002", "payload: base64", envelope(lambda _, f: f.update(payload="YR=="))),
    Case("payload url-safe", "BND-002", "payload: base64", envelope(lambda _, f: f.update(payload="_-__"))),
    Case("payload type is no text", "BND-002", "payloadType: type", envelope(lambda _, f: f.update(payloadType=1))),
    Case(
        "payload type with spaces", "BND-002", "payloadType: form", envelope(lambda _, f: f.update(payloadType="a b"))
    ),
]


def root_as_release(scene: Scene) -> None:
    scene.release = scene.forge.root_envelope(0)


def release_as_root(scene: Scene) -> None:
    forge = scene.forge
    scene.roots = [forge.root_envelope(0), forge.sealed("release", forge.release, forge.root_holders)]


def root_in_release_clothes(scene: Scene) -> None:
    """Right signers, right payload type, and a root within."""
    scene.release = scene.forge.sealed("release", scene.forge.roots[0], scene.forge.release_holders)


def type_after_signing(scene: Scene) -> None:
    """Signed as a release, and said to be a root: the signature binds the type."""
    forge = scene.forge
    made = forge.sealed("release", {**forge.roots[0], "version": 2}, forge.root_holders, payloadType=TYPES["root"])
    scene.roots = [forge.root_envelope(0), made]


CONFUSED = [
    Case("a root in place of the release", "BND-004", TYPES["root"], root_as_release),
    Case("a release in place of a root", "BND-004", TYPES["release"], release_as_root),
    Case("a root in a release's envelope", "BND-004", "release root", root_in_release_clothes),
    Case("another type after signing", "BND-003", "root 0 2", type_after_signing),
    Case(
        "the type of another program",
        "BND-004",
        "in-toto",
        envelope(lambda _, f: f.update(payloadType="application/vnd.in-toto+json")),
    ),
    Case("a type that is no word", "BND-004", "?", lambda s: s.forge.release.update(type="\u202erelease")),
    Case("no type", "BND-004", "?", lambda s: s.forge.release.pop("type")),
    Case("a list in place of a release", "BND-004", "?", lambda s: s.signed(b"[]")),
]


def rotated(scene: Scene, **bent: Any) -> Fields:
    """A second root as it should be."""
    return scene.forge.next_root(**bent)


def next_with(**bent: Any) -> Bend:
    return lambda scene: scene.forge.roots[-1].update(bent)


def next_signed_by(*holders: Callable[[Scene], Holder]) -> Bend:
    return lambda scene: scene.forge.root_signers.update({1: [one(scene) for one in holders]})


def new_keys(scene: Scene) -> None:
    """The second root has other root keys, and is signed by old and new."""
    forge = scene.forge
    scene.trust["roots"] = (forge.root_envelope(0),)
    old, fresh = forge.root_holders, [Holder(f"새 뿌리 {number}") for number in (1, 2, 3)]
    forge.root_signers[0] = old
    forge.root_holders = fresh
    made = forge.root(2)
    forge.roots.append(made)
    forge.root_signers[1] = [*old, *fresh]


def only(first: int, last: int) -> Bend:
    """The second root signed by these alone: 0 to 2 are the old holders, 3 to 5 the new."""
    return lambda scene: scene.forge.root_signers.update({1: scene.forge.root_signers[1][first:last]})


def three(scene: Scene) -> None:
    rotated(scene)
    rotated(scene)


def gone(name: str) -> Bend:
    return lambda scene: scene.after.append(lambda medium: (medium / "meta" / name).unlink())


def repeated(scene: Scene) -> None:
    """The second file is the first root again: a root that goes back."""
    scene.roots = [scene.forge.root_envelope(0)] * 2


def withdrawn(scene: Scene) -> None:
    """The second root no longer names the first two holders of release keys, who signed the release."""
    forge = scene.forge
    made = scene.forge.roots[-1]
    others = [forge.release_holders[2], Holder("새 배포 1"), Holder("새 배포 2")]
    made["roles"]["release"] = forge.role(others)
    made["keys"] = {one.keyid: one.fields for one in [*forge.root_holders, *others]}


CHAINS = [
    Case(
        "root signed by one",
        "BND-003",
        "root 1 2",
        lambda s: s.forge.root_signers.update({0: s.forge.root_holders[:1]}),
    ),
    Case(
        "root signed by strangers",
        "BND-003",
        "root 0 2",
        lambda s: s.forge.root_signers.update({0: [stranger(s), stranger(s)]}),
    ),
    Case("next root signed by one", "BND-003", "root 1 2", next_signed_by(rooter(0)), rotated),
    Case(
        "next root signed by release keys",
        "BND-003",
        "root 0 2",
        next_signed_by(releaser(0), releaser(1), releaser(2)),
        rotated,
    ),
    Case("next root signed by old keys alone", "BND-003", "root 0 2", only(0, 3), new_keys),
    Case("next root signed by new keys alone", "BND-003", "root 0 2", only(3, 6), new_keys),
    Case("next root signed by one old key", "BND-003", "root 1 2", only(2, 6), new_keys),
    Case("next root signed by one new key", "BND-003", "root 1 2", only(0, 4), new_keys),
    Case("next root skips a version", "BND-005", "2 version", next_with(version=3), rotated),
    Case("next root has its predecessor's version", "BND-005", "2 version", next_with(version=1), rotated),
    Case("the first root again", "BND-005", "2 version", repeated, rotated),
    Case("root in between missing", "BND-005", "2 missing", gone("2.root.json"), three),
    Case("next root opens two epochs", "BND-005", "2 epoch", next_with(epoch=3), rotated),
    Case(
        "next root closes an epoch",
        "BND-005",
        "3 epoch",
        next_with(epoch=1),
        lambda s: (rotated(s, epoch=2), rotated(s), s.forge.release.update(epoch=2)),
    ),
    Case(
        "next root lowers the floor",
        "BND-005",
        "3 floor",
        next_with(floor=[0, 9]),
        lambda s: (rotated(s, floor=[1, 1]), rotated(s)),
    ),
    Case("next root is of another product", "BND-008", "munjigi other", next_with(product="other"), rotated),
    Case(
        "a root of another product in between",
        "BND-008",
        "munjigi other",
        lambda s: s.forge.roots[1].update(product="other"),
        three,
    ),
    Case("next root is no root", "BND-002", "root: fields", lambda s: s.forge.roots[-1].pop("roles"), rotated),
    Case(
        "next root is empty",
        "BND-002",
        "json",
        lambda s: s.after.append(lambda m: (m / "meta/2.root.json").write_bytes(b"")),
        rotated,
    ),
    Case(
        "next root of a megabyte",
        "BND-028",
        "524288",
        lambda s: s.after.append(lambda m: (m / "meta/2.root.json").write_bytes(b" " * (1 << 20))),
        rotated,
    ),
    Case("release keys were withdrawn", "BND-003", "release 0 2", withdrawn, rotated),
    Case("no root was handed over", "BND-019", "", lambda s: s.trust.update(roots=())),
    Case(
        "a root of somebody else was handed over",
        "BND-003",
        "release 0 2",
        lambda s: s.trust.update(roots=(Scene(s.forge.folder).forge.root_envelope(0),)),
    ),
    Case(
        "what was handed over is no root",
        "BND-002",
        "json",
        lambda s: s.trust.update(roots=(b"-----BEGIN PUBLIC KEY-----",)),
    ),
    Case(
        "what was handed over is the release",
        "BND-004",
        TYPES["release"],
        lambda s: s.trust.update(roots=(s.forge.release_envelope(),)),
    ),
    Case(
        "the PC's own second root is forged",
        "BND-003",
        "root 1 2",
        lambda s: s.trust.update(
            roots=(
                s.forge.root_envelope(0),
                s.forge.sealed("root", {**s.forge.roots[0], "version": 2}, s.forge.root_holders[:1]),
            )
        ),
    ),
]


def spki(key: Any, form: serialization.PublicFormat = serialization.PublicFormat.SubjectPublicKeyInfo) -> bytes:
    data: bytes = key.public_key().public_bytes(serialization.Encoding.DER, form)
    return data


def compressed(scene: Scene) -> bytes:
    """The same point in its other spelling: another keyid, and so a second vote, if it were taken."""
    point = scene.forge.release_holders[0].spki[-64:]
    head = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200")
    return head + bytes([2 + point[-1] % 2]) + point[:32]


def other_head(scene: Scene) -> bytes:
    """A holder's own point, as long as it should be, said to be of an algorithm that nobody knows: a second keyid."""
    data = scene.forge.release_holders[0].spki
    return data[:10] + bytes([data[10] ^ 1]) + data[11:]


def off_curve(scene: Scene) -> bytes:
    data = scene.forge.release_holders[0].spki
    return data[:-1] + bytes([data[-1] ^ 1])


def beside(make: Callable[[Scene], bytes]) -> Bend:
    """A key more in the role of releases."""

    def bend(scene: Scene) -> None:
        made = scene.forge.roots[0]
        data = make(scene)
        made["keys"][keyid_of(data)] = {"name": "하나 더", "spki": text64(data)}
        made["roles"]["release"]["keys"] = sorted([*made["roles"]["release"]["keys"], keyid_of(data)])

    return bend


def renamed(scene: Scene) -> None:
    made = scene.forge.roots[0]
    keyid = scene.forge.release_holders[0].keyid
    made["keys"]["0" * 64] = made["keys"].pop(keyid)
    made["roles"]["release"]["keys"] = sorted(
        ["0" * 64, *(one for one in made["roles"]["release"]["keys"] if one != keyid)]
    )


def many(scene: Scene) -> None:
    made = scene.forge.roots[0]
    fields = next(iter(made["keys"].values()))
    made["keys"] = {f"{number:064x}": fields for number in range(65)}


KEYS = [
    Case("key of P-384", "BND-002", "spki: key", beside(lambda s: spki(ec.generate_private_key(ec.SECP384R1()))[:96])),
    Case("key of secp256k1", "BND-002", "spki: key", beside(lambda s: spki(ec.generate_private_key(ec.SECP256K1())))),
    Case("key of Ed25519", "BND-002", "spki: key", beside(lambda s: spki(ed25519.Ed25519PrivateKey.generate()))),
    Case("key of RSA's size", "BND-028", "spki 96", beside(lambda s: bytes(294))),
    Case("the same key under another head", "BND-002", "spki: key", beside(other_head)),
    Case("compressed point of the same key", "BND-002", "spki: key", beside(compressed)),
    Case("point off the curve", "BND-002", "spki: key", beside(off_curve)),
    Case(
        "point of noughts", "BND-002", "spki: key", beside(lambda s: s.forge.release_holders[0].spki[:27] + bytes(64))
    ),
    Case("key with a byte after it", "BND-002", "spki: key", beside(lambda s: s.forge.release_holders[0].spki + b"\0")),
    Case("keyid that is not the key's", "BND-002", "keyid: digest", renamed),
    Case(
        "key that nobody uses",
        "BND-002",
        "keys: unused",
        lambda s: s.forge.roots[0]["keys"].update({(one := Holder("남")).keyid: one.fields}),
    ),
    Case(
        "holder twice in a role",
        "BND-002",
        "roles: order",
        lambda s: s.forge.roots[0]["roles"]["release"].update(keys=[s.forge.release_holders[0].keyid] * 2),
    ),
    Case(
        "role more",
        "BND-002",
        "roles: fields",
        lambda s: s.forge.roots[0]["roles"].update(snapshot=s.forge.role(s.forge.root_holders)),
    ),
    Case("65 keys", "BND-028", "keys 64", many),
    Case(
        "17 channels",
        "BND-028",
        "channels 16",
        lambda s: s.forge.roots[0].update(channels=[f"c{n:02d}" for n in range(17)]),
    ),
]


def accepted(epoch: int, sequence: int, **bent: Any) -> Bend:
    """The PC has accepted this place; the release stands at (1, 5)."""
    return lambda scene: (scene.forge.release.update(sequence=5), scene.trust.update(place=(epoch, sequence), **bent))


def opened_epoch(scene: Scene) -> None:
    rotated(scene, epoch=2)
    scene.forge.release.update(epoch=2)


def fourth_of_epoch(scene: Scene) -> None:
    opened_epoch(scene)
    scene.forge.release.update(sequence=4)
    scene.trust.update(place=(2, 4))


PLACES = [
    Case(
        "replay of an older release", "BND-006", "1.4 1.5", lambda s: s.forge.release.update(sequence=4), accepted(1, 5)
    ),
    Case("replay from before an epoch", "BND-006", "2.4 3.1", lambda s: s.trust.update(place=(3, 1)), fourth_of_epoch),
    Case(
        "another release at the same place",
        "BND-006",
        "1.5 1.5",
        lambda s: s.trust.update(digest="0" * 64),
        accepted(1, 5),
    ),
    Case(
        "below the root's floor",
        "BND-007",
        "1.5 1.6",
        lambda s: s.forge.roots[-1].update(floor=[1, 6]),
        lambda s: (rotated(s, floor=[1, 5]), s.forge.release.update(sequence=5)),
    ),
    Case(
        "below the floor of the root handed over", "BND-007", "1.1 1.2", lambda s: s.forge.roots[0].update(floor=[1, 2])
    ),
    Case(
        "below the floor the PC has kept",
        "BND-007",
        "1.1 1.2",
        lambda s: s.trust.update(floor=(1, 2)),
        lambda s: s.trust.update(floor=(1, 1)),
    ),
    Case("of an epoch that was left", "BND-007", "1.1 2.0", lambda s: s.forge.release.update(epoch=1), opened_epoch),
    Case(
        "of an epoch that no root opened", "BND-005", "3 epoch", lambda s: s.forge.release.update(epoch=3), opened_epoch
    ),
    Case("ahead to the last epoch", "BND-005", "2 epoch", lambda s: s.forge.release.update(epoch=(1 << 31) - 1)),
    Case("release of another product", "BND-008", "munjigi other", lambda s: s.forge.release.update(product="other")),
    Case("PC of another product", "BND-008", "other munjigi", lambda s: s.trust.update(product="other")),
    Case("channel that the root lacks", "BND-008", "stable beta", lambda s: s.forge.release.update(channel="beta")),
    Case(
        "channel that the PC is not on",
        "BND-008",
        "stable beta",
        lambda s: s.forge.release.update(channel="beta"),
        lambda s: (s.forge.roots[0].update(channels=["beta", "stable"]), s.trust.update(channel="stable")),
    ),
    Case(
        "channel that the root withdrew",
        "BND-008",
        "stable",
        lambda s: s.forge.roots[-1].update(channels=["beta"]),
        lambda s: (rotated(s), s.trust.update(channel="stable")),
    ),
]
