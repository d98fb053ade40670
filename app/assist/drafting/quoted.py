"""What of a clause is quoted in a letter, and how its place is written: `제21조제1항`. Pure."""

import re
from dataclasses import replace

from app.assist.cut.units import Kind
from app.assist.cut.wants import Want, wants
from app.assist.drafting.clause import Clause
from app.assist.excerpt import undated
from app.core.clauses import clauses
from app.core.locator import NONE, Locator
from app.core.types import Span

LONG, LONGEST = 220, 400
"""Characters from which an item is quoted without its 목, and a clause without its 단서; the letter says that it has
one."""
_WHOLE_LIST = 420
"""Characters up to which a list of duties is quoted whole, whatever was asked."""
_MOST_ITEMS = 10
_EXCEPTION = re.compile(r"\s(?=(?:다만|단),\s)")
_FURTHER = re.compile(r"(?<=[.])\s(?=이\s경우|이때)")
_ELSEWHERE = re.compile(r"^(?:이\s경우|이때)(?!.*(?:다만|단,|\d+일|\d+시간)).*(?:갈음한다|준용한다)\.$", re.DOTALL)
_DUTIES = re.compile(r"다음\s?각\s?[호목]의\s?(?:사항|조치|서류|자료|업무|내용|절차|방법)")
_SUBITEMS = re.compile(r"(?<=[가-힣)])\s+가\.\s(?=.*\s나\.\s)", re.DOTALL)
_MARK = re.compile(r"^(?:[①-⑳㉑-㊿]|\d{1,3}(?:의\d{1,2})?\.|[가-허]\.)\s*")


def quoted(question: str, clause: Clause) -> str:
    """The clause's words as they stand, without the dates of amendments: a sentence, or a list with what leads it, an
    item a line."""
    text = clause.hit.passage.text
    unit, block = clause.unit, clause.block
    if unit.kind is Kind.ITEM:
        leads = [_words(text, span) for span in unit.leads]
        own = _words(text, unit.span)
        if len(own) > LONG:
            own = _SUBITEMS.split(own)[0]
        return "\n".join([*(_MARK.sub("", lead) for lead in leads[:1]), *leads[1:], own])
    sentence = _short(_words(text, unit.span))
    duties = block.items and _DUTIES.search(sentence) and not _FURTHER.search(sentence)
    if duties and sum(end - start for start, end in block.items) + len(sentence) <= _WHOLE_LIST:
        return "\n".join([sentence, *(_words(text, span) for span in block.items)])
    leads_list = block.items and re.search(r"다음\s?각\s?[호목]|다음과\s?같다|다음의", sentence)
    if leads_list and Want.LIST in wants(question).kinds and len(block.items) <= _MOST_ITEMS:
        return "\n".join([sentence, *(_words(text, span) for span in block.items)])
    return sentence


def shortened(quote: str, article: str) -> bool:
    """Whether the sentence goes on in the article with a 단서 that is not quoted."""
    after = article.partition(quote)[2].lstrip()
    return bool(re.match(r"(?:다만|단),\s", after))


def place(clause: Clause) -> str:
    """The clause's place within its law, down to the 항, or to the 호 where it is one; empty where there is no 조."""
    return place_of(clause.hit.passage.text, clause.hit.passage.locator, clause.unit.span)


def place_of(text: str, at: Locator, span: Span) -> str:
    if at.article == NONE or at.supplement or at.annex_kind:
        return ""
    article = Locator(article=at.article)
    inside = [one for one in clauses(text, article) if one.start <= span[0] < one.end]
    return str(replace(inside[-1].locator, subitem="") if inside else article)


def _words(text: str, span: Span) -> str:
    words = " ".join(undated(text[span[0] : span[1]]).split())
    return re.sub(r"^[①-⑳㉑-㊿]\s*", "", words)


def _short(sentence: str) -> str:
    """Without a second sentence that only says what stands in for what; a 단서 limits what is quoted and stays where
    that can be read."""
    first, *further = _FURTHER.split(sentence)
    kept = [one for one in further if not _ELSEWHERE.search(one)]
    whole = " ".join([first, *kept])
    return whole if len(whole) <= LONGEST else _EXCEPTION.split(whole)[0].rstrip()
