"""What the model has read: the tokens whose keys and values are in memory, and how more of them get there.

The abort callback is C's own strlen over a two-byte string of ours: it is called for every node of a graph by the
threads that compute, and a callback into Python would make each of them wait for the interpreter. An empty string is
0, go on; one that the parent's `cancel` has filled is 1, stop.
"""

import ctypes
import sys
from collections.abc import Sequence
from typing import Any

import llama_cpp.llama_cpp as lib
import numpy as np
from numpy.typing import NDArray

from app.assist.llama.model import Setup, Threads, open_context
from app.core.errors import Cancelled

Logits = NDArray[np.float32]

ABORTED = 2
"""What llama_decode gives when the abort callback stopped it."""


class Context:
    """One sequence of tokens. Raises Cancelled out of `decode` when the flag of `obey` is set."""

    def __init__(self, model: int, setup: Setup, vocabulary_size: int) -> None:
        """Raises ModelUnloadable when there is too little memory."""
        self._pointer = open_context(model, setup)
        self._memory = lib.llama_get_memory(self._pointer)
        self._stop = bytearray(2)
        self._length = ctypes.cdll.msvcrt.strlen if sys.platform == "win32" else ctypes.CDLL(None).strlen
        self._abort = lib.ggml_abort_callback(ctypes.cast(self._length, ctypes.c_void_p).value)
        self._row = ctypes.c_float * vocabulary_size
        self._views: dict[int, Logits] = {}
        self._batch = lib.llama_batch_init(setup.batch, 0, 1)
        for place in range(setup.batch):
            self._batch.n_seq_id[place] = 1
            self._batch.seq_id[place][0] = 0
        self.batch = setup.batch
        self.tokens: list[int] = []
        """The tokens that are evaluated, in order. To be changed by the methods only."""
        self.size = int(lib.llama_n_ctx(self._pointer))
        self.obey(self._stop)

    def close(self) -> None:
        """Free the memory. The context cannot be used afterwards."""
        lib.llama_batch_free(self._batch)
        lib.llama_free(self._pointer)

    @property
    def pointer(self) -> int:
        return self._pointer

    def obey(self, stop: bytearray) -> None:
        """From now on work ends when the first byte of `stop` (which has two) is not 0."""
        self._stop = stop
        self._data = (ctypes.c_char * 2).from_buffer(stop)
        lib.llama_set_abort_callback(self._pointer, self._abort, ctypes.addressof(self._data))

    def use(self, threads: Threads) -> None:
        lib.llama_set_n_threads(self._pointer, threads.generation, threads.prompt)

    def decode(self, tokens: Sequence[int], rows: int = 1) -> None:
        """Evaluate at most a batch of tokens; logits are kept of the last `rows`.

        Raises Cancelled; what was evaluated before stays.
        """
        if self._stop[0]:
            raise Cancelled
        batch, begin, count = self._batch, len(self.tokens), len(tokens)
        for place, token in enumerate(tokens):
            batch.token[place] = token
            batch.pos[place] = begin + place
            batch.logits[place] = place >= count - rows
        batch.n_tokens = count
        result = int(lib.llama_decode(self._pointer, batch))
        if result:
            self.keep(begin)
            if result == ABORTED:
                raise Cancelled
            raise RuntimeError(f"llama_decode: {result}")
        self.tokens.extend(tokens)

    def logits(self, row: int = -1) -> Logits:
        """One row of the last batch, a number for each token; valid until the next batch. -1: the last."""
        address = ctypes.addressof(lib.llama_get_logits_ith(self._pointer, row).contents)
        view = self._views.get(address)
        if view is None:
            view = self._views[address] = np.ctypeslib.as_array(self._row.from_address(address))
        return view

    def keep(self, count: int) -> int:
        """Forget all but the first `count` tokens; how many are kept, 0 where the model cannot forget a part."""
        if not lib.llama_memory_seq_rm(self._memory, 0, count, -1):
            lib.llama_memory_clear(self._memory, True)
            count = 0
        del self.tokens[count:]
        return count

    def state(self) -> tuple[Any, int]:
        """The keys and values of all tokens: a buffer and its bytes in use."""
        size = int(lib.llama_state_seq_get_size(self._pointer, 0))
        buffer = (ctypes.c_uint8 * size)()
        return buffer, int(lib.llama_state_seq_get_data(self._pointer, buffer, size, 0))

    def restore(self, tokens: Sequence[int], state: memoryview) -> bool:
        """Put back what `state` gave when the tokens were these; nothing is left in memory if it fails."""
        self.keep(0)
        buffer = (ctypes.c_uint8 * len(state)).from_buffer(state)
        if not lib.llama_state_seq_set_data(self._pointer, buffer, len(state), 0):
            self.keep(0)
            return False
        self.tokens = list(tokens)
        return True
