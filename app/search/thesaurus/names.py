"""Short names of laws (`이하 "정보공개법"이라 한다`, `(약칭: …)`) as documents give them."""

import re
from collections.abc import Iterator

from app.core.titles import ending
from app.search.thesaurus.evidence import Pair, Told, term_key

_DEFINED = re.compile(
    r"「(?P<law>[^「」\n]{4,80})」 ?\([^()\n]{0,20}?이하 ?[\"“](?P<short>[^\"“”\n]{3,20})[\"”] ?(?:이?라 ?(?:고 ?)?)"
)
_OWN = re.compile(r" ?[(\[] ?약칭 ?[:：] ?(?P<short>[가-힣A-Za-z0-9ㆍ· ]{3,30}?) ?[)\]]")
_LINE = re.compile(r"[^()\n]{4,80}$")
_NO_NAME = re.compile(
    r"^(?:이|그|동|같은|구|종전|개정|신|본|모|상위)? ?(?:법|법률|영|령|시행령|시행규칙|규칙|규정|훈령|조례)$"
    r"|^(?:구|종전의?|같은|개정) "
)
"""What stands for a law inside one document."""
_SHORTEST = 3
_TOP = 2000


def law_names(title: str, text: str) -> Iterator[Pair]:
    """The short names of laws that a document gives, its own (`약칭:` at its head or in its title) among them."""
    for match in _DEFINED.finditer(text):
        if is_name(match["short"]):
            yield Pair(Told.LAW, match["short"].strip(), match["law"].strip())
    for head in (title, text[:_TOP]):
        own = _OWN.search(head)
        law = _LINE.search(head, 0, own.start()) if own is not None else None
        if own is not None and law is not None and ending(term_key(law[0])) and is_name(own["short"]):
            yield Pair(Told.LAW, own["short"].strip(), law[0].strip())


def is_name(short: str) -> bool:
    """Whether a short form names one law rather than the law at hand."""
    return (
        len(term_key(short)) >= _SHORTEST
        and bool(ending(term_key(short)))
        and _NO_NAME.search(short.strip()) is None
        and "," not in short
    )
