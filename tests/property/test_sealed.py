"""Sealed bytes: what goes in comes out; anything bent, cut, moved or renamed does not."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.security_errors import SealBroken
from app.store.vault import sealer as sealing
from app.store.vault.aes import AesGcm
from app.store.vault.cipher import TAG_BYTES
from app.store.vault.sealer import MAGIC, AeadSealer

SEALER = AeadSealer(AesGcm(), os.urandom(32))
HEAD = len(MAGIC) + 32
CHUNK = 64
NAMES = st.text(min_size=0, max_size=20).filter(lambda name: name.isprintable())


@pytest.fixture(autouse=True, scope="module")
def small_chunks() -> Iterator[None]:
    """So that few bytes are many chunks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "CHUNK_BYTES", CHUNK)
        patch.setattr(sealing, "_STEP", CHUNK + TAG_BYTES)
        yield


def refused(name: str, sealed: bytes) -> bool:
    try:
        SEALER.open(name, sealed)
    except SealBroken:
        return True
    return False


@given(st.binary(max_size=5 * CHUNK), NAMES)
def test_what_goes_in_comes_out(data: bytes, name: str) -> None:
    assert SEALER.open(name, SEALER.seal(name, data)) == data


@given(st.binary(max_size=3 * CHUNK), st.integers(0), st.integers(1, 255))
@settings(max_examples=300)
def test_any_bent_byte_is_refused(data: bytes, place: int, change: int) -> None:
    sealed = bytearray(SEALER.seal("a", data))
    sealed[place % len(sealed)] ^= change
    assert refused("a", bytes(sealed))


@given(st.binary(max_size=4 * CHUNK), st.integers(0))
def test_any_cut_is_refused(data: bytes, place: int) -> None:
    sealed = SEALER.seal("a", data)
    assert refused("a", sealed[: place % len(sealed)])


@given(st.binary(max_size=3 * CHUNK), st.binary(min_size=1, max_size=2 * CHUNK))
def test_anything_added_is_refused(data: bytes, more: bytes) -> None:
    assert refused("a", SEALER.seal("a", data) + more)


@given(st.binary(min_size=CHUNK + 1, max_size=6 * CHUNK), st.data())
def test_chunks_in_another_order_are_refused(data: bytes, drawn: st.DataObject) -> None:
    sealed = SEALER.seal("a", data)
    step = CHUNK + TAG_BYTES
    parts = [sealed[at : at + step] for at in range(HEAD, len(sealed), step)]
    order = drawn.draw(st.lists(st.integers(0, len(parts) - 1), max_size=8))
    if order != list(range(len(parts))):
        assert refused("a", sealed[:HEAD] + b"".join(parts[number] for number in order))


@given(st.binary(max_size=CHUNK), NAMES, NAMES)
def test_another_name_is_refused(data: bytes, name: str, other: str) -> None:
    assert name == other or refused(other, SEALER.seal(name, data))
