"""Documents that somebody bent and then signed as they should be: bytes, and each field in its turn."""

from collections.abc import Callable
from typing import Any

from tests.fakes.forge import Fields, canonical
from tests.fakes.scene import Bend, Case, Scene


def put(where: Callable[[Scene], Fields], key: Any, value: Any) -> Bend:
    return lambda scene: where(scene).__setitem__(key, value)


def release(scene: Scene) -> Fields:
    return scene.forge.release


def root(scene: Scene) -> Fields:
    return scene.forge.roots[-1]


def part(scene: Scene) -> Fields:
    return scene.parts["model/tiny"]


def weights(scene: Scene) -> Fields:
    return scene.weights


def first_key(scene: Scene) -> Fields:
    found: Fields = root(scene)["keys"][scene.forge.root_holders[0].keyid]
    return found


def role(scene: Scene) -> Fields:
    found: Fields = root(scene)["roles"]["release"]
    return found


# --- bytes that are no canonical JSON --------------------------------------------------------------------------------
def bytes_instead(name: str, detail: str, new: bytes, old: bytes = '["첫 판"]'.encode()) -> Case:
    return Case(f"json {name}", "BND-002", detail, lambda scene: scene.payload(old, new))


CANONICAL = [
    bytes_instead("white space", "canonical", '["첫 판" ]'.encode()),
    Case("json line end", "BND-002", "canonical", lambda s: s.signed(canonical(release(s)) + b"\n")),
    bytes_instead("order of keys", "canonical", b'"b":1,"a":2,"notes"', b'"notes"'),
    bytes_instead("key twice", "duplicate", b'"epoch":1,"epoch":1', b'"epoch":1'),
    bytes_instead("key twice in a file", "duplicate", b'"size":5,"size":5', b'"size":5'),
    bytes_instead("fraction", "number", b"[1.0]"),
    bytes_instead("exponent", "number", b"[1e2]"),
    bytes_instead("negative", "number", b"[-1]"),
    bytes_instead("minus nought", "number", b"[-0]"),
    bytes_instead("leading zero", "json", b"[01]"),
    bytes_instead("beyond 2^53", "number", b"[9007199254740992]"),
    bytes_instead("a million digits", "number", b"[" + b"9" * 1_000_000 + b"]"),
    bytes_instead("null", "type", b"[null]"),
    bytes_instead("NaN", "number", b"[NaN]"),
    bytes_instead("Infinity", "number", b"[Infinity]"),
    bytes_instead("escaped letter", "canonical", b'["\\u0061"]'),
    bytes_instead("escaped solidus", "canonical", b'["\\/"]'),
    bytes_instead("lone surrogate", "surrogate", b'["\\ud800"]'),
    bytes_instead("surrogate bytes", "utf-8", b'["\xed\xa0\x80"]'),
    bytes_instead("overlong utf-8", "utf-8", b'["\xc0\xaf"]'),
    bytes_instead("decomposed Hangul", "normal form", '["\u1100\u1161"]'.encode()),
    bytes_instead("decomposed name of a file", "normal form", '"cafe\u0301.md"'.encode(), b'"card.md"'),
    bytes_instead("control character", "control", b'["\\u0000"]'),
    bytes_instead("raw control character", "json", b'["\x01"]'),
    bytes_instead("nine levels", "depth", b"[[[[[[[[[]]]]]]]]]"),
    bytes_instead("a hundred thousand levels", "depth", b"[" * 100_000 + b"]" * 100_000),
    bytes_instead("not closed", "json", b'["'),
    Case("json byte order mark", "BND-002", "json", lambda s: s.signed(b"\xef\xbb\xbf" + canonical(release(s)))),
    Case("json two values", "BND-002", "json", lambda s: s.signed(canonical(release(s)) + b"{}")),
    Case("json empty", "BND-002", "json", lambda s: s.signed(b"")),
]


# --- each field bent -------------------------------------------------------------------------------------------------
def bent(where: Callable[[Scene], Fields], what: str, field: str, *values: tuple[str, Any]) -> list[Case]:
    """A field that is missing, and one with each of these values; of a wrong one: the rule it breaks."""
    group = what.split(maxsplit=1)[0]
    return [
        Case(f"{what} lacks {field}", "BND-002", f"{group}: fields", lambda scene: where(scene).pop(field)),
        *(
            Case(f"{what} {field} {value!r:.40}", "BND-002", detail, put(where, field, value))
            for detail, value in values
        ),
    ]


