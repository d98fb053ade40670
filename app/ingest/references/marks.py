"""What a reference to a law or an article looks like: the marks of one, and what may stand between two.

The forms follow 법제처's drafting rules: 「법령명」 제9조제1항제2호가목, 같은 조 제2항, 제3조부터 제7조까지, 별표 1,
별지 제3호서식, 부칙 제2조; older texts have 동법, 동조, 전항, 내지, 각호.
"""

import re
from dataclasses import replace

from app.core.locator import NONE, SUBITEMS, Locator, Number

LAW_WORDS = (
    "법률|법|시행령|시행규칙|영|령|규칙|규정|훈령|예규|고시|지침|조례|세칙|내규|기준|요령|통칙|규약|정관|헌장|강령"
    "|협정|협약|조약|헌법|규범|의정서"
)
_AFTER = (
    r"(?=[^가-힣]|$|[의에를을은는이가와과로및또내각단본전후중외나도만상등으인란]|부터|까지|제\s?\d|"
    rf"[{SUBITEMS}]\s?목)(?!부대|부서|이상|이하|인조|과목|등급|본부|전대)"
)
"""A unit's word ends here, or a particle follows: 제3항공여단 and 제2호선 are names of other things."""
_NO_COUNT = r"(?!\d|\.\d|\s?[년월일명개분회배%퍼])"
"""제3조의 2년 is a span of time."""
_PARAGRAPH = r"제\s{{0,2}}(?P<paragraph_{0}>\d{{1,2}})\s{{0,2}}항"
_ITEM = r"제\s{{0,2}}(?P<item_{0}>\d{{1,3}})\s{{0,2}}호(?:\s?의\s?(?P<item_b_{0}>\d{{1,2}})" + _NO_COUNT + ")?"
_SUBITEM = rf"(?P<subitem_{{0}}>[{SUBITEMS}])\s?목"
_TAIL = r"(?:의?\s{0,2}"
AMENDS = re.compile(r"다음과\s같이\s개정한다")
TOKEN = re.compile(
    rf"""
    [「『｢제같동전이본별부목다](?:   # one letter first: the search runs over what begins none at the speed of C
      (?<=[「『｢])(?P<law>[^「」『』｢｣\n]{{2,120}})[」』｣]
      (?:\s?(?P<decree>시행령|시행규칙)(?=[^가-힣]|$|[의에을를은는이과와]))?
    | (?<=제)\s{{0,2}}(?:
        (?P<article>\d{{1,4}})\s{{0,2}}조(?:\s?의\s?(?P<article_b>\d{{1,3}}){_NO_COUNT})?{_AFTER}
          {_TAIL}{_PARAGRAPH.format("a")}{_AFTER})?{_TAIL}{_ITEM.format("a")}{_AFTER})?{_TAIL}{_SUBITEM.format("a")}{_AFTER})?
      | {_PARAGRAPH[10:].format("b")}{_AFTER}{_TAIL}{_ITEM.format("b")}{_AFTER})?{_TAIL}{_SUBITEM.format("b")}{_AFTER})?
      | {_ITEM[10:].format("c")}{_AFTER}{_TAIL}{_SUBITEM.format("c")}{_AFTER})?
      | (?P<form>\d{{1,3}})\s?호(?:\s?의\s?(?P<form_b>\d{{1,2}}))?\s?서\s?식(?:\s?의\s?(?P<form_c>\d{{1,2}})(?!\d))?)
    | (?:(?<=같)은(?<![가-힣]같은)|(?<=동)(?<![가-힣]동))\s?(?:
        (?P<same>법률?|영|령|규칙|규정|훈령|예규|고시|지침|조례|세칙|시행령|시행규칙)
        (?:\s?(?P<child>시행령|시행규칙))?(?=[^가-힣]|$|[의에을를은는이과와으]|상\s|제\s?\d)
      | (?P<same_unit>조|항|호|목|표){_AFTER})
    | (?<=[전이본])(?<![가-힣][전이본])\s?(?P<back>\d?)(?P<unit>조|항|호|목){_AFTER}(?!등)
    | (?<=(?P<lone>[가나다라마바사아자차카타파하])목)(?<![가-힣0-9][가-힣]목){_AFTER}
    | (?<=별)(?<![가-힣]별)\s?(?:
        표(?:\s?(?:제\s?)?(?P<table>\d{{1,3}})(?![\d.]|\s?[호년월])(?:\s?의\s?(?P<table_b>\d{{1,2}})(?!\d))?)?
          (?=[^가-힣]|$|[의에를을은는이가와과로및중]|부터|까지|제)
      | 지\s?(?:제\s?)?(?P<sheet>\d{{1,3}})\s?호(?:\s?의\s?(?P<sheet_b>\d{{1,2}}))?\s?서\s?식
          (?:\s?의\s?(?P<sheet_c>\d{{1,2}})(?!\d))?)
    | (?<=부)(?<![가-힣]부)\s?(?P<supplement>칙)(?=\s*제\s?\d{{1,3}}\s?[조항])
    | (?<=다)(?P<amends>음과\s같이\s개정한다)
    )
    """,
    re.VERBOSE,
)
"""One mark. `lone` stands before its 목: such a match begins a letter late (begin())."""

