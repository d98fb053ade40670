"""Sealed files: what was sealed opens; what was bent, moved or cut does not."""

import os

import pytest

from app.core.security_errors import SealBroken
from app.store.vault.aes import AesGcm
from app.store.vault.cipher import TAG_BYTES
from app.store.vault.sealer import CHUNK_BYTES, MAGIC, AeadSealer, Plain

NAME = "cache/dense/segment-1"
HEAD = len(MAGIC) + 32
STEP = CHUNK_BYTES + TAG_BYTES


@pytest.fixture
def sealer() -> AeadSealer:
    return AeadSealer(AesGcm(), os.urandom(32))


@pytest.mark.parametrize("size", [0, 1, 1000, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_what_was_sealed_opens(sealer: AeadSealer, size: int) -> None:
    data = os.urandom(size)
    sealed = sealer.seal(NAME, data)
    assert sealer.open(NAME, sealed) == data
    assert size < 16 or data[:16] not in sealed


def test_a_plain_workspace_changes_nothing() -> None:
    assert Plain().seal(NAME, b"abc") == Plain().open(NAME, b"abc") == b"abc"
    assert not Plain().encrypts


def test_the_same_bytes_are_never_sealed_alike(sealer: AeadSealer) -> None:
    assert sealer.seal(NAME, b"abc") != sealer.seal(NAME, b"abc")


def test_every_bent_byte_is_noticed(sealer: AeadSealer) -> None:
    sealed = sealer.seal(NAME, b"text of a draft")
    for place in range(len(sealed)):
        bent = bytearray(sealed)
        bent[place] ^= 1
        with pytest.raises(SealBroken):
            sealer.open(NAME, bytes(bent))


def test_another_name_does_not_open(sealer: AeadSealer) -> None:
    with pytest.raises(SealBroken) as caught:
        sealer.open("cache/other", sealer.seal(NAME, b"abc"))
    assert caught.value.params == {"name": "cache/other"}


def test_another_key_does_not_open(sealer: AeadSealer) -> None:
    with pytest.raises(SealBroken):
        AeadSealer(AesGcm(), os.urandom(32)).open(NAME, sealer.seal(NAME, b"abc"))


def chunks(sealed: bytes) -> list[bytes]:
    return [sealed[at : at + STEP] for at in range(HEAD, len(sealed), STEP)]


@pytest.mark.parametrize(
    "order",
    [(1, 0, 2), (0, 2, 1), (0, 0, 1, 2), (0, 2), (0, 1), (0,), (1, 2), (0, 1, 2, 2), ()],
    ids=["swapped", "last moved", "doubled", "left out", "cut", "cut to one", "head gone", "end doubled", "all gone"],
)
def test_chunks_stay_where_they_are(sealer: AeadSealer, order: tuple[int, ...]) -> None:
    sealed = sealer.seal(NAME, os.urandom(2 * CHUNK_BYTES + 100))
    parts = chunks(sealed)
    with pytest.raises(SealBroken):
        sealer.open(NAME, sealed[:HEAD] + b"".join(parts[number] for number in order))


def test_a_chunk_of_another_file_is_noticed(sealer: AeadSealer) -> None:
    one, two = (sealer.seal(NAME, os.urandom(2 * CHUNK_BYTES)) for _ in range(2))
    with pytest.raises(SealBroken):
        sealer.open(NAME, one[:HEAD] + chunks(one)[0] + chunks(two)[1])


@pytest.mark.parametrize("kept", [0, 1, len(MAGIC), HEAD, HEAD + TAG_BYTES - 1, HEAD + STEP, -1])
def test_what_was_cut_is_noticed(sealer: AeadSealer, kept: int) -> None:
    with pytest.raises(SealBroken):
        sealer.open(NAME, sealer.seal(NAME, os.urandom(CHUNK_BYTES + 5))[:kept])
