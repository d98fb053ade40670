"""What a model wrote, checked sentence by sentence against its sources, and put below what code cut from them. Pure."""

import re
from collections.abc import Sequence

from app.assist import prompts
from app.assist.excerpt import CUT
from app.assist.fold import folded
from app.assist.grounding.ground import Evidence, Ground
from app.assist.prompts import ABSTENTION
from app.assist.sentences import Sentence, quoted, sentences
from app.assist.sheet import Grounded, Sheet
from app.core.answers import Verdict
from app.core.types import Hit

_LEADS = re.compile(r"다음\s?각\s?[호목]|다음과\s?같")


def settle(text: str, hits: Sequence[Hit], *, onto: Sheet | None = None, drop: bool = False) -> Grounded:
    """Check every sentence of `text` against the sources [1]..[n] = `hits`; add it to what stands `onto` a sheet.

    A sentence keeps the sources among its markers that carry it. If none does, or it has none, it gets the source
    that carries it best; if there is none, it loses its markers and is unchecked. So is a sentence with a marker that
    names no source. Quotation marks around words that stand in no source are taken off. Repetitions, stray 근거 없음
    and (생략), and what the sheet says already are left out; with `drop` unchecked sentences are too.
    """
    sheet = onto or Sheet()
    before = folded(sheet.text)
    fresh = len(sheet.text)
    grounds = [Ground(hit, prompts.header(hit)) for hit in hits]
    seen = {folded(ABSTENTION), folded(CUT)}
    line = -1
    lead: dict[int, Evidence] = {}
    for said in sentences(text):
        key = folded(said.text)
        if key in seen or key in before:
            continue
        seen.add(key)
        sentence, invented = _without_false_quotes(said, grounds)
        evidence = {} if invented or _names_no_source(sentence, grounds) else _evidence(sentence, grounds)
        if sentence.bullet and lead:
            evidence = {n: found for n, found in evidence.items() if _listed(n, found, lead, grounds)}
        elif sentence.line != line:
            lead = evidence if _LEADS.search(sentence.text) else {}
        if drop and not evidence:
            continue
        if sentence.line != line:
            sheet.break_line(2 if fresh and len(sheet.text) == fresh else 1)
        line = sentence.line
        sheet.say(sentence.shown(tuple(evidence)).strip(), _verdict(sentence, evidence, grounds), tuple(evidence))
        for number, found in evidence.items():
            sheet.cite(number, hits[number - 1], found.span)
    return sheet.finished()


def _listed(number: int, item: Evidence, lead: dict[int, Evidence], grounds: Sequence[Ground]) -> bool:
    """Whether an item stands below the lead that it is shown under: what may be done is no part of what may not."""
    return number not in lead or grounds[number - 1].lists(lead[number].span, item.span)


def _verdict(sentence: Sentence, evidence: dict[int, Evidence], grounds: Sequence[Ground]) -> Verdict:
    if not evidence:
        return Verdict.UNCHECKED
    stands = any(grounds[number - 1].quotes(sentence.text) for number in evidence)
    return Verdict.QUOTED if stands else Verdict.GROUNDED


def _names_no_source(sentence: Sentence, grounds: Sequence[Ground]) -> bool:
    return any(not 1 <= marker <= len(grounds) for marker in sentence.markers)


def _evidence(sentence: Sentence, grounds: Sequence[Ground]) -> dict[int, Evidence]:
    """Source number -> evidence: of the cited sources, or of the best one when no cited one has any."""
    cited = {
        marker: found
        for marker in sentence.markers
        if (found := grounds[marker - 1].supports(sentence.text)) is not None
    }
    if cited:
        return cited
    rest = {n: found for n, ground in enumerate(grounds, start=1) if (found := ground.supports(sentence.text))}
    best = sorted(rest, key=lambda n: (-rest[n].coverage, n))[:1]
    return {n: rest[n] for n in best}


def _without_false_quotes(sentence: Sentence, grounds: Sequence[Ground]) -> tuple[Sentence, bool]:
    text, invented = sentence.text, False
    for marked, words in quoted(sentence.text):
        if not any(ground.carries(words) for ground in grounds):
            text, invented = text.replace(marked, words), True
    return Sentence(sentence.line, sentence.bullet, text, sentence.stop, sentence.markers), invented
