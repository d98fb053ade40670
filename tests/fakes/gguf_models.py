"""Tiny models of each architecture, with random weights: a few hundred KB that llama.cpp loads and that chat.

The tokenizer is byte-level BPE without merges: 256 letters, then control tokens. They say nothing; they prove that a
file of this shape loads, that its control tokens are single tokens, and that a turn can be evaluated.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.fakes.gguf import BOOL, F32, I32, STRING, U32, Gguf, Tensor

EMBED, HEADS, KV_HEADS, LAYERS, FEED = 64, 4, 2, 2, 128
HEAD = EMBED // HEADS
NORMAL, CONTROL = 1, 3


@dataclass(frozen=True)
class Family:
    """`control` are the control tokens of a chat; `stop` is the one that ends a reply."""

    architecture: str
    pre: str
    control: tuple[str, ...]
    stop: str
    template: str


CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
EXAONE = (
    "{% for m in messages %}{% if loop.first and m['role'] != 'system' %}{{ '[|system|][|endofturn|]\n' }}{% endif %}"
    "{{ '[|' + m['role'] + '|]' + m['content'] }}"
    "{% if m['role'] == 'user' %}{{ '\n' }}{% else %}{{ '[|endofturn|]\n' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '[|assistant|]' }}{% endif %}"
)
LLAMA3 = (
    "{{ bos_token }}{% for m in messages %}{{ '<|start_header_id|>' + m['role'] + '<|end_header_id|>\n\n' "
    "+ m['content'] | trim + '<|eot_id|>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)
GEMMA = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{% set first = messages[0]['content'] + '\n\n' %}"
    "{% set rest = messages[1:] %}{% else %}{% set first = '' %}{% set rest = messages %}{% endif %}"
    "{% for m in rest %}{{ '<start_of_turn>' + ('model' if m['role'] == 'assistant' else m['role']) + '\n' "
    "+ (first if loop.first else '') + m['content'] | trim + '<end_of_turn>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}"
)
SOLAR = (
    "{% for m in messages %}{{ '<|begin|>' + m['role'] + '<|content|>' + m['content'] + '<|end|>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|begin|>assistant' }}"
    "{% if enable_thinking is defined and not enable_thinking %}{{ '<|think|><|end|><|begin|>assistant' }}{% endif %}"
    "{% endif %}"
)

_CHATML_TOKENS = ("<|im_start|>", "<|im_end|>", "<|endoftext|>")
_EXAONE_TOKENS = ("[|system|]", "[|user|]", "[|assistant|]", "[|endofturn|]", "[BOS]")
_LLAMA3_TOKENS = ("<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>")
FAMILIES = {
    "llama": Family("llama", "llama-bpe", _LLAMA3_TOKENS, "<|eot_id|>", LLAMA3),
    "qwen2": Family("qwen2", "qwen2", _CHATML_TOKENS, "<|im_end|>", CHATML),
    "qwen3": Family("qwen3", "qwen2", _CHATML_TOKENS, "<|im_end|>", CHATML),
    "ax4": Family("qwen2", "a.x-4.0", _CHATML_TOKENS, "<|im_end|>", CHATML),
    "exaone": Family("exaone", "exaone", _EXAONE_TOKENS, "[|endofturn|]", EXAONE),
    "exaone4": Family("exaone4", "exaone4", _EXAONE_TOKENS, "[|endofturn|]", EXAONE),
    "midm": Family("llama", "midm-2.0", _LLAMA3_TOKENS, "<|eot_id|>", LLAMA3),
    "kanana": Family("llama", "llama-bpe", _LLAMA3_TOKENS, "<|eot_id|>", LLAMA3),
    "kanana2": Family("deepseek2", "kanana2", _LLAMA3_TOKENS, "<|eot_id|>", LLAMA3),
    "solar-open": Family(
        "glm4moe", "solar-open", ("<|begin|>", "<|content|>", "<|end|>", "<|think|>"), "<|end|>", SOLAR
    ),
    "gemma3": Family("gemma3", "llama-bpe", ("<bos>", "<start_of_turn>", "<end_of_turn>"), "<end_of_turn>", GEMMA),
}


def make(family: Family, *, name: str = "", seed: int = 5) -> Gguf:
    """A whole model of that family."""
    made = Gguf()
    made.set("general.architecture", STRING, family.architecture).set("general.type", STRING, "model")
    made.set("general.name", STRING, name or f"Tiny {family.architecture}").set("general.size_label", STRING, "0.1M")
    made.set("general.license", STRING, "apache-2.0").set("general.file_type", U32, 0)
    _shape(made, family.architecture)
    words = _words(family.control)
    _tokenizer(made, family, words)
    rng = np.random.default_rng(seed)
    for tensor, shape in _tensors(family.architecture, len(words)):
        made.tensors.append(Tensor(tensor, shape, _weights(tensor, shape, rng)))
    return made


def adapter(family: Family, *, rank: int = 4, alpha: float = 64.0, seed: int = 7) -> Gguf:
    """A LoRA on the queries and outputs of every layer of a model of that family."""
    made = Gguf()
    made.set("general.architecture", STRING, family.architecture).set("general.type", STRING, "adapter")
    made.set("general.name", STRING, "Tiny LoRA").set("adapter.type", STRING, "lora")
    made.set("adapter.lora.alpha", F32, alpha)
    rng = np.random.default_rng(seed)
    for layer in range(LAYERS):
        for place in ("attn_q", "attn_output"):
            for part, shape in (("a", (EMBED, rank)), ("b", (rank, EMBED))):
                values = rng.normal(0, 1, size=shape[::-1]).astype("<f4")
                made.tensors.append(Tensor(f"blk.{layer}.{place}.weight.lora_{part}", shape, values.tobytes()))
    return made


def _words(control: Sequence[str]) -> list[str]:
    """The 256 byte letters of byte-level BPE (Radford et al. 2019), then the control tokens."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return [*map(chr, shown), *(chr(256 + place) for place in range(len(hidden))), *control]


