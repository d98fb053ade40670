"""The fixed strings of a chat template, found by rendering it with probe turns, once, when a model is added.

The template is an untrusted Jinja program. It runs in a sealed child of its own (no files, no network, little memory,
little time) inside Jinja's ImmutableSandboxedEnvironment, and never again: what is kept are strings
(core.catalog.ChatFormat). A chat begins with a system turn, then user and assistant take turns. Only a template whose
output is nothing but strings around the texts is taken: three chats of other texts must come out letter for letter.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import TemplateError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.assist.chat.strings import Specials, written
from app.core.catalog import ChatFormat

_STRING_MAX = 4096
_CONTROL = re.compile(r"<\|[^<>|\s]+\|>|\[\|[^\[\]|\s]+\|\]|</?[A-Za-z_][^<>\s]*>|\[/?[A-Z_]+\]")
_FOLD = "\n\n"  # between rules and question where a family has no system turn

Chat = Sequence[tuple[str, str]]


class Unfit(Exception):
    """The template cannot be told by fixed strings; `token` is why, in short English."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


def derive(untrusted_template: str, specials: Specials, format_id: str) -> ChatFormat:
    """The strings of the template. Raises Unfit."""
    renderer = _Renderer(untrusted_template, specials)
    problem = Unfit("")
    for folded in (False, True):
        try:
            found = _solve(renderer, specials, format_id, folded)
            _check(renderer, found, specials, folded)
            return found
        except Unfit as error:
            problem = problem if problem.token else error
    raise problem


class _Renderer:
    def __init__(self, template: str, specials: Specials) -> None:
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, undefined=Undefined, extensions=["jinja2.ext.loopcontrols"]
        )
        environment.globals["raise_exception"] = _refuse
        environment.filters["tojson"] = str
        try:
            self._template = environment.from_string(template)
        except (TemplateError, RecursionError) as error:
            raise Unfit("syntax") from error
        self._given = {
            "bos_token": specials.bos,
            "eos_token": specials.eos,
            "enable_thinking": False,
            "thinking": False,
            "reasoning_effort": "low",  # the word with which Solar Open leaves its thoughts out
            "tools": None,
        }

    def render(self, turns: Chat, *, reply: bool = True, folded: bool = False) -> str:
        chat = _folded(turns) if folded else turns
        messages = [{"role": role, "content": text} for role, text in chat]
        try:
            return self._template.render(messages=messages, add_generation_prompt=reply, **self._given)
        except Unfit:
            raise
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise Unfit("run") from error
        except (RecursionError, MemoryError) as error:
            raise Unfit("resources") from error


def _refuse(message: object) -> str:
    raise Unfit("refuses")


def _folded(turns: Chat) -> Chat:
    """The rules in front of the first question, for a family without a system turn."""
    (_system, rules), (role, question), *rest = turns
    return [(role, rules + _FOLD + question), *rest]


def _solve(renderer: _Renderer, specials: Specials, format_id: str, folded: bool) -> ChatFormat:
    rules, ask, said, more = "QsysruleZ1", "QuserfirstZ2", "QreplyZ3", "QuserlaterZ4"
    turns = [("system", rules), ("user", ask), ("assistant", said), ("user", more)]
    head, after_rules, before_reply, after_reply, tail = _between(
        renderer.render(turns, folded=folded), (rules, ask, said, more)
    )
    *_, silent = _between(renderer.render(turns, reply=False, folded=folded), (rules, ask, said, more))
    close_user = _common_head([before_reply, tail, silent])
    begin = specials.bos if _printed(head, specials) else ""
    close_rules, close_reply, open_user = _boundary(after_rules, after_reply, close_user, specials.eos)
    found = ChatFormat(
        id=format_id,
        begin=specials.bos if specials.add_bos else begin,
        openings={
            "system": head[len(begin) :],
            "user": open_user,
            "assistant": before_reply[len(close_user) :],
        },
        closings={"system": close_rules, "user": close_user, "assistant": close_reply},
        reply=tail[len(close_user) :],
    )
    if any(len(text) > _STRING_MAX for text in _strings(found)):
        raise Unfit("long")
    if not _CONTROL.search("".join(_strings(found))):
        raise Unfit("no-control-tokens")
    return found


def _printed(head: str, specials: Specials) -> bool:
    """Whether the template prints the first token of a text, and not the opening of a turn that has its name."""
    rest = head.removeprefix(specials.bos)
    return rest != head and (specials.add_bos or _CONTROL.match(rest) is not None)


def _strings(chat: ChatFormat) -> Iterator[str]:
    yield from (chat.begin, *chat.openings.values(), *chat.closings.values(), chat.reply)


def _between(text: str, probes: Sequence[str]) -> list[str]:
    """What stands before, between and after the probes, each of which is there once, in this order."""
    pieces = []
    for probe in probes:
        if text.count(probe) != 1:
            raise Unfit("order")
        piece, text = text.split(probe)
        pieces.append(piece)
    return [*pieces, text]


def _common_head(texts: Sequence[str]) -> str:
    """The longest common beginning that ends at no middle of a control token."""
    length = 0
    for letters in zip(*texts, strict=False):
        if len(set(letters)) > 1:
            break
        length += 1
    while length and any(_splits(text, length) for text in texts):
        length -= 1
    return texts[0][:length]


def _splits(text: str, place: int) -> bool:
    return any(match.start() < place < match.end() for match in _CONTROL.finditer(text))


def _boundary(after_rules: str, after_reply: str, close_user: str, eos: str) -> tuple[str, str, str]:
    """(closing of rules, closing of a reply, opening of a question): `after_…` less the same opening at the end."""
    candidates = [match.start() for match in _CONTROL.finditer(after_rules)] + [len(after_rules)]
    openings = [after_rules[place:] for place in candidates if after_reply.endswith(after_rules[place:])]
    for closing in (close_user, eos):  # the natural border, where there is one: what closes a turn
        for opening in openings:
            before = after_rules.removesuffix(opening)
            if closing.strip() and opening and before.strip() == closing.strip():
                return before, after_reply.removesuffix(opening), opening
    opening = max(openings, key=len)
    return after_rules.removesuffix(opening), after_reply.removesuffix(opening), opening


_PROBES: tuple[Mapping[str, str], ...] = (
    {"system": "규정을 안내한다.", "user": "휴가는 며칠인가?\n연가만 말한다.", "assistant": "[1] 21일이다."},
    {"system": "Rules.\n- one\n- two", "user": "{{ 7 * 7 }} {% if %}", "assistant": "근거 없음"},
    {"system": "1", "user": "user", "assistant": "assistant"},
)


def _check(renderer: _Renderer, found: ChatFormat, specials: Specials, folded: bool) -> None:
    """Chats of other texts and lengths come out as the strings have them."""
    for probe in _PROBES:
        for length in (2, 4, 6):
            turns = [("system", probe["system"])]
            turns += [(role, probe[role]) for role in ("user", "assistant") * 3][: length - 1]
            expected = written(found, turns)
            rendered = renderer.render(turns, folded=folded)
            if specials.add_bos and not rendered.startswith(specials.bos):
                rendered = specials.bos + rendered
            if rendered != expected:
                raise Unfit("irregular")
