"""Whom a document goes to, as notes say it: `→ 시설과, 경비대`, `각 과에 보냄`, a firm that is to be told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.letters.notes import kinds

_ARROW = re.compile(r"\s*(?:→|⇒|➔|->|=>)\s*")
_SENT = re.compile(
    r"(?:에|에게|께|앞으로|한테|로|으로)\s?(?:보냄|(?:\s?업무\s?)?(?:협조|지원)?\s?(?:요청|부탁|의뢰)|보낼\s?것"
    r"|보내기|보내는\s?(?:공문|문서|것|거)|보내|발송|송부"
    r"|시행함?|발신|넘김|넘길\s?것|이송함?|이첩함?|회송함?|전파|통보|배포|알림)\s?(?:예정|함"
    r"|할\s?것|할\s?예정)?\.?$"
)
_NAMED = re.compile(r"(?:대상|업체|상대방|당사자|처분\s?대상)\s?[:：]?\s?")
_TO_FIRM = re.compile(
    r"\s?(?:에|에게|측에|한테)\s(?:\S+\s){0,4}?\S*(?:요청|통지|통보|안내|회신|촉구|독촉|요구|부탁|조회)(?:함|하기|할\s?것)?\.?"
)
_AS_LISTED = re.compile(r"\s?\(?수신자\s?참조\)?\s?")
_AND = re.compile(r"\s*(?:,|、|·(?=\s)|\s및\s|;|/|(?<=[가-힣])(?:와|과|랑)\s)\s*")
_MANY = re.compile(r"\s?(?:여러\s?(?:곳|군데)|전체|일동|들)$|^(?:각|전|모든|예하|관내|전체|전국)\s")
_TOLD = re.compile(
    r"(?:업체|회사|사업자|그쪽|거래처|시공사|납품처|공사|재단|학교|병원)(?:에|에게|에다|측에|쪽에"
    r"|한테)\s?(?:알리|알려|통지|보내|보냄|요청|물어|통보|안내|회신|부탁|요구|촉구|독촉)"
)
AS_LISTED = "수신자 참조"
"""What stands behind 수신 when there are several (영 제4조제2항제2호나목)."""


@dataclass(frozen=True, slots=True)
class Addressees:
    """`units` in order; `several`: there are more than one, or a kind of them (각 과); `sender` before an arrow."""

    units: tuple[str, ...]
    several: bool = False
    sender: str = ""


def addressees(text: str) -> Addressees:
    """Of one note that says whom it goes to."""
    listed = bool(_AS_LISTED.search(text))
    text = _AS_LISTED.sub(" ", text).strip()
    sender = ""
    parts = _ARROW.split(text)
    if len(parts) > 1:
        sender, text = parts[0].strip(), parts[-1]
    text = re.sub(r"^수신\s+", "", text)
    if from_whom := re.match(r"(\S+)에서\s(?=\S+\s?\S+(?:에게|께|앞|에)$)", text):
        sender, text = from_whom[1], text[from_whom.end() :]
    text = re.sub(r"(?<=[가-힣])(?:에게|께|앞)$|(?<=[가-힣]{2})에$|\s(?:대상|앞)$", "", text)
    text = _SENT.sub("", text.strip()).strip(" .,")
    units = tuple(unit for unit in (one.strip(" .") for one in _AND.split(text)) if unit)
    many = len(units) > 1 or listed or any(_MANY.search(unit) for unit in units)
    units = tuple(re.sub(r"\s?(?:여러\s?(?:곳|군데))$", "", unit) for unit in units)
    return Addressees(units, many, sender)


def told_firm(texts: Sequence[str]) -> tuple[int, str] | None:
    """A firm that is to be told or asked, where notes name just one: (which of the texts, its name)."""
    found = [(at, name) for at, text in enumerate(texts) for name in kinds.firms(text)]
    names = {re.sub(r"\s", "", name) for _, name in found}
    if len(names) != 1:
        return None
    at, name = found[0]
    if any(_TOLD.search(text) for text in texts):
        return at, name
    rest = _NAMED.sub("", texts[at].strip(), count=1).removeprefix(name)
    alone = not rest and _NAMED.match(texts[at].strip())
    return (at, name) if alone or _TO_FIRM.fullmatch(rest) else None
