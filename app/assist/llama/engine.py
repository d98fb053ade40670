"""One loaded model at work: prompts in, replies out, and what was evaluated kept for the next one.

Prefix reuse: consecutive prompts share the instructions and often the sources. Their keys and values stay in the
context, or in a file from an earlier start, and only what differs is evaluated. A prompt is always evaluated in the
same batches (a batch never crosses a border), and reuse begins at a batch border, so the result is bit for bit that of
a fresh context.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import llama_cpp.llama_cpp as lib

from app.assist.llama import model as files
from app.assist.llama.adapter import Adapter, Adapters
from app.assist.llama.backends import Backends
from app.assist.llama.context import Context
from app.assist.llama.encoded import Encoded
from app.assist.llama.model import Setup
from app.assist.llama.raw import Raw, raw_speed
from app.assist.llama.reply import Reply, Wanted
from app.assist.llama.states import LEAST, States
from app.assist.llama.steps import Evaluated, Finished, Piece
from app.assist.llama.vocabulary import Vocabulary
from app.assist.templates import Turn
from app.core.errors import PromptTooLong
from app.store.vault.sealer import Plain, Sealer

WORTH_KEEPING = 512
"""Sources of fewer tokens, with all that stands before them, are evaluated again rather than kept in a file."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where states are kept on disk."""

    folder: Path
    limit_mib: int
    sealer: Sealer = field(default_factory=Plain)


