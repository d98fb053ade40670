"""ARIA-256 (RFC 5794) and GCM (NIST SP 800-38D) written out plainly and slowly, with no library: what the program's
module is compared with.

The substitution boxes are computed as the cipher defines them, over GF(2^8) with the polynomial of AES: the inverse
and the 247th power, each followed by an affine map. A slip in any of it does not give the RFC's example.
"""

_ROUNDS = 16
_MASK = (1 << 128) - 1
_CONSTANTS = (
    0x517CC1B727220A94FE13ABE8FA9A6EE0,
    0x6DB14ACC9E21C820FF28B1D5EF5DE2B0,
    0xDB92371D2126E9700324977504E8C90E,
)
_TURNS = (19, 31, 128 - 61, 128 - 31, 128 - 19)
_DIFFUSED = (
    (3, 4, 6, 8, 9, 13, 14),
    (2, 5, 7, 8, 9, 12, 15),
    (1, 4, 6, 10, 11, 12, 15),
    (0, 5, 7, 10, 11, 13, 14),
    (0, 2, 5, 8, 11, 14, 15),
    (1, 3, 4, 9, 10, 14, 15),
    (0, 2, 7, 9, 10, 12, 13),
    (1, 3, 6, 8, 11, 12, 13),
    (0, 1, 4, 7, 10, 13, 15),
    (0, 1, 5, 6, 11, 12, 14),
    (2, 3, 5, 6, 8, 13, 15),
    (2, 3, 4, 7, 9, 12, 14),
    (1, 2, 6, 7, 9, 11, 12),
    (0, 3, 6, 7, 8, 10, 13),
    (0, 3, 4, 5, 9, 11, 14),
    (1, 2, 4, 5, 8, 10, 15),
)
_FIRST = (0xF1, 0xE3, 0xC7, 0x8F, 0x1F, 0x3E, 0x7C, 0xF8)
_SECOND = (0x7A, 0xBC, 0xEB, 0xB9, 0x34, 0x81, 0xBA, 0xCB)
"""Rows of the two affine maps, the lowest bit first."""

_GHASH = 0xE1 << 120


def block(key: bytes, data: bytes) -> bytes:
    """16 bytes under a key of 32."""
    keys, state = _round_keys(key), int.from_bytes(data, "big")
    for number in range(_ROUNDS - 1):
        state = _diffused(_substituted(state ^ keys[number], number % 2 == 1))
    return (int.from_bytes(_substituted(state ^ keys[_ROUNDS - 1], True), "big") ^ keys[_ROUNDS]).to_bytes(16, "big")


def sealed(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    """GCM with a nonce of 12 bytes: the encrypted data and a tag of 16."""
    out = b""
    for number, part in enumerate(_parts(data)):
        stream = block(key, nonce + (number + 2).to_bytes(4, "big"))
        out += bytes(one ^ other for one, other in zip(part, stream, strict=False))
    hashing, tag = int.from_bytes(block(key, bytes(16)), "big"), 0
    for part in (*_parts(bound), *_parts(out), (len(bound) * 8 << 64 | len(out) * 8).to_bytes(16, "big")):
        tag = _multiplied(tag ^ int.from_bytes(part.ljust(16, b"\0"), "big"), hashing)
    return out + (tag ^ int.from_bytes(block(key, nonce + (1).to_bytes(4, "big")), "big")).to_bytes(16, "big")


def _parts(data: bytes) -> list[bytes]:
    return [data[at : at + 16] for at in range(0, len(data), 16)]


def _multiplied(one: int, other: int) -> int:
    """In GF(2^128) as GCM writes it."""
    product = 0
    for bit in range(127, -1, -1):
        product ^= one if other >> bit & 1 else 0
        one = one >> 1 ^ (_GHASH if one & 1 else 0)
    return product


def _round_keys(key: bytes) -> list[int]:
    first, second, third = _CONSTANTS
    left, right = (int.from_bytes(half, "big") for half in (key[:16], key[16:]))
    w = [left]
    w.append(_diffused(_substituted(w[0] ^ third, False)) ^ right)
    w.append(_diffused(_substituted(w[1] ^ first, True)) ^ w[0])
    w.append(_diffused(_substituted(w[2] ^ second, False)) ^ w[1])
    turned = [w[at] ^ _turned(w[(at + 1) % 4], turn) for turn in _TURNS for at in range(4)]
    return turned[: _ROUNDS + 1]


def _turned(value: int, right: int) -> int:
    return value >> right | value << 128 - right & _MASK


def _diffused(state: bytes) -> int:
    out = bytearray(16)
    for at, sources in enumerate(_DIFFUSED):
        for source in sources:
            out[at] ^= state[source]
    return int.from_bytes(out, "big")


def _substituted(state: int, even: bool) -> bytes:
    boxes = (*_BOXES[2:], *_BOXES[:2]) if even else _BOXES
    return bytes(boxes[at % 4][value] for at, value in enumerate(state.to_bytes(16, "big")))


def _field_product(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (0x11B if one & 0x80 else 0)
        other >>= 1
    return product


def _box(exponent: int, rows: tuple[int, ...], constant: int) -> bytes:
    out = bytearray()
    for value in range(256):
        power = 1
        for _ in range(exponent):
            power = _field_product(power, value)
        out.append(sum(((power & row).bit_count() & 1) << bit for bit, row in enumerate(rows)) ^ constant)
    return bytes(out)


def _inverse(box: bytes) -> bytes:
    return bytes(box.index(value) for value in range(256))


_S1, _S2 = _box(254, _FIRST, 0x63), _box(247, _SECOND, 0xE2)
_BOXES = (_S1, _S2, _inverse(_S1), _inverse(_S2))
