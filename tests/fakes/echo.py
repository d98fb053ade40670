"""A writer that says what the test tells it to: for the pure parts of answering, without a model."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.assist.prompts import Prompt
from app.core.events import Cancel, Progress, Token


class EchoGenerator:
    """Streams `reply` in pieces of `size` characters and remembers the prompts. A word counts a token."""

    def __init__(self, reply: str, *, context_tokens: int = 4096, size: int = 3, stop: str = "end") -> None:
        self._reply = reply
        self._context_tokens = context_tokens
        self._size = size
        self.prompts: list[Prompt] = []
        self.given = 0
        self.finished: dict[str, Any] = {"stop": stop}

    @property
    def model_id(self) -> str:
        return "echo"

    @property
    def context_tokens(self) -> int:
        return self._context_tokens

    def prepare(self, *, cancel: Cancel | None = None) -> Iterator[Progress]:
        yield Progress("model", 1, 1, self.model_id)

    def count(self, texts: Sequence[str], *, cancel: Cancel | None = None) -> list[int]:
        return [len(text.split()) for text in texts]

    def generate(
        self,
        prompt: Prompt,
        *,
        cancel: Cancel | None = None,
        max_tokens: int = 256,
        stops: Sequence[str] = (),
        grammar: str = "",
    ) -> Iterator[Token | Progress]:
        self.prompts.append(prompt)
        yield Progress("prompt", 1, 1, self.model_id)
        for start in range(0, len(self._reply), self._size):
            self.given += 1
            yield Token(self._reply[start : start + self._size])