class Engine:
    """A loaded model. Not safe across threads; raises as its methods say."""

    def __init__(self, setup: Setup, backends: Backends, shelf: Shelf | None = None) -> None:
        """Raises ModelUnloadable (llama.cpp refuses the file, too little memory) and ModelDamaged (its chat template is
        not the pinned one).
        """
        files.listen()
        self.model_id = setup.model_id
        self._setup = setup
        self._build = backends.build()
        self._shelf = shelf
        self._model = files.open_model(setup, backends)
        self._vocabulary = Vocabulary(self._model, setup.chat)
        try:
            self._context = Context(self._model, setup, self._vocabulary.size)
        except BaseException:
            lib.llama_model_free(self._model)
            raise
        self._adapters = Adapters(self._model, setup.model_id)
        # What such a model has read is not a list that can be cut: nothing can be guessed and taken back.
        self._forgets = not (lib.llama_model_is_recurrent(self._model) or lib.llama_model_is_hybrid(self._model))
        self._states = self._states_now()
        self.context_tokens = self._context.size

    def close(self) -> None:
        """Free the memory. The engine cannot be used afterwards."""
        self._context.close()
        lib.llama_model_free(self._model)

    def tokens(self, text: str) -> list[int]:
        """Token ids of a text in which nothing is a control token."""
        return self._vocabulary.tokens(text)

    def wear(self, adapter: Adapter | None) -> None:
        """Use this LoRA adapter from now on, or none. Raises AdapterMismatch, and then uses none."""
        try:
            self._adapters.wear(self._context.pointer, adapter)
        finally:
            self._context.keep(0)
            self._states = self._states_now()

    def generate(
        self, turns: Sequence[Turn], wanted: Wanted, stop: bytearray
    ) -> Iterator[Evaluated | Piece | Finished]:
        """Evaluate the prompt, then pick the likeliest token again and again, until the first byte of `stop` is set.

        Raises PromptTooLong before any work, ValueError for a bad grammar, and Cancelled; the engine is usable after
        all of them.
        """
        began = time.monotonic()
        prompt = self._fitting(self._vocabulary.encode(turns), wanted.max_tokens)
        self._context.obey(stop)
        reused, restored = yield from self._evaluate(prompt)
        ready, spent = time.monotonic(), time.process_time()
        reply = Reply(self._context, self._vocabulary, wanted, forgets=self._forgets)
        try:
            for text in reply.texts():
                yield Piece(text)
        finally:
            reply.close()
        yield Finished(
            stop=reply.stop,
            prompt_tokens=len(prompt.tokens),
            reused_tokens=reused,
            restored_tokens=restored,
            generated_tokens=reply.generated,
            drafted_tokens=reply.drafted,
            accepted_tokens=reply.accepted,
            repeated_tokens=reply.repeated,
            refused_tokens=reply.refused,
            prompt_seconds=ready - began,
            generation_seconds=time.monotonic() - ready,
            generation_cpu=time.process_time() - spent,
        )
        self._keep_sources(prompt)

    def prefill(self, turns: Sequence[Turn], stop: bytearray) -> Iterator[Evaluated]:
        """Evaluate the beginning of a chat whose last turn is not finished. Raises PromptTooLong, Cancelled."""
        beginning = self._fitting(self._vocabulary.encode(turns, unfinished=True), 1)
        whole = len(beginning.tokens)
        if _common(self._context.tokens, beginning.tokens) == whole:
            yield Evaluated(whole, whole)
            return
        self._context.obey(stop)
        yield from self._evaluate(beginning)
        self._keep_sources(Encoded(beginning.tokens, (*beginning.borders, len(beginning.tokens))))

    def measure(self, turns: Sequence[Turn], tokens: int, stop: bytearray) -> Raw:
        """How fast bare llama_decode is with this prompt. Raises PromptTooLong, Cancelled."""
        prompt = self._fitting(self._vocabulary.encode(turns), tokens)
        self._context.obey(stop)
        return raw_speed(self._context, prompt.tokens, tokens)

    def prove(self, stop: bytearray) -> None:
        """Evaluate a whole batch once, of no meaning. A graphics card that gives out at its first work does it here,
        while the parent can still put the model elsewhere. Raises Cancelled."""
        self._context.obey(stop)
        self._context.decode([0] * min(self._context.batch, self.context_tokens))
        self._context.keep(0)

    def forget(self, *, files: bool) -> None:
        """Nothing in the context is reused by the next prompt; with `files` no file is used from now on either."""
        self._context.keep(0)
        if files:
            self._states = None

    def _fitting(self, prompt: Encoded, more: int) -> Encoded:
        if len(prompt.tokens) + more > self.context_tokens:
            raise PromptTooLong(tokens=len(prompt.tokens), limit=self.context_tokens - more)
        return prompt

    def _evaluate(self, prompt: Encoded) -> Generator[Evaluated, None, tuple[int, int]]:
        """What is not in the context yet; returns how many tokens were, and how many of them came from a file."""
        context, batches = self._context, prompt.batches(self._context.batch)
        if self._states:
            self._states.has(prompt.tokens[: prompt.borders[0]])  # what every prompt begins with is never the oldest
        start, restored = self._reuse(prompt, [begin for begin, _end in batches])
        yield Evaluated(start, len(prompt.tokens))
        for begin, end in batches:
            if begin >= start:
                context.decode(prompt.tokens[begin:end])
                if end == prompt.borders[0] and len(prompt.borders) > 1:
                    self._keep(prompt.tokens[:end], LEAST)
                yield Evaluated(end, len(prompt.tokens))
        return start, restored

    def _reuse(self, prompt: Encoded, begins: Sequence[int]) -> tuple[int, int]:
        """Leave in the context what the prompt begins with, or fetch more of it from a file; see `_evaluate`."""
        # The last batch is evaluated in any case: the first token is chosen by its logits.
        kept = max(begin for begin in begins if begin <= _common(self._context.tokens, prompt.tokens))
        if self._states and (found := self._states.find(prompt.tokens, prompt.borders[:-1], kept)):
            filed = max(begin for begin in begins if begin <= _common(found.tokens, prompt.tokens))
            if len(found.tokens) <= self._context.size and self._context.restore(found.tokens, found.state):
                return self._context.keep(filed), filed
            kept = 0
        return self._context.keep(kept), 0

    def _keep_sources(self, prompt: Encoded) -> None:
        """What stands before the question, for the next start. The reply goes along: it is where the context ends."""
        if len(prompt.borders) > 2:
            self._keep(prompt.tokens[: prompt.borders[-2]], WORTH_KEEPING)

    def _keep(self, beginning: Sequence[int], least: int) -> None:
        if self._states is None or len(beginning) < least or self._states.has(beginning):
            return
        state, size = self._context.state()
        self._states.keep(beginning, self._context.tokens, memoryview(state).cast("B")[:size])

    def _states_now(self) -> States | None:
        if self._shelf is None:
            return None
        setup, worn = self._setup, self._adapters.worn
        identity = {
            "build": self._build,
            "model": setup.sha256,
            "template": setup.template_sha256,
            "adapter": f"{worn.sha256}@{worn.scale}" if worn else "",
            "place": f"{setup.device if setup.layers else ''} {setup.layers}",
            "form": f"{setup.kv} {setup.context} {setup.batch}",
        }
        return States(self._shelf.folder, self._shelf.limit_mib, identity, self._shelf.sealer)


def _common(old: Sequence[int], new: Sequence[int]) -> int:
    """How many tokens both begin with."""
    for place, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return place
    return min(len(old), len(new))
