"""The Korean prompt: rules, three worked examples, numbered sources, the question, in this order.

What never changes comes first and the question last, so that the child keeps the evaluated prefix.
The number stands before the words, in sources and replies alike: a small model that has to name the
source first copies from it, while one that cites at the end was seen to repeat the question instead.
The Answer shows the number after the sentence; app.assist.answer sees to that.
The examples are about invented office rules; none is from a law.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.assist.excerpt import Count, cut, readable
from app.assist.injected import about_orders, without_orders
from app.assist.templates import Turn
from app.core.answers import Packing
from app.core.errors import PromptTooLong
from app.core.types import Hit

ABSTENTION = "근거 없음"

MAX_SOURCES = 3
SOURCE_TOKENS = 750
"""More sources cost seconds on a PC without a graphics card, and distract a small model."""

_SHARE = 0.6
"""No article takes more than this part of the room for sources."""

_USUAL = "가" * 60
"""Room that is kept for a question that is not there yet."""

_LEAST = 40
"""A source with less room than this (tokens) is left out."""

_RULES = """당신은 관공서의 규정 안내원이다. [자료]에서 질문의 답이 되는 문장을 찾아 그대로 옮겨 쓴다.
- 먼저 답이 있는 자료의 번호를 [1]처럼 쓰고 그 자료에서 답이 되는 문장만 옮긴다.
- 금액, 기간, 숫자, 기관 이름을 바꾸지 않는다.
- 답이 여러 항목이면 빠짐없이 한 줄에 하나씩 적는다.
- 질문의 답이 자료에 없으면 '근거 없음'이라고만 쓴다."""

_TASK = "답이 있는 자료의 번호를 쓰고 답이 되는 문장을 그대로 옮긴다. 답이 자료에 없으면 근거 없음."

_EXAMPLES: tuple[tuple[str, str, str], ...] = (
    (
        """<사무용품 관리 지침 제4조(반납)>
[1] ① 사무용품을 받은 사람은 다음 각 호의 어느 하나에 해당하면 사무용품을 반납하여야 한다.
1. 다른 부서로 자리를 옮긴 경우
2. 30일 이상 자리를 비우는 경우
3. 사무용품이 고장 난 경우
② 반납한 사무용품은 관리 담당자가 보관한다.

<사무용품 관리 지침 제6조(신청)>
[2] 사무용품을 신청하려는 사람은 신청서를 관리 담당자에게 내야 한다.""",
        "받은 사무용품은 어떤 때 돌려줘야 하나요?",
        """[1] 다음 각 호의 어느 하나에 해당하면 사무용품을 반납하여야 한다.
- [1] 다른 부서로 자리를 옮긴 경우
- [1] 30일 이상 자리를 비우는 경우
- [1] 사무용품이 고장 난 경우""",
    ),
    (
        """<회의실 사용 규칙 제3조(예약)>
[1] 회의실을 쓰려는 사람은 사용일 전날까지 예약하여야 한다.

<회의실 사용 규칙 제5조(취소)>
[2] ① 회의실 예약을 취소하려는 사람은 사용일 2일 전까지 총무 담당에게 알려야 한다. 다만, 급하면 당일에 알릴 수 있다.
② 알리지 않고 회의실을 쓰지 않은 사람은 다음 달에 예약할 수 없다.""",
        "회의실 잡아 둔 거 취소하려면 며칠 전에 말해야 하죠?",
        "[2] 회의실 예약을 취소하려는 사람은 사용일 2일 전까지 총무 담당에게 알려야 한다.",
    ),
    (
        """<자전거 보관소 이용 수칙 제2조(위치)>
[1] 자전거 보관소는 본관 뒤편에 둔다.

