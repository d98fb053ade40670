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

LONG = 220
"""Characters from which a clause is quoted without its 단서; the letter says that it has one."""
_MOST_ITEMS = 10
_EXCEPTION = re.compile(r"\s(?=(?:다만|단),\s)|(?<=[.])\s(?=이\s경우|이때)")
_MARK = re.compile(r"^(?:[①-⑳㉑-㊿]|\d{1,3}(?:의\d{1,2})?\.|[가-허]\.)\s*")


def quoted(question: str, clause: Clause) -> str:
    """The clause's words as they stand, without the dates of amendments: a sentence, or a list with what leads it, an
    item a line."""
    text = clause.hit.passage.text
    unit, block = clause.unit, clause.block
    if unit.kind is Kind.ITEM:
        leads = [_words(text, span) for span in unit.leads]
        return "\n".join([*(_MARK.sub("", lead) for lead in leads[:1]), *leads[1:], _words(text, unit.span)])
    sentence = _short(_words(text, unit.span))
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
    if len(sentence) <= LONG:
        return sentence
    return _EXCEPTION.split(sentence)[0].rstrip()
