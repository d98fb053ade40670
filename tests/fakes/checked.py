"""Answers as the gate leaves them: every sentence with its verdict."""

from app.core.answers import Answer, Citation, Origin, Packing, Statement, Verdict
from app.core.types import Hit

RULE = "연가를 쓰려는 직원은 시작일 3일 전까지 휴가 신청서를 내야 한다."
LEAVE_TO_GO = "부서장은 업무에 큰 지장이 없으면 연가를 허가하여야 한다."

GROUNDED = "연가는 시작일 3일 전까지 신청해야 합니다 [1]."
QUOTED = "부서장은 업무에 큰 지장이 없으면 연가를 허가하여야 한다 [2]."
STRAY = "부득이하면 당일에도 낼 수 있습니다."


def extract(hits: tuple[Hit, ...]) -> Answer:
    """One sentence, cut from the first hit by code."""
    text = f"{RULE} [1]"
    statement = Statement((0, len(text)), Verdict.QUOTED, (1,))
    return Answer(
        *(text, False, (_citation(1, hits[0], RULE),), (), hits, "", 300, 300),
        statements=(statement,),
        origin=Origin.EXTRACT,
        extracted=len(text),
    )


def checked(hits: tuple[Hit, ...]) -> Answer:
    """What was cut, and below it what a model wrote: a grounded, a quoted and an unchecked sentence."""
    cut = extract(hits)
    text = f"{cut.text}\n{GROUNDED} {QUOTED} {STRAY}"
    judged = ((GROUNDED, Verdict.GROUNDED, (1,)), (QUOTED, Verdict.QUOTED, (2,)), (STRAY, Verdict.UNCHECKED, ()))
    statements = tuple(
        Statement((text.index(words), text.index(words) + len(words)), verdict, numbers)
        for words, verdict, numbers in judged
    )
    return Answer(
        *(text, False, (*cut.citations, _citation(2, hits[0], LEAVE_TO_GO)), (STRAY,), hits, "tiny-ko", 9300, 300),
        statements=(*cut.statements, *statements),
        extracted=cut.extracted,
        packing=Packing(used=812, room=900, sources=3, omitted=0),
    )


def _citation(number: int, hit: Hit, quote: str) -> Citation:
    at = hit.passage.text.find(quote)
    return Citation(number, hit, quote, (at, at + len(quote)), at >= 0)
