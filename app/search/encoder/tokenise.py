"""Texts as the numbers of their pieces, by the pack's own tokenizer.json."""

from collections.abc import Sequence
from pathlib import Path


class Tokeniser:
    """`limit` is in tokens, the marks at both ends among them."""

    def __init__(self, path: Path, limit: int) -> None:
        """Raises ValueError for a file that is no tokenizer, OSError."""
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_buffer(path.read_bytes())
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(limit)

    def texts(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))]

    def pairs(self, pairs: Sequence[tuple[str, str]]) -> list[list[int]]:
        """Both in one row, a mark between them; of a pair that is too long the longer is cut."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(pairs))]
