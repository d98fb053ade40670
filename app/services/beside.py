"""What a model reads beside the articles that answer, where there is room: definitions, and what is referred to.

Never cut into an answer by code: a definition sounds like the question and answers something else.
"""

import re
from collections.abc import Sequence

from app.core.types import Hit, Passage
from app.services.context import Workspace
from app.services.links import links_of

_REFERRED = 2
"""Articles that are referred to; more would push each other out of the prompt."""

_TERM = re.compile(r"[\"“‘']([^\"”’'“‘\n]{2,30})[\"”’']\s*(?:이?란|라|이라|은|는)")


def beside(workspace: Workspace, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The definitions of the best hit's document when they define a word of the question, then the articles that the
    best hit refers to, as hits; none that is among `hits`. Empty without a hit."""
    if not hits:
        return ()
    best = hits[0]
    passages = workspace.documents.passages_of(best.passage.document_id)
    found = [passage for passage in passages if _defines(passage, question)][:1]
    links = (link for link in links_of(workspace, best.passage.id) if link.target_passage)
    referred = list(dict.fromkeys(link.target_passage for link in links))[:_REFERRED]
    by_id = workspace.documents.passages_by_id(referred)
    found += [by_id[identity] for identity in referred if identity in by_id]
    documents = workspace.documents.documents_by_id(sorted({passage.document_id for passage in found}))
    known = {hit.passage.id for hit in hits}
    return tuple(
        Hit(passage, documents[passage.document_id], 0.0)
        for passage in dict.fromkeys(found)
        if passage.id not in known and passage.document_id in documents
    )


def _defines(passage: Passage, question: str) -> bool:
    if "정의" not in passage.heading:
        return False
    asked = "".join(question.split())
    return any("".join(term.split()) in asked for term in _TERM.findall(passage.text))
