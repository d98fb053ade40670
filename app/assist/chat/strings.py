"""What the strings of a chat template (core.catalog.ChatFormat) say, without the template."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.catalog import ChatFormat

CONTROL = re.compile(r"<\|[^<>|\s]+\|>|\[\|[^\[\]|\s]+\|\]")
"""A control token that can be nothing else, by its looks: <|…|> or [|…|]."""

_OPEN_THOUGHT = re.compile(r"<think>(?!.*</think>)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Specials:
    """What a template may print of the tokenizer. `add_bos`: a prompt begins with `bos` whatever the template says,
    as llama.cpp has it."""

    bos: str
    eos: str
    add_bos: bool


def thinks(chat: ChatFormat) -> bool:
    """Whether a reply begins inside a thought: the template offers no form without one."""
    return bool(_OPEN_THOUGHT.search(chat.reply))


def control_strings(chat: ChatFormat) -> frozenset[str]:
    """The control tokens in the strings, as far as their looks tell."""
    strings = (chat.begin, *chat.openings.values(), *chat.closings.values(), chat.reply)
    return frozenset(word for text in strings for word in CONTROL.findall(text))


def written(chat: ChatFormat, turns: Sequence[tuple[str, str]]) -> str:
    """A chat of (role, text) as the strings have it, with the reply opened."""
    parts = [chat.begin]
    for role, text in turns:
        parts += [chat.openings[role], text, chat.closings[role]]
    return "".join([*parts, chat.reply])


def same(one: ChatFormat, other: ChatFormat) -> bool:
    """Whether two formats are the same strings under different names."""
    return (one.begin, dict(one.openings), dict(one.closings), one.reply) == (
        other.begin,
        dict(other.openings),
        dict(other.closings),
        other.reply,
    )
