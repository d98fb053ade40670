"""The llm child's figures, each beside bare llama_decode or beside its own plain form in the same run.

python -m tests.bench.llm MODEL [PART ...]     parts: speed grammar lookup reuse cancel kill busy memory
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from app.assist.measuring import Round, asking, sources, timed
from app.assist.place.loading import Loader
from app.assist.prompts import Prompt
from app.assist.remote import Generator
from app.assist.templates import Turn
from app.core.catalog import Catalog, Model
from app.core.errors import Cancelled
from app.core.events import Cancel, Progress, Token
from app.core.paths import models_dir
from app.core.settings import Settings
from tests.bench.asking import Figures

CITED = """root ::= "근거 없음" | sentence (" " sentence)*
sentence ::= "- "? body " [" [1-4] "]."
body ::= [^\\[\\]\\n]+
"""
"""Sentences that each end with a source's number, or the abstention."""

FREE = "이런 규칙이 왜 있는지, 없으면 어떤 일이 생기는지 자기 말로 길게 이야기하세요."

GUESSED = {
    "quoting": ("제1조부터 글자 하나 바꾸지 말고 그대로 옮겨 쓰세요.",),
    "mixed": (
        "{subject}의 사용을 정한 조를 원문 그대로 옮겨 쓴 다음, 그 뜻을 자기 말로 쉽게 설명하세요.",
        "{subject}의 사용을 정한 조를 먼저 그대로 인용하고, 왜 이런 규칙이 있는지 이어서 설명하세요.",
    ),
    "free": (FREE, "새로 온 직원에게 {subject}의 사용을 예를 들어 자기 말로 자세히 설명하세요."),
}
"""Kinds of text for the part `lookup`: what repeats the prompt, what begins so, and what does not."""

SUBJECTS = ("회의실", "공용 차량", "사무용품", "게시판")
"""Of the rules in app.assist.measuring, the first ones."""

COUNTED = ("generated", "drafted", "accepted", "repeated")


def quantiles(values: Sequence[float], digits: int = 3) -> Figures:
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), digits),
        "least": round(ordered[0], digits),
        "most": round(ordered[-1], digits),
        "n": len(ordered),
    }


@contextmanager
def child(model: Model, context: int = 4096, cache: Path | None = None) -> Iterator[Generator]:
    settings = Settings()
    loader = Loader(model, settings.generation_threads(), settings.encoding_threads(), context, cache=cache)
    with closing(Generator(loader)) as made:
        yield made


def ready(generator: Generator) -> float:
    """Seconds until the model is loaded."""
    began = time.perf_counter()
    for _progress in generator.prepare():
        pass
    return time.perf_counter() - began


def answers(generator: Generator) -> float:
    """Seconds until a child that has the model counts a token."""
    began = time.perf_counter()
    generator.count(["가"])
    return time.perf_counter() - began


