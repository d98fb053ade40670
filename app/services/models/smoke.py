"""A first try of a chat model in its real child: does it load, speak, stop, and say that it does not know?

A look, not a measurement: one short answer, once. `munjigi model bench` measures, `munjigi eval answers` judges.
"""

import time
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass

from app.assist.chat.strings import CONTROL, control_strings, thinks
from app.assist.prompts import ABSTENTION, Prompt
from app.assist.remote import Generator as Chat
from app.assist.templates import Turn
from app.core.answers import Placement
from app.core.catalog import ChatFormat
from app.core.events import Cancel, Event, Token

_TOKENS = 32
_RULE = "자료에서 질문의 답을 찾아 한 문장으로 답한다. 자료에 답이 없으면 '근거 없음'이라고만 쓴다."
_QUESTION = Turn("user", ("대한민국의 수도는 어디인가? 한 낱말로 답한다.",))
_UNANSWERABLE = (
    Turn("system", (_RULE,)),
    Turn("user", ("[자료]\n회의실은 오전 9시부터 쓸 수 있다.\n\n[질문]\n회의실은 몇 시부터 쓸 수 있나요?",)),
    Turn("assistant", ("회의실은 오전 9시부터 쓸 수 있다.",)),
    Turn("user", ("[자료]\n열쇠는 총무 담당이 보관한다.\n\n[질문]\n열쇠를 잃어버리면 얼마를 내나요?",)),
    Turn("assistant", (ABSTENTION,)),
    Turn("user", ("[자료]\n자전거는 본관 뒤에 세운다.\n\n[질문]\n자전거 보관소의 한 달 이용료는 얼마인가요?",)),
)


@dataclass(frozen=True, slots=True)
class Smoke:
    """`faults` are message keys (`smoke_…` without the beginning), none: as it should be. Speeds are tokens a second,
    0 where too little was said to tell; `load_seconds` is with the hashing of the file."""

    text: str
    faults: tuple[str, ...]
    abstains: bool
    load_seconds: float
    prompt_speed: float
    generation_speed: float
    placement: Placement | None


def smoke(chat: Chat, form: ChatFormat, controls: Collection[str], cancel: Cancel) -> Generator[Event, None, Smoke]:
    """Load and try. `controls` are the vocabulary's control tokens.

    Raises what Generator.prepare and Generator.generate raise.
    """
    began = time.monotonic()
    yield from chat.prepare(cancel=cancel)
    loaded = time.monotonic() - began
    said, pieces = yield from _answer(chat, (Turn("system", ("짧게 답한다.",)), _QUESTION), cancel)
    figures = dict(chat.finished)
    refused, _pieces = yield from _answer(chat, _UNANSWERABLE, cancel)
    seconds, made = float(figures.get("generation_seconds", 0.0)), int(figures.get("generated_tokens", 0))
    read = int(figures.get("prompt_tokens", 0)) - int(figures.get("reused_tokens", 0))
    reading = float(figures.get("prompt_seconds", 0.0))
    return Smoke(
        text=said.strip(),
        faults=tuple(_faults(said, pieces, str(figures.get("stop", "")), form, controls)),
        abstains=refused.strip().startswith(ABSTENTION),
        load_seconds=loaded,
        prompt_speed=read / reading if reading else 0.0,
        generation_speed=made / seconds if seconds and made > 1 else 0.0,
        placement=chat.placement,
    )


def _answer(chat: Chat, turns: Sequence[Turn], cancel: Cancel) -> Generator[Event, None, tuple[str, list[str]]]:
    """What it says, whole and in pieces; progress goes on, the words do not."""
    pieces: list[str] = []
    for event in chat.generate(Prompt(tuple(turns), (), (), ()), cancel=cancel, max_tokens=_TOKENS):
        if isinstance(event, Token):
            pieces.append(event.text)
        else:
            yield event
    return "".join(pieces), pieces


def _faults(
    said: str, pieces: Sequence[str], stop: str, form: ChatFormat, controls: Collection[str]
) -> Generator[str, None, None]:
    if not said.strip():
        yield "empty"
    if "\ufffd" in said:
        yield "letters"
    if len(pieces) >= 8 and len(set(pieces)) == 1:
        yield "repeats"
    if stop != "end":
        yield "endless"
    if CONTROL.search(said):
        yield "leaks"
    if controls and not control_strings(form) <= frozenset(controls):
        yield "plain_control"
    if thinks(form):
        yield "thinks"
