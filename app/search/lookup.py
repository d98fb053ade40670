"""Law names and article numbers in a question: `정보공개법 9조`, `국가계약법 시행령 제26조의2`."""

import re
from dataclasses import dataclass

from app.core.titles import key
from app.search.query.names import FEW, Names, bare, best_title, split
from app.search.query.places import first_place

__all__ = ["Names", "Reference", "find"]

_ASKING = re.compile(  # words that ask for the article itself and for nothing in it
    r"내용|조문|전문|원문|이|가|은|는|을|를|좀|무엇|뭐|뭔|어떻게|라고|되어|돼|있|었|였|인|이었|습니까|나요|가요|지요|죠|요"
    r"|알려|보여|찾아|줘|주세요|주시기|바랍니다|부탁"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a question names. `documents` are the ids of the best-matching title, `label` the article
    (`제24조의2`) or empty, `name` the words that were taken for a law's name or empty."""

    documents: tuple[str, ...]
    label: str
    name: str
    paragraph: int
    """The 항 that is named, or 0."""
    whole: bool
    """The question asks for this place itself and for nothing in it."""
    item: tuple[int, int] = (0, 0)
    """The 호 that is named and its branch (제2호의3), or (0, 0)."""
    subitem: str = ""
    """The letter of the 목 that is named, or empty."""


def find(question: str, names: Names) -> Reference | None:
    """The law and article that a question names; None when it names neither."""
    place = first_place(question)
    words = split(question[: place.start] if place else question)
    if words and place:
        words[-1] = bare(words[-1])
    name, documents = best_title(words, names, anchored=place is not None)
    alone = len(words) == len(name.split())
    if place is None:
        vague = len(documents) > FEW and not names.title(key(name))  # 기본법 is many a law
        return Reference(documents, "", name, 0, True) if documents and alone and not vague else None
    if place.label[0] != "제" and not documents:
        return None  # 별표 is a word like any other until a law is named
    whole = alone and not key(_ASKING.sub("", question[place.end :]))
    return Reference(documents, place.label, name, place.paragraph, whole, place.item, place.subitem)
