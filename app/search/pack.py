"""The files of an encoder's pack that the child reads; the rest is the same model for sentence-transformers."""

from app.core.catalog import Model

TOKENIZER = "tokenizer.json"
PROMPTS = "config_sentence_transformers.json"
WORDS = "engine/words.q4"
ENCODER = "engine/encoder.onnx"
RERANKER = "engine/reranker.onnx"
"""A pack may lack it."""
QUESTIONS = "query.delta"
"""What was learned of questions; a pack may lack it."""


def reranks(model: Model) -> bool:
    """Whether the catalogue lists a reranker for this pack."""
    return _lists(model, RERANKER)


def read_files(model: Model) -> tuple[str, ...]:
    """Those that are read, and so verified first."""
    return (TOKENIZER, PROMPTS, WORDS, ENCODER, *(name for name in (RERANKER, QUESTIONS) if _lists(model, name)))


def _lists(model: Model, name: str) -> bool:
    return any(file.path == name for file in model.files)
