"""Korean particles after a word whose end decides their form: 국방부를, 부속을; 민법으로, 법률로.

Letters and figures end as they are read aloud: N is 엔, 3 is 삼.
"""

_NONE, _RIEUL, _OTHER = 0, 1, 2
_LETTERS = {"l": _RIEUL, "r": _RIEUL, "m": _OTHER, "n": _OTHER}
_FIGURES = {"0": _OTHER, "1": _RIEUL, "3": _OTHER, "6": _OTHER, "7": _RIEUL, "8": _RIEUL}
_CLOSING = "’”\"')]」』〉》.! "


def object_of(word: str) -> str:
    """을 or 를."""
    return "을" if _ending(word) else "를"


def together(word: str) -> str:
    """과 or 와."""
    return "과" if _ending(word) else "와"


def toward(word: str) -> str:
    """으로 or 로."""
    return "으로" if _ending(word) == _OTHER else "로"


def _ending(word: str) -> int:
    """Which final consonant the word is read with."""
    last = word.rstrip(_CLOSING)[-1:].lower()
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return _NONE if not final else _RIEUL if final == 8 else _OTHER
    if "ㄱ" <= last <= "ㅎ":  # a lone consonant is read by its name: 기역, 리을
        return _RIEUL if last == "ㄹ" else _OTHER
    return _LETTERS.get(last, _FIGURES.get(last, _NONE))
