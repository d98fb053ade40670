"""Korean particles after a word that was replaced: 을 or 를, 은 or 는, as its last sound asks."""

import re

from hangulpy import josa

_PAIRS = {
    form: pair
    for pair in (
        "은/는",
        "이/가",
        "을/를",
        "와/과",
        "으로/로",
        "으로서/로서",
        "으로써/로써",
        "으로부터/로부터",
        "이나/나",
        "이라고/라고",
        "이라는/라는",
        "이며/며",
        "이란/란",
    )
    for form in pair.split("/")
}
_AFTER = re.compile(f"({'|'.join(sorted(_PAIRS, key=len, reverse=True))})(?![가-힣])")
_CLOSING = "」』”’\"')]》〉"
_READ = {"%": "퍼센트", "㎡": "미터", "㎞": "미터", "㎏": "그램", "℃": "도"}
"""Signs as they are read aloud, as far as their last sound."""


def fitting(word: str, particle: str) -> str:
    """The form of a particle (either of its pair) that fits behind a word; brackets and quotes are not read. Any other
    particle comes back as it is."""
    pair = _PAIRS.get(particle)
    spoken = word.rstrip(_CLOSING + " ")
    if pair is None or not spoken:
        return particle
    heard = spoken[:-1] + _READ[spoken[-1]] if spoken[-1] in _READ else spoken
    joined: str = josa(heard[-12:], pair)
    return joined.removeprefix(heard[-12:])


def at(text: str, place: int) -> str:
    """The particle that begins at a place of a text; empty: none that has two forms."""
    found = _AFTER.match(text, place)
    return found[1] if found else ""
