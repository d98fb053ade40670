"""What a line that opens a unit of a Korean regulation looks like, and what only cites one.

The forms follow 법제처's drafting rules (편·장·절·관, 제○조의○, 부칙 <제…호,…>, [별표 1], [별지 제1호서식]). A line
is judged by itself here; sequence.py then judges the articles by their numbers.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from app.core.locator import NONE, Number

MAX_HEADING = 120
"""Characters; a longer line opens no 장 and no 부칙."""
_MAX_TITLE = 600
"""Characters of a line within which an article's title ends. Nothing here looks further, however long a line is."""


class Strength(IntEnum):
    """How sure a line is the head of an article, weakest first."""

    RUNNING = 1
    """`제1조 이 영은 …`: no title, text goes on."""
    BARE = 2
    """`제6조` alone on its line."""
    DELETED = 3
    """`제5조 삭제 <2020.1.1>`."""
    TITLED = 4
    """`제3조의2(정의) …`."""


@dataclass(frozen=True, slots=True)
class ArticleMark:
    number: Number
    title: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class DivisionMark:
    """`unit` is 편, 장, 절 or 관; `text` the whole heading without amendment notes."""

    unit: str
    number: Number
    text: str


@dataclass(frozen=True, slots=True)
class AnnexMark:
    kind: str
    number: Number
    title: str


_ARTICLE = re.compile(r"제\s?(\d{1,4})\s?조(?:\s?의\s?(\d{1,3})(?!\d))?(?P<rest>.*)", re.DOTALL)
_TITLE = re.compile(r"\s*(?:\((?P<a>(?:[^()]|\([^()]*\))*)\)|【(?P<b>[^】]*)】|\[(?P<c>[^\]]*)\]|（(?P<d>[^）]*)）)")
_DELETED = re.compile(r"[<\[(〈]?\s*(?:삭\s?제|생\s?략)(?=[\s<\[(〈.>\])〉]|$)")
_NOTE = re.compile(
    r"\s{0,3}[<〈＜][^<>〈〉＜＞]{0,400}[>〉＞]|\s{0,3}\[(?:전문개정|본조신설|제목개정|종전|시행일)[^\]]{0,400}\]"
)

_CITES_AFTER_SPACE = re.compile(
    r"""\s*(?:
      (?:및|또는|내지|혹은|단서|전단|후단|부터|까지|각\s?호|각\s?목|각\s?항|에서)(?=[\s,.ㆍ·「"'(]|$)
    | (?:의|를|을|은|는|와|과|에|로)(?=\s)
    | 에\s?(?:따라|따른|따르|의하|의한|의거|관하|관한|규정)
    | 의\s?규정
    | 제\s?\d+\s?(?:항|호|목)
    | [,，ㆍ·、~∼」』”’)\].] | (?<!\s)["']
    )""",
    re.VERBOSE,
)
_MAY_CITE = re.compile(r"\s*(?:중|본문|이하|이상|관련|위반|등|규정)(?=[\s,.ㆍ·「\"'(]|$)")
"""Words that follow a cited article as readily as they open one: then the number must fit exactly."""
_ATTACHED_JOSA = re.compile(
    r"(?:의|에|을|를|은|는|과|와|로|으로|이나|도|만|부터|까지|이라|이며|인|상의?\s|중\s|및|또는|내지|각\s?호|각\s?목|가\s|제\s?\d)"
)
_ATTACHED_OPENING = re.compile(r"이\s?(?:규정|훈령|예규|지침|고시|법|영|규칙|조례|내규|요령|기준|세칙|규약|정관)")
_SENTENCE_END = re.compile(r"(?:다|요|음|함|임)[.]\s*$|,\s*$|다\s*$")

_DIVISION = re.compile(r"제\s?(\d{1,3})\s?(?P<unit>편|장|절|관)(?:\s?의\s?(\d{1,2})(?!\d))?(?P<rest>.*)")
_SUPPLEMENT = re.compile(r"(?:\[|【|<)?\s*부\s*칙\s*(?:\]|】|>)?(?P<rest>\s*(?:[<\[(〈＜（].*)?)$")
_SUPPLEMENT_NOTE = re.compile(
    r"(?P<open>[<(\[〈＜（])?\s?(?:[가-힣]{1,20}\s?)?(?:제?\s?\d[\d-]{0,11}\s?호)?\s?[,(]?\s?"
    r"(?:\d{4}\s?[.\-년]\s?\d{1,2}\s?[.\-월]\s?\d{1,2}\s?[.일]?)\s?\)?(?:,?\s?[가-힣]{2,6})?\s?[>)\]〉＞）]?"
)
_BRACKETED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|<[^<>]*>|\[[^\[\]]*\]|〈[^〉]*〉|＜[^＞]*＞|（[^）]*）")
_ANNEX = re.compile(
    r"""(?:■[^\[【]{0,80})?
    (?P<open>[\[【<〈＜])?\s*(?P<kind>별\s?표|별\s?지)
    (?:\s*(?:제\s*)?(?P<number>\d{1,3})(?:\s*호)?(?:\s?의\s?(?P<branch>\d{1,2})(?!\d))?)?
    (?:\s*호?\s*서\s?식)?
    (?:\s*(?P<close>[\]】>〉＞]))?(?P<rest>.*)""",
    re.VERBOSE,
)


