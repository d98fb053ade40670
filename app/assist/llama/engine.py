"""llama.cpp through its C interface: one model, one context, one own decode loop.

The only file that imports llama_cpp. Runs in the llm child.

Text of documents and questions is tokenised with special=False, so that `<|im_end|>` in a document
is eight letters and never a control token; only the template's own strings are tokenised with
special=True.

Prefix reuse: consecutive prompts share the instructions and often the sources. Their keys and
values stay in the context, and only what differs is evaluated. A prompt is always evaluated in the
same batches (a batch never crosses the end of a part), and reuse begins at a batch border, so the
result is bit for bit that of a fresh context.
"""

import ctypes
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import llama_cpp.llama_cpp as lib

from app.assist.pieces import Pieces
from app.assist.templates import Turn, fingerprint
from app.core.catalog import ChatFormat
from app.core.errors import Cancelled, ModelDamaged, ModelUnloadable, PromptTooLong

log = logging.getLogger(__name__)

BATCH = 128
"""Tokens a batch: 0.985 of the prompt speed of 512, and a cancel or a progress report every ~second."""

_ABORTED = 2
_TEMPLATE_KEY = b"tokenizer.chat_template"
_WARNING, _ERROR = 3, 4  # ggml_log_level: 1 debugging, 2 information, 5 continues a line


