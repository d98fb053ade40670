"""The verb `rewrite`: a selection in other words, as changes that are taken or left one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.assist.rewriting.wording import reworded
from app.core.errors import (
    AppError,
    ChildUnstartable,
    ModelDamaged,
    ModelDied,
    ModelMissing,
    ModelTooLarge,
    ModelUnloadable,
    PromptTooLong,
)
from app.core.events import Cancel, Done, Event, Token, Warned
from app.core.findings import RewriteStyle, Rewriting
from app.core.security_errors import ModelForbidden
from app.core.types import Span
from app.letters.differences import differences
from app.letters.rewriting.rewrite import Rules, tracked
from app.letters.rewriting.tracked import Tracked
from app.letters.rewriting.trusted import trusted
from app.services.context import Workspace

MOST = 1_200
"""Characters of which the model is asked; what is longer is rewritten by the rules alone."""
_SHORTEST = 12
"""Characters of a sentence worth asking about."""

_SENTENCE = re.compile(r"\S[^\n]*?(?:(?<=[가-힣)\]」”])[.?!](?=\s)|(?=\n|$))")
_LABELLED = re.compile(r"^[가-힣 ]{1,10}\s?[:：]\s")
_NO_MODEL: tuple[type[AppError], ...] = (
    ModelForbidden,
    ModelMissing,
    ModelDamaged,
    ModelTooLarge,
    ModelUnloadable,
    ModelDied,
    ChildUnstartable,
    PromptTooLong,
)


@dataclass(frozen=True, slots=True)
class RewriteRequest:
    """`polite`: the document's sentences end in 니다, so a version of the model's may end so too. `writing` is when the
    model is asked: `auto` about the sentences that the rules left as they were, `always`, or `never`; empty: as the
    settings say."""

    text: str
    style: RewriteStyle
    polite: bool = True
    writing: str = ""


def rewrite(workspace: Workspace, request: RewriteRequest, *, cancel: Cancel) -> Iterator[Event]:
    """Progress and Token while the model writes, then Done(Rewriting). The rules' changes come first and are always
    right to offer; a sentence of the model's is offered only if every fact, negation and duty survives.

    Works without a model: Warned says that none could be asked. Raises Cancelled.
    """
    cancel.check()
    made = tracked(request.text, request.style, Rules.load())
    writing = request.writing or workspace.settings.writing
    refused, model = False, ""
    if writing != "never" and len(request.text) <= MOST:
        try:
            for event in _by_model(workspace, request, made, writing, cancel):
                if isinstance(event, Done):
                    asked, refused = event.result
                    model = workspace.generator.model_id if asked else ""
                else:
                    yield event
        except _NO_MODEL as error:
            yield Warned("", error.code, error.params)
    changes = made.changes()
    worded = model or (workspace.generator.model_id if any(not change.reason for change in changes) else "")
    yield Done(Rewriting(request.text, request.style, changes, refused, worded))


def make_ready() -> None:
    """Read the rules before they are needed: half a second on a busy machine, and kept."""
    Rules.load()


def _by_model(
    workspace: Workspace, request: RewriteRequest, made: Tracked, writing: str, cancel: Cancel
) -> Iterator[Event]:
    """Asks about each sentence, the last one first: a change does not move what stands before it. Done gives whether
    any was asked about, and whether a version was refused."""
    asked = refused = False
    for span in reversed(_sentences(made, writing)):
        sentence = made.text[slice(*span)]
        cancel.check()
        asked, said = True, ""
        for event in reworded(workspace.generator, sentence, request.style, cancel=cancel):
            said += event.text if isinstance(event, Token) else ""
            yield event
        said = said.strip()
        if said == sentence:
            continue
        if not trusted(sentence, said) or not _in_register(sentence, said, request):
            refused = True
            continue
        for change in reversed(differences(sentence, said)):
            made.replace((span[0] + change.span[0], span[0] + change.span[1]), change.after, "")
    yield Done((asked, refused))


def _sentences(made: Tracked, writing: str) -> list[Span]:
    """The sentences to ask about, as places of the text as it is now."""
    text = made.text
    touched = made.touched()
    return [
        match.span()
        for match in _SENTENCE.finditer(text)
        if len(match[0]) >= _SHORTEST
        and not _LABELLED.match(match[0])
        and (writing == "always" or not any(a < match.end() and match.start() < b for a, b in touched))
    ]


_FORMAL = re.compile(r"니다[.?]?$")


def _in_register(before: str, after: str, request: RewriteRequest) -> bool:
    """A sentence that ends formally goes on to do so, unless noun endings are wanted, and one that does not begins to
    only where politeness is."""
    was, becomes = bool(_FORMAL.search(before)), bool(_FORMAL.search(after))
    if request.style is RewriteStyle.OUTLINE:
        return not becomes
    if request.style is RewriteStyle.POLITE:
        return becomes or not was
    return was == becomes or (becomes and request.polite)
