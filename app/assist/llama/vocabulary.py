"""Text to tokens and back, by the vocabulary of the loaded model.

Text of documents and questions is tokenised with special=False, so that `<|im_end|>` in a document is eight letters
and never a control token; only the template's own strings are tokenised with special=True.
"""

import ctypes
from collections.abc import Sequence

import llama_cpp.llama_cpp as lib

from app.assist.llama.encoded import Encoded, borders_of
from app.assist.templates import Turn
from app.core.catalog import ChatFormat


class Vocabulary:
    """Reads the model's vocabulary; the bytes of a token are asked for once."""

    def __init__(self, model: int, chat: ChatFormat) -> None:
        self.pointer = lib.llama_model_get_vocab(model)
        self.size = int(lib.llama_vocab_n_tokens(self.pointer))
        self._chat = chat
        self._bytes: dict[int, bytes] = {}
        self._ends: dict[int, bool] = {}

    def tokens(self, text: str, *, special: bool = False) -> list[int]:
        """Token ids of `text`; control tokens are recognised only with `special`."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        while True:
            array = (lib.llama_token * room)()
            count = int(lib.llama_tokenize(self.pointer, data, len(data), array, room, False, special))
            if count >= 0:
                return list(array[:count])
            room = -count

    def encode(self, turns: Sequence[Turn], *, unfinished: bool = False) -> Encoded:
        """The tokens of a chat, with the assistant's turn opened at the end.

        `unfinished`: the last turn goes on later; the tokens are the beginning of those of the whole chat.
        """
        tokens = self.tokens(self._chat.begin, special=True) if self._chat.begin else []
        borders: set[int] = set()
        for place, turn in enumerate(turns):
            last = place == len(turns) - 1
            opening = self.tokens(self._chat.openings[turn.role], special=True)
            for part in turn.parts:
                if last or len(turn.parts) > 1:  # what stands in one piece and is not last does not change by parts
                    borders.add(len(tokens))
                tokens += opening + self.tokens(part)
                opening = []
            if not (last and unfinished):
                tokens += self.tokens(self._chat.closings[turn.role], special=True)
        if not unfinished:
            tokens += self.tokens(self._chat.reply, special=True)
        return Encoded(tuple(tokens), borders_of(sorted(borders), len(tokens)))

    def said(self, token: int) -> bytes:
        """What the token says; nothing for a control token."""
        known = self._bytes.get(token)
        if known is None:
            known = self._bytes[token] = self._asked(token)
        return known

    def ends(self, token: int) -> bool:
        """Whether the model says with it that it has finished."""
        known = self._ends.get(token)
        if known is None:
            known = self._ends[token] = bool(lib.llama_vocab_is_eog(self.pointer, token))
        return known

    def _asked(self, token: int) -> bytes:
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = int(lib.llama_token_to_piece(self.pointer, token, buffer, size, 0, False))
            if length >= 0:
                return buffer.raw[:length]
            size = -length