@dataclass(frozen=True, slots=True)
class Evaluated:
    """`done` of `total` prompt tokens are in the context."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Piece:
    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """Counts in tokens, times in seconds. `stop` is `end`, `length` or `text` (a stop string)."""

    stop: str
    prompt_tokens: int
    reused_tokens: int
    generated_tokens: int
    prompt_seconds: float
    generation_seconds: float


@dataclass(frozen=True, slots=True)
class Encoded:
    """A prompt as tokens; `borders` are the ends of its parts, ascending, the last is the length."""

    tokens: tuple[int, ...]
    borders: tuple[int, ...]

    def batches(self) -> list[tuple[int, int]]:
        """[start, end) of each batch: at most BATCH tokens, never across a border."""
        spans: list[tuple[int, int]] = []
        start = 0
        for border in self.borders:
            while start < border:
                end = min(start + BATCH, border)
                spans.append((start, end))
                start = end
        return spans


@lib.llama_log_callback  # type: ignore[untyped-decorator, unused-ignore]
def _on_log(level: int, untrusted_text: bytes, _data: ctypes.c_void_p) -> None:
    text = untrusted_text.decode("utf-8", "replace").rstrip()
    if text:
        log.log(logging.WARNING if level in (_WARNING, _ERROR) else logging.DEBUG, "%s", text)


@dataclass(frozen=True, slots=True)
class Threads:
    """Evaluating a prompt is bound by arithmetic and uses every core; generation is bound by memory."""

    generation: int
    prompt: int


class Engine:
    """A loaded model. Not safe across threads; raises as its methods say."""

    def __init__(
        self,
        path: Path,
        *,
        model_id: str,
        template_sha256: str,
        chat: ChatFormat,
        threads: Threads,
        context_tokens: int,
    ) -> None:
        """Load `path`, whose SHA-256 the caller has checked. `chat` are the strings of its template.

        Raises ModelUnloadable (llama.cpp refuses the file, too little memory) and ModelDamaged (its chat template is
        not the pinned one).
        """
        self.model_id = model_id
        self._model: int | None = None
        self._context: int | None = None
        self._sampler: int | None = None
        self._evaluated: tuple[int, ...] = ()
        self._is_cancelled: Callable[[], bool] = lambda: False
        lib.llama_log_set(_on_log, ctypes.c_void_p(0))
        lib.llama_backend_init()
        self._model = lib.llama_model_load_from_file(bytes(path), _model_params())
        if not self._model:
            raise ModelUnloadable(model=model_id, detail="file")
        self._vocab = lib.llama_model_get_vocab(self._model)
        self._check_template(template_sha256)
        self._chat = chat
        self._abort = lib.ggml_abort_callback(lambda _data: self._is_cancelled())
        self._context = lib.llama_init_from_model(self._model, _context_params(threads, context_tokens, self._abort))
        if not self._context:
            raise ModelUnloadable(model=model_id, detail="memory")
        self._memory = lib.llama_get_memory(self._context)
        self._sampler = lib.llama_sampler_init_greedy()
        self.context_tokens = int(lib.llama_n_ctx(self._context))

    def close(self) -> None:
        """Free the memory. The engine cannot be used afterwards."""
        if self._sampler:
            lib.llama_sampler_free(self._sampler)
        if self._context:
            lib.llama_free(self._context)
        if self._model:
            lib.llama_model_free(self._model)
        self._sampler = self._context = self._model = None

    def tokens(self, text: str, *, special: bool = False) -> list[int]:
        """Token ids of `text`; control tokens are recognised only with `special`."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        while True:
            array = (lib.llama_token * room)()
            count = int(lib.llama_tokenize(self._vocab, data, len(data), array, room, False, special))
            if count >= 0:
                return list(array[:count])
            room = -count

    def encode(self, turns: Sequence[Turn]) -> Encoded:
        """The tokens of a chat, with the assistant's turn opened at the end."""
        tokens = self.tokens(self._chat.begin, special=True) if self._chat.begin else []
        borders: list[int] = []
        for turn in turns:
            borders = []  # of the last turn only: the turns before it are one stable stretch
            opening = self.tokens(self._chat.openings[turn.role], special=True)
            for part in turn.parts:
                borders.append(len(tokens))
                tokens += opening + self.tokens(part)
                opening = []
            tokens += self.tokens(self._chat.closings[turn.role], special=True)
        tokens += self.tokens(self._chat.reply, special=True)
        return Encoded(tuple(tokens), (*(border for border in borders if border), len(tokens)))

    def generate(
        self, prompt: Encoded, *, max_tokens: int, stops: Sequence[str], is_cancelled: Callable[[], bool]
    ) -> Iterator[Evaluated | Piece | Finished]:
        """Evaluate the prompt, then pick the likeliest token again and again.

        Raises PromptTooLong before any work, and Cancelled; the engine is usable after both.
        """
        if len(prompt.tokens) + max_tokens > self.context_tokens:
            raise PromptTooLong(tokens=len(prompt.tokens), limit=self.context_tokens - max_tokens)
        self._is_cancelled = is_cancelled
        try:
            began = time.monotonic()
            reused = self._reuse(prompt)
            yield Evaluated(reused, len(prompt.tokens))
            for start, end in prompt.batches():
                if start >= reused:
                    self._decode(prompt.tokens[start:end])
                    self._evaluated = prompt.tokens[:end]
                    yield Evaluated(end, len(prompt.tokens))
            ready = time.monotonic()
            pieces = Pieces(stops)
            count, ending = 0, "length"
            while count < max_tokens:
                token = int(lib.llama_sampler_sample(self._sampler, self._context, -1))
                if lib.llama_vocab_is_eog(self._vocab, token):
                    ending = "end"
                    break
                count += 1
                if text := pieces.feed(self._bytes(token)):
                    yield Piece(text)
                if pieces.stopped:
                    ending = "text"
                    break
                if count < max_tokens:
                    self._decode((token,))
            if text := pieces.end():
                yield Piece(text)
            done = time.monotonic()
            yield Finished(ending, len(prompt.tokens), reused, count, ready - began, done - ready)
        finally:
            self._is_cancelled = lambda: False

    def _check_template(self, expected: str) -> None:
        if fingerprint(self._metadata(_TEMPLATE_KEY)) != expected:
            raise ModelDamaged(model=self.model_id, name=_TEMPLATE_KEY.decode())

    def _metadata(self, key: bytes) -> bytes:
        """A metadata value as bytes, empty when it is absent."""
        size = 1 << 16
        buffer = ctypes.create_string_buffer(size)
        length = int(lib.llama_model_meta_val_str(self._model, key, buffer, size))
        if length >= size:
            buffer = ctypes.create_string_buffer(length + 1)
            lib.llama_model_meta_val_str(self._model, key, buffer, length + 1)
        return buffer.raw[:length] if length > 0 else b""

    def _reuse(self, prompt: Encoded) -> int:
        """Drop from the context what differs; the number of prompt tokens that stay."""
        common = 0
        for old, new in zip(self._evaluated, prompt.tokens, strict=False):
            if old != new:
                break
            common += 1
        # The last batch is evaluated in any case: the first token is sampled from its logits.
        kept = max((start for start, _end in prompt.batches() if start <= common), default=0)
        if not lib.llama_memory_seq_rm(self._memory, 0, kept, -1):
            lib.llama_memory_clear(self._memory, True)
            kept = 0
        self._evaluated = prompt.tokens[:kept]
        return kept

    def _decode(self, tokens: Sequence[int]) -> None:
        """Raises Cancelled; what was evaluated before stays in the context."""
        if self._is_cancelled():
            raise Cancelled
        array = (lib.llama_token * len(tokens))(*tokens)
        result = int(lib.llama_decode(self._context, lib.llama_batch_get_one(array, len(tokens))))
        if result == _ABORTED:
            raise Cancelled
        if result != 0:
            raise RuntimeError(f"llama_decode: {result}")

    def _bytes(self, token: int) -> bytes:
        size = 64
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = int(lib.llama_token_to_piece(self._vocab, token, buffer, size, 0, False))
            if length >= 0:
                return buffer.raw[:length]
            size = -length


def _model_params() -> lib.llama_model_params:
    params = lib.llama_model_default_params()
    params.n_gpu_layers = 0
    # On a CPU the weights are repacked: a memory map would keep a second copy (a third more memory).
    params.load_mode = lib.LLAMA_LOAD_MODE_NONE
    # GCC 12 drops half of the stores before ldtilecfg in ggml's AMX kernels: the first matrix ends in a
    # protection fault. A build that has them does without all repacked weights; slower, but alive.
    params.use_extra_bufts = b"AMX_INT8 = 1" not in lib.llama_print_system_info()
    return params


def _context_params(threads: Threads, context_tokens: int, abort: object) -> lib.llama_context_params:
    params = lib.llama_context_default_params()
    params.n_ctx = context_tokens
    params.n_batch = params.n_ubatch = BATCH
    params.n_threads, params.n_threads_batch = threads.generation, threads.prompt
    params.flash_attn_type = lib.LLAMA_FLASH_ATTN_TYPE_ENABLED
    params.abort_callback = abort
    params.no_perf = True
    return params
