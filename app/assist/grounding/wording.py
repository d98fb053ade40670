"""Text as words that can be compared: spelling, endings and particles of official Korean made alike. Pure.

하여야 합니다 and 해야 한다, 않는다 and 아니한다, 1,200 and 1200 become the same word; 있다 and 없다, 이상 and 이하,
30일 and 30개월 stay different ones. Nothing is looked up: rules of spelling, no dictionary.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.assist.fold import AMENDED
from app.core.types import Span

ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width signs as ordinary ones, one for one."""
_SILENT = re.compile(r"[\"'“”„‟‘’‛「」『』\u200b\ufeff\u00ad*`]")
_TOKEN = re.compile(r"\d+(?:,\d{3})+[^\s,()\[\]ㆍ·・‧∙•|│┃…]*|[^\s,()\[\]ㆍ·・‧∙•|│┃…]+|[()\[\]]|,|[ㆍ·・‧∙•]|…")
_DOTS = "ㆍ·・‧∙•"
_LINKS = {",": ",", "및": "및", "또는": "또는", "혹은": "또는"}
_KEPT = re.compile(r"제외|한정|한한다|만을|만 해당|아니|않|없")
"""A bracket that narrows what stands before it is no aside."""
_SPLIT = (
    (re.compile(r"(.*[가-힣])(수)(있.*|없.*)"), 3),
    (re.compile(r"()(수)(있.*|없.*)"), 3),
    (re.compile(r"(.*야)(한다|합니다|하며|하고|된다|됩니다)"), 2),
    (re.compile(r"(.*는|)(아니|안)(된다|됩니다|되며|되고)"), 3),
)
_SPELLED = (
    ("하여", "해"),
    ("되어", "돼"),
    ("하였", "했"),
    ("되었", "됐"),
    ("한테", "에게"),
)
_ENDED = (
    (re.compile(r"않(?:는다|습니다|다|음)$"), "아니한다"),
    (re.compile(r"않(?:은|는)$"), "아니한"),
    (re.compile(r"않을$"), "아니할"),
    (re.compile(r"않아"), "아니해"),
    (re.compile(r"않으?(?=[가-힣])"), "아니하"),
    (re.compile(r"^안$"), "아니"),
    (re.compile(r"입니다$"), "이다"),
    (re.compile(r"(?<=[가-힣])(?:습니다|는다)$"), "다"),
    (re.compile(r"(대해|의해|위해|관해|따라)서$"), r"\1"),
    (re.compile(r"(으로|로)써$"), r"\1"),
    (re.compile(r"^(있|없|같)음$"), r"\1다"),
    (re.compile(r"^(?:내에|안에)$"), "이내에"),
)
_NOMINAL = {"함": "한다", "됨": "된다", "아니함": "아니한다"}
_TAIL = re.compile(
    r"(?P<to>에게는?|께)$|(?P<at>에서는?)$|(?P<in>에는?)$|(?P<by>으?로는?)$|(?P<till>까지는?)$|(?P<from>부터)$"
    r"|(?P<topic>[은는])$|(?P<who>께서|[이가])$|(?P<what>[을를])$|(?P<of>의)$|(?P<and>[과와])$|(?P<is>이다|이며|이고)$"
)
_BACK = {"ㅂ": 17, "ㄴ": 4}


@dataclass(frozen=True, slots=True)
class Word:
    """`text` as it is compared; `stem` and `tail` the same without a particle, and which one it was. `link` is what
    joins it to the next word of an enumeration. `aside`: it may be left out without a loss (a bracket).
    `group`: words of one cell, left out together or not at all; 0 for none."""

    text: str
    stem: str
    tail: str
    span: Span
    link: str = ""
    aside: bool = False
    group: int = 0


def plain(text: str) -> str:
    """Full-width signs as ordinary ones; offsets stay."""
    return text.translate(ASCII)


def composed(text: str) -> str:
    """What a model wrote as documents are kept: letters composed, signs of ordinary width."""
    return plain(unicodedata.normalize("NFC", text))


