"""A fact of the notes as it is written: a sentence for polite letters, a noun phrase for outlines (개조식).

Only endings change, and only where the ending says for certain how: `실시함` is `실시합니다`, but nobody can tell
whether `받음` was or will be. What cannot be told stays a noun phrase, which both kinds of letter take as an item.
"""

import re

from app.core.drafts import Note

_PAST = re.compile(r"([가-힣])(음)$")
_PLAIN = (
    (re.compile(r"(?:한다|하다)$"), "함"),
    (re.compile(r"(?:된다|되다)$"), "됨"),
    (re.compile(r"(?<=[가-힣\s])이다$"), "임"),
    (re.compile(r"(?<=[있없])다$"), "음"),
    (re.compile(r"(?<=[했됐였었았겠])다$"), "음"),
    (re.compile(r"합니다$"), "함"),
    (re.compile(r"됩니다$"), "됨"),
    (re.compile(r"입니다$"), "임"),
    (re.compile(r"바랍니다$"), "바람"),
    (re.compile(r"드립니다$"), "드림"),
    (re.compile(r"(?<=[있없했됐였었았겠])습니다$"), "음"),
    (re.compile(r"(?:해요|하세요)$"), "함"),
    (re.compile(r"예요$|이에요$"), "임"),
)
_STEMS = {"함": "합니다", "됨": "됩니다", "임": "입니다", "드림": "드립니다", "바람": "바랍니다"}
_NO_VERB = re.compile(
    r"(?:[포결명물당]함|(?:^|\s)책임|모임|게임|프레임|타임|해임|신임|후임|전임|선임|위임|취임|재임|퇴임|임임"
    r"|쓰임)$"
)


_WIND = re.compile(r"(?:[한은는센찬쎈]|^)\s?바람$")
"""강한 바람 is no wish."""


def polite(text: str) -> str:
    """A sentence that ends in 니다 with its full stop, where the ending tells how; else the text as it is."""
    if re.search(r"\d\.\s*$", text):
        return text.rstrip()  # the point belongs to the day
    text = text.rstrip(". ")
    if re.search(r"니다$", text):
        return f"{text}."
    if _NO_VERB.search(text) or _WIND.search(text):
        return text
    for noun, verb in _STEMS.items():
        if text.endswith(noun) and len(text) > len(noun):
            return f"{text.removesuffix(noun)}{verb}."
    past = _PAST.search(text)
    if past and past[1] in "있없했됐였었았겠":
        return f"{text[:-1]}습니다."
    for pattern, noun in _PLAIN[:5]:
        if pattern.search(text):
            return polite(pattern.sub(noun, text))
    return text


def outline(text: str) -> str:
    """A noun phrase without a full stop."""
    text = re.sub(r"(?<=[가-힣)])[.]+$", "", text.strip())
    for pattern, noun in _PLAIN:
        if pattern.search(text):
            return pattern.sub(noun, text)
    return text


def item(note: Note, *, polite_form: bool) -> str:
    """A note as an item of a letter: `label: value` stays, a clause gets the letter's ending."""
    if note.label and note.value and note.text == f"{note.label}: {note.value}":
        return note.text
    return polite(note.text) if polite_form else outline(note.text)
