"""What a reply says when several tokens evaluated at once are not quite what they are alone: the same.

The context here is a model in miniature: the next token depends on the last two, and a lead moves, up to a bound, by
whatever was evaluated at once or stands behind something that was, as it does with the kernels of a CPU.
"""

import random
from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assist.llama.context import Context
from app.assist.llama.reply import SURE, Reply, Wanted
from app.assist.llama.vocabulary import Vocabulary

WORDS, END = 60, 0


class Wavering:
    """Takes the place of Context. A lead moves by `moves` at most where the evaluation was not the plain one."""

    batch = 128

    def __init__(self, prompt: Sequence[int], moves: float, close: float, seed: int) -> None:
        self.tokens = list(prompt)
        self.plain = [True] * len(self.tokens)
        self.batches: list[int] = []
        self._moves, self._close, self._seed = moves, close, seed
        self._rows = [self._row(len(self.tokens))]

    def decode(self, tokens: Sequence[int], rows: int = 1) -> None:
        begin = len(self.tokens)
        self.tokens += tokens
        self.plain += [len(tokens) == 1 and all(self.plain)] * len(tokens)
        self.batches.append(len(tokens))
        self._rows = [self._row(end) for end in range(begin + len(tokens) + 1 - rows, begin + len(tokens) + 1)]

    def logits(self, row: int = -1) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        return self._rows[row]

    def keep(self, count: int) -> int:
        del self.tokens[count:], self.plain[count:]
        return count

    def _row(self, end: int) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        """One token goes on counting, and at every seventh place, or so, another one is nearly as likely."""
        chance = random.Random(hash((self._seed, *self.tokens[end - 2 : end])))
        row = np.full(WORDS, -9.0, np.float32)
        best, other = self.tokens[end - 1] % (WORDS - 1) + 1, chance.randrange(1, WORDS)
        row[other], row[best] = 0.0, chance.uniform(0, 2 * SURE) if chance.random() < self._close else 5.0
        if not all(self.plain[:end]):
            row[best] += random.Random(hash((end, tuple(self.plain[:end])))).uniform(-self._moves, self._moves)
        return row


class Letters:
    """Takes the place of Vocabulary."""

    pointer = 0

    def said(self, token: int) -> bytes:
        return bytes((64 + token,))

    def ends(self, token: int) -> bool:
        return token == END


def spoken(context: Wavering, *, lookup: bool, tokens: int = 300) -> tuple[str, Reply]:
    wanted = Wanted(tokens, lookup=lookup)
    reply = Reply(cast(Context, context), cast(Vocabulary, Letters()), wanted)
    return "".join(reply.texts()), reply


SOURCE = [*range(1, WORDS), *range(1, WORDS)]


def test_a_quotation_without_a_close_choice_is_never_evaluated_again() -> None:
    plain, _reply = spoken(Wavering(SOURCE, 0.9, 0.0, 1), lookup=False)
    context = Wavering(SOURCE, 0.9, 0.0, 1)
    text, reply = spoken(context, lookup=True)
    assert text == plain and reply.generated == 300
    assert len(context.batches) < 150 and reply.repeated == 0 and reply.accepted > 150


@given(st.integers(0, 10**6), st.floats(0, 0.3))
def test_no_letter_changes_while_leads_move_by_less_than_what_is_sure(seed: int, close: float) -> None:
    plain, _reply = spoken(Wavering(SOURCE, 0.0, close, seed), lookup=False)
    text, reply = spoken(Wavering(SOURCE, 0.95 * SURE, close, seed), lookup=True)
    assert text == plain
    assert reply.generated == 300 and reply.accepted <= reply.drafted


def test_close_choices_behind_guesses_are_made_again_and_then_nothing_is_left_of_the_guesses() -> None:
    repeated = 0
    for seed in range(20):
        context = Wavering(SOURCE, 0.95 * SURE, 0.02, seed)
        _text, reply = spoken(context, lookup=True)
        repeated += reply.repeated
        assert len(context.tokens) == len(SOURCE) + reply.generated - 1
    assert repeated > 0


def test_without_that_care_letters_do_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.assist.llama.reply.SURE", -1e9)
    changed = 0
    for seed in range(20):
        plain, _reply = spoken(Wavering(SOURCE, 0.0, 0.1, seed), lookup=False)
        changed += spoken(Wavering(SOURCE, 0.95 * SURE, 0.1, seed), lookup=True)[0] != plain
    assert changed > 0