<자전거 보관소 이용 수칙 제5조(이용 시간)>
[2] ① 자전거 보관소는 오전 7시부터 오후 9시까지 이용할 수 있다.
② 관리자는 오래 세워 둔 자전거를 다른 곳으로 옮길 수 있다.""",
        "자전거 보관소 한 달 이용료가 얼마예요?",
        ABSTENTION,
    ),
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """`hits[n - 1]` is source [n]; `shown[n - 1]` is what the model sees of it.

    `omitted` are the hits of which something was left out: cut, or not shown at all. `used` of `room` tokens are
    the sources'.
    """

    turns: tuple[Turn, ...]
    hits: tuple[Hit, ...]
    shown: tuple[str, ...]
    omitted: tuple[Hit, ...]
    used: int = 0
    room: int = 0

    @property
    def packing(self) -> Packing:
        return Packing(self.used, self.room, len(self.hits), len(self.omitted))


def build(question: str, hits: Sequence[Hit], budget_tokens: int, count: Count) -> Prompt:
    """Pack the best hits, in their order, into `budget_tokens` (for the whole prompt).

    An article is given whole where it fits; else it is cut around what the question asks. Raises PromptTooLong when
    the question leaves no room for a source.
    """
    packed = _packed(question, hits, budget_tokens, count)
    turn = Turn("user", (_SOURCES + "\n\n".join(packed.texts), _ask(question)))
    return Prompt((*_fixed_turns(), turn), packed.hits, packed.shown, packed.omitted, packed.used, packed.room)


def opening(hits: Sequence[Hit], budget_tokens: int, count: Count) -> tuple[Turn, ...]:
    """The beginning of every prompt about these hits, without a question: to be evaluated before one is asked.

    It ends before the first article that a question would have cut, so its text is a true beginning of build()'s.
    Raises PromptTooLong.
    """
    packed = _packed("", hits, budget_tokens, count)
    cut = next((n for n, hit in enumerate(packed.hits) if hit in packed.omitted), len(packed.hits))
    texts = packed.texts[:cut]
    return (*_fixed_turns(), Turn("user", (_SOURCES + "\n\n".join(texts),))) if texts else _fixed_turns()


@dataclass(frozen=True, slots=True)
class _Packed:
    """`texts` are the sources as the prompt has them, `shown` without their heads."""

    hits: tuple[Hit, ...]
    texts: tuple[str, ...]
    shown: tuple[str, ...]
    omitted: tuple[Hit, ...]
    used: int
    room: int


def _packed(question: str, hits: Sequence[Hit], budget_tokens: int, count: Count) -> _Packed:
    fixed = _fixed_turns()
    parts = [part for turn in fixed for part in turn.parts]
    overhead = sum(count([*parts, _ask(question or _USUAL), _SOURCES])) + 8 * (len(fixed) + 2)
    room = total = min(budget_tokens - overhead, SOURCE_TOKENS)
    if room < _LEAST:
        raise PromptTooLong(tokens=overhead, limit=budget_tokens - _LEAST)
    used: list[Hit] = []
    shown: list[str] = []
    omitted: list[Hit] = []
    for hit in hits[:MAX_SOURCES]:
        whole = _told(hit, question)
        head = count([_headed(len(used) + 1, hit, "")])[0] + 4
        allowed = min(room, int(total * _SHARE)) - head
        text = cut(whole, question, allowed, count) if allowed >= _LEAST and whole else ""
        if text != whole:
            omitted.append(hit)
        if not text:
            break  # a weaker hit must not take the place of a better one, and numbers stay ranks
        used.append(hit)
        shown.append(text)
        room -= head + count([text])[0]
    omitted.extend(hit for hit in hits[len(used) :] if hit not in omitted)
    texts = tuple(_headed(n, hit, text) for n, (hit, text) in enumerate(zip(used, shown, strict=True), start=1))
    return _Packed(tuple(used), texts, tuple(shown), tuple(omitted), total - room, total)


def _told(hit: Hit, question: str) -> str:
    """An article as the model reads it: without what speaks to the model, unless that is what is asked about."""
    text = readable(hit.passage.text)
    return _FRAME.sub(r"(\1)", text if about_orders(question) else without_orders(text))


def header(hit: Hit) -> str:
    """`군인사법 제57조(징계의 종류)`: how a source is called in the prompt."""
    heading = f"({named})" if (named := _name(hit.passage.heading)) else ""
    return f"{_name(hit.document.title)} {hit.passage.locator.label}{heading}".strip()


def _name(text: str) -> str:
    """A title or heading as a prompt may have it: on one line, short, and never an order."""
    return " ".join(without_orders(text).split())[:_NAME]


_NAME = 120
"""Characters of a title, a heading or a breadcrumb."""

_SOURCES = "[자료]\n"

_FRAME = re.compile(r"^\[(자료|질문|\d{1,3})\]", re.MULTILINE)
"""The signs by which a prompt is divided: in a document they are words in brackets."""


def _fixed_turns() -> tuple[Turn, ...]:
    turns = [Turn("system", (_RULES,))]
    for sources, question, reply in _EXAMPLES:
        turns.append(Turn("user", (_SOURCES + sources + _ask(question),)))
        turns.append(Turn("assistant", (reply,)))
    return tuple(turns)


def _headed(number: int, hit: Hit, text: str) -> str:
    above = f" · {above}" if (above := _name(hit.passage.breadcrumb)) else ""
    return f"<{header(hit)}{above}>\n[{number}] {text}"


def _ask(question: str) -> str:
    return f"\n\n[질문]\n{' '.join(question.split())}\n\n{_TASK}"
