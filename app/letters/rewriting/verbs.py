"""A noun with 하다 and the plain verb for it, in the forms that are certain: 통보하여 -> 알려, 통보한 -> 알린."""

from collections.abc import Iterator

from app.letters.rewriting.endings import with_final

_PLAIN = ("고", "는", "기", "도록", "게", "지", "겠", "자", "거나", "느라")
_LINKED = ("며", "면", "오니", "시", "십시오", "려")


def forms(noun: str, stem: str, linked: str) -> Iterator[tuple[str, str]]:
    """(what is replaced, what stands) for a noun with 하다; of the verb its stem (알리) and its 아/어 form (알려)."""
    closed = (ord(stem[-1]) - 0xAC00) % 28 > 0
    past = linked[:-1] + with_final(linked[-1], 20) if (ord(linked[-1]) - 0xAC00) % 28 == 0 else linked
    yield f"{noun}하여", linked
    yield f"{noun}해", linked
    yield f"{noun}하였", past
    yield f"{noun}했", past
    for ending in _PLAIN:
        yield f"{noun}하{ending}", stem + ending
    for ending in _LINKED:
        yield f"{noun}하{ending}", stem + ("으" if closed else "") + ending
    yield f"{noun}합니다", stem + "습니다" if closed else stem[:-1] + with_final(stem[-1], 17) + "니다"
    yield f"{noun}한다", stem + "는다" if closed else stem[:-1] + with_final(stem[-1], 4) + "다"
    for letter, final, whole in (("한", 4, "은"), ("할", 8, "을"), ("함", 16, "음")):
        yield f"{noun}{letter}", stem + whole if closed else stem[:-1] + with_final(stem[-1], final)
