"""Personal data in a text: what identifies a person, with its place. Few false alarms are worth more than every find.

Sources: 개인정보 보호법 제2조제1호 (personal data); 제24조 with 시행령 제19조 (고유식별정보: numbers of
resident registration, passports, driver's licences and alien registration) and 제24조의2 (resident registration).
The weights of the thirteenth digit are those of the numbers given before 5 October 2020; since then six digits are
drawn by lot and there is no check (주민등록법 시행규칙 제2조 as amended on that day). Cards: ISO/IEC 7812-1 (Luhn).
Telephone numbers: 전기통신번호관리세칙. No public rule fixes the form of service numbers (군번) and of accounts:
those count only beside a word that tells.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.types import Span


class PersonalKind(StrEnum):
    """Named as in the message keys `personal_…`."""

    RESIDENT = "resident"
    FOREIGNER = "foreigner"
    PASSPORT = "passport"
    LICENCE = "licence"
    SERVICE = "service"
    CARD = "card"
    ACCOUNT = "account"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"


UNIQUE = frozenset({PersonalKind.RESIDENT, PersonalKind.FOREIGNER, PersonalKind.PASSPORT, PersonalKind.LICENCE})
"""고유식별정보 of 개인정보 보호법 제24조: a document must not hold these without a law that says so."""


@dataclass(frozen=True, slots=True)
class Personal:
    """`text[span[0]:span[1]]` of the text that was looked through is of that kind."""

    kind: PersonalKind
    span: Span


_DASH = r"[-‐‑‒–—－]"
_ALONE = r"(?<![\d.,/A-Za-z])(?<!\d[-‐‑‒–—－])"
"""Nothing of a longer number before it."""
_END = rf"(?!\d)(?!{_DASH}\d)"
_NEAR = 16
"""Characters before a number in which a word tells what it is."""

_RESIDENT = re.compile(rf"{_ALONE}(\d{{6}})(\s?{_DASH}\s?|\s)?([0-9]\d{{6}}){_END}")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[MSRODTG](\d{8})|[MSROD]\d{3}[A-Z]\d{4})(?![A-Za-z0-9])")
_LICENCE = re.compile(rf"{_ALONE}(?:1[1-9]|2[0-8]){_DASH}\d{{2}}{_DASH}\d{{6}}{_DASH}\d{{2}}{_END}")
_PRIVATE = re.compile(rf"{_ALONE}(?!02)\d{{2}}{_DASH}7[0-9]\d{{6}}{_END}")
_SERVICE = re.compile(rf"{_ALONE}\d{{2}}\s?{_DASH}?\s?\d{{5,8}}{_END}")
_CARD = re.compile(rf"{_ALONE}(?:[3-6]|9)\d{{3}}(?P<gap>{_DASH}|\s?)\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{4}}{_END}")
_ACCOUNT = re.compile(rf"{_ALONE}\d{{2,6}}(?:(?:\s?{_DASH}\s?|\s)\d{{1,8}}){{1,3}}{_END}|{_ALONE}\d{{10,14}}{_END}")
_GAP = rf"(?:\s?{_DASH}\s?|[.\s])?"
_MOBILE = re.compile(rf"(?<![\d.,A-Za-z])(?:\+82[-\s]?0?|0)1[016789]{_GAP}\d{{3,4}}{_GAP}\d{{4}}{_END}")
_PHONE = re.compile(
    rf"(?<![\d.,A-Za-z])(?<!\d[-‐‑‒–—－])\(?0(?:2|[3-6][1-5]|70|50\d)(?:{_DASH}|\)\s?)[1-9]\d{{2,3}}{_DASH}\d{{4}}{_END}"
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}\s?@\s?(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w-])", re.ASCII
)

_HALF = re.compile(rf"{_ALONE}(?:\d{{6}}|[1-8]\d{{6}}){_END}")
_TELLS_HALF = re.compile(r"주민|앞\s?자리|앞\s?번호|뒷\s?자리|뒤\s?자리|뒷\s?번호|뒤\s?(?:일곱|7)\s?자리")
"""Half of a resident number is one where a word says so: it may be asked in two questions."""
_TELLS_SERVICE = re.compile(r"군번|군\s?번호")
_TELLS_ACCOUNT = re.compile(r"계좌|통장|입금|송금|예금|은행|뱅크|농협|수협|신협|우체국|새마을금고")
_TELLS_PASSPORT = re.compile(r"여권|passport", re.IGNORECASE)

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_APART = re.compile(rf"(?<![\d\S])\d(?:\s?{_DASH}?\s\d|{_DASH}\d){{9,15}}(?![\d\S])")
_SAID = re.compile(rf"[공영일이삼사오육륙칠팔구](?:(?:\s|{_DASH})?[공영일이삼사오육륙칠팔구]){{9,15}}")
_DIGITS = dict(zip("공영일이삼사오육륙칠팔구", "001234566789", strict=True))
_ODD = re.compile(f"[{_UNSEEN}\uff01-\uff5e\u3000]|{_APART.pattern}|{_SAID.pattern}")

_KOREAN, _FOREIGN = "123490", "5678"
"""The seventh digit: sex and century of birth; of Koreans, of foreigners."""
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_LAST_CHECKED = date(2020, 10, 4)


def find(text: str) -> tuple[Personal, ...]:
    """In the order in which they stand; no two overlap. Wide digits, digits that stand apart and digits in words
    (공일공…) are read as digits."""
    plain, places = _plainly(text)
    taken: list[Personal] = []
    for kind, spans in _FINDERS:
        for start, end in spans(plain):
            if all(end <= held.span[0] or held.span[1] <= start for held in taken):
                taken.append(Personal(kind, (start, end)))
    return tuple(
        Personal(one.kind, (places[one.span[0]], places[one.span[1] - 1] + 1))
        for one in sorted(taken, key=lambda found: found.span)
    )


def kinds(text: str) -> tuple[PersonalKind, ...]:
    """What sorts of personal data the text holds, each once, in the order of PersonalKind."""
    held = {found.kind for found in find(text)}
    return tuple(kind for kind in PersonalKind if kind in held)


def _plainly(text: str) -> tuple[str, Sequence[int]]:
    """The text with its digits as 0 to 9, and for each letter its place in the text."""
    if not _ODD.search(text):
        return text, range(len(text))
    wide = text.translate(_WIDE)
    kept = [place for place, letter in enumerate(wide) if letter not in _UNSEEN]
    plain = "".join(wide[place] for place in kept)
    runs = [*_APART.finditer(plain), *_SAID.finditer(plain)]
    for run in sorted(runs, key=re.Match.start, reverse=True):
        told = [place for place in range(*run.span()) if not plain[place].isspace()]
        plain = (
            plain[: run.start()]
            + "".join(_DIGITS.get(plain[place], plain[place]) for place in told)
            + plain[run.end() :]
        )
        kept[run.start() : run.end()] = [kept[place] for place in told]
    return plain, kept


def _registered(text: str, sexes: str) -> Iterator[Span]:
    """Resident and alien registration numbers. Written with a dash, a day of birth is enough; without one, the check
    digit must be right, too, where there is one."""
    for match in _RESIDENT.finditer(text):
        digits = [int(digit) for digit in match[1] + match[3]]
        if match[3][0] not in sexes or (born := _born(digits)) is None:
            continue
        dashed = bool(match[2] and match[2].strip())
        if dashed or born > _LAST_CHECKED or _checked(digits, foreign=sexes is _FOREIGN):
            yield match.span()


def _born(digits: list[int]) -> date | None:
    century = {9: 1800, 0: 1800, 1: 1900, 2: 1900, 5: 1900, 6: 1900}.get(digits[6], 2000)
    year, month, day = (digits[place] * 10 + digits[place + 1] for place in (0, 2, 4))
    try:
        return date(century + year, month, day)
    except ValueError:
        return None


def _checked(digits: list[int], *, foreign: bool) -> bool:
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits[:12], strict=True))
    return ((13 if foreign else 11) - total % 11) % 10 == digits[12]


def _halves(text: str) -> Iterator[Span]:
    for match in _HALF.finditer(text):
        day = [int(digit) for digit in f"{match[0]}1"] if len(match[0]) == 6 else None
        if (day is None or _born(day)) and _told(text, match.start(), _TELLS_HALF):
            yield match.span()


def _passports(text: str) -> Iterator[Span]:
    """A letter before what could be a day (D20261122) is a file's name unless a word says otherwise."""
    for match in _PASSPORT.finditer(text):
        if not (match[1] and _is_day(match[1])) or _told(text, match.start(), _TELLS_PASSPORT):
            yield match.span()


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2100
    except ValueError:
        return False