FIELDS = [
    *bent(
        release,
        "release",
        "version",
        ("version: type", 1),
        ("version: form", ""),
        ("version: form", "../1"),
        ("version: form", "v1"),
        ("version: form", "1" * 41),
        ("version: form", "1."),
    ),
    *bent(release, "release", "channel", ("channel: type", []), ("channel: form", "Stable")),
    *bent(release, "release", "product", ("product: type", True), ("product: form", "a" * 33)),
    *bent(
        release,
        "release",
        "epoch",
        ("epoch: type", True),
        ("epoch: type", "1"),
        ("epoch: number", 0),
        ("epoch: number", 1 << 31),
    ),
    *bent(release, "release", "sequence", ("sequence: type", [1]), ("sequence: type", True), ("sequence: number", 0)),
    *bent(
        release,
        "release",
        "signed_at",
        ("signed_at: type", 0),
        ("signed_at: form", "2026-11-02"),
        ("signed_at: form", "2026-13-02T00:00:00Z"),
        ("signed_at: form", "2026-11-02T09:30:61Z"),
        ("signed_at: form", "2026-11-02T09:30:00+09:00"),
        ("signed_at: form", "1970-01-01T00:00:00Z"),
    ),
    *bent(
        release,
        "release",
        "notes",
        ("notes: type", {}),
        ("notes: type", [1]),
        ("notes: text", [""]),
        ("notes: text", ["a\u202eb"]),
        ("notes: text", ["가" * 501]),
    ),
    *bent(
        release,
        "release",
        "components",
        ("components: type", {}),
        ("components: empty", []),
        ("components: type", ["app"]),
    ),
    *bent(part, "components", "kind", ("kind: type", 1), ("kind: form", "driver"), ("folder: place", "adapter")),
    *bent(
        part,
        "components",
        "id",
        ("id: type", 1),
        ("id: form", "../x"),
        ("id: form", "Tiny"),
        ("folder: place", "other"),
    ),
    *bent(part, "components", "version", ("components version: type", 1), ("components version: form", "1 0")),
    *bent(
        part,
        "components",
        "title",
        ("title: type", 1),
        ("title: text", ""),
        ("title: text", "a\u200bb"),
        ("title: text", "a" * 201),
    ),
    *bent(part, "components", "os", ("os: type", 0), ("os: form", "darwin")),
    *bent(part, "components", "optional", ("optional: type", 1), ("optional: type", "false")),
    *bent(
        part,
        "components",
        "folder",
        ("folder: type", 1),
        ("folder: place", "app"),
        ("folder: place", "models/tiny/x"),
        ("folder: place", "models/../app"),
        ("folder: text", ""),
    ),
    *bent(part, "components", "files", ("files: type", []), ("files: empty", {}), ("files: type", {"a": 1})),
    *bent(
        weights,
        "files",
        "size",
        ("size: type", True),
        ("size: type", "1"),
        ("chunks: count", 4096),
        ("chunks: count", 0),
        ("size: number", (1 << 40) + 1),
    ),
    *bent(weights, "files", "sha256", ("sha256: type", 1), ("sha256: form", "0" * 63), ("sha256: form", "A" * 64)),
    *bent(weights, "files", "executable", ("executable: type", 0), ("executable: type", "no")),
    *bent(
        weights,
        "files",
        "chunk",
        ("chunk: type", "4096"),
        ("chunk: number", 0),
        ("chunk: number", 4097),
        ("chunk: number", 1 << 25),
        ("chunks: count", 8192),
    ),
    *bent(
        weights,
        "files",
        "chunks",
        ("chunks: type", {}),
        ("chunks: type", [1, 2, 3]),
        ("chunks: form", ["x"] * 3),
        ("chunks: count", []),
    ),
    *bent(root, "root", "version", ("version: type", True), ("version: number", 0), ("version: number", 1025)),
    *bent(root, "root", "epoch", ("epoch: type", "1"), ("epoch: number", 0)),
    *bent(
        root,
        "root",
        "floor",
        ("floor: type", 0),
        ("floor: count", [0]),
        ("floor: count", [0, 0, 0]),
        ("floor: type", [0, "0"]),
        ("floor: number", [2, 0]),
    ),
    *bent(
        root,
        "root",
        "channels",
        ("channels: type", "stable"),
        ("channels: empty", []),
        ("channels: order", ["stable", "beta"]),
        ("channels: order", ["stable", "stable"]),
    ),
    *bent(root, "root", "product", ("product: type", 1), ("product: form", "-")),
    *bent(root, "root", "keys", ("keys: type", []), ("keys: empty", {}), ("keys: type", {"a": 1})),
    *bent(
        root, "root", "roles", ("roles: type", []), ("roles: fields", {}), ("roles: type", {"root": 1, "release": 1})
    ),
    *bent(first_key, "keys", "name", ("name: type", 1), ("name: text", ""), ("name: text", "김\u202e리")),
    *bent(
        first_key,
        "keys",
        "spki",
        ("spki: type", 1),
        ("spki: base64", "?"),
        ("spki: base64", "TUZrd0V3WUg"),
        ("spki: key", ""),
    ),
    *bent(
        role,
        "roles",
        "keys",
        ("roles: type", 1),
        ("roles: empty", []),
        ("roles: form", ["x"]),
        ("roles: key", ["0" * 64]),
    ),
    *bent(role, "roles", "threshold", ("threshold: type", True), ("threshold: number", 0), ("threshold: number", 4)),
]
