"""What an engine yields while it works."""

from dataclasses import dataclass


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
    """Counts in tokens, times in seconds (`_cpu`: of all threads). `stop` is `end`, `length`, `text` (a stop
    string) or `grammar` (it lets nothing follow).

    `reused_tokens` of the prompt were in the context, `restored_tokens` of them came from a file; `drafted_tokens` were
    guessed and `accepted_tokens` of them came true; `repeated_tokens` were evaluated once more, one by one, because a
    choice behind guesses was close; `refused_tokens` were the likeliest and against the grammar.
    """

    stop: str
    prompt_tokens: int
    reused_tokens: int
    restored_tokens: int
    generated_tokens: int
    drafted_tokens: int
    accepted_tokens: int
    repeated_tokens: int
    refused_tokens: int
    prompt_seconds: float
    generation_seconds: float
    generation_cpu: float
