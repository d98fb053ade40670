"""The words that the model puts into a letter, and whether they may stay.

A title or a sentence is dropped where it brings a fact that comes from nowhere, names an article, repeats what must not
be written, or does not have the shape of its place. What code had written then stays.
"""

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.assist.answer import WITHOUT_A_MODEL
from app.assist.drafting import wording
from app.assist.prompts import Prompt
from app.assist.words import bigrams
from app.core.draft_errors import WordingDropped
from app.core.drafts import Form, NoteRole, Notes, Provenance, Section, Slot
from app.core.events import Cancel, Event, Progress, Token, Warned
from app.letters.building import build
from app.letters.facts.sources import Sources
from app.letters.facts.tracing import traces

_TOLD = (NoteRole.FACT, NoteRole.LABELLED, NoteRole.REQUEST)
_LONGEST = {wording.TITLE: 45, wording.SENTENCE: 140}
_SHORTEST = 5
_KNOWN = 0.6
"""Part of a wording's bigrams that must stand in the notes or be official usage."""
_USUAL = (
    "요청 안내 알림 통보 회신 제출 협조 계획 보고 결과 현황 검토 의견 추진 실시 시행 관련 관한 대한 따른 위한 위하여 "
    "다음과 같이 바랍니다 하여 주시기 드립니다 알려 합니다 하고자 귀하 귀사 귀하께서 제출하신 민원 답변드립니다 대하여 "
    "사항 업무 협의 조치 처리 필요하오니 있사오니 참석 명단 자료 승인 건의 개최 교육 회의 기한까지 기한 협조하여 "
    "검토하여 보내 주시 통지 방안 마련 개선 및 등의 에 관하여 있어"
)
_KINDS = (
    "민원 회신",
    "결과 보고",
    "계획 보고",
    "의견 제출 안내",
    "자료 제출 요청",
    "협조 요청",
    "참석 요청",
    "승인 요청",
    "회신 요청",
)
"""Endings of titles that say what a letter does; else it is the last word."""
_CLAUSE = re.compile(r"(?:려고?|져|어서|아서|해서|는데|으면|하면|갔|했|었|달라|라고|다고|다는|라는)\s")
_JOINS = re.compile(r"(?:을|를|위하여|위해|관하여|대하여|관련하여|따라|하오니|되오니|이오니|있사오니|바와|사항을)$")
_BROKEN = re.compile(r"(?:다|요|까|라)\s|[.:;]")
_OF = re.compile(r"(?:관한|대한|따른|위한)$")
_CITED = re.compile(r"제\s?\d+\s?[조항호]|[「『\[\]{}<>]|확인\s?필요")
_SAYS = re.compile(r"[가-힣A-Za-z0-9]{2,}")


class Worder(Protocol):
    """What wording needs of assist.remote.Generator."""

    finished: dict[str, Any]

    def prepare(self, *, cancel: Cancel | None = None) -> Iterator[Progress | Warned]: ...

    def generate(
        self, prompt: Prompt, *, cancel: Cancel | None = None, max_tokens: int = ..., grammar: str = ...
    ) -> Iterator[Token | Progress | Warned]: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be worded: the title, unless the user gave one, and the lead of `section`, where the form has one.
    `title` is code's own, whose ending stays, and which stays itself unless it is to be worded anew (`retitle`); empty:
    the user's stands. `lines` are what the notes tell of the matter."""

    form: Form
    notes: Notes
    slots: tuple[Slot, ...]
    sources: Sources
    section: Section | None
    title: str
    lines: tuple[str, ...]
    retitle: bool = True

    @property
    def wanted(self) -> bool:
        return bool(self.lines and self.title) and (self.retitle or self.section is not None)

    @property
    def ending(self) -> str:
        """How the title ends: what the letter does."""
        return next((kind for kind in _KINDS if self.title.endswith(kind)), self.title.rsplit(" ", 1)[-1])

    @property
    def tail(self) -> str:
        """How the lead ends: from `다음` on."""
        lead = self.section.lead if self.section is not None else ""
        return lead[lead.find("다음") :] if "다음" in lead else ""


