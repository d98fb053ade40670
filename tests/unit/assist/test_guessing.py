"""Guessing ahead: where the text repeats itself, and not where guesses do not come true."""

import random

from hypothesis import given
from hypothesis import strategies as st

from app.assist.llama.lookup import LONGEST_DRAFT, Lookup


def spoken(prompt: list[int], reply: list[int]) -> tuple[int, int, int]:
    """(batches, drafted, accepted) when the model says `reply`, whatever is guessed."""
    lookup = Lookup(prompt)
    place = batches = drafted = accepted = 0
    while place < len(reply):
        lookup.add(reply[place])
        place += 1
        draft = lookup.draft(min(LONGEST_DRAFT, len(reply) - place))
        right = 0
        while right < len(draft) and draft[right] == reply[place]:
            lookup.add(reply[place])
            place, right = place + 1, right + 1
        if draft:
            lookup.judge(len(draft), right)
        batches, drafted, accepted = batches + 1, drafted + len(draft), accepted + right
    return batches, drafted, accepted


def test_a_quotation_takes_few_batches() -> None:
    prompt = list(range(500))
    batches, drafted, accepted = spoken(prompt, prompt[100:260])
    assert batches <= 16 and accepted == drafted >= 140


def test_words_that_stand_nowhere_are_not_guessed() -> None:
    assert spoken(list(range(500)), list(range(1000, 1100))) == (100, 0, 0)


def test_babble_is_hardly_guessed_and_a_quotation_in_it_is() -> None:
    noise = random.Random(1)
    pairs = [noise.randrange(20) for _ in range(2000)]  # every pair stands somewhere, with anything after it
    babble = [noise.randrange(20) for _ in range(300)]
    quotation = list(range(100, 200))
    _batches, drafted, _accepted = spoken(pairs + quotation, babble)
    assert drafted < 30
    batches, _drafted, accepted = spoken(pairs + quotation, babble + quotation)
    assert accepted > 80 and batches < 300 + 20


def test_the_room_is_kept() -> None:
    lookup = Lookup([*range(1, 20), 1])
    for token in range(2, 7):
        assert lookup.draft(2) == []
        lookup.add(token)
    lookup.add(7)
    assert lookup.draft(2) == [8, 9] and lookup.draft(0) == []
    lookup.judge(2, 0)
    lookup.add(8)
    assert lookup.draft(2) == [], "what was not sure once has to convince again"


@given(st.lists(st.integers(0, 3), max_size=60), st.lists(st.integers(0, 3), max_size=60))
def test_every_token_is_said_once_whatever_was_guessed(prompt: list[int], reply: list[int]) -> None:
    batches, drafted, accepted = spoken(prompt, reply)
    assert batches + accepted == len(reply) and accepted <= drafted
