"""What part of a document each line of a text is.

Texts come typed, pasted, or read out of files: a label may be `수신`, `수 신:` or `**수신**`, a table's row
`| a | b |` or `a | b`, and indentation or blank lines may be lost. Markup is taken out before the rules look.
"""

import re
from dataclasses import replace

from app.core.drafts import Part
from app.core.official import levels
from app.core.official.levels import Marked
from app.core.types import Span
from app.letters.rules.page import LETTER, OTHER, PRESS, REPORT, STATUTE, Page, Row, end_mark

_MARKUP = re.compile(
    r"\r|\*\*|__(?=\S)|(?<=\S)__|`|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?|(?<=[\d가-힣])\\(?=[.)])", re.MULTILINE
)
_TO_VALUE = r"(?:[ \t]*[:：|][ \t|]*|[ \t　\u00a0]+|$)"
_VIA = re.compile(rf"[|\s]*(?P<label>\(?[ ]?경[ 　]{{0,4}}유[ ]?\)?){_TO_VALUE}(?P<value>.*)")
_TITLE = re.compile(rf"[|\s]*(?P<label>제[ 　]{{0,6}}목){_TO_VALUE}(?P<value>.*)")
_RECIPIENT = re.compile(rf"[|\s]*(?P<label>수[ 　]{{0,4}}신(?:[자처](?![ ]참조))?){_TO_VALUE}(?P<value>.*)")
_REFERENCE = re.compile(r"[|\s]*(?P<label>참[ 　]{0,4}조)(?:[ \t]*[:：|][ \t|]*|[ 　]{2,})(?P<value>.*)")
_RECIPIENTS = re.compile(rf"[|\s]*(?P<label>수[ ]?신[ ]?[자처]){_TO_VALUE}(?P<value>.*)")
_ATTACHED = re.compile(
    r"\s*(?P<label>붙[ 　]{0,4}임(?:물)?|첨[ ]?부(?:물)?|별[ ]?첨)(?P<colon>[ ]?[:：])?(?P<gap>[ \t　\u00a0]*)"
    r"(?P<value>(?:\d.*|(?<=[\s:：　]).*)?)"
)
QUANTITY = re.compile(
    r"(?:\d+|[○Oㅇ]+|한|두|세)\s?(?:부|매|장|권|건|식|개|종|점|통|책|쪽|질|세트|본|대|편|조)(?![가-힣])"
)
_END_ALONE = re.compile(
    r"[|\s]*[-<\[(\"“'~=]*\s*(?:이\s?상\s*)?끝\s*[-.!>\])\"”'~=]*[|\s]*(?:[\"“][^\"”]{1,14}[\"”]\s*)?"
)
_HEADS = (
    "장관|차관|청장|처장|원장|부장|실장|국장|과장|단장|소장|관장|사령관|총장|대대장|여단장|사단장|군단장|연대장|중대장|소대장|위원회|심의회|"
    "시장|군수|구청장|도지사|지사|교육감|교장|서장|담당관|관리관|기획관|감사관|보좌관|정책관|법무관|대장|회장|이사장|대표|팀장|센터장|의장|"
    "대통령|총리|지휘관"
)
_ACTING = r"(?:권한\s?대행|직무\s?대리|직무\s?대행)[ 　]*[가-힣○Oㅇ◯  ]{0,24}"
_SENDER = re.compile(
    rf"[|\s]*(?P<who>[가-힣○Oㅇ◯△□·ㆍA-Za-z0-9()  　]{{0,38}}?(?:{_HEADS}))(?P<rest>(?:[ 　]*(?:"
    rf"[(\[<]?\s?(?:관\s?인|서\s?명|직\s?인)\s?생\s?략\s?[)\]>]?|[(\[<]\s?(?:인|관인|직인)\s?[)\]>]|관인|직인|㊞|{_ACTING}))*)[|\s]*"
)
_SIGNED = re.compile(
    r"기안자|검토자|협조자|결재권자|[★☆⊙◎]|전결|대결|\((?:의견|이견)\s?있음\)|대리\s?결재|"
    r"^\s*(?:주무관|사무관|서기관|담당|팀장|과장|국장|실장|부장|처장)\s+[가-힣○]{2,4}(?:\s|$)"
)
_SIGNATURE = re.compile(r"기안자|[★☆⊙◎]\s?[가-힣]|[장관]\s+(?:전결|대결)\s")
_REGISTRY = re.compile(r"[|\s]*(?:시[ ]?행|접[ ]?수)[ 　|:：]+.*[\d(|]")
_CONTACT = re.compile(
    r"[|\s]*우[ 　]*(?:편번호)?[ 　:：(]*\d{3,5}|전화(?:번호)?[ 　:：(|]|팩스|전송|홈페이지|https?://|www\.|\S@\S|공개\s?구분|"
    r"보존\s?기간"
)
_SLOT = re.compile(r"\s*\[확인 필요:?[^\]]*발신\s?명의[^\]]*\]\s*")
_PRESS = re.compile(r"보\s?도\s?(?:자\s?료|참고\s?자료|해명\s?자료|설명\s?자료)")
_ARTICLE_HEAD = re.compile(r"^[ \t]*제\s?\d+조(?:의\d+)?\s?\(", re.MULTILINE)
_ROMAN = re.compile(r"\s*[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]")

