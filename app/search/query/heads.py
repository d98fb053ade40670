"""Names of laws made of the first letters of their parts, as people say them: 집시법, 근기법, 형소법 시행령.

A part begins a word of the title or stands at an even place in one, since most words in titles have two letters:
형사|소송|법, 집회 및 시위에 관한 법률, 의무|소방|대 설치법. One title must be meant and no other.
"""

from app.core.titles import ending, key

_FEWEST, _MOST = 2, 4
"""Letters before the ending."""
_DECREES = ("시행령", "시행규칙")
_JOINING = frozenset(("및", "등", "등에", "등의", "등을", "에", "의", "관한", "위한", "대한"))
_SPACERS = str.maketrans("ㆍ·‧・･•,", "       ")


def heads(alias: str) -> str:
    """The letters of a name (a key) that may be such a one: 집시 of 집시법시행령. Empty: it is none."""
    last = ending(alias)
    rest = alias.removesuffix(last)
    if last in _DECREES:
        rest = rest.removesuffix("법") if rest.endswith("법") else ""
    elif last != "법":
        return ""
    return rest if _FEWEST <= len(rest) <= _MOST else ""


def made_of_heads(letters: str, title: str) -> bool:
    """Whether the letters are the first of parts of a title, in its order and from its beginning."""
    found = _parts(title)
    if not found or found[0] != letters[0]:
        return False
    left = iter(found[1:])
    return all(letter in left for letter in letters[1:])


def _parts(title: str) -> str:
    """The letters at which parts begin, from left to right."""
    name = title.translate(_SPACERS).strip()
    for decree in _DECREES:
        name = name.removesuffix(decree).strip()
    name = name.removesuffix(ending(key(name)))
    words = [word for word in name.split() if word not in _JOINING]
    return "".join(word[place] for word in words for place in range(0, len(word), 2))
