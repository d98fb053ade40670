"""An answer that is the article itself: for a question that names a place and asks for nothing in it.

No model is needed to show 물품관리법 제3조, and none could do it better.
"""

from app.assist.excerpt import readable
from app.assist.sheet import Sheet
from app.core.answers import Answer, Origin, Verdict
from app.core.clauses import body_start, find
from app.core.locator import Locator
from app.core.types import Hit, Span


def verbatim(hits: tuple[Hit, ...], shown: tuple[Hit, ...], paragraph: int) -> Answer | None:
    """The articles `shown` (of `hits`) as they stand, or their 항 `paragraph` (0: whole), each with its citation.

    Its `model` is empty: none was asked. None when a 항 is named that the first article does not have.
    """
    sheet = Sheet()
    for number, hit in enumerate(shown, 1):
        span = clause(hit.passage.text, paragraph)
        if span is None:
            return None
        sheet.break_line(2)
        *lines, last = readable(hit.passage.text[span[0] : span[1]]).split("\n")
        for line in lines:
            sheet.say(line, Verdict.QUOTED, (number,))
            sheet.break_line()
        sheet.say(f"{last} [{number}]".strip(), Verdict.QUOTED, (number,))
        sheet.cite(number, hit, span)
    told = sheet.finished()
    return Answer(
        text=told.text,
        abstained=False,
        citations=told.citations,
        unsupported=(),
        hits=hits,
        model="",
        took_ms=0,
        first_token_ms=0,
        statements=told.statements,
        origin=Origin.ARTICLE,
        extracted=len(told.text),
    )


def clause(text: str, paragraph: int) -> Span | None:
    """Where 항 `paragraph` stands in an article's text; its body for 0; None when there is none such.

    An article that is not divided has one 항, its body.
    """
    if not paragraph:
        return body_start(text), len(text)
    found = find(text, Locator(paragraph=paragraph))
    return (found.start, found.end) if found is not None else None
