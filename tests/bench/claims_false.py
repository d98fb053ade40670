"""Rules that make a false sentence of a true one, for claims.py: each for one kind of mistake."""

import random
import re
from collections.abc import Sequence

from tests.bench.claims_true import NARROWS, substituted

_CONDITION = re.compile(
    r"경우|때|하면|되면|으면|이면|[가-힣]면\s|[가-힣]한하여|않는\s한|제외|외에는|아니하고|없이|이상|위하여|다만|따라"
)


_NEGATED = (
    (r"할 수 있다$", "할 수 없다"),
    (r"수 있다$", "수 없다"),
    (r"수 없다$", "수 있다"),
    (r"하여야 한다$", "하지 아니할 수 있다"),
    (r"하여서는 아니 된다$", "할 수 있다"),
    (r"(?:지|어서는|아서는) 아니 된다$", "어야 한다"),
    (r"하지 아니한다$", "한다"),
    (r"지 아니한다$", "한다"),
    (r"([가-힣])한다$", r"\1하지 아니한다"),
    (r"([가-힣])된다$", r"\1되지 아니한다"),
)


def negated(sentence: str) -> str | None:
    return substituted(_NEGATED, sentence)


def negated_within(sentence: str) -> str | None:
    pairs = (
        (r"하지 아니하고", "하고"),
        (r"하지 아니한", "한"),
        (r"되지 아니한", "된"),
        (r"하지 아니하", "하"),
        (r"지 못한", "ㄴ"),
        (r"이 아닌", "인"),
        (r"없는", "있는"),
        (r"있는", "없는"),
    )
    body, end = sentence[:-8], sentence[-8:]
    told = substituted(tuple(pair for pair in pairs if pair[1] != "ㄴ"), body)
    return None if told is None else told + end


def other_mood(sentence: str) -> str | None:
    return substituted(((r"하여야 한다$", "할 수 있다"), (r"할 수 있다$", "하여야 한다")), sentence)


def other_digit(sentence: str, chance: random.Random) -> str | None:
    places = list(
        re.finditer(
            r"\d+(?=(?:,\d{3})*\s?(?:개월|년|일|명|시간|퍼센트|만원|원|회|세|분의|월|배|인|급|천|백))", sentence
        )
    )
    if not places:
        return None
    match = chance.choice(places)
    new = str(int(match[0]) + chance.choice([1, 2, 5, 10]))
    return sentence[: match.start()] + new + sentence[match.end() :]


def other_unit(sentence: str) -> str | None:
    return substituted(
        (
            (r"(\d)일(?=\s|의|이|까|부|간)", r"\1개월"),
            (r"(\d)개월", r"\1일"),
            (r"(\d)년(?=\s|의|이|간)", r"\1개월"),
            (r"(\d)시간", r"\1일"),
        ),
        sentence,
    )


def other_amount(sentence: str) -> str | None:
    return substituted(((r"만\s?원", "억원"), (r"억\s?원", "만원"), (r"천원", "만원")), sentence)


def other_bound(sentence: str) -> str | None:
    return substituted(((r"이상", "이하"), (r"이하", "이상"), (r"미만", "초과"), (r"초과", "미만")), sentence)


def other_side(sentence: str) -> str | None:
    return substituted(
        (
            (r"이내", "이후"),
            (r"이후", "이전"),
            (r"이전", "이후"),
            (r"(\d일|월|년) 전까지", r"\1 후까지"),
            (r"까지(?=\s)", "부터"),
            (r"부터(?=\s)", "까지"),
        ),
        sentence,
    )


def other_article(sentence: str, chance: random.Random) -> str | None:
    match = re.search(r"제(\d+)(조|항|호)", sentence)
    if match is None:
        return None
    reverse = match[1][::-1]
    new = (
        reverse
        if reverse != match[1] and not reverse.startswith("0")
        else str(int(match[1]) + chance.choice([1, 2, 3]))
    )
    return f"{sentence[: match.start()]}제{new}{match[2]}{sentence[match.end() :]}"


def other_date(sentence: str, chance: random.Random) -> str | None:
    match = re.search(r"(\d{1,2})월\s?(\d{1,2})일", sentence)
    if match is None:
        return None
    return f"{sentence[: match.start()]}{int(match[1]) % 12 + 1}월 {match[2]}일{sentence[match.end() :]}"


_PARTICLE = {"은": "은는", "는": "은는", "이": "이가", "가": "이가", "을": "을를", "를": "을를"}


def _with_particle(word: str, like: str) -> str:
    pair = {"은는": ("은", "는"), "이가": ("이", "가"), "을를": ("을", "를")}[_PARTICLE[like]]
    return word + (pair[0] if (ord(word[-1]) - 0xAC00) % 28 else pair[1])


_DOER = re.compile(
    r"(?<![가-힣])([가-힣]{2,12}?(?:장관|청장|사령관|위원회|위원장|기관|관리자|신청인|단체|부대장|참모총장|사업자|법인|사람|자|장|인))(은|는|이|가)(?=\s)"
)


def other_doer(sentence: str, every: Sequence[str], chance: random.Random) -> str | None:
    match = _DOER.search(sentence)
    if match is None:
        return None
    nouns = sorted({m[1] for one in every for m in _DOER.finditer(one)} - {match[1]})
    if not nouns:
        return None
    return sentence[: match.start()] + _with_particle(chance.choice(nouns), match[2]) + sentence[match.end() :]


