#!/usr/bin/env python3
"""Verify a bundle of 문지기, with nothing but Python 3.11 or later and this one file.

    python3 verify.py MEDIUM [MEDIUM …] --trust ROOT.json

It is the second verifier: written from app/bundle/SPEC.md alone (§ numbers below are its sections), sharing no line
with the program, and short enough to be read before it is believed. It installs nothing, writes nothing and opens no
network. ROOT.json is the root document that you were handed by another way than the medium. Exit status: 0 all is as
signed, 1 refused (with the code of SPEC.md), 2 wrong usage.
"""

import argparse
import base64
import hashlib
import itertools
import json
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

PART = 4_293_918_720  # bytes of a part but the last: 4 GiB - 1 MiB
MOST_ROOT, MOST_RELEASE = 524_288, 25_165_824
MOST_INTEGER = 2**53 - 1
ROOT_TYPE = "application/vnd.munjigi.root.v1+json"
RELEASE_TYPE = "application/vnd.munjigi.release.v1+json"
FOLDERS = {"model": "models", "adapter": "adapters", "corpus": "corpora", "templates": "templates"}
SYSTEMS = ("linux", "windows")


class Refused(Exception):
    """`code` of SPEC.md §13, and what it is about."""

    def __init__(self, code: int, about: str) -> None:
        super().__init__(f"BND-{code:03d} ({about})")
        self.code = f"BND-{code:03d}"


def need(condition: object, code: int, about: str) -> None:
    if not condition:
        raise Refused(code, about)


# --- §4 canonical JSON ----------------------------------------------------------------------------


def parsed(data: bytes, about: str) -> Any:
    """The value of canonical JSON; any other byte string is BND-002."""

    def refuse(_: str) -> NoReturn:
        raise ValueError

    def integer(digits: str) -> int:
        if not re.fullmatch("[0-9]{1,16}", digits):
            raise ValueError
        return int(digits)

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError
        return dict(pairs)

    try:
        text = data.decode("utf-8")
        value = json.loads(text, parse_int=integer, parse_float=refuse, parse_constant=refuse, object_pairs_hook=unique)
        allowed(value, 1)
        if json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() != data:
            raise ValueError
    except (ValueError, RecursionError):
        raise Refused(2, about) from None
    return value


def allowed(value: Any, level: int) -> None:
    """Raises ValueError for what §4 has no place for."""
    if isinstance(value, dict | list):
        if level > 8:
            raise ValueError
        inside = itertools.chain(value.keys(), value.values()) if isinstance(value, dict) else value
        for item in inside:
            allowed(item, level + 1)
    elif isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value) or any(c < " " or "\ud800" <= c <= "\udfff" for c in value):
            raise ValueError
    elif value is None or (not isinstance(value, bool) and value > MOST_INTEGER):
        raise ValueError


# --- the types of §5 ------------------------------------------------------------------------------


def fields(value: Any, names: str, about: str) -> dict[str, Any]:
    """An object of exactly these fields."""
    need(isinstance(value, dict) and sorted(value) == sorted(names.split()), 2, about)
    return dict(value)


def integer(value: Any, low: int, high: int, about: str) -> int:
    need(isinstance(value, int) and not isinstance(value, bool) and low <= value <= high, 2, about)
    return int(value)


def matching(value: Any, pattern: str, most: int, about: str) -> str:
    need(isinstance(value, str) and len(value) <= most and re.fullmatch(pattern, value), 2, about)
    return str(value)


def identifier(value: Any, most: int, about: str) -> str:
    return matching(value, r"[a-z0-9]+([._-][a-z0-9]+)*", most, about)


def digest(value: Any, about: str) -> str:
    return matching(value, "[0-9a-f]{64}", 64, about)


def text(value: Any, most: int, about: str) -> str:
    need(isinstance(value, str) and 1 <= len(value) <= most and not any(map(unseen, value)), 2, about)
    return str(value)


def flag(value: Any, about: str) -> bool:
    need(isinstance(value, bool), 2, about)
    return bool(value)


