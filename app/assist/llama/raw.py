"""Bare llama_decode with the C library's own greedy choice: the ceiling that the program's loop is measured against."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import llama_cpp.llama_cpp as lib

from app.assist.llama.context import ABORTED, Context
from app.core.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Raw:
    """Counts in tokens, times in seconds (`_cpu`: of all threads).

    The first of the generated tokens is chosen by the prompt's last logits.
    """

    prompt_tokens: int
    prompt_seconds: float
    generated_tokens: int
    generation_seconds: float
    generation_cpu: float


def raw_speed(context: Context, prompt: Sequence[int], tokens: int) -> Raw:
    """Evaluate `prompt` from nothing and go on for `tokens` tokens, whatever they say. The context is empty afterwards.

    Raises Cancelled.
    """
    context.keep(0)
    sampler = lib.llama_sampler_init_greedy()
    try:
        began = time.perf_counter()
        for start in range(0, len(prompt), context.batch):
            _decode(context, prompt[start : start + context.batch])
        lib.llama_synchronize(context.pointer)
        ready, spent = time.perf_counter(), time.process_time()
        for _token in range(tokens - 1):
            _decode(context, (int(lib.llama_sampler_sample(sampler, context.pointer, -1)),))
        lib.llama_sampler_sample(sampler, context.pointer, -1)
        done, cpu = time.perf_counter(), time.process_time() - spent
    finally:
        lib.llama_sampler_free(sampler)
        context.keep(0)
    return Raw(len(prompt), ready - began, tokens, done - ready, cpu)


def _decode(context: Context, tokens: Sequence[int]) -> None:
    array = (lib.llama_token * len(tokens))(*tokens)
    if result := int(lib.llama_decode(context.pointer, lib.llama_batch_get_one(array, len(tokens)))):
        raise Cancelled if result == ABORTED else RuntimeError(f"llama_decode: {result}")
