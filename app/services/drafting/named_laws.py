"""The laws that notes name, in full or in short (`민원법`, `계약법 시행령`): what is cited comes from them."""

import re
from dataclasses import dataclass

from app.core.types import Document, Query
from app.services.context import Workspace

_NAME = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣ㆍ·]{1,30}(?:법|법률|규정|규칙|훈령|예규|지침|조례|(?<![명수])령)(?:\s?시행(?:령|규칙))?)"
    r"(?=에서|에는|에도|에\s|을\s|를\s|상\s|이나\s|의\s|\s|\d|[,.?!)]|$)"
)
_NO_NAME = re.compile(
    r"(?:관련|근거|해당|관계|소관|내부|자체|현행|무슨|어느|어떤|상위|이|그)?\s?"
    r"(?:법|법률|법령|규정|규칙|훈령|예규|지침|조례)|.*(?:방법|문법|수법|기법|비법|용법|해법|어법|화법|불법|위법|적법|사법)"
)
_SURE = re.compile(r"에서|\s?제?\s?\d{1,3}\s?조")


@dataclass(frozen=True, slots=True)
class Named:
    """`stems` are the titles of the laws that are named, without 시행령: a law, its decree and its rule are one.
    `stranger`: a law is named that the workspace does not hold."""

    stems: frozenset[str] = frozenset()
    stranger: bool = False

    def holds(self, document: Document) -> bool:
        return stem(document.title) in self.stems


def named(workspace: Workspace, words: str, collection: str) -> Named:
    """Raises NothingIndexed."""
    stems: set[str] = set()
    stranger = False
    for found in _NAME.finditer(words):
        name = found["name"]
        if _NO_NAME.fullmatch(name):
            continue
        query = Query(name, 1, collections=(collection,) if collection else ())
        reference = workspace.searcher.by_words(query).reference
        ids = reference.documents if reference is not None else ()
        stems |= {stem(one.title) for one in workspace.documents.documents_by_id(ids).values()}
        stranger = stranger or (not ids and _SURE.match(words, found.end()) is not None)
    return Named(frozenset(stems), stranger and not stems)


def stem(title: str) -> str:
    """`물품관리법 시행령` → `물품관리법`."""
    return re.sub(r"\s?시행(?:령|규칙)$", "", title)


def rank(title: str) -> int:
    """0 a law, 1 its decree, 2 its rule."""
    return 2 if title.endswith("시행규칙") else 1 if title.endswith("시행령") else 0
