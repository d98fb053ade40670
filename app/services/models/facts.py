"""What the header of a model file says of it, in the words of people who choose models."""

import re
from dataclasses import dataclass

from app.assist.chat.strings import Specials
from app.assist.gguf.header import Header
from app.core.errors import ModelFileBad

TOKENS, TOKEN_TYPES = "tokenizer.ggml.tokens", "tokenizer.ggml.token_type"
_TEMPLATE = "tokenizer.chat_template"
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # Windows takes no folder of such a name
_CONTROL_TYPES = (3, 4)  # control, user-defined: taken as one token in a template
_FILE_TYPES = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    36: "TQ1_0",
    37: "TQ2_0",
    38: "MXFP4_MOE",
}
"""llama_ftype of llama.h: what general.file_type means."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`kind` is `model` or `adapter`. `context` in tokens, `parameters` counted from the tensors; texts are empty where
    the file does not say. `licence` is the file's own word, which nobody has checked."""

    kind: str
    architecture: str
    name: str
    size_label: str
    parameters: int
    quantisation: str
    context: int
    tokenizer: str
    pre_tokenizer: str
    licence: str
    origin: str
    template: str


def facts(header: Header, name: str) -> Facts:
    """Raises ModelFileBad for a file that is neither a whole model nor a LoRA adapter."""
    kind = header.text("general.type") or "model"
    if kind == "adapter" and header.text("adapter.type") != "lora":
        raise ModelFileBad(name=name, detail="adapter-type")
    if kind not in ("model", "adapter"):
        raise ModelFileBad(name=name, detail=f"type-{one_line(kind)}")
    if header.number("split.count") > 1:
        raise ModelFileBad(name=name, detail="split")
    if not header.tensors:
        raise ModelFileBad(name=name, detail="no-weights")
    arch = header.architecture
    return Facts(
        kind=kind,
        architecture=one_line(arch),
        name=one_line(header.text("general.name") or header.text("general.basename")),
        size_label=one_line(header.text("general.size_label")),
        parameters=_parameters(header),
        quantisation=_quantisation(header),
        context=header.number(f"{arch}.context_length"),
        tokenizer=one_line(header.text("tokenizer.ggml.model")),
        pre_tokenizer=one_line(header.text("tokenizer.ggml.pre")),
        licence=one_line(header.text("general.license.name") or header.text("general.license")),
        origin=one_line(header.text("general.source.url") or header.text("general.base_model.0.repo_url")),
        template=header.text(_TEMPLATE),
    )


def specials(header: Header) -> Specials:
    """The first and last tokens of a text. `header` was read with TOKENS wanted."""
    words = header.metadata.get(TOKENS)

    def word(kind: str) -> str:
        place = header.number(f"tokenizer.ggml.{kind}_token_id", -1)
        found = str(words[place]) if isinstance(words, tuple) and 0 <= place < len(words) else ""
        return found.encode("utf-8", "replace").decode("utf-8")  # a word may be half a letter

    return Specials(word("bos"), word("eos"), header.metadata.get("tokenizer.ggml.add_bos_token") is True)


def control_words(header: Header) -> frozenset[str]:
    """The words of the vocabulary that a template's strings may hold as one token. TOKENS and TOKEN_TYPES wanted."""
    words, kinds = header.metadata.get(TOKENS), header.metadata.get(TOKEN_TYPES)
    if not isinstance(words, tuple) or not isinstance(kinds, tuple):
        return frozenset()
    return frozenset(str(word) for word, kind in zip(words, kinds, strict=True) if kind in _CONTROL_TYPES)


def model_id(stem: str) -> str:
    """A file's name as an id: lower case, and nothing a folder on any system could stumble over. May be empty."""
    named = re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-._")[:80].rstrip("-._")
    return f"model-{named}" if _DEVICE.fullmatch(named) else named


def _parameters(header: Header) -> int:
    total = 0
    for tensor in header.tensors:
        elements = 1
        for extent in tensor.shape:
            elements *= extent
        total += elements
    return total


def _quantisation(header: Header) -> str:
    """The file's own word, or the type of most of its bytes."""
    named = _FILE_TYPES.get(header.number("general.file_type", -1))
    if named:
        return named
    bytes_of: dict[str, int] = {}
    for tensor in header.tensors:
        bytes_of[tensor.type] = bytes_of.get(tensor.type, 0) + tensor.bytes
    return max(bytes_of, key=lambda kind: bytes_of[kind]).upper()


def one_line(untrusted_text: str) -> str:
    """Its printable letters, 200 at most: no line breaks, no signs that steer a terminal, no halves of letters."""
    return "".join(letter for letter in untrusted_text[:200] if letter.isprintable()).strip()
