"""What a title is about, apart from what its letter does: `서류 폐기` of `서류 폐기 계획`. Pure."""

import re

_ACT = re.compile(r"\s(?:요청|안내|통지|통보|알림|회신|계획|계획 보고|결과 보고|보고)$")
_SHORTEST = 4


def topic(title: str) -> str:
    """A sentence that says itself what the letter does takes this; a title that is nothing else stays whole."""
    short = _ACT.sub("", title)
    return short if len(short) >= _SHORTEST and not title.startswith("[") else title
