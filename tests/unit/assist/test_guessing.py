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
    assert batches <= 40 and accepted == drafted >= 120


def test_words_that_stand_nowhere_are_not_guessed() -> None:
    assert spoken(list(range(500)), list(range(1000, 1100))) == (100, 0, 0)


def test_what_only_the_reply_says_twice_is_not_guessed() -> None:
    assert spoken(list(range(500)), list(range(1000, 1100)) * 3) == (300, 0, 0)


def test_half_a_sentence_of_the_prompt_is_not_guessed_and_a_quotation_is() -> None:
    noise = random.Random(1)
    prompt = [noise.randrange(1000) for _ in range(2000)]
    borrowed = [token for place in range(0, 2000, 100) for token in prompt[place : place + 20]]
    assert spoken(prompt, borrowed)[1] == 0
    batches, _drafted, accepted = spoken(prompt, borrowed + prompt[700:800])
    assert accepted > 60 and batches < len(borrowed) + 40


def test_who_was_wrong_has_to_convince_for_longer() -> None:
    prompt = list(range(500))
    lookup = Lookup(prompt)
    lookup.distrust()
    drafts = []
    for token in prompt[100:160]:
        lookup.add(token)
        drafts.append(bool(lookup.draft(3)))
    once = drafts.index(True)
    lookup = Lookup(prompt)
    for place, token in enumerate(prompt[100:160]):
        lookup.add(token)
        if lookup.draft(3):
            assert once > 1.5 * place
            return
    raise AssertionError("a quotation of sixty was not followed")


def test_the_room_is_kept_and_a_draft_that_failed_is_not_made_again() -> None:
    lookup = Lookup([*range(1, 90), 1])
    for token in range(1, 60):
        lookup.add(token)
    assert lookup.draft(2) == [60, 61] and lookup.draft(0) == []
    lookup.judge(2, 0)
    lookup.add(60)
    assert lookup.draft(2) == [], "what was not sure once has to convince again"


def test_the_end_of_the_prompt_ends_the_quotation() -> None:
    lookup = Lookup(list(range(100)))
    for token in range(40, 100):
        lookup.add(token)
        assert all(guess < 100 for guess in lookup.draft(15))
    assert lookup.draft(15) == []


@given(st.lists(st.integers(0, 3), max_size=60), st.lists(st.integers(0, 3), max_size=60))
def test_every_token_is_said_once_whatever_was_guessed(prompt: list[int], reply: list[int]) -> None:
    batches, drafted, accepted = spoken(prompt, reply)
    assert batches + accepted == len(reply) and accepted <= drafted