def without_notes(text: str) -> str:
    """A heading without `<개정 2009.1.30>` and the like, single-spaced."""
    return re.sub(r"\s+", " ", _NOTE.sub("", text)).strip()


def ends_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def article_mark(line: str) -> ArticleMark | None:
    """The article that begins with this line, unless the line only cites one."""
    if not line.startswith("제"):
        return None
    match = _ARTICLE.match(line[:_MAX_TITLE])
    if match is None or int(match[1]) == 0:
        return None
    number = (int(match[1]), int(match[2] or 0))
    rest = match["rest"]
    titled = _TITLE.match(rest)
    if titled and not _DELETED.match(rest.lstrip()):
        title = next((group for group in titled.groups() if group is not None), "")
        after = rest[titled.end() :]
        if _goes_on_as_citation(after):
            return None
        return ArticleMark(number, title.strip(), Strength.RUNNING if _MAY_CITE.match(after) else Strength.TITLED)
    if not rest.strip():
        return ArticleMark(number, "", Strength.BARE)
    if _DELETED.match(rest.lstrip()) and not rest[0].isalnum():
        return ArticleMark(number, "", Strength.DELETED)
    if not without_notes(rest):
        return ArticleMark(number, "", Strength.BARE)
    if not (rest[0].isspace() or rest[0] in "①<[〈") or _CITES_AFTER_SPACE.match(rest) or _MAY_CITE.match(rest):
        return None
    return ArticleMark(number, "", Strength.RUNNING)


def _goes_on_as_citation(after: str) -> bool:
    if not after.strip():
        return False
    if after[0].isspace() or not after[0].isalnum():
        return after[0] not in "①<[〈【" and _CITES_AFTER_SPACE.match(after) is not None
    if _ATTACHED_OPENING.match(after):
        return False
    return _ATTACHED_JOSA.match(after) is not None or after.startswith("이 ")


def division_mark(line: str) -> DivisionMark | None:
    """편, 장, 절 or 관 when the line is nothing but its heading."""
    if len(line) > MAX_HEADING or not line.startswith("제"):
        return None
    match = _DIVISION.match(line)
    if match is None or int(match[1]) == 0:
        return None
    rest = match["rest"]
    if ends_sentence(without_notes(rest)) or _CITES_AFTER_SPACE.match(rest):
        return None
    if rest and rest[0].isalnum() and (_ATTACHED_JOSA.match(rest) or len(rest) > 30):
        return None
    return DivisionMark(match["unit"], (int(match[1]), int(match[3] or 0)), without_notes(line))


def supplement_mark(line: str) -> bool:
    """Whether the line is a 부칙 heading: the word, then nothing but its number and date in brackets."""
    if len(line) > 2 * MAX_HEADING or "칙" not in line[:20]:
        return False
    match = _SUPPLEMENT.match(line)
    return match is not None and not _BRACKETED.sub("", match["rest"]).strip()


def supplement_note(line: str) -> bool:
    """Whether the line below a 부칙 heading is nothing but its number and date: `<제3164호, 2026. 5. 11.>`."""
    return len(line) <= MAX_HEADING and _SUPPLEMENT_NOTE.fullmatch(line.strip()) is not None


def annex_mark(line: str, *, heading: bool = False) -> AnnexMark | None:
    """별표 or 별지 when the line opens it. `heading`: the document itself marks the line as one."""
    if len(line) > 2 * MAX_HEADING or "별" not in line:
        return None
    match = _ANNEX.match(line)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    rest = match["rest"]
    title = without_notes(rest)
    if title and ((not rest[0].isspace() and rest[0] not in "<(〈") or ends_sentence(title)):
        return None
    if title and _CITES_AFTER_SPACE.match(rest):
        return None
    sure = bool(match["open"]) or heading or not title or bool(re.search(r"관련\s*\)$", title))
    if not sure or len(title) > MAX_HEADING:
        return None
    number = (int(match["number"]), int(match["branch"] or 0)) if match["number"] else NONE
    return AnnexMark(re.sub(r"\s", "", match["kind"]), number, title)


_ITEM = re.compile(
    r"""(?:[①-⑳㉑-㉟㊱-㊿⑴-⒇㉮-㉻]
    | \d{1,2}(?:의\d{1,2})?[.)](?!\d)
    | [가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허][.)]\s
    | \(\d{1,2}\)\s? | \([가-하]\)\s?
    | [ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][.\s]
    | [-–•·ㆍ∙○◦●□■◇◆▪▫▶▷※*☞ㅇ]\s
    | [<\[【](?:표|그림|별표|별지|붙임|별첨|참고)
    | 붙\s?임\s | [\[【]
    )""",
    re.VERBOSE,
)


_UNFINISHED = re.compile(r"(?:제\s?\d{1,4}\s?조(?:\s?의\s?\d{1,3})?|부\s*칙)\s?[(<][^)>]*$")
"""An article or 부칙 whose title goes on in the next line."""


def unfinished(line: str) -> bool:
    """Whether the line opens an article or 부칙 whose title it does not close."""
    return len(line) <= _MAX_TITLE and _UNFINISHED.match(line) is not None


def opens_paragraph(line: str) -> bool:
    """Whether a wrapped line of a page begins something new: a unit, an item, a bullet."""
    return (
        _ITEM.match(line) is not None
        or unfinished(line)
        or article_mark(line) is not None
        or division_mark(line) is not None
        or supplement_mark(line)
        or annex_mark(line) is not None
    )
