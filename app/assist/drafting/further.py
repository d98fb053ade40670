"""A question that goes on from the one before (`늦으면 연장할 수 있는지도`) is looked for where that was answered.

Pure but for the encoder.
"""

import re
from dataclasses import replace

from app.assist.cut.units import blocks
from app.assist.cut.weigh import Likeness
from app.assist.drafting.asked import Asked
from app.assist.drafting.certainty import can_answer
from app.assist.drafting.clause import Clause, Search, answering
from app.assist.words import content_words
from app.core.types import Hit

_GOES_ON = re.compile(
    r"^(?:늦|초과하|넘기|안\s?하|못\s?하|어기|위반하|연장|결과|그\s?(?:때|경우|후|뒤|다음)|이\s?(?:때|경우)|이후)"
    r"|(?:지|것|기간|기한|절차|방법)도(?:\s?(?:같이|함께|포함))?$"
)
_COMMON = re.compile(r"^(?:알려|어떻|하는|되는|그때|경우|언제|나오|통보?하|해야|같이|함께)")


def goes_on(question: str) -> bool:
    return _GOES_ON.search(question.strip()) is not None


def further(question: str, hit: Hit, quoted: str, like: Likeness | None) -> Clause | None:
    """The clause of the article that has a word of the question that what was `quoted` has not; None without one."""
    words = [word[: max(2, len(word) - 1)] for word in content_words(question) if len(word) >= 2]
    telling = {word for word in words if not _COMMON.match(word) and word not in quoted}
    if not telling:
        return None
    found = answering(Asked(question, (question,)), [Search((hit,), 1.0)], like)
    if not found:
        return None
    text = hit.passage.text
    inside = [
        replace(found[0], block=block, unit=unit)
        for block, unit in ((block, unit) for block in blocks(text) for unit in block.units)
        if any(word in text[slice(*unit.span)] for word in telling)
        and can_answer(question, hit, text[slice(*unit.span)])
        and "".join(text[slice(*unit.span)].split()) not in "".join(quoted.split())
    ]
    best = [one for one in inside if one.unit == found[0].unit]
    return (best or inside)[0] if best or len({one.block.span for one in inside}) == 1 else None