def speed(model: Model, rounds: int) -> Iterator[Figures]:
    """The whole way through the child against the bare loop, at 64 and 1,000 tokens."""
    with child(model) as generator:
        ready(generator)
        generator.forget(files=True)
        prompt = asking(sources(900, generator), FREE)
        for tokens, times in ((64, rounds), (1000, max(1, rounds // 3))):
            reading, speaking, work, ceilings = [], [], [], []
            for _ in range(times):
                raw = generator.measure(prompt, tokens)["raw"]
                generator.forget()
                one = timed(generator, prompt, tokens)
                reading.append(one.prompt_rate * raw["prompt_seconds"] / raw["prompt_tokens"])
                speaking.append(one.generation_rate * raw["generation_seconds"] / tokens)
                work.append(raw["generation_cpu"] / generator.finished["generation_cpu"])
                ceilings.append(tokens / raw["generation_seconds"])
            yield {
                "part": "speed",
                "tokens": tokens,
                "prompt_share": quantiles(reading),
                "generation_share": quantiles(speaking),
                "generation_share_by_cpu": quantiles(work),
                "ceiling": quantiles(ceilings, 1),
            }


def grammar(model: Model, rounds: int) -> Iterator[Figures]:
    """With a citation grammar against the bare loop."""
    with child(model) as generator:
        ready(generator)
        text = sources(700, generator)
        asked = f"지켜야 할 것을 문장마다 끝에 자료 번호를 [1]처럼 붙여 설명하세요. {FREE}"
        prompt, tokens = asking(f"[1] {text}", asked), 96
        shares, work, refused = [], [], []
        for _ in range(rounds):
            raw = generator.measure(prompt, tokens)["raw"]
            one = timed(generator, prompt, tokens, grammar=CITED)
            made = generator.finished["generated_tokens"]
            shares.append(one.generation_rate * raw["generation_seconds"] / tokens)
            work.append(raw["generation_cpu"] / tokens / generator.finished["generation_cpu"] * made)
            refused.append(generator.finished["refused_tokens"] / made)
        yield {
            "part": "grammar",
            "share": quantiles(shares),
            "share_by_cpu": quantiles(work),
            "refused": quantiles(refused),
        }


def lookup(model: Model, rounds: int) -> Iterator[Figures]:
    """Guessing ahead against not doing so, and whether a single letter changes: another text in each round."""
    with child(model) as generator:
        ready(generator)
        rules = sources(500, generator).splitlines()
        for kind, questions in GUESSED.items():
            gains, work, same, counts = [], [], 0, Counter[str]()
            for turn in range(rounds):
                first = 2 * turn % len(rules)  # two lines a rule: each round begins with another one
                text = "\n".join(rules[first:] + rules[:first])
                prompt = asking(text, questions[turn % len(questions)].format(subject=SUBJECTS[turn % len(SUBJECTS)]))
                plain, words = said(generator, prompt, 200, lookup=False)
                cpu = generator.finished["generation_cpu"]
                guessed, others = said(generator, prompt, 200, lookup=True)
                done = generator.finished
                gains.append(guessed / plain)
                work.append(cpu / done["generation_cpu"])
                same += words == others
                counts.update({name: done[f"{name}_tokens"] for name in COUNTED})
            yield {
                "part": "lookup",
                "text": kind,
                "gain": quantiles(gains),
                "gain_by_cpu": quantiles(work),
                "identical": f"{same}/{rounds}",
                **counts,
            }


def said(generator: Generator, prompt: Prompt, tokens: int, **options: bool) -> tuple[float, str]:
    """Tokens a second, and the words."""
    events = generator.generate(prompt, max_tokens=tokens, **options)  # type: ignore[arg-type]
    words = "".join(event.text for event in events if isinstance(event, Token))
    return generator.finished["generated_tokens"] / generator.finished["generation_seconds"], words


def reuse(model: Model, rounds: int) -> Iterator[Figures]:
    """To the first token on sources of 3,000 tokens: cold, a second question, and after a restart."""
    with tempfile.TemporaryDirectory() as folder, child(model, cache=Path(folder)) as generator:
        ready(generator)
        text = sources(2900, generator)
        cold = timed(generator, asking(text, FREE), 2).first_ms
        warm = [timed(generator, asking(text, f"{number}번 조를 설명하세요."), 2).first_ms for number in range(rounds)]
        restored = []
        for number in range(rounds):
            generator.close()
            ready(generator)
            restored.append(timed(generator, asking(text, f"{number}번 조는 무엇인가요?"), 2).first_ms)
            if not generator.finished["restored_tokens"]:
                raise RuntimeError("nothing was restored")
        files = [path.stat().st_size >> 20 for path in Path(folder).rglob("*.state")]
        yield {
            "part": "reuse",
            "prompt_tokens": generator.finished["prompt_tokens"],
            "cold_ms": round(cold),
            "warm_ms": quantiles(warm, 0),
            "restored_ms": quantiles(restored, 0),
            "cold_by_warm": round(cold / statistics.median(warm), 1),
            "cold_by_restored": round(cold / statistics.median(restored), 1),
            "files_mib": files,
        }


def cancel(model: Model, rounds: int) -> Iterator[Figures]:
    """From Cancel.set() in the parent until the child is free again."""
    with child(model) as generator:
        ready(generator)
        prompt = asking(sources(1500, generator), FREE)
        token = 1000 / timed(generator, prompt, 16).generation_rate
        for name, wanted in (("prompt", Progress), ("generation", Token)):
            took = []
            for number in range(rounds):
                if wanted is Progress:
                    generator.forget()
                took.append(_cancelled(generator, prompt, wanted, 0.13 + 0.037 * number))
            yield {"part": "cancel", "in": name, "ms": quantiles(took, 1), "token_ms": round(token, 1)}


def _cancelled(generator: Generator, prompt: Prompt, wanted: type, later: float) -> float:
    """ms from a cancel, set from another thread `later` seconds after the first such event."""
    flag, began = Cancel(), [0.0]

    def press() -> None:
        began[0] = time.perf_counter()
        flag.set()

    timer = threading.Timer(later, press)
    try:
        for event in generator.generate(prompt, cancel=flag, max_tokens=400, endless=True):
            if isinstance(event, wanted) and not timer.is_alive() and not timer.finished.is_set():
                timer.start()
    except Cancelled:
        return (time.perf_counter() - began[0]) * 1000
    raise RuntimeError("it ended before it was cancelled")


def kill(model: Model, rounds: int) -> Iterator[Figures]:
    """From kill -9 until the model is loaded again, less a plain load."""
    with child(model) as generator:
        loads, again = [], []
        for _ in range(rounds):
            generator.close()
            loads.append(answers(generator))
            pid = generator.pid
            if pid is None:
                raise RuntimeError("no child")
            began = time.perf_counter()
            os.kill(pid, signal.SIGKILL)
            answers(generator)
            again.append(time.perf_counter() - began)
        over = [after - plain for after, plain in zip(again, loads, strict=True)]
        yield {"part": "kill", "load_s": quantiles(loads, 2), "ready_s": quantiles(again, 2), "over_s": quantiles(over)}


def busy(model: Model, rounds: int) -> Iterator[Figures]:
    """What is left of the speed when as many processes as there are processors do nothing but count."""
    cores = os.cpu_count() or 2
    with child(model) as generator:
        ready(generator)
        generator.forget(files=True)
        prompt = asking(sources(400, generator), FREE)
        kept: dict[str, list[float]] = {"prompt": [], "generation": []}
        for _ in range(rounds):
            alone = _cold(generator, prompt)
            with _counting(cores):
                pressed = _cold(generator, prompt)
            kept["prompt"].append(pressed.prompt_rate / alone.prompt_rate)
            kept["generation"].append(pressed.generation_rate / alone.generation_rate)
        settings = Settings()
        for name, threads in (("prompt", settings.encoding_threads()), ("generation", settings.generation_threads())):
            # Each of our threads has a processor alone, and then threads / (threads + counters) of them all.
            fair = min(1.0, cores / (threads + cores))
            shares = [share / fair for share in kept[name]]
            yield {"part": "busy", "in": name, "fair": round(fair, 2), "share_of_fair": quantiles(shares)}


def _cold(generator: Generator, prompt: Prompt) -> Round:
    generator.forget()
    return timed(generator, prompt, 24)


@contextmanager
def _counting(processes: int) -> Iterator[None]:
    running = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def memory(model: Model, rounds: int) -> Iterator[Figures]:
    """Resident memory with a context of 8,192 that is in use, by the size of the file."""
    del rounds
    with child(model, 8192) as generator:
        ready(generator)
        timed(generator, asking(sources(1000, generator), FREE), 8, lookup=True)
        held = generator.measure(Prompt((Turn("user", ("끝?",)),), (), (), ()), 1)
        size = model.files[0].bytes / (1 << 20)
        yield {
            "part": "memory",
            "resident_mib": held["rss_mib"],
            "peak_mib": held["peak_mib"],
            "by_file": round(held["rss_mib"] / size, 3),
        }


PARTS: dict[str, Callable[[Model, int], Iterator[Figures]]] = {
    part.__name__: part for part in (speed, grammar, lookup, reuse, cancel, kill, busy, memory)
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("model")
    asked.add_argument("parts", nargs="*", default=list(PARTS))
    asked.add_argument("--rounds", type=int, default=5)
    wanted = asked.parse_args()
    model = Catalog.load(models_dir()).get(wanted.model)
    for name in wanted.parts:
        for figures in PARTS[name](model, wanted.rounds):
            print(json.dumps({"model": model.id, **figures}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
