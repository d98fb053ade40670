"""Prompt lookup: while a reply quotes what stands in the prompt, the next tokens can be read there.

A draft is only a guess: the model checks all of it in one batch (llama.reply says how exactly). A batch of four
tokens costs about twice as much as one token on a CPU, and what was evaluated in one may have to be evaluated anew, so
only a quotation is followed: as many tokens as make one must have been those of one place in the prompt. Each token
that the model chooses is compared with the one there, which costs nothing. What the reply says twice is not followed:
free text repeats itself a little everywhere.
"""

from collections.abc import Sequence

LONGEST_DRAFT = 15
"""Tokens that are guessed at once at most. With the one before them they are a batch, with a row of logits each."""

_LONG, _SHORT = 3, 2
"""Tokens that must agree before what follows them is guessed to follow again: the longest place is tried first."""

_FIRST = 3
"""Drafted tokens to begin with. With the token before them they make a batch of four: CPU kernels work by fours."""

_CONVINCED = 24
"""Guesses in a row that must have come true before a draft is made. With 8, text that takes over half sentences was
drafted, and evaluated anew, so often that it lost a tenth to a fifth; with 24 a quotation of 120 tokens still gains
2.4 times."""


class Lookup:
    """Guesses the next tokens of a reply to a prompt of `tokens`. Give it every token with `add`, and tell it with
    `judge` and `distrust` what became of a draft."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._prompt = list(tokens)
        self._last = self._prompt[-_LONG:]
        # Of several places the last one counts: the sources stand behind the instructions and the examples.
        self._places = {
            tuple(self._prompt[end - size : end]): end for size in (_LONG, _SHORT) for end in range(size, len(tokens))
        }
        self._head = -1  # place of the token that is guessed next, -1: no guess
        self._right = 0  # guesses in a row that came true
        self._needed = _CONVINCED
        self._length = _FIRST
        self._search()

    def add(self, token: int) -> None:
        """The reply goes on with `token`."""
        right = self._head >= 0 and self._prompt[self._head] == token
        self._last = [*self._last, token][-_LONG:]
        if right and self._head + 1 < len(self._prompt):
            self._head += 1
            self._right += 1
        else:
            self._right = 0
            self._search()

    def draft(self, room: int) -> list[int]:
        """At most `room` tokens that may follow; empty where nothing speaks for any."""
        if self._head < 0 or self._right < self._needed:
            return []
        return self._prompt[self._head : self._head + min(self._length, room)]

    def judge(self, drafted: int, accepted: int) -> None:
        """Of `drafted` tokens the first `accepted` were what the model chose."""
        self._length = LONGEST_DRAFT if accepted == drafted else _FIRST
        if not accepted:
            self._right = 0

    def distrust(self) -> None:
        """What was evaluated with guesses had to be evaluated anew: from now on it takes twice as much to convince."""
        self._needed *= 2
        self._right = 0

    def _search(self) -> None:
        self._head = -1
        for size in (_LONG, _SHORT):
            if (place := self._places.get(tuple(self._last[-size:]))) is not None:
                self._head = place
                return
