"""A grammar looked at lazily: only the likeliest token is checked, and the others when it is refused.

Checking one token costs microseconds, checking a vocabulary of 150,000 costs 10 to 30 ms. When the likeliest is
refused, the next few hundred are checked first: if one of them passes, nothing less likely can be the answer.
"""

import ctypes

import llama_cpp.llama_cpp as lib
import numpy as np

from app.assist.llama.context import Logits

_FEW = 256
_ROOT = b"root"


class Grammar:
    """The GBNF `text` at a place in a reply. Its rule `root` describes a whole reply."""

    def __init__(self, vocabulary: int, text: str) -> None:
        """Raises ValueError when the text is no grammar."""
        self._pointer = lib.llama_sampler_init_grammar(vocabulary, text.encode(), _ROOT)
        if not self._pointer:
            raise ValueError("grammar")
        self._dtype = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        self._one = (lib.llama_token_data * 1)()
        self._one_array = lib.llama_token_data_array(self._one, 1, -1, False)
        self._one_pointer = ctypes.byref(self._one_array)
        self.asked = self.refused = 0
        """How many tokens were chosen, and how often the likeliest was refused."""

    def close(self) -> None:
        lib.llama_sampler_free(self._pointer)

    def choose(self, logits: Logits) -> int:
        """The likeliest token that the grammar lets pass, -1 when there is none."""
        best = int(logits.argmax())
        self.asked += 1
        if self._passes(best):
            return best
        self.refused += 1
        few = np.argpartition(logits, -_FEW)[-_FEW:] if len(logits) > _FEW else np.arange(len(logits))
        chosen = self._best_of(few, logits)
        return chosen if chosen >= 0 or len(few) == len(logits) else self._best_of(np.arange(len(logits)), logits)

    def accept(self, token: int) -> None:
        """Go on behind `token`, which `choose` gave: any other would end the process."""
        lib.llama_sampler_accept(self._pointer, token)

    def _passes(self, token: int) -> bool:
        self._one[0].id, self._one[0].logit = token, 0.0
        self._one_array.size, self._one_array.selected = 1, -1
        lib.llama_sampler_apply(self._pointer, self._one_pointer)
        return bool(self._one[0].logit == 0.0)

    def _best_of(self, tokens: "np.ndarray[tuple[int], np.dtype[np.intp]]", logits: Logits) -> int:
        table = np.zeros(len(tokens), self._dtype)
        table["id"], table["logit"] = tokens, logits[tokens]
        data = ctypes.cast(table.ctypes.data, lib.llama_token_data_p)
        array = lib.llama_token_data_array(data, len(tokens), -1, False)
        lib.llama_sampler_apply(self._pointer, ctypes.byref(array))
        scores = table["logit"]
        highest = scores.max()
        # Of equals the lowest id, as a search through the whole vocabulary would find.
        return int(table["id"][scores == highest].min()) if np.isfinite(highest) else -1