def _tokenizer(made: Gguf, family: Family, words: Sequence[str]) -> None:
    made.set("tokenizer.ggml.model", STRING, "gpt2").set("tokenizer.ggml.pre", STRING, family.pre)
    made.many("tokenizer.ggml.tokens", STRING, words)
    made.many("tokenizer.ggml.token_type", I32, [NORMAL if len(word) == 1 else CONTROL for word in words])
    made.many("tokenizer.ggml.merges", STRING, ["a b"])
    made.set("tokenizer.ggml.eos_token_id", U32, words.index(family.stop))
    made.set("tokenizer.ggml.bos_token_id", U32, words.index(family.control[0]))
    made.set("tokenizer.ggml.add_bos_token", BOOL, False)
    made.set("tokenizer.chat_template", STRING, family.template)


def _shape(made: Gguf, arch: str) -> None:
    whole = {
        "block_count": LAYERS,
        "context_length": 4096,
        "embedding_length": EMBED,
        "feed_forward_length": FEED,
        "attention.head_count": HEADS,
        "attention.head_count_kv": KV_HEADS,
    }
    extra: dict[str, int] = {
        "exaone4": {"attention.sliding_window": 512},
        "gemma3": {"attention.key_length": HEAD, "attention.value_length": HEAD, "attention.sliding_window": 512},
        "glm4moe": {
            "expert_count": 4,
            "expert_used_count": 2,
            "expert_feed_forward_length": 32,
            "expert_shared_count": 1,
            "leading_dense_block_count": 1,
            "rope.dimension_count": HEAD // 2,
            "expert_gating_func": 2,
        },
        "deepseek2": {
            "attention.head_count_kv": HEADS,
            "attention.q_lora_rank": 32,
            "attention.kv_lora_rank": 32,
            "attention.key_length": 24,
            "attention.value_length": 16,
            "rope.dimension_count": 8,
            "expert_count": 4,
            "expert_used_count": 2,
            "expert_feed_forward_length": 32,
            "expert_shared_count": 1,
            "leading_dense_block_count": 1,
        },
    }.get(arch, {})
    for key, value in {**whole, **extra}.items():
        made.set(f"{arch}.{key}", U32, value)
    made.set(f"{arch}.attention.layer_norm_rms_epsilon", F32, 1e-5)


