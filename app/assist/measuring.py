"""How fast a loaded model is through its child, beside bare llama_decode in the same run on the same prompt.

Rounds of both take turns, so that what else the PC does falls on both; the figures are medians, the shares medians of
the pairs. The text is made up here: rules of an invented office, long enough for the prompt that is asked for.
"""

import statistics
import time
from collections.abc import Generator as Steps
from dataclasses import dataclass

from app.assist.prompts import Prompt
from app.assist.remote import Generator
from app.assist.templates import Turn
from app.core.events import Cancel, Progress, Token, Warned

_SUBJECTS = ("회의실", "공용 차량", "사무용품", "게시판", "창고 열쇠", "자전거 보관소", "휴게실", "우편함")
_QUESTIONS = ("이 규칙이 왜 필요한지 자기 말로 길게 설명하세요.", "지켜야 할 것을 자기 말로 하나씩 설명하세요.")
_MARGIN = 64


@dataclass(frozen=True, slots=True)
class Round:
    """One generation as the parent saw it: tokens a second, and ms to the first of them."""

    prompt_rate: float
    generation_rate: float
    first_ms: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Rates in tokens a second, times in ms, memory in MiB (0: the system does not tell).

    `_ceiling` is bare llama_decode; `_share` the median of the rounds' own ratios. `cold_ms`, `warm_ms` and
    `restored_ms` are to the first token: nothing evaluated; the same sources in the context; the same sources in a file
    of an earlier start, 0 where no files are kept. `load_ms` is with hashing the model.
    """

    prompt_tokens: int
    generated_tokens: int
    rounds: int
    prompt_rate: float
    prompt_ceiling: float
    prompt_share: float
    generation_rate: float
    generation_ceiling: float
    generation_share: float
    load_ms: float
    cold_ms: float
    warm_ms: float
    restored_ms: float
    resident_mib: int
    peak_mib: int


def sources(tokens: int, generator: Generator, *, cancel: Cancel | None = None) -> str:
    """Some `tokens` tokens of rules that stand nowhere."""
    rules: list[str] = []
    while not rules or generator.count(["\n".join(rules)], cancel=cancel)[0] < tokens:
        number = len(rules) + 1
        for subject in _SUBJECTS:
            rules.append(
                f"제{number}조({subject}의 사용) ① {subject}을 쓰려는 사람은 사용하기 {number}일 전까지 담당자에게 "
                f"신청하여야 한다.\n② 담당자는 {number * 3}명을 넘는 신청이 있으면 순서를 정하여 알려야 한다."
            )
    return "\n".join(rules)


def asking(text: str, question: str) -> Prompt:
    """A chat about `text`, which comes before the question."""
    system = Turn("system", ("규정을 읽고 쉬운 우리말로 설명한다.",))
    return Prompt((system, Turn("user", (text, f"\n\n[질문]\n{question}"))), (), (), ())


def measured(
    generator: Generator, *, prompt_tokens: int = 1024, tokens: int = 64, rounds: int = 3, cancel: Cancel
) -> Steps[Progress | Warned, None, Measured]:
    """Load the model anew and measure it; the context must hold both numbers of tokens.

    Raises what Generator.generate raises, PromptTooLong when they do not fit.
    """
    generator.close()
    load_ms = yield from _loaded(generator, cancel)
    room = generator.context_tokens - tokens - 2 * _MARGIN
    text = sources(min(prompt_tokens, room) - _MARGIN, generator, cancel=cancel)
    first, other = (asking(text, question) for question in _QUESTIONS)
    generator.forget(files=True, cancel=cancel)
    own: list[Round] = []
    shares: list[tuple[float, float]] = []
    ceilings: list[tuple[float, float]] = []
    for number in range(rounds):
        yield Progress("bench", number, rounds + 1, generator.model_id)
        raw = generator.measure(first, tokens, cancel=cancel)["raw"]
        ceiling = raw["prompt_tokens"] / raw["prompt_seconds"], tokens / raw["generation_seconds"]
        generator.forget(cancel=cancel)
        one = timed(generator, first, tokens, cancel=cancel)
        own.append(one)
        ceilings.append(ceiling)
        shares.append((one.prompt_rate / ceiling[0], one.generation_rate / ceiling[1]))
    warm = timed(generator, other, 2, cancel=cancel)
    memory = generator.measure(asking("", "끝?"), 1, cancel=cancel)
    yield Progress("bench", rounds, rounds + 1, generator.model_id)
    restored = yield from _restored(generator, first, other, cancel)
    yield Progress("bench", rounds + 1, rounds + 1, generator.model_id)
    return Measured(
        prompt_tokens=int(raw["prompt_tokens"]),
        generated_tokens=tokens,
        rounds=rounds,
        prompt_rate=statistics.median(one.prompt_rate for one in own),
        prompt_ceiling=statistics.median(ceiling for ceiling, _other in ceilings),
        prompt_share=statistics.median(share for share, _other in shares),
        generation_rate=statistics.median(one.generation_rate for one in own),
        generation_ceiling=statistics.median(ceiling for _other, ceiling in ceilings),
        generation_share=statistics.median(share for _other, share in shares),
        load_ms=load_ms,
        cold_ms=statistics.median(one.first_ms for one in own),
        warm_ms=warm.first_ms,
        restored_ms=restored,
        resident_mib=int(memory["rss_mib"]),
        peak_mib=int(memory["peak_mib"]),
    )


def timed(
    generator: Generator,
    prompt: Prompt,
    tokens: int,
    *,
    cancel: Cancel | None = None,
    grammar: str = "",
    lookup: bool = False,
    endless: bool = True,
) -> Round:
    """One generation, timed here in the parent. Its counts are in `generator.finished`."""
    began = time.perf_counter()
    ready = first = began
    for event in generator.generate(
        prompt, cancel=cancel, max_tokens=tokens, grammar=grammar, lookup=lookup, endless=endless
    ):
        if isinstance(event, Progress) and event.stage == "prompt":
            ready = time.perf_counter()
        elif isinstance(event, Token) and first == began:
            first = time.perf_counter()
    ended = time.perf_counter()
    done = generator.finished
    evaluated = int(done["prompt_tokens"]) - int(done["reused_tokens"])
    return Round(
        prompt_rate=evaluated / (ready - began),
        generation_rate=int(done["generated_tokens"]) / (ended - ready),
        first_ms=(first - began) * 1000,
    )


def _loaded(generator: Generator, cancel: Cancel) -> Steps[Progress | Warned, None, float]:
    began = time.perf_counter()
    yield from generator.prepare(cancel=cancel)
    return (time.perf_counter() - began) * 1000


def _restored(
    generator: Generator, first: Prompt, other: Prompt, cancel: Cancel
) -> Steps[Progress | Warned, None, float]:
    """ms to the first token of `other` in a fresh child, when an earlier one has answered `first`."""
    for prompt in (first, other):
        generator.close()
        yield from generator.prepare(cancel=cancel)
        last = timed(generator, prompt, 2, cancel=cancel)
    return last.first_ms if int(generator.finished["restored_tokens"]) else 0.0
