"""The value types and tensor types of GGUF. Source: ggml, docs/gguf.md and ggml.h as of ggml 0.25.3."""

import struct
from dataclasses import dataclass

Item = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Counted:
    """An array that was passed over: `type` is its items' type, `count` how many there are."""

    type: str
    count: int


Value = Item | tuple[Item, ...] | Counted


@dataclass(frozen=True, slots=True)
class ScalarType:
    """`least`: bytes that an item takes at least, all of them but for a string."""

    name: str
    form: struct.Struct
    least: int


def _scalar(name: str, form: str) -> ScalarType:
    made = struct.Struct(form)
    return ScalarType(name, made, made.size)


BOOL, STRING, ARRAY = 7, 8, 9
SCALARS = {
    0: _scalar("uint8", "<B"),
    1: _scalar("int8", "<b"),
    2: _scalar("uint16", "<H"),
    3: _scalar("int16", "<h"),
    4: _scalar("uint32", "<I"),
    5: _scalar("int32", "<i"),
    6: _scalar("float32", "<f"),
    BOOL: _scalar("bool", "<?"),
    STRING: _scalar("string", "<Q"),
    10: _scalar("uint64", "<Q"),
    11: _scalar("int64", "<q"),
    12: _scalar("float64", "<d"),
}


@dataclass(frozen=True, slots=True)
class TensorType:
    """`block` elements take `bytes` bytes."""

    name: str
    block: int
    bytes: int


TENSOR_TYPES = {
    0: TensorType("f32", 1, 4),
    1: TensorType("f16", 1, 2),
    2: TensorType("q4_0", 32, 18),
    3: TensorType("q4_1", 32, 20),
    6: TensorType("q5_0", 32, 22),
    7: TensorType("q5_1", 32, 24),
    8: TensorType("q8_0", 32, 34),
    9: TensorType("q8_1", 32, 36),
    10: TensorType("q2_k", 256, 84),
    11: TensorType("q3_k", 256, 110),
    12: TensorType("q4_k", 256, 144),
    13: TensorType("q5_k", 256, 176),
    14: TensorType("q6_k", 256, 210),
    15: TensorType("q8_k", 256, 292),
    16: TensorType("iq2_xxs", 256, 66),
    17: TensorType("iq2_xs", 256, 74),
    18: TensorType("iq3_xxs", 256, 98),
    19: TensorType("iq1_s", 256, 50),
    20: TensorType("iq4_nl", 32, 18),
    21: TensorType("iq3_s", 256, 110),
    22: TensorType("iq2_s", 256, 82),
    23: TensorType("iq4_xs", 256, 136),
    24: TensorType("i8", 1, 1),
    25: TensorType("i16", 1, 2),
    26: TensorType("i32", 1, 4),
    27: TensorType("i64", 1, 8),
    28: TensorType("f64", 1, 8),
    29: TensorType("iq1_m", 256, 56),
    30: TensorType("bf16", 1, 2),
    34: TensorType("tq1_0", 256, 54),
    35: TensorType("tq2_0", 256, 66),
    39: TensorType("mxfp4", 32, 17),
    40: TensorType("nvfp4", 64, 36),
    41: TensorType("q1_0", 128, 18),
    42: TensorType("q2_0", 64, 18),
}
"""Types that were taken out of ggml (4, 5, 31 to 33, 36 to 38) are not here: no build reads them any more."""