def _tensors(arch: str, words: int) -> list[tuple[str, tuple[int, ...]]]:
    found: list[tuple[str, tuple[int, ...]]] = [
        ("token_embd.weight", (EMBED, words)),
        ("output_norm.weight", (EMBED,)),
        ("output.weight", (EMBED, words)),
    ]
    for layer in range(LAYERS):
        for name, shape in (_attention(arch) | _feed(arch, layer)).items():
            found.append((f"blk.{layer}.{name}", shape))
    return found


def _attention(arch: str) -> dict[str, tuple[int, ...]]:
    if arch == "deepseek2":
        return {
            "attn_norm.weight": (EMBED,),
            "attn_q_a.weight": (EMBED, 32),
            "attn_q_a_norm.weight": (32,),
            "attn_q_b.weight": (32, HEADS * 24),
            "attn_kv_a_mqa.weight": (EMBED, 32 + 8),
            "attn_kv_a_norm.weight": (32,),
            "attn_kv_b.weight": (32, HEADS * (16 + 16)),
            "attn_output.weight": (HEADS * 16, EMBED),
        }
    made: dict[str, tuple[int, ...]] = {
        "attn_q.weight": (EMBED, EMBED),
        "attn_k.weight": (EMBED, KV_HEADS * HEAD),
        "attn_v.weight": (EMBED, KV_HEADS * HEAD),
        "attn_output.weight": (EMBED, EMBED),
    }
    if arch != "exaone4":
        made["attn_norm.weight"] = (EMBED,)
    if arch in ("qwen2", "glm4moe"):
        made |= {"attn_q.bias": (EMBED,), "attn_k.bias": (KV_HEADS * HEAD,), "attn_v.bias": (KV_HEADS * HEAD,)}
    if arch in ("exaone4", "gemma3", "qwen3"):
        made |= {"attn_q_norm.weight": (HEAD,), "attn_k_norm.weight": (HEAD,)}
    if arch in ("exaone4", "gemma3", "glm4moe"):
        made["post_attention_norm.weight"] = (EMBED,)
    return made


def _feed(arch: str, layer: int) -> dict[str, tuple[int, ...]]:
    made: dict[str, tuple[int, ...]] = {}
    if arch not in ("exaone4", "glm4moe"):
        made["ffn_norm.weight"] = (EMBED,)
    if arch in ("exaone4", "gemma3"):
        made["post_ffw_norm.weight"] = (EMBED,)
    if arch in ("glm4moe", "deepseek2") and layer:
        for name, shape in {"gate": (EMBED, 32), "up": (EMBED, 32), "down": (32, EMBED)}.items():
            made[f"ffn_{name}_exps.weight"] = (*shape, 4)
            made[f"ffn_{name}_shexp.weight"] = shape
        made["ffn_gate_inp.weight"] = (EMBED, 4)
        if arch == "glm4moe":
            made["exp_probs_b.bias"] = (4,)
        return made
    made |= {"ffn_gate.weight": (EMBED, FEED), "ffn_up.weight": (EMBED, FEED), "ffn_down.weight": (FEED, EMBED)}
    return made


def _weights(name: str, shape: tuple[int, ...], rng: np.random.Generator) -> bytes:
    if "norm" in name:
        return np.ones(shape[::-1], "<f4").tobytes()
    scale = 1.0 if name.startswith("token_embd") else 0.35
    return rng.normal(0, scale, size=shape[::-1]).astype("<f4").tobytes()