def is_clumsy(title: str) -> bool:
    """Whether a title that code made of the notes is no noun phrase: it broke off within a clause."""
    return bool(_CLAUSE.search(title)) or len(title) > _LONGEST[wording.TITLE] or title.startswith("[")


def worded(generator: Worder, plan: Plan, cancel: Cancel) -> Generator[Event, None, Mapping[str, str]]:
    """Progress and Token while the model words, Warned of what was dropped or why it could not. The wording by keys as
    build.letter takes it; empty where nothing stays."""
    if not plan.wanted:
        return {}
    recipient = next((slot.value for slot in plan.slots if slot.key == "recipient"), "")
    order = wording.Order(plan.form.name, recipient, plan.lines, plan.ending, plan.tail)
    text = ""
    try:
        yield from generator.prepare(cancel=cancel)
        words = generator.generate(
            wording.prompt(order), cancel=cancel, max_tokens=wording.MAX_TOKENS, grammar=wording.grammar(order)
        )
        for event in words:
            cancel.check()
            yield event
            if isinstance(event, Token):
                text += event.text
    except WITHOUT_A_MODEL as error:
        yield Warned("", error.code, error.params)
        return {}
    cut = generator.finished.get("stop") == "length"
    return (yield from _kept(plan, wording.read(text.rpartition("\n")[0] if cut else text)))


def _kept(plan: Plan, said: Mapping[str, str]) -> Generator[Event, None, Mapping[str, str]]:
    kept: dict[str, str] = {}
    keys = {wording.TITLE: build.TITLE} if plan.retitle else {}
    if plan.section is not None:
        keys[wording.SENTENCE] = plan.section.key
    for label, key in keys.items():
        words = said.get(label, "")
        if not words:
            continue
        if may_stay(label, words, plan):
            kept[key] = words
        else:
            yield Warned("", WordingDropped.code, {"label": label})
    return kept


def may_stay(label: str, words: str, plan: Plan) -> bool:
    """Whether a wording brings nothing of its own and fits its place."""
    if not _SHORTEST <= len(words) <= _LONGEST[label] or _CITED.search(words):
        return False
    if label == wording.TITLE and not _is_title(words, plan.ending):
        return False
    if label == wording.SENTENCE and not _is_lead(words, plan.tail):
        return False
    if any(one.provenance is Provenance.MISSING for one in traces(words, plan.sources)):
        return False
    return not _leaks(words, plan.notes) and _known(words, plan) >= _KNOWN


def _is_title(words: str, ending: str) -> bool:
    return (
        words.endswith(ending) and len(words) > len(ending) and not _CLAUSE.search(words) and not _BROKEN.search(words)
    )


def _is_lead(words: str, tail: str) -> bool:
    """One sentence whose head fits its tail."""
    if not words.endswith(tail):
        return False
    head = words.removesuffix(tail).strip()
    fits = _JOINS.search(head) or (tail.startswith("다음 사항") and _OF.search(head))
    return bool(head and fits) and not re.search(r"니다|다음|\d", head)


def _leaks(words: str, notes: Notes) -> bool:
    """Whether a word stands in it that the notes say only where they say not to write it."""
    told = " ".join(note.text for note in notes.notes if note.role in _TOLD)
    withheld = " ".join(note.text for note in notes.notes if note.role is NoteRole.WITHHELD)
    own = bigrams(withheld) - bigrams(told) - bigrams(_USUAL)
    return any(len(pairs := bigrams(word)) and pairs <= own for word in _SAYS.findall(words))


def _known(words: str, plan: Plan) -> float:
    """The part of its bigrams that the notes, the slots, the form or official usage have."""
    texts: Sequence[str] = (*plan.lines, *(slot.value for slot in plan.slots), plan.title, plan.form.name, _USUAL)
    own = bigrams(words)
    return len(own & bigrams(" ".join(texts))) / len(own) if own else 0.0
