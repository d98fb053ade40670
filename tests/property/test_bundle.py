"""Bundles: any bent byte is refused with a code; canonical JSON has one spelling; no bytes whatever break a reader."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from app.bundle import verifying
from app.bundle.format import canonical, envelope, keys, limits, names, release, root
from app.bundle.medium import Media
from app.bundle.trust import chain
from app.bundle.trust.trusted import Trust
from app.core.errors import AppError
from tests.fakes.forge import BundleForge, Fields
from tests.fakes.forge import canonical as forged


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> BundleForge:
    forge = BundleForge(tmp_path_factory.mktemp("bundle"))
    forge.next_root()
    forge.root_signers = {0: forge.root_holders[:2], 1: forge.root_holders[:2]}
    return forge


@pytest.fixture(scope="module")
def medium(forge: BundleForge) -> Path:
    return forge.medium()


@pytest.fixture(scope="module")
def trust(forge: BundleForge) -> Trust:
    return forge.trust()


def read(medium: Path, trust: Trust) -> None:
    found = verifying.opened([medium], trust)
    for system in release.SYSTEMS:
        for entry in found.selected(system, {"app/cuda"} if system == "linux" else ()):
            for chunk in Media([medium]).chunks(entry):
                assert chunk


same_medium = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@same_medium
@given(at=st.integers(0), bit=st.integers(1, 255), which=st.integers(0))
def test_any_bent_byte_is_refused_with_a_code(medium: Path, trust: Trust, at: int, bit: int, which: int) -> None:
    """In the new root, in the release, in any part: as many signatures as are needed, so that each of them counts."""
    read(medium, trust)
    files = [path for path in sorted(medium.rglob("*.*")) if path.name != "1.root.json" and path.is_file()]
    path = files[which % len(files)]
    whole = path.read_bytes()
    bent = bytearray(whole)
    bent[at % len(bent)] ^= bit
    path.write_bytes(bytes(bent))
    try:
        with pytest.raises(AppError) as caught:
            read(medium, trust)
        assert caught.value.code.startswith("BND-")
    finally:
        path.write_bytes(whole)


@same_medium
@given(at=st.integers(0), count=st.integers(1, 40), fill=st.binary(max_size=40))
def test_any_piece_cut_out_or_put_in_is_refused(medium: Path, trust: Trust, at: int, count: int, fill: bytes) -> None:
    path = medium / "meta/release.json"
    whole = path.read_bytes()
    at %= len(whole)
    bent = whole[:at] + fill + whole[at + count :]
    assume(bent != whole)
    path.write_bytes(bent)
    try:
        with pytest.raises(AppError):
            read(medium, trust)
    finally:
        path.write_bytes(whole)


def test_every_bit_of_a_small_root_counts(forge: BundleForge) -> None:
    """Not drawn by chance: each byte of the handed-over root's signatures and types, bent once."""
    whole = forge.root_envelope(0)
    start = whole.index(b'"payloadType"')
    for at in range(start, len(whole)):
        bent = bytearray(whole)
        bent[at] ^= 1 << at % 8
        with pytest.raises(AppError):
            chain.walked([bytes(bent)])


# --- canonical JSON --------------------------------------------------------------------------------------------------
strings = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values = st.recursive(
    st.booleans() | st.integers(0, limits.SAFE_INTEGER) | strings,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(strings, inner, max_size=4),
    max_leaves=12,
)


def levels(value: Any) -> int:
    if isinstance(value, dict | list):
        return 1 + max(map(levels, value.values() if isinstance(value, dict) else value), default=0)
    return 0


@given(values)
def test_canonical_json_comes_back(value: Any) -> None:
    assume(levels(value) <= limits.DEPTH)
    data = canonical.encode(value, "x")
    assert canonical.decode(data, "x") == value
    assert json.loads(data) == value
    assert data == forged(value)