def _services(text: str) -> Iterator[Span]:
    yield from (match.span() for match in _PRIVATE.finditer(text))
    yield from (match.span() for match in _SERVICE.finditer(text) if _told(text, match.start(), _TELLS_SERVICE))


def _cards(text: str) -> Iterator[Span]:
    for match in _CARD.finditer(text):
        digits = [int(char) for char in match[0] if char.isdigit()]
        doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))]
        if sum(doubled) % 10 == 0 and len(set(digits)) > 1:
            yield match.span()


def _accounts(text: str) -> Iterator[Span]:
    for match in _ACCOUNT.finditer(text):
        digits = sum(char.isdigit() for char in match[0])
        if 10 <= digits <= 16 and _told(text, match.start(), _TELLS_ACCOUNT):
            yield match.span()


def _told(text: str, start: int, word: re.Pattern[str]) -> bool:
    return word.search(text, max(0, start - _NEAR), start) is not None


def _plain(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


_FINDERS: tuple[tuple[PersonalKind, Callable[[str], Iterator[Span]]], ...] = (
    (PersonalKind.EMAIL, _plain(_EMAIL)),
    (PersonalKind.RESIDENT, lambda text: _registered(text, _KOREAN)),
    (PersonalKind.FOREIGNER, lambda text: _registered(text, _FOREIGN)),
    (PersonalKind.LICENCE, _plain(_LICENCE)),
    (PersonalKind.CARD, _cards),
    (PersonalKind.MOBILE, _plain(_MOBILE)),
    (PersonalKind.PHONE, _plain(_PHONE)),
    (PersonalKind.SERVICE, _services),
    (PersonalKind.ACCOUNT, _accounts),
    (PersonalKind.PASSPORT, _passports),
    (PersonalKind.RESIDENT, _halves),
)
"""In the order of trust: what an earlier one found is not looked at again."""