_GLUED = re.compile(rf"[ \t　]*(?P<mark>\d{{1,2}}\.|[{levels.LETTERS}]\.)(?=[가-힣「“\"(\[])(?!\d)(?P<rest>.*)")
_WORD_POINT = re.compile(r"[ \t　]*[가-힣]\.[가-힣]\.")
_PAGE_NUMBER = re.compile(r"[ \t　]*[-–—][ \t]*\d{1,4}(?:-\d{1,4})?[ \t]*[-–—][ \t]*")
"""At the foot of a page (규칙 제18조제1호); no item."""
_DAY_HEAD = re.compile(r"[ \t　]*\d{1,2}\.\s?\d{1,2}\.")


def glued_mark(line: str) -> re.Match[str] | None:
    """A mark with no space behind it: `가.장소`; not a day, not letters with points (`가.나.다.`)."""
    match = _GLUED.match(line)
    return None if match is None or _WORD_POINT.match(line) or _DAY_HEAD.match(line) else match


def open_page(text: str, kind: str = "", *, laid_out: bool = True) -> Page:
    """Read a text; `kind` empty: guessed."""
    view, origin = _plain(text)
    kind = kind or _guess(view)
    rows = tuple(_Reader(view, kind).rows())
    if kind == OTHER and any(row.part in (Part.RECIPIENT, Part.TITLE) for row in rows):
        kind = LETTER
    return Page(text, view, rows, kind, laid_out, origin)


def is_table(text: str) -> bool:
    bare = text.strip()
    return (bare.startswith("|") and bare.count("|") >= 2) or " | " in f" {bare} "


def is_attached(line: str) -> re.Match[str] | None:
    """붙임 at the head of a line, with what is attached; not `붙임과 같이`, not a sentence."""
    match = _ATTACHED.fullmatch(line)
    if match is None:
        return None
    value = match["value"].rstrip()
    if QUANTITY.search(value) or match["colon"]:
        return match
    if not match["label"].startswith("붙"):
        return None
    return None if re.search(r"(?:니다|[다함임음것])\.?$", value) and not end_mark(value) else match