@given(values, st.data())
def test_every_other_spelling_is_refused(value: Any, data: st.DataObject) -> None:
    """The same value as JSON writes it with spaces, escapes, or another order of keys."""
    spelt = data.draw(
        st.sampled_from(
            [
                json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True),
                json.dumps(value, ensure_ascii=False),
                json.dumps(value, ensure_ascii=False, separators=(",", ":")),
                json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n",
            ]
        )
    ).encode()
    assume(levels(value) <= limits.DEPTH and spelt != forged(value))
    with pytest.raises(AppError):
        canonical.decode(spelt, "x")


# --- no bytes break a reader -----------------------------------------------------------------------------------------
json_like = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["root", "release", "app", "linux", "0" * 64, envelope.ROOT, envelope.RELEASE]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=8)
            | st.sampled_from(["type", "payload", "payloadType", "signatures", "keyid", "sig", "keys"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)
anything = st.binary(max_size=200) | json_like.map(
    lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode(
        "utf-8", "surrogatepass"
    )
)


def unbroken(data: bytes) -> None:
    """Read as whatever it may be meant to be: a result, or a code."""
    for reader in (
        lambda: canonical.decode(data, "x"),
        lambda: envelope.decode(data, "x", envelope.ROOT),
        lambda: envelope.decode(data, "x", envelope.RELEASE),
        lambda: root.decode(data, "x"),
        lambda: release.decode(data, "x", 1),
        lambda: chain.walked([data]),
    ):
        try:
            reader()
        except AppError as fault:
            assert fault.code.startswith("BND-")


@settings(max_examples=400, deadline=None)
@given(anything)
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b"9" * 10_000)
@example(b'"\\ud800"')
@example(b'{"\\ud800":1}')
@example("\ufeff{}".encode())
def test_no_bytes_break_a_reader(data: bytes) -> None:
    unbroken(data)


def fields_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every value of a document stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in inner for found in fields_of(one, (*path, key)))]


def with_other(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = with_other(value[path[0]], path[1:], other)
    return copy


@same_medium
@given(data=st.data(), other=json_like)
def test_a_document_with_anything_in_any_field_breaks_no_reader(
    forge: BundleForge, data: st.DataObject, other: Any
) -> None:
    """Deep in a document that is right otherwise, where chance alone never comes."""
    document: Fields = data.draw(st.sampled_from([forge.release, forge.roots[0]]))
    bent = with_other(document, data.draw(st.sampled_from(fields_of(document))), other)
    unbroken(
        json.dumps(bent, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8", "surrogatepass")
    )


@given(st.binary(max_size=80), st.binary(max_size=100))
def test_no_signature_or_key_breaks_the_check(signature: bytes, spki: bytes) -> None:
    assert keys.sound(spki) is False
    assert keys.canonical(signature) is None or len(signature) >= 8


# --- names -----------------------------------------------------------------------------------------------------------
LIKELY = st.text(st.characters(categories=("L", "N", "S", "Po")) | st.sampled_from(" .-_/:\\"), min_size=1, max_size=6)
"""Parts of names most of which are taken."""


@given(st.lists(LIKELY, min_size=1, max_size=4).map(lambda parts: unicodedata.normalize("NFC", "/".join(parts))))
def test_a_name_without_fault_stays_in_its_folder(path: str) -> None:
    assume(not names.fault(path))
    parts = path.split("/")
    assert Path("/base", *parts).relative_to("/base").as_posix() == path
    assert ".." not in parts
    assert "\\" not in path and ":" not in path and "\0" not in path
    assert path == unicodedata.normalize("NFC", path)
    assert names.key(path).count("/") == path.count("/")


@given(st.lists(st.text("aAbBﬁé①/", min_size=1, max_size=5), max_size=6, unique=True))
def test_names_beside_each_other_are_told_apart_by_every_file_system(paths: list[str]) -> None:
    paths = [path for path in paths if not names.fault(path)]
    found = names.clash(paths)
    files = [names.key(path) for path in paths]
    folders = {path[:at]: names.key(path[:at]) for path in paths for at in range(len(path)) if path[at] == "/"}
    apart = len(set(files)) == len(files) and len(set(folders.values())) == len(folders)
    assert (found is None) == (apart and not set(files) & set(folders.values()))
