"""ARIA-256-GCM of the system's libcrypto against one that is written out plainly, and against known answers.

The block is the example of RFC 5794, A.3. The two sealed texts were made by both, and by nothing else: they hold the
two together from now on.
"""

import pytest

from app.core.security_errors import CipherMissing
from app.store.vault.aria import AriaGcm
from app.store.vault.cipher import TagWrong
from tests.fakes import plain_aria

KEY = bytes(range(32))
NONCE = bytes(range(0xA0, 0xAC))
TEXT = bytes(7 * number % 256 for number in range(100))
KNOWN = (
    (
        TEXT,
        b"munjigi",
        "534e02f3decfa380ff63342f46982d2fc03c5bd3e746a327e68c8f83d0cf61b581e1d7d6a768e916fd768066236c90c4"
        "c861144d07ee3636dfe845535c89d391bb38393ffc619bea0c48acd165e079d59fe1e60f64b9b069e258b7ce2078e2e9"
        "3426fe7a40e1cd42aa1affbe6587af8446180b61",
    ),
    (b"", b"", "5c097d4dfa3e0ff607bcf3e30565eaf0"),
)


@pytest.fixture(scope="module")
def aria() -> AriaGcm:
    try:
        return AriaGcm()
    except CipherMissing:
        pytest.skip("this PC's libcrypto is not OpenSSL 3")


def test_the_plain_one_gives_the_rfcs_example() -> None:
    found = plain_aria.block(KEY, bytes.fromhex("00112233445566778899aabbccddeeff"))
    assert found.hex() == "f92bd7c79fb72e2f2b8f80c1972d24fc"


@pytest.mark.parametrize(("data", "bound", "answer"), KNOWN, ids=["a text", "nothing"])
def test_known_answers(aria: AriaGcm, data: bytes, bound: bytes, answer: str) -> None:
    assert plain_aria.sealed(KEY, NONCE, data, bound).hex() == answer
    assert aria.seal(KEY, NONCE, data, bound).hex() == answer
    assert aria.open(KEY, NONCE, bytes.fromhex(answer), bound) == data
    with pytest.raises(TagWrong):
        aria.open(KEY, NONCE, bytes.fromhex(answer), bound + b"x")


@pytest.mark.parametrize("size", [1, 15, 16, 17, 255])
def test_both_agree_at_every_edge_of_a_block(aria: AriaGcm, size: int) -> None:
    key, nonce = bytes(range(size % 7, size % 7 + 32)), bytes([size] * 12)
    data, bound = (TEXT * 3)[:size], TEXT[:size]
    assert aria.seal(key, nonce, data, bound) == plain_aria.sealed(key, nonce, data, bound)