_QUALIFIERS = (
    r"(?:\s*(?:본문|단서|전단|후단|각\s?호\s?외의\s?부분|각\s?목\s?외의\s?부분|각\s?호|각\s?목|각\s?항"
    r"|외의\s?부분|중단|전문|의\s?규정|의\s?개정규정|(?:의|에\s?(?:규정된|따른))\s?(?:미수)?죄|(?:또는|및)\s?그\s?미수죄))*"
)
JOINED = re.compile(
    r"(?:\s*까지)?" + _QUALIFIERS + r"\s*(?P<range>부터|내지|에서|[~∼～〜])?(?:\s*까지)?(?:\s*의\s?규정)?"
    r"\s*(?:[,ㆍ·‧・･]|및|또는|와|과|이나|나|혹은|그리고|이?며)?\s*(?:및|또는)?\s*"
)
"""What may stand between two places of one list. A range or a joining word, or nothing but qualifiers."""
JOINING = re.compile(r"[,ㆍ·‧・･]|및|또는|와|과|나|혹은|그리고|며|내지|부터|에서|[~∼～〜]")
LIKEWISE = re.compile(
    r"\s?(?:의|에\s?(?:따른|의한|규정된|해당하는)|에서\s?정[한하는]+|에\s?따라)\s[^,.()]{1,30}(?:과|와|및|또는|이나|나|,|ㆍ)\s*"
)
"""`「…법」 제42조에 따른 기관과 제63조`: nobody can tell whose 제63조 is."""
ADJACENT = re.compile(r"\s*(?:(?:의|중)\s*)?")
UNTIL = re.compile(r"\s*까지")

OWN = re.compile(rf"(?<![가-힣])(?:이|본)\s?(?P<word>[가-힣]{{0,4}}(?:{LAW_WORDS}))\s*(?:의\s*)?$")
FORMER = re.compile(r"(?:종전|개정되기\s?전|개정\s?전|제정되기\s?전|(?<![가-힣])구)(?:의)?\s*$")
"""Before a law or an article: what it was before, not what is cited now."""
PROMULGATED = re.compile(
    r"(?P<kind>법률|[가-힣]*령|[가-힣]*규칙|[가-힣]*훈령|[가-힣]*예규|[가-힣]*고시)\s*제\s?(?P<number>[\d,]{1,9}(?:-\d+)?)호\s*"
    r"(?P<name>[^\n.;]{0,80}?)\s*$"
)
"""`법률 제7815호 전파법 일부개정법률` before 부칙: which 부칙 is meant."""
LETTER_NUMBER = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<number>[가-힣][가-힣A-Za-z0-9·ㆍ()]{1,24}(?:과|팀|실|단|처|부|국|관|센터|본부|소|대|원|청|담당)-\d{1,7})"
    r"(?:호)?(?=\s?\(\s?[‘'’]?\d{2,4}\s?\.|호)"
)
"""정책과-123(2026. 3. 2.): the number of a letter, known by its date or its 호."""


def begin(match: re.Match[str]) -> int:
    """Where the mark begins."""
    return match.start() - 1 if match["lone"] else match.start()


def place(match: re.Match[str]) -> Locator:
    """The Locator that a mark of 조, 항, 호 or 목 spells by itself."""
    article, branch, lone = match.group("article", "article_b", "lone")
    if lone:
        return Locator(subitem=lone)
    paragraph, item, item_b, subitem = match.group("paragraph_a", "item_a", "item_b_a", "subitem_a")
    if not article:
        paragraph, item, item_b, subitem = match.group("paragraph_b", "item_b", "item_b_b", "subitem_b")
        if not paragraph:
            item, item_b, subitem = match.group("item_c", "item_b_c", "subitem_c")
    return Locator(
        article=_number(article, branch),
        paragraph=int(paragraph or 0),
        item=_number(item, item_b),
        subitem=subitem or "",
    )


def annex(match: re.Match[str]) -> Locator | None:
    """The 별표 or 별지 of a mark; None for another mark."""
    form, sheet = match.group("form", "sheet")
    if form or sheet:
        number = _number(form, match["form_b"] or match["form_c"])
        return Locator(
            annex_kind="별지", annex=number if form else _number(sheet, match["sheet_b"] or match["sheet_c"])
        )
    if match[0][0] == "별":
        return Locator(annex_kind="별표", annex=_number(match["table"], match["table_b"]))
    return None


def under(base: Locator, given: Locator) -> Locator | None:
    """`given` as it is meant after `base` (제3조제1항 and 제3항; 제1호 and 다목); None when `base` does not reach down
    to it. What `base` says below `given`'s highest unit falls away."""
    if given.article != NONE:
        return Locator(
            supplement=base.supplement,
            article=given.article,
            paragraph=given.paragraph,
            item=given.item,
            subitem=given.subitem,
        )
    numbered = base.article != NONE or base.supplement > 0
    if given.paragraph:
        ready = numbered
    elif given.item != NONE:
        ready = numbered or base.annex != NONE
    else:
        ready = base.item != NONE or base.paragraph > 0
    if not ready:
        return None
    return Locator(
        supplement=base.supplement,
        annex_kind=base.annex_kind,
        annex=base.annex,
        article=base.article,
        paragraph=given.paragraph or base.paragraph,
        item=given.item if given.paragraph or given.item != NONE else base.item,
        subitem=given.subitem,
    )


def as_far_as(at: Locator, unit: str) -> Locator | None:
    """`at` down to 조, 항, 호 or 목, or the 별표 it is in; None when it does not say so much."""
    if unit == "표":
        return Locator(annex_kind=at.annex_kind, annex=at.annex) if at.annex_kind == "별표" else None
    if unit == "조":
        return at.at_article() if at.article != NONE else None
    if unit == "항":
        return replace(at, item=NONE, subitem="") if at.paragraph else None
    if unit == "호":
        return replace(at, subitem="") if at.item != NONE else None
    return at if at.subitem else None


def _number(number: str | None, branch: str | None) -> Number:
    return (int(number), int(branch or 0)) if number else NONE