def array(value: Any, low: int, high: int, about: str) -> list[Any]:
    need(isinstance(value, list) and len(value) >= low, 2, about)
    need(len(value) <= high, 28, about)
    return list(value)


def table(value: Any, high: int, about: str) -> dict[str, Any]:
    need(isinstance(value, dict) and value, 2, about)
    need(len(value) <= high, 28, about)
    return dict(value)


def ascending(values: Sequence[Any], about: str) -> None:
    need(all(one < two for one, two in itertools.pairwise(values)), 2, about)


def unbase64(value: Any, about: str) -> bytes:
    need(isinstance(value, str) and value.isascii(), 2, about)
    try:
        data = base64.b64decode(value, validate=True)
    except ValueError:
        raise Refused(2, about) from None
    need(base64.b64encode(data).decode() == value, 2, about)
    return data


# --- §5 envelopes, §6 signatures ------------------------------------------------------------------


class Envelope:
    """A signed document: the payload's bytes are parsed by nobody before the signatures are proved."""

    def __init__(self, data: bytes, kind: str, most: int, about: str) -> None:
        need(len(data) <= most and sum(map(data.count, (b"{", b"[", b","))) <= 512, 28, about)
        whole = fields(parsed(data, about), "payload payloadType signatures", about)
        matching(whole["payloadType"], "[!-~]{1,128}", 128, about)
        need(whole["payloadType"] == kind, 4, about)
        self.about, self.payload = about, unbase64(whole["payload"], about)
        self.signatures: list[tuple[str, bytes]] = []
        for entry in array(whole["signatures"], 0, 64, about):
            fields(entry, "keyid sig", about)
            need(isinstance(entry["sig"], str), 2, about)
            need(len(entry["sig"]) <= 96, 28, about)
            signature = unbase64(entry["sig"], about)
            need(len(signature) <= 72, 28, about)
            self.signatures.append((digest(entry["keyid"], about), signature))
        ascending([key for key, _ in self.signatures], about)
        words = kind.encode()
        self.signed = b"DSSEv1 %d %s %d %s" % (len(words), words, len(self.payload), self.payload)

    def proved(self, role: str, root: "Root") -> list[str]:
        """Keyids that signed; fewer than the role's threshold is BND-003."""
        keys, threshold = root.roles[role]
        signers = [
            key
            for key, signature in self.signatures
            if key in keys and holds(root.keys[key][1], signature, self.signed)
        ]
        need(len(signers) >= threshold, 3, f"{self.about}: {role} {len(signers)}/{threshold}")
        return signers


P = 2**256 - 2**224 + 2**192 + 2**96 - 1  # the curve P-256 (FIPS 186-5, SP 800-186): y² = x³ - 3x + B mod P, of order N
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
SPKI_HEAD = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
Point = tuple[int, int] | None
"""None is the point at infinity."""


def added(one: Point, two: Point) -> Point:
    """The sum of two points (SP 800-186, affine; slow and plain: a bundle has a handful of signatures)."""
    if one is None or two is None:
        return one or two
    (x, y), (u, v) = one, two
    if x == u:
        if (y + v) % P == 0:
            return None
        slope = (3 * x * x - 3) * pow(2 * y, -1, P)
    else:
        slope = (v - y) * pow(u - x, -1, P)
    w = (slope * slope - x - u) % P
    return w, (slope * (x - w) - y) % P


def combined(one: int, two: int, point: Point) -> Point:
    """one × G + two × point, both doubled together."""
    total: Point = None
    steps = (None, G, point, added(G, point))
    for bit in reversed(range(256)):
        total = added(added(total, total), steps[(one >> bit & 1) + 2 * (two >> bit & 1)])
    return total


def point_of(spki: bytes, about: str) -> tuple[int, int]:
    need(len(spki) == 91 and spki.startswith(SPKI_HEAD), 2, about)
    x, y = int.from_bytes(spki[27:59]), int.from_bytes(spki[59:])
    need(x < P and y < P and (y * y - x**3 + 3 * x - B) % P == 0, 2, about)
    return x, y


