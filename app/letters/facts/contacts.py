"""Telephones, faxes, extensions, mail, sites, accounts and the numbers of documents.

Values: ("digits", the digits alone), ("mail", lower case), ("document", without white space).
"""

import re
from collections.abc import Iterator

from app.core.findings import FactKind
from app.letters.facts.sources import Fact

_DASH = r"\-‐‑‒–—－"
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9.-]{1,80}\.[A-Za-z]{2,24}", re.ASCII)
_SITE = re.compile(
    r"(?:https?://|www\.)[^\s,)]+|(?<![\w@.])(?:[A-Za-z0-9-]+\.)+(?:go\.kr|mil\.kr|or\.kr|ac\.kr|co\.kr|re\.kr|kr|com|org|net)(?:/[^\s,)]*)?(?![\w])",
    re.ASCII,
)
_PHONE = re.compile(
    rf"(?<![\d.,{_DASH}])(?:\+82[-\s]?)?\(?0?\d{{1,3}}(?:\)\s?|[{_DASH}.\s])\d{{3,4}}[{_DASH}.]\d{{4}}(?![\d{_DASH}])|(?<![\d.,{_DASH}])01\d{{8,9}}(?!\d)"
)
_SHORT = re.compile(rf"(?<![\d.,가-힣{_DASH}])\d{{3,4}}[{_DASH}]\d{{4}}(?![\d{_DASH}])")
_DASHED = re.compile(rf"(?<![\d.,{_DASH}])\d{{2,7}}(?:[{_DASH}]\d{{1,8}}){{1,4}}(?![\d{_DASH}])")
_EXTENSION = re.compile(
    r"(?:내선|교환|구내|군전화|군|전화|팩스|FAX|Fax|fax|☎|TEL|Tel)\s?(?:번호)?\s?[:：)]?\s?(\d{3,5})(?![\d\-.,년월일명건개원])"
)
_LONG = re.compile(r"(?<![\d.,])\d{9,16}(?![\d.,])")
_DOCUMENT = re.compile(
    rf"(?<![가-힣A-Za-z])[가-힣][가-힣A-Za-z○·ㆍ]{{0,24}}\s?[{_DASH}]\s?\d{{1,7}}(?:[{_DASH}]\d{{1,4}})?(?!\d)(?!\s?[.]\s?\d)"
)
_NUMBERED = re.compile(
    r"제\s?(?P<y>(?:19|20)\d{2})\s?[-－]\s?\d{1,5}\s?호?|제\s?\d{2,6}\s?호(?!\s?(?:서식|실|선|차))|공고\s?제?\s?\d{4}-\d{1,5}호?"
)


def contacts(text: str) -> Iterator[Fact]:
    for pattern in (_MAIL, _SITE):
        for match in pattern.finditer(text):
            yield Fact(FactKind.PHONE, match.span(), ("mail", match[0].lower().rstrip("/.")))
    for pattern in (_PHONE, _SHORT, _DASHED, _LONG):
        for match in pattern.finditer(text):
            yield Fact(FactKind.PHONE, match.span(), ("digits", digits(match[0])))
    for match in _EXTENSION.finditer(text):
        yield Fact(FactKind.PHONE, match.span(1), ("digits", digits(match[1])))


def documents(text: str) -> Iterator[Fact]:
    for pattern in (_DOCUMENT, _NUMBERED):
        for match in pattern.finditer(text):
            yield Fact(FactKind.NUMBER, match.span(), ("document", re.sub(rf"[\s{_DASH}]", "", match[0])))


def digits(text: str) -> str:
    found = re.sub(r"\D", "", text)
    return "0" + found[2:].lstrip("0") if text.lstrip("(").startswith("+82") else found
