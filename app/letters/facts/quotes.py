"""Words in quotation marks. Value: ("quote", the words folded: without white space, dots and marks)."""

import re
import unicodedata
from collections.abc import Iterator

from app.core.findings import FactKind
from app.letters.facts.sources import Fact

_QUOTED = re.compile(
    r"“([^“”\n]{2,300})”|\"([^\"\n]{2,300})\"|‘(?!\d\d[.년~])([^‘’\n]{2,200})’|(?<![\w])'(?!\d\d[.년~])([^'\n]{2,200})'(?!\d)|『([^『』\n]{2,200})』"
)
_SILENT = re.compile(r"[\s·・‧∙•ㆍ\"'“”„‟‘’‛＂「」『』\u200b\ufeff\u00ad*`.,]")


def quotes(text: str) -> Iterator[Fact]:
    for match in _QUOTED.finditer(text):
        words = folded(next(group for group in match.groups() if group is not None))
        if len(words) > 1:
            yield Fact(FactKind.QUOTE, match.span(), ("quote", words))


def folded(text: str) -> str:
    return _SILENT.sub("", unicodedata.normalize("NFC", text))