def holds(key: tuple[int, int], signature: bytes, message: bytes) -> bool:
    """ECDSA with SHA-256 (FIPS 186-5, 6.4.2); r and s in the one form that §6 allows."""
    numbers = []
    rest = signature[2:]
    if len(signature) < 8 or len(signature) > 72 or signature[0] != 0x30 or signature[1] != len(rest):
        return False
    while rest:
        if len(rest) < 3 or rest[0] != 2 or not 1 <= rest[1] <= len(rest) - 2:
            return False
        word, rest = rest[2 : 2 + rest[1]], rest[2 + rest[1] :]
        if word[0] & 0x80 or (len(word) > 1 and word[0] == 0 and not word[1] & 0x80):
            return False
        numbers.append(int.from_bytes(word))
    if len(numbers) != 2 or not 1 <= numbers[0] < N or not 1 <= numbers[1] <= N // 2:
        return False
    r, s = numbers
    inverse = pow(s, -1, N)
    hashed = int.from_bytes(hashlib.sha256(message).digest())
    found = combined(hashed * inverse % N, r * inverse % N, key)
    return found is not None and found[0] % N == r


# --- §7 roots -------------------------------------------------------------------------------------


class Root:
    """A root's payload; its signatures are the chain's business."""

    def __init__(self, data: bytes, about: str) -> None:
        value = parsed(data, about)
        need(isinstance(value, dict) and value.get("type") == "root", 4, about)
        fields(value, "type product channels version epoch floor keys roles", about)
        self.product = identifier(value["product"], 32, about)
        self.channels = [identifier(one, 32, about) for one in array(value["channels"], 1, 16, about)]
        ascending(self.channels, about)
        self.version = integer(value["version"], 1, 1024, about)
        self.epoch = integer(value["epoch"], 1, 2**31 - 1, about)
        need(isinstance(value["floor"], list) and len(value["floor"]) == 2, 2, about)
        self.floor = (integer(value["floor"][0], 0, self.epoch, about), integer(value["floor"][1], 0, 2**31 - 1, about))
        self.keys: dict[str, tuple[str, tuple[int, int]]] = {}
        for keyid, key in table(value["keys"], 64, about).items():
            fields(key, "name spki", about)
            need(isinstance(key["spki"], str), 2, about)
            need(len(key["spki"]) <= 128, 28, about)
            spki = unbase64(key["spki"], about)
            need(digest(keyid, about) == hashlib.sha256(spki).hexdigest(), 2, about)
            self.keys[keyid] = (text(key["name"], 200, about), point_of(spki, about))
        self.roles: dict[str, tuple[list[str], int]] = {}
        for name, role in fields(value["roles"], "release root", about).items():
            fields(role, "keys threshold", about)
            keys = [digest(key, about) for key in array(role["keys"], 1, 64, about)]
            ascending(keys, about)
            need(set(keys) <= set(self.keys), 2, about)
            self.roles[name] = (keys, integer(role["threshold"], 1, len(keys), about))
        need(set(self.keys) == {key for keys, _ in self.roles.values() for key in keys}, 2, about)


def chained(trusted: Sequence[bytes], media: Sequence[Path]) -> Root:
    """The last root of the chain that begins with the one that was handed over."""
    need(trusted, 19, "trust")
    envelope = Envelope(trusted[0], ROOT_TYPE, MOST_ROOT, "trust")
    root = Root(envelope.payload, "trust")
    envelope.proved("root", root)
    for number, data in enumerate(trusted[1:], start=2):
        root = followed(root, data, number, "trust")
    highest = max((version for medium in media for version in versions(medium)), default=0)
    for number, version in enumerate(range(root.version + 1, highest + 1), start=len(trusted) + 1):
        name = f"{version}.root.json"
        need(number <= 1024, 28, name)
        found = document(media, name, MOST_ROOT)
        if found is None:
            raise Refused(5, name)
        root = followed(root, found, number, name)
    return root


