"""A question that only names an article is answered by the article itself, without the model."""

import re

from app.assist.excerpt import readable
from app.assist.words import content_words
from app.core.types import Hit

_ARTICLE = re.compile(r"제?\s*(\d{1,4})\s*조(?:\s*의\s*(\d{1,3}))?(?!\s*원)")
_LAW = re.compile(r"(?:법|법률|령|규칙|규정|훈령|예규|지침|세칙|내규|시행령|시행규칙|통칙|강령|고시)$")

_PARTICLE = re.compile(r"^(?:이|가|은|는|을|를|의|에|에서|에는|에서는)(?=\s|$)")


def whole_article(question: str, hits: tuple[Hit, ...]) -> str:
    """The text of the first hit, a [1] behind each line, if the question asks for just this article.

    Empty when the question says more than a law's name and one article number, or when the best hit
    is another article: then the model reads and answers.
    """
    match = _ARTICLE.search(question)
    if match is None or not hits:
        return ""
    locator = hits[0].passage.locator
    asked = (int(match.group(1)), int(match.group(2) or 0))
    if locator.article != asked or locator.supplement or locator.annex_kind:
        return ""
    before, after = question[: match.start()], question[match.end() :]
    if content_words(_PARTICLE.sub("", after)) or not _names_a_law(before):
        return ""
    return "\n".join(f"{line} [1]" for line in readable(hits[0].passage.text).splitlines())


def _names_a_law(text: str) -> bool:
    words = re.findall(r"[0-9A-Za-z가-힣]+", text)
    return bool(words) and _LAW.search(words[-1]) is not None
