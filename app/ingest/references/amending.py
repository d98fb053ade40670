"""The wording with which a 부칙 changes other laws: which laws it names, and where it ends."""

import re

from app.ingest.references import law_names

_OTHERS = re.compile(
    r"(?:다른|관계|관련)\s?[가-힣ㆍ]{1,6}(?:의|등의)?\s?(?:일부)?\s?개정|(?:법률?|령|규칙|규정|훈령)의?\s?(?:일부)?\s?개정$"
)
_BACK_TO_OWN = re.compile(r"\n\s*[①-⑳㉑-㉟㊱-㊿]\s*\((?![^)\n]*개정)[^)\n]{2,60}\)")
_AMENDED = re.compile(
    r"(?:^|[①-⑳㉑-㉟㊱-㊿>)\].])\s*(?P<name>[가-힣][가-힣ㆍ· ]{1,80}?)\s?(?:중|(?:의\s)?일부를|의\s?일부를|[을를])?\s?$"
)
_LAW = re.compile(r"[「『｢]([^「」『』｢｣\n]{2,120})[」』｣]")


def changes_others(heading: str) -> bool:
    """Whether an article's title says that it changes other laws: `다른 법률의 개정`."""
    return _OTHERS.search(heading) is not None


def amended(text: str, start: int, end: int) -> list[tuple[tuple[int, int], str]]:
    """((start, end), name) of the laws that [start, end), the words before `다음과 같이 개정한다`, names."""
    named = [(law.span(), law_names.tidy(law[1])) for law in _LAW.finditer(text, start, end)]
    if named:
        return named
    plain = _AMENDED.search(text[start:end])
    if plain is None or not law_names.looks_like_law(plain["name"]):
        return []
    return [((start + plain.start("name"), start + plain.end("name")), law_names.tidy(plain["name"]))]


def goes_on(text: str, start: int) -> int:
    """Where the document speaks of itself again after the new wording that begins at `start`."""
    own = _BACK_TO_OWN.search(text, start)
    return own.start() if own is not None else len(text)
