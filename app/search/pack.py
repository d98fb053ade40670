"""The files of an encoder's pack that the child reads; the rest is the same model for sentence-transformers."""

from app.core.catalog import Model

TOKENIZER = "tokenizer.json"
PROMPTS = "config_sentence_transformers.json"
WORDS = "engine/words.q4"
ENCODER = "engine/encoder.onnx"
RERANKER = "engine/reranker.onnx"
"""A pack may lack it."""


def reranks(model: Model) -> bool:
    """Whether the catalogue lists a reranker for this pack."""
    return any(file.path == RERANKER for file in model.files)


def read_files(model: Model) -> tuple[str, ...]:
    """Those that are read, and so verified first."""
    return (TOKENIZER, PROMPTS, WORDS, ENCODER, *((RERANKER,) if reranks(model) else ()))