def words(text: str, span: Span | None = None) -> list[Word]:
    """The words of `text[span]` with their places in `text`. Signs that only join or quote are no words."""
    start, end = span or (0, len(text))
    flat = AMENDED.sub(lambda match: " " * len(match[0]), plain(text[start:end]))
    found: list[Word] = []
    depth, opened = 0, 0
    for match in _TOKEN.finditer(flat):
        place = (start + match.start(), start + match.end())
        sign = _SILENT.sub("", match[0])
        if not sign:
            continue
        if sign in "([":
            depth, opened = depth + 1, opened if depth else len(found)
        elif sign in ")]":
            depth = max(0, depth - 1)
            if not depth and opened < len(found):
                _set_aside(found, opened, flat[found[opened].span[0] - start : match.end()])
        elif sign in _LINKS or sign in _DOTS or sign == "…":
            _join(found, sign, place)
        elif not depth and found and found[-1].aside and flat[match.start() - 1] in ")]":
            _attach(found, opened, sign, place)
        else:
            found.extend(_made(sign, place))
    return found


def _join(found: list[Word], sign: str, span: Span) -> None:
    if sign in _DOTS or sign == ",":
        found[-1:] = [replace(word, link=",") for word in found[-1:]]
    else:
        found.append(Word(sign, sign, "", span, link=_LINKS.get(sign, "")))


def _set_aside(found: list[Word], opened: int, inside: str) -> None:
    if not _KEPT.search(inside):
        found[opened:] = [replace(word, aside=True) for word in found[opened:]]


def _attach(found: list[Word], opened: int, token: str, span: Span) -> None:
    """What follows a bracket at once belongs to the word before it: 병(兵)을."""
    if not opened:
        found.extend(_made(token, span))
        return
    before = found[opened - 1]
    made = _made(before.text + token, before.span)
    found[opened - 1 : opened] = [*made]


def _made(token: str, span: Span) -> list[Word]:
    token = token.replace(",", "").rstrip(".:;?!")
    if not token:
        return []
    for pattern, parts in _SPLIT:
        match = pattern.fullmatch(token)
        if match is not None:
            return [_word(match[at], span) for at in range(1, parts + 1) if match[at]]
    return [_word(token, span)]


def _word(token: str, span: Span) -> Word:
    text = canonical(token)
    match = _TAIL.search(text)
    if match is None or match.start() == 0:
        return Word(text, text, "", span)
    return Word(text, text[: match.start()], match.lastgroup or "", span)


@lru_cache(maxsize=4096)
def canonical(token: str) -> str:
    """One word with its spelling and its ending as statutes write them, but 하여 as 해."""
    token = _NOMINAL.get(token, token)
    for old, new in _SPELLED:
        token = token.replace(old, new)
    for pattern, new in _ENDED:
        token = pattern.sub(new, token)
    if token.endswith("니다") and len(token) > 2:
        token = _final(token[:-2], _BACK["ㅂ"], _BACK["ㄴ"]) + "다"
    return token


def _final(text: str, old: int, new: int) -> str:
    """The last syllable with another final consonant, if it has the old one."""
    code = ord(text[-1]) - 0xAC00
    return text[:-1] + chr(0xAC00 + code - old + new) if 0 <= code < 11172 and code % 28 == old else text


def closing(word: Word) -> str:
    """`하며`, `되고`, `있으며` as the end of a sentence: 한다, 된다, 있다. Empty for another word."""
    match = re.fullmatch(r"(.*?)(?:으?며|고|되|으나)", word.text)
    if match is None or not match[1] or match[1].endswith("아니하"):
        return ""
    stem = match[1]
    code = ord(stem[-1]) - 0xAC00
    if stem.endswith("이") or not 0 <= code < 11172 or code % 28:
        return stem + "다"
    return stem[:-1] + chr(0xAC00 + code + _BACK["ㄴ"]) + "다"


def is_finite(said: Sequence[Word]) -> bool:
    """Whether the words end as a sentence does, and so claim something."""
    return bool(said) and said[-1].text.endswith("다") and len(said[-1].text) > 1
