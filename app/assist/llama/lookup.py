"""Prompt lookup: when a reply repeats what stands in the prompt or in itself, the next tokens can be read there.

A draft is only a guess: the model checks all of it in one batch (llama.reply says how exactly). A batch of four
tokens costs about twice as much as one token on a CPU, so a guess must come true often enough. Each token that the
model chooses is compared with the one guessed, which costs nothing, and drafts are made only while guesses come true.
"""

from collections.abc import Sequence

LONGEST_DRAFT = 15
"""Tokens that are guessed at once at most. With the one before them they are a batch, with a row of logits each."""

_LONG, _SHORT = 3, 2
"""Tokens that must agree before what follows them is guessed to follow again: the longest place is tried first."""

_FIRST = 3
"""Drafted tokens to begin with. With the token before them they make a batch of four: CPU kernels work by fours."""

_CONVINCED = 4
"""Guesses in a row that must have come true before a draft is made. Two made quotations a tenth faster and drafted a
fifth more in free text; eight cost quotations a tenth."""


class Lookup:
    """Guesses the next tokens of a growing text. Give it every token with `add`, and tell it with `judge` how a draft
    went."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens: list[int] = []
        self._places: dict[tuple[int, ...], int] = {}
        self._head = -1  # place of the token that is guessed next, -1: no guess
        self._right = 0  # guesses in a row that came true
        self._length = _FIRST
        for token in tokens:
            self._append(token)
        self._search()

    def add(self, token: int) -> None:
        """The text goes on with `token`."""
        right = self._head >= 0 and self._tokens[self._head] == token
        self._append(token)
        if right:
            self._head += 1
            self._right += 1
        else:
            self._right = 0
            self._search()

    def draft(self, room: int) -> list[int]:
        """At most `room` tokens that may follow; empty where nothing speaks for any."""
        if self._head < 0 or self._right < _CONVINCED:
            return []
        return self._tokens[self._head : self._head + min(self._length, room)]

    def judge(self, drafted: int, accepted: int) -> None:
        """Of `drafted` tokens the first `accepted` were what the model chose."""
        self._length = LONGEST_DRAFT if accepted == drafted else _FIRST
        if not accepted:
            self._right = 0  # even where the guess was right, but not by enough to be sure: convince anew

    def _append(self, token: int) -> None:
        """The places behind the last tokens are noted only now that something follows them."""
        tokens = self._tokens
        end = len(tokens)
        for size in (_LONG, _SHORT):
            if end >= size:
                self._places[tuple(tokens[end - size : end])] = end
        tokens.append(token)

    def _search(self) -> None:
        end = len(self._tokens)
        self._head = -1
        for size in (_LONG, _SHORT):
            if end >= size and (place := self._places.get(tuple(self._tokens[end - size : end]))) is not None:
                self._head = place
                return
