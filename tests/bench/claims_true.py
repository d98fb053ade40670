"""Rules that make another true sentence of a true one, for claims.py."""

import random
import re
from collections.abc import Sequence

_POLITE = (
    (r"하여야 한다$", "해야 합니다"),
    (r"하지 아니한다$", "하지 않습니다"),
    (r"하여서는 아니 된다$", "해서는 안 됩니다"),
    (r"아니 된다$", "안 됩니다"),
    (r"아니한다$", "않습니다"),
    (r"한다$", "합니다"),
    (r"된다$", "됩니다"),
    (r"있다$", "있습니다"),
    (r"없다$", "없습니다"),
    (r"같다$", "같습니다"),
    (r"이다$", "입니다"),
)


def substituted(pairs: Sequence[tuple[str, str]], sentence: str) -> str | None:
    """The sentence with the first of the pairs that changes it; None when none does."""
    for pattern, new in pairs:
        told, count = re.subn(pattern, new, sentence, count=1)
        if count and told != sentence:
            return told
    return None


def polite(sentence: str) -> str | None:
    return substituted(_POLITE, sentence)


_SHORT = (
    (r"하여(?=\s|야)", "해"),
    (r"되어(?=\s|야)", "돼"),
    (r"에 대하여", "에 대해"),
    (r"에 의하여", "에 의해"),
    (r"에 따라(?=\s)", "에 따라서"),
    (r"에게(?=\s)", "한테"),
    (r"([가-힣]{2,})를 하여야", r"\1하여야"),
    (r"으로써", "으로"),
    (r"에 있어서", "에서"),
)


def particles(sentence: str) -> str | None:
    return substituted(_SHORT, sentence)


def topic_to_subject(sentence: str) -> str | None:
    match = re.match(r"((?:[가-힣]+\s){0,2}[가-힣]{2,})(은|는)(?=\s)", sentence)
    if match is None:
        return None
    return match[1] + ("이" if match[2] == "은" else "가") + sentence[match.end() :]


NARROWS = re.compile(r"제외|한정|한한다|만을|만 해당|아니|않|없")


def without_brackets(sentence: str) -> str | None:
    if any(NARROWS.search(inside) for inside in re.findall(r"\([^()]*\)", sentence)):
        return None
    told = re.sub(r"\s*\([^()]*\)", "", sentence)
    return told if told != sentence and "(" not in told else None


def reordered(sentence: str, chance: random.Random) -> str | None:
    match = re.search(r"(?<![가-힣ㆍ·])([가-힣]{2,8})((?:[ㆍ·][가-힣]{2,8}){1,4})(?=\s?(?:및|등|의\s|을|를))", sentence)
    if match is not None:
        parts = re.split(r"[ㆍ·]", match[0])
        last = re.sub(r"(?:을|를|의|은|는|이|가)$", "", parts[-1])
        if len(last) < 2 or last != parts[-1] or len(set(parts)) < 2:
            return None
        mixed = parts[::-1]
        return sentence[: match.start()] + "ㆍ".join(mixed) + sentence[match.end() :]
    match = re.search(
        r"(?<![가-힣ㆍ·,] )(?<![가-힣,])([가-힣]{2,8}), ([가-힣]{2,8}) (및|또는) "
        r"([가-힣]{2,8}?)(?=의 |에 |을 |를 |은 |는 )",
        sentence,
    )
    if match is None:
        return None
    words = [match[1], match[2], match[4]]
    mixed = [words[1], words[0], words[2]]
    return f"{sentence[: match.start()]}{mixed[0]}, {mixed[1]} {match[3]} {mixed[2]}{sentence[match.end() :]}"


def respaced(sentence: str) -> str | None:
    return substituted(
        (
            (r"할 수 있다", "할수 있다"),
            (r"하여야 한다", "하여야한다"),
            (r"아니 된다", "아니된다"),
            (r"수 없다", "수없다"),
        ),
        sentence,
    )


def closed(sentence: str) -> str | None:
    """The first half of `…하여야 하며, …` as a sentence of its own."""
    match = re.search(r"(하여야 하|수 있으|수 있|한|된)(며|되|고), ", sentence)
    if match is None or match.start() < 15:
        return None
    ends = {"하여야 하": "하여야 한다", "수 있으": "수 있다", "수 있": "수 있다", "한": "한다", "된": "된다"}
    return sentence[: match.start()] + ends[match[1]]


def trimmed(sentence: str) -> str | None:
    """The part behind the first comma, or behind a short topic, if what is left out is no condition."""
    match = re.match(r"(?:[가-힣ㆍ]+\s){0,2}[가-힣]+(?:은|는)\s", sentence)
    if match is not None and not re.search(r"자는|사람은|경우|때|에는|에서는|으로는", match[0]):
        rest = sentence[match.end() :]
        return rest if len(rest) >= 15 else None
    return None


def combined(lead: str, item: str) -> str | None:
    """`다음 각 호의 어느 하나에 해당하는 경우` with the item that is meant."""
    for pattern, end in (
        (r"다음 각 호의 어느 하나에 해당하는 경우(?=에는|에|,|\s)", "경우"),
        (r"다음 각 호의 경우(?=에는|에|,|\s)", "경우"),
        (r"다음 각 호의 어느 하나에 해당하는 (?=사람|자)", ""),
    ):
        match = re.search(pattern, lead)
        if match is None:
            continue
        if end and item.endswith(end):
            return lead[: match.start()] + item + lead[match.end() :]
        if not end and re.search(r"(?:사람|자)$", item) and not re.search(r"[,(]", item):
            rest = re.sub(r"^(?:사람|자)", "", lead[match.end() :])
            return lead[: match.start()] + item + rest
    return None