def roles_swapped(sentence: str) -> str | None:
    match = re.search(
        r"(?<![가-힣])([가-힣]{2,12})(은|는|이|가)\s((?:[^,]{0,60}\s)?)([가-힣]{2,12})(에게)(?=\s)", sentence
    )
    if match is None or match[1] == match[4]:
        return None
    swapped = f"{_with_particle(match[4], match[2])} {match[3]}{match[1]}에게"
    return sentence[: match.start()] + swapped + sentence[match.end() :]


_OBJECT = re.compile(r"(?<![가-힣])([가-힣]{2,12})(을|를)(?=\s)")


def other_object(sentence: str, every: Sequence[str], chance: random.Random) -> str | None:
    match = _OBJECT.search(sentence)
    nouns = sorted(
        {m[1] for one in every if one != sentence for m in _OBJECT.finditer(one)} - {match[1] if match else ""}
    )
    if match is None or not nouns:
        return None
    return sentence[: match.start()] + _with_particle(chance.choice(nouns), match[2]) + sentence[match.end() :]


def condition_cut(sentence: str) -> str | None:
    """What stands behind a leading condition; verbatim, and no longer true."""
    match = re.match(
        r"(?:다만, )?[^,]{6,120}?(?:경우에는|경우에|때에는|때에|경우|때)(?:, | )(?!한하여|한정|한해|및|또는|해당)",
        sentence,
    )
    rest = sentence[match.end() :] if match else ""
    return rest if len(rest) >= 15 and not _CONDITION.search(rest) else None


def condition_cut_within(sentence: str) -> str | None:
    """`갑은 …하는 경우에는 …한다` as `갑은 …한다`."""
    match = re.match(
        r"((?:다만, )?(?:[가-힣ㆍ]+\s){0,2}[가-힣]{2,}(?:은|는)\s)[^,]{6,120}?"
        r"(?:경우에는|경우에|때에는|때에|경우|때)(?:, | )(?!한하여|한정|한해|및|또는|해당)",
        sentence,
    )
    rest = sentence[match.end() :] if match else ""
    return f"{match[1]}{rest}" if match and len(rest) >= 15 else None


def reference_cut(sentence: str) -> str | None:
    """`…의 승인을 받아 …할 수 있다` without the approval."""
    match = re.search(
        r"(?<=\s)(?:[가-힣ㆍ]+의\s)?(?:승인|허가|동의|협의|심의)[^,]{0,10}?(?:받아|얻어|거쳐|하여)\s", sentence
    )
    return sentence[: match.start()] + sentence[match.end() :] if match else None


def narrowing_cut(sentence: str) -> str | None:
    """Without the bracket that leaves something out: `군인(병은 제외한다)`."""
    for match in re.finditer(r"\([^()]*\)", sentence):
        if NARROWS.search(match[0]):
            return sentence[: match.start()] + sentence[match.end() :]
    return None


def closed_mood(sentence: str) -> str | None:
    """`…하고, …할 수 있다` as `…한다`: the first verb has the mood of the last."""
    match = re.search(r"(한|하|되)(고|며), ", sentence)
    if match is None or match.start() < 15 or re.search(r"야 $", sentence[: match.start()]):
        return None
    ends = re.search(r"(?:수 있다|수 없다|야 한다|아니 된다|아니한다)$", sentence)
    return sentence[: match.start()] + ("된다" if match[1] == "되" else "한다") if ends else None


def proviso_as_rule(sentence: str, main: str) -> str | None:
    """The 단서's own end behind the main rule's topic."""
    match = re.match(r"다만, [^,]{4,120}?(?:경우에는|때에는)[, ]+", sentence)
    topic = re.match(r"(?:[가-힣ㆍ]+\s){0,2}[가-힣]{2,}(?:은|는)\s", main)
    rest = sentence[match.end() :] if match else ""
    return f"{topic[0]}{rest}" if topic and len(rest) >= 8 else None


def glued(first: str, second: str) -> str | None:
    """The beginning of one sentence and the end of another."""
    words, others = first.split(), second.split()
    if len(words) < 6 or len(others) < 6:
        return None
    return " ".join([*words[: len(words) // 2], *others[len(others) // 2 :]])


def and_or(sentence: str) -> str | None:
    return substituted(((r" 및 ", " 또는 "), (r" 또는 ", " 및 ")), sentence)


_OPPOSITE = (
    "유상 무상|공개 비공개|증액 감액|전부 일부|사전 사후|직접 간접|매년 매월|취득 상실|공무상 사적|"
    "임명 해임|지급 환수|승인 거부|허가 금지|설치 폐지|서면 구두|공동 단독|국내 국외|상급 하급|"
    "최초 최종|의무 권리|가산 공제|증가 감소|필요 불필요|가능 불가능|유효 무효|선임 해임|합격 불합격|적법 위법"
)


def opposite(sentence: str) -> str | None:
    pairs = [tuple(pair.split()) for pair in _OPPOSITE.split("|")]
    both = [*pairs, *((b, a) for a, b in pairs)]
    return substituted([(rf"(?<![가-힣]){a}", b) for a, b in both], sentence)


def number_cut(sentence: str) -> str | None:
    """A sentence cut behind a number's first digit: `15일 이내에 …` as `5일 이내에 …`."""
    match = re.search(r"(?<!\d)\d(?=[1-9]\d*(?:일|년|개월|명|만원|퍼센트|세))", sentence)
    rest = sentence[match.end() :] if match else ""
    return rest if len(rest) >= 12 else None


def verb_cut(sentence: str) -> str | None:
    """Cut where the sentence only goes on: `…할 수 있다고 인정하는 …` as `…할 수 있다`."""
    match = re.search(r"(?:있다|없다|한다|된다)(?=고|는|면|[가-힣])", sentence[:-4])
    told = sentence[: match.end()] if match else ""
    return told if len(told) >= 12 else None