def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without markup, and where each of its characters stood."""
    pieces: list[str] = []
    origin: list[int] = []
    last = 0
    for match in _MARKUP.finditer(text):
        pieces.append(text[last : match.start()])
        origin.extend(range(last, match.start()))
        last = match.end()
    if not last:
        return text, ()
    pieces.append(text[last:])
    origin.extend(range(last, len(text)))
    return "".join(pieces), tuple(origin)


def _guess(view: str) -> str:
    lines = [line.strip() for line in view.splitlines() if line.strip()]
    if len(_ARTICLE_HEAD.findall(view)) >= 3:
        return STATUTE
    if any(_PRESS.search(line) and len(line) < 40 for line in lines[:4]):
        return PRESS
    heads = [line for line in lines[:8] if _RECIPIENT.fullmatch(line) or _TITLE.fullmatch(line)]
    if any(not line.endswith("다.") for line in heads):
        return LETTER
    symbols = sum(line[0] in "□■○●ㅇ◦" or bool(_ROMAN.match(line)) for line in lines)
    return REPORT if symbols and symbols * 4 >= len(lines) else OTHER


def _marked(line: str) -> Marked | None:
    found = levels.parse(line)
    if found is None and (glued := glued_mark(line)):
        return levels.parse(f"{glued['mark']} {glued['rest']}")
    return found


class _Reader:
    """Goes down the lines: head, body, what is attached, foot."""

    def __init__(self, view: str, kind: str) -> None:
        self._view = view
        self._kind = kind
        self._place = Part.RECIPIENT
        """RECIPIENT: in the head; BODY; ATTACHMENT; SENDER: in the foot."""
        self._agency = ""
        self._titled = False
        self._rows: list[Row] = []

    def rows(self) -> list[Row]:
        at = 0
        for number, line in enumerate(self._view.split("\n"), 1):
            self._rows.append(self._row(Row(number, at, at + len(line), line)))
            at += len(line) + 1
        return self._rows

    def _row(self, row: Row) -> Row:
        if row.blank:
            empty = self._rows and self._rows[-1].part is Part.TABLE and is_table(row.text)
            return replace(row, part=Part.TABLE, cells=_cells(row)) if empty else row
        if _PAGE_NUMBER.fullmatch(row.text):
            return row
        if self._kind == STATUTE:
            return replace(row, part=Part.BODY)
        if self._place is Part.RECIPIENT and (head := self._head(row)) is not None:
            return head
        return self._foot(row) if self._place is Part.SENDER else self._body(row)

    def _head(self, row: Row) -> Row | None:
        line = row.text.rstrip()
        patterns = ((Part.VIA, _VIA), (Part.TITLE, _TITLE), (Part.BYLINE, _REFERENCE), (Part.RECIPIENT, _RECIPIENT))
        for part, pattern in patterns:
            match = pattern.fullmatch(line)
            if match is None or line.endswith("다."):
                continue
            self._titled = self._titled or part is Part.TITLE
            return _labelled(row, part, match)
        if self._kind == LETTER and not any(one.part for one in self._rows) and levels.parse(line) is None:
            self._agency = line.strip(" |")
            return replace(row, part=Part.AGENCY)
        self._place = Part.BODY
        return None

    def _body(self, row: Row) -> Row:
        line = row.text
        if _END_ALONE.fullmatch(line):
            self._place = Part.BODY if self._kind == REPORT else Part.SENDER
            return replace(row, part=Part.END)
        if match := is_attached(line):
            self._place = Part.SENDER if end_mark(line) else Part.ATTACHMENT
            return _labelled(row, Part.ATTACHMENT, match)
        if self._kind in (LETTER, OTHER) and (foot := self._opens(row)) is not None:
            return foot
        if is_table(line):
            return replace(row, part=Part.TABLE, cells=_cells(row))
        marked = _marked(line)
        part = Part.BODY
        if self._place is Part.ATTACHMENT and (marked is not None or row.indent or QUANTITY.search(line)):
            part = Part.ATTACHMENT
        if end_mark(line) and self._kind != REPORT:
            self._place = Part.SENDER
        return replace(row, part=part, marked=marked)

    def _opens(self, row: Row) -> Row | None:
        """The first line of the foot where no 끝 came before it."""
        before = self._rows[-1] if self._rows else None
        lone = before is None or before.blank or self._place is Part.ATTACHMENT or before.part is Part.SIGNATURES
        if not lone or levels.parse(row.text) is not None:
            return None
        made = self._foot(row)
        if made.part is Part.SENDER and (self._titled or self._place is Part.ATTACHMENT):
            self._place = Part.SENDER
            return made
        if made.part is Part.SIGNATURES and _SIGNATURE.search(row.text) and not row.text.rstrip().endswith("."):
            self._place = Part.SENDER
            return made
        return None

    def _foot(self, row: Row) -> Row:
        line = row.text
        if _END_ALONE.fullmatch(line):
            return replace(row, part=Part.END)
        if match := is_attached(line):
            self._place = Part.SENDER if end_mark(line) else Part.ATTACHMENT
            return _labelled(row, Part.ATTACHMENT, match)
        if match := _SENDER.fullmatch(line):
            spans = [(row.start + match.start(name), row.start + match.end(name)) for name in ("who", "rest")]
            return replace(row, part=Part.SENDER, label=spans[0], value=spans[1])
        if _SLOT.fullmatch(line) or (self._agency and line.strip(" |") == self._agency):
            return replace(row, part=Part.SENDER, label=row.body, value=(row.end, row.end))
        if match := _RECIPIENTS.fullmatch(line):
            return _labelled(row, Part.RECIPIENTS, match)
        for part, pattern in ((Part.SIGNATURES, _SIGNED), (Part.REGISTRY, _REGISTRY), (Part.CONTACT, _CONTACT)):
            if pattern.search(line) if part is not Part.REGISTRY else pattern.match(line):
                return replace(row, part=part)
        marked = _marked(line)
        if marked is not None and self._titled:
            return replace(row, part=Part.BODY, marked=marked)
        return row


def _labelled(row: Row, part: Part, match: re.Match[str]) -> Row:
    value = match["value"].rstrip(" \t　\u00a0|")
    start = row.start + match.start("value")
    label = (row.start + match.start("label"), row.start + match.end("label"))
    return replace(row, part=part, label=label, value=(start, start + len(value)))


def _cells(row: Row) -> tuple[Span, ...]:
    """Spans of the cells between the bars; the bars at the two ends of a Markdown row stand outside."""
    line = row.text
    outer = line.strip().startswith("|")
    spans: list[Span] = []
    start = row.start
    for piece in line.split("|"):
        spans.append((start, start + len(piece)))
        start += len(piece) + 1
    if outer:
        spans = spans[1:]
        if line.rstrip().endswith("|"):
            spans = spans[:-1]
    return tuple(spans)
