"""SPEC.md tells the truth: its test vectors, its limits and its list of codes are those of the program."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.bundle import verifying
from app.bundle.format import canonical, envelope, keys, limits, names
from app.bundle.medium import Media
from app.bundle.trust.trusted import Trust
from app.core.bundle_errors import BundleMalformed

SPEC = (Path(__file__).resolve().parents[3] / "app/bundle/SPEC.md").read_text(encoding="utf-8")
VECTORS = SPEC[SPEC.index("## 14") :]


def hex_of(label: str) -> bytes:
    return bytes.fromhex(re.search(rf"(?m)^{label} +([0-9a-f]+)$", VECTORS)[1])  # type: ignore[index]


def test_canonical_json() -> None:
    lines = re.findall(r"(?m)^([{\"].*[}\"]) +([0-9a-f]+)$", VECTORS)
    assert len(lines) == 3
    for text, data in lines:
        value = canonical.decode(bytes.fromhex(data), "x")
        assert canonical.encode(value, "x").hex() == data
        assert text.replace(" ", "")[0] == bytes.fromhex(data)[:1].decode()


def test_refused_json() -> None:
    refused = re.findall(r"`((?:[0-9a-f]{2}){2,})`", VECTORS[VECTORS.index("Refused") : VECTORS.index("Pre-auth")])
    assert len(refused) == 19
    for data in refused:
        with pytest.raises(BundleMalformed):
            canonical.decode(bytes.fromhex(data), "x")


def test_pre_authentication_encoding() -> None:
    first, second = re.findall(r"(?m)^([0-9a-f]{60,})$", VECTORS)
    assert envelope.pae(envelope.ROOT, b"{}").hex() == first
    assert envelope.pae(envelope.RELEASE, canonical.encode("문", "x")).hex() == second


def test_a_key_and_its_signatures() -> None:
    spki, message = hex_of("spki"), envelope.pae(envelope.ROOT, b"{}")
    assert keys.sound(spki)
    assert keys.keyid(spki) == hex_of("keyid").hex()
    assert keys.verified(spki, hex_of("sig"), message)
    assert not keys.verified(spki, hex_of("high s"), message)
    assert keys.canonical(hex_of("high s")) == hex_of("sig")


def test_a_whole_bundle(tmp_path: Path) -> None:
    root, release = (line.encode() for line in VECTORS.splitlines() if line.startswith('{"payload"'))
    part = re.search(r"data/([0-9a-f]{64}\.000)", VECTORS)[1]  # type: ignore[index]
    for folder in ("meta", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "meta/release.json").write_bytes(release)
    (tmp_path / "data" / part).write_bytes(b"munjigi\n")
    found = verifying.opened([tmp_path], Trust(roots=(root,)))
    (entry,) = found.selected("linux")
    assert b"".join(Media([tmp_path]).chunks(entry)) == b"munjigi\n"
    assert entry.sha256 == hashlib.sha256(b"munjigi\n").hexdigest()
    assert found.release.digest in VECTORS
    assert replace(entry, path="app/munjigi") == entry


def test_names() -> None:
    listed, taken = VECTORS[VECTORS.index("Names that are refused") :].split("Names that are taken:")
    codes = re.findall(r"`a` \+ U\+([0-9A-F]{4})", listed)
    for name in [one for one in re.findall(r"`([^`]+)`", listed) if one not in {"a", "b"}]:
        assert names.fault(name), name
    for code in codes:
        assert names.fault(f"a{chr(int(code, 16))}b"), code
    for name in re.findall(r"`([^`]+)`", taken.splitlines()[0]):
        assert not names.fault(name), name
    pairs = re.findall(r"`([^`]+)` and `([^`]+)`", taken)
    assert [names.key(one) == names.key(other) for one, other in pairs] == [True] * 4
    assert names.key("\u212b") == names.key("å")


def test_limits() -> None:
    for number in (
        limits.ROOT_ENVELOPE,
        limits.RELEASE_ENVELOPE,
        limits.META_NAMES,
        limits.ROOTS,
        limits.FILES,
        limits.CHUNKS,
        limits.SAFE_INTEGER,
        limits.ORDINAL,
        limits.FILE_BYTES,
        limits.PART_BYTES,
        limits.CHUNK_BYTES,
    ):
        assert f"{number:,}".replace(",", " ") in SPEC.replace("\u00a0", " "), number
