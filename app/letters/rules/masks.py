"""What the rules of wording do not look into: names of laws, quotations, addresses of the net, forms of amounts.

Each is masked with as many blanks of its own kind, so that places stay places.
"""

import re

from app.core.types import Span

MASK = "\ue000"
"""Of the private use area: no letter, no blank, no digit."""
_LAWS = r"「[^」\n]{0,120}」|『[^』\n]{0,120}』|《[^》\n]{0,80}》"
_QUOTES = r"“[^”\n]{1,200}”|‘[^’\n]{1,200}’|(?<![\w\"])\"[^\"\n]{1,200}\""
_NET = (
    r"(?:https?://|www\.)[^\s)>\]]{1,300}|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,100}"
    r"|(?<![\w().-])[\w().-]{1,80}\.(?:hwpx?|docx?|pdf|xlsx?|pptx?|txt|md|zip|jpg|png|csv)\b"
)
_AMENDED = r"<(?:개정|신설|삭제|제정|타법|단서)[^<>]{0,200}>|\[(?:전문|본조|제목|종전|단서)[^\[\]\n]{0,80}\]"
_SLOTS = r"\[확인 필요[^\]\n]{0,60}\]"
_MASKED = re.compile("|".join((_LAWS, _QUOTES, _NET, _AMENDED, _SLOTS)))
_AMOUNTS = re.compile(r"금[ ]?[\d,]+원(?:\([^()\n]*\))?")


def masked(view: str) -> str:
    return _MASKED.sub(lambda match: MASK * len(match[0]), view)


def words_only(view: str) -> str:
    """A masked view with the amounts masked too: 금일백만원 is no 금일."""
    return _AMOUNTS.sub(lambda match: MASK * len(match[0]), view)


def in_words(view: str, span: Span, right: str) -> tuple[str, str]:
    """What stands at a place and what is right, both with the rest of their words: `한수 있다`, `한 수 있다`."""
    start, end = span
    first = max(view.rfind(" ", 0, start), view.rfind("\n", 0, start)) + 1
    last = min((at for at in (view.find(" ", end), view.find("\n", end)) if at >= 0), default=len(view))
    before, after = view[max(first, start - 12) : start], view[end : min(last, end + 12)]
    found, expected = before + view[start:end] + after, before + right + after
    return " ".join(found.split()).replace(MASK, ""), " ".join(expected.split()).replace(MASK, "")
