"""Headers of models as they are known to be, without the models: numbers for planning."""

from app.assist.gguf.header import Header, Tensor
from app.assist.gguf.kinds import Value
from app.assist.place.shape import Shape, shape

SMALL = "qwen2.5-coder-0.5b"
MIDDLE = "qwen2.5-coder-1.5b"
LARGE = "7b"


def header(
    architecture: str,
    metadata: dict[str, Value],
    layers: list[int],
    output: int,
    words: tuple[int, int, int],
) -> Header:
    """`layers` are the bytes of each, `output` those of output.weight (0: tied), `words` the width, the number and the
    bytes of token_embd."""
    width, count, size = words
    tensors = [Tensor("token_embd.weight", (width, count), "q6_k", size, 0)]
    tensors += [Tensor(f"blk.{n}.ffn_up.weight", (width, 1), "q4_k", size, 0) for n, size in enumerate(layers)]
    tensors += [Tensor("output_norm.weight", (width,), "f32", width * 4, 0)]
    if output:
        tensors.append(Tensor("output.weight", (width, count), "q6_k", output, 0))
    keys = {f"{architecture}.{name}": value for name, value in metadata.items()}
    return Header(3, {"general.architecture": architecture, **keys}, tuple(tensors), sum(t.bytes for t in tensors))


def qwen2(count: int, width: int, inner: int, heads: int, layer: int, output: int, table: int) -> Header:
    """One of the Qwen2.5 models: two heads of keys and values, no lengths of its own."""
    return header(
        "qwen2",
        {
            "block_count": count,
            "context_length": 32768,
            "embedding_length": width,
            "feed_forward_length": inner,
            "attention.head_count": heads,
            "attention.head_count_kv": 2,
        },
        [layer] * count,
        output,
        (width, 151936, table),
    )


def known(name: str) -> Shape:
    """The real 0.5B and 1.5B by their measured sizes, and a model of 7B with 28 layers."""
    made = {
        SMALL: qwen2(24, 896, 4864, 14, 10059 << 10, 144_643_072, 93_592_576),
        MIDDLE: qwen2(28, 1536, 8960, 12, 27506 << 10, 191_439_360, 131_272_704),
        LARGE: header(
            "qwen2",
            {
                "block_count": 28,
                "context_length": 131072,
                "embedding_length": 3584,
                "feed_forward_length": 18944,
                "attention.head_count": 28,
                "attention.head_count_kv": 4,
            },
            [134 << 20] * 28,
            426 << 20,
            (3584, 152064, 292 << 20),
        ),
    }
    return shape(made[name])
