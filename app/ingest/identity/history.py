"""제정·개정 이력: from the lines under a directive's title and from the headings of its 부칙.

`제정 2016. 11. 22. 훈령 제1977호`, `2016. 11. 22. 제정 (훈령 제1977호)`, `부칙(정부조직법) <제11690호,2013.3.23>`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.ingest.dates import WRITTEN, iso_date, pointed

_HOW = r"(?:전부|일부|전문|타법)?\s?개정|제정|폐지\s?제정|폐지|발령"
_TOKEN = re.compile(
    rf"(?P<date>{WRITTEN})|(?P<number>제\s?\d[\d-]{{0,11}}\s?호)|(?P<how>(?<![가-힣])(?:{_HOW})(?![가-힣]))"
)
_REST = re.compile(
    r"[\s,.:：;()\[\]<>〈〉|/·ㆍ]|[가-힣]{0,20}(?:훈령|예규|고시|지침|내규|규정|규칙|지시|법률|조례|령|법)"
)
_LONGEST = 600
"""Characters of a line that tells of amendments."""
_OTHER_LAW = re.compile(r"부\s?칙\s?\((?P<law>[^<>]{1,200})\)\s{0,3}<")
_MOST = 400


@dataclass(frozen=True, slots=True)
class Amendment:
    """`date` is ISO, `how` is 제정, 일부개정, … or empty, `number` is `제1977호` or empty, `law` another law's name."""

    date: str
    how: str = ""
    number: str = ""
    law: str = ""

    def __str__(self) -> str:
        law = f"({self.law})" if self.law else ""
        return " ".join(word for word in (self.how, pointed(self.date), self.number, law) if word)


def in_line(line: str) -> list[Amendment]:
    """The amendments that a line tells of when it tells of nothing else; else none."""
    if len(line) > _LONGEST or _REST.sub("", _TOKEN.sub("", line)):
        return []
    made: list[Amendment] = []
    how = number = ""
    leads = False
    for token in _TOKEN.finditer(line):
        if token["how"]:
            word = "".join(token["how"].split())
            leads = leads or not made
            if leads:
                how = word
            elif not made[-1].how:
                made[-1] = replace(made[-1], how=word)
        elif token["number"]:
            number = "".join(token["number"].split())
            if made and not made[-1].number:
                made[-1], number = replace(made[-1], number=number), ""
        elif date := iso_date(token["date"]):
            made.append(Amendment(date, how, number))
            number = ""
    return made


def in_supplement(heading: str) -> Amendment | None:
    """Number and date of a 부칙 from its heading; None where it bears no date."""
    law = _OTHER_LAW.match(heading)
    tail = heading[law.end() :] if law else heading
    found = {
        kind: token[kind] for token in _TOKEN.finditer(tail[-_LONGEST:]) for kind in ("date", "number") if token[kind]
    }
    date = iso_date(found.get("date", ""))
    if not date:
        return None
    how = "타법개정" if law else ""
    return Amendment(date, how, "".join(found.get("number", "").split()), law["law"] if law else "")


def told(amendments: Iterable[Amendment]) -> str:
    """One a line, oldest first; of two of the same day and number the one that says more."""
    best: dict[tuple[str, str], Amendment] = {}
    for amendment in amendments:
        key = (amendment.date, amendment.number)
        if key not in best or len(str(amendment)) > len(str(best[key])):
            best[key] = amendment
    dates = {date for date, number in best if number}
    kept = [a for a in best.values() if a.number or a.date not in dates or a.how]
    return "\n".join(str(a) for a in sorted(kept, key=lambda a: a.date)[-_MOST:])