def followed(root: Root, data: bytes, number: int, name: str) -> Root:
    need(number <= 1024, 28, name)
    envelope = Envelope(data, ROOT_TYPE, MOST_ROOT, name)
    envelope.proved("root", root)
    following = Root(envelope.payload, name)
    envelope.proved("root", following)
    need(following.version == root.version + 1, 5, name)
    need(following.product == root.product, 8, name)
    need(following.epoch in (root.epoch, root.epoch + 1), 5, name)
    need(following.floor >= root.floor, 5, name)
    return following


# --- §8 names -------------------------------------------------------------------------------------

HIDDEN = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}
HIDDEN |= {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"} | {
    f"{d}{n}" for d in ("com", "lpt") for n in range(10)
}


def unseen(c: str) -> bool:
    kind = unicodedata.category(c)
    return kind in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or (kind == "Zs" and c != " ") or ord(c) in HIDDEN


def same(name: str) -> str:
    """What two names may not have in common on one system: their key."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def safe(path: str) -> None:
    parts = path.split("/")
    need(len(path.encode()) <= 400 and len(parts) <= 16, 9, path)
    for part in parts:
        key = same(part)
        need(part not in ("", ".", "..") and not any(c in '<>:"|?*\\' or unseen(c) for c in part), 9, path)
        need(part[0] != " " and part[-1] not in " ." and len(part.encode()) <= 240, 9, path)
        need(key[-1:] not in (" ", ".") and not {"/", "\\"} & set(key), 9, path)
        need(key.split(".")[0].rstrip(" ") not in RESERVED, 9, path)


def apart(paths: Sequence[str]) -> None:
    """No two names of one system are one on some file system."""
    files = {same(path) for path in paths}
    folders = {path[:at] for path in paths for at, c in enumerate(path) if c == "/"}
    need(len(files) == len(paths) and len({same(folder) for folder in folders}) == len(folders), 9, "names")
    need(not files & {same(folder) for folder in folders}, 9, "names")


# --- §9 the release, §10 its place ----------------------------------------------------------------


class Release:
    def __init__(self, data: bytes) -> None:
        value = parsed(data, "release")
        need(isinstance(value, dict) and value.get("type") == "release", 4, "release")
        fields(value, "type product channel version epoch sequence signed_at components notes", "release")
        self.product, self.channel = (identifier(value[name], 32, name) for name in ("product", "channel"))
        self.version = matching(value["version"], r"[0-9]+([.+-][0-9a-z]+)*", 40, "version")
        self.place = tuple(integer(value[name], 1, 2**31 - 1, name) for name in ("epoch", "sequence"))
        matching(value["signed_at"], r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", 20, "signed_at")
        try:
            self.signed_at = datetime.fromisoformat(value["signed_at"])
        except ValueError:
            raise Refused(2, "signed_at") from None
        for note in array(value["notes"], 0, 200, "notes"):
            text(note, 500, "notes")
        self.contents: dict[str, Any] = {}
        self.counts = [0, 0]  # files, chunks
        self.components = [self.component(one) for one in array(value["components"], 1, 256, "components")]
        ascending([(one["kind"], one["id"], one["os"]) for one in self.components], "components")
        for system in SYSTEMS:
            here = [one for one in self.components if one["os"] in (system, "")]
            need(len({(one["kind"], one["id"]) for one in here}) == len(here), 2, "components")
            apart([f"{one['folder']}/{name}" for one in here for name in one["files"]])

    def component(self, value: Any) -> dict[str, Any]:
        one = fields(value, "kind id version title os optional folder files", "component")
        need(one["kind"] in ("app", "policy", *FOLDERS), 2, "kind")
        identifier(one["id"], 64, "id")
        matching(one["version"], r"[0-9A-Za-z]+([._+-][0-9A-Za-z]+)*", 40, "version")
        text(one["title"], 200, "title")
        need(one["os"] in ("", *SYSTEMS), 2, "os")
        flag(one["optional"], "optional")
        folder = text(one["folder"], 400, "folder")
        own = f"{FOLDERS[one['kind']]}/{one['id']}" if one["kind"] in FOLDERS else one["kind"]
        need(folder == own or (own == "app" and folder.startswith("app/")), 2, "folder")
        for name, file in table(one["files"], 50_000, "files").items():
            need(not name.startswith("/"), 9, name)
            safe(f"{folder}/{name}")
            self.file(file, name)
        return one

    def file(self, value: Any, name: str) -> None:
        fields(value, "size sha256 executable chunk chunks", name)
        size, chunk = integer(value["size"], 0, 2**40, name), integer(value["chunk"], 4096, 2**24, name)
        flag(value["executable"], name)
        need(chunk & (chunk - 1) == 0 and isinstance(value["chunks"], list), 2, name)
        self.counts = [self.counts[0] + 1, self.counts[1] + len(value["chunks"])]
        need(self.counts[0] <= 50_000 and self.counts[1] <= 262_144, 28, name)
        chunks, whole = [digest(one, name) for one in value["chunks"]], digest(value["sha256"], name)
        need(len(chunks) == -(-size // chunk), 2, name)
        need(len(chunks) > 1 or [whole] == (chunks or [hashlib.sha256().hexdigest()]), 2, name)
        need(self.contents.setdefault(whole, (size, chunk, chunks)) == (size, chunk, chunks), 2, name)


class Pc:
    """What a PC keeps (§12.9); the stand-alone verifier knows nothing but the root."""

    product, channel, floor, accepted, payload = "", "", (0, 0), (0, 0), ""


def believed(media: Sequence[Path], trusted: Sequence[bytes], pc: Pc) -> tuple[Release, Root, list[str]]:
    """§12, steps 1 to 6: no data part is read. The release, the last root, the names of those who signed."""
    chained(trusted, ())
    data = document(media, "release.json", MOST_RELEASE)
    if data is None:
        raise Refused(1, "release.json")
    root = chained(trusted, media)
    envelope = Envelope(data, RELEASE_TYPE, MOST_RELEASE, "release")
    signers = [root.keys[key][0] for key in envelope.proved("release", root)]
    release = Release(envelope.payload)
    need(release.product == root.product == (pc.product or root.product), 8, release.product)
    need(release.channel in root.channels and release.channel == (pc.channel or release.channel), 8, release.channel)
    need(release.place >= max(root.floor, pc.floor) and release.place[0] >= root.epoch, 7, str(release.place))
    need(release.place[0] == root.epoch, 5, "epoch")
    same_payload = pc.payload in ("", hashlib.sha256(envelope.payload).hexdigest())
    need(release.place > pc.accepted or (release.place == pc.accepted and same_payload), 6, str(release.place))
    return release, root, signers


def chosen(release: Release, system: str, wanted: Sequence[str]) -> dict[str, Any]:
    """§12.7: the contents that a PC of this system takes; all of them where no system is named."""
    if not system:
        return release.contents
    here = [one for one in release.components if one["os"] in (system, "")]
    need(set(wanted) <= {f"{one['kind']}/{one['id']}" for one in here if one["optional"]}, 10, ", ".join(wanted))
    need(any(one["kind"] == "app" and not one["optional"] for one in here), 21, system)
    taken = [one for one in here if not one["optional"] or f"{one['kind']}/{one['id']}" in wanted]
    return {whole: release.contents[whole] for whole in (f["sha256"] for one in taken for f in one["files"].values())}


# --- §2 media, §11 data ---------------------------------------------------------------------------


def plain(path: Path, is_kind: Any) -> bool:
    """Whether something is there; a link or another kind of thing is BND-012."""
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        raise Refused(2, path.name) from None
    need(is_kind(about.st_mode) and not getattr(about, "st_file_attributes", 0) & 0x400, 12, path.name)
    return True


def versions(medium: Path) -> list[int]:
    if not plain(medium / "meta", stat.S_ISDIR):
        return []
    names = list(itertools.islice((path.name for path in (medium / "meta").iterdir()), 4097))
    need(len(names) <= 4096, 28, "meta")
    return [int(name.split(".")[0]) for name in names if re.fullmatch(r"[1-9][0-9]{0,3}\.root\.json", name)]


def document(media: Sequence[Path], name: str, most: int) -> bytes | None:
    found = []
    for medium in media:
        if plain(medium / "meta", stat.S_ISDIR) and plain(medium / "meta" / name, stat.S_ISREG):
            found.append(read(medium / "meta" / name, 0, most + 1))
            need(len(found[-1]) <= most, 28, name)
    need(len(set(found)) <= 1, 2, name)
    return found[0] if found else None


def read(path: Path, start: int, count: int) -> bytes:
    try:
        with os.fdopen(
            os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)), "rb"
        ) as file:
            need(stat.S_ISREG(os.fstat(file.fileno()).st_mode), 12, path.name)
            file.seek(start)
            return file.read(count)
    except OSError:
        raise Refused(2 if path.suffix == ".json" else 11, path.name) from None


def copies(media: Sequence[Path], whole: str, size: int) -> list[list[Path]]:
    """For each part of a content, where it lies in its right size."""
    parts = []
    for number in range(-(-size // PART)):
        name = f"{whole}.{number:03d}"
        there = [
            m / "data" / name
            for m in media
            if plain(m / "data", stat.S_ISDIR) and plain(m / "data" / name, stat.S_ISREG)
        ]
        need(there, 10, name)
        right = [path for path in there if path.stat().st_size == min(PART, size - number * PART)]
        need(right, 11, name)
        parts.append(right)
    return parts


def proved(media: Sequence[Path], whole: str, size: int, chunk: int, chunks: Sequence[str]) -> Iterator[int]:
    """Prove each chunk of a content; its number of bytes."""
    parts = copies(media, whole, size)
    for start, wanted in zip(range(0, size, chunk), chunks, strict=True):
        end = min(size, start + chunk)
        pieces = [
            (n, max(start, n * PART), min(end, (n + 1) * PART)) for n in range(start // PART, (end - 1) // PART + 1)
        ]
        for paths in itertools.product(*(parts[n] for n, _, _ in pieces)):
            hashed = hashlib.sha256()
            for path, (n, low, high) in zip(paths, pieces, strict=True):
                hashed.update(read(path, low - n * PART, high - low))
            if hashed.hexdigest() == wanted:
                break
        else:
            raise Refused(11, whole)
        yield end - start


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="verify.py", description="문지기 설치 묶음 확인 / verify a bundle of Munjigi")
    words.add_argument("media", nargs="+", type=Path, metavar="MEDIUM", help="meta와 data가 있는 폴더")
    words.add_argument("--trust", required=True, type=Path, metavar="ROOT.json", help="따로 건네받은 루트 문서")
    words.add_argument("--delta", action="store_true", help="없는 조각은 PC에 있는 것으로 보고 세기만 합니다")
    words.add_argument("--os", choices=SYSTEMS, default="", help="이 운영체제의 PC가 쓰는 것만")
    words.add_argument(
        "--with", dest="wanted", action="append", default=[], metavar="KIND/ID", help="고를 수 있는 구성"
    )
    return words.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    options = arguments(argv)
    try:
        release, root, signers = believed(options.media, [options.trust.read_bytes()], Pc())
        print(f"{release.product} {release.version} ({release.channel}, {release.place[0]}.{release.place[1]})")
        print(f"루트 {root.version}판 · 서명: {', '.join(signers)} · {release.signed_at:%Y-%m-%d}, ", end="")
        print(f"{(datetime.now(UTC) - release.signed_at).days}일 지남")
        for one in release.components:
            total = sum(file["size"] for file in one["files"].values())
            print(f"  {one['kind']}/{one['id']} {one['version']} {one['os']} {len(one['files'])}개 {total:,}바이트")
        absent = done = 0
        for whole, (size, chunk, chunks) in chosen(release, options.os, options.wanted).items():
            try:
                for count in proved(options.media, whole, size, chunk, chunks):
                    done += count
            except Refused as refused:
                if refused.code != "BND-010" or not options.delta:
                    raise
                absent += 1
    except (Refused, OSError) as refused:
        print(f"거절 / refused: {refused}", file=sys.stderr)
        return 1
    print(
        f"모두 서명된 그대로입니다 / all as signed: {done:,} bytes" + (f", 매체에 없는 것 {absent}" if absent else "")
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
